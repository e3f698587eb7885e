"""Who may have a page of ours, and whose answer counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helper.browser.tickets import LONGEST_ANSWER, ORIGIN, Knock, Tickets, TicketVerdict, read_answer


def ask(url: str) -> Knock:
    return Knock("GET", url, is_navigation=True, is_top=True, origin=None)


def answer(url: str) -> Knock:
    return Knock("POST", url, is_navigation=True, is_top=True, origin=ORIGIN)


def test_a_ticket_is_good_for_one_page_and_one_answer() -> None:
    tickets = Tickets()
    url = tickets.issue()
    assert [tickets.judge(one) for one in (ask(url), ask(url), answer(url), answer(url), ask(url))] == [
        TicketVerdict.SHOW,
        TicketVerdict.REFUSE,
        TicketVerdict.TAKE,
        TicketVerdict.REFUSE,
        TicketVerdict.REFUSE,
    ]


def test_nothing_is_answered_before_it_was_shown() -> None:
    tickets = Tickets()
    url = tickets.issue()
    assert tickets.judge(answer(url)) is TicketVerdict.REFUSE
    assert tickets.judge(ask(url)) is TicketVerdict.SHOW


def test_the_next_page_makes_the_one_before_void() -> None:
    tickets = Tickets()
    first = tickets.issue()
    tickets.judge(ask(first))
    second = tickets.issue()
    assert first != second
    assert tickets.judge(answer(first)) is TicketVerdict.REFUSE
    assert tickets.judge(ask(second)) is TicketVerdict.SHOW
    assert tickets.judge(answer(second)) is TicketVerdict.TAKE


def test_a_void_ticket_is_good_for_nothing() -> None:
    tickets = Tickets()
    url = tickets.issue()
    tickets.void()
    assert tickets.judge(ask(url)) is TicketVerdict.REFUSE
    assert tickets.judge(ask(f"{ORIGIN}/None")) is TicketVerdict.REFUSE
    assert tickets.judge(ask(f"{ORIGIN}/")) is TicketVerdict.REFUSE


@pytest.mark.parametrize(
    "change",
    [
        {"origin": None},
        {"origin": "null"},
        {"origin": "https://www.facebook.com"},
        {"origin": f"{ORIGIN}.example.org"},
        {"origin": ORIGIN.upper()},
        {"origin": ORIGIN.replace("https", "http")},
        {"is_top": False},
        {"is_navigation": False},
        {"method": "PUT"},
        {"method": "HEAD"},
    ],
)
def test_an_answer_from_anywhere_else_counts_for_nothing_and_uses_nothing_up(
    change: dict[str, object],
) -> None:
    tickets = Tickets()
    url = tickets.issue()
    tickets.judge(ask(url))
    foreign = replace(answer(url), **change)
    assert tickets.judge(foreign) is TicketVerdict.REFUSE
    assert tickets.judge(answer(url)) is TicketVerdict.TAKE


@pytest.mark.parametrize("change", [{"is_top": False}, {"is_navigation": False}, {"method": "POST"}])
def test_a_page_is_shown_in_the_tab_itself_alone(change: dict[str, object]) -> None:
    tickets = Tickets()
    url = tickets.issue()
    assert tickets.judge(replace(ask(url), **change)) is TicketVerdict.REFUSE
    assert tickets.judge(ask(url)) is TicketVerdict.SHOW


@given(st.text())
def test_no_guess_is_a_ticket(guess: str) -> None:
    tickets = Tickets()
    url = tickets.issue()
    for other in (
        f"{ORIGIN}/{guess}",
        url + guess if guess else f"{url}?",
        url.replace("https", "http"),
        guess,
    ):
        assert tickets.judge(ask(other)) is TicketVerdict.REFUSE


def test_what_was_filled_in_is_read_as_a_form_sends_it() -> None:
    body = b"do=go&own=J%E2%80%99ai%0D%0Adit+non%21&empty=&address=a%2Bb%40example.org"
    assert read_answer(body) == {
        "do": "go",
        "own": "J\u2019ai\ndit non!",
        "empty": "",
        "address": "a+b@example.org",
    }


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"a",
        b"a=1&a=2",
        b"\xff=1",
        b"a=%FF",
        b"&".join(b"%d=1" % number for number in range(200)),
        b"a=" + b"x" * LONGEST_ANSWER,
    ],
)
def test_what_no_form_of_ours_sends_is_no_answer(body: bytes | None) -> None:
    assert read_answer(body) is None


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_be_read(body: bytes) -> None:
    read_answer(body)
