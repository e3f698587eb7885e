"""How an attempt ends: pure, so every line of the table of outcomes is tested here."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.schema import State
from helper.errors import Exit
from helper.guide.history import History, conclude
from helper.guide.states import STAGES, TABLE
from helper.record import Moment, Outcome

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
PRESSED = {"is_pressed": True}


def history(*states: State, **facts: Any) -> History:
    """Make a history that came through these states."""
    return History(timeline=[Moment(at=NOW, state=state) for state in states], **facts)


@pytest.mark.parametrize(
    ("story", "outcome", "status"),
    [
        (history(State.FORM, is_submitted=True, **PRESSED), Outcome.SUBMITTED, 0),
        (history(State.FORM, is_submitted=True, is_custom_flow=True, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.FORM, is_refused=True, **PRESSED), Outcome.REFUSED, 7),
        (history(State.FORM, is_refused=True, is_custom_flow=True, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.FORM, is_standing=True, is_custom_flow=True, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.ALREADY_OBJECTED, is_standing=True, is_custom_flow=True), Outcome.NOT_SENT, 3),
        (history(State.ALREADY_OBJECTED, is_standing=True), Outcome.ALREADY_OBJECTED, 0),
        (history(State.FORM, is_standing=True, **PRESSED), Outcome.ALREADY_OBJECTED, 0),
        (history(State.FORM, State.SENT, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.FORM, State.SENT, stopped_with=130, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.FORM, State.SENT, is_browser_lost=True, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.VALIDATION_ERROR, is_in_error=True, **PRESSED), Outcome.REJECTED, 7),
        (history(State.FORM, is_press_certain=False, **PRESSED), Outcome.NOT_SENT, 3),
        (history(State.FORM, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.LOGIN, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.FORM, stopped_with=130), Outcome.INTERRUPTED, 130),
        (history(State.FORM, stopped_with=143), Outcome.INTERRUPTED, 143),
        (history(State.FORM, is_browser_lost=True), Outcome.NOT_SENT, Exit.BROWSER),
        (history(State.UNAVAILABLE, State.CLOSED), Outcome.UNAVAILABLE, 4),
        (history(State.PAGE_IDENTITY, State.CLOSED), Outcome.UNAVAILABLE, 4),
        (history(State.PAGE_IDENTITY, State.FORM, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.CHECKPOINT, State.CLOSED, is_account_locked=True), Outcome.UNAVAILABLE, 4),
        (history(State.CHECKPOINT, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.UNAVAILABLE, State.MOVED, State.CLOSED), Outcome.MOVED, 4),
        *(
            (
                history(State.UNAVAILABLE, state, State.CLOSED, is_refused_everywhere=True),
                Outcome.UNAVAILABLE,
                4,
            )
            for state in (State.MOVED, State.UNKNOWN, State.LOGIN, State.OTHER_FORM, State.OPENING)
        ),
        *(
            (history(State.MOVED, *then, State.CLOSED, is_led_away_everywhere=True), outcome, status)
            for then, outcome, status in (
                ((), Outcome.MOVED, 4),
                ((State.UNKNOWN,), Outcome.MOVED, 4),
                ((State.UNAVAILABLE,), Outcome.UNAVAILABLE, 4),
                ((State.OTHER_FORM,), Outcome.NOT_SENT, 3),
                ((State.WRONG_HOST,), Outcome.NOT_SENT, 3),
            )
        ),
        (history(State.MOVED, is_led_away_everywhere=True, stopped_with=130), Outcome.INTERRUPTED, 130),
        (history(State.MOVED, is_led_away_everywhere=True, is_browser_lost=True), Outcome.NOT_SENT, 5),
        (history(State.MOVED, is_led_away_everywhere=True, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.FORM, State.SENT, is_refused_everywhere=True, **PRESSED), Outcome.SENT_UNCONFIRMED, 7),
        (history(State.UNAVAILABLE, is_refused_everywhere=True, stopped_with=130), Outcome.INTERRUPTED, 130),
        (history(State.OPENING, State.UNKNOWN, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.THIRD_PARTY_FORM, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.OTHER_FORM, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(State.WRONG_HOST, State.CLOSED), Outcome.NOT_SENT, 3),
        (history(), Outcome.NOT_SENT, 3),
    ],
)
def test_every_ending_has_its_outcome_and_exit_status(story: History, outcome: Outcome, status: int) -> None:
    assert conclude(story) == (outcome, status)


@pytest.mark.parametrize("is_certain", [False, True])
def test_an_earlier_objection_is_no_answer_to_what_is_sent_now(is_certain: bool) -> None:
    story = history(State.ALREADY_OBJECTED, is_standing=True)
    assert not story.is_answered
    story.note_press(is_certain=is_certain)
    assert not story.is_answered
    assert conclude(story)[0] is (Outcome.SENT_UNCONFIRMED if is_certain else Outcome.NOT_SENT)
    story.is_standing = True
    assert story.is_answered


@pytest.mark.parametrize("facts", [{}, {"stopped_with": 130}, {"is_browser_lost": True}])
def test_what_nobody_watched_is_never_called_not_sent(facts: dict[str, Any]) -> None:
    assert conclude(History(is_unwatched=True, **facts)) == (Outcome.SENT_UNCONFIRMED, 7)
    assert conclude(History(is_unwatched=True, is_standing=True, **facts))[0] is Outcome.ALREADY_OBJECTED


def test_an_answer_that_is_taken_back_is_awaited_again() -> None:
    story = history(State.SUBMITTED, is_submitted=True, **PRESSED)
    story.take_back()
    assert not story.is_answered
    assert conclude(story)[0] is Outcome.SENT_UNCONFIRMED


def test_an_error_after_a_success_does_not_say_that_nothing_was_objected_to() -> None:
    story = history(State.SUBMITTED, State.VALIDATION_ERROR, is_submitted=True, is_in_error=True, **PRESSED)
    story.begin_again()
    assert conclude(story)[0] is Outcome.SENT_UNCONFIRMED


def test_an_error_after_a_refusal_is_one() -> None:
    story = history(State.REFUSED, State.VALIDATION_ERROR, is_refused=True, is_in_error=True, **PRESSED)
    story.begin_again()
    assert conclude(story)[0] is Outcome.REJECTED


@given(
    st.lists(st.sampled_from(State)),
    st.fixed_dictionaries(
        {
            name: st.booleans()
            for name in (
                "is_submitted",
                "is_standing",
                "is_in_error",
                "is_account_locked",
                "is_custom_flow",
                "is_browser_lost",
                "is_refused_everywhere",
            )
        }
        | {"stopped_with": st.sampled_from([None, 130, 143])}
    ),
)
def test_after_send_it_is_never_called_not_sent(states: list[State], facts: dict[str, Any]) -> None:
    outcome, _ = conclude(history(*states, is_pressed=True, **facts))
    assert outcome in (
        Outcome.SUBMITTED,
        Outcome.ALREADY_OBJECTED,
        Outcome.SENT_UNCONFIRMED,
        Outcome.REJECTED,
    )
    assert outcome is not Outcome.SUBMITTED or (facts["is_submitted"] and not facts["is_custom_flow"])


@given(st.lists(st.sampled_from(State)), st.booleans(), st.sampled_from([None, 130, 143]))
def test_without_send_nothing_is_ever_called_sent(states: list[State], lost: bool, stop: int | None) -> None:
    outcome, _ = conclude(history(*states, is_browser_lost=lost, stopped_with=stop))
    assert outcome in (Outcome.NOT_SENT, Outcome.UNAVAILABLE, Outcome.MOVED, Outcome.INTERRUPTED)


def test_every_state_has_its_row() -> None:
    assert set(TABLE) == set(State)
    assert {row.passed for row in TABLE.values()} == {None, *range(len(STAGES) + 1)}
