"""Ctrl+Z in the terminal: nobody watches the window meanwhile, and what was sent there is never called "not sent"."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest
from promises import check_promises, close_and_check
from replica.attempt import Attempt
from replica.scenario import Scenario
from usual_way import go_to_form

from helper.followup.ending import outcome_key
from helper.record import Record
from helper.report.gaps import find_gaps
from helper.texts.sentences import say

Run = Callable[..., Attempt]
SHORT = ("--email", "person@example.org", "--timeout", "0.1")  # six seconds


def halt_at_form(run_attempt: Run, *arguments: str) -> Attempt:
    attempt = run_attempt(Scenario(), *arguments)
    go_to_form(attempt)
    attempt.wait_for_note("picture", kind="form")
    attempt.halt()
    return attempt


def outlast(attempt: Attempt, seconds: float = 7) -> None:
    """Let the person's time run out, by the clock of the page."""
    page = attempt.person.page
    page.wait_for_function(
        "until => performance.now() > until", arg=page.evaluate("performance.now()") + seconds * 1000
    )


def send_unwatched(attempt: Attempt) -> None:
    attempt.person.press_send()
    attempt.server.wait_until(lambda server: server.received)


def test_what_was_sent_meanwhile_is_found_before_any_time_is_up(run_attempt: Run) -> None:
    attempt = halt_at_form(run_attempt, *SHORT)
    send_unwatched(attempt)
    attempt.person.sees_success()
    outlast(attempt)
    attempt.go_on()
    attempt.wait_for_note("state", state="submitted")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)


def test_nothing_is_up_as_it_goes_on_and_the_person_is_told(run_attempt: Run) -> None:
    attempt = halt_at_form(run_attempt, *SHORT)
    outlast(attempt)
    attempt.go_on()
    attempt.wait_for_note("went_on")
    attempt.wait_until_said("reads now what happened")
    send_unwatched(attempt)
    attempt.wait_for_note("state", state="submitted")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)


@pytest.mark.parametrize(
    ("number", "is_closed"),
    [(None, True), (signal.SIGINT, False), (signal.SIGINT, True), (signal.SIGTERM, False)],
)
def test_however_it_ends_then_what_was_sent_is_not_called_unsent(
    run_attempt: Run, number: signal.Signals | None, is_closed: bool
) -> None:
    attempt = halt_at_form(run_attempt, "--email", "person@example.org")
    send_unwatched(attempt)
    if is_closed:
        attempt.person.close_window()
    if number:
        attempt.process.send_signal(number)
    attempt.go_on()
    result = attempt.finish()
    check_promises(attempt, result)
    assert result.outcome in ("submitted", "sent_unconfirmed")
    assert "stood_still" in result.record["notes"]


def test_where_the_browser_tells_nothing_any_more_it_is_said_that_nobody_knows(run_attempt: Run) -> None:
    """A terminal's window that is closed takes the program's driver along, which alone had heard of Send."""
    attempt = halt_at_form(run_attempt, "--email", "person@example.org")
    send_unwatched(attempt)
    attempt.hang_up()
    attempt.go_on()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert "unwatched" in result.record["notes"]
    record = Record.model_validate(result.record)
    assert outcome_key(record) == "outcome.unwatched"
    assert say("report_page.gap.unwatched") in find_gaps(record)


def test_ctrl_z_is_answered_with_what_to_do(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(), "--email", "person@example.org")
    go_to_form(attempt)
    attempt.process.send_signal(signal.SIGTSTP)  # without a shell nobody stops by it
    attempt.wait_until_said("type `fg` first")
    send_unwatched(attempt)
    attempt.wait_for_note("state", state="submitted")
    assert close_and_check(attempt).outcome == "submitted"
