"""From the press of Send to the service's answer: what a page means once the form may have gone off. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.schema import State
from helper.facts import Page
from helper.guide.history import History
from helper.guide.states import STILL_WAITING
from helper.recognise import FormView, Lexicon, Recognition, read_answer
from helper.recognise.answer import Success


@dataclass(frozen=True)
class Judgement:
    """What a page says after Send: its reading, whether the form went off only now, and a success if one is shown."""

    reading: Recognition
    has_gone_off: bool = False
    is_error: bool = False
    success: Success | None = None


@dataclass(frozen=True)
class Sending:
    """The form as it was when Send was pressed, and everything that stood beside it."""

    form: FormView
    texts_before: frozenset[str]

    def judge(self, page: Page, reading: Recognition, history: History, lexicon: Lexicon) -> Judgement:
        """Read what followed Send; gives the reading with the state that it means."""
        answer = read_answer(self.form, self.texts_before, page, reading, lexicon)
        goes_off = not history.is_press_certain
        if goes_off and not (answer.is_form_gone or answer.error or reading.state is State.CODE):
            return Judgement(reading)  # Enter did nothing so far
        if reading.state is State.ALREADY_OBJECTED:
            return Judgement(reading, goes_off)  # "we have already received your objection": it stood before
        if answer.success is not None:
            return Judgement(reading, goes_off, success=answer.success)
        if answer.error is not None:
            return Judgement(replace(reading, state=State.VALIDATION_ERROR), goes_off, is_error=True)
        if reading.state in STILL_WAITING:
            is_repaired = history.state is State.VALIDATION_ERROR and reading.form is not None
            state = State.VALIDATION_ERROR if is_repaired and not goes_off else State.SENT
            return Judgement(replace(reading, state=state), goes_off)
        return Judgement(reading, goes_off)
