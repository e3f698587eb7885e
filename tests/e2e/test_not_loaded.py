"""Pages that do not load: the window stays and says so in a page of ours, and the attempt goes on when the page comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import check_promises, kinds, read_journal
from replica.attempt import Attempt, Result
from replica.panel import box_of, panel_parts, press_panel
from replica.person import Person
from replica.places import PLACES
from replica.scenario import Scenario

ADDRESS = "person@example.org"
FIRST, SECOND = PLACES["facebook"].form_paths
LONG_WAY = "/privacy/genai"
THIRD_PARTY = PLACES["facebook"].form_path.format(id=PLACES["facebook"].third_party_id)
Run = Callable[..., Attempt]


def sit_down(attempt: Attempt) -> Person:
    """Sit down at a window that shows no page of the service."""
    return Person(attempt.browser.contexts[0].pages[-1], attempt.scenario)


def wait_until_told(attempt: Attempt, person: Person) -> None:
    """Wait until the page of ours stands there, and this client of the browser knows it too."""
    attempt.wait_until_said("did not open")
    box_of(person, "id", "b-try_again")


def send(attempt: Attempt, person: Person) -> Result:
    """Go on to the end of an ordinary attempt."""
    attempt.wait_for_note("state", state="form")
    person.press_send()
    attempt.wait_until_kept()
    return close(attempt, person)


def close(attempt: Attempt, person: Person) -> Result:
    """Close the window and check what holds for every attempt."""
    person.close_window()
    result = attempt.finish()
    check_promises(attempt, result)
    assert "wrong_host" not in result.states
    return result


def acts(result: Result) -> list[tuple[object, str]]:
    """Give which addresses were opened, and why."""
    return [
        (n["event"], str(n["address"]).removeprefix("https://www.facebook.com"))
        for n in read_journal(result)
        if n["event"] in ("open", "return", "reopen", "retry")
    ]


@pytest.mark.parametrize("way", ["button", "reload", "address"])
def test_without_a_network_the_window_waits_and_goes_on_when_there_is_one(run_attempt: Run, way: str) -> None:
    attempt = run_attempt(Scenario(language="fr", login="none", is_down=True), "--email", ADDRESS)
    person = sit_down(attempt)
    wait_until_told(attempt, person)
    if way == "button":
        press_panel(person, "b-try_again")  # in vain
        attempt.wait_until_said("did not open", count=2)
    attempt.server.is_down = False
    if way == "button":
        press_panel(person, "b-try_again")
    elif way == "reload":
        person.page.reload(wait_until="commit")
    else:
        person.open(f"https://www.facebook.com{FIRST}")
    result = send(attempt, person)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert acts(result)[:2] == [("open", FIRST), ("open", SECOND)]
    assert {why for why, _ in acts(result)[2:]} <= {"open", "retry"}
    assert "unavailable" not in result.states
    assert "unreachable" not in result.record["notes"]


def test_what_never_loads_is_not_sent_when_the_person_closes(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(login="none", is_down=True), "--email", ADDRESS)
    person = sit_down(attempt)
    wait_until_told(attempt, person)
    result = close(attempt, person)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "unreachable" in result.record["notes"]
    assert acts(result) == [("open", FIRST), ("open", SECOND)]


def test_what_never_loads_is_not_sent_when_time_runs_out(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(login="none", is_down=True), "--email", ADDRESS, "--timeout", "0.05")
    result = attempt.finish(30)
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("not_sent", 3)


@pytest.mark.parametrize("ruled", ["closed", "empty:503", "redirect:https://gone.invalid/"])
def test_an_address_that_does_not_load_is_followed_by_the_next(run_attempt: Run, ruled: str) -> None:
    attempt = run_attempt(Scenario(login="none", paths={FIRST: ruled}), "--email", ADDRESS)
    person = sit_down(attempt)
    result = send(attempt, person)
    assert result.outcome == "submitted"
    assert acts(result) == [("open", FIRST), ("open", SECOND)]


@pytest.mark.parametrize("status", [500, 502])
def test_an_empty_error_after_the_login_waits_for_the_person(run_attempt: Run, status: int) -> None:
    broken = dict.fromkeys((FIRST, SECOND), f"empty:{status}")
    attempt = run_attempt(Scenario(language="fr", paths=broken), "--email", ADDRESS)
    person = attempt.person
    person.log_in()
    wait_until_told(attempt, person)
    attempt.server.site.scenario.paths.clear()  # type: ignore[attr-defined]
    press_panel(person, "b-try_again")
    result = send(attempt, person)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert "unavailable" not in result.states


@pytest.mark.parametrize("answer", ["closed", "empty"])
def test_a_connection_that_breaks_on_send_is_never_sent_again(run_attempt: Run, answer: str) -> None:
    attempt = run_attempt(
        Scenario(language="fr", engine="rows", login="none", answers=(answer,)), "--email", ADDRESS
    )
    person = attempt.person
    attempt.wait_for_note("picture", kind="form")
    person.press_send()
    attempt.wait_until_said("it is not known whether your form arrived")
    assert "b-try_again" not in panel_parts(person)
    result = close(attempt, person)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert len(result.received) == 1
    assert acts(result) == [("open", FIRST)]
    assert "unreachable" not in result.record["notes"]


@pytest.mark.parametrize("shown", ["unavailable", "region", "error"])
@pytest.mark.parametrize(
    ("long_way", "state"),
    [
        ("privacy_centre", "moved"),
        (f"redirect:https://www.facebook.com{THIRD_PARTY}", "third_party_form"),
        ("closed", "unknown"),
    ],
    ids=["itself", "another_form", "nothing"],
)
def test_what_the_service_said_everywhere_stands_whatever_the_privacy_centre_shows(
    run_attempt: Run, shown: str, long_way: str, state: str
) -> None:
    scenario = Scenario(language="fr", login="none", state=shown, paths={LONG_WAY: long_way})
    attempt = run_attempt(scenario, "--email", ADDRESS)
    person = attempt.person
    attempt.wait_for_note("state", state=state)
    result = close(attempt, person)
    assert (result.outcome, result.exit) == ("unavailable", 4)
    assert "state" in kinds(result)
    assert acts(result) == [("open", FIRST), ("open", SECOND), ("open", LONG_WAY)]


def test_somebody_who_finds_the_form_from_the_privacy_centre_goes_on_to_it(run_attempt: Run) -> None:
    scenario = Scenario(language="fr", login="none", state="unavailable")
    attempt = run_attempt(scenario, "--email", ADDRESS)
    person = attempt.person
    attempt.wait_for_note("state", state="moved")
    attempt.server.begin(Scenario(language="fr", login="none"))
    person.open(f"https://www.facebook.com{FIRST}")
    assert send(attempt, person).outcome == "submitted"
