"""What an answer concedes: what others share of the person is used all the same, or something is excepted. Pure."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice, pairwise
from typing import Self

from flows.concepts import Concept
from helper.recognise.parts import CLAUSE_END, SentenceParts

# What no caveat may say, and no other remark.
WEIGHS = (Concept.REFUSED, Concept.UNDONE, Concept.REGRET, Concept.FAILURE, Concept.NEGATION)
# What the person may have done: "even if you object", "despite your choice".
_OBJECTED = (Concept.OBJECTION, Concept.REQUEST, Concept.CHOICE)
_WORD_END = re.compile(r"^\w+")  # of a stem the rest of the word


class SentenceCaveats(SentenceParts):
    """A sentence, and whether it is the caveat of an objection, or makes an exception that takes it back."""

    precedes_case_of_others = False  # whether the next sentence is of what others share, and of nothing else

    @cached_property
    def _concession(self) -> tuple[str, str] | None:
        """Give where it is conceded that the person objects, "even if you object", and what is said besides; None without it."""
        for first, last in self._spans(Concept.CONCEDED, self._said):
            mark = CLAUSE_END.search(self._said, last)
            clause = self._said[first : mark.start() if mark else None]
            # "İtiraz etsen bile …" names it itself, and goes on without a comma.
            named = self._said[first:last]
            for concept in _OBJECTED:
                if self.has(concept, named):
                    return named, f"{self._said[:first]} {self._said[last:]}"
                if objected := self._spans(concept, clause):
                    end = self._end_of_concession(clause, objected[-1][1])
                    return clause[:end], f"{self._said[:first]} {self._said[first + end :].lstrip(' ,')}"
        return None

    def _end_of_concession(self, clause: str, begin: int) -> int:
        """Tell where what is said nevertheless begins: with "we may" at last, as commas are set in few languages."""
        spans = (self._spans(one, clause[begin:]) for one in (Concept.POSSIBLE, Concept.CONDITIONAL))
        return min([len(clause), *(begin + first for found in spans for first, _ in found)])

    @property
    def _is_beside_objection(self) -> bool:
        """Tell whether this is the caveat of the objection itself: "even if you object, … if somebody else shares a photo of you"."""
        besides = self._besides_concession
        if besides is None:
            return False
        return besides.is_of_others_alone or (self.precedes_case_of_others and besides.is_about_person_alone)

    @property
    def awaits_case(self) -> bool:
        """Tell whether it is conceded that information about the person is used, and not yet when: an example has to follow."""
        besides = self._besides_concession
        return besides is not None and besides.is_about_person_alone

    @property
    def _besides_concession(self) -> Self | None:
        """Give what is said besides "even if you object"; None without it, or where more than that is conceded."""
        clause, rest = self._concession or ("", "")
        return type(self)(rest, self._lexicon, self._language) if self._only_concedes(clause) else None

    @property
    def is_about_person_alone(self) -> bool:
        """Tell whether it may only be that information about the person is used: "we may still process information about you for AI"."""
        about_you = self._lexicon.matcher(self._language, Concept.ABOUT_YOU)
        rest = self._without(self._plain, Concept.STILL, Concept.POSSIBLE, Concept.ABOUT_YOU)
        others = (*WEIGHS, Concept.DEMAND, Concept.REQUEST, Concept.CONDITIONAL, Concept.DATA)
        is_caveat = self.has(Concept.POSSIBLE) and about_you.find(self._plain) and not self._is_question
        # A verb that no table has: what becomes of the information matters little where it is that of others.
        is_known = len(self._lexicon.strange_words(rest, self._language)) <= 1
        return bool(is_caveat) and is_known and not self._has_any(rest, *others)

    def _only_concedes(self, clause: str) -> bool:
        """Tell whether it is conceded that the person objects, and nothing else: not "although your objection was withdrawn"."""
        is_objection = self.has(Concept.OBJECTION, clause)
        clause = self._lexicon.matcher(self._language, Concept.CONCEDED).remove(clause)
        while objected := self._spans(Concept.OBJECTION, clause):
            first, last = objected[0]
            clause = f"{clause[:first]} {_WORD_END.sub('', clause[last:])}"
        clause = self._lexicon.matcher(self._language, Concept.SEPARATE).remove(clause)
        # "Even if somebody else objects", "even if we received your objection"
        others = (*WEIGHS, Concept.DEMAND, Concept.RECEIVED, Concept.ASIDE)
        is_more = self._has_any(clause, *others) or self._lexicon.strange_words(clause, self._language)
        return is_objection and not is_more

    @property
    def is_of_others_alone(self) -> bool:
        """Tell whether this is a caveat and no more: information about the person, if or where others share it."""
        # That it goes on is what a caveat says; "we may continue to process" is else a refusal.
        said = self._without(self._plain, Concept.STILL, Concept.POSSIBLE, Concept.ASIDE)
        # Of the service's own caveat AI is the purpose: "we may still process information about you for AI at Meta, if …".
        is_purpose = self.has(Concept.AI, said) and not self.has(Concept.STILL)
        is_more = is_purpose or self._has_any(said, *WEIGHS, Concept.DEMAND, Concept.REQUEST)
        is_caveat = self.has(Concept.ASIDE) and self.has(Concept.POSSIBLE) and not self._is_question
        return is_caveat and not is_more and self._names_nothing_own

    @property
    def _names_nothing_own(self) -> bool:
        """Tell whether it is "information about you" that is processed, and not "your posts": besides, data is what others share."""
        about_you = self._lexicon.matcher(self._language, Concept.ABOUT_YOU)
        rest = about_you.remove(self._plain)
        if rest == self._plain or not self._is_all_of_others_in(rest):
            return False
        ifs, others = (self._spans(one, self._plain) for one in (Concept.CONDITIONAL, Concept.ASIDE))
        if not ifs:
            # "Information about you in photos that others share", and not "your data, like that of others".
            return self.has(Concept.DATA, rest) and all(map(self._is_all_of_others_in, self._clauses(rest)))
        places = [*ifs, *others]
        before, behind = self._plain[: min(places)[0]], self._plain[max(last for _, last in places) :]
        # "If somebody mentions you, or if you post"
        if any(first >= others[0][1] for first, _ in ifs) or self._goes_further(before, behind):
            return False
        said = f"{before} {behind.partition(',')[2]}"
        # "Başka biri seni etiketlerse …": there the condition ends with its word, and not with a comma.
        said = said if about_you.find(said) else behind
        return bool(about_you.find(said)) and not self.has(Concept.DATA, about_you.remove(said))

    def _goes_further(self, before: str, behind: str) -> bool:
        """Tell whether a caveat that was complete goes on with what is not known: "…, if somebody mentions you, and all the rest"."""
        conjunction = self._lexicon.matcher(self._language, Concept.CONJUNCTION)
        more = (part for one in conjunction.cut(behind) for part in CLAUSE_END.split(one))
        is_strange = any(self._lexicon.strange_words(one, self._language) for one in islice(more, 1, None))
        return is_strange and self.has(Concept.ABOUT_YOU, before)

    @property
    def is_used_all_the_same(self) -> bool:
        """Tell whether data or AI is said to have to do with the person who objects, and it is no caveat: "… we use your posts"."""
        is_despite = self._concession is not None and not self._is_promise
        return (is_despite or self._excepts) and self._has_any(self.text, Concept.DATA, Concept.AI)

    @property
    def _excepts(self) -> bool:
        """Tell whether something is excepted from what is said: "we do not use your posts, except those that are public"."""
        said = self._lexicon.matcher(self._language, Concept.HARMLESS).remove(self._said)
        exception = self._lexicon.matcher(self._language, Concept.EXCEPTION)
        # In some languages a word of the promise itself: "er unntatt" spares, ", unntatt de offentlige" does not.
        promises = self._lexicon.affirmed_promises(self._language).spans(said)
        return any(
            CLAUSE_END.search(said[:first].rstrip()[-1:])
            or not any(begin <= first and last <= end for begin, end in promises)
            for first, last in exception.spans(said)
        )

    @property
    def _is_all_of_others(self) -> bool:
        """Tell whether all that is named is what others share: not "photos shared by others, and your photos"."""
        return self._is_all_of_others_in(self._plain)

    def _is_all_of_others_in(self, text: str) -> bool:
        parts = self._lexicon.matcher(self._language, Concept.CONJUNCTION).cut(text)
        return all(
            self.has(Concept.ASIDE, part)
            or not (self.has(Concept.DATA, part) or self._uses_in(part))  # "and yours are used"
            or self._lists(before, part)
            for before, part in pairwise(["", *parts])
        )

    def _lists(self, before: str, part: str) -> bool:
        """Tell whether a part only goes on with a list: "photos and | posts in which you appear", not "and | posts are used"."""
        is_list = all(
            self.has(Concept.DATA, " ".join(word)) for word in (before.split()[-1:], part.split()[:1])
        )
        return is_list and not self._lexicon.strange_words(CLAUSE_END.split(part)[0], self._language)
