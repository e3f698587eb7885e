"""`report`: what the page tells of an archive, of each account, and of what is damaged."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pytest
from bs4 import Tag
from evidence_report_samples import NOW, Run, page_of, report_of, run, text_of
from evidence_samples import kept, picture, seal_one

from flows.load import languages
from helper.evidence.store import Archive
from helper.evidence.verify import DamageKind
from helper.record import Kind, Outcome, Verdict
from helper.report.attempts import KeptAttempt, StampView
from helper.report.gather import gather
from helper.report.render import render_report
from helper.report.story import tell
from helper.texts import LANGUAGES, Texts
from helper.texts.sentences import format_date

__all__ = ["kept", "run"]  # fixtures


# what it tells


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "fourni avec le programme"), ("en", "came with the program")]
)
def test_whose_flow_was_used_is_told_in_the_reader_s_language(kept: Archive, lang: str, said: str) -> None:
    seal_one(kept)
    back = text_of(page_of(kept, lang).select_one(".back"))
    assert said in back
    assert "shipped" not in back


def test_a_command_breaks_over_lines_only_between_its_words(kept: Archive) -> None:
    seal_one(kept)
    (command,) = (code for code in page_of(kept).find_all("code") if "--redact" in code.text)
    assert [span.text for span in command.find_all("span")] == command.text.split(" ")


def test_an_account_is_told_by_its_service_and_its_masked_address(kept: Archive) -> None:
    seal_one(kept)
    page = page_of(kept)
    assert text_of(page.h2) == "Facebook a…@e…e.org"  # type: ignore[arg-type]
    assert "ana@example.org" not in page.decode()


@pytest.mark.parametrize(
    ("attempts", "said"),
    [(1, "1 compte 1 réception confirmée 0 sans confirmation 1 /1 dossier intact"),
     (2, "2 comptes 2 réceptions confirmées 0 sans confirmation 2 /2 dossiers intacts")],
)  # fmt: skip
def test_one_is_counted_in_the_singular(kept: Archive, attempts: int, said: str) -> None:
    for service in ("facebook", "instagram")[:attempts]:
        seal_one(kept, service)
    assert text_of(page_of(kept, "fr").select_one(".figures")).strip() == said  # type: ignore[arg-type]


def test_attempts_for_one_address_are_one_account_the_newest_first(kept: Archive) -> None:
    for day, outcome in ((1, "not_sent"), (2, "submitted")):
        seal_one(kept, started_at=f"2026-11-0{day}T10:00:00Z", outcome=outcome)
    seal_one(kept, email_check={"verdict": "absent", "displayed": None, "expected": "ben@example.org"})
    seal_one(kept, "instagram")
    accounts = report_of(kept).accounts
    assert [(one.title, one.address, len(one.stories)) for one in accounts] == [
        ("Facebook", "a…@e…e.org", 2), ("Facebook", "b…@e…e.org", 1), ("Instagram", "a…@e…e.org", 1),
    ]  # fmt: skip
    assert [story.at.day for story in accounts[0].stories] == [2, 1]


def test_the_best_intact_outcome_is_where_an_account_stands(kept: Archive) -> None:
    for minute, outcome in enumerate(("submitted", "sent_unconfirmed", "not_sent")):
        seal_one(kept, outcome=outcome, started_at=f"2026-11-01T10:0{minute}:00Z")
    (account,) = report_of(kept).accounts
    assert (account.standing.said.key, account.standing.tone) == ("report_page.standing.submitted", "good")


@pytest.mark.parametrize("outcome", [*Outcome])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_outcome_is_told_in_plain_words(kept: Archive, outcome: Outcome, lang: str) -> None:
    seal_one(kept, outcome=outcome)
    page = page_of(kept, lang)
    assert Texts.load(lang).say(f"outcome.{outcome}", service="Facebook") in text_of(page)


@pytest.mark.parametrize("verdict", [*Verdict])
def test_every_verdict_on_the_address_is_told(kept: Archive, verdict: Verdict) -> None:
    displayed = None if verdict in (Verdict.ABSENT, Verdict.EMPTY) else "eve@example.net"
    seal_one(kept, email_check={"verdict": verdict, "displayed": displayed, "expected": "ana@example.org"})
    shown = text_of(page_of(kept))
    said = Texts.load("en").say(f"report_page.email.{verdict}", displayed="e…@e…e.net", expected="a…@e…e.org")
    assert said in shown


def test_the_service_s_own_words_stand_there_in_their_language(kept: Archive) -> None:
    seal_one(kept)
    quote = page_of(kept).blockquote
    assert isinstance(quote, Tag)
    assert (quote.get_text(), quote["lang"], quote["dir"]) == ("Merci, c’est noté.", "fr", "auto")


@pytest.mark.parametrize("language", ["zz-top", "", "x'><script>", None])
def test_a_language_that_is_none_is_not_claimed(kept: Archive, language: str | None) -> None:
    seal_one(kept, page={"url": "https://x.invalid/", "language": language, "variant": None})
    assert page_of(kept).blockquote.attrs == {"dir": "auto"}  # type: ignore[union-attr]


# the seal


def test_damage_is_named_and_takes_the_account_s_good_standing(kept: Archive) -> None:
    bag = seal_one(kept)
    (bag / "data/filled.png").write_bytes(picture(9))
    (bag / "data/confirmation.png").unlink()
    report = report_of(kept)
    (account,) = report.accounts
    assert (account.standing.tone, account.standing.said.key) == ("bad", "report_page.standing.damaged")
    assert (report.confirmed, report.intact, report.damaged) == (0, 0, 1)
    shown = text_of(page_of(kept))
    assert "data/filled.png was changed" in shown
    assert "data/confirmation.png is missing" in shown
    assert len(page_of(kept).find_all("img")) == 1


def test_a_record_that_cannot_be_read_is_told_under_what_the_folder_s_name_says(kept: Archive) -> None:
    bag = seal_one(kept, "instagram")
    (bag / "data/record.json").write_bytes(b"?")
    (account,) = report_of(kept).accounts
    assert (account.title, account.address, account.standing.tone) == ("Instagram", None, "bad")
    assert "the record cannot be read" in text_of(page_of(kept))


def test_an_attempt_that_was_never_sealed_is_told_and_is_no_damage(kept: Archive) -> None:
    kept.begin("facebook")
    report = report_of(kept)
    assert (report.damaged, report.accounts[0].stories[0].headline.tone) == (0, "wait")
    assert "did not reach its end" in text_of(page_of(kept))


def test_an_attempt_that_was_taken_away_is_missed(run: Run, kept: Archive) -> None:
    gone = seal_one(kept)
    seal_one(kept)
    shutil.rmtree(gone)
    result = run("--json")
    assert (result.exit_code, json.loads(result.stdout)["lost"]) == (6, 1)
    assert gone.name in (kept.path / "report.html").read_text("utf-8")


def test_every_kind_of_damage_and_of_picture_has_words() -> None:
    for texts in map(Texts.load, LANGUAGES):
        assert {kind for kind in DamageKind if not texts.has(f"report_page.damage.{kind}")} == set()
        shown = {Kind.FORM, Kind.FILLED, Kind.CONFIRMATION, Kind.STATE, Kind.DRAFT}
        assert {kind for kind in shown if not texts.has(f"report_page.picture.{kind}")} == set()


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (StampView("good", "Test TSA", NOW), "Test TSA, 22 November 2026, 15:00"),
        (StampView("sound", "Test TSA", NOW), "whether the authority can be trusted was not checked"),
        (StampView("bad", None, None), "it is not valid"),
        (StampView("unchecked", "Test", NOW), "was not checked"),
    ],
)
def test_a_time_stamp_is_told_for_what_it_is_worth(kept: Archive, stamp: StampView, words: str) -> None:
    seal_one(kept)
    (attempt,) = gather([kept], kept.path / "report.html")
    told = tell([KeptAttempt(**{**vars(attempt), "stamps": (stamp,)})], NOW, languages())
    assert words in render_report(told, Texts.load("en"), dt.UTC)


# rehearsals


def test_rehearsals_are_left_out_unless_asked_for(run: Run, kept: Archive) -> None:
    seal_one(kept)
    seal_one(Archive(kept.path / "rehearsals"), rehearsal=True)
    page = kept.path / "report.html"
    assert run().exit_code == 0
    assert "practice" not in page.read_text("utf-8")
    assert run("--rehearsals").exit_code == 0
    assert "This was practice: nothing was sent" in page.read_text("utf-8")
    assert "./rehearsals/" in page.read_text("utf-8")


def test_a_rehearsal_never_makes_an_account_confirmed(kept: Archive) -> None:
    seal_one(kept, rehearsal=True)
    report = report_of(kept, with_rehearsals=True)
    assert (report.confirmed, report.accounts[0].standing.said.key) == (0, "report_page.standing.rehearsed")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", ("practice", "nothing was sent")), ("fr", ("exercice", "rien n’a été envoyé"))],
)
def test_the_heading_of_a_rehearsal_says_that_nothing_was_sent(
    kept: Archive, lang: str, said: tuple[str, str]
) -> None:
    seal_one(kept, rehearsal=True)
    page = page_of(kept, lang, with_rehearsals=True)
    received = Texts.load(lang).say("outcome.submitted", service="Facebook")
    for heading in (page.title, page.h1, page.h3):
        assert all(word in text_of(heading) for word in said)  # type: ignore[arg-type]
        assert received not in text_of(heading)  # type: ignore[arg-type]
    assert received in text_of(page.select_one(".rehearsed"))  # type: ignore[arg-type]
    assert page.select_one(".story")["data-tone"] == "plain"  # type: ignore[index]


def test_a_rehearsal_beside_a_real_attempt_leaves_the_title(kept: Archive) -> None:
    seal_one(kept)
    seal_one(kept, rehearsal=True)
    page = page_of(kept, with_rehearsals=True)
    assert "My objections" in text_of(page.h1)  # type: ignore[arg-type]
    told = [text_of(one) for one in page.select(".story h3")]
    assert len(told) == 2
    assert sum("nothing was sent" in one for one in told) == 1
    assert len(page.select(".rehearsed")) == 1


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "1 February 2026, 00:05"), ("fr", "1er février 2026 à 00:05")]
)
def test_dates_are_written_as_people_do(lang: str, said: str) -> None:
    texts = Texts.load(lang)
    at = dt.datetime(2026, 1, 31, 23, 5, tzinfo=dt.UTC)
    assert len(texts.say("report_page.months").split(", ")) == 12
    assert format_date(at, texts, dt.timezone(dt.timedelta(hours=1))) == said
