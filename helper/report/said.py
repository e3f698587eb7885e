"""Sentences of the report as values: which sentence of the catalogue, and with what in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["good", "wait", "bad", "plain"]


@dataclass(frozen=True)
class Said:
    """A sentence by its key; a time among its values is written in the reader's language and time zone."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A sentence, and how good the news is."""

    said: Said
    tone: Tone = "plain"


def say(key: str, **values: object) -> Said:
    """Name a sentence."""
    return Said(key, values)


def format_date(at: dt.datetime, months: str, first: str, template: str, zone: dt.tzinfo | None) -> str:
    """Write a time as people do: `months` are twelve names, `first` is how the first day of a month is said."""
    try:
        there = at.astimezone(zone)
    except (OverflowError, OSError, ValueError):  # a forged time that the system's calendar does not know
        there = at
    day = first if there.day == 1 else str(there.day)
    month = months.split(", ")[there.month - 1]
    return template.format(day=day, month=month, year=there.year, time=f"{there:%H:%M}")
