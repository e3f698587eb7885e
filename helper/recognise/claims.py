"""Which pieces of text may claim something of the page or of the person's account: that it is closed, locked, wrong. Pure.

A policy of eighty paragraphs says of something that it is unavailable, of somebody that their account was locked. That is
what it tells about, and no claim. A claim is short and stands where people look: in a dialog, in what a screen reader
speaks, near the heading, or on a page that says little else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from flows.concepts import Concept
from helper.page.facts import Block
from helper.recognise.words import Hit, Lexicon

LONGEST = 300  # characters
# Characters: from here on a piece of text is part of what one reads, and no label, link or menu.
_RUNNING = 40
_ARTICLE = (8, 1200)  # so many pieces that one reads, or so many characters in them, are an article
_NEAR_HEADING = 4  # so many pieces of text below the heading belong to it
_QUESTION = re.compile(r"[?؟][\s\"'»”)]*$|^¿")
# "Was this you?" is how a service checks.
_MAY_ASK = frozenset({Concept.CHECKPOINT})


def may_claim(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks of one document that may claim something; of new ones alone, those that may claim something new."""
    layers: dict[tuple[int | None, str], list[Block]] = {}
    for block in blocks:
        if not (block.is_aside or block.is_named_only):
            layers.setdefault((block.dialog, block.live), []).append(block)
    said = {id(block) for layer in layers.values() for block in _may_claim_in(layer)}
    return [block for block in blocks if id(block) in said and len(block.text) <= LONGEST]


def _may_claim_in(layer: Sequence[Block]) -> Sequence[Block]:
    """Give the blocks of one layer that may claim something: a dialog with an article in it is an article."""
    read = [length for block in layer if (length := len(block.text)) >= _RUNNING]
    is_article = len(read) >= _ARTICLE[0] or sum(read) >= _ARTICLE[1]
    return list(_around_heading(layer)) if is_article else layer


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks, by its signs."""
    return _QUESTION.search(sentence) is not None


def find_claim(
    concepts: Collection[Concept], text: str, lexicon: Lexicon, languages: Sequence[str]
) -> Hit | None:
    """Find a word of the concepts in what a text claims, a confirmed one first: neither a condition nor a question."""
    hits = [hit for concept in concepts if (hit := _find(concept, text, lexicon, languages))]
    return next((hit for hit in hits if hit.is_verified), hits[0] if hits else None)


def _find(concept: Concept, text: str, lexicon: Lexicon, languages: Sequence[str]) -> Hit | None:
    found: Hit | None = None
    for language in languages:
        for sentence in lexicon.sentences(text, language):
            if concept not in _MAY_ASK and is_question(sentence):
                continue
            hit = lexicon.find(concept, sentence, (language,), claims_only=True)
            if hit and hit.is_verified:
                return hit
            found = found or hit
    return found


def _around_heading(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the first heading and what stands right below it; without one, what comes first."""
    first = next((number for number, block in enumerate(blocks) if block.is_heading), 0)
    yield from blocks[first : first + _NEAR_HEADING + 1]
