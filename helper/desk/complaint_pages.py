"""The pages that ask to whom a person complains: in which country they live, and to which authority of those there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.authorities import Authorities, load_authorities
from helper.cli.countries import country_answers, name_of, residence_of
from helper.cli.options import Shared
from helper.complaint.choice import possible_authorities
from helper.residence import ELSEWHERE, Residence
from helper.window.asked import AskedMistake
from helper.window.draw import WindowPage


def country_page(shared: Shared) -> WindowPage | None:
    """Give the page that asks where the person lives; None where they have said so."""
    known = load_authorities()
    residence = residence_of(shared, known, None)
    if residence.is_told:
        return None
    values = {"countries": country_answers(shared, known), "country": residence.country or ELSEWHERE}
    return WindowPage("country.html", values, shared.texts)


@dataclass(frozen=True)
class Choice:
    """The authorities among which a person chooses, and whether they are those of their country."""

    authorities: list[tuple[str, str]]
    hints: list[str]
    is_of_country: bool


NO_AUTHORITY = "none"


def find_choice(shared: Shared) -> Choice | None:
    """Give the authorities to choose from, as far as it is known where the person lives; None where there is one alone."""
    known = load_authorities()
    return choice_among(shared, known, residence_of(shared, known, None))


def choice_among(shared: Shared, known: Authorities, residence: Residence) -> Choice | None:
    """Give the authorities to choose from, with their names; None where there is one alone."""
    possible = possible_authorities(known, residence)
    if len(possible) == 1:
        return None
    is_of_country = all(one.country == residence.country for one in possible)
    named = [
        (one.code, one.name if is_of_country else f"{name_of(shared, one.country)} – {one.title}")
        for one in possible
    ]
    if not is_of_country:
        named.sort(key=lambda one: one[1])
    none = (NO_AUTHORITY, shared.texts.say("window.authority.none"))
    hints = [shared.texts.say(f"authorities.hint.{one}") for one in {one.hint for one in possible} if one]
    # The first of a list is what stands there before anything is chosen: it claims nothing.
    authorities = [*named, none] if is_of_country else [none, *named]
    return Choice(authorities, hints if is_of_country else [], is_of_country)


def authority_page(shared: Shared, choice: Choice, problems: Sequence[AskedMistake]) -> WindowPage:
    """Give the page that asks to which authority the person complains."""
    values = {
        "authorities": choice.authorities,
        "hints": choice.hints,
        "is_of_country": choice.is_of_country,
        "problems": problems,
    }
    return WindowPage("authority.html", values, shared.texts)
