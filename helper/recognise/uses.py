"""What a sentence says of the use that one objects to: that it goes on, or what AI does, which is no answer. Pure."""

from __future__ import annotations

from flows.concepts import Concept
from helper.recognise.patterns import without_references
from helper.recognise.pending import SentencePending

# Whatever good news says of AI besides a promise, it says with one of these.
_OF_ANSWERS = (
    *(Concept.REQUEST, Concept.CHOICE, Concept.OBJECTION, Concept.ACCEPTED, Concept.THANKS),
    *(Concept.HARMLESS, Concept.MORE, Concept.PLACE, Concept.BEYOND),
)
_LONGEST_NAME = 4  # words


class SentenceUses(SentencePending):
    """A sentence, and whether it says that the person's data is used all the same."""

    is_headline = False  # whether it is all of the first piece of text, and others follow

    @property
    def _is_about_ai_alone(self) -> bool:
        """Tell whether this sentence says something of AI that is no answer: "Training on your posts begins today"."""
        return not (self._is_promise or self.tells_what_it_covers) and any(
            self._has_any(one, Concept.AI, Concept.TRAINED)
            and self.has(Concept.DATA, one)
            and not (self._names_answer(one) or self.has(Concept.THANKS, one))
            for one in (*self._clauses(), self._plain)
        )

    @property
    def _tells_what_ai_does(self) -> bool:
        """Tell whether a sentence says something of AI in none of the words of answers: "they will be part of our AI"."""
        # "Meta AI", "Generative AI at Meta" name something, as a headline and a menu do.
        is_name = self.is_headline or (self.has_no_full_stop and self.length <= _LONGEST_NAME)
        if self._is_promise or self._is_question or is_name:
            return False
        text = without_references(self._unbound)
        if not self._has_any(text, Concept.AI, Concept.TRAINED):
            return False
        # "You may still see AI in our apps"
        may_carry_on = self.has(Concept.CARRY_ON, text) and self.has(Concept.POSSIBLE, text)
        return not (may_carry_on or self._has_any(text, *_OF_ANSWERS))

    @property
    def _goes_on(self) -> bool:
        """Tell whether it is the use of the person's data that goes on: "your posts are still used", "we can carry on"."""
        if self._is_promise:
            return False
        return (self._we_may and self.has(Concept.STILL)) or any(
            all(self.has(concept, one) for concept in (Concept.STILL, Concept.DATA))
            and not self._names_answer(one)
            for one in self._clauses()
        )

    def _names_answer(self, clause: str) -> bool:
        """Tell whether a clause is about the request; "the information that you gave" is one where it was received or is looked at."""
        if self.has(Concept.CHOICE, clause) or self.has(Concept.OBJECTION, clause):
            return True
        for first, last in self._spans(Concept.REQUEST, clause):
            data = self._find(Concept.DATA, clause[first:last])
            # "We review the information that you gave", and not "the information that you gave us is used"
            rest = f"{clause[: first + data[1]]} {clause[last:]}" if data else ""
            if not data or self.has(Concept.RECEIVED, rest) or self.has(Concept.ACCEPTED, rest):
                return True
        return False
