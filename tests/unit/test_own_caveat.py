"""The service's own caveat beside an accepted objection: what others share of the person is used all the same, and no more."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_caveats import CAVEATS, read
from tiers import in_turn
from unseen_answers import UnseenAnswer

from flows.load import languages
from flows.schema import State

OWN = tomllib.loads((Path(__file__).parents[1] / "own_caveats.toml").read_text(encoding="utf-8"))


def told(kind: str) -> list[Any]:
    """Give each language and sentence of one kind, in turn."""
    return in_turn((language, text) for language, texts in OWN[kind].items() for text in texts)


def test_every_language_has_some_of_both() -> None:
    for kind in ("mere", "more"):
        assert sorted(OWN[kind]) == sorted(languages())


@pytest.mark.parametrize(("language", "text"), told("mere"))
def test_what_others_share_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(("language", "text"), told("more"))
def test_what_is_of_the_persons_own_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


def test_the_caveat_as_the_service_words_it_does_not() -> None:
    caveat = (
        "We may still process information about you to develop and improve AI at Meta, even if you object or don't use our "
        "Products and services. For example, this could happen if you or your information: appear anywhere in an image "
        "shared on our Products or services by someone who uses them; are mentioned in posts or captions that someone "
        "else shares on our Products and services."
    )
    answer = UnseenAnswer("en", "success", (CAVEATS["receipt"]["en"], caveat))
    assert answer.read() is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We cannot prevent that entirely."),
        ("da", "Det kan vi ikke helt forhindre."),
        ("de", "Ganz verhindern können wir das nicht."),
        ("fr", "Nous ne pouvons pas l’empêcher entièrement."),
    ],
)
def test_that_something_cannot_be_prevented_takes_it_back_where_no_caveat_stands_before(
    language: str, text: str
) -> None:
    assert State.SUBMITTED not in read(language, text)
