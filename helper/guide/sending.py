"""From the press of Send to the service's answer: what a page means once the form may have gone off. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.schema import State
from flows.wording import normalise
from helper.guide.history import History
from helper.guide.states import BEFORE_THE_FORM, TABLE
from helper.page.facts import Page
from helper.recognise import FormView, Lexicon, Recognition, is_same_form, read_answer
from helper.recognise.answer import Reply, takes_back
from helper.recognise.sentence import Meaning
from helper.recognise.statements import Statement

_DECIDED = {Meaning.SUCCESS: State.SUBMITTED, Meaning.REFUSED: State.REFUSED}


@dataclass(frozen=True)
class Judgement:
    """What a page says after Send."""

    reading: Recognition  # with the state that it means
    sending: Sending  # what is to be remembered of it
    has_gone_off: bool = False  # only now is it certain that the form went off
    is_error: bool = False
    reply: Reply | None = None  # the service's decision: success or refusal, by `reading.state`
    words: Statement | None = None  # a decision is said that was not before; the form still stands
    # What the page shows and did not show at Send, while its answer is awaited.
    news: frozenset[str] = frozenset()
    is_taken_back: bool = (
        False  # words of success stand there, and beside them something that may take them back
    )


@dataclass(frozen=True)
class Sending:
    """The form as it was when Send was pressed, everything that stood beside it, and the decision said since.

    Words and structure need not come at the same moment: a toast may be gone when the form gives way.
    """

    form: FormView
    texts_before: frozenset[str]
    words: Statement | None = None

    @property
    def is_claimed(self) -> bool:
        """Tell whether words of success were seen: only these can be taken back."""
        return self.words is not None and self.words.meaning is Meaning.SUCCESS

    def judge(self, page: Page, reading: Recognition, history: History, lexicon: Lexicon) -> Judgement:
        """Read what followed Send."""
        if reading.form and not is_same_form(self.form, reading.form):
            # Another form of the page, a newsletter or a question: nothing of it is the person's answer.
            reading = replace(reading, form=None)
        answer = read_answer(self.form, self.texts_before, page, reading, lexicon)
        goes_off = not history.is_press_certain
        if goes_off and not (answer.sign or answer.statement or answer.error or reading.state is State.CODE):
            return Judgement(reading, self)  # Enter did nothing so far
        said = answer.statement
        is_accepted = said and said.meaning is Meaning.SUCCESS and answer.sign
        if (reading.state is State.ALREADY_OBJECTED and not is_accepted) or (
            said and said.meaning is Meaning.ALREADY and answer.sign
        ):
            # "We have already received your objection": it stood before. Where the answer itself says that this one was
            # received, a notice that stood above the form too is no answer.
            return Judgement(replace(reading, state=State.ALREADY_OBJECTED), self, goes_off)
        if answer.error is not None:
            # Whatever was said before: it failed. What is refused is refused also when the form gives way.
            is_refused = said is not None and said.meaning is Meaning.REFUSED and said.text == answer.error
            refusal = said if is_refused else None
            forgetful = replace(self, words=refusal)
            if reading.state in BEFORE_THE_FORM:
                # "Your session has expired", "wrong password": the fault is that step's, and there it is mended.
                return Judgement(reading, forgetful, goes_off)
            failed = replace(reading, state=State.VALIDATION_ERROR)
            seen = refusal if refusal and self._is_news(refusal) else None
            return Judgement(failed, forgetful, goes_off, is_error=True, words=seen)
        if said is None and self.words is not None:
            if self.is_claimed and takes_back(self.form, self.texts_before, page, reading, lexicon):
                waiting = replace(self, words=None)._wait(reading, history, goes_off, answer.news)
                return replace(waiting, is_taken_back=_stands(self.words, page))
            may_count = self.is_claimed or self._stands_in(page)
            if may_count and (reply := answer.reply(self.words)):
                decided = replace(reading, state=_DECIDED[self.words.meaning])
                return Judgement(decided, self, goes_off, reply=reply)
        if said is not None and said.meaning in _DECIDED:
            if reply := answer.reply():
                decided = replace(reading, state=_DECIDED[said.meaning])
                kept = replace(self, words=said if said.meaning is Meaning.SUCCESS else None)
                return Judgement(decided, kept, goes_off, reply=reply)
            # A refusal too: it replaces a success that was said before it.
            waiting = replace(self, words=said)._wait(reading, history, goes_off, answer.news)
            return replace(waiting, words=said if self._is_news(said) else None)
        return self._wait(reading, history, goes_off, answer.news)

    def after_act(self) -> Sending:
        """The person pressed something else: a form that goes now goes for them, and is no sign of a refusal."""
        return self if self.is_claimed else replace(self, words=None)

    def _stands_in(self, page: Page) -> bool:
        """Tell whether the load of the form is there still: nobody went to another page, or back."""
        return any(document.id == self.form.document.id for document in page.documents)

    def _is_news(self, said: Statement) -> bool:
        return self.words is None or self.words.text != said.text

    def _wait(
        self, reading: Recognition, history: History, goes_off: bool, news: frozenset[str]
    ) -> Judgement:
        if not TABLE[reading.state].may_hide_answer:
            return Judgement(reading, self, goes_off)
        is_repaired = history.state is State.VALIDATION_ERROR and reading.form is not None
        state = State.VALIDATION_ERROR if is_repaired and not goes_off else State.SENT
        return Judgement(replace(reading, state=state), self, goes_off, news=news)


def _stands(said: Statement, page: Page) -> bool:
    """Tell whether words still stand on a page, though more was written behind them."""
    return any(said.sentence.rstrip(" .!") in normalise(text) for text in page.texts())
