"""Facebook and Instagram, one after another in one window: each with its own login, record and folder."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from typing import Any

from replica.attempt import Attempt
from replica.panel import press_panel
from replica.person import Person
from replica.scenario import Scenario

from helper.evidence.verify import verify_bag

FACEBOOK, INSTAGRAM = Scenario(), Scenario(service="instagram")
ADDRESS = "person@example.org"
BOTH = ("--facebook", ADDRESS, "--instagram", ADDRESS, "--cnil")
Run = Callable[..., Attempt]


def start(run_attempt: Run, *arguments: str, **more: Any) -> Attempt:
    return run_attempt(FACEBOOK, *BOTH, *arguments, subcommand="start", beside=INSTAGRAM, **more)


def send(attempt: Attempt, person: Person) -> None:
    """Log in, wait for the text and press Send; return when the answer is kept."""
    before = len(attempt.received)
    done = attempt.times_kept()
    person.log_in()
    person.wait_for_form()
    attempt.wait_for_note("writing", status="done")
    person.press_send()
    attempt.server.wait_until(lambda server: len(server.received) > before)
    attempt.wait_until_kept(count=done + 1)


def next_person(attempt: Attempt) -> Person:
    """Give the same person, in front of the next service's page."""
    attempt.server.wait_until(lambda server: any("instagram" in request.host for request in server.requests))
    (context,) = attempt.browser.contexts
    pages = [page for page in context.pages if "instagram" in page.url]
    page = pages[0] if pages else context.wait_for_event("page")
    page.wait_for_url("**instagram.com/**", wait_until="commit")
    return Person(page, INSTAGRAM)


def finish(attempt: Attempt) -> tuple[int, dict[str, Any]]:
    status = attempt.process.wait(40)
    return status, json.loads(attempt.stdout_path.read_text())


def test_both_forms_are_sent_in_one_window_after_one_login_each(run_attempt: Run) -> None:
    attempt = start(run_attempt)
    browser = attempt.browser
    send(attempt, attempt.person)
    press_panel(attempt.person, "b-go_on")
    person = next_person(attempt)
    send(attempt, person)
    assert browser.is_connected(), "it is still the window of the first form"
    person.close_window()
    status, found = finish(attempt)
    assert status == 0
    assert found["left"] == []
    assert [(one["service"], one["outcome"]) for one in found["attempts"]] == [
        ("facebook", "submitted"),
        ("instagram", "submitted"),
    ]
    assert [one["setting"]["is_fresh_profile"] for one in found["attempts"]] == [True, False]
    assert all(verify_bag(attempt.archive / one["id"]) == [] for one in found["attempts"])
    assert [one.explanation.count("https://www.cnil.fr/") for one in attempt.received] == [1, 1]


def test_a_window_that_is_closed_after_the_answer_is_replaced_by_another(run_attempt: Run) -> None:
    attempt = start(run_attempt)
    send(attempt, attempt.person)
    attempt.person.close_window()
    attempt.forget_browser()
    person = next_person(attempt)
    send(attempt, person)
    person.close_window()
    status, found = finish(attempt)
    assert status == 0
    assert [one["outcome"] for one in found["attempts"]] == ["submitted", "submitted"]
    assert [one["setting"]["is_fresh_profile"] for one in found["attempts"]] == [True, True]


def test_who_stops_is_asked_nothing_more_and_goes_on_there_the_next_time(run_attempt: Run) -> None:
    first = start(run_attempt)
    send(first, first.person)
    press_panel(first.person, "b-go_on")
    next_person(first)
    first.wait_for_note("state", state="login")
    first.process.send_signal(signal.SIGINT)
    status, found = finish(first)
    assert status == 130
    assert [one["outcome"] for one in found["attempts"]] == ["submitted", "interrupted"]
    assert found["left"] == []

    second = start(run_attempt, "--archive", str(first.archive))
    person = next_person(second)
    person.log_in()
    person.wait_for_form()
    person.close_window()
    status, found = finish(second)
    assert (status, [one["service"] for one in found["attempts"]]) == (3, ["instagram"])
    assert "Facebook" in second.stderr, "what was sent is said to be left out"


def test_a_signal_after_the_answer_opens_no_further_form(run_attempt: Run) -> None:
    attempt = start(run_attempt)
    send(attempt, attempt.person)
    attempt.process.send_signal(signal.SIGINT)
    status, found = finish(attempt)
    assert (status, [one["outcome"] for one in found["attempts"]]) == (0, ["submitted"])
    assert found["left"] == ["instagram"]


def test_what_was_not_begun_is_named(run_attempt: Run) -> None:
    attempt = start(run_attempt)
    attempt.wait_for_note("state", state="login")
    attempt.person.close_window()
    status, found = finish(attempt)
    assert status == 3
    assert [one["outcome"] for one in found["attempts"]] == ["not_sent"]
    assert found["left"] == ["instagram"]
