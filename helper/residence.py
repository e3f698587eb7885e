"""The country in which the person lives: it decides which authority is theirs (GDPR, article 77(1)).

It is asked once and remembered in a small file of its own beside the archive, in plain words, which may be deleted.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints, ValidationError

from flows.authorities import Authorities
from flows.schema import Strict
from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.files import archive_errors, read_small, write_whole

FILE_NAME = "settings.toml"
ELSEWHERE = "other"  # none of the countries whose authorities are known
_LIMIT = 10_000
_NOTE = "# What optout-assist remembers about you: the country you live in. You may delete this file.\n"


class _Settings(Strict):
    country: Annotated[str, StringConstraints(pattern=rf"^([A-Z]{{2}}|{ELSEWHERE})$")]


@dataclass(frozen=True)
class Residence:
    """Where the person lives, as far as it is known; `is_told`: by themselves, not by the computer's settings."""

    country: str | None  # ISO 3166-1, or ELSEWHERE
    is_told: bool = False


def parse_country(known: Authorities, typed: str) -> str:
    """Read a country as somebody types it; raises UsageProblem that names those that are known."""
    wanted = typed.strip()
    if wanted.casefold() == ELSEWHERE:
        return ELSEWHERE
    if wanted.upper() in known.countries:
        return wanted.upper()
    raise UsageProblem(
        "country_unknown", country=wanted, known=", ".join(sorted(known.countries)), other=ELSEWHERE
    )


def find_residence(known: Authorities, asked: str | None, path: Path, guessed: str | None) -> Residence:
    """Tell where the person lives: what they say now, else what they said before, else what the computer is set to."""
    if asked:
        return Residence(parse_country(known, asked), is_told=True)
    if remembered := recall_country(path):
        return Residence(remembered, is_told=True)
    return Residence(guessed if guessed in known.countries else None)


def recall_country(path: Path) -> str | None:
    """Read what is remembered, if anything is; raises UsageProblem for a file that says something else."""
    try:
        text = read_small(path, _LIMIT).decode("utf-8-sig")
        return _Settings.model_validate(tomllib.loads(text)).country
    except (FileNotFoundError, NotADirectoryError):
        return None
    # A ValidationError, what is no TOML and what is no UTF-8 are ValueErrors.
    except (OSError, ValueError) as error:
        kind = "?" if isinstance(error, ValidationError) else type(error).__name__
        reason = error if isinstance(error, OSError) else kind
        raise UsageProblem("settings_file", path=path, reason=reason) from error


def remember_country(path: Path, country: str) -> None:
    """Keep it for the next time, in a folder that is there; raises ArchiveProblem."""
    with archive_errors(path):
        write_whole(path, path.with_name(path.name + ".part"), f'{_NOTE}country = "{country}"\n'.encode())


def forget_country(path: Path) -> bool:
    """Forget it, and tell whether there was anything to forget; raises ArchiveProblem."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise ArchiveProblem("archive_failed", path=path, reason=error) from error
    return True
