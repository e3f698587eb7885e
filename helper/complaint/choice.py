"""To which authority, and in which language: what was asked for, else what the attempt or the computer tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from flows.authorities import Authorities, Authority
from helper.drafts.words import LANGUAGES
from helper.errors import UsageProblem
from helper.residence import Residence

FALLBACK = "en"
STAND_IN = "cnil"  # it says how to object with each of Meta's services


class Locale(NamedTuple):
    """What the computer is set to."""

    language: str | None  # ISO 639-1
    country: str | None  # ISO 3166-1


def read_locale(environ: Mapping[str, str], otherwise: str | None = None) -> Locale:
    """Read the person's language and country from the environment; `otherwise` is what the system says."""
    named = next(
        (environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), otherwise
    )
    found = re.match(r"([a-z]{2})(?:[_-]([A-Z]{2}))?(?=$|[.@_-])", named or "")
    return Locale(found[1], found[2]) if found else Locale(None, None)


def find_authority(known: Authorities, typed: str) -> Authority:
    """Give the authority that somebody names; raises UsageProblem that names those that are known."""
    found = known.find(typed)
    if found is None:
        codes = ", ".join(one.code for one in known.authority)
        raise UsageProblem("authority_unknown", code=typed, known=codes, url=known.fallback.url)
    return found


def possible_authorities(known: Authorities, residence: Residence) -> tuple[Authority, ...]:
    """Give those of which one is the person's: of the country they live in, else of all that are known."""
    return known.of_country(residence.country or "") or known.authority


def choose_authority(known: Authorities, asked: str | None, residence: Residence) -> Authority:
    """Choose whom to complain to: the one asked for, else that of the country in which the person lives.

    The authority that an objection cites is a reference and no reason to complain there (flows/law.toml, `residence`).
    Raises UsageProblem where none can be told, or it applies another law than the one that the draft cites.
    """
    if asked is not None:
        found = find_authority(known, asked)
    else:
        possible = possible_authorities(known, residence)
        if len(possible) != 1:
            is_of_country = all(one.country == residence.country for one in possible)
            raise UsageProblem(
                "complaint_which_of_several" if is_of_country else "complaint_which_authority",
                known=", ".join(one.code for one in possible),
                url=known.fallback.url,
            )
        found = possible[0]
    if found.regime != "GDPR":
        place = found.complaint or found.site
        raise UsageProblem("complaint_other_law", authority=found.title, law=found.regime, url=place.url)
    return found


def lives_there(authority: Authority, residence: Residence) -> bool:
    """Tell whether the person themselves said that they live in the country of an authority."""
    return residence.is_told and residence.country == authority.country


def reference_for(known: Authorities, residence: Residence) -> tuple[Authority, bool]:
    """Give the authority whose page an objection can cite: that of the person's country if it has one, else the CNIL.

    Also tells whether it stands in for one that has none.
    """
    in_country = [one for one in known.of_country(residence.country or "") if one.reference]
    if in_country:
        return in_country[0], False
    stand_in = known.find(STAND_IN)
    if stand_in is None:
        raise KeyError(STAND_IN)
    return stand_in, True


def choose_language(authority: Authority, asked: str | None, preferred: str | None) -> str:
    """Choose the draft's language: the one asked for, else one that the authority works in, the person's if it is one."""
    if asked is not None:
        return asked
    possible = [language for language in authority.languages if language in LANGUAGES]
    if preferred in possible:
        return preferred
    return possible[0] if possible else FALLBACK
