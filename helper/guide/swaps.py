"""Whether a page sent another address than the one that stood in the form as the person pressed Send. Pure.

A page may put it there in its own handler, after the press, where nobody sees it. Then nothing that was checked before
holds. What the browser gathered to be sent tells which address was sent; what the page put into the field does not, since
its script may send what it likes.

The same address in other letters is none other, nor is one of which only a part is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from helper.email_check import is_other_address
from helper.page.ports import Pressed, Swapped
from helper.recognise import FormView


@dataclass(frozen=True)
class Swap:
    """The address that stood in the form, and the one that the page put in its place; whether that one was sent."""

    stood: str
    put: str
    is_sure: bool


def find_swap(form: FormView, event: Swapped) -> Swap | None:
    """Compare what a page did since a press with what stood in the form as that was made."""
    if event.document != form.document.id:
        return None
    keys = {field.key for field in form.email_fields}
    fields = [(stood, now) for key, stood, now in event.fields if key in keys]
    stood = [was for was, _ in fields if was] or [a for a in form.displayed_addresses if a and a.strip()]
    if not stood:
        return None
    if event.sent:
        return _swap_in_what_is_sent(stood, event.sent)
    # One that showed nothing should repeat the main one.
    pairs = [(was or stood[0], now) for was, now in fields]
    return next((Swap(was, now, is_sure=False) for was, now in pairs if is_other_address(now, was)), None)


def _swap_in_what_is_sent(stood: list[str], sent: tuple[tuple[str, str], ...]) -> Swap | None:
    own = [(was, now) for was, now in sent if was]
    if not own:
        # No field of such a name showed an address: one of those that go off has to be one that did.
        is_kept = any(not is_other_address(now, was) for _, now in sent for was in stood)
        return None if is_kept else Swap(stood[0], sent[0][1], is_sure=True)
    others = [Swap(was, now, is_sure=True) for was, now in own if is_other_address(now, was)]
    if not others:
        return None
    # Both under one name: which of them the service takes, it alone knows.
    return others[0] if len(others) == len(own) else Swap(others[0].stood, others[0].put, is_sure=False)


class Swaps:
    """Keeps what a page did to the address since a press, until it is known whether that press was Send."""

    def __init__(self) -> None:
        self._press: Pressed | None = None
        self._told: list[Swapped] = []

    def begin(self, press: Pressed) -> None:
        """Something was pressed that may be Send: what was done before is no matter of it."""
        self._press, self._told = press, []

    def take(self, event: Swapped) -> None:
        """The page put another address there."""
        self._told.append(event)

    def find(self, form: FormView, press: Pressed) -> Swap | None:
        """Tell what was done to the address of a form since this press, what is sure first."""
        told = self._told if press is self._press else []
        found = [swap for event in told if (swap := find_swap(form, event))]
        return min(found, key=lambda swap: not swap.is_sure, default=None)
