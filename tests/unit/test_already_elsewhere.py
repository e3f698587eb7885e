"""Of whom a page says before Send that they have already objected: of this account, of another service, of who writes there."""

from __future__ import annotations

import pytest
from page_samples import block, button, document

from flows.load import load
from flows.schema import State
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise
from helper.recognise.patterns import products_in

ELSEWHERE = [
    ("fi", "Olet jo vastustanut tietojesi käyttöä Instagramissa."),
    ("hu", "Az Instagramon már tiltakoztál."),
    ("pl", "Już wniesiono sprzeciw na Instagramie."),
    ("et", "Sa oled juba esitanud vastuväite Instagramis."),
    ("de", "Du hast auf Instagram bereits widersprochen."),
]


def read(language: str, *said: str, service: str = "facebook") -> State:
    """Give what a page is taken for that says this under a heading."""
    loaded = load(service)
    blocks = (block("AI", is_heading=True), *map(block, said))
    url = loaded.flow.address[0].url
    shown = document(
        **{"url": url, "language": language, "title": "AI", "blocks": blocks},
        **{"fields": (), "buttons": (button(30, "OK"),)},
    )
    return recognise(Page(shown), loaded.flow, Lexicon(loaded.words)).state


@pytest.mark.parametrize(("language", "said"), ELSEWHERE)
def test_an_objection_to_another_service_is_none_of_this_account_whatever_the_ending(
    language: str, said: str
) -> None:
    assert read(language, said) is State.UNKNOWN
    assert read(language, said, service="instagram") is State.ALREADY_OBJECTED


@pytest.mark.parametrize("service", ["third-party", "practice"])
def test_where_the_flow_is_of_no_product_each_may_be_named(service: str) -> None:
    assert read("en", "You have already objected on Instagram.", service=service) is State.ALREADY_OBJECTED


def test_what_stands_beside_the_finding_says_nothing_of_whom_it_is_of() -> None:
    said = "You have already objected. Your Instagram account is covered too."
    assert read("en", said) is State.ALREADY_OBJECTED


def test_what_somebody_says_of_themselves_is_no_finding() -> None:
    assert read("en", "I have already objected.") is State.UNKNOWN


def test_products_are_found_with_their_endings() -> None:
    assert products_in("Facebookon és az Instagramon") == {"facebook", "instagram"}
    assert products_in("Practice site") == set()
