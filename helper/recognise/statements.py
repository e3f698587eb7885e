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
from enum import StrEnum
from functools import cached_property

from flows.schema import Concept
from helper.recognise.words import Lexicon

# Beside a claim (so many pieces of text before and after it) nothing may say that it is about something else.
_BESIDE = 2
# A longer piece of text tells of answers, but is none: an article, for instance, in which somebody quotes theirs.
LONGEST_CLAIM = 400  # characters
# A long answer may hold a word that is not known; in a short one it may be what matters.
_WORDS_TO_A_STRANGE_ONE = 15
_BRIEF = 4  # words: "Well received.", "Your choice is noted"
# A whole sentence in quotation marks is somebody else's; a word or two may be the name of a request.
_QUOTED = re.compile(r"«[^»]{40,}»|“[^”]{40,}”|„[^“”]{40,}[“”]|\"[^\"]{40,}\"")
_ADDRESS = re.compile(r"\S*[@＠]\S+")  # where the answer goes says nothing of it; that it goes somewhere does
_ADDRESS_MARK = "@"
# "Dear Mr and Mrs Miller,": so many words may be a name.
_NAME = re.compile(r"(?:\W+\w+){0,5}?\W*(?:[,!:،]|$)")
_QUESTION = re.compile(r"[?؟]|^¿")
_GREEK_QUESTION = re.compile(r";\s*$")
# "Sending…", "Processing your request…": what goes on is not done. (The one character is three when normalised.)
_UNFINISHED = re.compile(r"\.\.[\s\"'»”)\]]*$")
_CLAUSE_END = re.compile(r"[,;:،؛()]|\s-\s")
# Between a request and what it is about at most "of yours" stands.
_NEXT = re.compile(r"\W*(\w{1,9}\W+)?\Z")
_NO_CLAIM = (Concept.ELSEWHERE, Concept.POSSIBLE, Concept.UNDERWAY)
_TAKES_BACK = (Concept.REGRET, Concept.UNDONE, Concept.FAILURE, Concept.DEMAND)


class Meaning(StrEnum):
    """What a text says of the person's request."""

    SUCCESS = "success"  # it arrived, or counts
    ALREADY = "already"  # an earlier one stands
    REFUSED = "refused"  # the service will not act on it


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


def says_already(text: str, lexicon: Lexicon, languages: Sequence[str]) -> Statement | None:
    """Say whether a piece of text that stands there before Send claims by itself that an earlier objection stands."""
    found = understand([text], lexicon, languages)
    if found is None or found.meaning is Meaning.REFUSED:
        return None
    is_earlier = lexicon.matcher(found.language, Concept.BY_NOW).find(found.sentence)
    return found if found.meaning is Meaning.ALREADY or is_earlier else None


class _Text:
    """The pieces of a text, read in one language."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon, language: str) -> None:
        self._texts, self._language = texts, language
        self._pieces = [
            [
                _Sentence(one, lexicon, language)
                for one in lexicon.sentences(_ADDRESS.sub(_ADDRESS_MARK, _QUOTED.sub(" ", text)), language)
            ]
            for text in texts
        ]
        is_about_ai = any(sentence.speaks_of_ai for sentence in self._sentences)
        for sentence in self._sentences:
            sentence.is_among_ai = is_about_ai

    @property
    def _sentences(self) -> Iterator[_Sentence]:
        return (sentence for piece in self._pieces for sentence in piece)

    @cached_property
    def is_taken_back(self) -> bool:
        """Tell whether anything in the text may take back what another part of it claims."""
        return any(sentence.takes_back for sentence in self._sentences)

    @cached_property
    def is_open(self) -> bool:
        """Tell whether one may try again, or is to do something first: no decision was made."""
        return any(one.has(Concept.FAILURE) or one.has(Concept.DEMAND) for one in self._sentences)

    def claims(self, *, is_strict: bool = False) -> Iterator[Statement]:
        """Give what is claimed, whether or not it is taken back elsewhere; strictly: among known words alone.

        Answers that refuse or ask for something are worded in endless ways: a word that is not known may do that.
        """
        for number, piece in enumerate(self._pieces):
            if len(self._texts[number]) > LONGEST_CLAIM:
                continue
            for sentence in piece:
                found = sentence.claim
                if found is None and sentence.spares and self._is_acknowledged(number):
                    found = Meaning.SUCCESS, False
                is_plain = not is_strict or (_is_plain([sentence]) and self._is_plain(number))
                if found and is_plain and not self._is_elsewhere(number):
                    yield Statement(found[0], self._texts[number], sentence.text, self._language, found[1])

    def _is_acknowledged(self, number: int) -> bool:
        """Tell whether something right beside a promise shows that it answers the person: "got it", thanks."""
        around = self._pieces[max(0, number - 1) : number + 2]
        return any(sentence.acknowledges for piece in around for sentence in piece)

    def _is_plain(self, number: int) -> bool:
        """Tell whether nearly all words of a piece of text, and of the sentences right beside it, are of good news."""
        beside = [*self._pieces[max(0, number - 1) : number], *self._pieces[number + 1 : number + 2]]
        around = [
            one
            for one in (*self._pieces[number], *(s for piece in beside for s in piece if s.length > _BRIEF))
            if not one.is_aside
        ]
        return _is_plain(around)

    def refusal(self) -> Statement | None:
        """Give the refusal, if the text holds one and speaks of the request."""
        about = (Concept.REQUEST, Concept.THANKS, Concept.OBJECTION)
        if not any(sentence.has(concept) for sentence in self._sentences for concept in about):
            return None
        return next(
            (
                Statement(Meaning.REFUSED, self._texts[number], one.text, self._language, is_verified=False)
                for number, piece in enumerate(self._pieces)
                if len(self._texts[number]) <= LONGEST_CLAIM and not self._is_elsewhere(number)
                for one in piece
                if one.is_refusal
            ),
            None,
        )

    def _is_elsewhere(self, number: int) -> bool:
        around = self._pieces[max(0, number - _BESIDE) : number + _BESIDE + 1]
        return any(sentence.has(Concept.ELSEWHERE) for piece in around for sentence in piece)


def _is_plain(sentences: Sequence[_Sentence]) -> bool:
    """Tell whether nearly all words of these sentences are of good news."""
    strange = sum(one.strange for one in sentences)
    return strange <= sum(one.length for one in sentences) // _WORDS_TO_A_STRANGE_ONE


class _Sentence:
    """A normalised sentence, without the denials and conditions that do no harm."""

    def __init__(self, text: str, lexicon: Lexicon, language: str) -> None:
        self.text = text
        self._lexicon, self._language = lexicon, language
        self._name = self._addressee()
        self._plain = lexicon.matcher(language, Concept.HARMLESS).remove(text)
        promise = self._find(Concept.SPARED, self._plain) if self.has(Concept.AI) else None
        # "We will not use your posts, nor your comments": what is denied after the promise belongs to it.
        self._is_promise, self._before_promise = bool(promise), self._plain[: promise[1]] if promise else ""
        self._firm = text
        if promise:
            spared = lexicon.matcher(language, Concept.SPARED)
            self._plain, self._firm = spared.remove(self._plain), spared.remove(text)
        self.is_among_ai = False  # whether the text speaks of AI, or of an objection, here or elsewhere
        ends_so = language == "el" and _GREEK_QUESTION.search(text)
        self._is_question = bool(_QUESTION.search(text) or ends_so)

    @property
    def length(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def strange(self) -> int:
        """The number of words that no class of good news holds; whoever is addressed may be called anything."""
        said = self.text.removeprefix(self._name)
        return len(self._lexicon.strange_words(said, self._language, is_promise=self._is_promise))

    def _addressee(self) -> str:
        """Give the greeting that the sentence begins with, and the name up to the comma."""
        greeting = self._lexicon.matcher(self._language, Concept.GREETING).match(self.text)
        name = _NAME.match(self.text, greeting.end()) if greeting else None
        return self.text[: name.end()] if name else ""

    def has(self, concept: Concept, part: str | None = None) -> bool:
        """Tell whether a word of a class stands in the sentence, or in a part of it."""
        return self._find(concept, self._plain if part is None else part) is not None

    def _find(self, concept: Concept, part: str) -> tuple[bool, int] | None:
        return self._lexicon.matcher(self._language, concept).find(part)

    @property
    def speaks_of_ai(self) -> bool:
        """Tell whether this sentence names AI or an objection, which is about nothing else here."""
        return self._is_promise or self.has(Concept.OBJECTION) or self.has(Concept.AI)

    @property
    def _is_bound(self) -> bool:
        return self.has(Concept.CONDITIONAL)

    @property
    def _is_unfinished(self) -> bool:
        return bool(_UNFINISHED.search(self.text))

    @property
    def _is_underway(self) -> bool:
        """Tell whether the request is only on its way: "your request is being sent", not a copy of it by e-mail."""
        return any(
            self.has(Concept.REQUEST, one) and not (_ADDRESS_MARK in one or self.has(Concept.EMAIL, one))
            for one in self._clauses()
            if self.has(Concept.UNDERWAY, one)
        )

    @cached_property
    def _begins_with_condition(self) -> bool:
        """Tell whether a condition, even a harmless one, comes before what is said: "once we have received it, we …"."""
        condition = self._find(Concept.CONDITIONAL, self.text)
        said = [self._find(concept, self.text) for concept in (Concept.RECEIVED, Concept.ACCEPTED)]
        return condition is not None and all(one is None or condition[1] <= one[1] for one in said)

    @property
    def is_aside(self) -> bool:
        """Tell whether this sentence is about others, or where an e-mail may end up: nothing of the request."""
        return self.has(Concept.ASIDE) and not self.has(Concept.REQUEST)

    @property
    def takes_back(self) -> bool:
        """Tell whether this sentence may take back what another one claims."""
        if self.is_aside:
            return False
        if self._is_denied or self._refuses or self._is_underway:
            return True
        if any(self.has(concept) for concept in _TAKES_BACK):
            return True
        about = (Concept.REQUEST, Concept.RECEIVED, Concept.ACCEPTED)
        if self._is_question:  # "Has your request been received?"
            return self.has(Concept.REQUEST) and self.has(Concept.RECEIVED)
        return (self._is_bound or self._is_unfinished) and any(self.has(concept) for concept in about)

    @property
    def spares(self) -> bool:
        """Tell whether this sentence promises, without more ado, that AI will not have the person's information."""
        return self._is_promise and self._states()

    @property
    def acknowledges(self) -> bool:
        """Tell whether this sentence shows that the person is answered, although it does not say what became of what."""
        if not self._states() or self.has(Concept.ELSEWHERE):
            return False
        # "Noted: your posts will not be used for AI", or "Noted." by itself.
        is_brief = self._is_promise or len(self._plain.split()) <= _BRIEF
        # That a form or a request is named says nothing: "with this form you tell us that …".
        return (is_brief and self.has(Concept.RECEIVED)) or self.has(Concept.THANKS)

    def _states(self) -> bool:
        return not (self._is_question or self._is_bound or self.takes_back or self.has(Concept.POSSIBLE))

    @property
    def is_refusal(self) -> bool:
        """Tell whether this sentence says that the service will not act."""
        if self._is_question or self._is_bound or self.has(Concept.UNDONE):
            return False
        if self._refuses:
            return not self.has(Concept.POSSIBLE) and any(map(self._refuses_in, self._clauses()))
        if self._is_promise:
            return self._is_denied
        return any(
            self.has(Concept.NEGATION, one) and self.has(Concept.ACCEPTED, one) for one in self._clauses()
        )

    @property
    def _refuses(self) -> bool:
        # In the whole sentence: "we take no further action" is a refusal, though "no further action" does no harm.
        return self.has(Concept.REFUSED, self._firm)

    def _refuses_in(self, clause: str) -> bool:
        """Tell whether a clause refuses: "not refused" does not, "refused because you did not say why" does."""
        rest = self._lexicon.matcher(self._language, Concept.REFUSED).remove(clause)
        return rest != clause and not self.has(Concept.NEGATION, rest)

    @property
    def _is_denied(self) -> bool:
        return self.has(Concept.NEGATION, self._before_promise if self._is_promise else self._plain)

    @cached_property
    def claim(self) -> tuple[Meaning, bool] | None:
        """Give what this sentence claims, and whether a source confirms its words."""
        if self._is_question or self._is_bound or self.takes_back or self._begins_with_condition:
            return None
        has_thing = False
        # At last the sentence as a whole: "we will look at everything, which you sent us".
        for clause, is_whole in (*((one, False) for one in self._clauses()), (self._plain, True)):
            if self.has(Concept.POSSIBLE, clause) and self.has(Concept.OBJECTION, clause):
                return None  # "you can object at any time, and we honour it": what the law says, no answer
            if any(self.has(concept, clause) for concept in _NO_CLAIM):
                has_thing = False
                continue
            # "We sent an e-mail about your request": it is the mail that was sent; "we examine it by e-mail" is no such case.
            is_about_mail = any(self.has(concept, clause) for concept in (Concept.EMAIL, Concept.CODE))
            # "We respect your right to object": nothing was sent. "Your right to object has been recorded": it was.
            done = None if self.has(Concept.RIGHT, clause) else self._find(Concept.ACCEPTED, clause)
            if not is_about_mail:
                done = self._find(Concept.RECEIVED, clause) or done
                if done is None and not is_whole:  # "as you asked, here is the form" is no thanks for one
                    done = self._find(Concept.THANKS, clause)
            has_thing = self._names_request(clause) or (has_thing and not is_about_mail)
            is_earlier = self.has(Concept.ALREADY, clause)
            if done and is_earlier and (has_thing or self.has(Concept.OBJECTION, clause)):
                return Meaning.ALREADY, done[0]
            if done and has_thing and not is_earlier:
                return Meaning.SUCCESS, done[0]
        return None

    def _names_request(self, clause: str) -> bool:
        """Tell whether a clause names the person's request, and not one "to join", "for a badge": unless it names AI."""
        if self.is_among_ai and self.has(Concept.CHOICE, clause):
            return True
        if self.speaks_of_ai:
            return self.has(Concept.REQUEST, clause)
        complement = self._lexicon.matcher(self._language, Concept.COMPLEMENT)
        return any(
            not any(_NEXT.match(before) for before in complement.before(rest))
            for _, rest in self._lexicon.matcher(self._language, Concept.REQUEST).ends(clause)
        )

    def _clauses(self) -> list[str]:
        joined = self._lexicon.matcher(self._language, Concept.CONJUNCTION).cut(self._plain)
        return [part for clause in joined for part in _CLAUSE_END.split(clause) if part.strip()]
