"""What the person says of sending their letter, read from what they typed or chose. Pure."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import NamedTuple

from helper.errors import UsageProblem
from helper.evidence.letters import By, Sent
from helper.texts.sentences import format_day

# The GDPR applies from then on (Article 99): before it there was no such objection, so that a year is mistyped.
FIRST_DAY = dt.date(2018, 5, 25)


class LetterSending(NamedTuple):
    """When and how it was sent, and when it was received, if that is known."""

    on: dt.date
    by: By
    received_on: dt.date | None


def read_sending(
    on: str | None, by: By | None, received: str | None, before: Sent | None, today: dt.date
) -> LetterSending:
    """Read what the person says; what they said before stands where they say nothing else."""
    received_on = _day(received, "--received") if received else None
    sent_on = _day(on, "--on") if on else before.on if before else None
    way = by or (before.by if before else None)
    if sent_on is None or way is None:
        raise UsageProblem("letter_when", example=today.isoformat())
    if received_on is None and before and on is None:
        received_on = before.received_on
    if sent_on > today or (received_on and received_on > today):
        raise UsageProblem("letter_future", today=partial(format_day, today))
    if sent_on < FIRST_DAY:
        raise UsageProblem(
            "letter_early", sent=partial(format_day, sent_on), first=partial(format_day, FIRST_DAY)
        )
    if received_on and received_on < sent_on:
        raise UsageProblem(
            "letter_received_first",
            sent=partial(format_day, sent_on),
            received=partial(format_day, received_on),
        )
    return LetterSending(sent_on, way, received_on)


def _day(typed: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError as error:
        raise UsageProblem("letter_date", option=option, typed=typed) from error
