"""Finds what cannot be right although its form is: words that never match, addresses on other hosts.

The schema checks each value by itself; this looks at values together, and at how words are compared with a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flows.concepts import CLOSED, Concept
from flows.problems import KeyPath, Mistake
from flows.schema import LANGUAGE_ALIASES, Flow, Strict, Vocabulary, WordsFile, words_of
from flows.wording import OPEN, abbreviation_pattern, flaw, normalise, short_end, whole_words

Concepts = Mapping[Concept, Vocabulary]
# Their last word is never the beginning of another, unless it says so.
_WHOLE = CLOSED | {Concept.ABBREVIATION}
# Gives what all services share of a language: nothing for one that does not ship.
SharedConcepts = Callable[[str], Concepts]


def find_mistakes(found: Strict, shared: SharedConcepts) -> Iterator[Mistake]:
    """Find everything for which a file must be refused."""
    if isinstance(found, Flow):
        for number, address in enumerate(found.address):
            if not found.allows(address.url):
                yield Mistake(("address", number, "url"), "foreign_address", {"url": address.url})
    for language, place, concepts in _words_in(found):
        if language in LANGUAGE_ALIASES:
            values = {"found": language, "right": LANGUAGE_ALIASES[language]}
            yield Mistake(place or ("language",), "language_alias", values)
        yield from _mistakes_in_words(place, concepts, shared(language))


def find_doubts(found: Strict, shared: SharedConcepts) -> Iterator[Mistake]:
    """Find what is allowed and may yet not be meant.

    A last word of up to three letters is found as a whole word only. If nothing else in the language shows that it is a
    word, it may have been meant as the beginning of one.
    """
    for language, place, concepts in _words_in(found):
        known = whole_words(word for part in (shared(language), concepts) for _, _, word in _all_words(part))
        for concept, position, word in _all_words(concepts):
            if concept not in _WHOLE and (short := short_end(word)) and short not in known:
                yield Mistake((*place, concept.value, *position), "short_end", {"word": word, "short": short})


def _words_in(found: Strict) -> Iterator[tuple[str, KeyPath, Concepts]]:
    if isinstance(found, WordsFile):
        yield found.language, (), found.concepts
    elif isinstance(found, Flow):
        for language, concepts in found.words.items():
            yield language, ("words", language), concepts


def _all_words(concepts: Concepts) -> Iterator[tuple[Concept, KeyPath, str]]:
    for concept, vocabulary in concepts.items():
        for position, word in words_of(vocabulary):
            yield concept, position, word


def _mistakes_in_words(place: KeyPath, concepts: Concepts, beside: Concepts) -> Iterator[Mistake]:
    """Find words that can never match, and those that are the same to a page as one before them."""
    abbreviations = abbreviation_pattern(
        word
        for part in (beside, concepts)
        for _, word in words_of(part.get(Concept.ABBREVIATION, Vocabulary()))
    )
    seen: dict[tuple[Concept, str], str] = {}
    for concept, position, word in _all_words(concepts):
        at, same = (*place, concept.value, *position), (concept, normalise(word))
        if same in seen:
            yield Mistake(at, "twice", {"word": word, "first": seen[same]})
        seen.setdefault(same, word)
        if concept is Concept.ABBREVIATION:
            if not word.endswith("."):
                yield Mistake(at, "no_full_stop", {"word": word})
        elif (key := flaw(word.replace(OPEN, ""), abbreviations)) and not (
            key == "one_letter" and concept in CLOSED
        ):
            yield Mistake(at, key, {"word": word})
