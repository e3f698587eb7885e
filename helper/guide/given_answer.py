"""The service's answer while it may yet change: what follows on the same page, untouched by the person, counts too. Pure.

A page may show its thanks before the server has answered, or write its answer word by word: "We have received your
objection" first, and a second later "We are unable to honour it". What the person does afterwards (they go back, log out,
press something) is no answer any more, nor is what another page shows: unless they press what undoes what they sent, and
what follows shows that it is undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from flows.schema import State
from helper.guide.sending import Judgement
from helper.page.facts import Page
from helper.recognise.answer import Reply

_MOST_AT_ONCE = 8  # texts that a page writes at one time; where more have changed it was drawn anew


@dataclass(frozen=True)
class GivenAnswer:
    """A success or a refusal, and the page on which it stands."""

    state: State
    reply: Reply
    place: tuple[str, str]  # the document, and its route
    texts: frozenset[str]  # what stood there when one looked last
    # What stood there as the person pressed something to undo what they sent; None as long as they did not.
    at_undo: frozenset[str] | None = None

    @classmethod
    def on(cls, page: Page, state: State, reply: Reply) -> GivenAnswer:
        """Note where the answer stands."""
        return cls(state, reply, _place(page), page.texts())

    def undo(self, page: Page) -> GivenAnswer:
        """Note what stands there as the person presses something to undo what they sent."""
        return replace(self, at_undo=page.texts())

    def is_being_written(self, page: Page) -> bool:
        """Tell whether a text has become longer since one looked last: what is still to come may turn its sentence."""
        now = page.texts()
        grown, begun = now - self.texts, self.texts - now
        if len(grown) > _MOST_AT_ONCE:
            return False
        return any(text.startswith(beginning) for text in grown for beginning in begun)

    def is_left_for(self, page: Page) -> bool:
        """Tell whether another page stands there now."""
        return _place(page) != self.place

    def compare(self, judged: Judgement) -> Literal["same", "more", "other", "taken_back"]:
        """Say what the page, as it is now, makes of the answer. That its words are gone changes nothing: toasts go."""
        if judged.reply is not None:
            if judged.reading.state is not self.state:
                return "other"
            return "same" if judged.reply.text == self.reply.text else "more"
        # A refusal stays one, whatever else fails.
        is_back = judged.is_error or judged.is_taken_back or judged.reading.state is State.CODE
        return "taken_back" if self.state is State.SUBMITTED and is_back else "same"


def _place(page: Page) -> tuple[str, str]:
    return (page.top.id, page.top.route) if page.top else ("", "")
