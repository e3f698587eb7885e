"""`optout-assist country`: the country in which the person lives, which decides which authority is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helper.cli.countries import keep_country, name_of, residence_of
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.safe.clean import clean

if TYPE_CHECKING:
    from flows.authorities import Authorities
    from helper.residence import Residence


@click.command(cls=Command)
@click.argument("code", metavar="[CODE]", required=False)
@click.option("--forget", is_flag=True)
@shared_options
@click.pass_obj
def country(shared: Shared, code: str | None, *, forget: bool) -> None:
    """Show it, remember another one, or forget it."""
    from flows.authorities import load_authorities
    from helper.residence import forget_country

    known = load_authorities()
    if forget:
        is_gone = forget_country(shared.settings_path)
        said = shared.texts.say("residence.forgotten" if is_gone else "residence.nothing")
        shared.result({"country": None, "forgotten": is_gone}, lambda: click.echo(said))
        return
    if code is not None:
        keep_country(shared, known, code)
    residence = residence_of(shared, known, None)
    codes = [one.code for one in known.of_country(residence.country or "")]
    document = {
        "country": residence.country,
        "told": residence.is_told,
        "authorities": codes,
        "path": str(shared.settings_path),
    }
    shared.result(document, lambda: _show(shared, known, residence))


def _show(shared: Shared, known: Authorities, residence: Residence) -> None:
    texts = shared.texts
    if residence.country is None:
        click.echo(texts.say("residence.unknown"))
        return
    key = "residence.told" if residence.is_told else "residence.guessed"
    click.echo(texts.say(key, country=name_of(shared, residence.country)))
    for one in known.of_country(residence.country):
        click.echo(texts.say("residence.authority", authority=one.title, code=one.code))
    if residence.is_told:
        shared.hint("residence.where", path=clean(str(shared.settings_path)))
