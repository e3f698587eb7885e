"""A form that comes in steps, the last of which holds nothing to fill in: it is guided through, and its Send is Send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import replica.site
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.scenario import Scenario
from replica.states import NATIVE_ACTION
from usual_way import ADDRESS, Run

TITLE = "Object to your information being used for AI at Meta"
EMAIL = f"<p><label for=e>Email address</label><br><input id=e type=email name=email value={ADDRESS}></p>"
WHY = (
    "<p><label for=w>Please explain how this processing impacts you</label><br>"
    "<textarea id=w name=objection_explanation></textarea></p>"
)
REVIEW = "<h2>Review</h2><p>Email address</p><p id=shown></p><button type={0} id=send>Submit</button>"
NEXT = "<button type=button id={0}>Next</button>"

# Three steps in one HTML form, which the browser sends.
HIDDEN = f"""<form method=post action={NATIVE_ACTION}><div id=s1>{EMAIL}{NEXT.format("n1")}</div>
<div id=s2 hidden>{WHY}{NEXT.format("n2")}</div><div id=s3 hidden>{REVIEW.format("submit")}</div></form>"""
HIDDEN_SCRIPT = """n1.onclick = () => { s1.hidden = true; s2.hidden = false; };
n2.onclick = () => { s2.hidden = true; s3.hidden = false; shown.textContent = e.value; };"""

# Two steps, each a form of its own that the page's script draws and sends.
DRAWN = "<div id=holder></div>"
DRAWN_SCRIPT = f"""const st = {{}};
holder.innerHTML = `<form>{EMAIL}{WHY}{NEXT.format("n1")}</form>`;
n1.onclick = () => {{
  Object.assign(st, {{ email: e.value, objection_explanation: w.value }});
  holder.innerHTML = `<form>{REVIEW.format("button")}</form>`;
  shown.textContent = st.email;
  send.onclick = async () => {{
    await fetch("{NATIVE_ACTION}", {{ method: "POST", body: new URLSearchParams(st) }});
    holder.innerHTML = `<div role=status><p>Thank you. We've received your objection and will honour it. It will be applied
      going forward to the development and improvement of AI at Meta.</p></div>`;
  }};
}};"""


@pytest.fixture
def begin(run_attempt: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Attempt]:
    """Begin an attempt at a form with this body, which this script leads through."""
    render = replica.site.render

    def begin_at(body: str, script: str) -> Attempt:
        def page(service: str, engine: str, language: str, state: str, **options: Any) -> str:
            if state != "form":
                return render(service, engine, language, state, **options)
            shown = f"<h1>{TITLE}</h1>{body}<script nonce={options['nonce']}>{script}</script>"
            return f"<!DOCTYPE html><html lang=en><title>{TITLE}</title><body>{shown}</body></html>"

        monkeypatch.setattr(replica.site, "render", page)
        return run_attempt(Scenario(login="none"), "--email", ADDRESS, "--cnil")

    return begin_at


@pytest.mark.parametrize(
    ("body", "script", "steps"),
    [(HIDDEN, HIDDEN_SCRIPT, ("#n1", "#n2")), (DRAWN, DRAWN_SCRIPT, ("#n1",))],
    ids=["hidden", "drawn"],
)
def test_send_in_a_last_step_without_a_field_is_send(
    begin: Callable[[str, str], Attempt], body: str, script: str, steps: tuple[str, ...]
) -> None:
    attempt = begin(body, script)
    page = attempt.person.page
    attempt.wait_for_note("email_check", verdict="match")
    for number, step in enumerate(steps):
        if number == len(steps) - 1:
            attempt.wait_for_note("writing", status="done")
            attempt.wait_for_note("picture", kind="draft")
        page.click(step)
    attempt.wait_for_note("state", state="unknown")
    page.click("#send")
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert result.record["email_check"] == {"verdict": "match", "displayed": ADDRESS, "expected": ADDRESS}
    assert result.record["explanation"]["inserted"] is True
    assert [sent.explanation for sent in result.received] == [result.record["explanation"]["text"]]
    assert {"form", "filled", "confirmation"} <= set(kinds(result))


def test_whoever_goes_on_to_the_next_step_and_closes_has_sent_nothing(
    begin: Callable[[str, str], Attempt],
) -> None:
    attempt = begin(DRAWN, DRAWN_SCRIPT)
    attempt.wait_for_note("writing", status="done")
    attempt.person.page.click("#n1")
    attempt.wait_for_note("state", state="unknown")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert not result.received
