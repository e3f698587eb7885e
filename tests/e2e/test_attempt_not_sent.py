"""Whole attempts that end without Send: dead ends, closed windows, signals, lost browsers, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import check_promises, close_and_check, kinds, read_journal
from replica.attempt import Attempt
from replica.options import Options
from replica.panel import has_panel
from replica.places import LOOK_ALIKE_HOST, PLACES
from replica.scenario import Scenario

from helper.evidence.store import Archive

ADDRESS = "person@example.org"
FACEBOOK = PLACES["facebook"]
Run = Callable[..., Attempt]


def start(run_attempt: Run, scenario: Scenario, *arguments: str) -> Attempt:
    """Start an attempt and log in where the scenario wants it."""
    attempt = run_attempt(scenario, "--email", ADDRESS, *arguments)
    if scenario.login != "none":
        attempt.person.log_in()
        attempt.person.take_steps()
    return attempt


@pytest.mark.parametrize(
    ("shown", "state", "outcome", "status"),
    [
        ("third_party_form", "third_party_form", "not_sent", 3),
        ("other_form", "other_form", "not_sent", 3),
        ("page_identity", "page_identity", "unavailable", 4),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_a_page_that_is_not_the_form_is_named_and_nothing_is_written(
    run_attempt: Run, shown: str, state: str, outcome: str, status: int, language: str
) -> None:
    attempt = start(run_attempt, Scenario(language=language, state=shown), "--cnil")
    attempt.wait_for_note("state", state=state)
    attempt.wait_for_note("picture", kind="state")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == (outcome, status)
    assert "state" in kinds(result)
    assert result.record["explanation"]["inserted"] is False


@pytest.mark.proves("unavailable", "promise 1", case="fr-unavailable")
@pytest.mark.parametrize("shown", ["unavailable", "region"])
@pytest.mark.parametrize("language", ["fr", "en", "it"])
def test_an_unavailable_form_is_followed_by_the_next_address_then_said(
    run_attempt: Run, shown: str, language: str
) -> None:
    paths = {"/privacy/genai": shown}
    scenario = Scenario(language=language, state=shown, paths=paths)
    attempt = start(run_attempt, scenario, "--linger", "1")
    result = attempt.finish(40)
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("unavailable", 4)
    assert "state" in kinds(result)
    opened = [n["address"] for n in read_journal(result) if n["event"] == "open"]
    assert len(opened) == 3


def test_an_unavailable_first_address_leads_to_a_form_at_the_second(run_attempt: Run) -> None:
    _, second = FACEBOOK.form_paths
    attempt = start(run_attempt, Scenario(language="fr", state="unavailable", paths={second: "form"}))
    attempt.wait_for_note("state", state="form")
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["page"]["url"].endswith(second)


@pytest.mark.proves("moved")
def test_the_portal_is_a_place_where_the_form_moved_to(run_attempt: Run) -> None:
    moved = "redirect:https://help.meta.com/support/privacy"
    paths = dict.fromkeys(FACEBOOK.form_paths, moved)
    attempt = start(run_attempt, Scenario(language="fr", login="none", paths=paths))
    attempt.wait_for_note("state", state="moved")
    attempt.wait_for_note("picture", kind="state")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("moved", 4)


@pytest.mark.proves("promise 7")
def test_a_look_alike_host_is_named_and_nothing_is_read_there(run_attempt: Run) -> None:
    paths = dict.fromkeys(FACEBOOK.form_paths, f"redirect:https://{LOOK_ALIKE_HOST}/contact/712876720715583")
    paths[f"{LOOK_ALIKE_HOST}/contact/712876720715583"] = "form"
    attempt = start(run_attempt, Scenario(language="fr", login="none", paths=paths), "--cnil")
    attempt.wait_for_note("state", state="wrong_host")
    # What was to be drawn in the empty page before it is not drawn here: "log in yourself".
    assert not has_panel(attempt.person)
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert result.record["evidence"] == []
    assert result.record["email_check"]["displayed"] is None


def test_a_locked_account_is_a_dead_end_with_a_picture(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", after_login=("locked",)), "--email", ADDRESS)
    attempt.person.log_in()
    attempt.wait_for_note("state", state="checkpoint")
    attempt.wait_for_note("picture", kind="state")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("unavailable", 4)


def test_somebody_who_leaves_the_page_identity_goes_on_to_the_form(run_attempt: Run) -> None:
    attempt = start(run_attempt, Scenario(language="fr", state="page_identity"))
    attempt.wait_for_note("state", state="page_identity")
    attempt.person.switch_identity()
    attempt.wait_for_note("state", state="form")
    attempt.person.press_send()
    attempt.wait_until_kept()
    assert close_and_check(attempt).outcome == "submitted"


@pytest.mark.proves("not_sent", case="form")
@pytest.mark.parametrize("moment", ["login", "form"])
def test_a_closed_window_before_send_is_not_sent(run_attempt: Run, moment: str) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", ADDRESS)
    if moment == "form":
        attempt.person.log_in()
    attempt.wait_for_note("state", state=moment)
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert result.states[-1] == "closed"


def test_a_closed_window_whose_page_had_crashed_is_closed_not_lost(run_attempt: Run) -> None:
    """Its last document can say no goodbye."""
    attempt = start(run_attempt, Scenario(language="fr"))
    attempt.wait_for_note("picture", kind="form")
    attempt.person.crash_page()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)


def test_time_that_runs_out_ends_the_attempt(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", login="none"), "--email", ADDRESS, "--timeout", "0.1")
    result = attempt.finish(30)
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "form" in kinds(result)


@pytest.mark.proves("interrupted", case="interrupt-130")
@pytest.mark.parametrize(("stop", "status"), [("interrupt", 130), ("terminate", 143), ("hang_up", 143)])
def test_a_signal_before_send_keeps_what_was_captured(run_attempt: Run, stop: str, status: int) -> None:
    attempt = start(run_attempt, Scenario(language="fr"))
    attempt.wait_for_note("picture", kind="form")
    getattr(attempt, stop)()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("interrupted", status)
    assert "form" in kinds(result)


@pytest.mark.proves("sent_unconfirmed", "promise 6", case="rows-interrupt")
@pytest.mark.parametrize("stop", ["interrupt", "terminate", "kill_browser"])
@pytest.mark.parametrize("engine", ["desktop", "rows"])
def test_after_send_the_end_is_never_called_not_sent(run_attempt: Run, stop: str, engine: str) -> None:
    attempt = start(run_attempt, Scenario(language="fr", engine=engine, answers=("never",)))
    attempt.wait_for_note("picture", kind="form")
    attempt.person.press_send()
    attempt.wait_for_note("state", state="sent")
    getattr(attempt, stop)()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)


def test_a_browser_that_dies_before_send_is_lost_not_closed(run_attempt: Run) -> None:
    attempt = start(run_attempt, Scenario(language="fr"))
    attempt.wait_for_note("picture", kind="form")
    attempt.kill_browser()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("not_sent", 5)


def test_a_killed_program_leaves_what_it_captured_marked_as_unsealed(run_attempt: Run) -> None:
    attempt = start(run_attempt, Scenario(language="fr"))
    attempt.wait_for_note("picture", kind="form")
    attempt.kill()
    attempt.process.wait()
    [entry] = Archive(attempt.archive).entries()
    assert not entry.sealed
    assert [p.suffix for p in sorted(entry.path.glob("data/*form.png"))] == [".png"]


def test_the_link_of_an_email_is_opened_instead(run_attempt: Run) -> None:
    second = FACEBOOK.form_paths[1]
    attempt = start(
        run_attempt,
        Scenario(language="fr", login="none"),
        "--url",
        f"https://www.facebook.com{second}?ref=mail",
    )
    attempt.wait_for_note("state", state="form")
    result = close_and_check(attempt)
    assert [n["address"] for n in read_journal(result) if n["event"] == "open"] == [
        f"https://www.facebook.com{second}"
    ]


@pytest.mark.proves("promise 4")
def test_no_picture_is_taken_while_a_code_field_is_visible(run_attempt: Run) -> None:
    attempt = start(run_attempt, Scenario(language="fr", answers=("code", "success")))
    attempt.wait_for_note("picture", kind="form")
    attempt.person.press_send()
    attempt.wait_for_note("state", state="code")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    code_at = next(m["at"] for m in result.record["timeline"] if m["state"] == "code")
    assert not [e for e in result.record["evidence"] if e["captured_at"] > code_at]


def test_a_form_without_an_explanation_field_gets_nothing_and_says_so(run_attempt: Run) -> None:
    attempt = start(run_attempt, Scenario(language="fr", options=Options(explanation="absent")), "--cnil")
    attempt.wait_for_note("writing", status="no_field")
    result = close_and_check(attempt)
    assert result.record["explanation"]["inserted"] is False
