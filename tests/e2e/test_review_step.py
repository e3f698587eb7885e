"""A form that is looked over before it is sent: "Continue" leads to a review with "Back" and "Submit"."""

from __future__ import annotations

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.scenario import Scenario
from usual_way import ADDRESS, Run

OTHER = "somebody.else@example.org"
# Makes Send of the replica's form lead to a review in the form's element, or beside it; there it is sent.
REVIEW = """([label, is_inside]) => {
  const form = document.querySelector("main form, [role=main] form");
  const send = form.querySelector(".buttons > :last-child");
  const onward = send.cloneNode();
  onward.textContent = label;
  send.textContent = "Submit";
  const parts = [...form.children];
  form.append(onward);
  const show = (isReview) => {
    for (const part of [...parts, onward]) part.hidden = isReview;
    review.hidden = !isReview;
    if (!is_inside) form.hidden = isReview;
    const values = [...form.querySelectorAll("input[type=email], textarea")].map((one) => one.value);
    review.firstChild.textContent = `Check your answers: ${values.join(", ")}`;
  };
  const review = document.createElement("section");
  review.innerHTML = "<p></p><button type=button>Back</button>";
  review.append(send);
  is_inside ? form.append(review) : form.after(review);
  if (!is_inside) send.setAttribute("form", form.id = form.id || "the-form");
  review.querySelector("button").onclick = () => show(false);
  onward.type = "button";
  onward.onclick = () => show(true);
  show(false);
}"""


def press(attempt: Attempt, label: str) -> None:
    """Press a button of the page."""
    attempt.person.page.get_by_role("button", name=label, exact=True).click(no_wait_after=True)


@pytest.fixture
def run_review(run_attempt: Run) -> Run:
    """Start an attempt whose form is looked over before it is sent."""

    def start(label: str, *arguments: str, is_inside: bool = True) -> Attempt:
        attempt = run_attempt(Scenario(engine="desktop", login="none"), *arguments)
        attempt.wait_for_note("state", state="form")
        attempt.person.page.evaluate(REVIEW, [label, is_inside])
        return attempt

    return start


@pytest.mark.parametrize("is_inside", [True, False])
def test_what_is_sent_from_the_review_is_submitted(run_review: Run, is_inside: bool) -> None:
    attempt = run_review("Continue", "--email", ADDRESS, is_inside=is_inside)
    attempt.wait_for_note("picture", kind="form")
    press(attempt, "Continue")
    press(attempt, "Submit")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.record["email_check"]["verdict"]) == ("submitted", "match")
    assert "filled" in kinds(result)


def test_who_leaves_at_the_review_has_sent_nothing(run_review: Run) -> None:
    attempt = run_review("Continue", "--email", ADDRESS)
    press(attempt, "Continue")
    attempt.wait_until_said("look it over, then press Send yourself")
    assert close_and_check(attempt).outcome == "not_sent"


def test_what_is_changed_after_send_led_back_to_the_form_is_pictured(run_review: Run) -> None:
    """Send of the form leads to the review itself; the person goes back, corrects the address, and goes on."""
    attempt = run_review("Send", "--email", OTHER)
    press(attempt, "Send")
    attempt.wait_for_note("state", state="sent")
    press(attempt, "Back")
    before = sum(note["event"] == "picture" for note in attempt.notes)
    attempt.person.correct_email(OTHER)
    attempt.wait_for_note("email_check", verdict="match")
    attempt.wait_for_picture(before + 1)
    press(attempt, "Send")
    press(attempt, "Submit")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["email_check"]["displayed"] == OTHER
    assert [e["matches_sent"] for e in result.record["evidence"] if e["kind"] == "filled"] == [True]
