"""A form that stands open beside a login box in the page's header: what the person is told, and what is never captured."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.options import Options
from replica.scenario import Scenario

ADDRESS = "person@example.org"
Run = Callable[..., Attempt]
BESIDE = Options(login_aside=True)


@pytest.mark.parametrize("engine", ["desktop", "rows"])
def test_who_has_no_account_is_guided_past_the_login_box(run_attempt: Run, engine: str) -> None:
    scenario = Scenario(
        service="third-party", state="third_party_form", login="none", options=BESIDE, engine=engine
    )
    attempt = run_attempt(scenario, "--email", ADDRESS)
    attempt.wait_for_note("state", state="form")
    attempt.wait_until_said("There is, or may be, a password field on this page")
    person = attempt.person
    person.correct_email("other@example.net")
    person.choose_country()
    person.type_explanation("Who is Camille Martin?", key="prompt")
    person.press_send()
    attempt.wait_until_said("sees no answer on it that it understands")
    result = close_and_check(attempt)
    assert "login" not in result.states
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.record["email_check"] == {"verdict": "unchecked", "displayed": None, "expected": ADDRESS}
    assert result.received[-1].email == "other@example.net"
    # Promise 4: what stood on a page with a password field was not captured, neither as a picture nor as text.
    assert not {"form", "filled", "confirmation", "state", "text"}.intersection(kinds(result))
    written = [p for p in result.bag.rglob("*") if p.is_file()]
    assert not [p.name for p in written if b"Camille Martin" in p.read_bytes()]


def test_who_objects_is_asked_to_log_in_first_and_a_press_of_send_is_noticed(run_attempt: Run) -> None:
    scenario = Scenario(login="none", options=BESIDE)
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil")
    attempt.wait_until_said("before you fill in the form that already stands on this page")
    person = attempt.person
    assert person.read() == ""
    person.press_send()
    attempt.wait_until_said("sees no answer on it that it understands")
    result = close_and_check(attempt)
    assert result.states[:2] == ["opening", "login"]
    assert "form" not in result.states
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.record["email_check"] == {"verdict": "unchecked", "displayed": None, "expected": ADDRESS}
    assert result.record["explanation"]["inserted"] is False
    assert "is empty" not in result.stderr
    assert not {"form", "filled", "confirmation", "state", "text"}.intersection(kinds(result))
