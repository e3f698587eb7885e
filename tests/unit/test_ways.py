"""Which address is opened when: each at most once, one return, one re-opening, and never over a text."""

from __future__ import annotations

from typing import Any

import pytest

from flows.schema import State
from helper.facts import Document, Page, PageField
from helper.guide.ways import Step, Ways
from helper.recognise import Recognition

FIRST, SECOND = "https://www.facebook.com/help/contact/1?ref=x", "https://www.facebook.com/help/contact/2"


def page(url: str, **more: Any) -> Page:
    """Make a page of the service."""
    facts = {
        "id": "1",
        "is_top": True,
        "is_ours": True,
        "inherits": False,
        "has_password": False,
        "has_code": False,
        "is_visible": True,
        "ready": "complete",
    }
    return Page(Document(url=url, **(facts | more)))


def textarea() -> PageField:
    """Make a text field."""
    empty: dict[str, Any] = dict.fromkeys(("name", "before", "hint", "technical", "group"), "")
    flags: dict[str, Any] = dict.fromkeys(("is_required", "is_locked", "is_invalid"), False)
    return PageField(
        key=1,
        kind="textarea",
        value="",
        max_length=None,
        min_length=None,
        touches=0,
        within=(),
        **empty,
        **flags,
    )


@pytest.fixture
def ways() -> Ways:
    """Give the ways of an attempt whose first address was opened."""
    found = Ways([FIRST, SECOND])
    assert found.next_address() == Step("open", FIRST)
    return found


def test_a_login_that_forgot_the_form_is_followed_by_one_return(ways: Ways) -> None:
    home, unknown = page("https://www.facebook.com/"), Recognition(State.UNKNOWN)
    assert ways.way_back(unknown, home) is None  # nobody logged in: the person may be on their way
    ways.pass_by(State.LOGIN)
    assert ways.way_back(unknown, home) == Step("return", FIRST)
    assert ways.way_back(unknown, home) is None


def test_an_error_right_after_a_login_is_opened_once_more_then_the_next_address(ways: Ways) -> None:
    form, gone = page("https://www.facebook.com/help/contact/1"), Recognition(State.UNAVAILABLE)
    ways.pass_by(State.TWO_FACTOR)
    assert ways.way_back(gone, form) == Step("reopen", FIRST)
    assert ways.way_back(gone, form) == Step("open", SECOND)
    assert ways.way_back(gone, form) is None
    assert not ways.has_next


def test_an_unavailable_form_without_a_login_leads_on_at_once(ways: Ways) -> None:
    assert ways.way_back(
        Recognition(State.UNAVAILABLE), page("https://www.facebook.com/help/contact/1")
    ) == Step("open", SECOND)


def test_a_page_in_which_somebody_may_have_typed_is_never_loaded_anew(ways: Ways) -> None:
    ways.pass_by(State.LOGIN)
    typed = page("https://www.facebook.com/help/contact/1", fields=(textarea(),))
    assert ways.way_back(Recognition(State.UNKNOWN), typed) is None


def test_from_a_foreign_page_nobody_is_led_away(ways: Ways) -> None:
    ways.pass_by(State.LOGIN)
    assert ways.way_back(Recognition(State.UNKNOWN), page("https://evil.example/", is_ours=False)) is None
