"""The country in which the person lives: told or guessed, kept for the next time, and named in their language."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from helper.cli.options import Shared

if TYPE_CHECKING:
    from flows.authorities import Authorities
    from helper.complaint.choice import Locale
    from helper.residence import Residence


def system_locale() -> Locale:
    """Tell the language and the country that this computer is set to."""
    from helper import installed
    from helper.complaint.choice import read_locale

    return read_locale(os.environ, installed.system_locale())


def residence_of(shared: Shared, known: Authorities, asked: str | None) -> Residence:
    """Tell where the person lives, as far as they or the computer tell."""
    from helper.residence import find_residence

    return find_residence(known, asked, shared.settings_path, system_locale().country)


def keep_country(shared: Shared, known: Authorities, typed: str) -> str:
    """Remember a country for the next time, and give its code; raises UsageProblem for one that is not known."""
    from helper.evidence.store import Archive
    from helper.residence import parse_country, remember_country

    code = parse_country(known, typed)
    Archive(shared.settings_path.parent).prepare()  # a folder for the person only
    remember_country(shared.settings_path, code)
    return code


def country_answers(shared: Shared, known: Authorities, without: str | None = None) -> list[tuple[str, str]]:
    """Give the countries to choose from, with their names; none of them first, so that Enter alone claims nothing."""
    from helper.residence import ELSEWHERE

    names = sorted((_sort_key(name_of(shared, code)), code) for code in known.countries if code != without)
    return [(code, name_of(shared, code)) for code in (ELSEWHERE, *(code for _, code in names))]


def name_of(shared: Shared, code: str) -> str:
    """Name a country in the person's language."""
    return shared.texts.say(f"residence.country.{code.lower()}")


def _sort_key(name: str) -> str:
    """Sort a name as people look for it, whatever its accents."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().casefold()
