"""The usual way of a person through an attempt: log in, wait for the form, press Send, close the window."""

from __future__ import annotations

from collections.abc import Callable

from promises import close_and_check
from replica.attempt import Attempt, Result

ADDRESS = "person@example.org"
DRAFT = "Mes photos de famille sont publiques et je refuse cet usage."
Run = Callable[..., Attempt]


def go_to_form(attempt: Attempt) -> None:
    """Log in, take the steps that the service asks for, and wait until the program knows the form."""
    person = attempt.person
    if attempt.scenario.cookie_dialog:
        person.accept_cookies()
    if attempt.scenario.login != "none":
        person.log_in()
    person.take_steps()
    attempt.wait_for_note("state", state="form")


def send(attempt: Attempt) -> None:
    """Press Send as soon as the form is known: a person may be as quick."""
    attempt.person.press_send()


def submit(attempt: Attempt, *, with_text: bool) -> Result:
    """Go the usual way to the end."""
    go_to_form(attempt)
    if with_text:
        attempt.wait_for_note("writing", status="done")
        attempt.wait_for_picture(2)
    return submit_form(attempt)


def submit_form(attempt: Attempt) -> Result:
    """Press Send and go on to the end."""
    send(attempt)
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    return close_and_check(attempt)
