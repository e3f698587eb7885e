"""Meta's portal for requests: guided as far as it is known, and the form that it leads to is the form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.places import PORTAL_HOST, PORTAL_PATH
from replica.scenario import Scenario

ADDRESS = "person@example.org"
PORTAL = f"https://{PORTAL_HOST}{PORTAL_PATH}"
OWN_FORM = f"{PORTAL_PATH}form"
Run = Callable[..., Attempt]


@pytest.mark.parametrize(("service", "language"), [("facebook", "fr"), ("instagram", "en")])
def test_the_form_behind_the_portal_is_recognised_and_recorded_as_usual(
    run_attempt: Run, service: str, language: str
) -> None:
    scenario = Scenario(service=service, language=language)
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil", "--url", PORTAL)
    attempt.wait_for_note("state", state="moved")
    attempt.wait_for_note("picture", kind="state")
    person = attempt.person
    person.leave_portal()
    person.log_in()
    attempt.wait_for_note("writing", status="done")
    person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert result.states.index("moved") < result.states.index("form") < result.states.index("sent")
    assert result.record["page"]["url"] == scenario.place.form_url
    assert {"state", "form", "filled", "confirmation"} <= set(kinds(result))


def test_a_form_on_the_portal_itself_is_known_by_what_it_asks(run_attempt: Run) -> None:
    attempt = run_attempt(
        Scenario(login="none", paths={OWN_FORM: "form"}), "--email", ADDRESS, "--url", PORTAL
    )
    attempt.wait_for_note("state", state="moved")
    attempt.person.leave_portal()
    attempt.wait_for_note("state", state="form")
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["page"]["url"] == f"https://{PORTAL_HOST}{OWN_FORM}"


def test_another_form_of_the_portal_is_never_taken_for_the_objection(run_attempt: Run) -> None:
    attempt = run_attempt(
        Scenario(login="none", paths={OWN_FORM: "third_party_form"}),
        "--email",
        ADDRESS,
        "--cnil",
        "--url",
        PORTAL,
    )
    attempt.wait_for_note("state", state="moved")
    attempt.person.leave_portal()
    attempt.wait_for_note("state", state="third_party_form")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert result.record["explanation"]["inserted"] is False
