"""`report`: what the page tells of an archive, where it is written, and what it never does to the archive."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner, Result
from evidence_samples import picture, record_of, reseal, seal_one

from flows.load import languages
from helper.evidence.store import Archive
from helper.evidence.verify import DamageKind
from helper.program import program
from helper.record import Kind, Outcome, Verdict
from helper.report.attempts import KeptAttempt, StampView
from helper.report.gather import gather, link_to
from helper.report.render import render_report
from helper.report.story import Report, tell
from helper.report.thumbnails import Thumbnails
from helper.texts import LANGUAGES, Texts
from helper.texts.sentences import format_date

Run = Callable[..., Result]
NOW = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)
SETTING = {
    "utc_offset": "+01:00", "duration_seconds": 9.0, "is_fresh_profile": True, "has_proxy": False,
}  # fmt: skip
FILLED = {"path": "filled.png", "kind": "filled", "captured_at": "2026-11-22T14:04:00Z", "url": None}


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


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


# what is missing


def test_the_service_s_e_mail_is_missed_wherever_something_was_sent(kept: Archive) -> None:
    seal_one(kept)
    assert "no_mail" in gaps_of(kept)


def test_nothing_is_missed_where_nothing_was_sent(kept: Archive) -> None:
    seal_one(kept, outcome="not_sent", timeline=[], confirmation=None)
    assert gaps_of(kept) == set()


def mismatch() -> dict[str, object]:
    check = {"verdict": "mismatch", "displayed": "b@example.org", "expected": "a@example.org"}
    return {"email_check": check}


@pytest.mark.parametrize(
    ("gap", "changes"),
    [
        ("no_answer", {"outcome": "sent_unconfirmed"}),
        (
            "said_by_person",
            {
                "outcome": "sent_unconfirmed",
                "timeline": [{"at": NOW.isoformat(), "state": "sent", "said_by": "person"}],
            },
        ),
        ("rejected", {"outcome": "rejected"}),
        ("mismatch", mismatch()),
        ("no_reference", {"explanation": {"reference": "cnil", "inserted": False, "text": None}}),
        ("no_filled_picture", {"evidence": []}),
        ("no_answer_picture", {"evidence": []}),
        ("words_unchecked", {"confirmation": {"text": "ok", "signs": [], "words_verified": False}}),
        ("skew", {"setting": {**SETTING, "skew_seconds": -121.0}}),
        (
            "sealed_later",
            {"sealed_later": {"at": NOW.isoformat(), "source": "journal", "journal": "whole"}},
        ),
        (
            "custom_flow",
            {"flow": {"name": "facebook", "revision": "1", "sha256": "0" * 64, "origin": "custom"}},
        ),
    ],
)
def test_what_is_missing_is_said(kept: Archive, gap: str, changes: dict[str, object]) -> None:
    seal_one(kept, names=(), **changes)
    assert gap in gaps_of(kept)


@pytest.mark.parametrize(("matches", "expected"), [(True, False), (False, True), (None, True)])
def test_a_picture_that_does_not_show_what_was_sent_is_said(
    kept: Archive, matches: bool | None, expected: bool
) -> None:
    work = kept.begin("facebook")
    digest = work.add("filled.png", picture())
    item = {**FILLED, "sha256": digest, "matches_sent": matches}
    work.seal(record_of(work, {}, evidence=[item]))
    assert ("filled_differs" in gaps_of(kept)) is expected


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
    assert "Rehearsal" not in page.read_text("utf-8")
    assert run("--rehearsals").exit_code == 0
    assert "Rehearsal: nothing was sent" in page.read_text("utf-8")
    assert "./rehearsals/" in page.read_text("utf-8")


def test_a_rehearsal_never_makes_an_account_confirmed(kept: Archive) -> None:
    seal_one(kept, rehearsal=True)
    report = report_of(kept, with_rehearsals=True)
    assert (report.confirmed, report.accounts[0].standing.said.key) == (0, "report_page.standing.rehearsed")


# where it is written


def test_it_lies_in_the_archive_for_the_person_alone_and_harms_nothing(run: Run, kept: Archive) -> None:
    seal_one(kept)
    page = kept.path / "report.html"
    previous = os.umask(0)
    try:
        for _ in range(2):
            result = run()
            assert (result.exit_code, result.stdout) == (0, f"{page}\n")
    finally:
        os.umask(previous)
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert sorted(path.name for path in kept.path.iterdir() if path.is_file()) == [".lock", "report.html"]
    assert len(kept.entries()) == 1


@pytest.mark.parametrize("kind", ["file", "symlink", "folder"])
def test_only_an_earlier_page_of_ours_is_replaced(run: Run, kept: Archive, tmp_path: Path, kind: str) -> None:
    seal_one(kept)
    victim, page = tmp_path / "victim", kept.path / "report.html"
    victim.write_text("precious")
    if kind == "file":
        page.write_text("precious")
    elif kind == "symlink":
        page.symlink_to(victim)
    else:
        page.mkdir()
    assert run().exit_code == 2
    assert victim.read_text() == "precious"
    assert kind != "file" or page.read_text() == "precious"


def test_a_page_elsewhere_overwrites_nothing_and_links_to_the_pictures(
    run: Run, kept: Archive, tmp_path: Path
) -> None:
    bag = seal_one(kept)
    target = tmp_path / "for me" / "page.html"
    target.parent.mkdir()
    assert run("--output", str(target)).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    page = BeautifulSoup(target.read_text("utf-8"), "html.parser")
    links = {link["href"] for link in page.find_all("a")}
    assert f"./../archive/{bag.name}/data/form.png" in links
    assert all((target.parent / link).exists() for link in links)
    before = target.read_bytes()
    assert run("--output", str(target)).exit_code == 2
    assert target.read_bytes() == before
    assert run("--output", str(bag / "data" / "page.html")).exit_code == 2
    assert run("--output", str(tmp_path / "absent" / "page.html")).exit_code == 6


def test_a_disk_that_takes_nothing_leaves_the_earlier_page(
    run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)
    run()
    before = (kept.path / "report.html").read_bytes()

    def fail(_file: int) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        result = run()
    assert result.exit_code == 6
    assert (kept.path / "report.html").read_bytes() == before
    assert not list(kept.path.glob(".report*"))


def test_an_empty_archive_gets_no_page(run: Run, kept: Archive) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert "empty" in result.stderr
    assert json.loads(run("--json").stdout)["path"] is None
    assert not kept.path.exists()


def test_scripts_learn_where_it_is_and_that_something_is_damaged(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    seal_one(kept, "instagram")
    (bag / "data/form.png").unlink()
    result = run("--json")
    assert result.exit_code == 6
    assert json.loads(result.stdout) == {
        "path": str(kept.path / "report.html"), "attempts": 2, "damaged": 1, "lost": 0,
    }  # fmt: skip


def test_open_gives_the_page_to_the_system(run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_one(kept)
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or 0)
    assert run("--open").exit_code == 0
    assert opened == [str(kept.path / "report.html")]
    monkeypatch.setattr(click, "launch", lambda _path: 1)
    result = run("--open")
    assert result.exit_code == 2
    assert "report.html" in result.stderr


# pictures and links


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.png", "/etc/x.png", "A.png", "a b.png", "javascript:x.png"]
)
def test_a_picture_by_a_name_that_is_none_of_ours_is_neither_read_nor_linked(
    kept: Archive, name: str
) -> None:
    bag = seal_one(kept)
    path = bag / "data/record.json"
    path.write_text(path.read_text("utf-8").replace('"form.png"', json.dumps(name)), "utf-8")
    reseal(bag)
    html = page_of(kept).decode()
    assert 'href="javascript' not in html
    assert not re.search(r'(href|src)="[^"]*(etc/|%20b\.png|A\.png)', html)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", picture()[:40], b"\x89PNG\r\n\x1a\n" + b"\0" * 60], ids=range(4)
)
def test_a_file_that_is_no_picture_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert Thumbnails().make(path) == "unreadable"


def test_a_picture_that_would_fill_the_memory_is_not_opened(tmp_path: Path) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")))
    assert Thumbnails().make(path) == "unreadable"


def test_a_symlink_in_place_of_a_picture_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(picture())
    (tmp_path / "x.png").symlink_to(tmp_path / "real.png")
    assert Thumbnails().make(tmp_path / "x.png") == "unreadable"


def test_enough_small_copies_are_enough(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(picture())
    thumbnails = Thumbnails(budget=10)
    assert not isinstance(thumbnails.make(tmp_path / "x.png"), str)
    assert thumbnails.make(tmp_path / "x.png") == "left_out"


def test_links_survive_odd_folder_names(tmp_path: Path) -> None:
    target = tmp_path / "a:b" / 'é #?"<%\udcff' / "x.png"
    link = link_to(target, tmp_path / "report.html")
    assert link.startswith("./")
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", link)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "1 February 2026, 00:05"), ("fr", "1er février 2026 à 00:05")]
)
def test_dates_are_written_as_people_do(lang: str, said: str) -> None:
    texts = Texts.load(lang)
    at = dt.datetime(2026, 1, 31, 23, 5, tzinfo=dt.UTC)
    names = texts.say("report_page.months"), texts.say("report_page.first_day")
    assert len(names[0].split(", ")) == 12
    zone = dt.timezone(dt.timedelta(hours=1))
    assert format_date(at, *names, texts.sentences["report_page.date"], zone) == said
