"""`optout-assist authorities`: where one can complain, how sure each address is, and since when it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options

if TYPE_CHECKING:
    from flows.authorities import Authorities, Authority, Contact


@click.command(cls=Command)
@click.argument("code", metavar="[CODE]", required=False)
@shared_options
@click.pass_obj
def authorities(shared: Shared, code: str | None) -> None:
    """List the authorities, or show everything that is known of one; raises UsageProblem for one that is not."""
    from flows.authorities import load_authorities
    from helper.complaint.choice import find_authority

    known = load_authorities()
    if code is not None:
        one = find_authority(known, code)
        shared.result(one.model_dump(mode="json"), lambda: _print_one(shared, one, known), as_written=True)
        return
    documents = [one.model_dump(mode="json") for one in known.authority]
    shared.result(documents, lambda: _print_all(shared, known), as_written=True)


def _print_all(shared: Shared, known: Authorities) -> None:
    width = max(len(one.code) for one in known.authority)
    for one in known.authority:
        name = f"{one.name} ({one.short})" if one.short and one.short != one.name else one.name
        click.echo(f"{one.code:{width}}  {name} [{', '.join(one.languages)}]")
        click.echo(f"{'':{width}}  {_line(shared, *next(iter(one.places.items())))}")
    _print_foot(shared, known)


def _print_one(shared: Shared, authority: Authority, known: Authorities) -> None:
    from flows.references import load_references

    texts = shared.texts
    click.echo(f"{authority.name} ({authority.title})" if authority.short else authority.name)
    click.echo(texts.say("authorities.languages", languages=", ".join(authority.languages)))
    for what, place in authority.places.items():
        click.echo(_line(shared, what, place))
        if place.doubt:
            click.echo("    " + texts.say(f"authorities.doubt.{place.doubt}"))
        if place.now:
            click.echo("    " + texts.say("authorities.now", now=place.now))
        click.echo("    " + texts.say("authorities.source", source=place.source))
    if authority.page and authority.reference:
        page, code = authority.page, authority.reference
        click.echo(texts.say("authorities.page", url=page.url, date=page.date, reference=code))
        text = load_references()[code].sentences_for([shared.language]).forms[0]
        click.echo(texts.say("authorities.text", reference=code, text=text))
    if authority.hint:
        click.echo(texts.say(f"authorities.hint.{authority.hint}"))
    if authority.regime != "GDPR":
        click.echo(texts.say("authorities.other_law", law=authority.regime))
    _print_foot(shared, known)


def _line(shared: Shared, what: str, place: Contact) -> str:
    """Say where to turn to, how sure that is, and when it was last seen."""
    texts = shared.texts
    where = (
        ", ".join(place.lines)
        if hasattr(place, "lines")
        else getattr(place, "url", "") or getattr(place, "address", "")
    )
    sure = texts.say(f"authorities.certainty.{place.certainty}")
    return texts.say(f"authorities.place.{what}", place=where, certainty=sure, date=place.date)


def _print_foot(shared: Shared, known: Authorities) -> None:
    shared.hint("authorities.foot", url=known.fallback.url)
