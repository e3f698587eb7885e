"""The sentences of a draft in one language, and how dates are written in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from helper.drafts.blocks import TextLine, Value, fill
from helper.texts import read_sentences

LANGUAGES = ("de", "en", "es", "fr", "it", "nl")


@dataclass(frozen=True)
class Words:
    """What a draft says in one language; a missing key is a bug and raises KeyError."""

    language: str
    sentences: Mapping[str, str]

    @classmethod
    def load(cls, language: str, package: str) -> Words:
        """Read what every draft says in one language, and what those of a package say (`helper.complaint`).

        Raises KeyError for a language that drafts are not written in.
        """
        if language not in LANGUAGES:
            raise KeyError(language)
        sentences = dict(_read(__package__, language))
        for key, sentence in _read(package, language).items():
            if key in sentences:
                raise KeyError(key)  # said twice: one of the two would never be read
            sentences[key] = sentence
        return cls(language, sentences)

    def say(self, key: str, **values: Value) -> TextLine:
        """Give a sentence with its values in it."""
        return fill(self.sentences[key], values)

    def day(self, day: dt.date) -> str:
        """Write a date."""
        return self._dated("day", day)

    def moment(self, at: dt.datetime, zone: dt.tzinfo) -> str:
        """Write a time with its offset from UTC."""
        try:
            there = at.astimezone(zone)
        except (OverflowError, ValueError):  # a forged time beyond the calendar
            there = at
        offset = there.isoformat()[-6:]
        moment = self._dated("moment", there.date(), time=f"{there:%H:%M}")
        return self.sentences["written.zone"].format(moment=moment, offset=offset)

    def _dated(self, key: str, day: dt.date, **more: str) -> str:
        month = self.sentences["written.months"].split(", ")[day.month - 1]
        number = self.sentences["written.first"] if day.day == 1 else str(day.day)
        return self.sentences[f"written.{key}"].format(day=number, month=month, year=day.year, **more)


def _read(package: str, language: str) -> Mapping[str, str]:
    return read_sentences(package, f"words/{language}.toml")
