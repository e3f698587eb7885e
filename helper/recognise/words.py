"""Finds what words mean, in the page's language, however they are typed, wrapped or accented."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flows.schema import Concept, Vocabulary

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′`´‛＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_SENTENCE_END = re.compile(r"(?<=[.!?؟。])\s+|\s[•·|]\s")
# Arabic joins "and", "by", "for", "like" and the article to the word that follows.
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
_ARABIC_PREFIX = "(?:[وفبلك]{0,2}(?:ال|لل)?)"
# Concepts that show which language a page is in: a page of the service nearly always has some of them.
_TELLING = (
    Concept.SEND,
    Concept.EMAIL,
    Concept.OBJECTION,
    Concept.EXPLANATION,
    Concept.LOGIN,
    Concept.UNAVAILABLE,
    Concept.SUCCESS,
    Concept.COOKIES,
    Concept.COUNTRY,
)


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Give the text without what typography and encodings vary: accents, case, apostrophes, hyphens, kinds of space."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_HYPHENS))
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    # Case-folding may bring back combining marks (Turkish İ), hence folded last and stripped again.
    folded = unicodedata.normalize("NFKD", kept.casefold())
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Mn").split())


def sentences(text: str) -> list[str]:
    """Split normalised text where sentences end."""
    return [part for part in _SENTENCE_END.split(text) if part]


@dataclass(frozen=True)
class Hit:
    """A word that was found: in which language, and whether a source confirms it."""

    language: str
    is_verified: bool
    sentence: str


@dataclass(frozen=True)
class Matcher:
    """The words of one concept in one language, as two patterns."""

    verified: re.Pattern[str] | None
    unverified: re.Pattern[str] | None

    @classmethod
    def build(cls, vocabulary: Vocabulary) -> Matcher:
        """Compile a vocabulary."""
        return cls(
            _pattern([word for group in vocabulary.verified for word in group.words]),
            _pattern(vocabulary.unverified),
        )

    def find(self, sentence: str) -> tuple[bool, int] | None:
        """Find a confirmed (True) or else an unconfirmed (False) word in the sentence, and where it begins."""
        for is_verified, pattern in ((True, self.verified), (False, self.unverified)):
            if pattern and (found := pattern.search(sentence)):
                return is_verified, found.start()
        return None


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = [_phrase(phrase) for phrase in phrases]
    return re.compile("|".join(alternatives)) if alternatives else None


def _phrase(phrase: str) -> str:
    parts = [normalise(part) for part in phrase.split("…")]
    return ".*?".join(
        (_ARABIC_PREFIX if _ARABIC_LETTER.match(part) else "").join([r"(?<!\w)", re.escape(part)])
        + (r"(?!\w)" if len(part.rsplit(" ", 1)[-1]) <= 3 else "")
        for part in parts
    )


def _is_condition(conditional: tuple[bool, int] | None, word: tuple[bool, int]) -> bool:
    """Tell whether a condition comes before the word: "if you have objected", not "received, we tell you when"."""
    return conditional is not None and conditional[1] <= word[1]


class Lexicon:
    """All words of a service by language and concept."""

    def __init__(self, words: Mapping[str, Mapping[Concept, Vocabulary]]) -> None:
        self._words = words
        self._matchers: dict[tuple[str, Concept], Matcher] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages with words."""
        return tuple(self._words)

    def find(
        self, concept: Concept, text: str, languages: Iterable[str], *, claims_only: bool = False
    ) -> Hit | None:
        """Find a word of `concept` in a piece of text, a confirmed one first.

        With `claims_only`, sentences that only speak of a condition ("if you have already objected…") do not count.
        """
        found: Hit | None = None
        for language in languages:
            matcher = self._matcher(language, concept)
            conditional = self._matcher(language, Concept.CONDITIONAL)
            for sentence in sentences(normalise(text)):
                word = matcher.find(sentence)
                if word is None or (claims_only and _is_condition(conditional.find(sentence), word)):
                    continue
                if word[0]:
                    return Hit(language, True, sentence)
                found = found or Hit(language, False, sentence)
        return found

    def page_languages(self, declared: str, texts: Iterable[str]) -> tuple[str, ...]:
        """Tell which languages the page's words are in: the declared one if its words occur, else the likeliest.

        Empty when no language that we know explains the words; then only structure counts.
        """
        pieces = [text for text in texts if text][:150]
        primary = declared.lower().replace("_", "-").partition("-")[0]
        primary = {"no": "nb", "nn": "nb", "iw": "he"}.get(primary, primary)
        if primary in self._words and any(self.find(c, t, (primary,)) for c in _TELLING for t in pieces):
            return (primary,)
        score: Counter[str] = Counter()
        for language in self._words:
            score[language] = sum(any(self.find(c, t, (language,)) for t in pieces) for c in _TELLING)
        ranked = score.most_common(2)
        # Two kinds of words at least: "e-mail" alone is the same in ten languages.
        if ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return (ranked[0][0],)
        return (primary,) if primary in self._words else ()

    def code_words(self) -> list[str]:
        """Give the words for a one-time code in all languages, for the check before each picture."""
        found = {
            normalise(word)
            for by_concept in self._words.values()
            if (vocabulary := by_concept.get(Concept.CODE))
            for word in [*vocabulary.unverified, *(w for group in vocabulary.verified for w in group.words)]
            if "…" not in word
        }
        return sorted(found)

    def _matcher(self, language: str, concept: Concept) -> Matcher:
        key = (language, concept)
        if key not in self._matchers:
            vocabulary = self._words.get(language, {}).get(concept, Vocabulary())
            self._matchers[key] = Matcher.build(vocabulary)
        return self._matchers[key]
