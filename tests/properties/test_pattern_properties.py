"""What holds for every class of words: said as a tree, they are found where each of them alone would be."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.schema import Vocabulary
from flows.wording import GAP, OPEN, class_pattern, phrase_pattern
from helper.recognise.patterns import Matcher

PARTS = st.sampled_from(["a", "aa", "ab", "a'a", "b", "ba"])  # few, so that many begin alike
WORDS = st.one_of(
    PARTS,
    st.lists(PARTS, min_size=2, max_size=3).map(" ".join),
    PARTS.map(lambda one: one + OPEN),
    PARTS.map(lambda one: OPEN + one),
    st.lists(PARTS, min_size=2, max_size=2).map(GAP.join),
)
VOCABULARIES = st.lists(WORDS, min_size=1, max_size=60, unique=True)
SENTENCES = st.lists(PARTS | st.sampled_from(["abba", "c", "."]), max_size=8).map(" ".join)


@settings(max_examples=300)
@given(VOCABULARIES, SENTENCES)
def test_words_of_a_class_are_found_as_if_each_were_tried(words: list[str], sentence: str) -> None:
    one_by_one = "|".join(map(class_pattern, sorted(words, key=len, reverse=True)))
    found = Matcher.build(Vocabulary(unverified=tuple(words)), is_closed=True).spans(sentence)
    assert found == [m.span() for m in re.finditer(one_by_one, sentence)]


@settings(max_examples=300)
@given(VOCABULARIES, SENTENCES)
def test_phrases_are_found_as_if_each_were_tried(words: list[str], sentence: str) -> None:
    phrases = [one.replace(OPEN, "") for one in words]
    one_by_one = "|".join(map(phrase_pattern, sorted(phrases, key=len, reverse=True)))
    found = Matcher.build(Vocabulary(unverified=tuple(phrases))).spans(sentence)
    assert found == [m.span() for m in re.finditer(one_by_one, sentence)]
