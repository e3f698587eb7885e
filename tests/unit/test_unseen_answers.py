"""Whole answers in 30 languages, most of which no table was made from: what is no success is never called one.

`make bench FIGURES="unseen"` prints how many are understood.
"""

from __future__ import annotations

import pytest
from tiers import in_turn
from unseen_answers import UnseenAnswer, earlier_answers, unseen_answers, unseen_languages

from flows.load import languages
from flows.schema import State

# Of the successes, in sentences that nothing was made from. A language has too few of them to ask as much of each.
LEAST_UNDERSTOOD = 0.8
LEAST_OF_ONE_LANGUAGE = 0.5

each_language = pytest.mark.parametrize("language", in_turn(languages()))


def false_successes(answers: list[UnseenAnswer]) -> list[UnseenAnswer]:
    return [one for one in answers if one.is_false_success]


def test_every_language_has_unseen_answers() -> None:
    assert unseen_languages() == list(languages())
    for language in languages():
        assert sum(one.kind != "success" for one in unseen_answers(language)) >= 20


@each_language
def test_no_unseen_answer_is_falsely_called_a_success(language: str) -> None:
    assert not false_successes(unseen_answers(language))


@each_language
def test_no_earlier_answer_is_falsely_called_a_success(language: str) -> None:
    assert not false_successes(earlier_answers(language))


def understood(answers: list[UnseenAnswer]) -> float:
    successes = [one for one in answers if one.kind == "success"]
    return sum(one.read() is State.SUBMITTED for one in successes) / len(successes)


@each_language
def test_unseen_successes_of_each_language_are_understood(language: str) -> None:
    assert understood(unseen_answers(language)) >= LEAST_OF_ONE_LANGUAGE


@pytest.mark.thorough
def test_most_unseen_successes_are_understood() -> None:
    every = [one for language in languages() for one in unseen_answers(language)]
    assert understood(every) >= LEAST_UNDERSTOOD
