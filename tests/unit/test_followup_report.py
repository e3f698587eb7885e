"""The report tells what is awaited, the mails that came, and the days; damaged mails are damage and no news."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from evidence_report_samples import text_of
from followup_samples import SENT_AT, after, keep, root, seal_at

from flows.changes import load_changes
from flows.load import languages
from helper.evidence.store import Archive
from helper.followup import clock
from helper.mail.kinds import DkimVerdict, MailKind
from helper.program import program
from helper.report.gather import gather
from helper.report.render import render_report
from helper.report.story import Report, tell
from helper.texts import LANGUAGES, Texts

__all__ = ["root"]  # fixtures


def report_of(root: Path, now: dt.datetime) -> Report:
    attempts = gather([Archive(root)], root / "report.html")
    return tell(attempts, now, languages(), zone=dt.UTC, changes=load_changes())


def page_of(root: Path, now: dt.datetime, lang: str = "en") -> BeautifulSoup:
    html = render_report(report_of(root, now), Texts.load(lang), dt.UTC)
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("lang", "words", "due"), [("en", "in the future", "due by"), ("fr", "un jour à venir", "au plus tard")]
)
def test_of_an_attempt_still_to_come_no_day_is_told(root: Path, lang: str, words: str, due: str) -> None:
    seal_at(root, SENT_AT)
    shown = text_of(page_of(root, after(days=-2), lang))
    assert words in shown
    assert due not in shown


@pytest.mark.parametrize(("lang", "words"), [("en", "Only practice runs"), ("fr", "Seuls des exercices")])
def test_who_has_only_practised_learns_how_to_see_that(root: Path, lang: str, words: str) -> None:
    seal_at(root / "rehearsals", SENT_AT, rehearsal=True)
    result = CliRunner().invoke(program, ["--lang", lang, "--archive", str(root), "report"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert words in result.stderr
    assert "report --rehearsals" in result.stderr


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "due by 1 October 2026"), ("fr", "due le 1er octobre 2026 au plus tard")]
)
def test_what_is_awaited_and_until_when_is_told(root: Path, lang: str, words: str) -> None:
    seal_at(root, SENT_AT)
    shown = text_of(page_of(root, after(hours=50), lang))
    assert words in shown
    for key in ("status.counted", "status.counted_how"):  # here the law is named as well
        assert Texts.load(lang).say(key).replace("\u00a0", " ") in shown


def test_what_is_to_be_typed_is_set_as_code(root: Path) -> None:
    seal_at(root, SENT_AT)
    page = page_of(root, after(hours=50))
    assert "optout-assist mail help" in [code.get_text() for code in page.select(".advice code")]
    assert "`" not in page.get_text()


def test_what_the_evidence_says_already_is_not_said_twice(root: Path) -> None:
    for outcome in ("not_sent", "sent_unconfirmed"):
        seal_at(root, SENT_AT, outcome=outcome)
        (account,) = report_of(root, after(days=3)).accounts
        assert account.awaited is None
        assert account.advice is not None
        assert account.advice.key == f"status.advice.{outcome}"


@pytest.mark.parametrize("outcome", ["not_sent", "sent_unconfirmed"])
def test_of_a_page_that_was_not_recognised_the_report_says_that_nobody_knows(
    root: Path, outcome: str
) -> None:
    seal_at(root, SENT_AT, outcome=outcome, confirmation=None, timeline=[], notes=["unread_sent"])
    shown = text_of(page_of(root, after(days=3)))
    assert "Nothing was sent" not in shown
    assert "it is not known whether that was your objection" in shown
    (account,) = report_of(root, after(days=3)).accounts
    assert (account.standing.said.key, account.standing.tone) == ("report_page.standing.unread", "wait")
    assert account.advice is not None
    assert account.advice.key == "status.advice.unread"


def test_a_mail_is_told_with_its_day_its_subject_and_its_signature(root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "acknowledgement", after(hours=2), "We received your <b>request</b>")
    page = page_of(root, after(days=3))
    (mail,) = page.select(".mails li")
    shown = re.sub(r"\s+", " ", mail.get_text(" "))
    for words in ("acknowledged", "1 September 2026", "We received your <b>request</b>", "facebookmail.com"):
        assert words in shown
    assert mail["data-tone"] == "good"
    (account,) = report_of(root, after(days=3)).accounts
    assert account.awaited is not None
    assert (account.awaited.said.key, account.awaited.tone) == ("status.situation.acknowledged", "good")


def test_the_service_s_mail_is_missed_only_where_there_is_none(root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    missing = Texts.load("en").say("report_page.gap.no_mail")
    assert missing in text_of(page_of(root, after(days=3)))
    keep(bag, "acknowledgement", after(hours=2))
    assert missing not in text_of(page_of(root, after(days=3)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_mail_and_every_verdict_has_its_words(root: Path, lang: str) -> None:
    bag = seal_at(root, SENT_AT)
    for hours, kind in enumerate(MailKind):
        for minutes, dkim in enumerate(DkimVerdict):
            keep(bag, kind, after(hours=hours, minutes=minutes), f"{kind} {dkim}", dkim=dkim)
    page = page_of(root, after(days=3), lang)
    assert len(page.select(".mails li")) == len(MailKind) * len(DkimVerdict)


def test_a_damaged_mail_is_damage_and_decides_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bag = seal_at(root, SENT_AT)
    (keep(bag, "refusal", after(hours=2)) / "message.eml").write_bytes(b"?")
    page = page_of(root, after(days=3))
    assert page.select(".mails li") == []
    assert "message.eml was changed" in text_of(page)
    monkeypatch.setattr(clock, "read_clock", lambda: clock.Clock(after(days=3), dt.UTC))
    result = CliRunner().invoke(program, ["--archive", str(root), "--json", "report"])
    assert (result.exit_code, json.loads(result.stdout)["damaged"]) == (6, 1)


def test_a_renewal_is_told_with_its_reason(root: Path) -> None:
    bag = seal_at(root, dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC))
    keep(bag, "acknowledgement", dt.datetime(2026, 6, 1, 10, 0, tzinfo=dt.UTC))
    shown = text_of(page_of(root, dt.datetime(2026, 8, 1, tzinfo=dt.UTC), "fr"))
    assert "la politique de confidentialité de Meta a changé" in shown
    assert "le 23 juillet 2026" in shown


def test_rehearsals_have_nothing_to_await(root: Path) -> None:
    seal_at(root, SENT_AT, rehearsal=True)
    attempts = gather([Archive(root)], root / "report.html", with_rehearsals=True)
    (account,) = tell(attempts, after(days=90), languages(), zone=dt.UTC).accounts
    assert (account.awaited, account.advice) == (None, None)
