"""The privacy check: each page opened once, the person acts, and a picture is kept only where they ask for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from promises import check_promises, close_and_check, kinds, read_journal
from replica.attempt import Attempt
from replica.panel import box_of, press_panel
from replica.scenario import Scenario

Run = Callable[..., Attempt]

PATHS = {
    "/settings/": "settings",
    "/off_facebook_activity/": "settings",
    "/privacy/genai": "settings",
    "/accounts/who_can_see_your_content/": "settings",
}
NAMES = ["past-posts", "off-meta-activity", "private-account", "meta-ai-chats"]


def begin(run_attempt: Run, *pages: str, login: str = "page", paths: dict[str, str] | None = None) -> Attempt:
    """Start a check of pages of Facebook and Instagram."""
    paths = PATHS if paths is None else paths
    return run_attempt(
        Scenario(paths=paths, login=login),
        *pages,
        subcommand="privacy-check",
        beside=Scenario(service="instagram", paths=paths, login="none"),
    )


def press(attempt: Attempt, button: str, number: int) -> None:
    """Press a button of the panel once the page is there."""
    press_panel(attempt.person, f"b-{button}-{number}")


def said(record: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Give what the person said of each page."""
    return [(page["name"], page["said"]) for page in record["privacy_check"]["pages"]]


@pytest.mark.proves("reviewed")
def test_every_page_is_opened_once_and_pictured_only_where_it_is_wanted(run_attempt: Run) -> None:
    attempt = begin(run_attempt)
    attempt.person.log_in()
    for number, button in enumerate(["keep", "skip", "keep", "skip"]):
        press(attempt, button, number)
    attempt.wait_until_said("You went through the pages")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("reviewed", 0)
    record = result.record
    assert record["service"] == record["flow"]["name"] == "privacy-check"
    wanted = ["picture", "no_picture", "picture", "no_picture"]
    assert said(record) == list(zip(NAMES, wanted, strict=True))
    assert kinds(result) == ["state", "state"]
    assert [item["path"] for item in record["evidence"]] == [
        page["picture"] for page in record["privacy_check"]["pages"] if page["picture"]
    ]
    assert record["confirmation"] is None
    assert "sent" not in result.states
    opened = [note for note in read_journal(result) if note["event"] == "open"]
    assert [note["page"] for note in opened] == NAMES
    assert not result.received
    assert "no objection and nothing sent" in (result.bag / "bag-info.txt").read_text()


def test_no_picture_while_a_password_field_is_there_and_none_of_the_login(run_attempt: Run) -> None:
    attempt = begin(run_attempt, "past-posts")
    attempt.wait_for_note("state", state="login")
    press_panel(attempt.person, "b-skip-0")
    attempt.wait_until_said("You went through the pages")
    result = attempt.close_window_and_finish()
    assert (result.outcome, result.exit) == ("reviewed", 0)
    assert kinds(result) == []


def test_a_second_press_of_the_same_button_says_nothing_about_the_page_after(run_attempt: Run) -> None:
    attempt = begin(run_attempt, "past-posts", "meta-ai-chats", login="none")
    x, y, right, bottom = box_of(attempt.person, "id", "b-skip-0")
    attempt.person.page.mouse.dblclick((x + right) / 2, (y + bottom) / 2)
    press(attempt, "keep", 1)
    attempt.wait_until_said("You went through the pages")
    result = attempt.close_window_and_finish()
    assert said(result.record) == [("past-posts", "no_picture"), ("meta-ai-chats", "picture")]


def test_a_window_that_is_closed_early_keeps_what_there_is_and_claims_no_more(run_attempt: Run) -> None:
    attempt = begin(run_attempt, "facebook", login="none")
    press(attempt, "keep", 0)
    box_of(attempt.person, "id", "b-keep-1")  # the next page stands there
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert said(result.record) == [("past-posts", "picture"), ("off-meta-activity", None)]
    assert result.record["privacy_check"]["unopened"] == ["meta-ai-chats"]
    assert kinds(result) == ["state"]


def test_a_page_that_does_not_answer_is_left_by_the_person(run_attempt: Run) -> None:
    paths = {**PATHS, "/off_facebook_activity/": "closed"}
    attempt = begin(run_attempt, "facebook", login="none", paths=paths)
    press(attempt, "skip", 0)
    attempt.wait_until_said("did not open")
    press(attempt, "skip", 1)
    press(attempt, "skip", 2)
    attempt.wait_until_said("You went through the pages")
    result = attempt.close_window_and_finish()
    assert (result.outcome, result.exit) == ("reviewed", 0)
    assert [page["reached"] for page in result.record["privacy_check"]["pages"]] == [True, False, True]


def test_elsewhere_nothing_is_read_or_pictured(run_attempt: Run) -> None:
    paths = {**PATHS, "/settings/": "redirect:https://www.facebook.com.privacy-objection.example/settings"}
    attempt = begin(run_attempt, "past-posts", login="none", paths=paths)
    attempt.wait_for_note("state", state="wrong_host")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert kinds(result) == []


def test_ctrl_c_seals_what_there_is(run_attempt: Run) -> None:
    attempt = begin(run_attempt, "facebook", login="none")
    press(attempt, "keep", 0)
    attempt.wait_for_picture(1)
    attempt.interrupt()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("interrupted", 130)
