"""What a sentence that looks like a remark still leaves open, or takes back in a word: "your posts do", "and you did". Pure."""

from __future__ import annotations

from functools import cached_property

from flows.concepts import Concept
from helper.recognise.parts import CLAUSE_END
from helper.recognise.patterns import WORD
from helper.recognise.topics import SentenceTopics

_MOST_BEFORE_DATA = 3  # words: "vi med dine"
_LONGEST_ECHO = 8  # words: "but the posts on your profile will"
_LONGEST_TURN = 4  # words: "your posts on Facebook"
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
            or self._echoes_use_first
            or self._turns_at_last
            or self._was_withdrawn
            or self._asks_to_write
            or self._leads_on
            or self._asks_if_it_counts
            or self._does_more_than_look
            or self._is_yet_to_be_received
            or self._is_received_on_condition
        )

    @property
    def _is_yet_to_arrive(self) -> bool:
        """Tell whether it takes time until something arrives: "it may take some minutes until it is sent"."""
        is_late = self._has_in_order(self.text, Concept.CONDITIONAL, Concept.RECEIVED)
        if is_late and self.has(Concept.DELAY, self.text):
            return True
        times = [*self._spans(Concept.DELAY, self.text), *self._spans(Concept.DURATION, self.text)]
        rest = self.text[max((last for _, last in times), default=len(self.text)) :]
        is_request = self.has(Concept.REQUEST, rest) and self.has(Concept.RECEIVED, rest)
        # "… before the objection that you sent is applied", "a copy of your objection is sent by e-mail"
        return len(times) > 1 and is_request and not self._has_any(rest, Concept.YOU, Concept.EMAIL)

    @property
    def _is_sent_later(self) -> bool:
        """Tell whether it is only kept until it is sent: "it was recorded and will be sent later", and not "to our team"."""
        to_come = [self._lexicon.matcher(self._language, one) for one in (Concept.UNDERWAY, Concept.POSSIBLE)]
        sent = (Concept.UNDERWAY, Concept.RECEIVED, Concept.SEND)
        later = (Concept.NOT_SEND, Concept.WITHDRAW, Concept.DURATION)  # "Later" is the name of a button too
        others = (Concept.EMAIL, Concept.REPLY, Concept.ACCEPTED, Concept.HOW)
        return any(
            any(one.match(part.strip()) for one in to_come)
            and self._has_any(part, *sent)
            and self._has_any(part, *later)
            and not self._has_any(part, *others)
            for part in self._lexicon.matcher(self._language, Concept.CONJUNCTION).cut(self.text)
        )

    @property
    def _echoes_use(self) -> bool:
        """Tell whether it ends with a word that other data is used: "we do not use your photos, your posts we do"."""
        *_, last = ["", *self._clauses_to_echo]
        return self.has(Concept.DATA, last) and not self.has(Concept.NEGATION, last) and self._is_echo(last)

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
    def _turns_at_last(self) -> bool:
        """Tell whether a promise ends with what it does not hold for: "your photos are not used, but your posts", "… today, but tomorrow"."""
        *before, last = self._lexicon.matcher(self._language, Concept.BUT).cut(self.text)
        # "…, but you can go on using it", "…, but they stay on your profile", "…, bleiben aber auf deinem Profil"
        others = (Concept.NEGATION, Concept.POSSIBLE, Concept.ACCEPTED, Concept.REPLY)
        stays = self._has_any(CLAUSE_END.split(" ".join([*before, last]))[-1], Concept.KEPT, Concept.STILL)
        is_brief = len(last.split()) <= _LONGEST_TURN and not self._has_any(last, *others)
        return bool(before) and self._is_promise and is_brief and not stays

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

    @property
    def _is_received_on_condition(self) -> bool:
        """Tell whether the receipt itself waits for what we do: "it is recorded when we write to you", not "…, we write when"."""
        conditions = self._spans(Concept.CONDITIONAL, self.text)
        receipts = [last for _, last in self._spans(Concept.RECEIVED, self.text)]
        return any(
            self.has(Concept.REQUEST, self.text[:last]) and self.has(Concept.WE, self.text[first:])
            for last in receipts
            for first, _ in conditions
            if last <= first and not self.text[last:first].strip(" ,")
        )

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
