"""Understands what a text says became of the person's request: who or what, and what was done with it. Pure.

No list of phrases: whatever phrases are listed, the next page has another. A sentence is read by closed classes of words
(`flows/words`): a thing that was sent (request, objection, form), a verb form that says what became of it (received,
accepted, applies), and everything that may take that back: a denial, a refusal, something undone, a condition, a demand, a
mere possibility, a question, another subject. What takes back is looked for in the whole of the text, before and after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from flows.concepts import Concept
from helper.recognise.names import names_in
from helper.recognise.parts import COMMA, joints
from helper.recognise.sentence import ADDRESS_MARK, LABEL, Meaning, Sentence
from helper.recognise.words import Lexicon

# Beside a claim (so many pieces of text before and after it) nothing may say that it is about something else.
BESIDE = 2
# An answer says what it has to say in its headline, or right below it; a page of help does so anywhere.
_OPENING = 2
# A longer piece of text tells of answers, but is none: an article, for instance, in which somebody quotes theirs.
LONGEST_CLAIM = 400  # characters
# A long answer may hold a word that is not known, in a sentence of some length: in a short one it may be what matters.
_WORDS_TO_A_STRANGE_ONE = 15
_SHORTEST_WITH_A_STRANGE_ONE = 6  # words: "Please sign.", "This is a test."
# A whole sentence in quotation marks is somebody else's; a word or two may be the name of a request. In Maltese "'l quddiem"
# begins none.
_QUOTED = re.compile(
    r"«[^»]{25,}»|»[^«]{25,}«|“[^”]{25,}”|„[^“”]{25,}[“”]|\"[^\"]{25,}\"|(?<!\w)[‘‚'](?!l )[^‘’']{25,}[’‘'](?!\w)"
)
# An ordinal has one or two digits, and before it no letters ("AB-12"), no colon ("14:30") and no long number ("7741-23"); a year
# is followed by a month in small letters.
_REFERENCE_END = re.compile(r"(?:(?<=(?:[^\W_]|:)\d\d)|(?<=[^\W\d_]-\d\d)|(?<=\d{3}-\d\d))\.\s+([^\W\d_])")
# "…; if you have others, …"
_HALF_STOP = re.compile(r"[;؛·](?=\s+\w)|\s[-–—]\s")
_ADDRESS = re.compile(r"\S*[@＠]\S+")


@dataclass(frozen=True)
class Statement:
    """What is said, in which piece of text, sentence (normalised) and language, and whether a source confirms the words."""

    meaning: Meaning
    text: str
    sentence: str
    language: str
    is_verified: bool


def understand(texts: Sequence[str], lexicon: Lexicon, languages: Sequence[str]) -> Statement | None:
    """Say what an answer as a whole means; None where it says nothing of the request, or takes back what it says.

    `texts` are the pieces of text of the answer, in the order of the page. A page may be in one of several languages:
    a claim counts in any of them, and so does what takes it back.
    """
    readings = [_Text(texts, lexicon, language) for language in languages]
    if refusal := next((found for one in readings if (found := one.refusal())), None):
        # Where something failed, or the person can still do something, nothing was decided.
        return None if any(one.is_open for one in readings) else refusal
    claims = [claim for one in readings for claim in one.claims(is_strict=True)]
    if not claims or any(one.is_taken_back for one in readings):
        return None
    # "We have already received your objection" is good news of an earlier one.
    return next((c for c in claims if c.meaning is Meaning.ALREADY), claims[0])


def each_claim(texts: Sequence[str], lexicon: Lexicon, language: str) -> Iterator[Statement]:
    """Give what single sentences of a longer text claim or refuse, whatever the others say: hints, no more."""
    reading = _Text(texts, lexicon, language)
    yield from reading.claims()
    if refusal := reading.refusal():
        yield refusal


def is_taken_back(texts: Sequence[str], lexicon: Lexicon, languages: Sequence[str]) -> bool:
    """Tell whether anything in these texts may take back a claim that was made before."""
    return any(_Text(texts, lexicon, language).is_taken_back for language in languages)


def is_doubtful_fault(fault: str, texts: Sequence[str], lexicon: Lexicon, languages: Sequence[str]) -> bool:
    """Tell whether an answer claims success and words of an error may be a remark: "recorded. Old models cannot be changed"."""
    is_claimed = any(
        claim.meaning is not Meaning.REFUSED for one in languages for claim in each_claim(texts, lexicon, one)
    )
    return is_claimed and not any(_Text([fault], lexicon, language).names_failure for language in languages)


def is_of_others(sentence: str, lexicon: Lexicon, language: str) -> bool:
    """Tell whether a sentence is of what others share and of nothing else: whatever it names besides is no fault."""
    read = Sentence(sentence, lexicon, language)
    return read.tells_what_others_do or read.is_case_of_others


def may_say_already(text: str, lexicon: Lexicon, languages: Sequence[str]) -> bool:
    """Tell whether a text has a word of something earlier, without which nothing stands already: soon told, and of most not so."""
    earlier = (Concept.ALREADY, Concept.STILL, Concept.BY_NOW)
    return any(lexicon.find(concept, text, languages) for concept in earlier)


def says_already(text: str, lexicon: Lexicon, languages: Sequence[str]) -> Statement | None:
    """Say whether a piece of text that stands there before Send claims by itself that an earlier objection stands."""
    found = understand([text], lexicon, languages)
    if found is None or found.meaning is Meaning.REFUSED:
        return None
    is_earlier = lexicon.matcher(found.language, Concept.BY_NOW).find(found.sentence)
    return found if found.meaning is Meaning.ALREADY or is_earlier else None


def _prepared(text: str) -> str:
    """Leave out what others say, and end the sentence after a reference: "number 88-1043. You will …" is no ordinal."""
    plain = _ADDRESS.sub(ADDRESS_MARK, _QUOTED.sub(" ", text))
    return _REFERENCE_END.sub(lambda end: f" • {end[1]}" if end[1].isupper() else end[0], plain)


def _says_of_what(claim: Sentence, piece: Sequence[Sentence]) -> bool:
    """Tell whether a claim says itself that it is of an objection to AI: no menu or heading beside it says otherwise.

    "Our AI has received your objection" says who read it, not of what it is.
    """
    others = any(one.has(Concept.AI) for one in piece if one is not claim)
    names = claim.has(Concept.AI) and claim.has(Concept.DATA, claim.text)
    return claim.has(Concept.OBJECTION) and (others or names)


class _Text:
    """The pieces of a text, read in one language."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon, language: str) -> None:
        self._texts, self._lexicon, self._language = texts, lexicon, language
        pieces = [lexicon.sentences(_prepared(text), language) for text in texts]
        names = [lexicon.matcher(language, concept) for concept in (Concept.AI, Concept.OBJECTION)]
        is_about_objection = any(
            one.find(sentence) for piece in pieces for sentence in piece for one in names
        )
        self._is_about_objection = is_about_objection
        self._pieces = [
            list(self._read_piece(piece, is_headline=not number and len(pieces) > 1 and len(piece) == 1))
            for number, piece in enumerate(pieces)
        ]
        is_about_ai = any(sentence.speaks_of_ai or sentence.is_caveat for sentence in self._sentences)
        about = (Concept.REQUEST, Concept.THANKS, Concept.EMAIL)
        is_answered = is_about_ai or any(map(self._has, about)) or self._asks_nothing_more
        for sentence in self._sentences:
            sentence.is_among_ai, sentence.is_answered = is_about_ai, is_answered
            sentence.is_in_scope = self._names_scope

    def _read_piece(self, piece: Sequence[str], *, is_headline: bool) -> Iterator[Sentence]:
        asks = is_caveat = False
        for number, text in enumerate(piece):
            whole = self._read(text)
            whole.is_headline, whole.follows_question_of_accounts = is_headline, asks
            whole.follows_caveat = is_caveat
            if whole.awaits_case:
                whole.precedes_case_of_others = any(
                    self._read(one).is_case_of_others for one in piece[number + 1 : number + 2]
                )
            parts = self._parts_of(whole)
            asks, is_caveat = parts[-1].asks_of_accounts, parts[-1].is_caveat_of_others
            yield from parts

    def _parts_of(self, whole: Sentence) -> list[Sentence]:
        """Give a sentence; where it ends with a remark, as two: "it applies to all accounts; if you have others, …"."""
        is_doubtful = whole.takes_back or whole.strange > 0
        if (is_doubtful or whole.has(Concept.CONDITIONAL)) and not (
            whole.begins_bound or whole.keeps_in_place or whole.leaves_open
        ):
            for before, after in self._cuts(whole.text):
                remark = self._read(after)
                is_remark = remark.is_of_topic and not remark.is_mere_condition
                if is_remark and (is_doubtful or remark.has(Concept.CONDITIONAL)):
                    return [*self._parts_of(self._read(before)), remark]
            if begun := self._begun_with_remark(whole.text):
                return begun
        return [whole]

    def _begun_with_remark(self, text: str) -> list[Sentence]:
        """Give a sentence that begins with what one may still do as two: "you can keep using Meta AI, but we do not use your posts"."""
        for before, after in self._cuts(text, COMMA):
            remark, rest = self._read(before), self._read(after)
            if remark.lets_carry_on and rest.spares:
                return [remark, *self._parts_of(rest)]
        return []

    def _cuts(self, text: str, *marks: re.Pattern[str]) -> Iterator[tuple[str, str]]:
        """Give what stands before and after each place where a sentence may end and another one begin."""
        ands = joints(text, self._lexicon, self._language)
        places = [*ands, *(found.span() for mark in (_HALF_STOP, *marks) for found in mark.finditer(text))]
        for start, stop in sorted(places):
            if text[:start].strip(" ,"):
                yield text[:start].rstrip(" ,"), text[stop:].lstrip()

    def _read(self, text: str) -> Sentence:
        return Sentence(text, self._lexicon, self._language, is_about_objection=self._is_about_objection)

    @property
    def _headline(self) -> Sentence | None:
        is_one = len(self._pieces) > 1 and len(self._pieces[0]) == 1
        return self._pieces[0][0] if is_one else None

    @property
    def _asks_nothing_more(self) -> bool:
        """Tell whether all that follows is that nothing is left to do, or that one will hear of it: "Sent! We'll be in touch"."""
        return all(sentence.asks_nothing_more for sentence in islice(self._sentences, 1, None))

    @property
    def _sentences(self) -> Iterator[Sentence]:
        return (sentence for piece in self._pieces for sentence in piece)

    @cached_property
    def _names_scope(self) -> bool:
        """Tell whether a choice is told to apply to all accounts, and nothing else is named that it may be about."""
        return any(sentence.names_scope for sentence in self._sentences) and not self._has(Concept.ELSEWHERE)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for text in self._texts for name in names_in(text, self._language))

    def _has(self, concept: Concept) -> bool:
        return any(sentence.has(concept) for sentence in self._sentences)

    @cached_property
    def is_taken_back(self) -> bool:
        """Tell whether anything in the text may take back what another part of it claims."""
        return any(sentence.takes_back for sentence in self._sentences)

    @cached_property
    def is_open(self) -> bool:
        """Tell whether one may try again, or is to do something first: no decision was made."""
        # What one is to do to complain is nothing that the objection waits for.
        return self._has(Concept.FAILURE) or any(
            one.has(Concept.DEMAND) for one in self._sentences if not one.tells_redress
        )

    @property
    def names_failure(self) -> bool:
        """Tell whether something failed, or is to be regretted."""
        return self._has(Concept.FAILURE) or self._has(Concept.REGRET)

    def claims(self, *, is_strict: bool = False) -> Iterator[Statement]:
        """Give what is claimed, whether or not it is taken back elsewhere; strictly: among known words alone.

        Answers that refuse or ask for something are worded in endless ways: a word that is not known may do that. None
        may stand in the very sentence that claims.
        """
        for number, piece in enumerate(self._pieces):
            if len(self._texts[number]) > LONGEST_CLAIM:
                continue
            if self._is_announced(number):
                continue
            for sentence in self._completed(piece, number):
                found = sentence.claim
                if found is None and self._is_promised(sentence, number):
                    found = Meaning.SUCCESS, False
                if found is None or self._is_elsewhere(
                    number, 0 if _says_of_what(sentence, piece) else BESIDE
                ):
                    continue
                if not is_strict or self._is_certain(sentence, number):
                    yield Statement(found[0], self._texts[number], sentence.text, self._language, found[1])

    def _is_certain(self, claim: Sentence, number: int) -> bool:
        """Tell whether nothing that is not known, and nothing general, may make another thing of a claim."""
        # "You can object at any time. The objection applies to all accounts."
        is_general = any(one.tells_right for one in self._sentences) and not claim.tells_arrival
        is_data_in_doubt = any(one.may_use_data and not one.names_topic for one in self._of_other_data)
        return not (claim.strange or is_general or is_data_in_doubt) and self._is_plain(number)

    def _completed(self, piece: list[Sentence], number: int) -> list[Sentence]:
        """Give the sentences of a piece, the first with the headline as its subject: "Your objection" / "Received on 28 May"."""
        head, first = self._headline, piece[0] if piece else None
        if not (head and first and number == 1 and head.is_subject and first.has_no_subject):
            return piece
        whole = Sentence(f"{head.text}: {first.text}", self._lexicon, self._language)
        whole.is_among_ai = first.is_among_ai
        return [whole, *piece[1:]]

    def _is_announced(self, number: int) -> bool:
        """Tell whether the piece before makes this one an example or a case."""
        before = self._pieces[number - 1] if number else []
        return bool(before) and before[-1].announces

    @cached_property
    def _of_other_data(self) -> list[Sentence]:
        """The sentences that say more of the person's data than that it is spared: "your photos are not used, your posts are"."""
        return [
            one
            for one in self._sentences
            if one.has(Concept.DATA)
            and not (one.spares or one.is_aside or one.claim or one.tells_scope)
            and not (one.is_of_topic or one.is_about_other_accounts)
            and not (one.tells_what_it_covers or one.tells_where_to_read)
        ]

    def _is_promised(self, sentence: Sentence, number: int) -> bool:
        """Tell whether a promise answers the person: it opens the text, or something beside it answers them."""
        if number < _OPENING and sentence.spares_the_person and not self._of_other_data:
            return True
        # "We have noted that you do not want …" is an answer, "you do not want …" is none.
        is_noted = sentence.has(Concept.RECEIVED) or sentence.grants_wish
        is_general = not is_noted and (
            sentence.has(Concept.GENERAL, sentence.text) or sentence.has(Concept.ASIDE)
        )
        is_doubtful = any(one.strange for one in self._of_other_data)
        is_answer = sentence.grants_wish or self._is_acknowledged(number)
        return sentence.spares and not (is_general or is_doubtful) and is_answer

    def _is_acknowledged(self, number: int) -> bool:
        """Tell whether something right beside a promise shows that it answers the person: "got it", thanks."""
        around = self._pieces[max(0, number - 1) : number + 2]
        return any(sentence.acknowledges for piece in around for sentence in piece)

    def _is_plain(self, number: int) -> bool:
        """Tell whether nearly all words of a piece of text, and of the sentences right beside it, are of good news."""
        beside = [*self._pieces[max(0, number - 1) : number], *self._pieces[number + 1 : number + 2]]
        around = [
            one
            for one in (*self._pieces[number], *(s for piece in beside for s in piece if s.length > LABEL))
            if not one.is_aside
        ]
        most = sum(one.length for one in around) // _WORDS_TO_A_STRANGE_ONE
        doubtful = [one for one in around if not one.is_of_topic]
        # A piece without a full stop is what a menu offers: "Download your information".
        labels = [piece[0] for piece in beside if len(piece) == 1 and piece[0].has_no_full_stop]
        # "We use them for our models": whatever they are.
        if any(one.may_use_something and one.has(Concept.WE) for one in doubtful):
            return False
        # "They are not used only until the end of the year": not one word of a promise like that may be passed over.
        if any(one.spares and one.strange and one.has(Concept.ONLY, one.text) for one in doubtful):
            return False
        strange = {one: count for one in doubtful if (count := one.strange_beside(self._names))}
        is_long = all(
            one.length >= _SHORTEST_WITH_A_STRANGE_ONE or one.asks_of_accounts or one in labels
            for one in strange
        )
        return is_long and sum(strange.values()) <= most

    def refusal(self) -> Statement | None:
        """Give the refusal, if the text holds one and speaks of the request."""
        about = (Concept.REQUEST, Concept.THANKS, Concept.OBJECTION)
        # "Your data is not used for AI. You can continue to use Meta AI": a promise refuses nothing.
        is_promised = any(one.spares for one in self._sentences)
        if is_promised or not any(map(self._has, about)):
            return None
        return next(
            (
                Statement(Meaning.REFUSED, self._texts[number], one.text, self._language, is_verified=False)
                for number, piece in enumerate(self._pieces)
                if len(self._texts[number]) <= LONGEST_CLAIM
                for one in piece
                # An objection is what was sent, whatever stands beside it.
                if one.is_refusal
                and not self._is_elsewhere(number, 0 if one.has(Concept.OBJECTION) else BESIDE)
            ),
            None,
        )

    def _is_elsewhere(self, number: int, beside: int = BESIDE) -> bool:
        around = self._pieces[max(0, number - beside) : number + beside + 1]
        return any(
            sentence.has(Concept.ELSEWHERE)
            for piece in around
            for sentence in piece
            if not (sentence.is_aside or sentence.is_of_topic or sentence.tells_redress)
        )
