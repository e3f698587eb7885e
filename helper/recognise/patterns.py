"""The words of one class, or of all good news, as patterns that find them in a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from flows.concepts import CLOSED, Concept
from flows.schema import Vocabulary
from flows.wording import ARABIC_PREFIX, BEGINS, GAP, OPEN, class_pattern, phrase_pattern

WORD = re.compile(r"[^\W\d_]{2,}")
# A date, an hour, a reference ("FR-2209-B"), which has no words in it.
_NUMBER = re.compile(
    r"(?<![\w/-])(?:[^\W\d_]{1,3}[/-])*\d[^\W_]{0,3}(?:[/.-]?[\d]+[^\W\d_]{0,3}|[/-][^\W\d_]{1,3})*(?![\w/-])"
)
# The same in all languages.
PRODUCT_NAMES = frozenset({"meta", "facebook", "instagram", "whatsapp", "threads", "messenger"})
_WORDS = re.compile(r"\w+")
# A letter, or the mark that a word begins here: what stands in a pattern for one thing at one place.
_STEP = re.compile(rf"{re.escape(BEGINS)}|{re.escape(ARABIC_PREFIX)}|\\\W|[^\\.^$*+?{{}}\[\]|()]")
_FEW = 8  # alternatives that are as well listed: a group for each two makes them longer to compile


def products_in(text: str) -> set[str]:
    """Give the products that a text names, whatever ending a language puts to them: "Instagramissa", "Facebookon"."""
    words = _WORDS.findall(text.casefold())
    return {name for name in PRODUCT_NAMES if any(word.startswith(name) for word in words)}


def without_references(text: str) -> str:
    """Leave out dates, hours and references: "AI-40887" names no AI."""
    return _NUMBER.sub(" ", text)


@dataclass(frozen=True)
class Matcher:
    """The words of one concept in one language, as two patterns."""

    verified: re.Pattern[str] | None
    unverified: re.Pattern[str] | None

    @classmethod
    def build(cls, vocabulary: Vocabulary, *, is_closed: bool = False) -> Matcher:
        """Compile a vocabulary."""
        compile_word = class_pattern if is_closed else phrase_pattern
        return cls(
            _pattern(tuple(word for group in vocabulary.verified for word in group.words), compile_word),
            _pattern(vocabulary.unverified, compile_word),
        )

    def find(self, sentence: str, outside: Iterable[tuple[int, int]] = ()) -> tuple[bool, int] | None:
        """Find a confirmed (True) or else an unconfirmed (False) word in the sentence, and where it begins.

        One that stands whole within a stretch of `outside` (first and last character) is passed over.
        """
        for is_verified, pattern in ((True, self.verified), (False, self.unverified)):
            for found in pattern.finditer(sentence) if pattern else ():
                if not any(first <= found.start() and found.end() <= last for first, last in outside):
                    return is_verified, found.start()
        return None

    def match(self, sentence: str) -> re.Match[str] | None:
        """Find an unconfirmed word that the sentence begins with; a confirmed one is passed over."""
        return self.unverified.match(sentence) if self.unverified else None

    def is_all_of(self, text: str) -> bool:
        """Tell whether a text is one of these words, and nothing more; a confirmed one is passed over."""
        return bool(self.unverified and self.unverified.fullmatch(text))

    def before(self, sentence: str) -> list[str]:
        """Give what stands in a sentence before each of these words."""
        return [sentence[: m.start()] for m in self._all(sentence)]

    def ends(self, sentence: str) -> list[tuple[str, str]]:
        """Give each of these words that stands in the sentence, and all that follows it."""
        return [(m.group(), sentence[m.end() :]) for m in self._all(sentence)]

    def cut(self, sentence: str) -> list[str]:
        """Give the parts of a sentence between the unconfirmed ones of these words."""
        return self.unverified.split(sentence) if self.unverified else [sentence]

    def spans(self, sentence: str) -> list[tuple[int, int]]:
        """Tell where each of these words begins and ends in a sentence."""
        return [m.span() for m in self._all(sentence)]

    def remove(self, sentence: str) -> str:
        """Give the sentence without these words."""
        for pattern in (self.verified, self.unverified):
            sentence = pattern.sub(" ", sentence) if pattern else sentence
        return sentence

    def _all(self, sentence: str) -> Iterator[re.Match[str]]:
        """Find all of these words, the confirmed ones first."""
        for pattern in (self.verified, self.unverified):
            yield from pattern.finditer(sentence) if pattern else ()


@dataclass(frozen=True)
class Known:
    """The words of good news in one language, as patterns in the order in which they are cut out."""

    phrases: re.Pattern[str] | None  # those with a gap, and all that take nothing back
    others: re.Pattern[str] | None
    of_promises: re.Pattern[str] | None  # "not … use": each part by itself

    @classmethod
    @cache
    def build(cls, words: tuple[tuple[Concept, tuple[str, ...]], ...]) -> Known:
        """Compile the words of all these concepts."""
        phrases: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for concept, listed in words:
            for word in listed:
                parts = [_known_word(concept, part) for part in word.split(GAP)]
                is_phrase = len(parts) > 1 or concept in (Concept.HARMLESS, Concept.SPARED)
                (phrases if is_phrase else others).append((word, "(.*?)".join(parts)))
        spared = dict(words).get(Concept.SPARED, ())
        promises = tuple(part for word in spared for part in word.split(GAP))
        return cls(_pattern_of_all(phrases), _pattern_of_all(others), _pattern(promises, class_pattern))

    def strange(self, sentence: str, *, is_promise: bool) -> list[str]:
        """Give what is left of a normalised sentence; what stands in the gap of a phrase is no part of it."""
        if self.phrases:
            sentence = self.phrases.sub(lambda found: f" {' '.join(filter(None, found.groups()))} ", sentence)
        rest = self.others.sub(" ", sentence) if self.others else sentence
        if is_promise and self.of_promises:
            rest = self.of_promises.sub(" ", rest)
        return [word for word in WORD.findall(without_references(rest)) if word not in PRODUCT_NAMES]


def _known_word(concept: Concept, word: str) -> str:
    if concept is Concept.COMPLEMENT:
        # What follows "of" is to be looked at: "sol·licitud d'amistat".
        return class_pattern(word.strip(OPEN))
    return class_pattern(word) if concept in CLOSED else phrase_pattern(word) + r"\w*"


@cache  # the services share their words, and each run of several reads them with a lexicon of its own
def _pattern(phrases: tuple[str, ...], compile_word: Callable[[str], str]) -> re.Pattern[str] | None:
    return _pattern_of_all((phrase, compile_word(phrase)) for phrase in phrases)


def _pattern_of_all(compiled: Iterable[tuple[str, str]]) -> re.Pattern[str] | None:
    # Of two that begin alike the longer one counts, so that nothing of it is left when it is cut out.
    alternatives = [pattern for _, pattern in sorted(compiled, key=lambda one: len(one[0]), reverse=True)]
    return re.compile(_tree(alternatives)) if alternatives else None


def _tree(alternatives: list[str]) -> str:
    """Say once what alternatives begin with, and find what each of them alone would find.

    Only those that go on with the same letter can stand at one place, so that their order among the others is free.
    """
    if len(alternatives) < _FEW:
        return alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"
    branches: list[str] = []
    for goes_on, neighbours in groupby(alternatives, lambda one: bool(_step(one))):
        if not goes_on:
            branches.extend(neighbours)
            continue
        following: dict[str, list[str]] = {}
        for one in neighbours:
            step = _step(one)
            following.setdefault(step, []).append(one.removeprefix(step))
        branches.extend(step + _tree(rest) for step, rest in following.items())
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _step(pattern: str) -> str:
    """Give the letter or the mark that a pattern begins with; empty where it begins with anything else, or ends."""
    found = _STEP.match(pattern)
    return found.group() if found else ""
