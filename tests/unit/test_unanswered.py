"""When an answer that does not come, or is not understood, is kept, and what the person is told then."""

from __future__ import annotations

import itertools

import pytest

from flows.schema import State
from helper.guide.states import Turn
from helper.guide.steps import GO_ON, PanelSituation, panel_of
from helper.guide.unanswered import UNREAD_AFTER_SECONDS, Unanswered, UnansweredStage
from helper.texts import LANGUAGES, Texts


def test_what_is_new_is_kept_after_a_while_and_only_once() -> None:
    unanswered = Unanswered()
    unanswered.see(frozenset())
    assert unanswered.read_in is None
    unanswered.see(frozenset({"Sending"}))
    assert unanswered.read_in == UNREAD_AFTER_SECONDS
    unanswered.give_up_reading()
    unanswered.note_kept()
    assert (unanswered.stage, unanswered.read_in) == ("unread", None)


def test_what_was_not_pictured_is_tried_again() -> None:
    unanswered = Unanswered()
    unanswered.see(frozenset({"Sending"}))
    unanswered.give_up_reading()
    assert unanswered.read_in is not None


def test_a_page_that_never_stands_still_is_kept_ever_more_seldom_but_never_given_up() -> None:
    unanswered = Unanswered()
    waits: list[float] = []
    for second in range(20):
        unanswered.see(frozenset({f"{second} seconds"}))
        waits.append(unanswered.read_in or 0.0)
        unanswered.give_up_reading()
        unanswered.note_kept()
    assert waits[0] == UNREAD_AFTER_SECONDS
    assert all(later > earlier for earlier, later in itertools.pairwise(waits))


def test_words_that_come_back_are_known() -> None:
    unanswered = Unanswered()
    unanswered.see(frozenset({"Sending", "Please wait"}))
    unanswered.give_up_reading()
    unanswered.note_kept()
    unanswered.see(frozenset({"Please wait"}))
    assert unanswered.read_in is None


def test_a_form_that_is_loaded_anew_is_told_after_a_while_and_once_and_as_long_as_it_stands_there() -> None:
    unanswered = Unanswered()
    unanswered.see(frozenset(), is_form_anew=True)
    assert unanswered.read_in == UNREAD_AFTER_SECONDS
    unanswered.give_up_reading()
    unanswered.see(frozenset(), is_form_anew=True)
    assert (unanswered.stage, unanswered.read_in) == ("anew", None)
    unanswered.see(frozenset({"Feed"}))
    assert unanswered.stage == "waiting"
    assert unanswered.read_in


def test_a_form_that_gives_way_at_once_is_told_by_what_follows_it() -> None:
    unanswered = Unanswered()
    unanswered.see(frozenset(), is_form_anew=True)
    unanswered.see(frozenset({"Sending"}))
    unanswered.give_up_reading()
    unanswered.see(frozenset({"Sending"}))
    assert unanswered.stage == "unread"


def test_an_answer_that_was_taken_back_is_told_before_a_form_that_is_loaded_anew() -> None:
    unanswered = Unanswered("taken_back")
    unanswered.see(frozenset(), is_form_anew=True)
    assert unanswered.read_in is None
    unanswered.give_up_reading()
    assert unanswered.stage == "taken_back"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("stage", "turn"),
    [("unread", "you"), ("silent", "wait"), ("taken_back", "you"), ("undone", "you"), ("anew", "you")],
)
def test_the_panel_says_that_the_program_does_nothing_and_never_that_it_was_received(
    language: str, stage: UnansweredStage, turn: Turn
) -> None:
    texts = Texts.load(language)
    waiting = panel_of(PanelSituation(State.SENT, "Facebook"), texts)
    panel = panel_of(
        PanelSituation(State.SENT, "Facebook", unanswered=stage, next_service="Instagram"), texts
    )
    assert (waiting.turn, panel.turn) == ("us", turn)
    assert panel.now != waiting.now
    assert [one.status for one in panel.stages] == [one.status for one in waiting.stages]
    assert [name for name, _ in panel.buttons] == [GO_ON]


def test_a_page_that_is_recognised_again_is_spoken_of_in_its_own_words() -> None:
    texts = Texts.load("en")
    plain = panel_of(PanelSituation(State.SUBMITTED, "Facebook"), texts)
    assert panel_of(PanelSituation(State.SUBMITTED, "Facebook", unanswered="unread"), texts) == plain


def test_what_followed_an_undoing_is_pictured_though_nothing_on_the_page_is_new() -> None:
    """The form stands there as before; in the moment of the press nothing could be pictured."""
    unanswered = Unanswered("undone")
    unanswered.see(frozenset())
    unanswered.give_up_reading()
    unanswered.note_unpictured()
    assert unanswered.stage == "undone"
    assert unanswered.read_in is not None
    assert unanswered.read_in < UNREAD_AFTER_SECONDS
    unanswered.note_kept()
    assert unanswered.read_in is None
