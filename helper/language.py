"""Which language the person reads, told without reading any catalogue."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

LANGUAGES = ("fr", "en")


def preferred_language() -> str:
    """Give the person's language: French when the environment says French, else English."""
    named = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None
    )
    if named is None:
        import locale  # noqa: PLC0415  only where the environment is silent: `--help` must answer at once

        named = locale.getlocale()[0] or ""
    return "fr" if named.lower().startswith("fr") else "en"


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
