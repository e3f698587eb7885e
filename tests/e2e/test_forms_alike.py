"""Several forms on a page that each look like the one to object with: nobody tells which it is, until one of them is sent."""

from __future__ import annotations

import pytest
from promises import close_and_check
from replica.scenario import Scenario
from replica.states import SCRIPT_ACTION
from usual_way import ADDRESS, Run

OTHER = "other@example.net"
FORM = """<form id={name}><h2>{service} : vous opposer à l’utilisation de vos informations pour l’IA chez Meta</h2>
  <p><label>Adresse e-mail<br><input type=email name=email value={address}></label></p>
  <p><label>Veuillez expliquer l’incidence de ce traitement sur vous<br><textarea name=objection_explanation></textarea></label></p>
  <button>Envoyer</button></form>"""
PAGE = (
    FORM.format(name="first", service="Facebook", address=ADDRESS)
    + FORM.format(name="second", service="Instagram", address=OTHER)
    + "<form id=news><label>Votre adresse <input type=email name=email></label><button>Envoyer</button></form>"
)
# Each is sent by script; then its thanks stand in its place.
SHOW = """([html, action]) => {
  document.body.innerHTML = html;
  for (const form of document.forms) form.onsubmit = async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    data.append("page_path", location.pathname);
    await fetch(action, { method: "POST", body: data });
    form.outerHTML = "<div role=status><p>Merci. Nous avons bien reçu votre opposition.</p></div>";
  };
}"""


@pytest.mark.parametrize(
    ("name", "address", "verdict"), [("first", ADDRESS, "match"), ("second", OTHER, "mismatch")]
)
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_one_of_which_send_was_pressed_was_sent(
    run_attempt: Run, name: str, address: str, verdict: str, key: str
) -> None:
    scenario = Scenario(language="fr", state="unknown", login="none", answers=("nothing",))
    attempt = run_attempt(scenario, "--email", ADDRESS)
    person = attempt.person
    person.page.wait_for_url("**/help/contact/*")
    person.page.evaluate(SHOW, [PAGE, SCRIPT_ACTION])
    attempt.wait_for_note("state", state="unknown")
    person.page.locator(f"#{name} button").press(key, no_wait_after=True)
    attempt.wait_for_note("state", state="sent")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.received[0].email == address
    assert result.record["email_check"] == {
        "verdict": verdict,
        "displayed": address,
        "expected": ADDRESS,
    }


def test_another_form_beside_them_is_none_of_them(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", state="unknown", login="none"), "--email", ADDRESS)
    person = attempt.person
    person.page.wait_for_url("**/help/contact/*")
    person.page.evaluate(SHOW, [PAGE, "/newsletter"])
    attempt.wait_for_note("state", state="unknown")
    person.page.locator("#news button").press("Enter", no_wait_after=True)
    person.page.locator("#news").wait_for(state="detached")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert "sent" not in result.states
