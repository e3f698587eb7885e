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
_SPACES = re.compile(r"[\s,]+")
_SHORT_CASE = 4  # words: "if you post"
_USES = (Concept.AI, Concept.TRAINED, Concept.USE)
_LETTER = re.compile(r"\w")
_WORD_END = re.compile(r"^\w+")  # of a stem the rest of the word


class SentenceCaveats(SentenceParts):
    """A sentence, and whether it is the caveat of an objection, or makes an exception that takes it back."""

    follows_caveat = False  # whether the sentence before it is of what others share
    precedes_case_of_others = False  # whether the next sentence is of what others share, and of nothing else

    @cached_property
    def _concession(self) -> tuple[str, str] | None:
        """Give where it is conceded that the person objects, "even if you object", and what is said besides; None without it."""
        # "Even if you object or do not use our products" says whose objection it is no more.
        said = " ".join(self._without(self._said, Concept.NO_USER).split())
        for first, last in self._spans(Concept.CONCEDED, said):
            mark = CLAUSE_END.search(said, last)
            clause = said[first : mark.start() if mark else None]
            # "İtiraz etsen bile …" names it itself, and goes on without a comma.
            named = said[first:last]
            for concept in _OBJECTED:
                if self.has(concept, named):
                    return named, f"{said[:first]} {said[last:]}"
                if objected := self._spans(concept, clause):
                    end = self._end_of_concession(clause, objected[-1][1])
                    return clause[:end], f"{said[:first]} {said[first + end :].lstrip(' ,')}"
        return self._condition_conceded(said)

    def _condition_conceded(self, said: str) -> tuple[str, str] | None:
        """Give the same where "even then" stands by itself, and the condition behind: "auch dann …, wenn du widersprichst"."""
        for then, behind in self._spans(Concept.EVEN_THEN, said):
            for first, last in self._spans(Concept.CONDITIONAL, said):
                mark = CLAUSE_END.search(said, last)
                clause = said[last : mark.start() if mark else None]
                if first >= behind and self.has(Concept.OBJECTION, clause):
                    rest = said[mark.start() :] if mark else ""
                    return clause, f"{said[:then]} {said[behind:first]} {rest}"
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

    @property
    def _cannot_be_prevented(self) -> bool:
        """Tell whether it is only said of a caveat right before that the service cannot prevent it: "we cannot prevent that entirely"."""
        rest = self._without(self.text, Concept.PREVENT)
        is_denied = rest != self.text and self.has(Concept.NEGATION, self.text)
        rest = self._without(rest, Concept.NEGATION, Concept.POSSIBLE, Concept.WE)
        others = (*WEIGHS, Concept.DEMAND, Concept.REQUEST, Concept.CHOICE, Concept.OBJECTION)
        said = (*_USES, Concept.RECEIVED, Concept.DATA, Concept.CONDITIONAL)
        # "We cannot prevent the training"
        of_use = self._lexicon.words_of_use(self._language)
        is_use = any(of_use.find(one) and not self.has(Concept.FAMILIAR, one) for one in rest.split())
        is_more = self._has_any(rest, *others, *said) or is_use or self._is_question
        is_known = not self._lexicon.strange_words(rest, self._language)
        return self.follows_caveat and is_denied and is_known and not is_more

    def _only_concedes(self, clause: str) -> bool:
        """Tell whether it is conceded that the person objects, and nothing else: not "although your objection was withdrawn"."""
        is_objection = self.has(Concept.OBJECTION, clause)
        clause = self._lexicon.matcher(self._language, Concept.CONCEDED).remove(clause)
        # "Selv om du har reservert deg", all in one
        is_objection = is_objection or not _LETTER.search(clause)
        while objected := self._spans(Concept.OBJECTION, clause):
            first, last = objected[0]
            clause = f"{clause[:first]} {_WORD_END.sub('', clause[last:])}"
        clause = self._lexicon.matcher(self._language, Concept.SEPARATE).remove(clause)
        # "Even if you have lodged an objection", and not "even if we received your objection"
        is_theirs = self.has(Concept.YOU, clause) and not self.has(Concept.WE, clause)
        is_received = self.has(Concept.RECEIVED, clause) and not is_theirs
        # "Even if somebody else objects"
        others = (*WEIGHS, Concept.DEMAND, Concept.ASIDE)
        is_more = (
            is_received
            or self._has_any(clause, *others)
            or self._lexicon.strange_words(clause, self._language)
        )
        return is_objection and not is_more

    @property
    def is_of_others_alone(self) -> bool:
        """Tell whether this is a caveat and no more: information about the person, if or where others share it."""
        # That it goes on is what a caveat says; "we may continue to process" is else a refusal.
        said = self._without(self._plain, Concept.STILL, Concept.POSSIBLE, Concept.ASIDE)
        # Of the service's own caveat AI is the purpose: "we may process information about you for AI at Meta, if …".
        # "… for AI, for example if somebody mentions you", and not "… if somebody mentions you", which may be the only limit.
        is_example = self.has(Concept.EXAMPLE) and not self.has(Concept.TRAINED)
        is_known = self.has(Concept.STILL) or is_example or self._is_shared_by_others
        is_purpose = self.has(Concept.AI, said) and not is_known
        is_more = is_purpose or self._has_any(said, *WEIGHS, Concept.DEMAND, Concept.REQUEST)
        is_caveat = self.has(Concept.ASIDE) and self.has(Concept.POSSIBLE) and not self._is_question
        return is_caveat and not is_more and self._names_nothing_own

    @property
    def _names_nothing_own(self) -> bool:
        """Tell whether it is "information about you" that is processed, and not "your posts": besides, data is what others share."""
        about_you = self._lexicon.matcher(self._language, Concept.ABOUT_YOU)
        rest = about_you.remove(self._plain)
        if self._is_shared_by_others:
            return True
        if rest == self._plain or not self._is_all_of_others_in(rest):
            return False
        ifs, others = (self._spans(one, self._plain) for one in (Concept.CONDITIONAL, Concept.ASIDE))
        if not ifs:
            # "Information about you that you share with others"
            _, behind = about_you.ends(self._plain)[0]
            behind = behind.lstrip(" ,")
            relative = self._lexicon.matcher(self._language, Concept.RELATIVE)
            if (found := relative.match(behind)) and self.has(
                Concept.DATA, " ".join([found.group(), *behind[found.end() :].split()[:1]])
            ):
                return False
            # "Information about you in photos that others share", and not "your data, like that of others".
            return self.has(Concept.DATA, rest) and all(map(self._is_all_of_others_in, self._clauses(rest)))
        places = [*ifs, *others]
        before, behind = self._plain[: min(places)[0]], self._plain[max(last for _, last in places) :]
        if about_you.find(before) and self._only_lists(behind):
            behind = ""  # "… if somebody mentions you in a post, a caption or a comment"
        # "If somebody mentions you, or if you post"
        if any(first >= others[0][1] for first, _ in ifs) or not self._are_cases_of_others(ifs[-1][0]):
            return False
        if about_you.find(before) and self._goes_further(behind):
            return False
        said = f"{before} {behind.partition(',')[2]}"
        # "Başka biri seni etiketlerse …": there the condition ends with its word, and not with a comma.
        said = said if about_you.find(said) else behind
        return bool(about_you.find(said)) and not self.has(Concept.DATA, about_you.remove(said))

    @property
    def _is_shared_by_others(self) -> bool:
        """Tell whether all that is processed is what others share: "information about you that others share, such as a group photo".

        Not "information about you that others share, such as your posts", "… like others", "… that others share and more".
        """
        named = self._spans(Concept.ABOUT_YOU, self._plain) or self._spans(Concept.INFORMATION, self._plain)
        if not named or not self._is_all_of_others_in(self._without(self._plain, Concept.ABOUT_YOU)):
            return False
        first, last = named[0]
        before, behind = self._plain[:first], self._to_relative(self._plain[last:].lstrip(" ,"))
        examples = self._lexicon.matcher(self._language, Concept.EXAMPLE).cut(behind)
        shared, *more = [one for example in examples for one in self._clauses(example)] or [""]
        # In Turkish they stand before it: "başkalarının paylaştığı sizinle ilgili bilgiler".
        sharers = [
            (b, e) for b, e in self._spans(Concept.ASIDE, before) if self.has(Concept.SHARE, before[b:e])
        ]
        is_behind = sharers and not before[sharers[0][1] :].strip()
        if is_behind:
            before, more = before[: sharers[0][0]], [shared, *more]
        # "Or that you have made public", "and your posts"
        own = (Concept.DATA, Concept.YOU, Concept.RELATIVE, Concept.ABOUT_YOU)
        is_more = any(self._has_any(one, *own) and not self._only_lists(one) for one in more)
        is_before = self.has(Concept.DATA, self._without(before, Concept.ABOUT_YOU))
        is_theirs = is_behind or self._is_relative_of_others(shared)
        return bool(is_theirs) and not (is_more or is_before or self._goes_further(behind))

    def _to_relative(self, behind: str) -> str:
        """Leave out the one word before a relative clause that is the verb: "… über dich verarbeiten, die andere teilen"."""
        may = self._lexicon.matcher(self._language, Concept.POSSIBLE).match(behind)
        first, *rest = _SPACES.split(behind[may.end() if may else 0 :].lstrip(), maxsplit=1)
        is_verb = not self._has_any(first, Concept.CONJUNCTION, Concept.LISTED, Concept.DATA, Concept.YOU)
        relative = self._lexicon.matcher(self._language, Concept.RELATIVE)
        if not rest or relative.match(behind) or not (is_verb and relative.match(rest[0])):
            return behind
        return rest[0]

    def _is_relative_of_others(self, clause: str) -> bool:
        """Tell whether a clause is what others share: "that other people share", not "that you share with others", "that others see"."""
        relative = self._lexicon.matcher(self._language, Concept.RELATIVE).match(clause)
        others = self._spans(Concept.ASIDE, clause)
        if not (relative and others and self.has(Concept.SHARE, clause)):
            return False
        if self.has(Concept.RELATIVE, clause[others[0][1] :]):  # "… or that you make public"
            return False
        between = self._without(clause[relative.end() : others[-1][0]], Concept.SHARE, Concept.LISTED)
        return not _LETTER.search(between)

    def _goes_further(self, behind: str) -> bool:
        """Tell whether a caveat that was complete goes on with what is not known: "…, if somebody mentions you, and all the rest"."""
        conjunction = self._lexicon.matcher(self._language, Concept.CONJUNCTION)
        behind = self._without(behind, Concept.EXAMPLE, Concept.LISTED)
        more = (part for one in conjunction.cut(behind) for part in CLAUSE_END.split(one))
        return any(self._lexicon.strange_words(one, self._language) for one in islice(more, 1, None))

    def _are_cases_of_others(self, begin: int) -> bool:
        """Tell whether each case of a condition is one of others: not "if you post, or others mention you"."""
        others = self._spans(Concept.ASIDE, self._plain)
        ors = [
            (first, last)
            for first, last in reversed(self._spans(Concept.OR, self._plain))
            if first >= begin and not any(start <= first and last <= end for start, end in others)
        ]
        ends = [*(first for first, _ in ors), len(self._plain)]
        cases = [
            self._plain[start:end] for start, end in zip([begin, *(e for _, e in ors)], ends, strict=True)
        ]
        share = self._lexicon.matcher(self._language, Concept.SHARE)
        return all(
            self.has(Concept.ASIDE, case)
            or not self.has(Concept.DATA, case)
            or self._only_lists(case)
            or self._lists(before, case)
            # "… or shares a photo of you" goes on of the same, and the longer first one says where one appears.
            or (share.match(case.lstrip()) if before else len(case.split()) > _SHORT_CASE)
            for before, case in pairwise(["", *cases])
        )

    def _only_lists(self, text: str) -> bool:
        """Tell whether nothing but where one is mentioned stands in a text: "in a post, a caption or a comment"."""
        return not _LETTER.search(self._without(text, Concept.LISTED, Concept.POSSIBLE))

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
