"""A page that crashes: the person is told so in a page of ours, and tries again by a press of theirs, but not after Send."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import check_promises, read_journal
from replica.attempt import Attempt, Result
from replica.panel import box_of, panel_parts, press_panel
from replica.person import Person
from replica.scenario import Scenario

ADDRESS = "person@example.org"
Run = Callable[..., Attempt]


def crash(attempt: Attempt, said: str) -> Person:
    """Let the page crash, and sit down anew once that is told: the client that saw it crash sees nothing there any more."""
    attempt.person.crash_page()
    attempt.wait_until_said(said)
    attempt.forget_browser()
    return Person(attempt.browser.contexts[0].pages[-1], attempt.scenario)


def close(attempt: Attempt, person: Person) -> Result:
    """Close the window and check what holds for every attempt."""
    person.close_window()
    result = attempt.finish()
    check_promises(attempt, result)
    return result


@pytest.mark.parametrize("moment", ["login", "form"])
def test_a_crashed_page_is_told_and_opened_again_when_the_person_wants(run_attempt: Run, moment: str) -> None:
    login = "page" if moment == "login" else "none"
    attempt = run_attempt(Scenario(language="fr", login=login), "--email", ADDRESS, "--cnil")
    assert attempt.person
    attempt.wait_for_note("state", state=moment)
    person = crash(attempt, "page crashed")
    press_panel(person, "b-try_again")
    if moment == "login":
        person.page.wait_for_url("https://www.facebook.com/login**")
        person.log_in()
    attempt.wait_for_note("writing", is_inserted=True)
    person.press_send()
    attempt.wait_until_kept()
    result = close(attempt, person)
    assert (result.outcome, result.exit) == ("submitted", 0)
    opened = [n["event"] for n in read_journal(result) if n["event"] in ("open", "return", "reopen", "retry")]
    assert opened == ["open", "retry"], "nothing but the person's press opens anything again"
    assert "crashed" not in result.record["notes"]


def test_a_page_that_crashed_before_send_is_not_sent_when_the_window_is_closed(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", login="none"), "--email", ADDRESS)
    attempt.wait_for_note("picture", kind="form")
    person = crash(attempt, "page crashed")
    box_of(person, "id", "b-try_again")
    result = close(attempt, person)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "crashed" in result.record["notes"]
    assert "opening" not in result.states[1:]


@pytest.mark.parametrize("engine", ["desktop", "rows"])
def test_a_page_that_crashed_after_send_is_never_opened_again_nor_called_not_sent(
    run_attempt: Run, engine: str
) -> None:
    attempt = run_attempt(
        Scenario(language="fr", login="none", engine=engine, answers=("never",)), "--email", ADDRESS
    )
    attempt.wait_for_note("picture", kind="form")
    attempt.person.press_send()
    attempt.wait_for_note("state", state="sent")
    person = crash(attempt, "it is not known whether your form arrived")
    assert "b-try_again" not in panel_parts(person)
    result = close(attempt, person)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert "unreachable" not in result.record["notes"]
