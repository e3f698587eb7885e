"""From Send on: what was sent is kept, the answer is awaited, pictured at once, and believed as long as nothing takes it back.

The decisions are `Presses`, `Sending`, `GivenAnswer` and `Unanswered`, all pure; here they meet time, pictures and the person.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from flows.schema import State
from helper.evidence.work import WorkFolder, utc_now
from helper.guide.findings import Findings
from helper.guide.given_answer import GivenAnswer
from helper.guide.history import History
from helper.guide.kept import Kept
from helper.guide.pictures import Pictures
from helper.guide.plan import Plan
from helper.guide.press import Presses, SendPress, is_undo
from helper.guide.run import Run
from helper.guide.sending import Judgement, Sending
from helper.guide.steps import PanelSituation, Unpictured
from helper.guide.swaps import Swaps
from helper.guide.talk import Talk
from helper.guide.timing import Deadline
from helper.guide.unanswered import SILENT_AFTER_SECONDS, Unanswered, UnansweredStage
from helper.guide.writing import Writing
from helper.page.facts import Page
from helper.page.ports import Pressed, Requested, Swapped, Window
from helper.recognise import FormView, Lexicon, Recognition
from helper.recognise.answer import Reply, is_undone
from helper.record import SWAPPED, UNDONE, Kind, Send

_ANSWERS = (State.SUBMITTED, State.REFUSED)
_ANSWER_WHOLE_AFTER = 0.6  # seconds after the first picture of an answer, and after each change of its words
# An answer that is written word by word is told once it stands still for so long, in seconds, or after the longest wait.
_TOLD_AFTER = 0.3
_TOLD_AT_LAST = 3.0
_PICTURED_AFTER_PRESS = 0.4


class Answering(Run):
    """The part of an attempt that begins with Send."""

    history: History

    def __init__(self, plan: Plan, window: Window, work: WorkFolder, talk: Talk) -> None:
        super().__init__(window, work, plan.timeout_seconds)
        self.plan = plan
        self.history = History(is_custom_flow=plan.service.origin == "custom")
        self.findings = Findings(page_url=plan.addresses[0])
        self.kept = Kept(work)
        self.writing = Writing(plan, window, self._on_written)

        self._talk = talk
        self._lexicon = Lexicon(plan.service.words)
        self._pictures = Pictures(window, self.kept, lambda page: self._read(page).form)
        self._recognition = Recognition(State.OPENING)
        self._sending: Sending | None = None
        self._presses = Presses()
        self._swaps = Swaps()
        self._pressed: Pressed | None = None  # by which the form was sent last
        self._unanswered = Unanswered()
        self._given: GivenAnswer | None = None
        self._is_left = False  # the person did something after the answer
        self._unpictured: Unpictured | None = None  # of the page that was to be pictured last

    @property
    def _is_settled(self) -> bool:
        # What the person does after the answer, logging out for instance, changes nothing.
        return self.history.is_answered and (self._given is None or self._is_left)

    @property
    def _is_awaited(self) -> bool:
        return not self.history.is_answered

    @property
    def _is_waiting(self) -> bool:
        """Tell whether the form went off, and its answer may stand on a page that did load."""
        return self._recognition.state is State.SENT and not self._recognition.has_not_loaded

    @abstractmethod
    def _situation(self) -> PanelSituation:
        """Gather what the person is to be told of."""

    @abstractmethod
    def _keep_shape(self, reading: Recognition) -> None:
        """Keep what the page is built like."""

    @abstractmethod
    def _on_written(self) -> None:
        """The text was written, or will not be."""

    def _enter(self, state: State, *, is_told: bool = True) -> bool:
        if not super()._enter(state):
            return False
        self._talk.tell_detail(state, self._recognition, self._views.page)
        if is_told and state is not State.CLOSED:
            self._talk.tell_state(replace(self._situation(), state=state))
        return True

    # ---------------------------------------------------------------------------------------------- Send
    async def _on_request(self, event: Requested) -> None:
        if not self.history.is_answered and (found := self._presses.follow(event)):
            await self._note_press(*found)

    async def _note_press(self, press: SendPress, event: Pressed) -> None:
        """Send was pressed, or Enter that may have sent: what stands in the form now is what was sent."""
        self._work.note("send_pressed", via=event.via)
        form = press.form
        self.findings.note_send(form, Send(at=utc_now(), via=event.via), self.plan.expected_email)
        self._sending, self._pressed = Sending(form, event.page.texts()), event
        self._views.note_send(event.tab)
        self.history.note_press(is_certain=press.is_certain)
        self._deadlines.drop("draft")
        await self._pictures.keep_sent(event.tab, form)
        self.kept.keep_text("form", event.page)
        if press.is_certain:
            await self._went_off(form)
        await self._look_for_swap()

    async def _on_swapped(self, event: Swapped) -> None:
        self._swaps.take(event)
        await self._look_for_swap()

    async def _look_for_swap(self) -> None:
        """Tell at once that another address was sent than stood there: what was said of it before no longer holds."""
        found = (
            self._swaps.find(self._sending.form, self._pressed) if self._sending and self._pressed else None
        )
        if found is None or not self.findings.note_swap(found, self.plan.expected_email):
            return
        verdict = self.findings.sent_check[0] if self.findings.sent_check else None
        self._work.note("email_check", verdict=verdict)  # first: what a journal says last has to hold
        self._work.note(SWAPPED, is_sure=found.is_sure)
        self.kept.note_sent_otherwise()
        self._talk.tell_swap(self._situation())
        await self._show()

    async def _went_off(self, sent: FormView) -> None:
        self.history.note_press(is_certain=True)
        self.writing.freeze(sent)
        self.kept.settle_filled(sent.values)
        if self.findings.swap:
            self.kept.note_sent_otherwise()
        self._forget_candidate()
        self._recognition = replace(self._recognition, state=State.SENT)
        self._unanswered = Unanswered()
        self._deadlines.drop("unread")
        self._deadlines.set("silent", SILENT_AFTER_SECONDS)
        self._enter(State.SENT)
        await self._show()

    def _note_act(self, event: Pressed, reading: Recognition) -> None:
        """The person did something after the answer: it changes nothing, unless they undo what they sent."""
        given = self._given
        if given and given.state is State.SUBMITTED and is_undo(event, reading, self._lexicon):
            self._work.note("undo_pressed")
            self._given = given.undo(event.page)
        self._is_left = self._given is None or self._given.at_undo is None

    def _is_another(self, press: SendPress) -> bool:
        """Tell whether, after an answer, Send was pressed on a form loaded anew, or with something else in it."""
        if not (press.is_certain and self.history.is_answered and self._sending):
            return False
        sent, form = self._sending.form, press.form
        return form.document.id != sent.document.id or form.values != sent.values

    def _begin_again(self) -> None:
        """The person sends once more after an answer, another address perhaps: what is sent last is what counts."""
        self._work.note("sent_again")
        self.findings.notes.append("sent_again")
        self.history.begin_again()
        self._forget_answer()
        self._pictures.forget_words()

    # ---------------------------------------------------------------------------------------------- the answer
    async def _read_answer(self, sending: Sending, page: Page, reading: Recognition) -> Recognition:
        judged = sending.judge(page, reading, self.history, self._lexicon)
        self._sending = judged.sending
        if judged.has_gone_off:
            await self._went_off(sending.form)
        if judged.words is not None:
            # A decision beside a form that still stands: its words may be gone when it gives way.
            await self._pictures.keep_words(self._views.focus, judged.words.text)
        if judged.reply is not None:
            await self._decide(page, judged.reading, judged.reply)
        self.history.is_in_error |= judged.is_error
        self._await_more(judged, sending)
        return judged.reading

    def _await_more(self, judged: Judgement, sending: Sending) -> None:
        form = judged.reading.form if judged.reading.state is State.SENT else None
        is_anew = form is not None and not form.is_off and form.document.id != sending.form.document.id
        news = judged.news.union(*(one.texts() for one in self._views.opened_since.values()))
        self._unanswered.see(news, is_form_anew=is_anew)
        read_in = self._unanswered.read_in
        if read_in is None and not self._unanswered.is_taken_back:
            self._deadlines.drop("unread")  # "Sending…" stood there for a moment, and is gone
        elif not self._deadlines.is_set("unread"):
            self._deadlines.set("unread", read_in)

    async def _decide(self, page: Page, reading: Recognition, reply: Reply) -> None:
        """Keep the service's answer first; say that it is kept afterwards."""
        self._given, self._is_left = GivenAnswer.on(page, reading.state, reply), False
        self.findings.reply = reply
        self._recognition = reading
        self._enter(reading.state, is_told=False)
        self._finish()
        self.history.is_submitted = reading.state is State.SUBMITTED
        self.history.is_refused = reading.state is State.REFUSED
        await self._pictures.keep_answer(self._views.focus, reply.text)
        self.kept.keep_text("answer", self._views.page)
        self._deadlines.set("answer", _ANSWER_WHOLE_AFTER)
        self._deadlines.set("told", _TOLD_AFTER)
        self._deadlines.set("told_at_last", _TOLD_AT_LAST)

    async def _look_again(
        self, given: GivenAnswer, sending: Sending, page: Page, reading: Recognition
    ) -> bool:
        """Read on after the answer, as long as its page stands there untouched; False when it was taken back."""
        if self._views.focus != self._views.pressed:
            return True
        if given.at_undo is not None:
            if is_undone(sending.form, given.at_undo, page, reading, self._lexicon):
                self._sending = replace(sending, words=None)
                self._work.note(UNDONE)
                self.findings.notes.append(UNDONE)
                self._take_back("undone")
            return self._given is not None
        if given.is_left_for(page):
            return True
        if given.is_being_written(page):
            self._deadlines.set("written", _ANSWER_WHOLE_AFTER)
        self._given = given = replace(given, texts=page.texts())
        judged = sending.judge(page, reading, self.history, self._lexicon)
        self._sending = judged.sending
        if self._deadlines.is_set("told"):
            self._deadlines.set("told", _TOLD_AFTER)
        match given.compare(judged), judged.reply:
            case "more", Reply() as reply:
                self.findings.reply = reply
                self._given = replace(given, reply=reply)
                self._deadlines.set("answer", _ANSWER_WHOLE_AFTER)
            case "other", Reply() as reply:
                self._take_back(None)
                await self._decide(page, judged.reading, reply)
            case "taken_back", _:
                self._take_back(None if judged.is_error else "taken_back")
        return self._given is not None

    def _take_back(self, stage: UnansweredStage | None) -> None:
        """What was answered holds no more: wait as if nothing had come, and say so, where something else does not."""
        self._work.note("answer_taken_back")
        self.findings.notes.append("answer_taken_back")
        self._unpictured = None if self.kept.has(Kind.CONFIRMATION) else "both"
        self._forget_answer()
        if stage is not None:
            self._unanswered = Unanswered(stage)
            # The person has just pressed something: so soon after it nothing is pictured.
            self._deadlines.set("unread", _PICTURED_AFTER_PRESS if stage == "undone" else 0)

    def _forget_answer(self) -> None:
        self._given = None
        self.findings.reply = None
        self.kept.rename_all(Kind.CONFIRMATION, Kind.STATE)
        self.history.take_back()
        self._deadlines.drop_all()
        self._patience.restart()

    async def _keep_whole_answer(self, reply: Reply) -> None:
        missing = self._answer_unpictured
        again = await self._pictures.keep_whole_answer(self._views.focus, reply.text)
        self._deadlines.set("answer", again)
        if missing != self._answer_unpictured and not self._deadlines.is_set("told_at_last"):
            await self._tell_answer()  # otherwise than before: it is pictured after all
        page = self._views.page
        # It may have given way to another page by now, or the person have gone back.
        if page and reply.text in page.texts():
            self.kept.keep_text("answer", page)
            self._keep_shape(self._recognition)

    async def _tell_answer(self) -> None:
        self._deadlines.drop("told", "told_at_last")
        self._talk.tell_state(self._situation())
        await self._show()

    def _finish(self) -> None:
        self.history.is_in_error = False
        self.writing.cancel()
        self._deadlines.drop_all()
        self._deadlines.set("linger", self.plan.linger_seconds)

    # ---------------------------------------------------------------------------------------------- no answer
    async def _on_unanswered(self) -> None:
        """Keep what stands there, and say that it is not understood: the answer may still come."""
        self._work.note("unanswered", stage=self._unanswered.stage)
        if await self._pictures.keep_states(self._views.focus, *self._views.opened_since):
            self._unanswered.note_kept()
        else:
            self._unanswered.note_unpictured()
            self._unpictured = "both" if self._unanswered.stage == "taken_back" else self._unpictured
        self._deadlines.set("unread", self._unanswered.read_in)
        self.kept.keep_text("after-send", self._views.page)
        self._keep_shape(self._recognition)
        self._talk.tell_state(self._situation())
        await self._show()

    # ---------------------------------------------------------------------------------------------- time
    async def _on_due(self, name: Deadline) -> None:
        match name:
            case "told" | "told_at_last":
                await self._tell_answer()
            case "answer" if (reply := self.findings.reply) is not None:
                await self._keep_whole_answer(reply)
            case "unread" if self._is_waiting:
                self._unanswered.give_up_reading()
                await self._on_unanswered()
            case "silent" if self._is_waiting and self._unanswered.stage == "waiting":
                self._unanswered.give_up_waiting()
                await self._on_unanswered()

    # ---------------------------------------------------------------------------------------------- pictures
    async def _keep_state(self) -> None:
        """Keep a picture of what stands there, and remember whether there is one: what is said of it rests on that."""
        is_kept = await self._pictures.keep_state(self._views.focus)
        self._unpictured = None if is_kept else "page"

    @property
    def _answer_unpictured(self) -> Unpictured | None:
        if not self.kept.has(Kind.CONFIRMATION):
            return "answer"
        return None if self.kept.has(Kind.FILLED) or self.kept.has(Kind.FORM) else "form"

    def _find_unpictured(self, state: State) -> Unpictured | None:
        """Tell what no picture shows of what is said to be kept."""
        return self._answer_unpictured if state in _ANSWERS else self._unpictured

    def _conclude(self) -> None:
        if self.history.is_submitted and self._deadlines.is_set("written"):
            self._take_back(None)  # nobody knows how the sentence would have ended; a refusal stays one
            self._talk.tell_half_written(self._situation())
        if self.findings.reply and not self.kept.has(Kind.CONFIRMATION):
            self.findings.notes.append("answer_not_pictured")
        if self._deadlines.is_set("told_at_last"):
            self._talk.tell_state(self._situation())
