"""What the tests of `report` begin with: an archive, the command, what its page says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner, Result

from flows.load import languages
from helper.evidence.store import Archive
from helper.program import program
from helper.report.gather import gather
from helper.report.render import render_report
from helper.report.story import Report, tell
from helper.texts import Texts

Run = Callable[..., Result]
NOW = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)
SETTING = {
    "utc_offset": "+01:00", "duration_seconds": 9.0, "is_fresh_profile": True, "has_proxy": False,
}  # fmt: skip
FILLED = {"path": "filled.png", "kind": "filled", "captured_at": "2026-11-22T14:04:00Z", "url": None}


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, lang: str = "en") -> Result:
        return CliRunner().invoke(
            program, ["--lang", lang, "--archive", str(kept.path), "report", *arguments]
        )

    return invoke


def report_of(kept: Archive, **more: bool) -> Report:
    return tell(gather([kept], kept.path / "report.html", **more), NOW, languages())


def page_of(kept: Archive, lang: str = "en", **more: bool) -> BeautifulSoup:
    html = render_report(report_of(kept, **more), Texts.load(lang), dt.UTC)
    return BeautifulSoup(html, "html.parser")


def text_of(node: BeautifulSoup | Tag) -> str:
    return re.sub(r"\s+", " ", node.get_text(" "))


def gaps_of(kept: Archive) -> set[str]:
    stories = [story for account in report_of(kept).accounts for story in account.stories]
    return {gap.key.rpartition(".")[2] for story in stories for gap in story.gaps}
