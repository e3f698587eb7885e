"""`optout-assist about`: which version this is, how old its facts are, how it was installed, and what came with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helper import __version__
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options

if TYPE_CHECKING:
    from helper.about import AboutProgram


@click.command(cls=Command)
@click.option("--licences", is_flag=True)
@shared_options
@click.pass_obj
def about(shared: Shared, licences: bool) -> None:
    """Show what this program is; nobody is asked for anything."""
    import datetime as dt

    from helper.about import read_about
    from helper.installed import this_setting

    found = read_about(this_setting(), dt.datetime.now(dt.UTC).date())
    document = _document(shared, found, with_texts=licences)
    human = _print_licences if licences else _print
    shared.result(document, lambda: human(shared, found), as_written=True)


def _document(shared: Shared, found: AboutProgram, *, with_texts: bool) -> dict[str, object]:
    return {
        "version": __version__,
        "licence": "MIT",
        "installed": {"kind": str(found.installation.kind), "folder": str(found.installation.folder)},
        "archive": str(shared.archive_dir),
        "facts": [
            {"service": one.service, "newest": str(one.newest), "days": one.days, "live": str(one.live)}
            for one in found.ages
        ],
        "over_a_year": [one.service for one in found.over_a_year],
        "parts": [
            {"name": one.name, "version": one.version, "licence": one.licence}
            | ({"texts": list(one.texts)} if with_texts else {})
            for one in found.parts
        ],
    }


def _print(shared: Shared, found: AboutProgram) -> None:
    import datetime as dt

    from helper.texts.sentences import format_day

    texts, installation = shared.texts, found.installation
    click.echo(texts.say("program.version", version=__version__))
    click.echo(texts.say(f"installed.{installation.kind}.what", folder=installation.folder))
    remove = texts.say(f"installed.{installation.kind}.remove", folder=installation.folder)
    click.echo(texts.say("program.remove", how=remove, archive=shared.archive_dir))
    click.echo("")
    click.echo(texts.say("program.facts"))
    for one in found.ages:
        key = "program.fact_never" if one.live == "never" else "program.fact"
        newest = format_day(one.newest, texts)
        live = format_day(one.live, texts) if isinstance(one.live, dt.date) else one.live
        click.echo("  " + texts.say(key, service=one.title, newest=newest, days=one.days, live=live))
    if found.over_a_year:
        click.echo(texts.say("program.moved", services=", ".join(one.title for one in found.over_a_year)))
    click.echo(texts.say("program.nobody"))
    click.echo("")
    if found.parts:
        click.echo(texts.say("program.parts", count=len(found.parts)))
    else:
        click.echo(texts.say("program.no_parts"))


def _print_licences(shared: Shared, found: AboutProgram) -> None:
    if not found.parts:
        click.echo(shared.texts.say("program.no_parts"))
    for one in found.parts:
        click.echo(f"{one.name} {one.version} ({one.licence})")
        for text in one.texts:
            click.echo(f"\n{text.rstrip()}")
        click.echo("\n" + "-" * 70)
