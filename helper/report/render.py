"""Draws the report: one template, every value escaped, a policy that lets nothing run and nothing be fetched."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from helper import __version__
from helper.clean import clean
from helper.report.said import Said, format_date
from helper.report.story import Report
from helper.texts import Texts

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
        months, first = self._texts.say("report_page.months"), self._texts.say("report_page.first_day")
        return format_date(at, months, first, self._texts.sentences[key], self._zone)

    def _shown(self, value: object) -> object:
        return self.date(value) if isinstance(value, dt.datetime) else clean(str(value), limit=LONGEST_WORD)


def render_report(report: Report, texts: Texts, zone: dt.tzinfo | None = None) -> str:
    """Write the page; `zone` is the reader's time zone, by default this computer's."""
    words = _Words(texts, zone)
    style = _read("page.css")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True
    )
    functions: Mapping[str, object] = {
        "say": words.say,
        "tell": words.tell,
        "date": words.date,
        "utc": _utc,
        "iso": _iso,
        "quote": _quote,
    }
    return environment.from_string(_read("page.html")).render(
        **functions,
        report=report,
        language=texts.language,
        version=__version__,
        style=Markup(style),  # noqa: S704  ours, and the policy names its hash
        policy=Markup(_policy(style)),  # noqa: S704
    )


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _finalize(value: object) -> object:
    """See to it that nothing reaches the page that could hide or turn text, whatever the template forgot."""
    if value is None or isinstance(value, Markup | int):
        return "" if value is None else value
    return clean(str(value), keep="\n")


def _quote(text: str) -> str:
    return clean(text.replace("\r\n", "\n"), keep="\n", limit=LONGEST_QUOTE)


def _iso(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _utc(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
