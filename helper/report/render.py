"""Draws the report: one template, every value escaped, a policy that lets nothing run and nothing be fetched."""

from __future__ import annotations

import datetime as dt

from helper import __version__
from helper.report.story import Report
from helper.safe.clean import clean
from helper.safe.pages import render_inert
from helper.texts import Texts
from helper.texts.sentences import Said, format_date, format_day, format_utc

LONGEST_QUOTE = 1200  # characters; the whole is in the record
LONGEST_WORD = 400  # of everything else: names, files, addresses


class _Words:
    """Says the report's sentences in one language, with times as people write them."""

    def __init__(self, texts: Texts, zone: dt.tzinfo | None) -> None:
        self._texts, self._zone = texts, zone

    def say(self, key: str, **values: object) -> str:
        return self._texts.say(key, **{name: self._shown(value) for name, value in values.items()})

    def tell(self, said: Said) -> str:
        return self.say(said.key, **said.values)

    def date(self, at: dt.datetime, key: str = "report_page.date") -> str:
        return format_date(at, self._texts, self._zone, key)

    def _shown(self, value: object) -> object:
        if callable(value):
            value = value(self._texts)
        if isinstance(value, dt.datetime):
            return self.date(value)
        if isinstance(value, dt.date):
            return format_day(value, self._texts)
        return clean(str(value), limit=LONGEST_WORD)


def render_report(report: Report, texts: Texts, zone: dt.tzinfo | None = None) -> str:
    """Write the page; `zone` is the reader's time zone, by default this computer's."""
    words = _Words(texts, zone)
    values: dict[str, object] = {
        "say": words.say,
        "tell": words.tell,
        "date": words.date,
        "utc": format_utc,
        "iso": _iso,
        "quote": _quote,
        "report": report,
        "language": texts.language,
        "version": __version__,
    }
    return render_inert(__package__, "page.html", "page.css", values, has_pictures=True)


def _quote(text: str) -> str:
    return clean(text.replace("\r\n", "\n"), keep="\n", limit=LONGEST_QUOTE)


def _iso(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
