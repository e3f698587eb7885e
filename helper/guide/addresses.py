"""Which address is opened next, and when: each of the flow at most once, one return, one re-opening (promise 1). Pure.

What the person asks for with "Try again" is an act of theirs: a `retry`, as often as they like.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from flows.hosts import strip_query
from flows.schema import State
from helper.guide.states import AT_THE_FORM, BEFORE_THE_FORM
from helper.page.facts import Document, Page
from helper.recognise import Recognition

_ON_THE_WAY = BEFORE_THE_FORM | {State.COOKIE_BANNER, State.OPENING}
WhyOpened = Literal["open", "return", "reopen", "retry"]


@dataclass(frozen=True)
class NextAddress:
    """An address to open, and why."""

    why: WhyOpened
    address: str


class Addresses:
    """The addresses of the form, and which of them are left to be opened."""

    def __init__(self, addresses: Sequence[str], long_ways: Collection[str] = ()) -> None:
        """`long_ways` are those among the addresses that have no form and only lead to one (the Privacy Centre)."""
        self._addresses = tuple(addresses)
        self._left = deque(addresses)
        self.address = self._left[0]  # the one that was opened last
        self._opened: set[str] = set()
        self._missing: set[str] = set()  # opened, and nothing came
        self._forms = frozenset(addresses) - frozenset(long_ways)
        self._refused: set[str] = set()  # the service said there that it has no such form
        self._led: set[str] = set()  # the service led from there to a page above it: its home page, mostly
        self._places: set[tuple[str, str]] = set()  # which pages these were
        self._is_straight = False  # nothing but steps on the way came since an address was opened
        self._has_logged_in = self._has_returned = self._has_reopened = False
        # What is behind the address that was opened last, and not only a login before it.
        self._has_come = False
        # How many more addresses may be tried in a row in place of one that did not load.
        self._go_arounds = 1

    @property
    def has_next(self) -> bool:
        """Tell whether there is an address that was not opened yet."""
        return bool(self._left)

    @property
    def is_refused_everywhere(self) -> bool:
        """Tell whether every address of the form said that there is none, and none was found since."""
        return bool(self._forms) and self._forms <= self._refused

    @property
    def is_led_away_everywhere(self) -> bool:
        """Tell whether no address of the form has it, and not every one says so: the service shows other pages there."""
        is_nowhere = bool(self._forms) and self._forms <= self._refused | self._led
        return is_nowhere and not self.is_refused_everywhere

    def is_in_place_of_form(self, top: Document) -> bool:
        """Tell whether the service led from an address of the form to this page."""
        return _place(top) in self._places and not self._may_return

    def is_dead_end(self, reading: Recognition) -> bool:
        """Tell whether this is a door that the person cannot open: nothing more to wait for."""
        return (reading.state is State.UNAVAILABLE and not self._left) or reading.is_locked_account

    def pass_by(self, state: State, top: Document | None = None) -> None:
        """Remember what the person came by: a login over which a form may be forgotten, an address without a form.

        `top` is the service's own document that stands there. One above the address that was opened (its home page, or
        that of its help) has neither a form nor a question: where nothing else came before it, the service led there.
        """
        self._has_logged_in |= state in BEFORE_THE_FORM
        if top and self._is_straight and not self._may_return and self._is_above(state, top):
            self._led.add(self.address)
            self._places.add(_place(top))
        self._is_straight &= state in _ON_THE_WAY
        self._go_arounds = 1
        if state not in _ON_THE_WAY:
            self._has_come = True
            self._missing.discard(self.address)
        if state is State.UNAVAILABLE:
            self._refused.add(self.address)
        elif state in AT_THE_FORM:
            for told in (self._refused, self._led, self._places):
                told.clear()

    def next_address(self) -> NextAddress | None:
        """Give the next address of the flow, if one is left."""
        if not self._left:
            return None
        self.address = self._left.popleft()
        self._has_come, self._is_straight = False, True
        why: WhyOpened = "retry" if self.address in self._opened else "open"
        self._opened.add(self.address)
        return NextAddress(why, self.address)

    def way_back(self, reading: Recognition, page: Page | None) -> NextAddress | None:
        """Give the address that brings the person from this page to the form; None when they find the way themselves."""
        if page is None or page.top is None or not page.top.is_ours:
            return None
        is_elsewhere = strip_query(self.address) != page.url
        is_unknown = reading.state is State.UNKNOWN
        if is_unknown and is_elsewhere and self._may_return:
            self._has_returned = self._is_straight = True  # a login that forgot where it was going
            return NextAddress("return", self.address)
        # Some forms fail once right after a login (reported by mobilmania.zive.cz, 2025); what holds text is never loaded anew.
        has_text_field = any(f.kind in ("textarea", "editable") for d in page.documents for f in d.fields)
        is_error = reading.state is State.UNAVAILABLE or (
            is_unknown and not is_elsewhere and not has_text_field
        )
        if is_error and self._has_logged_in and not self._has_reopened:
            return self._reopen()
        return self.next_address() if reading.state is State.UNAVAILABLE or reading.led_to else None

    def way_around(self) -> NextAddress | None:
        """Give what is opened in place of a page that did not load; None: the person is told, and asks for more.

        Without a network no address loads, so only one more is tried; a page that was there before is not left for another.
        """
        if self._has_logged_in and not self._has_reopened:
            return self._reopen()
        self.miss()
        if self._has_come or not self._go_arounds:
            return None
        self._go_arounds -= 1
        return self.next_address()

    def miss(self) -> None:
        """Remember that nothing is behind the address that was opened last, unless something was: it is tried again first."""
        if not self._has_come:
            self._missing.add(self.address)

    def try_again(self) -> NextAddress:
        """Give what is opened because the person asks for it: what did not load, then whatever is left, in the flow's order."""
        wanted = [a for a in self._addresses if a in self._missing or a in self._left]
        if self._has_come or not wanted:
            self._is_straight = True
            return NextAddress("retry", self.address)
        self._left, self._go_arounds = deque(wanted), len(wanted)
        return self.next_address() or NextAddress("retry", self.address)

    def _reopen(self) -> NextAddress:
        self._has_reopened = self._is_straight = True
        return NextAddress("reopen", self.address)

    @property
    def _may_return(self) -> bool:
        return self._has_logged_in and not self._has_returned

    def _is_above(self, state: State, top: Document) -> bool:
        """Tell whether a page that is not recognised stands above the address that was opened."""
        path, opened = _place(top)[1], urlsplit(self.address).path.rstrip("/")
        is_unread = state is State.UNKNOWN or _place(top) in self._places
        return is_unread and path != opened and f"{opened}/".startswith(f"{path}/")


def _place(top: Document) -> tuple[str, str]:
    """Name a page by its host and path, without the slash at the end: that of a home page is empty."""
    return top.host, (top.route or top.path).rstrip("/")
