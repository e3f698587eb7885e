"""The attempt itself: listens to the window, tells the person whose turn it is, and keeps what matters.

Decisions are made elsewhere, by pure functions (`recognise`, `read_answer`, `compare_addresses`, `plan_text`, `conclude`);
here they meet time: what is shown must have been there for a moment before it counts, pictures wait for a pause.
"""

from __future__ import annotations

from dataclasses import replace

from flows.hosts import strip_query
from flows.schema import Flow, State
from helper.drift.describe import shape_of
from helper.evidence.work import WorkFolder, utc_now
from helper.guide.addresses import Addresses, NextAddress
from helper.guide.answering import Answering
from helper.guide.beside import Beside
from helper.guide.by_hand import OFFER_AFTER_SECONDS, ByHand
from helper.guide.plan import Plan
from helper.guide.press import UnreadPresses, read_press
from helper.guide.states import TABLE
from helper.guide.steps import GO_ON, TRY_AGAIN, PanelSituation
from helper.guide.talk import Talk
from helper.guide.timing import Deadline, in_background
from helper.page.facts import Page
from helper.page.ports import PanelPressed, Pressed, Requested, Window
from helper.recognise import FormView, Recognition, recognise
from helper.recognise.page import LedTo
from helper.recognise.standing import find_standing
from helper.record import SAID_ALREADY, Moment

# Seconds without a change before the form is pictured again; nobody pictures it within 0.3 s of a key press.
_DRAFT_AFTER = 0.32
# A page of the service's that may be the form, for all that is known.
_UNREAD = frozenset({State.UNKNOWN, State.MOVED})
# What a page sent that came before these was on the way to the form.
_STILL_TO_SEND = frozenset({State.LOGIN, State.TWO_FACTOR, State.FORM})


class Attempt(Answering):
    """One run for one account; what it came to is read from its attributes afterwards."""

    def __init__(self, plan: Plan, window: Window, work: WorkFolder, talk: Talk) -> None:
        super().__init__(plan, window, work, talk)
        self._addresses = Addresses(plan.addresses, plan.long_ways)
        self._by_hand = ByHand()
        self._unread_presses = UnreadPresses(self._lexicon)
        self._followed: tuple[tuple[str, str], ...] | None = None
        self._beside = Beside()
        self._says_already = False  # beside the form: that an objection stands

    # ---------------------------------------------------------------------------------------------- the run
    async def _begin(self) -> None:
        await self._open(self._addresses.next_address())

    def _conclude(self) -> None:
        super()._conclude()
        if self._situation().may_try_again:
            self.findings.notes.append("crashed" if self._recognition.has_crashed else "unreachable")
        if self.history.is_led_away_everywhere:
            self.findings.notes.append("led_away")
        if self.history.is_unread_sent and not self.history.was_sent:
            self.findings.notes.append("unread_sent")
        if self.history.is_unwatched and not self.history.was_sent:
            self.findings.notes.append("unwatched")

    async def _stop(self) -> None:
        await self.writing.stop()

    def _flow(self) -> Flow:
        return self.plan.service.flow

    def _on_written(self) -> None:
        """The text was written, or will not be: the panel says so, and the form is pictured again."""
        self._work.note("writing", status=self.writing.status, is_inserted=self.writing.is_inserted)
        self._deadlines.set("show", self.writing.tell_in)
        self._deadlines.set("draft", 0)  # our own text, and nobody is typing: somebody may press Send at once
        self._inbox.wake()

    # ---------------------------------------------------------------------------------------------- events
    async def _on_button(self, event: PanelPressed) -> None:
        self._patience.restart()
        self._is_over = event.button == GO_ON
        if event.button == TRY_AGAIN and self._situation().may_try_again:
            await self._open(self._addresses.try_again())
        await self._on_said(event.button)

    async def _on_due(self, name: Deadline) -> None:
        match name:
            case "draft":
                await self._picture_draft()
            case "by_hand" if self._by_hand.offer():
                self._work.note("offered_by_hand")
                self._keep_shape(self._recognition)
                self._talk.tell_state(self._situation())
                await self._show()
            case "standing":
                await self._read_standing()
            case "show":
                if self.writing.tell_in > 0:
                    self._deadlines.set("show", self.writing.tell_in)
                self._talk.tell_writing(self._situation())
                await self._show()
            case _:
                await super()._on_due(name)

    def _warn(self, minutes: int) -> None:
        self._talk.tell_time(minutes)

    # ---------------------------------------------------------------------------------------------- looking
    def _read(self, page: Page) -> Recognition:
        reading = recognise(page, self._flow(), self._lexicon, is_after_send=self._sending is not None)
        return self._as_led(reading, page)

    async def _see(self, reading: Recognition, page: Page) -> None:
        sending, given = self._sending, self._given
        if sending and given and await self._look_again(given, sending, page, reading):
            return
        if self._views.focus == self._views.pressed and self._sending is not None:
            reading = await self._read_answer(self._sending, page, reading)
            if self.history.is_answered:
                return
        self._follow_form(reading)
        if reading.is_as(self._recognition):
            self._recognition = reading
            self._forget_candidate()
            await self._show()
        elif reading.has_not_loaded:
            await self._on_not_loaded(reading)
        else:
            await self._wait_for(reading, TABLE[reading.state].steady)

    async def _commit(self, reading: Recognition) -> None:
        self._forget_candidate()
        self._deadlines.drop("linger", "by_hand")
        # From the first page on, the login mostly: whoever is quick presses Send as the form comes, and a toast goes.
        in_background(self._lexicon.prepare, reading.languages)
        self._pass_by(reading.state)
        reading = self._as_led(reading, self._views.page)
        self._recognition = reading
        self.history.is_account_locked = reading.is_locked_account
        if reading.state is not State.UNKNOWN:
            self._by_hand.leave()
        if reading.state in _STILL_TO_SEND and not self._by_hand.is_going_on:
            self.history.is_unread_sent = False
            self._unread_presses.forget()
        is_pictured = TABLE[reading.state].is_pictured
        is_new = self._enter(reading.state, is_told=not is_pictured)
        self.findings.remember_page(self._views.page, reading)
        if is_pictured:  # that a picture is kept is said once it is
            await self._keep_state()
            self._keep_shape(reading)
            if is_new:
                self._talk.tell_state(self._situation())
        if reading.state is State.FORM:
            await self._welcome_form(reading)
        elif self._sending is None and await self._open(self._addresses.way_back(reading, self._views.page)):
            return
        is_standing = reading.state is State.ALREADY_OBJECTED
        self.history.is_standing |= is_standing
        if self.history.is_answered:
            self._finish()
        elif is_standing or (self._sending is None and self._addresses.is_dead_end(reading)):
            self._deadlines.set("linger", self.plan.linger_seconds)
        elif reading.state is State.UNKNOWN and self._views.is_on_ours and not self._is_review:
            self._deadlines.set("by_hand", OFFER_AFTER_SECONDS)
        await self._show()

    # ---------------------------------------------------------------------------------------------- ways in
    def _pass_by(self, state: State) -> None:
        is_there = self._views.is_on_ours and not self._views.is_left_behind
        page = self._views.page if is_there else None
        self._addresses.pass_by(state, page.top if page else None)
        self.history.is_refused_everywhere = self._addresses.is_refused_everywhere
        self.history.is_led_away_everywhere = self._addresses.is_led_away_everywhere

    def _as_led(self, reading: Recognition, page: Page | None) -> Recognition:
        """Take a page that is not recognised for what the service shows in place of the form, where it led there from it."""
        top = page.top if page and not reading.has_not_loaded else None
        is_free = self._sending is None and not self._by_hand.is_going_on
        if top is None or reading.state is not State.UNKNOWN or not is_free:
            return reading
        if not self._addresses.is_in_place_of_form(top):
            return reading
        led_to: LedTo = "elsewhere" if (top.route or top.path).strip("/") else "home"
        return replace(reading, state=State.MOVED, led_to=led_to)

    async def _on_not_loaded(self, reading: Recognition) -> None:
        """Go around a page that did not load; else tell the person, and wait for them or for the page.

        One that crashed was there: what stood in it is gone, and nothing is opened in its place unless the person asks.
        """
        self._forget_candidate()
        self._recognition = reading
        self._deadlines.drop("linger", "by_hand")
        self._by_hand.leave()
        note = "crashed" if reading.has_crashed else "not_loaded"
        self._work.note(note, address=strip_query(self._addresses.address))
        if reading.has_crashed:
            self._addresses.miss()
        elif self._situation().may_try_again and await self._open(self._addresses.way_around()):
            return
        self._enter(reading.state, is_told=False)
        self._talk.tell_state(self._situation())
        await self._show()

    async def _open(self, step: NextAddress | None) -> bool:
        """Open what brings the person to the form; False when there is no such step."""
        if step is None:
            return False
        self._recognition = Recognition(State.OPENING)
        await self._go_to(step.address, step.why)
        return True

    # ---------------------------------------------------------------------------------------------- the form
    def _follow_form(self, reading: Recognition) -> None:
        """Keep up with what stands in the form as long as it may yet be sent."""
        form = reading.form
        self.findings.remember_addresses(reading.showing_address)
        if form is None or not self._may_be_changed(form, reading.state):
            return
        self.findings.form = form
        self.writing.follow(self._views.focus, form)
        if self.findings.check_addresses(form, self.plan.expected_email):
            self._work.note("email_check", verdict=self.findings.verdict)
            if not form.is_withheld or reading.has_login_aside:  # below a login dialog nobody fills it in
                self._talk.tell_email(self._situation())
        if self._sending is None and self._views.page and not self._deadlines.is_set("standing"):
            self._deadlines.set("standing", self._beside.read_in(self._views.page.texts()))
        if self._followed != form.values:
            self._deadlines.set("draft", _DRAFT_AFTER)
        self._followed = form.values

    def _may_be_changed(self, form: FormView, state: State) -> bool:
        """Tell whether the person may still change what they send: before Send, while an error is repaired, where it was loaded
        anew since, as after a connection that broke, and where they changed it: they went back before they confirmed."""
        sending = self._sending
        if sending is None or not self.history.was_sent or state is State.VALIDATION_ERROR:
            return True
        if form.was_touched_since(sending.form):
            return True
        return not sending.is_claimed and form.document.id != sending.form.document.id

    async def _welcome_form(self, reading: Recognition) -> None:
        """Picture the form as it first stands, then write the text."""
        if reading.form is None:
            return
        if not reading.is_wording_checked:
            self.findings.notes.append("wording_unchecked")
        await self._pictures.keep_form(self._views.focus, reading.form)
        self.writing.begin(self._views.focus, reading.form)

    async def _picture_draft(self) -> None:
        state = self._recognition.state
        is_on_screen = state in (State.FORM, State.VALIDATION_ERROR, State.SENT)
        form = self.findings.form
        if form is None or not is_on_screen or not self._may_be_changed(form, state):
            return
        self._deadlines.set("draft", await self._pictures.keep_draft(self._views.focus, form))
        self._keep_shape(self._recognition)
        if self._sending is None and self.findings.compare_form(form, self.plan.last_form):
            await self._show()

    async def _read_standing(self) -> None:
        """Tell the person that the page speaks of an earlier objection: they may close it unsent, and should know why."""
        page, reading = self._views.page, self._recognition
        self._beside.note_read(page.texts() if page else frozenset())
        if page is None or reading.form is None or self._sending is not None:
            return
        found = find_standing(page, reading, self._lexicon) is not None
        is_first = found and SAID_ALREADY not in self.findings.notes
        if is_first:
            self.findings.notes.append(SAID_ALREADY)
            self._work.note(SAID_ALREADY)
            self.kept.keep_text("form", page)
            await self._pictures.keep_state(self._views.focus)
        if found != self._says_already:
            self._says_already = found
            self._talk.tell_standing(self._situation())
            await self._show()

    @property
    def _is_review(self) -> bool:
        """Tell whether the form, which only leads on, gave way in the same load to what may be a look at it."""
        form, page = self.findings.form, self._views.page
        is_same_load = form is not None and page is not None and form.as_in(page) is not None
        return is_same_load and bool(form and form.is_step) and self._sending is None

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
        await self._keep_state()
        if said == "was_sent":
            self._finish()
            self.history.is_said_sent = True
        self._talk.tell_state(self._situation())
        await self._show()

    # ---------------------------------------------------------------------------------------------- Send
    async def _on_press(self, event: Pressed) -> None:
        self.writing.note_press(event)
        reading = recognise(event.page, self._flow(), self._lexicon)
        self.findings.remember_addresses(reading.showing_address)
        press = read_press(event, reading, self.findings.form, self._lexicon)
        if event.manner == "button" or (press and not event.is_blocked):
            self._swaps.begin(event)
        if self._sending:
            self._sending = self._sending.after_act()
        if self.history.is_answered and not (press and press.is_certain):
            self._note_act(event, reading)
        if press and not event.is_blocked and self._is_another(press):
            self._begin_again()
        if press is None or self.history.is_answered:
            if event.manner == "button" and self._by_hand.is_press_pictured:
                self._by_hand.note_picture()
                await self._pictures.keep_state_of_press(event.tab)
            # What leads on from a step may send all the same.
            is_step = reading.form is not None and not reading.form.send
            is_unread = press is None and (is_step or reading.state in _UNREAD)
            if is_unread and self._unread_presses.take(event):
                self._note_unread_sent()
            return
        if event.is_blocked:
            self._work.note("send_blocked", via=event.via)
            return
        if (press.is_certain or self.history.is_unsent_or_failed) and (
            found := self._presses.take(press, event)
        ):
            await self._note_press(*found)

    async def _on_request(self, event: Requested) -> None:
        await super()._on_request(event)
        if self._unread_presses.follow(event):
            self._note_unread_sent()

    def _note_unread_sent(self) -> None:
        """Something went off of which nobody knows what it was: no end of the attempt may say that nothing was sent."""
        if not self.history.is_unread_sent:
            self._work.note("unread_sent")
        self.history.is_unread_sent = True

    # ---------------------------------------------------------------------------------------------- keeping and telling
    def _keep_shape(self, reading: Recognition) -> None:
        """Keep what the page is built like, for a report on how the service's pages change; no words of it, no values."""
        if page := self._views.page:
            self.kept.keep_shape(shape_of(page, self._flow(), self._lexicon, reading))

    def _situation(self) -> PanelSituation:
        """Gather what the person is to be told of, from everything that is known at the moment."""
        reading, plan, findings = self._recognition, self.plan, self.findings
        return PanelSituation(
            state=reading.state,
            service=plan.title,
            purpose=plan.service.flow.purpose,
            email_verdict=findings.verdict,
            displayed=findings.displayed,
            has_several_addresses=findings.has_several_addresses,
            swap=findings.swap,
            change=findings.change,
            expected=plan.expected_email,
            insertion=self.writing.shown_status,
            reference=plan.reference.short if plan.reference else None,
            is_wording_checked=reading.is_wording_checked or reading.form is None,
            is_account_locked=reading.is_locked_account,
            has_login_aside=reading.has_login_aside,
            has_not_loaded=reading.has_not_loaded,
            has_crashed=reading.has_crashed,
            way=reading.way,
            led_to=reading.led_to,
            has_next_address=self._addresses.has_next,
            next_service=plan.next_title,
            has_end_page=plan.has_end_page,
            is_rehearsal=plan.is_rehearsal,
            minutes_left=self._patience.minutes_left,
            by_hand=self._by_hand.stage,
            unanswered=self._unanswered.stage,
            is_review=self._is_review,
            says_already=self._says_already,
            unpictured=self._find_unpictured(reading.state),
            text_to_paste=self.writing.text_to_paste(reading.languages),
        )

    async def _show(self) -> None:
        await self._talk.show(self._situation(), self._recognition.form)
