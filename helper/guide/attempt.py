"""The attempt itself: listens to the window, tells the person whose turn it is, and keeps what matters.

Decisions are made elsewhere, by pure functions (`recognise`, `read_answer`, `compare_email`, `plan_text`, `conclude`);
here they meet time: what is shown must have been there for a moment before it counts, pictures wait for a pause.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from dataclasses import replace

from flows.hosts import strip_query
from flows.schema import State
from helper.email_check import compare_email
from helper.evidence.work import WorkFolder
from helper.facts import Page
from helper.guide.gallery import Gallery, Values
from helper.guide.history import History
from helper.guide.plan import Plan, Say
from helper.guide.steps import Situation, email_line, panel_of
from helper.guide.writing import Writing
from helper.ports import (
    Active,
    BrowserLost,
    Event,
    NoPicture,
    PageChanged,
    Picture,
    Pressed,
    Stopped,
    TabClosed,
    Window,
    WindowClosed,
)
from helper.recognise import FormView, Lexicon, Recognition, read_answer, recognise
from helper.recognise.answer import Success
from helper.record import Kind, Moment, Verdict
from helper.texts import Texts

# How long a state must last before it counts, in seconds. What is positive (a form, a login) counts at once; what may be
# a page that is still being drawn does not.
_STEADY = {
    State.UNKNOWN: 1.5,
    State.UNAVAILABLE: 0.7,
    State.ALREADY_OBJECTED: 0.4,
    State.MOVED: 0.7,
    State.OTHER_FORM: 0.7,
    State.THIRD_PARTY_FORM: 0.7,
    State.PAGE_IDENTITY: 0.7,
    State.WRONG_HOST: 0.4,
    State.CHECKPOINT: 0.3,
    State.VALIDATION_ERROR: 0.1,
}
_PICTURED = frozenset(
    {
        State.UNAVAILABLE,
        State.MOVED,
        State.OTHER_FORM,
        State.THIRD_PARTY_FORM,
        State.PAGE_IDENTITY,
        State.CHECKPOINT,
        State.VALIDATION_ERROR,
        State.ALREADY_OBJECTED,
    }
)
_BEFORE_THE_FORM = frozenset(
    {State.LOGIN, State.TWO_FACTOR, State.CAPTCHA, State.CHECKPOINT, State.CONSENT, State.SAVE_LOGIN}
)
_DRAFT_AFTER = 0.35  # seconds without a change before the form is pictured again
_DRAFT_AT_LATEST = 2.0
_ANSWER_WHOLE_AFTER = 0.6  # seconds after the first picture of an answer
_WARNING_SECONDS = 120.0


class Attempt:
    """One run for one account."""

    def __init__(self, plan: Plan, window: Window, work: WorkFolder, texts: Texts, say: Say) -> None:
        self.plan = plan
        self.history = History(is_custom_flow=plan.service.origin == "custom")
        self.gallery = Gallery(work)
        self.notes: list[str] = []
        self.form: FormView | None = None  # as last seen
        self.sent_form: FormView | None = None  # as it was when Send was pressed
        self.success: Success | None = None
        self.answer_text: str | None = None
        self.page_url = plan.addresses[0]
        self.page_language: str | None = None
        self.verdict: Verdict | None = None

        self._window, self._work, self._texts, self._say = window, work, texts, say
        self._lexicon = Lexicon(plan.service.words)
        self.writing = Writing(plan, window, self._on_written)
        self._addresses = deque(plan.addresses)
        self._address = plan.addresses[0]
        self._views: dict[int, Page] = {}
        self._home = 0
        self._focus = 0
        self._recognition = Recognition(State.OPENING)
        self._candidate: Recognition | None = None
        self._texts_before: frozenset[str] = frozenset()
        self._pressed_tab = 0
        self._values_seen: Values | None = None
        self._deadlines: dict[str, float] = {}
        self._draft_since: float | None = None
        self._has_logged_in = self._has_returned = self._has_reopened = False
        self._is_over = False
        self._minutes_left: int | None = None
        self._said: set[str] = set()
        self._inbox: deque[Event | None] = deque()
        self._arrived = asyncio.Event()

    # ---------------------------------------------------------------------------------------------- the loop
    async def run(self) -> None:
        """Go through the attempt until it is over; raises only what the archive or a bug raises."""
        pump = asyncio.ensure_future(self._pump())
        try:
            self._enter(State.OPENING)
            self._restart_wait()
            await self._open_next()
            while not self._is_over:
                await self._wait()
                while self._inbox and not self._is_over:
                    event = self._inbox.popleft()
                    if event is not None:
                        await self._handle(event)
                if not self._is_over:
                    await self._handle_time()
        finally:
            pump.cancel()
            await self.writing.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await pump

    async def _pump(self) -> None:
        while True:
            event = await self._window.next_event(None)
            if event is None:
                continue
            last = self._inbox[-1] if self._inbox else None
            if isinstance(event, PageChanged) and isinstance(last, PageChanged) and last.tab == event.tab:
                self._inbox[-1] = event  # what was not looked at yet is overtaken
            else:
                self._inbox.append(event)
            self._arrived.set()

    async def _wait(self) -> None:
        self._arrived.clear()
        if self._inbox:
            return
        due = min(self._deadlines.values(), default=None)
        timeout = None if due is None else max(0.0, due - time.monotonic())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._arrived.wait(), timeout)

    def _on_written(self) -> None:
        """The text was written, or will not be: the panel says so, and the form is pictured again."""
        self._work.note("writing", status=self.writing.status)
        self._inbox.append(None)
        self._deadlines["draft"] = time.monotonic() + _DRAFT_AFTER
        self._deadlines["show"] = time.monotonic()
        self._arrived.set()

    def _set(self, name: str, seconds: float) -> None:
        self._deadlines[name] = time.monotonic() + seconds

    def _restart_wait(self) -> None:
        timeout = self.plan.timeout_seconds
        self._set("idle", timeout)
        self._set("warn", timeout - min(_WARNING_SECONDS, timeout * 0.2))
        self._minutes_left = None

    # ---------------------------------------------------------------------------------------------- events
    async def _handle(self, event: Event) -> None:
        match event:
            case PageChanged(tab, page):
                self._home = self._home or tab
                self._views[tab] = page
                await self._look()
            case Pressed():
                self._restart_wait()
                self._views[event.tab] = event.page
                await self._on_press(event)
            case Active():
                was_warned = self._minutes_left is not None
                self._restart_wait()
                if was_warned:
                    await self._show()
            case TabClosed(tab):
                self._views.pop(tab, None)
                if tab == self._home and self._views:
                    self._home = max(self._views)
                await self._look()
            case WindowClosed():
                self._enter(State.CLOSED)
                self._is_over = True
            case BrowserLost():
                self.history.is_browser_lost = True
                self._work.note("browser_lost")
                self._enter(State.CLOSED)
                self._is_over = True
            case Stopped(status):
                self.history.stopped_with = status
                self._work.note("stopped", status=status)
                self._is_over = True
            case _:
                pass

    async def _handle_time(self) -> None:
        now = time.monotonic()
        for name in [n for n, due in self._deadlines.items() if due <= now]:
            del self._deadlines[name]
            match name:
                case "steady":
                    if self._candidate is not None:
                        await self._commit(self._candidate)
                case "draft":
                    await self._picture_draft()
                case "answer":
                    await self._picture_answer_whole()
                case "show":
                    self._tell_writing()
                    await self._show()
                case "warn":
                    self._minutes_left = max(1, round((self._deadlines.get("idle", now) - now) / 60))
                    self._tell(self._texts.say("panel.time", minutes=self._minutes_left))
                    await self._show()
                case "idle":
                    self._work.note("timeout")
                    self._is_over = True
                case "linger":
                    self._is_over = True
            if self._is_over:
                return

    # ---------------------------------------------------------------------------------------------- looking
    async def _look(self) -> None:
        if self.history.is_answered:
            return  # what the person does afterwards, logging out for instance, changes nothing
        readings = {tab: self._read(page) for tab, page in self._views.items()}
        if not readings:
            return
        self._focus = self._choose(readings)
        reading = readings[self._focus]
        page = self._views[self._focus]
        if page.top is not None and page.top.ready == "loading" and reading.state in (State.UNKNOWN, State.OPENING):
            return
        if self._focus == self._pressed_tab and self.sent_form is not None:
            reading = await self._read_answer(page, reading)
            if self.history.is_answered:
                return
        if reading.form is not None:
            self._follow_form(reading)
        await self._consider(reading)

    def _read(self, page: Page) -> Recognition:
        return recognise(
            page, self.plan.service.flow, self._lexicon, is_after_send=self.sent_form is not None
        )

    def _choose(self, readings: dict[int, Recognition]) -> int:
        """Tell which tab counts: a popup in which something is asked, else the tab where Send was pressed, else ours."""
        for tab in sorted(readings, reverse=True):
            if tab != self._home and readings[tab].state in _BEFORE_THE_FORM | {State.FORM, State.CODE}:
                return tab
        if self._pressed_tab in readings:
            return self._pressed_tab
        return self._home if self._home in readings else max(readings)

    async def _consider(self, reading: Recognition) -> None:
        """Let a state count at once, or after it has lasted."""
        if reading.state is self._recognition.state:
            self._recognition = reading
            self._candidate = None
            self._deadlines.pop("steady", None)
            await self._show()
            return
        wait = _STEADY.get(reading.state, 0.0)
        if wait == 0.0:
            await self._commit(reading)
        elif self._candidate is None or self._candidate.state is not reading.state:
            self._candidate = reading
            self._set("steady", wait)
        else:
            self._candidate = reading

    async def _commit(self, reading: Recognition) -> None:
        self._candidate = None
        self._deadlines.pop("steady", None)
        self._deadlines.pop("linger", None)
        self._recognition = reading
        state = reading.state
        self.history.is_account_locked = reading.is_locked_account
        self._enter(state)
        if state in _BEFORE_THE_FORM:
            self._has_logged_in = True
        page = self._views.get(self._focus)
        if page and page.top and page.top.is_ours and state is not State.OPENING:
            self.page_url = page.url
            self.page_language = (page.top.language or reading.language) or self.page_language
        if state in _PICTURED:
            await self._keep_picture(Kind.STATE, whole=False)
        if state is State.FORM:
            await self._welcome_form(reading)
        elif await self._find_way_back(reading):
            return
        if state is State.ALREADY_OBJECTED:
            self._finish(is_standing=True)
        elif self._is_dead_end(reading):
            self._set("linger", self.plan.linger_seconds)
        await self._show()

    def _is_dead_end(self, reading: Recognition) -> bool:
        """A door that the person cannot open: nothing more to wait for."""
        if self.sent_form is not None:
            return False
        return (reading.state is State.UNAVAILABLE and not self._addresses) or reading.is_locked_account

    async def _find_way_back(self, reading: Recognition) -> bool:
        """Bring the person back to the form, each way at most once (promise 1). True when an address was opened."""
        if self.sent_form is not None:
            return False
        page = self._views.get(self._focus)
        is_elsewhere = page is not None and strip_query(self._address) != page.url
        if reading.state is State.UNKNOWN and self._has_logged_in and page is not None and page.top and page.top.is_ours:
            has_text_field = any(f.kind in ("textarea", "editable") for d in page.documents for f in d.fields)
            if is_elsewhere and not self._has_returned:
                self._has_returned = True
                return await self._open(self._address, "return")
            if not is_elsewhere and not self._has_reopened and not has_text_field:
                self._has_reopened = True
                return await self._open(self._address, "reopen")
        if reading.state is State.UNAVAILABLE:
            if self._has_logged_in and not self._has_reopened:
                self._has_reopened = True
                return await self._open(self._address, "reopen")
            if self._addresses:
                await self._show()
                await self._open_next()
                return True
        return False

    async def _open_next(self) -> None:
        while self._addresses:
            if await self._open(self._addresses.popleft(), "open"):
                return
            self._work.note("unreachable", address=strip_query(self._address))
        if not self._views or self.history.state is State.OPENING:
            # Nothing could be reached at all: the person cannot do anything about it in this window.
            self._tell(self._texts.say("talk.unreachable", service=self._title))
            self.notes.append("unreachable")
            self._is_over = True

    async def _open(self, address: str, why: str) -> bool:
        self._address = address
        self._work.note(why, address=strip_query(address))
        return await self._window.open(address)

    # ---------------------------------------------------------------------------------------------- the form
    def _follow_form(self, reading: Recognition) -> None:
        """Keep up with what stands in the form, until Send."""
        form = reading.form
        if form is None or (self.sent_form is not None and reading.state is not State.VALIDATION_ERROR):
            return
        self.form = form
        verdict = compare_email(form.displayed_email, self.plan.expected_email)
        if verdict is not self.verdict or form.displayed_email != self._last_displayed:
            self.verdict = verdict
            self._last_displayed = form.displayed_email
            self._work.note("email_check", verdict=verdict)
            if line := email_line(self._situation(), self._texts, is_masked=True):
                self._tell(line.text)
        self.writing.follow(self._focus, form)
        if form.values != self._values_seen:
            self._values_seen = form.values
            now = time.monotonic()
            self._draft_since = self._draft_since or now
            self._deadlines["draft"] = min(now + _DRAFT_AFTER, self._draft_since + _DRAFT_AT_LATEST)

    _last_displayed: str | None = None

    async def _welcome_form(self, reading: Recognition) -> None:
        """Picture the form as it first stands, then write the text."""
        form = reading.form
        if form is None:
            return
        if not reading.is_wording_checked and "wording_unchecked" not in self.notes:
            self.notes.append("wording_unchecked")
        if not self.gallery.has(Kind.FORM):
            picture = await self._keep_picture(Kind.FORM, whole=True)
            if picture:
                # Somebody may press Send at once, without changing anything.
                self.gallery.keep_draft(picture, self._values_in(picture))
        self.writing.begin(self._focus, form)

    async def _picture_draft(self) -> None:
        if self.form is None or self._recognition.state not in (State.FORM, State.VALIDATION_ERROR):
            return
        if self.gallery.draft_shows(self.form.values):
            self._draft_since = None
            return
        picture = await self._window.take_picture(self._focus, whole=True)
        if isinstance(picture, Picture):
            self._draft_since = None
            self._note_picture(self.gallery.keep_draft(picture, self._values_in(picture)).path)
        elif picture is NoPicture.TYPING:
            self._set("draft", _DRAFT_AFTER)

    def _values_in(self, picture: Picture) -> Values | None:
        """What the form held while the picture was taken; None when it changed meanwhile."""
        before, after = self._read(picture.before).form, self._read(picture.after).form
        if before is None or after is None or before.values != after.values:
            return None
        return before.values

    # ---------------------------------------------------------------------------------------------- Send
    async def _on_press(self, event: Pressed) -> None:
        if self.history.is_answered:
            return
        reading = recognise(event.page, self.plan.service.flow, self._lexicon)
        form = reading.form
        if form is None or form.document.id != event.document:
            return
        is_send = any(b.key == event.target for b in form.send)
        is_enter = event.via == "enter" and not is_send and any(f.key == event.target for f in form.fields)
        if not (is_send or is_enter):
            return
        if event.is_blocked:
            self._work.note("send_blocked", via=event.via)
            return
        self._work.note("send_pressed", via=event.via)
        self.writing.cancel()
        is_certain = is_send or form.is_native
        self.form = self.sent_form = form
        self.verdict = compare_email(form.displayed_email, self.plan.expected_email)
        self.writing.freeze(form)
        self._texts_before = event.page.texts()
        self._pressed_tab = self._focus = event.tab
        self.history.is_pressed, self.history.is_press_certain = True, is_certain
        self.history.is_in_error = False
        self._deadlines.pop("draft", None)
        if not self.gallery.draft_shows(form.values):
            # The form may still stand there, with what was just sent in it.
            picture = await self._window.take_urgent_picture(event.tab)
            if isinstance(picture, Picture) and self._values_in(picture) == form.values:
                self.gallery.keep_draft(picture, form.values)
        if is_certain:
            await self._went_off()

    async def _went_off(self) -> None:
        if self.sent_form is None:
            return
        self.history.is_press_certain = True
        self.gallery.settle_filled(self.sent_form.values)
        self._candidate = None
        self._recognition = replace(self._recognition, state=State.SENT)
        self._enter(State.SENT)
        await self._show()

    async def _read_answer(self, page: Page, reading: Recognition) -> Recognition:
        """Read what followed Send; gives the reading with the state that it means."""
        if self.sent_form is None:
            return reading
        answer = read_answer(self.sent_form, self._texts_before, page, reading, self._lexicon)
        followed = answer.is_form_gone or answer.error is not None or reading.state is State.CODE
        if not self.history.is_press_certain:
            if not followed:
                return reading  # Enter did nothing so far
            await self._went_off()
        # "We have already received your objection" is no news: it stood before.
        if answer.success is not None and reading.state is not State.ALREADY_OBJECTED:
            self.success = answer.success
            self._enter(State.SUBMITTED, is_told=False)
            self._recognition = replace(reading, state=State.SUBMITTED)
            self._finish(is_submitted=True)
            await self._keep_answer(answer.success)
            self._tell_state()
            await self._show()
            return self._recognition
        if reading.state is State.ALREADY_OBJECTED:
            return reading
        if answer.error is not None:
            self.history.is_in_error = True
            self.answer_text = answer.error
            return replace(reading, state=State.VALIDATION_ERROR)
        if reading.state in (State.FORM, State.UNKNOWN, State.OPENING, State.UNAVAILABLE, State.OTHER_FORM, State.MOVED):
            if self.history.state is State.VALIDATION_ERROR and reading.form is not None:
                return replace(reading, state=State.VALIDATION_ERROR)  # being repaired
            return replace(reading, state=State.SENT)
        return reading

    def _finish(self, *, is_submitted: bool = False, is_standing: bool = False) -> None:
        self.history.is_submitted |= is_submitted
        self.history.is_standing |= is_standing
        self.history.is_in_error = False
        self.writing.cancel()
        self._deadlines = {"linger": time.monotonic() + self.plan.linger_seconds}
        if is_submitted:
            self._set("answer", _ANSWER_WHOLE_AFTER)

    async def _keep_answer(self, success: Success) -> None:
        picture = await self._window.take_picture(self._focus, whole=False)
        if not isinstance(picture, Picture):
            picture = await self._window.take_picture(self._focus, whole=False)
        if isinstance(picture, Picture):
            shows = success.text in picture.before.texts() | picture.after.texts()
            self._note_picture(self.gallery.keep(Kind.CONFIRMATION if shows else Kind.STATE, picture).path)
            if not shows:
                self.notes.append("answer_vanished")

    async def _picture_answer_whole(self) -> None:
        if self.success is None:
            return
        picture = await self._window.take_picture(self._focus, whole=True)
        if isinstance(picture, Picture) and self.success.text in picture.before.texts() & picture.after.texts():
            self._note_picture(self.gallery.keep(Kind.CONFIRMATION, picture).path)

    # ---------------------------------------------------------------------------------------------- keeping and telling
    async def _keep_picture(self, kind: Kind, *, whole: bool) -> Picture | None:
        picture = await self._window.take_picture(self._focus, whole=whole)
        if picture is NoPicture.TYPING:
            picture = await self._window.take_picture(self._focus, whole=False)
        if not isinstance(picture, Picture):
            return None
        self._note_picture(self.gallery.keep(kind, picture).path)
        return picture

    def _note_picture(self, path: str) -> None:
        self._work.note("picture", path=path)

    def _enter(self, state: State, *, is_told: bool = True) -> None:
        if self.history.timeline and self.history.state is state:
            return
        from helper.evidence.work import utc_now

        self.history.timeline.append(Moment(at=utc_now(), state=state))
        self._work.note("state", state=state)
        if is_told and state is not State.CLOSED:
            self._tell_state(state)

    def _tell_state(self, state: State | None = None) -> None:
        self._tell(panel_of(self._situation(state), self._texts).now)

    @property
    def _title(self) -> str:
        return self.plan.title

    def _situation(self, state: State | None = None) -> Situation:
        reference = self.plan.reference
        return Situation(
            state=state or self._recognition.state,
            service=self._title,
            email_verdict=self.verdict,
            displayed=self.form.displayed_email if self.form else None,
            expected=self.plan.expected_email,
            insertion=self.writing.status,
            reference=reference.short if reference else None,
            is_wording_checked=self._recognition.is_wording_checked or self._recognition.form is None,
            is_account_locked=self._recognition.is_locked_account,
            has_next_address=bool(self._addresses),
            is_rehearsal=self.plan.is_rehearsal,
            minutes_left=self._minutes_left,
        )

    def _tell_writing(self) -> None:
        if self.writing.status != "none":
            name = self.plan.reference.short if self.plan.reference else self._texts.say("insertion.reason")
            self._tell(self._texts.say(f"insertion.{self.writing.status}", reference=name))

    def _tell(self, line: str) -> None:
        if line and line != self._last_told:
            self._last_told = line
            self._say(line)

    _last_told: str = ""

    async def _show(self) -> None:
        form = self._recognition.form
        await self._window.show(
            panel_of(
                self._situation(),
                self._texts,
                avoid=tuple(b.key for b in form.send) if form else (),
                avoid_document=form.document.id if form else "",
            )
        )
