"""To which authority, and in which language: what was asked for, else what the attempt or the computer tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from flows.authorities import Authorities, Authority
from helper.drafts.words import LANGUAGES
from helper.errors import UsageProblem

FALLBACK = "en"


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


def choose_authority(
    known: Authorities, asked: str | None, reference: str | None, locale: Locale
) -> Authority:
    """Choose whom to complain to: the one asked for, the one that the objection cites, that of the person's country.

    Raises UsageProblem where none can be told, or it applies another law than the one that the draft cites.
    """
    if asked is not None:
        found = find_authority(known, asked)
    elif cited := known.find(reference or ""):
        found = cited
    else:
        in_country = known.of_country(locale.country or "")
        if len(in_country) != 1:
            codes = ", ".join(one.code for one in in_country or known.authority)
            raise UsageProblem("complaint_which_authority", known=codes, url=known.fallback.url)
        found = in_country[0]
    if found.regime != "GDPR":
        place = found.complaint or found.site
        raise UsageProblem("complaint_other_law", authority=found.title, law=found.regime, url=place.url)
    return found


def choose_language(authority: Authority, asked: str | None, preferred: str | None) -> str:
    """Choose the draft's language: the one asked for, else one that the authority works in, the person's if it is one."""
    if asked is not None:
        return asked
    possible = [language for language in authority.languages if language in LANGUAGES]
    if preferred in possible:
        return preferred
    return possible[0] if possible else FALLBACK
