"""A page that its own script writes anew, by `document.open`: whoever listened in it does no more."""

from __future__ import annotations

import pytest
from promises import close_and_check
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, submit_form

# The page as it stands, and its form with what is in it.
WRITE_ANEW = """() => {
  const values = [...document.querySelectorAll("input, textarea")].map((one) => one.value);
  const page = document.documentElement.outerHTML;
  document.open();
  document.write(`<!DOCTYPE html>${page}`);
  document.close();
  [...document.querySelectorAll("input, textarea")].forEach((one, i) => { if (one.type !== "file") one.value = values[i]; });
}"""


@pytest.mark.parametrize("is_written", [True, False], ids=["with the text", "without a text"])
@pytest.mark.parametrize("act", ["mouse", "space"])
def test_send_of_a_page_that_was_written_anew_is_seen(run_attempt: Run, is_written: bool, act: str) -> None:
    arguments = ("--cnil",) if is_written else ()
    attempt = run_attempt(Scenario(engine="desktop", login="none"), "--email", ADDRESS, *arguments)
    attempt.wait_for_note("picture", kind="form")
    if is_written:
        attempt.wait_for_note("writing", status="done")
    attempt.person.page.evaluate(WRITE_ANEW)
    if act == "space":
        attempt.person.button("send").press("Space", no_wait_after=True)
        attempt.wait_until_kept()
        assert close_and_check(attempt).outcome == "submitted"
    else:
        assert submit_form(attempt).outcome == "submitted"
