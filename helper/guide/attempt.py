"""The attempt itself: listens to the window, tells the person whose turn it is, and keeps what matters.

Decisions are made elsewhere, by pure functions (`recognise`, `read_answer`, `compare_email`, `plan_text`, `conclude`);
here they meet time: what is shown must have been there for a moment before it counts, pictures wait for a pause.
"""

from __future__ import annotations

from dataclasses import replace

from flows.hosts import strip_query
from flows.schema import State
from helper.email_check import compare_email
from helper.evidence.work import WorkFolder, utc_now
from helper.facts import Page
from helper.guide.history import History
from helper.guide.pictures import Pictures
from helper.guide.plan import Plan
from helper.guide.press import read_press
from helper.guide.states import BEFORE_THE_FORM, PICTURED, STEADY_SECONDS, STILL_WAITING
from helper.guide.steps import Situation
from helper.guide.talk import Talk
from helper.guide.timing import Deadlines, Inbox
from helper.guide.ways import Step, Ways
from helper.guide.writing import PATIENCE_SECONDS, Writing
from helper.ports import (
    Active,
    BrowserLost,
    Event,
    PageChanged,
    Pressed,
    Stopped,
    TabClosed,
    Window,
    WindowClosed,
)
from helper.recognise import FormView, Lexicon, Recognition, read_answer, recognise
from helper.recognise.answer import Success
from helper.record import Moment, Verdict

_DRAFT_AFTER = (
    0.32  # seconds without a change before the form is pictured again (none within 0.3 s of a key press)
)
_ANSWER_WHOLE_AFTER = 0.6  # seconds after the first picture of an answer
_WARNING_SECONDS = 120.0


class Attempt:
    """One run for one account; what it came to is read from its attributes afterwards."""

    def __init__(self, plan: Plan, window: Window, work: WorkFolder, talk: Talk) -> None:
        self.plan = plan
        self.history = History(is_custom_flow=plan.service.origin == "custom")
        self.notes: list[str] = []
        self.form: FormView | None = None  # as last seen
        self.sent_form: FormView | None = None  # as it was when Send was pressed
        self.success: Success | None = None
        self.verdict: Verdict | None = None
        self.page_url = plan.addresses[0]
        self.page_language: str | None = None
        self.pictures = Pictures(window, work, lambda page: self._read(page).form)
        self.writing = Writing(plan, window, self._on_written)

        self._window, self._work, self._talk = window, work, talk
        self._flow, self._lexicon = plan.service.flow, Lexicon(plan.service.words)
        self._inbox = Inbox(window)
        self._deadlines = Deadlines()
        self._ways = Ways(plan.addresses)
        self._views: dict[int, Page] = {}
        self._home = 0  # the tab of the attempt
        self._focus = 0  # the tab that counts now
        self._pressed_tab = 0
        self._recognition = Recognition(State.OPENING)
        self._candidate: Recognition | None = None
        self._texts_before: frozenset[str] = frozenset()
        self._followed: tuple[object, ...] = ()
        self._is_over = False
        self._minutes_left: int | None = None

    # ---------------------------------------------------------------------------------------------- the loop
    async def run(self) -> None:
        """Go through the attempt until it is over; raises only what the archive or a bug raises."""
        self._inbox.start()
        try:
            self._enter(State.OPENING)
            self._restart_wait()
            await self._open_next()
            while not self._is_over:
                await self._inbox.wait(self._deadlines.until_next())
                while not self._is_over and (event := self._inbox.pop()):
                    await self._handle(event)
                for name in self._deadlines.take_due():
                    if not self._is_over:
                        await self._handle_due(name)
        finally:
            await self._inbox.stop()
            await self.writing.stop()

    def _on_written(self) -> None:
        """The text was written, or will not be: the panel says so, and the form is pictured again."""
        self._work.note("writing", status=self.writing.status)
        self._deadlines.set("show", PATIENCE_SECONDS if self.writing.status == "waiting" else 0)
        self._deadlines.set("draft", 0)  # our own text, and nobody is typing: somebody may press Send at once
        self._inbox.wake()

    def _restart_wait(self) -> None:
        timeout = self.plan.timeout_seconds
        self._deadlines.set("idle", timeout)
        self._deadlines.set("warn", timeout - min(_WARNING_SECONDS, timeout * 0.2))
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
                if not self.history.is_answered:
                    self._restart_wait()
                if was_warned:
                    await self._show()
            case TabClosed(tab):
                self._views.pop(tab, None)
                if tab == self._home and self._views:
                    self._home = max(self._views)
                await self._look()
            case WindowClosed() | BrowserLost():
                self.history.is_browser_lost = isinstance(event, BrowserLost)
                self._enter(State.CLOSED)
                self._is_over = True
            case Stopped(status):
                self.history.stopped_with = status
                self._work.note("stopped", status=status)
                self._is_over = True

    async def _handle_due(self, name: str) -> None:
        match name:
            case "steady" if self._candidate is not None:
                await self._commit(self._candidate)
            case "draft":
                await self._picture_draft()
            case "answer" if self.success is not None:
                await self.pictures.keep_whole_answer(self._focus, self.success.text)
            case "show":
                self._talk.tell_writing(self._situation())
                await self._show()
            case "warn":
                self._minutes_left = max(1, round(self._deadlines.left("idle") / 60))
                self._talk.tell_time(self._minutes_left)
                await self._show()
            case "idle" | "linger":
                self._work.note("time_is_up", after=name)
                self._is_over = True

    # ---------------------------------------------------------------------------------------------- looking
    async def _look(self) -> None:
        if self.history.is_answered:
            return  # what the person does afterwards, logging out for instance, changes nothing
        readings = {tab: self._read(page) for tab, page in self._views.items()}
        if not readings:
            return
        self._focus = self._choose(readings)
        reading, page = readings[self._focus], self._views[self._focus]
        if page.is_loading and reading.state in (State.UNKNOWN, State.OPENING):
            self._candidate = None  # what stood there before is gone
            self._deadlines.drop("steady")
            return
        if self._focus == self._pressed_tab and self.sent_form is not None:
            reading = await self._read_answer(self.sent_form, page, reading)
            if self.history.is_answered:
                return
        self._follow_form(reading)
        await self._consider(reading)

    def _read(self, page: Page) -> Recognition:
        return recognise(page, self._flow, self._lexicon, is_after_send=self.sent_form is not None)

    def _choose(self, readings: dict[int, Recognition]) -> int:
        """Tell which tab counts: a popup in which something is asked, else the tab where Send was pressed, else ours."""
        for tab in sorted(readings, reverse=True):
            if tab != self._home and readings[tab].state in BEFORE_THE_FORM | {State.FORM, State.CODE}:
                return tab
        if self._pressed_tab in readings:
            return self._pressed_tab
        return self._home if self._home in readings else max(readings)

    async def _consider(self, reading: Recognition) -> None:
        """Let a state count at once, or after it has lasted."""
        if reading.state is self._recognition.state:
            self._recognition = reading
            self._candidate = None
            self._deadlines.drop("steady")
            await self._show()
            return
        wait = STEADY_SECONDS.get(reading.state, 0.0)
        if wait == 0.0:
            await self._commit(reading)
            return
        if self._candidate is None or self._candidate.state is not reading.state:
            self._deadlines.set("steady", wait)
        self._candidate = reading

    async def _commit(self, reading: Recognition) -> None:
        self._candidate = None
        self._deadlines.drop("steady", "linger")
        self._recognition = reading
        self.history.is_account_locked = reading.is_locked_account
        self._ways.pass_by(reading.state)
        self._enter(reading.state)
        self._remember_page(reading)
        if reading.state in PICTURED:
            await self.pictures.keep_state(self._focus)
        if reading.state is State.FORM:
            await self._welcome_form(reading)
        elif await self._find_way_back(reading):
            return
        if reading.state is State.ALREADY_OBJECTED:
            self._finish()
            self.history.is_standing = True
        elif self._is_dead_end(reading):
            self._deadlines.set("linger", self.plan.linger_seconds)
        await self._show()

    def _remember_page(self, reading: Recognition) -> None:
        page = self._views.get(self._focus)
        if page and page.top and page.top.is_ours and reading.state is not State.OPENING:
            self.page_url = page.url
            self.page_language = page.top.language or reading.language or self.page_language

    def _is_dead_end(self, reading: Recognition) -> bool:
        """A door that the person cannot open: nothing more to wait for."""
        if self.sent_form is not None:
            return False
        return (reading.state is State.UNAVAILABLE and not self._ways.has_next) or reading.is_locked_account

    # ---------------------------------------------------------------------------------------------- ways in
    async def _find_way_back(self, reading: Recognition) -> bool:
        """Bring the person back to the form, or on to the next address. True when one was opened."""
        page = self._views.get(self._focus)
        step = self._ways.way_back(reading, page) if page and self.sent_form is None else None
        if step and not await self._open(step):
            await self._open_next()
        return step is not None

    async def _open_next(self) -> None:
        while step := self._ways.next_address():
            if await self._open(step):
                return
            self._work.note("unreachable", address=strip_query(step.address))
        if self.history.state is State.OPENING:
            # Nothing could be reached at all: the person cannot do anything about it in this window.
            self._talk.tell_unreachable(self.plan.title)
            self.notes.append("unreachable")
            self._is_over = True

    async def _open(self, step: Step) -> bool:
        self._candidate, self._recognition = None, Recognition(State.OPENING)
        self._deadlines.drop("steady")
        self._enter(State.OPENING)
        self._work.note(step.why, address=strip_query(step.address))
        return await self._window.open(step.address)

    # ---------------------------------------------------------------------------------------------- the form
    def _follow_form(self, reading: Recognition) -> None:
        """Keep up with what stands in the form, until Send and while an error is repaired."""
        form = reading.form
        if form is None or (self.sent_form is not None and reading.state is not State.VALIDATION_ERROR):
            return
        self.form = form
        self.writing.follow(self._focus, form)
        verdict = compare_email(form.displayed_email, self.plan.expected_email)
        if (verdict, form.displayed_email) != self._followed[:2]:
            self.verdict = verdict
            self._work.note("email_check", verdict=verdict)
            self._talk.tell_email(self._situation())
        if self._followed[2:] != (form.values,):
            self._deadlines.set("draft", _DRAFT_AFTER)
        self._followed = (verdict, form.displayed_email, form.values)

    async def _welcome_form(self, reading: Recognition) -> None:
        """Picture the form as it first stands, then write the text."""
        if reading.form is None:
            return
        if not reading.is_wording_checked:
            self.notes.append("wording_unchecked")
        await self.pictures.keep_form(self._focus)
        self.writing.begin(self._focus, reading.form)

    async def _picture_draft(self) -> None:
        is_on_screen = self._recognition.state in (State.FORM, State.VALIDATION_ERROR)
        if self.form and is_on_screen and not await self.pictures.keep_draft(self._focus, self.form):
            self._deadlines.set("draft", _DRAFT_AFTER)

    # ---------------------------------------------------------------------------------------------- Send
    async def _on_press(self, event: Pressed) -> None:
        press = read_press(event, recognise(event.page, self._flow, self._lexicon), self.form)
        if press is None or self.history.is_answered:
            return
        if event.is_blocked:
            self._work.note("send_blocked", via=event.via)
            return
        self._work.note("send_pressed", via=event.via)
        form = self.form = self.sent_form = press.form
        self.verdict = compare_email(form.displayed_email, self.plan.expected_email)
        self.writing.freeze(form)
        self._texts_before = event.page.texts()
        self._pressed_tab = self._focus = event.tab
        self.history.is_pressed, self.history.is_press_certain = True, press.is_certain
        self.history.is_in_error = False
        self._deadlines.drop("draft")
        await self.pictures.keep_sent(event.tab, form)
        if self.history.is_press_certain:
            await self._went_off(form)

    async def _went_off(self, sent: FormView) -> None:
        self.history.is_press_certain = True
        self.pictures.settle_sent(sent)
        self._candidate = None
        self._deadlines.drop("steady")
        self._recognition = replace(self._recognition, state=State.SENT)
        self._enter(State.SENT)
        await self._show()

    async def _read_answer(self, sent: FormView, page: Page, reading: Recognition) -> Recognition:
        """Read what followed Send; gives the reading with the state that it means."""
        answer = read_answer(sent, self._texts_before, page, reading, self._lexicon)
        if not self.history.is_press_certain:
            if not (answer.is_form_gone or answer.error or reading.state is State.CODE):
                return reading  # Enter did nothing so far
            await self._went_off(sent)
        if reading.state is State.ALREADY_OBJECTED:
            return reading  # "we have already received your objection": it stood before
        if answer.success is not None:
            await self._celebrate(answer.success, reading)
        elif answer.error is not None:
            self.history.is_in_error = True
            return replace(reading, state=State.VALIDATION_ERROR)
        elif reading.state in STILL_WAITING:
            is_repaired = self.history.state is State.VALIDATION_ERROR and reading.form is not None
            return replace(reading, state=State.VALIDATION_ERROR if is_repaired else State.SENT)
        return reading

    async def _celebrate(self, success: Success, reading: Recognition) -> None:
        """Keep the answer first; say that it is kept afterwards."""
        self.success = success
        self._recognition = replace(reading, state=State.SUBMITTED)
        self._enter(State.SUBMITTED, is_told=False)
        self._finish()
        self.history.is_submitted = True
        if not await self.pictures.keep_answer(self._focus, success.text):
            self.notes.append("answer_not_pictured")
        self._deadlines.set("answer", _ANSWER_WHOLE_AFTER)
        self._talk.tell_state(self._situation())
        await self._show()

    def _finish(self) -> None:
        self.history.is_in_error = False
        self.writing.cancel()
        self._deadlines.drop_all()
        self._deadlines.set("linger", self.plan.linger_seconds)

    # ---------------------------------------------------------------------------------------------- keeping and telling
    def _enter(self, state: State, *, is_told: bool = True) -> None:
        if self.history.timeline and self.history.state is state:
            return
        self.history.timeline.append(Moment(at=utc_now(), state=state))
        self._talk.tell_detail(state, self._recognition, self._views.get(self._focus))
        self._work.note("state", state=state)
        if is_told and state is not State.CLOSED:
            self._talk.tell_state(replace(self._situation(), state=state))

    def _situation(self) -> Situation:
        reading, form = self._recognition, self.form
        return Situation(
            state=reading.state,
            service=self.plan.title,
            email_verdict=self.verdict,
            displayed=form.displayed_email if form else None,
            expected=self.plan.expected_email,
            insertion=self.writing.shown_status,
            reference=self.plan.reference.short if self.plan.reference else None,
            is_wording_checked=reading.is_wording_checked or reading.form is None,
            is_account_locked=reading.is_locked_account,
            has_next_address=self._ways.has_next,
            is_rehearsal=self.plan.is_rehearsal,
            minutes_left=self._minutes_left,
        )

    async def _show(self) -> None:
        await self._talk.show(self._situation(), self._recognition.form)
