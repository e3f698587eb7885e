"""What an attempt has found out so far: the record is written from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flows.schema import Flow, State
from helper.email_check import are_several, compare_addresses, compare_email
from helper.evidence.forms import SeenForm
from helper.guide.swaps import Swap
from helper.page.facts import Page
from helper.page.ports import Arrived
from helper.recognise import FormView, Recognition
from helper.recognise.answer import Reply
from helper.recognise.fingerprint import Comparison, compare, fingerprint
from helper.recognise.form import StepPlace
from helper.record import (
    MOST_SKEW_SECONDS,
    SWAP_UNSURE,
    SWAPPED,
    UNDONE,
    FormFingerprint,
    Navigation,
    Send,
    Verdict,
)

# Note of a record whose address was not on the form when it was checked for the last time, but in a step before.
OF_EARLIER_STEP = "address_of_earlier_step"


@dataclass(frozen=True)
class FormChange:
    """How the form differs from the one of that day (UTC)."""

    what: Comparison
    since: dt.date


@dataclass
class Findings:
    """The form, the address on it, the answer, and the page on which all that was seen."""

    page_url: str
    page_language: str | None = None
    form: FormView | None = None  # as last seen
    sent_form: FormView | None = None  # as it was when Send was pressed
    verdict: Verdict | None = None
    displayed: str | None = None  # the address that the verdict is about
    has_several_addresses: bool = False  # different ones, on the form as last seen
    sent_check: tuple[Verdict | None, str | None] | None = None  # both, as they were when Send was pressed
    swap: Swap | None = None  # the page put another address there since
    # The service's decision, if it was seen: by the outcome a success or a refusal.
    reply: Reply | None = None
    fingerprint: FormFingerprint | None = None  # of the form before anything was sent
    change: FormChange | None = None  # of the form since the archive saw it last
    navigations: list[Navigation] = field(default_factory=list)
    send: Send | None = None
    notes: list[str] = field(default_factory=list)
    _last_shown: dict[StepPlace, tuple[str | None, ...]] = field(default_factory=dict)

    @property
    def best_form(self) -> FormView | None:
        """The form that the record speaks of: the one that was sent, else the last one seen."""
        return self.sent_form or self.form

    def arrive(self, arrived: Arrived, flow: Flow) -> Navigation:
        """Note a page that was opened; of one that is not the service's only the host."""
        parts = urlsplit(arrived.url)
        is_ours = flow.allows(arrived.url)
        skew = (arrived.at - arrived.service_date).total_seconds() if arrived.service_date else None
        navigation = Navigation(
            at=arrived.at,
            url=arrived.url if is_ours else f"{parts.scheme}://{parts.hostname or ''}/",
            status=arrived.status,
            server=arrived.server,
            service_date=arrived.service_date,
            skew_seconds=round(skew, 1) if skew is not None else None,
        )
        self.navigations.append(navigation)
        if is_ours and skew is not None and abs(skew) > MOST_SKEW_SECONDS:
            self.notes.append("clock_differs")
        return navigation

    @property
    def skew_seconds(self) -> float | None:
        """By how much this computer's clock is ahead of the service's, as the last page told it."""
        return next((n.skew_seconds for n in reversed(self.navigations) if n.skew_seconds is not None), None)

    def remember_addresses(self, forms: Iterable[FormView]) -> None:
        """Keep the addresses that a form shows, as the last step of it may show none."""
        for form in forms:
            if place := form.step_place:
                self._last_shown[place] = () if form.is_withheld else form.displayed_addresses

    def _addresses_of(self, form: FormView) -> tuple[str | None, ...]:
        """Give what a form shows, or what an earlier step of it showed last if it shows none itself."""
        place = form.step_place
        if place is None or any(address is not None for address in form.displayed_addresses):
            return form.displayed_addresses
        return self._last_shown.get(place) or form.displayed_addresses

    def check_addresses(self, form: FormView, expected: str | None) -> bool:
        """Compare what the form shows with the expected address; True when that says something new."""
        before = (self.verdict, self.displayed, self.has_several_addresses)
        addresses = self._addresses_of(form)
        if form.is_withheld and form.email_fields:
            # Nobody read it, so it is neither empty nor what it was before.
            self.verdict, self.displayed, self.has_several_addresses = Verdict.UNCHECKED, None, False
        else:
            self.verdict, self.displayed = compare_addresses(addresses, expected)
            self.has_several_addresses = are_several(addresses)
        self.notes = [note for note in self.notes if note != OF_EARLIER_STEP]
        if addresses != form.displayed_addresses:
            self.notes.append(OF_EARLIER_STEP)
        return (self.verdict, self.displayed, self.has_several_addresses) != before

    def note_send(self, form: FormView, send: Send, expected: str | None) -> None:
        """Keep the form as it was sent. Its address is read again: it may have been corrected a moment before."""
        self.send = send
        self.notes = [note for note in self.notes if note != UNDONE]  # it was that of another time
        # Whoever presses twice has not put the address there that the page put there after the first time.
        sent = self.sent_form
        is_own = sent is None or form.document.id != sent.document.id or form.was_touched_since(sent)
        swap, self.swap = (None if is_own else self.swap), None
        self.notes = [note for note in self.notes if note not in (SWAPPED, SWAP_UNSURE)]
        self.form = self.sent_form = form
        self.check_addresses(form, expected)
        self.sent_check = (self.verdict, self.displayed)
        if swap:
            self.note_swap(swap, expected)

    def note_swap(self, swap: Swap, expected: str | None) -> bool:
        """Keep that the page sent, or may have sent, another address than stood there; True when that says something new."""
        if self.swap and (self.swap.is_sure or not swap.is_sure):
            return False
        self.swap = swap
        verdict = compare_email(swap.put, expected) if swap.is_sure else Verdict.UNCHECKED
        self.sent_check = (verdict, swap.put if swap.is_sure else swap.stood)
        self.notes = [note for note in self.notes if note != SWAP_UNSURE]
        self.notes += [SWAPPED] if swap.is_sure else [SWAPPED, SWAP_UNSURE]
        return True

    def compare_form(self, form: FormView, last: SeenForm | None) -> bool:
        """Compare a form that stands still with the one that the archive saw last; True when it is seen to differ."""
        self.fingerprint = fingerprint(form)
        found = compare(self.fingerprint, last.fingerprint) if last else "same"
        if last is None or found in ("same", "not_comparable") or self.change:
            return False
        self.change = FormChange(found, last.date)
        self.notes.append(f"form_{found}")
        return True

    def remember_page(self, page: Page | None, reading: Recognition) -> None:
        """Keep where the person is, as long as it is the service's own page."""
        if page and page.top and page.top.is_ours and reading.state is not State.OPENING:
            self.page_url = page.url
            self.page_language = page.top.language or reading.language or self.page_language
