"""The window that asks and answers: from the first page over the real form of the replica to the page of what happened."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from replica.leaks import find_strays
from replica.net_log import read_lookups, write_net_log
from replica.panel import press_panel
from replica.person import Person
from window_visitor import (
    ADDRESS,
    FACEBOOK,
    INSTAGRAM,
    Run,
    choose,
    finish,
    next_browser,
    our_page,
    press,
    send,
    service_person,
    sit_down,
)

from helper.browser.tickets import HOST, ORIGIN
from helper.evidence.verify import verify_bag


def test_the_whole_way_needs_no_terminal(run_attempt: Run) -> None:
    attempt = sit_down(run_attempt)
    page = our_page(attempt, "Object to Meta’s AI")
    choose(page, "facebook", "instagram")
    page = our_page(attempt, "Your explanation")
    assert "https://www.cnil.fr/" in page.locator("blockquote").inner_text()
    press(page, "Open Facebook’s form")

    person = service_person(attempt, FACEBOOK)
    assert [one for one in person.page.context.pages if one.url.startswith(ORIGIN)] == []
    send(attempt, person)
    press_panel(person, "b-go_on")

    page = our_page(attempt, "What happened")
    assert page.get_by_role("heading", name=re.compile("confirmed")).count() == 1
    assert page.locator("figure img").count() >= 3
    assert [one.url for one in page.context.pages if "facebook" in one.url] == []
    press(page, "Open Instagram’s form")

    person = service_person(attempt, INSTAGRAM)
    send(attempt, person)
    press_panel(person, "b-go_on")
    page = our_page(attempt, "What happened")
    with page.context.expect_page() as opened:
        press(page, "See my report")
    opened.value.get_by_role("heading", name="My objections to Meta’s AI").wait_for()
    assert opened.value.url.startswith("file://")
    Person(page, FACEBOOK).close_window()

    status, found = finish(attempt)
    assert status == 0
    assert [(one["service"], one["outcome"]) for one in found["attempts"]] == [
        ("facebook", "submitted"),
        ("instagram", "submitted"),
    ]
    assert [one["setting"]["is_fresh_profile"] for one in found["attempts"]] == [True, False]
    assert [one["email_check"]["verdict"] for one in found["attempts"]] == ["match", "match"]
    assert all(verify_bag(attempt.archive / one["id"]) == [] for one in found["attempts"])
    assert [one.explanation.count("https://www.cnil.fr/") for one in attempt.received] == [1, 1]


def test_the_other_account_follows_after_a_window_that_was_closed(run_attempt: Run) -> None:
    attempt = sit_down(run_attempt)
    page = our_page(attempt, "Object to Meta’s AI")
    choose(page, "facebook", "instagram")
    press(our_page(attempt, "Your explanation"), "Open Facebook’s form")
    person = service_person(attempt, FACEBOOK)
    send(attempt, person)
    with next_browser(attempt):
        person.close_window()
    page = our_page(attempt, "What happened")
    press(page, "Open Instagram’s form")
    person = service_person(attempt, INSTAGRAM)
    person.close_window()
    status, found = finish(attempt)
    assert status == 3, "who closes the window before Send wants to stop"
    assert [one["outcome"] for one in found["attempts"]] == ["submitted", "not_sent"]


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(run_attempt: Run) -> None:
    attempt = sit_down(run_attempt)
    page = our_page(attempt, "Object to Meta’s AI")
    choose(page, "facebook", address="person@")
    page.get_by_role("alert").wait_for()
    assert page.locator("#address_facebook").input_value() == "person@"
    assert page.locator("#address_facebook").get_attribute("aria-invalid") == "true"
    assert not page.locator("#wants_instagram").is_checked()
    page.locator("#address_facebook").fill(ADDRESS)
    press(page, "Go on")
    page = our_page(attempt, "Your explanation")
    page.locator("#reason_own").check()
    press(page, "Open Facebook’s form")
    page.get_by_role("alert").wait_for()
    page.locator("#own").fill("They are mine.")
    page.get_by_text("Refer to the page of another authority").click()
    page.locator("#reference").select_option("dpc")
    press(page, "Show that text")
    page.get_by_text("dataprotection.ie").wait_for()
    assert page.locator("#own").input_value() == "They are mine."
    press(page, "Open Facebook’s form")
    person = service_person(attempt, FACEBOOK)
    send(attempt, person)
    assert attempt.received[0].explanation.startswith("They are mine.")
    assert "dataprotection.ie" in attempt.received[0].explanation
    attempt.process.send_signal(signal.SIGTERM)
    status, found = finish(attempt)
    assert (status, found["attempts"][0]["outcome"]) == (0, "submitted"), "the answer was there before"


def test_who_leaves_at_once_has_sent_and_left_nothing(run_attempt: Run) -> None:
    attempt = sit_down(run_attempt)
    page = our_page(attempt, "Object to Meta’s AI")
    choose(page, "facebook", address="nobody.else@example.org")
    page = our_page(attempt, "Your explanation")
    page.locator("#reason_own").check()
    page.locator("#own").fill("Something that nobody else says")
    profiles = attempt.folder / "home" / "cache" / "optout-assist" / "profiles"
    assert len([one for one in profiles.iterdir() if one.is_dir()]) == 1
    Person(page, FACEBOOK).close_window()
    assert finish(attempt) == (0, {"attempts": [], "left": ["facebook"]})
    assert not [one for one in profiles.iterdir() if one.is_dir()]
    kept = [attempt.folder, attempt.temporary]
    assert find_strays(kept, ["nobody.else@example.org", "Something that nobody else says"]) == []


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_and_the_profile_is_gone(
    run_attempt: Run, number: signal.Signals, status: int
) -> None:
    attempt = sit_down(run_attempt)
    our_page(attempt, "Object to Meta’s AI")
    attempt.process.send_signal(number)
    assert attempt.process.wait(40) == status
    profiles = attempt.folder / "home" / "cache" / "optout-assist" / "profiles"
    assert not [one for one in profiles.iterdir() if one.is_dir()]


def test_our_pages_are_looked_up_nowhere(run_attempt: Run, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    attempt = sit_down(run_attempt, browser_arguments=write_net_log(log))
    page = our_page(attempt, "Object to Meta’s AI")
    choose(page, "facebook")
    page = our_page(attempt, "Your explanation")
    Person(page, FACEBOOK).close_window()
    attempt.process.wait(40)
    assert HOST not in read_lookups(log)
    assert HOST not in log.read_text("utf-8"), "not even for its icon"
