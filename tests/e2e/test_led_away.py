"""Addresses of the form that lead to the service's home page: the next one is tried, the person told, and the end is `moved`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import close_and_check, kinds, read_journal
from replica.attempt import Attempt, Result
from replica.places import PLACES
from replica.scenario import Scenario

ADDRESS = "person@example.org"
FIRST, SECOND = PLACES["facebook"].form_paths
LONG_WAY = "/privacy/genai"
HOME = "home"
Run = Callable[..., Attempt]


def acts(result: Result) -> list[tuple[object, str]]:
    """Give which addresses were opened, and why."""
    return [
        (n["event"], str(n["address"]).removeprefix("https://www.facebook.com"))
        for n in read_journal(result)
        if n["event"] in ("open", "return", "reopen", "retry")
    ]


@pytest.mark.parametrize("login", ["page", "none"])
@pytest.mark.parametrize("long_way", [HOME, "privacy_centre"], ids=["home", "itself"])
def test_a_home_page_in_place_of_every_form_is_told_and_is_moved(
    run_attempt: Run, login: str, long_way: str
) -> None:
    paths = {FIRST: HOME, SECOND: HOME, LONG_WAY: long_way}
    attempt = run_attempt(Scenario(language="fr", login=login, paths=paths), "--email", ADDRESS)
    if login == "page":
        attempt.person.log_in()
    attempt.wait_until_said("shows its home page in place of the form", 30)
    attempt.wait_for_note("open", 30, address=f"https://www.facebook.com{LONG_WAY}")
    attempt.wait_until_said("A dated picture is kept", 30)
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("moved", 4)
    assert "state" in kinds(result)
    assert "led_away" in result.record["notes"]
    returned = [("return", FIRST)] if login == "page" else []
    assert acts(result) == [("open", FIRST), *returned, ("open", SECOND), ("open", LONG_WAY)]


def test_a_form_at_the_second_address_is_found_where_the_first_leads_home(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", login="none", paths={FIRST: HOME}), "--email", ADDRESS)
    person = attempt.person
    attempt.wait_for_note("state", 30, state="form")
    person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert "led_away" not in result.record["notes"]


def test_an_unrecognised_page_that_is_not_above_the_form_is_left_to_the_person(run_attempt: Run) -> None:
    """It may be a question: nobody is led away from it."""
    paths = {FIRST: "redirect:https://www.facebook.com/welcome/tour"}
    attempt = run_attempt(Scenario(language="fr", login="none", paths=paths), "--email", ADDRESS)
    attempt.wait_for_note("offered_by_hand", 30)
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert acts(result) == [("open", FIRST)]
