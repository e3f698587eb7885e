"""The added text and the person's own hand: what they clear with a control of the page, and where they type on."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect
from promises import close_and_check
from replica.attempt import Attempt
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, go_to_form, send

# A control of the page in its form, as many have one, that does something to the field as it goes down or is let go.
CONTROL = """([act, event]) => {
  const field = document.querySelector("textarea"), clear = document.createElement("button");
  Object.assign(clear, { type: "button", id: "clear", textContent: "×" });
  clear.addEventListener(event, () => {
    if (act === "redraw") field.replaceWith(Object.assign(field.cloneNode(), { value: "" }));
    else { field.value = act === "own" ? "Mon texte d’avant." : ""; field.dispatchEvent(new Event("input", { bubbles: true })); }
  });
  field.after(clear);
}"""


def wait_until_offered(attempt: Attempt, *statuses: str) -> None:
    """Wait until the panel offers the text to paste: what it says of why depends on what the program heard of first."""
    until = time.monotonic() + 15
    while not any(note.get("status") in statuses for note in attempt.notes if note["event"] == "writing"):
        assert time.monotonic() < until, attempt.notes
        attempt.person.page.wait_for_timeout(20)


@pytest.mark.parametrize(
    ("act", "event"), [("clear", "click"), ("clear", "mousedown"), ("redraw", "click"), ("own", "click")]
)
def test_what_the_person_clears_with_a_control_of_the_page_is_not_put_back(
    run_attempt: Run, act: str, event: str
) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", ADDRESS, "--cnil")
    go_to_form(attempt)
    attempt.wait_for_note("writing", status="done")
    page = attempt.person.page
    page.evaluate(CONTROL, [act, event])
    page.locator("#clear").hover()
    page.mouse.down()
    if event == "mousedown":  # while it is held down, it looks as if the page had done it
        wait_until_offered(attempt, "kept_back", "changed", "taken_out")
    page.mouse.up()
    if event == "click":
        wait_until_offered(attempt, "taken_out")
    expect(page.locator("textarea").first).to_have_value("Mon texte d’avant." if act == "own" else "")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert "cnil" not in result.received[0].explanation


@pytest.mark.parametrize("is_empty", [True, False])
def test_who_stands_in_the_field_types_on_behind_the_text(run_attempt: Run, is_empty: bool) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", ADDRESS, "--cnil")
    page = attempt.person.page
    if is_empty:
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => document.querySelector('textarea')?.focus())"
        )
    go_to_form(attempt)
    attempt.wait_for_note("writing", status="done")
    if not is_empty:
        page.locator("textarea").first.focus()
    page.keyboard.type("Et voici pourquoi.")
    ends = r"https://www\.cnil\.fr/\S+\nEt voici pourquoi\.$" if is_empty else r"^Et voici pourquoi\."
    expect(page.locator("textarea").first).to_have_value(re.compile(ends))
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.record["explanation"]["inserted"] is True
