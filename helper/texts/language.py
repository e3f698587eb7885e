"""Which language the person reads, told without reading any catalogue."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

LANGUAGES = ("fr", "en")


def preferred_language() -> str:
    """Give the person's language: the first that we speak of those that environment or system name, else English."""
    named = [os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)][:1]
    if not named:
        from helper.installed import system_languages  # noqa: PLC0415  `--help` must answer at once

        named = system_languages()
    return first_spoken(named)


def first_spoken(names: Iterable[str]) -> str:
    """Give the first language that we speak of several that are named in any way: `fr_FR.UTF-8`, `fr-CA`, `French_France`."""
    return next((name.lower()[:2] for name in names if name.lower().startswith(LANGUAGES)), "en")


def asked_language(arguments: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Give the language asked for with `--lang` or in the environment, also where the rest cannot be parsed.

    `--help` and a mistyped command answer before the options are read.
    """
    asked = environ.get("OPTOUT_ASSIST_LANG")
    for argument, following in zip(arguments, [*arguments[1:], None], strict=False):
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGUAGES else None
