"""Two looks at the host, each enough by itself: what the document says of itself, and the flow's own list (promise 7)."""

from __future__ import annotations

import pytest
from page_samples import FORM_URL, document

from flows.load import load
from flows.schema import State
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise

FLOW = load("facebook")
WORDS = Lexicon(FLOW.words)
FOREIGN = (
    "https://www.facebook.com.example/help/contact/712876720715583",
    "https://facebook.com@example.org/help/contact/712876720715583",
    "https://xn--facebok-y0a.com/help/contact/712876720715583",
    "http://www.facebook.com/help/contact/712876720715583",
    "https://www.facebook.com:8443/help/contact/712876720715583",
)


def test_the_form_is_known_where_both_say_so() -> None:
    assert recognise(Page(document()), FLOW.flow, WORDS).state is State.FORM


@pytest.mark.parametrize("url", FOREIGN)
def test_a_document_that_calls_itself_ours_is_believed_nothing_on_another_host(url: str) -> None:
    page = Page(document(url=url, is_ours=True))
    assert recognise(page, FLOW.flow, WORDS).state is State.WRONG_HOST


def test_a_known_address_is_not_enough_where_the_document_says_that_it_is_not_ours() -> None:
    page = Page(document(url=FORM_URL, is_ours=False))
    assert recognise(page, FLOW.flow, WORDS).state is State.WRONG_HOST
