"""What an answer concedes of the objection itself: "even if you object, we may still process what others share of you"."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tiers import in_turn
from unseen_answers import UnseenAnswer

from flows.load import languages
from flows.schema import State

CAVEATS = tomllib.loads((Path(__file__).parents[1] / "caveats.toml").read_text(encoding="utf-8"))


def told(kind: str) -> list[Any]:
    """Give each language and sentence of one kind, in turn."""
    return in_turn((language, text) for language, texts in CAVEATS[kind].items() for text in texts)


def read(language: str, text: str) -> set[State]:
    """Say what a sentence behind the receipt comes to, in the same piece of text and in one of its own."""
    receipt = CAVEATS["receipt"][language]
    pieces = ((f"{receipt} {text}",), (receipt, text), ("Meta", receipt, text))
    return {UnseenAnswer(language, "success", one).read() for one in pieces}


def test_every_language_has_caveats_and_what_is_none() -> None:
    for kind in ("receipt", "mere", "more", "excepted"):
        assert sorted(CAVEATS[kind]) == sorted(languages())
    assert sorted(one["language"] for one in CAVEATS["purpose"]) == sorted(languages())


@pytest.mark.parametrize("language", languages())
def test_the_receipt_by_itself_is_a_success(language: str) -> None:
    answer = UnseenAnswer(language, "success", (CAVEATS["receipt"][language],))
    assert answer.read() is State.SUBMITTED


@pytest.mark.parametrize(("language", "text"), told("mere"))
def test_that_others_may_share_something_of_the_person_takes_no_receipt_back(
    language: str, text: str
) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize("caveat", CAVEATS["purpose"], ids=lambda one: one["language"])
def test_a_case_of_what_others_share_makes_a_caveat_of_what_is_conceded(caveat: dict[str, str]) -> None:
    language, conceded = caveat["language"], caveat["conceded"]
    assert read(language, f"{conceded} {caveat['case']}") == {State.SUBMITTED}
    # Alone, with a case of the person's own, or before it, it may be anything.
    for text in (conceded, f"{conceded} {caveat['own']}", f"{caveat['case']} {conceded}"):
        assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(("language", "text"), told("more"))
def test_what_is_more_than_a_caveat_takes_the_receipt_back(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(("language", "text"), told("mere"))
def test_a_caveat_claims_nothing_by_itself(language: str, text: str) -> None:
    assert UnseenAnswer(language, "other", (text,)).read() is not State.SUBMITTED


@pytest.mark.parametrize(("language", "text"), told("excepted"))
def test_a_promise_with_an_exception_takes_the_receipt_back(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(("language", "text"), told("besides"))
def test_one_that_is_made_besides_does_not(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}
