"""Which address is opened next, and when: each of the flow at most once, one return, one re-opening (promise 1). Pure.

What the person asks for with "Try again" is an act of theirs: a `retry`, as often as they like.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.hosts import strip_query
from flows.schema import State
from helper.guide.states import AT_THE_FORM, BEFORE_THE_FORM
from helper.page.facts import Page
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

    def is_dead_end(self, reading: Recognition) -> bool:
        """Tell whether this is a door that the person cannot open: nothing more to wait for."""
        return (reading.state is State.UNAVAILABLE and not self._left) or reading.is_locked_account

    def pass_by(self, state: State) -> None:
        """Remember what the person came by: a login over which a form may be forgotten, an address without a form."""
        self._has_logged_in |= state in BEFORE_THE_FORM
        self._go_arounds = 1
        if state not in _ON_THE_WAY:
            self._has_come = True
            self._missing.discard(self.address)
        if state is State.UNAVAILABLE:
            self._refused.add(self.address)
        elif state in AT_THE_FORM:
            self._refused.clear()

    def next_address(self) -> NextAddress | None:
        """Give the next address of the flow, if one is left."""
        if not self._left:
            return None
        self.address = self._left.popleft()
        self._has_come = False
        why: WhyOpened = "retry" if self.address in self._opened else "open"
        self._opened.add(self.address)
        return NextAddress(why, self.address)

    def way_back(self, reading: Recognition, page: Page | None) -> NextAddress | None:
        """Give the address that brings the person from this page to the form; None when they find the way themselves."""
        if page is None or page.top is None or not page.top.is_ours:
            return None
        is_elsewhere = strip_query(self.address) != page.url
        is_unknown = reading.state is State.UNKNOWN
        if is_unknown and is_elsewhere and self._has_logged_in and not self._has_returned:
            self._has_returned = True  # a login that forgot where it was going
            return NextAddress("return", self.address)
        # Some forms fail once right after a login (facts on the form, 5.2 no. 2); what holds text is never loaded anew.
        has_text_field = any(f.kind in ("textarea", "editable") for d in page.documents for f in d.fields)
        is_error = reading.state is State.UNAVAILABLE or (
            is_unknown and not is_elsewhere and not has_text_field
        )
        if is_error and self._has_logged_in and not self._has_reopened:
            return self._reopen()
        return self.next_address() if reading.state is State.UNAVAILABLE else None

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
            return NextAddress("retry", self.address)
        self._left, self._go_arounds = deque(wanted), len(wanted)
        return self.next_address() or NextAddress("retry", self.address)

    def _reopen(self) -> NextAddress:
        self._has_reopened = True
        return NextAddress("reopen", self.address)
