"""A page that the program does not recognise: the person goes on by hand and tells what it is; nobody claims more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.panel import press_panel
from replica.scenario import Scenario

ADDRESS = "person@example.org"
Run = Callable[..., Attempt]

# At a number that no flow knows, in words of no language: nothing is left to recognise this form by.
FORM_IN_DISGUISE = """() => {
  history.replaceState(null, "", "/help/contact/999000111222333");
  document.body.innerHTML = "<form><label>ᚠᚢᚦ <textarea></textarea></label> <button>ᚨᚱ</button></form><button>ᛗ</button>";
  document.forms[0].addEventListener("submit", (event) => { event.preventDefault(); event.target.replaceWith("ᚱᚲᚷ"); });
}"""


def test_what_the_person_says_is_recorded_as_theirs_and_never_as_a_confirmation(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(state="unknown", login="none"), "--email", ADDRESS, "--cnil")
    attempt.wait_for_note("offered_by_hand")
    press_panel(attempt.person, "b-is_form")
    attempt.wait_for_note("said_by_person", what="is_form")
    attempt.wait_until_said("According to you, this is the form")
    press_panel(attempt.person, "b-was_sent")
    attempt.wait_until_said("According to you, the form is sent")
    result = close_and_check(attempt)

    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    said = [m for m in result.record["timeline"] if m.get("said_by") == "person"]
    assert [m["state"] for m in said] == ["form", "sent"]
    assert {m["state"] for m in result.record["timeline"] if "said_by" not in m}.isdisjoint(
        {"form", "sent", "submitted"}
    )
    assert kinds(result).count("state") == 2
    assert result.record["email_check"]["verdict"] == "unchecked"
    assert result.record["explanation"] == {"reference": "cnil", "inserted": False, "text": None}
    assert result.record["confirmation"] is None


def test_what_the_person_sends_by_hand_is_pictured_as_they_press(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(state="unknown", login="none"), "--email", ADDRESS, "--cnil")
    person = attempt.person
    person.page.wait_for_url("**/help/contact/*")
    person.page.evaluate(FORM_IN_DISGUISE)
    attempt.wait_for_note("offered_by_hand")
    for _ in range(7):  # what is pressed on the way there uses up none of the pictures
        person.page.locator("body > button").click()
    press_panel(person, "b-is_form")
    attempt.wait_until_said("According to you, this is the form")
    attempt.wait_for_picture(1)
    person.page.locator("textarea").press_sequentially("by hand")
    person.page.locator("form button").click()
    attempt.wait_for_picture(2)
    person.sees("ᚱᚲᚷ")
    press_panel(person, "b-was_sent")
    attempt.wait_until_said("According to you, the form is sent")
    result = close_and_check(attempt)

    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert kinds(result).count("state") == 3


# What it sends goes to the service: by itself, or by its script.
SENDS = {
    "itself": """() => { const form = document.forms[0]; form.method = "post"; form.action = "/elsewhere";
      form.replaceWith(form.cloneNode(true)); }""",
    "script": """() => document.forms[0].addEventListener("submit",
      () => fetch("/elsewhere", { method: "POST", body: "x" }).catch(() => {}))""",
}


@pytest.mark.parametrize("by", SENDS)
@pytest.mark.parametrize("is_named", [True, False], ids=["named", "unnamed"])
def test_of_what_went_off_from_a_page_that_was_not_recognised_nobody_says_that_nothing_was_sent(
    run_attempt: Run, by: str, is_named: bool
) -> None:
    attempt = run_attempt(Scenario(state="unknown", login="none"), "--email", ADDRESS, "--cnil")
    person = attempt.person
    person.page.wait_for_url("**/help/contact/*")
    person.page.evaluate(FORM_IN_DISGUISE)
    person.page.evaluate(SENDS[by])
    attempt.wait_for_note("offered_by_hand")
    if is_named:
        press_panel(person, "b-is_form")
        attempt.wait_until_said("According to you, this is the form")
    person.page.locator("form button").click()
    attempt.wait_for_note("unread_sent")
    result = close_and_check(attempt)

    assert (result.outcome, result.exit) == (("sent_unconfirmed", 7) if is_named else ("not_sent", 3))
    assert "unread_sent" in result.record["notes"]
    assert result.record["email_check"]["verdict"] == ("unchecked" if is_named else "absent")


def test_what_was_sent_on_the_way_to_the_login_was_no_objection(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(state="unknown", login="none"), "--email", ADDRESS)
    person = attempt.person
    person.page.wait_for_url("**/help/contact/*")
    person.page.evaluate(FORM_IN_DISGUISE)
    person.page.evaluate(SENDS["script"])
    attempt.wait_for_note("state", state="unknown")
    person.page.locator("form button").click()
    attempt.wait_for_note("unread_sent")
    person.page.evaluate("() => { document.body.innerHTML = '<form><input type=password></form>'; }")
    attempt.wait_for_note("state", state="login")
    person.page.evaluate("() => fetch('/elsewhere', { method: 'POST', body: 'x' }).catch(() => {})")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "unread_sent" not in result.record["notes"]


def test_what_is_sent_without_a_press_is_nobodys_objection(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(state="unknown", login="none"), "--email", ADDRESS)
    person = attempt.person
    person.page.wait_for_url("**/help/contact/*")
    person.page.evaluate(FORM_IN_DISGUISE)
    attempt.wait_for_note("offered_by_hand")
    person.page.locator("textarea").click()
    person.page.evaluate("() => fetch('/elsewhere', { method: 'POST', body: 'x' }).catch(() => {})")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "unread_sent" not in result.record["notes"]
