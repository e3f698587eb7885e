"""Whole answers in 30 languages, most of which no table was made from: what is no success is never called one.

`make bench FIGURES="unseen"` prints how many are understood.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from replica.texts import texts
from tiers import in_turn
from unseen_answers import (
    UnseenAnswer,
    earlier_answers,
    ordinary_answers,
    unseen_answers,
    unseen_languages,
)

from flows.load import languages
from flows.schema import State

# Of the successes by which rules and words were mended. A language has too few of them to ask as much of each.
LEAST_UNDERSTOOD = 0.8
LEAST_OF_ONE_LANGUAGE = 0.5
# Of those that nothing was made from; how many there are, `make bench` says.
LEAST_OF_UNSEEN = 0.5

each_language = pytest.mark.parametrize("language", in_turn(languages()))


def false_successes(answers: list[UnseenAnswer]) -> list[UnseenAnswer]:
    return [one for one in answers if one.is_false_success]


def test_every_language_has_unseen_answers() -> None:
    assert unseen_languages() == list(languages())
    for language in languages():
        assert sum(one.kind != "success" for one in unseen_answers(language)) >= 20
        assert sum(one.kind != "success" for one in ordinary_answers(language)) >= 10


@each_language
def test_no_unseen_answer_is_falsely_called_a_success(language: str) -> None:
    assert not false_successes([*unseen_answers(language), *ordinary_answers(language)])


@each_language
def test_no_earlier_answer_is_falsely_called_a_success(language: str) -> None:
    assert not false_successes(earlier_answers(language))


def understood(answers: list[UnseenAnswer]) -> float:
    successes = [one for one in answers if one.kind == "success"]
    return sum(one.read() is State.SUBMITTED for one in successes) / len(successes)


@each_language
def test_the_answers_of_the_replica_are_understood(language: str) -> None:
    for text in texts(language).wordings("success"):
        assert UnseenAnswer(language, "success", (text,)).read() is State.SUBMITTED, text
    for text in texts(language).wordings("already"):
        assert UnseenAnswer(language, "success", (text,)).read() is State.ALREADY_OBJECTED, text


@each_language
def test_earlier_successes_of_each_language_are_understood(language: str) -> None:
    assert understood(earlier_answers(language)) >= LEAST_OF_ONE_LANGUAGE


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("answers_of", "least"),
    [
        (earlier_answers, LEAST_UNDERSTOOD),
        (unseen_answers, LEAST_OF_UNSEEN),
        (ordinary_answers, LEAST_OF_UNSEEN),
    ],
)
def test_most_successes_are_understood(answers_of: Callable[[str], list[UnseenAnswer]], least: float) -> None:
    assert understood([one for language in languages() for one in answers_of(language)]) >= least
