"""What is advised where the service says that one cannot object: the form may be out of order, or its deadline over."""

from __future__ import annotations

import pytest

from helper.texts import Texts

PLACES = (
    *("step.unavailable.next", "outcome_next.unavailable", "status.situation.unavailable"),
    *("window.outcome_next.unavailable", "window.status.advice.unavailable"),
)
KNOWN = {"service": "Facebook", "since": "1 June", "due": "4 June"}
AGAIN = {"en": "try again", "fr": "réessayez"}
UNLESS = {"en": "if the page gave no date and no reason", "fr": "si la page n’indiquait ni date ni raison"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", AGAIN)
def test_to_try_again_is_advised_only_where_that_may_help(language: str, place: str) -> None:
    said = Texts.load(language).say(place, **KNOWN).casefold()
    asked = [sentence for sentence in said.split(". ") if AGAIN[language] in sentence]
    assert asked
    assert all(UNLESS[language] in sentence for sentence in asked)


@pytest.mark.parametrize(("language", "said"), [("en", "cannot object"), ("fr", "ne peut pas s’opposer")])
def test_of_a_deadline_that_has_passed_it_says_nothing_untrue(language: str, said: str) -> None:
    for step in ("unavailable", "unavailable_next"):
        assert said in Texts.load(language).say(f"step.{step}.now", **KNOWN)
