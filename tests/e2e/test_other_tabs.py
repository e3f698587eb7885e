"""The form in a tab that the person opened by themselves: they are guided there as in the first one, which may be closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from promises import close_and_check
from replica.panel import panel_parts
from replica.person import Person
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, go_to_form, submit_form


@pytest.mark.parametrize("is_first_closed", [True, False], ids=["closed", "open"])
def test_the_form_in_a_tab_of_the_persons_own_is_filled_and_its_answer_read(
    run_attempt: Run, is_first_closed: bool
) -> None:
    attempt = run_attempt(Scenario(language="fr", login="none"), "--email", ADDRESS, "--cnil")
    first = attempt.person.page
    go_to_form(attempt)
    attempt.wait_until_said("Text added")
    second = first.context.new_page()
    if is_first_closed:
        first.close()
    attempt.person = Person(second, attempt.scenario)
    attempt.person.open(attempt.scenario.place.form_url)
    expect(attempt.person.field("explanation")).to_have_value(re.compile("cnil.fr"))
    assert "fold" in panel_parts(attempt.person)
    result = submit_form(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert "cnil.fr" in result.received[0].explanation


def test_what_the_person_opens_beside_the_form_is_neither_judged_nor_pictured(run_attempt: Run) -> None:
    scenario = Scenario(language="fr", login="none", answers=("nothing",), paths={"/feed": "unknown"})
    attempt = run_attempt(scenario, "--email", ADDRESS)
    go_to_form(attempt)
    person = attempt.person
    person.press_send()
    attempt.wait_for_note("state", state="sent")
    beside = person.page.context.new_page()
    beside.goto(scenario.place.form_url.split("/help/")[0] + "/feed")
    attempt.wait_for_note("unanswered", timeout_s=30)
    attempt.wait_until_said("What it saw is kept")
    result = close_and_check(attempt)
    assert result.outcome == "sent_unconfirmed"
    assert not [item for item in result.record["evidence"] if item["url"] and item["url"].endswith("/feed")]
