"""What a sentence that looks like a remark still leaves open, or takes back in a word: "your posts do", "and you did". Pure."""

from __future__ import annotations

from functools import cached_property

from flows.concepts import Concept
from helper.recognise.patterns import WORD
from helper.recognise.topics import SentenceTopics

_LONGEST_ECHO = 8  # words: "but the posts on your profile will"
_MOST_BESIDE_ARRIVAL = 2  # words, beside "once we … received": "have" and "it"
_LONGEST_AUXILIARY = 7  # letters: "hayamos"


class SentencePending(SentenceTopics):
    """A sentence, and whether it takes back in a word, or waits for something, whatever topic its words belong to."""

    @cached_property
    def leaves_open(self) -> bool:
        """Tell whether something is still to come, or is done after all, though every word may stand in a remark."""
        return (
            self.has(Concept.PENDING, self.text)
            or self._echoes_use
            or self._was_withdrawn
            or self._asks_if_it_counts
            or self._does_more_than_look
            or self._is_yet_to_be_received
        )

    @property
    def _echoes_use(self) -> bool:
        """Tell whether it ends with a word that other data is used: "we do not use your photos, your posts we do"."""
        *_, last = ["", *self._clauses_to_echo]
        return self.has(Concept.DATA, last) and not self.has(Concept.NEGATION, last) and self._is_echo(last)

    @property
    def _was_withdrawn(self) -> bool:
        """Tell whether what one may do was done: "you can withdraw it, and we did"."""
        *before, last = ["", *self._clauses_to_echo]
        return self._is_echo(last) and any(
            self.has(Concept.POSSIBLE, one) and self.has(Concept.WITHDRAW, one) for one in before
        )

    @property
    def _clauses_to_echo(self) -> list[str]:
        """Give the clauses; one that is a single word belongs to the one before: "your posts, yes"."""
        *parts, last = ["", *self._clauses(self.text)]
        return [*parts[:-1], f"{parts[-1]} {last}"] if parts and len(last.split()) == 1 else [*parts, last]

    def _is_echo(self, clause: str) -> bool:
        ends = self._lexicon.matcher(self._language, Concept.ECHO).ends(clause)
        return any(not rest.strip(" .!") for _, rest in ends) and len(clause.split()) <= _LONGEST_ECHO

    @property
    def _asks_if_it_counts(self) -> bool:
        """Tell whether one has to read elsewhere if it counts: "want to know if it was accepted?", not "… how it is handled?"."""
        is_open = self._has_in_order(self.text, Concept.MORE, Concept.CONDITIONAL)
        is_said = self.has(Concept.MORE, self.text) and self.has(Concept.ACCEPTED, self.text)
        return self._is_question and (is_open or is_said) and not self.has(Concept.HOW, self.text)

    @property
    def _does_more_than_look(self) -> bool:
        """Tell whether more is to be done where a letter may be, or it is none: "check your spam folder and reply"."""
        if not self.has(Concept.SPAM, self.text):
            return False
        remark = (Concept.EMAIL, Concept.POSSIBLE, Concept.CONDITIONAL)
        rest = self._without(self.text, Concept.SPAM)  # in Catalan it is an e-mail by its name
        if self.has(Concept.OBJECTION, rest) and not self._has_any(rest, *remark):
            return True  # "Your objection is in the spam folder"
        _, *joined = self._lexicon.matcher(self._language, Concept.CONJUNCTION).cut(self.text)
        known = (Concept.SPAM, Concept.UNSEEN, Concept.POSSIBLE)
        asks = self.has(Concept.UNSEEN, rest) and not self._has_any(rest, *remark)
        return asks and not all(self._has_any(one, *known) for one in joined if one.strip(" ."))

    @property
    def _is_yet_to_be_received(self) -> bool:
        """Tell whether a letter comes once the objection has: "you will get a confirmation once we have received it"."""
        found = self._find(Concept.CONDITIONAL, self._unbound)
        if found is None or not self.has(Concept.NOTICE, self._unbound[: found[1]]):
            return False
        condition = self._unbound[found[1] :]
        known = (Concept.RECEIVED, Concept.ARRIVED, Concept.CONDITIONAL, Concept.WE, Concept.REQUEST)
        rest = WORD.findall(self._without(condition, *known))
        # "When we are done"
        is_arrival = self._has_any(
            self._without(condition, Concept.NOTICE), Concept.RECEIVED, Concept.ARRIVED
        )
        is_bare = len(rest) <= _MOST_BESIDE_ARRIVAL and all(len(one) <= _LONGEST_AUXILIARY for one in rest)
        return is_bare and is_arrival and not self.has(Concept.YOU, condition)
