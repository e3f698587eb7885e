"""What an objection covers, that nothing is deleted, and where one reads more: none of it takes a receipt or a promise back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_caveats import read
from tiers import in_turn
from unseen_answers import UnseenAnswer

from flows.load import languages
from flows.schema import State

REACH = tomllib.loads((Path(__file__).parents[1] / "reach.toml").read_text(encoding="utf-8"))
GOOD = (State.SUBMITTED, State.ALREADY_OBJECTED)


def told(*kinds: str) -> list[Any]:
    """Give each language and sentence of some kinds, in turn."""
    return in_turn(
        (language, text) for kind in kinds for language, texts in REACH[kind].items() for text in texts
    )


def promised(language: str, text: str) -> State:
    """Say what a sentence behind a promise comes to, that does not say by itself that anything arrived."""
    return UnseenAnswer(language, "success", (REACH["promise"][language], text)).read()


def test_every_language_has_sentences_of_each_kind() -> None:
    for kind in ("promise", "covers", "keeps", "reads", "more"):
        assert sorted(REACH[kind]) == sorted(languages())


@pytest.mark.parametrize(("language", "text"), told("covers", "keeps", "accounts", "reads"))
def test_such_a_remark_takes_nothing_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}
    assert promised(language, text) is State.SUBMITTED


@pytest.mark.parametrize(("language", "text"), told("keeps", "reads"))
def test_it_claims_nothing_by_itself(language: str, text: str) -> None:
    assert UnseenAnswer(language, "other", (text,)).read() not in GOOD


@pytest.mark.parametrize(("language", "text"), told("more"))
def test_what_is_more_than_that_does(language: str, text: str) -> None:
    assert not read(language, text) & {*GOOD}
    assert promised(language, text) not in GOOD


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "da",
            "Dine opslag bliver liggende på din profil, men de indgår ikke i udviklingen af vores AI.",
        ),
        ("en", "Your posts stay on your profile, but they won't be used for AI."),
    ],
)
def test_what_stays_may_stand_before_the_promise(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "Dine opslag bliver liggende på din profil, og de indgår i udviklingen af vores AI."),
        ("en", "Your posts stay on your profile, but they may be used for AI."),
        ("en", "Your posts won't be deleted, and nothing changes."),
        ("en", "Your posts won't be deleted, and nothing will change."),
        ("fr", "Vos publications ne seront pas supprimées et rien ne change."),
        ("en", "Your posts stay on your profile, and they will be used for AI."),
    ],
)
def test_and_not_before_the_use(language: str, text: str) -> None:
    assert not read(language, text) & {*GOOD}
