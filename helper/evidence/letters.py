"""What the person says of a letter that they sent, beside the bag: `ARCHIVE/<id>.letters/01/letter.json`.

It is their word and nothing more: no evidence that anything was sent. Each statement is a sealed item of its own, the
newest one counts, and one may take back what was said before (`helper.evidence.additions` says how they come there).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from helper import __version__
from helper.evidence.additions import (
    LETTERS,
    Addition,
    attempt_of,
    folder_beside,
    list_beside,
    name_beside,
    parse_addition,
    put_beside,
    read_beside,
)
from helper.evidence.verify import Damage
from helper.record import Time, format_time

STATEMENT = "letter.json"
# Note of a record in which no form was opened, since the objection was made by letter.
BY_LETTER = "by_letter"
_LIMITS = {STATEMENT: 20_000}

By = Literal["post", "email"]


class LetterStatement(Addition):
    """`letter.json`: when the person says that they sent their objection; without a day, that they did not."""

    said_by: Literal["person"] = "person"
    sent_on: dt.date | None
    by: By | None
    received_on: dt.date | None = None  # as the advice of receipt says
    said_at: Time
    software: str

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        if (self.sent_on is None) is not (self.by is None):
            raise ValueError("sent_on and by go together")
        if self.received_on and (self.sent_on is None or self.received_on < self.sent_on):
            raise ValueError("received_on: not before sent_on")
        return self


@dataclass(frozen=True)
class Sent:
    """An objection that the person says they sent by letter or e-mail."""

    on: dt.date
    by: By
    said_at: dt.datetime
    received_on: dt.date | None = None
    number: int = 1  # how many statements there are: one may correct another

    def document(self) -> dict[str, object]:
        """Give it ready for JSON."""
        return {
            "said_by": "person",
            "sent_on": self.on.isoformat(),
            "by": self.by,
            "received_on": self.received_on.isoformat() if self.received_on else None,
            "said_at": format_time(self.said_at),
        }

    @property
    def counted_from(self) -> dt.date:
        """The day from which the time for an answer is counted here: of receipt if it is known, else of sending."""
        return self.received_on or self.on

    @property
    def is_receipt_open(self) -> bool:
        """Tell whether the time really begins later, on a day that is not known: a letter travels."""
        return self.by == "post" and self.received_on is None


@dataclass(frozen=True)
class KeptLetter:
    """What is said of the letter of one attempt, and what is wrong with how it is kept."""

    sent: Sent | None = None
    path: Path | None = None  # of the statement that counts
    damage: tuple[Damage, ...] = ()


def letters_folder(bag_path: Path) -> Path:
    """Give the folder of an attempt's statements, if it has any."""
    return folder_beside(bag_path, LETTERS)


def keep_letter(
    bag_path: Path, sent: tuple[dt.date, By] | None, received_on: dt.date | None, now: dt.datetime
) -> Path:
    """Put a statement beside its bag; None takes back what was said. Durable on return; raises ArchiveProblem."""
    on, by = sent or (None, None)
    statement = LetterStatement(
        attempt=attempt_of(bag_path),
        sent_on=on,
        by=by,
        received_on=received_on,
        said_at=now,
        software=__version__,
    )
    path, _ = put_beside(letters_folder(bag_path), lambda: {STATEMENT: statement.to_json()})
    return path


def kept_letter(bag_path: Path) -> KeptLetter:
    """Give what the person said last of the letter; a statement that is not what was kept says nothing."""
    listed = list_beside(letters_folder(bag_path))
    damage = [one for _, one in listed.damage]
    kept = KeptLetter()
    for path in listed.found:
        said, wrong = _read(path, attempt_of(bag_path))
        damage += wrong
        if said and said.sent_on and said.by:
            sent = Sent(said.sent_on, said.by, said.said_at, said.received_on, number=len(listed.found))
            kept = KeptLetter(sent, path)
        elif said:
            kept = KeptLetter()
    return replace(kept, damage=tuple(damage))


def _read(path: Path, attempt_id: str) -> tuple[LetterStatement | None, list[Damage]]:
    contents, damage = read_beside(path, _LIMITS)
    if damage or STATEMENT not in contents:
        return None, damage
    shown = name_beside(path, STATEMENT)
    statement, damage = parse_addition(LetterStatement, contents[STATEMENT], shown, attempt_id)
    return None if damage else statement, damage
