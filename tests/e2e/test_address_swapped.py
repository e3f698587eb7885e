"""A page that puts another address in the place of the one that stood there as Send was pressed: it is never said to match."""

from __future__ import annotations

import json

import pytest
from promises import close_and_check, read_journal
from replica.attempt import Attempt, Result
from replica.scenario import Scenario
from test_send_ways import at_form
from usual_way import ADDRESS, Run

OTHER = "somebody.else@example.net"
# What a page may do with its field. `put` writes as a script does: no event tells of it.
PAGE = """
  const box = field.form ?? field.closest("[data-action]");
  const button = [...box.querySelectorAll("button, [role=button]")].at(-1);
  const put = (address) => Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, address);
  const say = () => field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const at = (type, act, where) => where.addEventListener(type, act, { capture: true });
"""
NATIVE_SWAPS = {
    "as-it-is-sent": "at('submit', () => put(OTHER), box)",
    "as-send-is-pressed": "at('click', () => put(OTHER), button)",
    "as-send-goes-down": "at('pointerdown', () => put(OTHER), button)",
    "into-the-data-alone": "box.addEventListener('formdata', (e) => e.formData.set(field.name, OTHER))",
    "into-the-data-further-up": "document.addEventListener('formdata', (e) => e.formData.set(field.name, OTHER))",
    "in-another-field": "at('submit', () => { field.disabled = true; const i = document.createElement('input');"
    " i.type = 'hidden'; i.name = field.name; i.value = OTHER; box.append(i); }, box)",
    "sent-by-its-script": "at('submit', (e) => { e.preventDefault(); put(OTHER); HTMLFormElement.prototype.submit.call(box); }, box)",
}
SCRIPTED_SWAPS = {
    "as-send-is-pressed": "at('click', () => put(OTHER), button)",
    "as-send-goes-down": "at('pointerdown', () => put(OTHER), button)",
    "and-puts-it-back": "at('click', () => { put(OTHER); say(); put(ADDRESS); say(); }, button)",
}
HARMLESS = {
    "same-in-other-letters": "at('click', () => { put('person@EXAMPLE.org'); say(); }, button)",
    "the-same": "at('click', () => { put(ADDRESS); say(); }, button)",
    "away-and-back-before": "put(OTHER); say(); put(ADDRESS); say()",
    "emptied-once-sent": "at('click', () => setTimeout(() => put(''), 100), button)",
}


def prepare(attempt: Attempt, does: str) -> None:
    """Let the page do something of its own with the field of the address."""
    names = {"OTHER": OTHER, "ADDRESS": ADDRESS}
    consts = "".join(f"const {name} = {json.dumps(value)};" for name, value in names.items())
    attempt.person.field("email").evaluate(f"(field) => {{ {consts} {PAGE} {does} }}")


def is_swapped(result: Result) -> bool:
    """Tell whether journal and record say that the page put another address there."""
    noted = [line for line in read_journal(result) if line["event"] == "address_swapped"]
    assert bool(noted) is ("address_swapped" in result.record["notes"])
    return bool(noted)


def finish(attempt: Attempt) -> Result:
    """Press Send with the mouse, wait for the answer, and close the window."""
    attempt.person.press_send()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    return close_and_check(attempt)


def check_swapped(attempt: Attempt, result: Result) -> None:
    """Check that record, journal and last words name the address that was sent."""
    assert result.received[-1].email == OTHER
    assert result.record["email_check"] == {"verdict": "mismatch", "displayed": OTHER, "expected": ADDRESS}
    assert is_swapped(result)
    assert "address_swap_unsure" not in result.record["notes"]
    assert not [e for e in result.record["evidence"] if e["kind"] == "filled" and e["matches_sent"]]
    assert "the page itself replaced p…n@e…e.org: s…e@e…e.net was sent instead" in result.stderr
    assert "it is not known which" not in result.stderr
    assert [n["verdict"] for n in read_journal(result) if n["event"] == "email_check"][-1] == "mismatch"


@pytest.mark.parametrize("how", NATIVE_SWAPS)
def test_a_page_that_sends_another_address_is_found_out(run_attempt: Run, how: str) -> None:
    attempt = at_form(run_attempt, Scenario(engine="desktop", login="none"))
    prepare(attempt, NATIVE_SWAPS[how])
    check_swapped(attempt, finish(attempt))


@pytest.mark.parametrize("engine", ["rows", "dialog", "shadow", "frame"])
def test_wherever_the_form_stands(run_attempt: Run, engine: str) -> None:
    attempt = at_form(run_attempt, Scenario(engine=engine, login="none"))
    prepare(attempt, NATIVE_SWAPS["as-it-is-sent"])
    check_swapped(attempt, finish(attempt))


@pytest.mark.parametrize("how", SCRIPTED_SWAPS)
def test_of_a_page_whose_script_sends_nobody_knows_what_it_sent(run_attempt: Run, how: str) -> None:
    attempt = at_form(run_attempt, Scenario(engine="react", login="none"))
    prepare(attempt, SCRIPTED_SWAPS[how])
    attempt.person.press_send()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = attempt.close_window_and_finish()  # what was sent need not be what the record says of the form
    assert is_swapped(result)
    check = {"verdict": "unchecked", "displayed": ADDRESS, "expected": ADDRESS}
    assert result.record["email_check"] == check
    assert "address_swap_unsure" in result.record["notes"]
    assert "it is not known which of the two was sent" in result.stderr


def test_enter_is_as_good_as_the_mouse(run_attempt: Run) -> None:
    attempt = at_form(run_attempt, Scenario(engine="desktop", login="none"))
    prepare(attempt, "at('keydown', () => put(OTHER), field)")
    attempt.person.press_enter()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    check_swapped(attempt, close_and_check(attempt))


@pytest.mark.parametrize("engine", ["desktop", "react"])
@pytest.mark.parametrize("how", HARMLESS)
def test_a_page_that_sends_what_stood_there_is_not_suspected(run_attempt: Run, engine: str, how: str) -> None:
    attempt = at_form(run_attempt, Scenario(engine=engine, login="none"))
    prepare(attempt, HARMLESS[how])
    attempt.person.press_send()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = attempt.close_window_and_finish()
    assert not is_swapped(result)
    assert result.record["email_check"]["verdict"] == "match"


@pytest.mark.parametrize(
    ("engine", "does"),
    [
        ("desktop", ""),
        ("react", ""),
        # What stood there at first comes back once the page has what it sends.
        ("desktop", "at('submit', () => setTimeout(() => box.reset()), box)"),
        ("react", "const f = document.createElement('form'); at('click', () => setTimeout(() => {"
         " field.before(f); f.append(field); field.defaultValue = ADDRESS; f.reset(); }), button)"),
    ],
)  # fmt: skip
def test_the_person_s_own_correction_is_no_swap(run_attempt: Run, engine: str, does: str) -> None:
    attempt = run_attempt(Scenario(engine=engine, login="none"), "--email", OTHER)
    attempt.wait_for_note("email_check", verdict="mismatch")
    attempt.person.correct_email(OTHER)
    prepare(attempt, does)
    result = finish(attempt)
    assert not is_swapped(result)
    assert result.record["email_check"] == {"verdict": "match", "displayed": OTHER, "expected": OTHER}
