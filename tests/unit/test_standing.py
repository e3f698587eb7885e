"""What a form's page says of an earlier objection: told in every language, read from no label, claimed of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from evidence_samples import kept, record_of
from page_samples import block, button, dialog, document, field
from replica.texts import texts as service_texts

from flows.load import load
from flows.schema import State
from helper.evidence.store import Archive
from helper.followup.ending import sentences_of
from helper.guide.beside import Beside
from helper.guide.steps import PanelSituation, panel_of
from helper.page.facts import Block, Page
from helper.recognise import Lexicon, recognise
from helper.recognise.standing import find_standing
from helper.record import Outcome
from helper.report.gaps import find_gaps
from helper.texts import LANGUAGES, Texts

__all__ = ["kept"]  # fixtures

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
WORDINGS = Path(__file__).resolve().parents[1] / "replica" / "wordings"
SPOKEN = sorted(path.stem for path in WORDINGS.glob("*.toml"))
ALREADY = "You’ve already objected to this use of your information."


def found_beside(*blocks: Block, language: str = "en", where: str = "above", **facts: Any) -> str | None:
    """Say what is found where these blocks stand beside the form of a language."""
    t = service_texts(language)
    title = block(t.pick("title", 0), is_heading=True)
    rest = (block(t["intro"]), block(t["email"]), block(t["explanation"]))
    around = {"above": (*blocks, title, *rest), "below the title": (title, *blocks, *rest)}
    usual: dict[str, Any] = {
        "language": language,
        "title": t.pick("title", 0),
        "blocks": around.get(where, (title, *rest, *blocks)),
        "fields": (
            field(21, "email", before=t["email"], value="ana@example.org"),
            field(22, "textarea", t["explanation"], value=""),
        ),
        "buttons": (button(30, t["send"]),),
    }
    page = Page(document(**{**usual, **facts}))
    reading = recognise(page, SERVICE.flow, LEXICON)
    assert reading.state is State.FORM, "a form stays one, whatever stands beside it"
    return find_standing(page, reading, LEXICON)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_box_beside_the_form_is_read_in_every_language(language: str) -> None:
    said = service_texts(language)["already"]
    assert found_beside(block(said), language=language, where="below the title") == said
    assert found_beside(language=language) is None


@pytest.mark.parametrize("where", ["above", "below the title", "below"])
@pytest.mark.parametrize("live", ["", "alert", "status"])
def test_a_box_is_read_wherever_it_stands_and_whatever_it_is(live: Any, where: str) -> None:
    said = service_texts("fr")["already"]
    assert found_beside(block(said, live=live), language="fr", where=where) == said


@pytest.mark.parametrize(
    "texts",
    [
        ("If you have already objected, you need not do it again.",),
        ("Have you already objected?",),
        ("You can object at any time.",),
        ("You haven’t objected yet.",),
        ("Your earlier objection has been withdrawn.",),
        (ALREADY, "That objection no longer counts."),
        ("Your previous objection was cancelled.", ALREADY),
        ("Your objection to this friend request has already been recorded.",),
        ("You have already chosen your cookies.",),
        ("You already have an account.",),
        (ALREADY, "We have declined your objection."),
    ],
)
def test_what_only_sounds_like_it_is_not_told(texts: tuple[str, ...]) -> None:
    for where in ("above", "below the title", "below"):
        assert found_beside(*map(block, texts), where=where) is None


def test_a_box_that_stands_right_before_a_field_is_no_label_of_it() -> None:
    t = service_texts("en")
    fields = (
        field(21, "email", before=f"{ALREADY} {t['email']}", value="ana@example.org"),
        field(22, "textarea", t["explanation"], value=""),
    )
    assert found_beside(block(ALREADY), where="below the title", fields=fields) == ALREADY


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_what_the_person_may_say_is_no_word_of_the_service(kind: str) -> None:
    t = service_texts("en")
    fields = (
        field(21, "email", before=t["email"], value="ana@example.org"),
        field(22, "textarea", t["explanation"], value=""),
        field(23, kind, ALREADY),
    )
    assert found_beside(block(ALREADY), where="below", fields=fields) is None


def test_a_menu_says_nothing_and_a_dialog_over_the_form_does() -> None:
    assert found_beside(block(ALREADY, is_aside=True)) is None
    assert found_beside(block(ALREADY, dialog=50), dialogs=(dialog(50),)) == ALREADY


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_says_it_with_the_form_alone(language: str) -> None:
    texts = Texts.load(language)
    said = texts.say("panel.says_already")
    for state in State:
        lines = panel_of(PanelSituation(state, "Facebook", says_already=True), texts).lines
        told = [line.tone for line in lines if line.text == said]
        assert told == (["warn"] if state in (State.FORM, State.VALIDATION_ERROR) else [])


def test_a_page_is_read_once_it_changed_and_ever_more_seldom() -> None:
    beside, one, other = Beside(), frozenset({"a"}), frozenset({"b"})
    first = beside.read_in(one)
    assert first
    beside.note_read(other)
    assert beside.read_in(other) is None
    again = beside.read_in(one)
    assert again
    assert again > first
    for _ in range(20):
        beside.note_read(frozenset())
    assert beside.read_in(one) == 30.0


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.REVIEWED])
def test_the_end_and_the_report_tell_it_unless_the_answer_says_more(kept: Archive, outcome: Outcome) -> None:
    facts = {"outcome": outcome, "notes": ("said_already",), "timeline": (), "confirmation": None}
    work = kept.begin("facebook")
    record = record_of(work, {}, **facts)
    work.close()
    said = [one.key for one in sentences_of(record, "Facebook", None)]
    gaps = [one.key for one in find_gaps(record)]
    is_told = outcome not in (Outcome.SUBMITTED, Outcome.ALREADY_OBJECTED)
    assert ("talk.said_already" in said, "report_page.gap.said_already" in gaps) == (is_told, is_told)
    assert f"outcome.{outcome}" in said, "what was sent is told as before"
