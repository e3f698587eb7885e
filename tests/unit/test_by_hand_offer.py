"""What the person may tell about a page that is not recognised, and what becomes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from evidence_samples import kept, record_of

from flows.schema import Purpose, State
from helper.errors import Exit
from helper.evidence.store import Archive
from helper.followup.ending import outcome_key
from helper.guide.by_hand import BUTTONS, ByHand, HandStage
from helper.guide.history import History, conclude
from helper.guide.steps import PanelSituation, panel_of
from helper.record import Moment, Outcome
from helper.texts import LANGUAGES, Texts

__all__ = ["kept"]  # a fixture


def test_nothing_can_be_said_before_it_is_offered() -> None:
    hand = ByHand()
    assert (BUTTONS[hand.stage], hand.say("is_form"), hand.say("was_sent")) == ((), None, None)


def test_the_form_is_named_once_and_then_sent_once() -> None:
    hand = ByHand()
    assert hand.offer()
    assert BUTTONS[hand.stage] == ("is_form", "was_sent")
    assert hand.say("is_form") == "is_form"
    assert BUTTONS[hand.stage] == ("was_sent",)
    assert hand.say("is_form") is None
    assert hand.say("was_sent") == "was_sent"
    assert (BUTTONS[hand.stage], hand.say("was_sent")) == ((), None)


def test_a_page_that_is_recognised_again_takes_the_offer_back() -> None:
    hand = ByHand()
    hand.offer()
    hand.leave()
    assert BUTTONS[hand.stage] == ()
    assert hand.offer(), "on the next unknown page it is offered anew"


def test_what_was_said_stays_said_on_the_next_page() -> None:
    hand = ByHand()
    hand.offer()
    hand.say("is_form")
    hand.leave()
    assert BUTTONS[hand.stage] == ("was_sent",)
    assert not hand.offer()


def test_a_word_that_is_no_button_is_nothing() -> None:
    hand = ByHand()
    hand.offer()
    assert hand.say("submitted") is None
    assert BUTTONS[hand.stage] == ("is_form", "was_sent")


def test_only_so_many_presses_are_pictured_and_only_while_the_person_goes_on_by_hand() -> None:
    hand = ByHand()
    assert not hand.is_press_pictured
    hand.offer()
    hand.say("is_form")
    pictured = 0
    while hand.is_press_pictured:
        hand.note_picture()
        pictured += 1
    assert 3 <= pictured <= 10
    hand.say("was_sent")
    assert not hand.is_press_pictured


def test_sent_as_the_person_says_is_never_more_than_unconfirmed() -> None:
    history = History(is_said_sent=True)
    assert conclude(history) == (Outcome.SENT_UNCONFIRMED, Exit.SENT_UNCERTAIN)
    history.stopped_with = 130
    assert conclude(history)[0] is Outcome.SENT_UNCONFIRMED


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_offers_the_buttons_on_unknown_pages_only(language: str) -> None:
    texts = Texts.load(language)
    unknown = PanelSituation(State.UNKNOWN, "Facebook", by_hand="offered")
    assert [key for key, _ in panel_of(unknown, texts).buttons] == ["is_form", "was_sent"]
    form = PanelSituation(State.FORM, "Facebook", by_hand="offered")
    assert panel_of(form, texts).buttons == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_gives_what_the_person_has_to_do_in_place_of_the_program(language: str) -> None:
    situation = PanelSituation(
        State.UNKNOWN, "Facebook", by_hand="form", expected="a@example.org", text_to_paste="Because."
    )
    panel = panel_of(situation, Texts.load(language))
    assert any("a@example.org" in line.text for line in panel.lines)
    assert panel.paste is not None
    assert panel.paste.text == "Because."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_person_says_they_sent_is_not_shown_as_done(language: str) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", by_hand="sent")
    assert panel_of(situation, Texts.load(language)).turn == "you"


@pytest.mark.parametrize(
    ("said", "outcome", "key"),
    [
        ([State.FORM], Outcome.NOT_SENT, "said_form"),
        ([State.FORM], Outcome.INTERRUPTED, "said_form"),
        ([State.FORM, State.SENT], Outcome.SENT_UNCONFIRMED, "said_sent"),
        ([State.FORM], Outcome.SUBMITTED, "submitted"),  # it was recognised after all
        ([], Outcome.NOT_SENT, "not_sent"),
    ],
)
def test_of_a_form_that_only_the_person_saw_nobody_says_that_nothing_was_sent(
    kept: Archive, said: list[State], outcome: Outcome, key: str
) -> None:
    timeline = [{"at": "2026-11-22T14:03:12Z", "state": state, "said_by": "person"} for state in said]
    record = record_of(kept.begin("facebook"), {}, outcome=outcome, timeline=timeline)
    assert outcome_key(record) == f"outcome.{key}"


@pytest.mark.parametrize(
    ("said", "outcome", "key"),
    [
        ([], Outcome.NOT_SENT, "unread_sent"),
        ([], Outcome.INTERRUPTED, "unread_sent"),
        ([], Outcome.MOVED, "unread_sent"),
        ([], Outcome.SUBMITTED, "submitted"),
        ([State.FORM], Outcome.NOT_SENT, "unread_sent"),
        ([State.FORM], Outcome.SENT_UNCONFIRMED, "said_form_sent"),
        ([State.FORM, State.SENT], Outcome.SENT_UNCONFIRMED, "said_sent"),
    ],
)
def test_of_what_a_page_sent_that_was_not_recognised_nobody_says_what_it_was(
    kept: Archive, said: list[State], outcome: Outcome, key: str
) -> None:
    timeline = [{"at": "2026-11-22T14:03:12Z", "state": state, "said_by": "person"} for state in said]
    facts = {"outcome": outcome, "timeline": timeline, "notes": ["unread_sent"]}
    record = record_of(kept.begin("facebook"), {}, **facts)
    assert outcome_key(record) == f"outcome.{key}"
    assert record.told_as == ("submitted" if outcome is Outcome.SUBMITTED else "unread")


SAID_FORM = [Moment(at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), state=State.FORM, said_by="person")]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"is_unread_sent": True}, Outcome.NOT_SENT),
        ({"timeline": SAID_FORM}, Outcome.NOT_SENT),
        ({"timeline": SAID_FORM, "is_unread_sent": True}, Outcome.SENT_UNCONFIRMED),
        ({"timeline": SAID_FORM, "is_unread_sent": True, "stopped_with": 130}, Outcome.SENT_UNCONFIRMED),
        ({"timeline": SAID_FORM, "is_unread_sent": True, "is_browser_lost": True}, Outcome.SENT_UNCONFIRMED),
    ],
)
def test_what_the_person_calls_the_form_and_that_sent_something_was_perhaps_sent(
    facts: dict[str, Any], outcome: Outcome
) -> None:
    assert conclude(History(**facts))[0] is outcome


@pytest.mark.parametrize(("language", "word"), [("en", "your phone"), ("fr", "votre téléphone")])
@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("stage", ["none", "offered"])
def test_on_a_page_that_may_ask_who_one_is_the_person_is_told_what_to_do(
    stage: HandStage, purpose: Purpose, language: str, word: str
) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", by_hand=stage, purpose=purpose)
    assert word in panel_of(situation, Texts.load(language)).next
