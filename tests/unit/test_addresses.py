"""Which address is opened when: each at most once, one return, one re-opening, and never over a text."""

from __future__ import annotations

from typing import Any

import pytest

from flows.schema import State
from helper.guide.addresses import Addresses, NextAddress
from helper.page.facts import Document, Page, PageField
from helper.recognise import Recognition

FIRST, SECOND = "https://www.facebook.com/help/contact/1?ref=x", "https://www.facebook.com/help/contact/2"
THIRD = "https://www.facebook.com/privacy/genai"


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
def addresses() -> Addresses:
    """Give the addresses of an attempt whose first address was opened."""
    found = Addresses([FIRST, SECOND])
    assert found.next_address() == NextAddress("open", FIRST)
    return found


def test_a_login_that_forgot_the_form_is_followed_by_one_return(addresses: Addresses) -> None:
    home, unknown = page("https://www.facebook.com/"), Recognition(State.UNKNOWN)
    assert addresses.way_back(unknown, home) is None  # nobody logged in: the person may be on their way
    addresses.pass_by(State.LOGIN)
    assert addresses.way_back(unknown, home) == NextAddress("return", FIRST)
    assert addresses.way_back(unknown, home) is None


def test_an_error_right_after_a_login_is_opened_once_more_then_the_next_address(addresses: Addresses) -> None:
    form, gone = page("https://www.facebook.com/help/contact/1"), Recognition(State.UNAVAILABLE)
    addresses.pass_by(State.TWO_FACTOR)
    assert addresses.way_back(gone, form) == NextAddress("reopen", FIRST)
    assert addresses.way_back(gone, form) == NextAddress("open", SECOND)
    assert addresses.way_back(gone, form) is None
    assert not addresses.has_next


def test_an_unavailable_form_without_a_login_leads_on_at_once(addresses: Addresses) -> None:
    assert addresses.way_back(
        Recognition(State.UNAVAILABLE), page("https://www.facebook.com/help/contact/1")
    ) == NextAddress("open", SECOND)


def test_a_page_in_which_somebody_may_have_typed_is_never_loaded_anew(addresses: Addresses) -> None:
    addresses.pass_by(State.LOGIN)
    typed = page("https://www.facebook.com/help/contact/1", fields=(textarea(),))
    assert addresses.way_back(Recognition(State.UNKNOWN), typed) is None


def opened_after(*missing: str, addresses: tuple[str, ...] = (FIRST, SECOND, THIRD)) -> list[NextAddress]:
    """Give what is opened by itself where these addresses do not load."""
    left, steps = Addresses(addresses), []
    step = left.next_address()
    while step:
        steps.append(step)
        step = left.way_around() if step.address in missing else None
    return steps


def test_what_does_not_load_is_followed_by_one_more_address_and_no_other() -> None:
    assert opened_after(FIRST) == [NextAddress("open", FIRST), NextAddress("open", SECOND)]
    assert opened_after(FIRST, SECOND, THIRD) == [NextAddress("open", FIRST), NextAddress("open", SECOND)]
    assert opened_after(FIRST, addresses=(FIRST,)) == [NextAddress("open", FIRST)]


def test_the_person_tries_all_that_did_not_load_and_then_what_is_left() -> None:
    addresses = Addresses((FIRST, SECOND, THIRD))
    addresses.next_address()
    assert addresses.way_around() == NextAddress("open", SECOND)
    assert addresses.way_around() is None
    for third in ("open", "retry", "retry"):  # as often as they press
        steps = [
            addresses.try_again(),
            addresses.way_around(),
            addresses.way_around(),
            addresses.way_around(),
        ]
        assert steps == [
            NextAddress("retry", FIRST),
            NextAddress("retry", SECOND),
            NextAddress(third, THIRD),
            None,
        ]


def test_a_page_that_was_there_is_tried_again_itself_and_not_left_for_another() -> None:
    addresses = Addresses((FIRST, SECOND))
    addresses.next_address()
    addresses.pass_by(State.FORM)
    assert addresses.way_around() is None
    assert addresses.try_again() == NextAddress("retry", FIRST)
    assert addresses.way_around() is None


@pytest.mark.parametrize("state", [None, State.LOGIN, State.COOKIE_BANNER])
def test_an_address_whose_page_crashed_on_the_way_is_not_skipped(
    addresses: Addresses, state: State | None
) -> None:
    if state:
        addresses.pass_by(state)
    addresses.miss()
    assert addresses.try_again() == NextAddress("retry", FIRST)


def test_a_form_that_crashed_is_tried_again_itself(addresses: Addresses) -> None:
    addresses.pass_by(State.FORM)
    addresses.miss()
    assert [addresses.try_again() for _ in range(2)] == [NextAddress("retry", FIRST)] * 2


def test_what_does_not_load_after_a_login_is_opened_once_more_by_itself(addresses: Addresses) -> None:
    addresses.pass_by(State.LOGIN)
    steps = [addresses.way_around() for _ in range(3)]
    assert steps == [NextAddress("reopen", FIRST), NextAddress("open", SECOND), None]
    assert addresses.try_again() == NextAddress("retry", FIRST)


def test_a_form_behind_what_did_not_load_is_not_skipped_when_the_network_is_back() -> None:
    addresses = Addresses((FIRST, SECOND))
    addresses.next_address()
    assert [addresses.way_around(), addresses.way_around()] == [NextAddress("open", SECOND), None]
    assert addresses.try_again() == NextAddress("retry", FIRST)
    addresses.pass_by(State.UNAVAILABLE)
    assert addresses.way_back(Recognition(State.UNAVAILABLE), page(FIRST)) == NextAddress("retry", SECOND)


@pytest.mark.parametrize("later", [State.MOVED, State.UNKNOWN, State.LOGIN, State.GATEWAY])
def test_every_address_of_the_form_has_to_say_that_there_is_none(later: State) -> None:
    addresses = Addresses((FIRST, SECOND, THIRD), {THIRD})
    for _ in (FIRST, SECOND):
        assert not addresses.is_refused_everywhere
        addresses.next_address()
        addresses.pass_by(State.UNAVAILABLE)
    assert addresses.is_refused_everywhere
    addresses.next_address()
    addresses.pass_by(later)
    assert addresses.is_refused_everywhere, "a way in that we opened ourselves takes nothing back"
    addresses.pass_by(State.FORM)
    assert not addresses.is_refused_everywhere


def test_an_address_that_did_not_load_has_said_nothing() -> None:
    addresses = Addresses((FIRST, SECOND))
    addresses.next_address()
    addresses.way_around()
    addresses.pass_by(State.UNAVAILABLE)
    assert not addresses.is_refused_everywhere


def top(path: str, host: str = "www.facebook.com", **more: Any) -> Document:
    """Make a document of the service's that is not recognised."""
    found = page(f"https://{host}{path}", **more).top
    assert found
    return found


ABOVE = [
    top("/"),
    top(""),
    top("/help"),
    top("/help/"),
    top("/help/contact/"),
    top("/", "m.facebook.com"),
    top("/help/contact/1", route="/"),  # the page's own script led there
]
ELSEWHERE = [
    top("/help/contact/1"),
    top("/help/contact/1/done"),
    top("/help/contact/2"),
    top("/help/cont"),
    top("/helpers"),
    top("/welcome"),
    top("/profile.php"),
    top("/", route="/help/contact/1"),
]


@pytest.mark.parametrize("shown", ABOVE, ids=lambda one: f"{one.host}{one.path}>{one.route}")
def test_a_page_above_the_form_in_its_place_is_followed_by_the_next_address(
    addresses: Addresses, shown: Document
) -> None:
    addresses.pass_by(State.UNKNOWN, shown)
    assert addresses.is_in_place_of_form(shown)
    led = Recognition(State.MOVED, led_to="home")
    assert addresses.way_back(led, Page(shown)) == NextAddress("open", SECOND)
    assert not addresses.is_led_away_everywhere
    addresses.pass_by(State.MOVED, shown)
    assert addresses.is_led_away_everywhere
    assert addresses.way_back(led, Page(shown)) is None
    addresses.pass_by(State.FORM)
    assert not addresses.is_led_away_everywhere
    assert not addresses.is_in_place_of_form(shown)


@pytest.mark.parametrize("shown", ELSEWHERE, ids=lambda one: f"{one.path}>{one.route}")
def test_a_page_that_is_not_above_the_form_may_be_a_question(addresses: Addresses, shown: Document) -> None:
    addresses.pass_by(State.UNKNOWN, shown)
    assert not addresses.is_in_place_of_form(shown)
    assert addresses.way_back(Recognition(State.UNKNOWN), Page(shown)) is None


@pytest.mark.parametrize("before", [State.FORM, State.GATEWAY, State.UNKNOWN, State.MOVED, State.OTHER_FORM])
def test_a_home_page_to_which_the_person_went_by_themselves_is_no_answer_of_the_service(
    addresses: Addresses, before: State
) -> None:
    addresses.pass_by(before, top("/help/contact/1"))
    addresses.pass_by(State.UNKNOWN, top("/"))
    assert not addresses.is_in_place_of_form(top("/"))


def test_a_login_that_forgot_the_form_is_returned_from_before_anything_is_said_of_a_home_page(
    addresses: Addresses,
) -> None:
    home = top("/")
    addresses.pass_by(State.LOGIN, top("/login"))
    addresses.pass_by(State.UNKNOWN, home)
    assert not addresses.is_in_place_of_form(home)
    assert addresses.way_back(Recognition(State.UNKNOWN), Page(home)) == NextAddress("return", FIRST)
    addresses.pass_by(State.UNKNOWN, home)
    assert addresses.is_in_place_of_form(home)


def test_of_addresses_that_refuse_or_lead_home_none_has_the_form() -> None:
    addresses = Addresses((FIRST, SECOND, THIRD), {THIRD})
    addresses.next_address()
    addresses.pass_by(State.UNAVAILABLE)
    addresses.next_address()
    addresses.pass_by(State.UNKNOWN, top("/"))
    assert addresses.is_led_away_everywhere
    assert not addresses.is_refused_everywhere
    addresses.next_address()
    addresses.pass_by(State.MOVED, top("/privacy/genai"))
    assert addresses.is_led_away_everywhere


def test_from_a_foreign_page_nobody_is_led_away(addresses: Addresses) -> None:
    addresses.pass_by(State.LOGIN)
    assert (
        addresses.way_back(Recognition(State.UNKNOWN), page("https://evil.example/", is_ours=False)) is None
    )
