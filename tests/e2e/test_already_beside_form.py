"""A box above the form that says that an objection stands: the person is told, and what is not sent stays `not_sent`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.options import Options
from replica.scenario import Scenario

Run = Callable[..., Attempt]
TOLD = "seems to say that an objection is already on record"


def open_form(run_attempt: Run, notice: str, language: str = "fr", **more: object) -> Attempt:
    """Open a form with a box above it."""
    scenario = Scenario(language=language, login="none", options=Options(notice=notice), **more)  # type: ignore[arg-type]
    return run_attempt(scenario, "--email", "person@example.org")


@pytest.mark.parametrize(
    ("language", "engine"), [("fr", "desktop"), ("en", "rows"), ("de", "react"), ("pl", "dialog")]
)
def test_who_closes_a_form_that_says_so_is_told_and_nothing_counts_as_sent(
    run_attempt: Run, language: str, engine: str
) -> None:
    attempt = open_form(run_attempt, "already", language, engine=engine)
    assert attempt.person
    attempt.wait_until_said(TOLD)
    attempt.wait_for_note("picture", kind="state")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "said_already" in result.record["notes"]
    assert "already_objected" not in result.states
    assert attempt.person.texts["already"] in (result.bag / "data" / "form.txt").read_text("utf-8")


def test_what_is_sent_all_the_same_is_answered_by_the_answer_alone(run_attempt: Run) -> None:
    attempt = open_form(run_attempt, "already", answers=("never",))
    attempt.wait_until_said(TOLD)
    attempt.person.press_send()
    attempt.wait_for_note("state", state="sent")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)


@pytest.mark.parametrize("notice", ["", "intro"])
def test_of_a_form_that_says_no_such_thing_nothing_is_told(run_attempt: Run, notice: str) -> None:
    attempt = open_form(run_attempt, notice)
    attempt.wait_for_note("picture", kind="form")
    attempt.person.type_explanation("Je me suis déjà opposé à cette utilisation.")
    attempt.wait_for_picture(2)
    result = close_and_check(attempt)
    assert result.outcome == "not_sent"
    assert TOLD not in attempt.stderr
    assert "state" not in kinds(result)
    assert "said_already" not in result.record["notes"]
