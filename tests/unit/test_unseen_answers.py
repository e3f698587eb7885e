"""Whole answers in 30 languages, most of which no table was made from: what is no success is never called one.

`make bench FIGURES="unseen"` prints how many are understood.
"""

from __future__ import annotations

import pytest
from unseen_answers import UnseenAnswer, earlier_answers, unseen_answers, unseen_languages

from flows.load import languages
from flows.schema import State

LEAST_UNDERSTOOD = 0.7  # of the successes of one language, in sentences that nothing was made from

each_language = pytest.mark.parametrize("language", languages())


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


@each_language
def test_most_unseen_successes_are_understood(language: str) -> None:
    successes = [one for one in unseen_answers(language) if one.kind == "success"]
    understood = [one for one in successes if one.read() is State.SUBMITTED]
    assert len(understood) >= LEAST_UNDERSTOOD * len(successes)
