"""What stands over a form, or in place of it, decides before the form does: without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, document

from flows.concepts import Concept
from flows.load import load
from flows.schema import State
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)


def state_of(page: Page, *, is_after_send: bool = False) -> State:
    """Tell what a page shows."""
    return recognise(page, SERVICE.flow, LEXICON, is_after_send=is_after_send).state


@pytest.mark.parametrize("is_after_send", [False, True])
def test_beside_a_password_a_form_is_a_login(is_after_send: bool) -> None:
    login = document(id="2", is_top=False, has_password=True)
    for page in (Page(document(has_password=True)), Page(document(), (login,))):
        assert state_of(page, is_after_send=is_after_send) is State.LOGIN


@pytest.mark.parametrize(("is_after_send", "state"), [(False, State.TWO_FACTOR), (True, State.CODE)])
def test_a_code_is_the_login_s_before_send_and_the_form_s_after_it(is_after_send: bool, state: State) -> None:
    assert state_of(Page(document(has_code=True)), is_after_send=is_after_send) is state


@pytest.mark.parametrize("facts", [{"is_ours": False}, {"is_visible": False}])
def test_a_form_in_a_frame_of_another_site_or_that_nobody_sees_is_not_ours(facts: dict[str, Any]) -> None:
    around = document(fields=(), buttons=(), forms=(), blocks=(block("Bienvenue"),))
    assert state_of(Page(around, (document(id="2", is_top=False, **facts),))) is State.UNKNOWN


def test_words_that_no_source_confirms_close_a_form_only_at_its_own_address() -> None:
    words = SERVICE.words["fr"][Concept.UNAVAILABLE].unverified
    said = next(
        w for w in words if (hit := LEXICON.find(Concept.UNAVAILABLE, w, ("fr",))) and not hit.is_verified
    )
    bare: dict[str, Any] = {"fields": (), "buttons": (), "forms": (), "title": "", "blocks": (block(said),)}
    assert state_of(Page(document(**bare))) is State.UNAVAILABLE
    assert state_of(Page(document(url="https://www.facebook.com/somewhere", **bare))) is State.UNKNOWN
