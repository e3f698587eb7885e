"""What else a sentence beside an answer may be all about: the number of the case, a letter that comes, how to change one's mind. Pure.

Such remarks are worded in endless ways, but of few words. A sentence is one where every word of it belongs to one topic, or
to good news, in whatever order: so nothing in it can say that the request came to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from flows.concepts import Concept
from helper.recognise.remarks import SentenceRemarks

_MAY = (
    Concept.POSSIBLE,
    Concept.CONDITIONAL,
)  # that something may be, or only if: of the topic, and of nothing else
# What no remark says in the words that are not of its topic; a topic may spare some of them.
_WEIGHTY = frozenset(
    {
        *(Concept.REFUSED, Concept.REGRET, Concept.NEGATION, Concept.UNDONE, Concept.UNDERWAY),
        *(Concept.FAILURE, Concept.DEMAND, Concept.STILL, Concept.ELSEWHERE),
        *(Concept.RECEIVED, Concept.ACCEPTED, Concept.REQUEST, Concept.DATA, Concept.AI, Concept.CODE),
    }
)


@dataclass(frozen=True)
class Topic:
    """What a remark may be about."""

    words: Concept
    keys: tuple[Concept, ...]  # without a word of one of these the sentence is about something else
    least: int = 2  # words of the topic, all in all
    spares: frozenset[Concept] = frozenset()  # what may stand in it besides
    # Words that belong to it under a condition: "contact us" alone asks for something.
    if_bound: frozenset[Concept] = frozenset()


_TOPICS = (
    # "If you have other accounts, fill in the form for each of them": no condition of this one.
    Topic(Concept.SEPARATE, (Concept.OTHER_ACCOUNTS,), spares=frozenset({Concept.REQUEST})),
    # "You may change your mind at any time", "it stays in force until you withdraw it"
    Topic(Concept.WITHDRAW, _MAY, spares=frozenset({Concept.REQUEST, Concept.CHOICE})),
    Topic(
        Concept.WITHDRAW,
        (Concept.UNTIL,),
        least=1,
        spares=frozenset({Concept.REQUEST, Concept.ACCEPTED, Concept.STILL}),
    ),
    # "You will get a notification on Facebook once we have looked at your objection"
    Topic(
        Concept.NOTICE,
        (Concept.NOTICE, Concept.REPLY),
        spares=frozenset({Concept.REQUEST, Concept.ACCEPTED}),
    ),
    # "Keep this number in case you need to contact us"
    Topic(
        Concept.REFERENCE,
        (Concept.REFERENCE,),
        spares=frozenset({Concept.REQUEST}),
        if_bound=frozenset({Concept.CONTACT}),
    ),
    Topic(Concept.CARRY_ON, (Concept.CARRY_ON,)),
    Topic(
        Concept.DURATION,
        (Concept.DURATION, Concept.DELAY),
        spares=frozenset({Concept.REQUEST, Concept.ACCEPTED}),
    ),
)


class SentenceTopics(SentenceRemarks):
    """A sentence, and whether it is all about something that stands beside an answer and takes nothing back."""

    @cached_property
    def is_of_topic(self) -> bool:
        """Tell whether every word belongs to one of the topics, or to good news, and none of them weighs."""
        if self._is_question or self._is_promise or self._refuses or self.has(Concept.REGRET, self.text):
            return False
        return any(map(self._is_all_of, _TOPICS))

    def _is_all_of(self, topic: Topic) -> bool:
        if not self._has_any(self.text, *topic.keys):
            return False
        words = self._lexicon.matcher(self._language, topic.words)
        if len(words.spans(self._plain)) < topic.least:
            return False
        is_bound = self.has(Concept.CONDITIONAL, self.text)
        known = (*topic.if_bound, topic.words) if is_bound else (topic.words,)
        rest = self._without((*topic.keys, *known, *_MAY), self._plain)
        weighs = (_WEIGHTY | topic.if_bound) - topic.spares
        is_known = not self._lexicon.strange_words(rest, self._language)
        return is_known and not self._has_any(rest, *weighs) and self._binds_nothing(topic)

    def _binds_nothing(self, topic: Topic) -> bool:
        """Tell whether a condition is one of the remark: "it counts once you have written to us with this number" is none."""
        if Concept.UNTIL in topic.keys or not self.has(Concept.CONDITIONAL):
            return True
        condition, main = self._condition_and_main()
        if not self._has_any(main, topic.words, *topic.keys) or self.has(Concept.ACCEPTED, main):
            return False
        # "Once you have replied, you will get a decision", "once we have your e-mail"
        others = (Concept.YOU, Concept.EMAIL, Concept.RECEIVED, Concept.REPLY, Concept.DATA)
        return topic.words is not Concept.NOTICE or not self._has_any(condition, *others)

    @property
    def _letter_waits_for_person(self) -> bool:
        """Tell whether a letter comes only once the person has done something: "we will write to you once you have signed"."""
        if not self.has(Concept.CONDITIONAL):
            return False
        condition, main = self._condition_and_main()
        return self.has(Concept.YOU, condition) and self._has_any(main, Concept.REPLY, Concept.NOTICE)

    def _condition_and_main(self) -> tuple[str, str]:
        """Give the part of the sentence that a condition is, and what is said under it; it may begin with either."""
        conditional = self._find(Concept.CONDITIONAL, self._plain)
        begin = conditional[1] if conditional else 0
        before, after = self._plain[:begin], self._plain[begin:]
        if len(before.split()) > 1:
            return after, before
        condition, _, main = after.partition(",")
        return condition, main

    def _without(self, concepts: Iterable[Concept], text: str) -> str:
        for concept in concepts:
            text = self._lexicon.matcher(self._language, concept).remove(text)
        return text
