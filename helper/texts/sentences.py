"""Sentences as values: which sentence of the catalogue, and with what in it. Decided without words, said in any language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from helper.safe.clean import clean
from helper.texts import Texts

NewsTone = Literal["good", "wait", "bad", "plain"]


@dataclass(frozen=True)
class Said:
    """A sentence by its key; a day or a time among its values is written in the reader's language and time zone.

    It may itself be a value of another one.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __call__(self, texts: Texts) -> str:
        """Say it."""
        return in_words(self, texts)


@dataclass(frozen=True)
class NewsLine:
    """A sentence, and how good the news is."""

    said: Said
    tone: NewsTone = "plain"


def say(key: str, **values: object) -> Said:
    """Name a sentence."""
    return Said(key, values)


def format_date(
    at: dt.datetime, texts: Texts, zone: dt.tzinfo | None = None, key: str = "report_page.date"
) -> str:
    """Write a time as people do."""
    try:
        there = at.astimezone(zone)
    except (OverflowError, OSError, ValueError):  # a forged time that the system's calendar does not know
        there = at
    return _dated(there, texts, key, time=f"{there:%H:%M}")


def format_utc(at: dt.datetime) -> str:
    """Write a time for those who compare it with another: to the second, in UTC."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"


def format_day(day: dt.date, texts: Texts) -> str:
    """Write a day as people do."""
    return _dated(day, texts, "date.day")


def in_words(said: Said, texts: Texts) -> str:
    """Say a sentence whose values are days and words; whatever came from outside can steer nothing."""
    return texts.say(said.key, **{name: _shown(value, texts) for name, value in said.values.items()})


def _shown(value: object, texts: Texts) -> str:
    if callable(value):
        value = value(texts)
    return format_day(value, texts) if isinstance(value, dt.date) else clean(str(value))


def _dated(day: dt.date, texts: Texts, key: str, **more: str) -> str:
    number = texts.say("report_page.first_day") if day.day == 1 else day.day
    month = texts.say("report_page.months").split(", ")[day.month - 1]
    return texts.say(key, day=number, month=month, year=day.year, **more)
