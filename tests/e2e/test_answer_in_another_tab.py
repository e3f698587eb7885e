"""A form that is answered in a new tab: what stands there is pictured, and nobody says what became of it."""

from __future__ import annotations

import pytest
from promises import close_and_check
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, go_to_form, send

ANSWERED_IN_A_NEW_TAB = (
    "(rel) => { for (const form of document.forms) { form.target = '_blank'; form.rel = rel; } }"
)


@pytest.mark.parametrize("rel", ["opener", "noopener"])
def test_an_answer_in_a_new_tab_is_pictured_and_not_judged(run_attempt: Run, rel: str) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="rows"), "--email", ADDRESS)
    person = attempt.person
    go_to_form(attempt)
    person.page.evaluate(ANSWERED_IN_A_NEW_TAB, rel)
    with person.page.context.expect_page() as opened:
        send(attempt)
    answer = person.texts.pick("success", attempt.scenario.options.wording)
    opened.value.get_by_text(answer).first.wait_for()
    form_url, answer_url = person.page.url, opened.value.url
    attempt.wait_until_said("What it saw is kept")
    result = close_and_check(attempt)
    assert result.outcome == "sent_unconfirmed"
    pictured = [item["url"] for item in result.record["evidence"] if item["kind"] == "state"]
    assert pictured == [form_url, answer_url]
