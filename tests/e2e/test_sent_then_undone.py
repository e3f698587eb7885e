"""The page of the answer offers to undo what was sent: whoever does so has no confirmed objection any more."""

from __future__ import annotations

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.options import Options
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, go_to_form, send

SENT = "Votre opposition a bien été envoyée."
UNDONE = "you pressed a button that undoes it"
# What a script of the page puts behind its answer, and what a press on it does.
OFFER = """([label, after]) => {
  const toast = document.body.appendChild(Object.assign(document.createElement('div'), { role: 'status' }));
  const button = toast.appendChild(Object.assign(document.createElement('button'), { textContent: label }));
  button.onclick = () => { after.startsWith('/') ? location.assign(after) : toast.textContent = after; };
}"""


@pytest.fixture
def answered(run_attempt: Run) -> Attempt:
    """Give an attempt whose form was answered with success; the answer stands there and is kept."""
    scenario = Scenario(language="fr", options=Options(answer_text=SENT), login="none")
    attempt = run_attempt(scenario, "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_until_kept()
    return attempt


def press(attempt: Attempt, label: str, after: str) -> None:
    """Press the button that the page offers behind its answer."""
    attempt.person.page.evaluate(OFFER, [label, after])
    attempt.person.page.get_by_role("button", name=label).click()


def test_what_is_undone_is_not_submitted_and_the_person_is_told(answered: Attempt) -> None:
    press(answered, "Annuler l’envoi", "Envoi annulé. Votre opposition a été retirée.")
    answered.wait_until_said(UNDONE)
    answered.wait_for_note("picture", kind="state")
    result = close_and_check(answered)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.record["confirmation"] is None
    assert "undone" in result.record["notes"]
    assert "confirmation" not in kinds(result)
    assert kinds(result).count("state") >= 2  # the answer, and what followed it


def test_the_form_in_place_of_what_was_undone_can_be_sent_once_more(answered: Attempt) -> None:
    path = answered.scenario.place.form_paths[0]
    press(answered, "Annuler", path)
    answered.wait_until_said(UNDONE)
    send(answered)
    answered.wait_until_kept(count=2)
    result = close_and_check(answered)
    assert result.outcome == "submitted"
    assert "undone" not in result.record["notes"]


@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("Annuler", "Centre d’aide"),  # nothing says that anything was undone
        ("Fermer", "Votre opposition a été retirée."),  # nobody asked for that
    ],
)
def test_what_was_not_undone_stays_submitted(answered: Attempt, label: str, after: str) -> None:
    press(answered, label, after)
    answered.person.sees(after)
    result = close_and_check(answered)
    assert result.outcome == "submitted"
    assert "undone" not in result.record["notes"]
