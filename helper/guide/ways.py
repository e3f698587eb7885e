"""Which address is opened next, and when: each of the flow at most once, one return, one re-opening (promise 1). Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from flows.hosts import strip_query
from flows.schema import State
from helper.facts import Page
from helper.guide.states import BEFORE_THE_FORM
from helper.recognise import Recognition

Why = Literal["open", "return", "reopen"]


@dataclass(frozen=True)
class Step:
    """An address to open, and why."""

    why: Why
    address: str


class Ways:
    """The ways to the form that are left."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._left = deque(addresses)
        self.address = self._left[0]  # the one that was opened last
        self._has_logged_in = self._has_returned = self._has_reopened = False

    @property
    def has_next(self) -> bool:
        """Tell whether there is an address that was not opened yet."""
        return bool(self._left)

    def is_dead_end(self, reading: Recognition) -> bool:
        """Tell whether this is a door that the person cannot open: nothing more to wait for."""
        return (reading.state is State.UNAVAILABLE and not self._left) or reading.is_locked_account

    def pass_by(self, state: State) -> None:
        """Remember that the person was asked to log in: a form may have been forgotten over it."""
        self._has_logged_in |= state in BEFORE_THE_FORM

    def next_address(self) -> Step | None:
        """Give the next address of the flow, if one is left."""
        if not self._left:
            return None
        self.address = self._left.popleft()
        return Step("open", self.address)

    def way_back(self, reading: Recognition, page: Page) -> Step | None:
        """Give the address that brings the person from this page to the form; None when they find the way themselves."""
        if page.top is None or not page.top.is_ours:
            return None
        is_elsewhere = strip_query(self.address) != page.url
        is_unknown = reading.state is State.UNKNOWN
        if is_unknown and is_elsewhere and self._has_logged_in and not self._has_returned:
            self._has_returned = True  # a login that forgot where it was going
            return Step("return", self.address)
        # Some forms fail once right after a login (facts on the form, 5.2 no. 2); what holds text is never loaded anew.
        has_text_field = any(f.kind in ("textarea", "editable") for d in page.documents for f in d.fields)
        is_error = reading.state is State.UNAVAILABLE or (
            is_unknown and not is_elsewhere and not has_text_field
        )
        if is_error and self._has_logged_in and not self._has_reopened:
            self._has_reopened = True
            return Step("reopen", self.address)
        return self.next_address() if reading.state is State.UNAVAILABLE else None
