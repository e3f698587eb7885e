"""Where the person puts the guide panel, it stays: from one page of the attempt to the next."""

from __future__ import annotations

from collections.abc import Callable

from replica.attempt import Attempt
from replica.panel import box_of, press_panel
from replica.scenario import Scenario

PANEL = ("class", "panel")


def test_the_panel_stays_in_its_corner_after_a_login(run_attempt: Callable[..., Attempt]) -> None:
    attempt = run_attempt(Scenario(), "--email", "person@example.org")
    person = attempt.person
    attempt.wait_for_note("state", state="login")
    right, *_ = box_of(person, *PANEL)
    press_panel(person, "move")
    left, *_ = box_of(person, *PANEL)
    assert left < right
    person.log_in()
    attempt.wait_for_note("state", state="form")
    attempt.wait_for_picture(1)
    there, *_ = box_of(person, *PANEL)
    assert abs(there - left) <= 1
