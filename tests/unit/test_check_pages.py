"""The privacy check: facts with sources, words that claim nothing, and no objection to anybody who counts."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evidence_samples import seal_one
from typography import faults, rude_to_the_reader

from flows import CHECK, FOLDER, names, objection_names
from flows.load import FlowError, load
from flows.privacy_check import load_check
from flows.schema import State
from helper.errors import Exit
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.followup.gather import gather
from helper.guide.check_plan import CheckHistory, Visit, conclude_check
from helper.guide.check_steps import ASKING, CheckView, button_id, check_panel
from helper.program import program
from helper.record import EXIT_OF_OUTCOME, Outcome, Record
from helper.report import gather as report
from helper.texts import Texts

CHECKED = load_check()
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
PAGE = {
    "name": "past-posts",
    "url": "https://www.facebook.com/settings/",
    "opened_at": "2026-11-22T14:00:00Z",
}
TEXTS = {language: Texts.load(language) for language in ("fr", "en")}


def run(archive: Path, *arguments: str, lang: str = "en") -> Result:
    command = ["--lang", lang, "--archive", str(archive), *arguments]
    return CliRunner().invoke(program, command, prog_name="optout-assist")


def seal_check(archive: Archive) -> Path:
    """Seal what a check through one page leaves."""
    return seal_one(
        archive,
        CHECK,
        names=("01-state.png",),
        outcome="reviewed",
        flow={"name": CHECK, "revision": "1", "sha256": "0" * 64, "origin": "shipped"},
        email_check={"verdict": "unchecked", "displayed": None, "expected": None},
        explanation={"reference": None, "inserted": False, "text": None},
        confirmation=None,
        timeline=[],
        evidence=[],
        privacy_check={"pages": [{**PAGE, "reached": True, "said": "no_picture", "picture": None}]},
    )


def history(*said: str | None, wanted: int = 2, reached: bool = True, **facts: Any) -> CheckHistory:
    pages = CHECKED.pages[:wanted]
    visits = [
        Visit(page, NOW, reached=reached, said=word)  # type: ignore[arg-type]
        for page, word in zip(pages, said, strict=False)
    ]
    return CheckHistory(wanted=pages, visits=visits, **facts)


# The facts


def test_every_page_has_an_address_on_the_hosts_of_its_service_and_a_source() -> None:
    for page in CHECKED.pages:
        assert load(page.flow).flow.allows(page.address.url)
        for fact in (page.address, *page.sentences):
            assert len(fact.source) > 10
            assert fact.certainty in ("A", "B", "C")
            assert dt.date(2018, 1, 1) <= fact.date <= dt.date.fromisoformat(CHECKED.revision[:10])


def test_no_sentence_says_that_something_was_changed() -> None:
    for page in CHECKED.pages:
        for one in page.sentences:
            assert not re.search(
                r"\b(has been|was) (changed|deleted|limited)\b|a été (changé|supprimé)", one.fr + one.en
            )


def test_every_sentence_is_set_as_its_readers_expect() -> None:
    for page in CHECKED.pages:
        for said in (*page.sentences, page.title, page.short):
            assert faults(said.fr, "fr") + rude_to_the_reader(said.fr) == []
            assert faults(said.en, "en") == []


def test_short_names_fit_into_the_panels_list() -> None:
    for page in CHECKED.pages:
        assert max(map(len, f"{page.short.fr} {page.short.en}".split())) < 10


def test_the_pages_are_no_service() -> None:
    assert CHECK not in names()
    assert CHECK not in objection_names()


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ('flow = "instagram"', 'flow = "facebook"'),  # whose hosts are others
        ('flow = "instagram"', 'flow = "elsewhere"'),
        ("https://www.facebook.com/privacy/genai", "https://www.facebook.com.example/privacy/genai"),
        ("https://www.facebook.com/privacy/genai", "http://www.facebook.com/privacy/genai"),
        ('name = "past-posts"', 'name = "meta-ai-chats"'),
        ('name = "past-posts"', 'name = "past-posts"\nclick = "button"'),
    ],
)
def test_a_file_that_could_lead_elsewhere_or_act_is_refused(tmp_path: Path, change: str, to: str) -> None:
    text = (FOLDER / f"{CHECK}.toml").read_text("utf-8")
    assert change in text
    path = tmp_path / "pages.toml"
    path.write_text(text.replace(change, to, 1), "utf-8")
    with pytest.raises(FlowError):
        load_check(path)


# How a check ends


@pytest.mark.parametrize(
    ("found", "outcome", "status"),
    [
        (history("picture", "no_picture"), Outcome.REVIEWED, 0),
        (history("picture", None), Outcome.NOT_SENT, 3),
        (history("picture"), Outcome.NOT_SENT, 3),
        (history("picture", None, stopped_with=130), Outcome.INTERRUPTED, 130),
        (history("picture", "picture", stopped_with=130), Outcome.REVIEWED, 0),
        (history("picture", is_browser_lost=True), Outcome.NOT_SENT, 5),
        (history("picture", "no_picture", is_browser_lost=True), Outcome.REVIEWED, 0),
        (history(None, None, reached=False), Outcome.NOT_SENT, 3),
    ],
)
def test_only_somebody_who_went_on_from_every_page_went_through(
    found: CheckHistory, outcome: Outcome, status: int
) -> None:
    assert conclude_check(found) == (outcome, status)


def test_no_end_of_a_check_says_that_something_was_sent() -> None:
    assert EXIT_OF_OUTCOME[Outcome.REVIEWED] == Exit.OK
    said = {
        conclude_check(history(word, stopped_with=stop))[0]
        for word in ("picture", None)
        for stop in (None, 130)
    }
    assert not said & {Outcome.SUBMITTED, Outcome.SENT_UNCONFIRMED, Outcome.ALREADY_OBJECTED}


# The panel


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("state", list(State))
def test_a_picture_is_offered_only_where_the_page_itself_stands(state: State, language: str) -> None:
    view = CheckView(CHECKED.pages, 0, state)
    panel = check_panel(view, TEXTS[language])
    offered = {key for key, _ in panel.buttons}
    if state in ASKING:
        assert offered == {"skip-0"}
    elif state in (State.OPENING, State.WRONG_HOST):
        assert offered == set()
    else:
        assert offered == {"keep-0", "skip-0"}
    assert [stage.status for stage in panel.stages] == ["now", *["todo"] * (len(CHECKED.pages) - 1)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_is_explained_in_a_few_lines(language: str) -> None:
    for number, page in enumerate(CHECKED.pages):
        panel = check_panel(CheckView(CHECKED.pages, number, State.UNKNOWN), TEXTS[language])
        said = {line.text for line in panel.lines}
        told = (*page.what, *page.menu, *page.limit[:1])
        assert {one.said("fr" if language == "fr" else "en") for one in told} == said
        assert sum(map(len, said)) < 350, "a panel is small"


def test_the_end_does_not_claim_that_anything_was_done() -> None:
    panel = check_panel(CheckView(CHECKED.pages, len(CHECKED.pages), State.UNKNOWN), TEXTS["en"])
    assert panel.buttons == ()
    assert "Done" not in (panel.turn_text, panel.now)
    assert "does not know what you changed" in panel.next


def test_a_button_belongs_to_one_page() -> None:
    assert button_id("skip", 0) != button_id("skip", 1)


# What it is not counted as


def test_a_check_verifies_and_says_that_it_is_no_objection(tmp_path: Path) -> None:
    bag = seal_check(Archive(tmp_path))
    assert verify_bag(bag) == []
    assert "Objection" not in (bag / "bag-info.txt").read_text("utf-8")


def test_the_follow_up_and_the_report_leave_it_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    seal_check(archive)
    seal_one(archive)
    assert [one.service for one in gather(archive).past] == ["facebook"]
    found = report.gather([archive], tmp_path / "report.html", with_rehearsals=True)
    assert [one.service for one in found] == ["facebook"]


@pytest.mark.parametrize("command", ["status", "coverage"])
def test_a_check_changes_nothing_in_what_is_told_of_objections(tmp_path: Path, command: str) -> None:
    before = run(tmp_path, command, "--json")
    seal_check(Archive(tmp_path))
    assert json.loads(run(tmp_path, command, "--json").stdout) == json.loads(before.stdout)


def test_the_calendar_has_no_day_for_it_and_no_complaint_can_be_made_of_it(tmp_path: Path) -> None:
    bag = seal_check(Archive(tmp_path))
    assert "VEVENT" not in run(tmp_path, "calendar").stdout
    assert run(tmp_path, "complaint", bag.name, "--json").exit_code == Exit.USAGE


def test_the_archive_lists_and_shows_it(tmp_path: Path) -> None:
    bag = seal_check(Archive(tmp_path))
    listed = json.loads(run(tmp_path, "archive", "list", "--json").stdout)
    assert [(one["service"], one["outcome"]) for one in listed] == [(CHECK, "reviewed")]
    shown = run(tmp_path, "archive", "show", bag.name)
    assert shown.exit_code == 0
    assert "went through the pages" in shown.stdout
    assert "Past posts: you went on without a picture" in shown.stdout


def test_records_of_attempts_do_not_name_it(tmp_path: Path) -> None:
    bag = seal_one(Archive(tmp_path))
    assert "privacy_check" not in json.loads((bag / "data" / "record.json").read_text("utf-8"))
    Record.model_validate_json((bag / "data" / "record.json").read_text("utf-8"))


# The command


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder with an empty home."""
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_gives_each_page_with_its_source(tmp_path: Path, lang: str) -> None:
    told = run(tmp_path / "none", CHECK, "--list", lang=lang)
    assert told.exit_code == 0, told.output
    found = json.loads(run(tmp_path / "none", CHECK, "--list", "--json", lang=lang).stdout)
    assert [one["name"] for one in found] == [page.name for page in CHECKED.pages]
    for page in CHECKED.pages:
        assert page.address.url in told.stdout
        assert page.address.source in told.stdout
    assert not (tmp_path / "none").exists()


def test_pages_are_named_by_themselves_or_by_their_service(tmp_path: Path) -> None:
    def listed(*typed: str) -> list[str]:
        return [one["name"] for one in json.loads(run(tmp_path, CHECK, *typed, "--list", "--json").stdout)]

    assert listed("Instagram") == ["private-account"]
    assert listed("meta-ai-chats", "past-posts") == ["past-posts", "meta-ai-chats"]
    assert "private-account" not in listed("facebook")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("typed", "said"), [("past-post", "past-posts"), ("zzzz", "private-account")])
def test_a_page_that_there_is_not_is_refused_with_help(
    tmp_path: Path, typed: str, said: str, lang: str
) -> None:
    refused = run(tmp_path, CHECK, typed, lang=lang)
    assert refused.exit_code == Exit.USAGE
    assert said in refused.stderr
