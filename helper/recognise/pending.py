"""What a sentence that looks like a remark still leaves open, or takes back in a word: "your posts do", "and you did". Pure."""

from __future__ import annotations

from functools import cached_property

from flows.concepts import Concept
from helper.recognise.topics import SentenceTopics

_MOST_BEFORE_DATA = 3  # words: "vi med dine"
_LONGEST_ECHO = 8  # words: "but the posts on your profile will"
_LONGEST_ARRIVAL = 5  # letters, of what stands beside "once we have received": "it", "letzte"


class SentencePending(SentenceTopics):
    """A sentence, and whether it takes back in a word, or waits for something, whatever topic its words belong to."""

    @cached_property
    def leaves_open(self) -> bool:
        """Tell whether something is still to come, or is done after all, though every word may stand in a remark."""
        return (
            self.has(Concept.PENDING, self.text)
            or self._echoes_use
            or self._echoes_use_first
            or self._asks_to_write
            or self._leads_on
            or self._was_withdrawn
            or self._asks_if_it_counts
            or self._does_more_than_look
            or self._is_yet_to_be_received
        )

    @property
    def _echoes_use(self) -> bool:
        """Tell whether a clause says in a word that other data is used: "we do not use your photos, your posts we do"."""
        return any(
            self.has(Concept.DATA, one) and not self.has(Concept.NEGATION, one) and self._ends_with_echo(one)
            for one in self._clauses(self.text)
        )

    @property
    def _was_withdrawn(self) -> bool:
        """Tell whether what one may do was done: "you can withdraw it, and we did"."""
        parts = self._clauses(self.text)
        return any(
            self.has(Concept.POSSIBLE, before)
            and self.has(Concept.WITHDRAW, before)
            and any(map(self._ends_with_echo, parts[number:]))
            for number, before in enumerate(parts, start=1)
        )

    def _ends_with_echo(self, clause: str) -> bool:
        """Tell whether a clause ends so, and the sentence with it: "… about you si, por ejemplo, …" is a condition in Spanish."""
        said, clause = (one.rstrip(" .!") for one in (self.text, clause))
        ends = self._lexicon.matcher(self._language, Concept.ECHO).ends(clause)
        is_last = said.endswith(clause) and any(not rest.strip(" .!") for _, rest in ends)
        return is_last and len(clause.split()) <= _LONGEST_ECHO

    @property
    def _asks_if_it_counts(self) -> bool:
        """Tell whether one has to read elsewhere if it counts: "want to know if it was accepted?", not "… how it is handled?"."""
        is_open = self._has_in_order(self.text, Concept.MORE, Concept.CONDITIONAL, Concept.ACCEPTED)
        is_said = self.has(Concept.ACCEPTED, self.text) and not self.has(Concept.HOW, self.text)
        return self._is_question and self.has(Concept.MORE, self.text) and (is_open or is_said)

    @property
    def _does_more_than_look(self) -> bool:
        """Tell whether more is to be done where a letter may be, or it is none: "check your spam folder and reply"."""
        if not self.has(Concept.SPAM, self.text):
            return False
        remark = (Concept.EMAIL, Concept.POSSIBLE, Concept.CONDITIONAL)
        if self.has(Concept.OBJECTION, self.text) and not self._has_any(self.text, *remark):
            return True  # "Your objection is in the spam folder"
        _, *joined = self._lexicon.matcher(self._language, Concept.CONJUNCTION).cut(self.text)
        known = (Concept.SPAM, Concept.UNSEEN, Concept.POSSIBLE)
        asks = self.has(Concept.UNSEEN, self.text) and not self._has_any(self.text, *remark)
        return asks and not all(self._has_any(one, *known) for one in joined if one.strip(" ."))

    @property
    def _is_yet_to_be_received(self) -> bool:
        """Tell whether a letter comes once the objection has: "you will get a confirmation once we have received it"."""
        found = self._find(Concept.CONDITIONAL, self._unbound)
        if found is None or not self.has(Concept.NOTICE, self._unbound[: found[1]]):
            return False
        condition = self._unbound[found[1] :]
        known = (Concept.RECEIVED, Concept.ARRIVED, Concept.CONDITIONAL, Concept.WE, Concept.REQUEST)
        rest = self._without(condition, *known)
        is_ours = self._has_any(condition, Concept.WE, Concept.REQUEST)
        is_bare = all(len(word.strip(" .")) <= _LONGEST_ARRIVAL for word in rest.split())
        # "When we are done"
        is_arrival = self._has_any(
            self._without(condition, Concept.NOTICE), Concept.RECEIVED, Concept.ARRIVED
        )
        return is_ours and is_bare and is_arrival and not self.has(Concept.YOU, condition)

    @property
    def _echoes_use_first(self) -> bool:
        """The same where the word comes first, as in the north: "dina bilder används inte, det gör dina inlägg"."""
        return self._is_promise and any(map(self._begins_with_echo, self._clauses(self.text)))

    def _begins_with_echo(self, clause: str) -> bool:
        echo = self._lexicon.matcher(self._language, Concept.ECHO).match(clause.lstrip())
        rest = clause.lstrip()[echo.end() :] if echo else ""
        words = self._without(rest, Concept.DATA).strip(" .!").split()
        is_all = self.has(Concept.DATA, rest) and len(words) <= _MOST_BEFORE_DATA
        return is_all and not self._has_any(rest, Concept.AI, Concept.ACCEPTED, Concept.NEGATION)

    @property
    def _asks_to_write(self) -> bool:
        """Tell whether one is to write whatever happens: "contact us and quote the number", not "… if you have questions"."""
        conjunction = self._lexicon.matcher(self._language, Concept.CONJUNCTION)
        return any(
            self.text.startswith(found)
            and conjunction.match(rest.lstrip())
            and self.has(Concept.REFERENCE, rest)
            and not self._has_any(rest, Concept.CONDITIONAL, Concept.POSSIBLE)
            and not self.has(Concept.HARMLESS, self._without(rest, Concept.REFERENCE))
            for found, rest in self._lexicon.matcher(self._language, Concept.CONTACT).ends(self.text)
        )

    @property
    def _leads_on(self) -> bool:
        """Tell whether all of it leads on to what is left to do: "Continue."."""
        return self._lexicon.matcher(self._language, Concept.NEXT).is_all_of(self.text.strip(" .!"))
