"""The attempt itself: listens to the window, tells the person whose turn it is, and keeps what matters.

Decisions are made elsewhere, by pure functions (`recognise`, `read_answer`, `compare_addresses`, `plan_text`, `conclude`);
here they meet time: what is shown must have been there for a moment before it counts, pictures wait for a pause.
"""

from __future__ import annotations

from dataclasses import replace

from flows.hosts import strip_query
from flows.schema import State
from helper.evidence.work import WorkFolder, utc_now
from helper.guide.addresses import Step, Ways
from helper.guide.by_hand import OFFER_AFTER_SECONDS, ByHand
from helper.guide.findings import Findings
from helper.guide.history import History
from helper.guide.pictures import Pictures
from helper.guide.plan import Plan
from helper.guide.press import Presses, SendPress, read_press
from helper.guide.sending import Sending
from helper.guide.situation import situation_of
from helper.guide.states import PICTURED, STEADY_SECONDS
from helper.guide.steps import GO_ON, TRY_AGAIN, Situation
from helper.guide.talk import Talk
from helper.guide.texts_kept import Papers
from helper.guide.timing import Deadlines, Inbox, Patience, in_background
from helper.guide.views import Views
from helper.guide.writing import Writing
from helper.page import ports
from helper.page.facts import Page
from helper.page.ports import Event, Pressed, Window
from helper.recognise import FormView, Lexicon, Recognition, recognise
from helper.recognise.answer import Reply
from helper.record import Moment, Send

# Seconds without a change before the form is pictured again; nobody pictures it within 0.3 s of a key press.
_DRAFT_AFTER = 0.32
_ANSWER_WHOLE_AFTER = 0.6  # seconds after the first picture of an answer


class Attempt:
    """One run for one account; what it came to is read from its attributes afterwards."""

    def __init__(self, plan: Plan, window: Window, work: WorkFolder, talk: Talk) -> None:
        self.plan = plan
        self.history = History(is_custom_flow=plan.service.origin == "custom")
        self.findings = Findings(page_url=plan.addresses[0])
        self.pictures = Pictures(window, work, lambda page: self._read(page).form)
        self.writing = Writing(plan, window, self._on_written)

        self._window, self._work, self._talk = window, work, talk
        self._flow, self._lexicon = plan.service.flow, Lexicon(plan.service.words)
        self.papers = Papers(work, self._flow, self._lexicon)
        self._inbox = Inbox(window)
        self._deadlines = Deadlines()
        self._patience = Patience(self._deadlines, plan.timeout_seconds)
        self._ways = Ways(plan.addresses, plan.long_ways)
        self._views = Views()
        self._by_hand = ByHand()
        self._recognition = Recognition(State.OPENING)
        self._candidate: Recognition | None = None
        self._sending: Sending | None = None
        self._presses = Presses()
        self._followed: tuple[tuple[str, str], ...] | None = None
        self._is_over = False

    # ---------------------------------------------------------------------------------------------- the loop
    async def run(self) -> None:
        """Go through the attempt until it is over; raises only what the archive or a bug raises."""
        self._inbox.start()
        try:
            self._enter(State.OPENING)
            self._patience.restart()
            await self._open(self._ways.next_address())
            while not self._is_over:
                await self._inbox.wait(self._deadlines.until_next())
                while not self._is_over and (event := self._inbox.pop()):
                    await self._handle(event)
                for name in self._deadlines.take_due():
                    if not self._is_over:
                        await self._handle_due(name)
            if self._situation().may_try_again:
                self.findings.notes.append("unreachable")
        finally:
            await self._inbox.stop()
            await self.writing.stop()

    def _on_written(self) -> None:
        """The text was written, or will not be: the panel says so, and the form is pictured again."""
        self._work.note("writing", status=self.writing.status)
        self._deadlines.set("show", self.writing.tell_in)
        self._deadlines.set("draft", 0)  # our own text, and nobody is typing: somebody may press Send at once
        self._inbox.wake()

    # ---------------------------------------------------------------------------------------------- events
    async def _handle(self, event: Event) -> None:
        match event:
            case ports.PageChanged(tab, page):
                self._views.see(tab, page)
                await self._look()
            case ports.Arrived():
                self._work.note(
                    "arrived",
                    **self.findings.arrive(event, self._flow).model_dump(mode="json", exclude={"at"}),
                )
            case ports.Pressed():
                self._patience.restart()
                self._views.see(event.tab, event.page)
                await self._on_press(event)
            case ports.Requested() if not self.history.is_answered and (found := self._presses.follow(event)):
                await self._note_press(*found)
            case ports.Active():
                if not self.history.is_answered and self._patience.restart():
                    await self._show()
            case ports.TabClosed(tab):
                self._views.forget(tab)
                await self._look()
            case ports.PanelPressed(button):
                self._patience.restart()
                self._is_over = button == GO_ON
                if button == TRY_AGAIN and self._situation().may_try_again:
                    await self._open(self._ways.try_again())
                await self._on_said(button)
            case ports.WindowClosed() | ports.BrowserLost():
                self.history.is_browser_lost = isinstance(event, ports.BrowserLost)
                self._enter(State.CLOSED)
                self._is_over = True
            case ports.Stopped(status):
                self.history.stopped_with = status
                self._work.note("stopped", status=status)
                self._is_over = True

    async def _handle_due(self, name: str) -> None:
        match name:
            case "steady" if self._candidate is not None:
                await self._commit(self._candidate)
            case "draft":
                await self._picture_draft()
            case "answer" if (reply := self.findings.reply) is not None:
                again = await self.pictures.keep_whole_answer(self._views.focus, reply.text)
                self._deadlines.set("answer", again)
                self.papers.keep_shape(self._views.page, self._recognition)
            case "by_hand" if self._by_hand.offer():
                self._work.note("offered_by_hand")
                self.papers.keep_shape(self._views.page, self._recognition)
                self._talk.tell_state(self._situation())
                await self._show()
            case "show":
                if self.writing.tell_in > 0:
                    self._deadlines.set("show", self.writing.tell_in)
                self._talk.tell_writing(self._situation())
                await self._show()
            case "warn":
                self._talk.tell_time(self._patience.warn())
                await self._show()
            case "idle" | "linger":
                self._work.note("time_is_up", after=name)
                self._is_over = True

    # ---------------------------------------------------------------------------------------------- looking
    async def _look(self) -> None:
        if self.history.is_answered:
            return  # what the person does afterwards, logging out for instance, changes nothing
        found = self._views.choose(self._read)
        if found is None:
            return
        reading, page = found
        if reading.has_not_loaded and self._views.is_left_behind:
            return  # it stands there until the page comes that was opened since
        if page.is_loading and reading.state in (State.UNKNOWN, State.OPENING):
            self._candidate = None  # what stood there before is gone
            self._deadlines.drop("steady")
            return
        if self._views.focus == self._views.pressed and self._sending is not None:
            reading = await self._read_answer(self._sending, page, reading)
            if self.history.is_answered:
                return
        self._follow_form(reading)
        await self._consider(reading)

    def _read(self, page: Page) -> Recognition:
        return recognise(page, self._flow, self._lexicon, is_after_send=self._sending is not None)

    async def _consider(self, reading: Recognition) -> None:
        """Let a state count at once, or after it has lasted."""
        if reading.is_as(self._recognition):
            self._recognition = reading
            self._candidate = None
            self._deadlines.drop("steady")
            await self._show()
            return
        if reading.has_not_loaded:
            await self._on_not_loaded(reading)
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
        self._deadlines.drop("steady", "linger", "by_hand")
        self._recognition = reading
        self.history.is_account_locked = reading.is_locked_account
        self._pass_by(reading.state)
        if reading.state is not State.UNKNOWN:
            self._by_hand.leave()
        self._enter(reading.state)
        self.findings.remember_page(self._views.page, reading)
        if reading.state in PICTURED:
            await self.pictures.keep_state(self._views.focus)
            self.papers.keep_shape(self._views.page, reading)
        if reading.state is State.FORM:
            await self._welcome_form(reading)
        elif self._sending is None and await self._open(self._ways.way_back(reading, self._views.page)):
            return
        if reading.state is State.ALREADY_OBJECTED:
            self._finish()
            self.history.is_standing = True
        elif self._sending is None and self._ways.is_dead_end(reading):
            self._deadlines.set("linger", self.plan.linger_seconds)
        elif reading.state is State.UNKNOWN and self._views.is_on_ours:
            self._deadlines.set("by_hand", OFFER_AFTER_SECONDS)
        await self._show()

    # ---------------------------------------------------------------------------------------------- ways in
    def _pass_by(self, state: State) -> None:
        self._ways.pass_by(state)
        self.history.is_refused_everywhere = self._ways.is_refused_everywhere

    async def _on_not_loaded(self, reading: Recognition) -> None:
        """Go around a page that did not load; else tell the person, and wait for them or for the page."""
        self._candidate, self._recognition = None, reading
        self._deadlines.drop("steady", "linger", "by_hand")
        self._by_hand.leave()
        self._work.note("not_loaded", address=strip_query(self._ways.address))
        if self._situation().may_try_again and await self._open(self._ways.way_around()):
            return
        self._enter(reading.state, is_told=False)
        self._talk.tell_state(self._situation())
        await self._show()

    async def _open(self, step: Step | None) -> bool:
        """Open what brings the person to the form; False when there is no such step."""
        if step is None:
            return False
        self._candidate, self._recognition = None, Recognition(State.OPENING)
        self._views.leave()
        self._deadlines.drop("steady")
        self._enter(State.OPENING)
        self._work.note(step.why, address=strip_query(step.address))
        await self._show()
        await self._window.open(step.address)
        return True

    # ---------------------------------------------------------------------------------------------- the form
    def _follow_form(self, reading: Recognition) -> None:
        """Keep up with what stands in the form, until Send and while an error is repaired."""
        form = reading.form
        if form is None or (self._sending is not None and reading.state is not State.VALIDATION_ERROR):
            return
        self.findings.form = form
        self.writing.follow(self._views.focus, form)
        if self.findings.check_addresses(form, self.plan.expected_email):
            self._work.note("email_check", verdict=self.findings.verdict)
            self._talk.tell_email(self._situation())
        if self._followed != form.values:
            self._deadlines.set("draft", _DRAFT_AFTER)
        self._followed = form.values

    async def _welcome_form(self, reading: Recognition) -> None:
        """Picture the form as it first stands, then write the text."""
        if reading.form is None:
            return
        if not reading.is_wording_checked:
            self.findings.notes.append("wording_unchecked")
        await self.pictures.keep_form(self._views.focus, reading.form)
        self.writing.begin(self._views.focus, reading.form)
        in_background(self._lexicon.prepare, reading.form.languages)

    async def _picture_draft(self) -> None:
        is_on_screen = self._recognition.state in (State.FORM, State.VALIDATION_ERROR)
        form = self.findings.form
        if form is None or not is_on_screen:
            return
        self._deadlines.set("draft", await self.pictures.keep_draft(self._views.focus, form))
        self.papers.keep_shape(self._views.page, self._recognition)
        if self._sending is None and self.findings.compare_form(form, self.plan.last_form):
            await self._show()

    # ---------------------------------------------------------------------------------------------- by hand
    async def _on_said(self, button: str) -> None:
        """The person tells what the program cannot see; it is kept as theirs and never becomes a finding of ours."""
        said = self._by_hand.say(button)
        if said is None or self.history.is_answered:
            return
        state = State.FORM if said == "is_form" else State.SENT
        self._pass_by(state)
        self._work.note("said_by_person", what=said)
        self.history.timeline.append(Moment(at=utc_now(), state=state, said_by="person"))
        await self.pictures.keep_state(self._views.focus)
        if said == "was_sent":
            self._finish()
            self.history.is_said_sent = True
        self._talk.tell_state(self._situation())
        await self._show()

    # ---------------------------------------------------------------------------------------------- Send
    async def _on_press(self, event: Pressed) -> None:
        reading = recognise(event.page, self._flow, self._lexicon)
        press = read_press(event, reading, self.findings.form, self._lexicon)
        if press is None or self.history.is_answered:
            if event.manner == "button" and self._by_hand.may_picture():
                await self.pictures.keep_state_of_press(event.tab)
            return
        if event.is_blocked:
            self._work.note("send_blocked", via=event.via)
            return
        if (press.is_certain or self.history.is_open) and (found := self._presses.take(press, event)):
            await self._note_press(*found)

    async def _note_press(self, press: SendPress, event: Pressed) -> None:
        """Send was pressed, or Enter that may have sent: what stands in the form now is what was sent."""
        self._work.note("send_pressed", via=event.via)
        form = press.form
        self.findings.note_send(form, Send(at=utc_now(), via=event.via), self.plan.expected_email)
        self.writing.freeze(form)
        self._sending = Sending(form, event.page.texts())
        self._views.note_send(event.tab)
        self.history.note_press(is_certain=press.is_certain)
        self._deadlines.drop("draft")
        await self.pictures.keep_sent(event.tab, form)
        self.papers.keep_text("form", event.page)
        if press.is_certain:
            await self._went_off(form)

    async def _went_off(self, sent: FormView) -> None:
        self.history.note_press(is_certain=True)
        self.pictures.settle_sent(sent)
        self._candidate = None
        self._deadlines.drop("steady")
        self._recognition = replace(self._recognition, state=State.SENT)
        self._enter(State.SENT)
        await self._show()

    async def _read_answer(self, sending: Sending, page: Page, reading: Recognition) -> Recognition:
        judged = sending.judge(page, reading, self.history, self._lexicon)
        self._sending = judged.sending
        if judged.has_gone_off:
            await self._went_off(sending.form)
        if judged.words is not None:
            # Words of success beside a form that still stands: they may be gone when it gives way.
            await self.pictures.keep_words(self._views.focus, judged.words.text)
        if judged.reply is not None:
            await self._close(judged.reply, judged.reading)
        self.history.is_in_error |= judged.is_error
        return judged.reading

    async def _close(self, reply: Reply, reading: Recognition) -> None:
        """Keep the service's answer first; say that it is kept afterwards."""
        self.findings.reply = reply
        self._recognition = reading
        self._enter(reading.state, is_told=False)
        self._finish()
        self.history.is_submitted = reading.state is State.SUBMITTED
        self.history.is_refused = reading.state is State.REFUSED
        if not await self.pictures.keep_answer(self._views.focus, reply.text):
            self.findings.notes.append("answer_not_pictured")
        self.papers.keep_text("answer", self._views.page)
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
        self._talk.tell_detail(state, self._recognition, self._views.page)
        self._work.note("state", state=state)
        if is_told and state is not State.CLOSED:
            self._talk.tell_state(replace(self._situation(), state=state))

    def _situation(self) -> Situation:
        parts = (self.findings, self.writing, self._ways, self._by_hand)
        return situation_of(self._recognition, self.plan, parts, self._patience.minutes_left)

    async def _show(self) -> None:
        await self._talk.show(self._situation(), self._recognition.form)
