"""Finds what words mean, in the page's language, however they are typed, wrapped or accented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from flows.concepts import CLOSED, Concept
from flows.schema import LANGUAGE_ALIASES, Vocabulary, words_of
from flows.wording import (
    GAP,
    OPEN,
    abbreviation_pattern,
    class_pattern,
    normalise,
    phrase_pattern,
    sentences,
    spaced,
)
from helper.recognise.patterns import WORD, Known, Matcher

# Concepts that show which language a page is in: a page of the service nearly always has some of them.
_TELLING = (
    Concept.SEND,
    Concept.EMAIL,
    Concept.OBJECTION,
    Concept.EXPLANATION,
    Concept.LOGIN,
    Concept.UNAVAILABLE,
    Concept.COOKIES,
    Concept.COUNTRY,
)
# What an answer says something with, good or bad.
_ANSWERING = (
    *(Concept.RECEIVED, Concept.ACCEPTED, Concept.ARRIVED, Concept.THANKS, Concept.SPARED, Concept.OBJECTION),
    *(Concept.REFUSED, Concept.UNDONE, Concept.FAILURE, Concept.ERROR, Concept.UNAVAILABLE, Concept.REGION),
    *(Concept.TOO_SHORT, Concept.REQUIRED),
)
# What may stand in good news of a request; whatever else does may take it back.
_KNOWN = (
    *(Concept.REQUEST, Concept.CHOICE, Concept.RECEIVED, Concept.ACCEPTED, Concept.THANKS),
    *(Concept.ALREADY, Concept.BY_NOW, Concept.STILL, Concept.REPLY, Concept.DELAY, Concept.ARRIVED),
    *(Concept.DATA, Concept.SPARED, Concept.HARMLESS, Concept.ASIDE, Concept.CONJUNCTION, Concept.COMPLEMENT),
    *(Concept.FAMILIAR, Concept.SCOPE, Concept.MORE, Concept.PLACE),
    *(Concept.AI, Concept.OBJECTION, Concept.EMAIL),
)
# Whatever word stands within one of these, it is part of it.
_NO_FAULT = (Concept.HARMLESS, Concept.FINAL, Concept.REQUEST, Concept.PREVENT, Concept.KEPT)
_WORD_OF_TABLE = re.compile(r"[^\W\d_]{2,}\*?")  # a star leaves its end open
# Where a sentence ends. Elsewhere it is the half stop of other languages.
_GREEK_QUESTION = re.compile(r"[;\u037e](?=\s*$|\s+[«\"]?[A-ZΆ-ΏΑ-Ω])")
_CLEARLY = 4  # so many of them leave no doubt, and the other languages need not be asked
_FOREIGN = 2 / 3  # of the words of a text: related languages share more
_BEGINNING = 3  # letters: "code" and "Codes", "kód" and "kódot" begin alike
_KIN = 7  # letters: of fewer, "confidentiality" would be akin to "confirm" in some languages
_READ_FOR_LANGUAGE = 150  # pieces of text


@dataclass(frozen=True)
class Hit:
    """A word that was found: in which language, and whether a source confirms it."""

    language: str
    is_verified: bool
    sentence: str


@dataclass(frozen=True)
class Match:
    """A word of the tables that stands in a text: as the table has it, not as the page does."""

    concept: Concept
    language: str
    word: str
    is_verified: bool


def _beginning(texts: Iterable[str]) -> str:
    """Give the first of many pieces of text, normalised: they tell the language."""
    return normalise("\n".join(islice(filter(None, texts), _READ_FOR_LANGUAGE)))


def _is_condition(conditional: tuple[bool, int] | None, word: tuple[bool, int]) -> bool:
    """Tell whether a condition comes before the word: "if you have objected", not "received, we tell you when"."""
    return conditional is not None and conditional[1] <= word[1]


class Lexicon:
    """All words of a service by language and concept."""

    def __init__(self, words: Mapping[str, Mapping[Concept, Vocabulary]]) -> None:
        self._words = words
        self._matchers: dict[tuple[str, Concept], Matcher] = {}
        self._telling: dict[str, list[tuple[str, Match]]] = {}
        self._answering: dict[str, list[tuple[str, Match]]] = {}
        self._abbreviations: dict[str, re.Pattern[str] | None] = {}
        self._phrases: dict[str, list[tuple[str, Match]]] = {}
        self._known: dict[str, Known] = {}
        self._of_use: dict[str, Matcher] = {}
        self._affirmed_promises: dict[str, Matcher] = {}
        self._of_promises: dict[str, tuple[Matcher, Matcher]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages with words."""
        return tuple(self._words)

    def find(
        self, concept: Concept, text: str, languages: Iterable[str], *, claims_only: bool = False
    ) -> Hit | None:
        """Find a word of `concept` in a piece of text, a confirmed one first.

        With `claims_only`, sentences that only speak of a condition ("if you have already objected…") do not count, nor
        do words within a phrase that does no harm: "sorry for the wait", "cannot be undone", "your refusal".
        """
        found: Hit | None = None
        for language in languages:
            matcher = self.matcher(language, concept)
            conditional = self.matcher(language, Concept.CONDITIONAL)
            for sentence in self.sentences(text, language):
                word = matcher.find(sentence)
                if word and claims_only:
                    spans = (self.matcher(language, one).spans(sentence) for one in _NO_FAULT)
                    word = matcher.find(sentence, list(chain.from_iterable(spans)))
                if word is None or (claims_only and _is_condition(conditional.find(sentence), word)):
                    continue
                if word[0]:
                    return Hit(language, True, sentence)
                found = found or Hit(language, False, sentence)
        return found

    def sentences(self, text: str, language: str) -> list[str]:
        """Cut a text into its sentences, normalised; a question in Greek ends with a question mark then, as elsewhere."""
        if language == "el":
            text = _GREEK_QUESTION.sub("?", text)
        return sentences(spaced(normalise(text)), self._abbreviations_of(language))

    def matches(self, text: str, languages: Iterable[str]) -> list[Match]:
        """Name the words that stand in a text, one for each concept and language.

        Abbreviations mean nothing, nor do the words of closed classes by themselves.
        """
        plain = normalise(text)
        found: dict[tuple[str, Concept], Match] = {}
        for language in languages if plain else ():
            # The plain search first: that of all patterns of all languages takes a hundred times as long.
            near = [match for literal, match in self._phrases_of(language) if literal in plain]
            parts = self.sentences(plain, language) if near else []
            for match in near:
                pattern = phrase_pattern(match.word)
                if (language, match.concept) not in found and any(re.search(pattern, part) for part in parts):
                    found[language, match.concept] = match
        return list(found.values())

    def page_languages(self, declared: str, texts: Iterable[str]) -> tuple[str, ...]:
        """Tell which language the page's words are in: the declared one unless another explains them far better.

        Several where they explain the words equally well, the likeliest first. Empty when no language that we know
        explains them; then only structure counts.
        """
        plain = _beginning(texts)
        primary = declared.lower().replace("_", "-").partition("-")[0]
        primary = LANGUAGE_ALIASES.get(primary, primary)
        own = self._kinds_of_words(primary, plain)
        if own >= _CLEARLY:
            return (primary,)
        kinds = {language: self._kinds_of_words(language, plain) for language in self._words}
        most = max(kinds.values(), default=0)
        # Two kinds of words more: "e-mail" and "cookies" are the same in ten languages.
        if most >= own + 2:
            best = [language for language, number in kinds.items() if number == most]
            return (
                tuple(sorted(best, key=lambda one: -len(self.matches(plain, [one]))))
                if best[1:]
                else (best[0],)
            )
        return (primary,) if primary in self._words else ()

    def foreign_language(self, texts: Iterable[str], languages: Collection[str]) -> tuple[str, ...]:
        """Give the language of a text that is in none of these: nearly all its words are strange there. The likeliest, or none.

        A service may answer in the language of the browser, though the form was in another.
        """
        plain = _beginning(texts)
        most = len(WORD.findall(plain)) * _FOREIGN
        if any(len(self.strange_words(plain, language)) < most for language in languages):
            return ()
        return tuple(one for one in self.page_languages("", [plain]) if one not in languages)[:1]

    def answering_languages(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Name the languages with words for what an answer says in these texts, where nobody knows the page's own.

        To read with all languages takes half a minute, in which no picture is taken: only these need to be asked.
        """
        plain = _beginning(texts)
        return tuple(language for language in self._words if self._may_answer(language, plain))

    def _may_answer(self, language: str, plain: str) -> bool:
        if language not in self._answering:
            self._answering[language] = self._literals(language, _ANSWERING)
        return any(
            re.search(class_pattern(m.word) if m.concept in CLOSED else phrase_pattern(m.word), plain)
            for literal, m in self._answering[language]
            if literal in plain
        )

    def _kinds_of_words(self, language: str, plain: str) -> int:
        """Count the telling concepts of which a language has words in a text."""
        if language not in self._words:
            return 0
        if language not in self._telling:
            self._telling[language] = self._literals(language, _TELLING)
        # The plain search first: that of all patterns of all languages takes a hundred times as long.
        near = [match for literal, match in self._telling[language] if literal in plain]
        return len({m.concept for m in near if re.search(phrase_pattern(m.word), plain)})

    def code_words(self) -> list[str]:
        """Give the words for a one-time code in all languages, for the check before each picture."""
        return self.words_of_all(Concept.CODE)

    def code_nouns(self) -> list[str]:
        """Give how "code" begins in each language, as most of its words for a one-time code have it: `cod`, `kod`, `رمز`."""
        counts = (
            Counter(
                part[:_BEGINNING]
                for word in self.words(language, Concept.CODE)
                for part in WORD.findall(normalise(word))
                if len(part) >= _BEGINNING
            )
            for language in self._words
        )
        return sorted({most[0][0] for count in counts if (most := count.most_common(1))})

    def words_of_all(self, *concepts: Concept) -> list[str]:
        """Give the words of concepts in all languages, as a script can look for them: without those that have a gap."""
        found = {
            normalise(word)
            for language in self._words
            for concept in concepts
            for word in self.words(language, concept)
            if GAP not in word
        }
        return sorted(found)

    def names_kin(self, concepts: Iterable[Concept], plain: str, language: str) -> bool:
        """Tell whether a word of a normalised text begins like one of these concepts: "bevestigen" like "bevestig je"."""
        listed = (normalise(word) for concept in concepts for word in self.words(language, concept))
        kin = {part[:_KIN] for word in listed for part in WORD.findall(word) if len(part) >= _KIN}
        return any(word[:_KIN] in kin for word in WORD.findall(plain))

    def words(self, language: str, concept: Concept) -> list[str]:
        """Give the words of a concept in a language, as the table has them."""
        return [word for _, word in words_of(self._words.get(language, {}).get(concept, Vocabulary()))]

    def matcher(self, language: str, concept: Concept) -> Matcher:
        """Give the words of a concept in a language."""
        key = (language, concept)
        if key not in self._matchers:
            vocabulary = self._words.get(language, {}).get(concept, Vocabulary())
            self._matchers[key] = Matcher.build(vocabulary, is_closed=concept in CLOSED)
        return self._matchers[key]

    def words_of_use(self, language: str) -> Matcher:
        """Give the single words of the promises (`SPARED`), without their denial: "will", "use", "for"."""
        if language not in self._of_use:
            negation = self.matcher(language, Concept.NEGATION)
            promises = (negation.remove(normalise(one)) for one in self.words(language, Concept.SPARED))
            words = {word for one in promises for word in _WORD_OF_TABLE.findall(one)}
            self._of_use[language] = Matcher.build(
                Vocabulary(unverified=tuple(sorted(words))), is_closed=True
            )
        return self._of_use[language]

    def affirmed_promises(self, language: str) -> Matcher:
        """Give those words of a promise (`SPARED`) that hold no denial themselves: "excluded", and not "not used"."""
        if language not in self._affirmed_promises:
            words = tuple(self._affirmed(language))
            self._affirmed_promises[language] = Matcher.build(Vocabulary(unverified=words), is_closed=True)
        return self._affirmed_promises[language]

    def ends_of_affirmed(self, language: str) -> Matcher:
        """Give what those words of a promise end with behind what is spared: "out of", of "keep … out of"."""
        return self._parts_of_promises(language)[1]

    def begins_of_promises(self, language: str) -> Matcher:
        """Give what a promise may begin with before what is spared: "none of your", of "none of your … be used"."""
        return self._parts_of_promises(language)[0]

    def _parts_of_promises(self, language: str) -> tuple[Matcher, Matcher]:
        if language not in self._of_promises:
            begins = {one.partition(GAP)[0] for one in self.words(language, Concept.SPARED) if GAP in one}
            ends = {one.rpartition(GAP)[2] for one in self._affirmed(language) if GAP in one}
            begin, end = (Vocabulary(unverified=tuple(sorted(words))) for words in (begins, ends))
            self._of_promises[language] = (
                Matcher.build(begin, is_closed=True),
                Matcher.build(end, is_closed=True),
            )
        return self._of_promises[language]

    def _affirmed(self, language: str) -> list[str]:
        negation = self.matcher(language, Concept.NEGATION)
        return [one for one in self.words(language, Concept.SPARED) if not negation.find(normalise(one))]

    def prepare(self, languages: Iterable[str]) -> None:
        """Compile what an answer in one of these languages is read with (0.3 s), so that it is read at once when it comes."""
        for language in languages:
            for concept in CLOSED:
                self.matcher(language, concept)
            self.strange_words("", language)
            self.affirmed_promises(language)
            self.ends_of_affirmed(language)
            self.words_of_use(language)

    def strange_words(self, sentence: str, language: str, *, is_promise: bool = False) -> list[str]:
        """Give the words of a normalised sentence that no class of good news holds.

        "To use" is none of them, unless the sentence promises that nothing will be used.
        """
        if language not in self._known:
            self._known[language] = Known.build(
                tuple((concept, tuple(self.words(language, concept))) for concept in _KNOWN)
            )
        return self._known[language].strange(sentence, is_promise=is_promise)

    def _phrases_of(self, language: str) -> list[tuple[str, Match]]:
        if language not in self._phrases:
            # Alone the words of a closed class mean nothing; to ask for them would read them.
            concepts = set(Concept) - CLOSED - {Concept.ABBREVIATION}
            self._phrases[language] = self._literals(language, concepts)
        return self._phrases[language]

    def _literals(self, language: str, concepts: Iterable[Concept]) -> list[tuple[str, Match]]:
        """Give each word with a part of it that stands in every text in which it is found."""
        return [
            (
                max(map(normalise, word.replace(OPEN, "").split(GAP)), key=len),
                Match(concept, language, word, place[0] == "verified"),
            )
            for concept in concepts
            for place, word in words_of(self._words.get(language, {}).get(concept, Vocabulary()))
        ]

    def _abbreviations_of(self, language: str) -> re.Pattern[str] | None:
        if language not in self._abbreviations:
            found = self._words.get(language, {}).get(Concept.ABBREVIATION, Vocabulary())
            self._abbreviations[language] = abbreviation_pattern(word for _, word in words_of(found))
        return self._abbreviations[language]
