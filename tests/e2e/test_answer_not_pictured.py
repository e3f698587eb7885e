"""An answer of which no picture shows the words that were read: the person is told so, and not that the pictures are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.scenario import Scenario

Run = Callable[..., Attempt]
# The words of the answer change with each frame that is drawn: no picture shows those that were read a moment before.
TICKING = """(words) => {
  let number = 100;
  const tick = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.startsWith(words)) node.data = `${words} (${++number})`;
    }
    requestAnimationFrame(tick);
  };
  new MutationObserver((_, observer) => {
    if (document.body.innerText.includes(words)) { observer.disconnect(); tick(); }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_answer_that_no_picture_shows_is_not_said_to_be_pictured(run_attempt: Run, language: str) -> None:
    attempt = run_attempt(Scenario(language=language, login="none"), "--email", "person@example.org")
    person = attempt.person
    attempt.wait_for_note("picture", kind="form")
    person.page.evaluate(TICKING, person.texts.pick("success", 0))
    person.press_send()
    attempt.wait_until_said("confirms that it received the form")
    assert "No picture shows this answer, but its words are kept." in attempt.stderr
    assert "The pictures are kept" not in attempt.stderr
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert "confirmation" not in kinds(result)
    assert "answer_not_pictured" in result.record["notes"]
