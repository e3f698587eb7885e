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
    """A sentence by its key; a day or a time among its values is written in the reader's language and time zone."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class NewsLine:
    """A sentence, and how good the news is."""

    said: Said
    tone: NewsTone = "plain"


def say(key: str, **values: object) -> Said:
    """Name a sentence."""
    return Said(key, values)


def format_date(at: dt.datetime, months: str, first: str, template: str, zone: dt.tzinfo | None) -> str:
    """Write a time as people do: `months` are twelve names, `first` is how the first day of a month is said."""
    try:
        there = at.astimezone(zone)
    except (OverflowError, OSError, ValueError):  # a forged time that the system's calendar does not know
        there = at
    day, month = _day_and_month(there, months, first)
    return template.format(day=day, month=month, year=there.year, time=f"{there:%H:%M}")


def format_utc(at: dt.datetime) -> str:
    """Write a time for those who compare it with another: to the second, in UTC."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"


def format_day(day: dt.date, texts: Texts) -> str:
    """Write a day as people do."""
    number, month = _day_and_month(day, texts.say("report_page.months"), texts.say("report_page.first_day"))
    return texts.say("date.day", day=number, month=month, year=day.year)


def in_words(said: Said, texts: Texts) -> str:
    """Say a sentence whose values are days and words; whatever came from outside can steer nothing."""
    return texts.say(said.key, **{name: _shown(value, texts) for name, value in said.values.items()})


def _shown(value: object, texts: Texts) -> str:
    if callable(value):
        value = value(texts)
    return format_day(value, texts) if isinstance(value, dt.date) else clean(str(value))


def _day_and_month(day: dt.date, months: str, first: str) -> tuple[str, str]:
    return first if day.day == 1 else str(day.day), months.split(", ")[day.month - 1]
