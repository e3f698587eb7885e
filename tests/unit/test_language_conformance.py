"""What the words of every language must pass: a new language gets these tests for free.

They are judged by themselves, and by the sentences of `tests/sentences/<language>.toml`: a language that ships without
them fails. A file of words without any word is a language of which only the structure of pages is known, and is not asked
for sentences.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tiers import in_turn, marks_of_language

from flows import FOLDER
from flows.concepts import CLOSED, Concept
from flows.load import answers, check_file, languages, load, vocabularies, words
from flows.schema import Vocabulary, words_of
from flows.wording import GAP, OPEN, abbreviation_pattern, normalise, sentences
from helper.recognise.names import names_in
from helper.recognise.sentence import Meaning
from helper.recognise.statements import says_already, understand
from helper.recognise.words import Lexicon

LANGUAGES = sorted(path.stem for path in (FOLDER / "words").glob("*.toml"))
SPOKEN = [language for language in LANGUAGES if words(language).concepts]
FOLDER_OF_SENTENCES = Path(__file__).resolve().parents[1] / "sentences"
SENTENCES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER_OF_SENTENCES.glob("*.toml"))
}

# The people who may object: the languages of the EU, and those that people in Europe use besides.
OFFICIAL = {
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
}
FURTHER = {"ar", "ca", "is", "nb", "tr", "uk"}
# Not every language writes abbreviations with a full stop, has one word for "already" and "now", conditions without "if",
# names behind an objection what it is against, or an "if" that is none; everything else is needed to read a page.
# Not every grammar has these: in English two denials make none.
NEEDED = set(Concept) - {
    *(Concept.ABBREVIATION, Concept.BY_NOW, Concept.INVERTED, Concept.OBJECTED, Concept.CONCORD),
    Concept.NO_CONDITION,
}
# What happened to the request, and what takes that back: a word cannot do both.
CLAIMS = (Concept.RECEIVED, Concept.ACCEPTED, Concept.THANKS, Concept.REQUEST)
TAKES_BACK = (Concept.NEGATION, Concept.REFUSED, Concept.UNDONE, Concept.FAILURE, Concept.POSSIBLE)
# What an answer never is.
NEVER_SUCCESS = (
    *(Concept.ERROR, Concept.UNAVAILABLE, Concept.REGION, Concept.REQUIRED, Concept.TOO_SHORT, Concept.CODE),
    *(Concept.CHECKPOINT, Concept.LOCKED, Concept.CONDITIONAL, Concept.GATEWAY, Concept.LOGIN),
    *(Concept.CONSENT,),
)
# No word of the first concept may be taken for any of the second.
APART: dict[Concept, tuple[Concept, ...]] = {
    **dict.fromkeys(CLAIMS, TAKES_BACK),
    Concept.SEND: (Concept.NOT_SEND, Concept.NEXT, Concept.CHECKPOINT),
    Concept.EXPLANATION: (Concept.ADDITIONAL, Concept.CHECKPOINT),
    # A check can be passed, a shut account cannot: the person is told something else.
    Concept.CHECKPOINT: (Concept.LOCKED,),
    Concept.LOCKED: (Concept.CHECKPOINT,),
    # What stands on a form or answers it asks for no check of the account.
    **dict.fromkeys(
        (
            *(Concept.ERROR, Concept.REQUIRED, Concept.UNAVAILABLE, Concept.OBJECTION, Concept.EMAIL),
            *(Concept.ADDITIONAL, Concept.COUNTRY, Concept.CODE, Concept.CAPTCHA, Concept.GATEWAY),
        ),
        (Concept.CHECKPOINT,),
    ),
}
# What an answer that is good news must not be read as.
BAD_NEWS = (Concept.ERROR, Concept.TOO_SHORT, Concept.REQUIRED, Concept.UNAVAILABLE)

each_language = pytest.mark.parametrize("language", SPOKEN)
# Where every word or sentence of a language is read: seconds for each.
each_language_in_turn = pytest.mark.parametrize("language", in_turn(SPOKEN))


@cache
def lexicon() -> Lexicon:
    """Give the words of all languages as the recogniser reads them."""
    return Lexicon(load("facebook").words)


@cache
def shared_words() -> Mapping[str, Mapping[Concept, Vocabulary]]:
    return load("facebook").words


def phrases(language: str, concept: Concept) -> Iterator[str]:
    """Give each phrase of a concept as a piece of text."""
    for _, word in words_of(shared_words()[language].get(concept, Vocabulary())):
        yield word.replace(GAP, " ")


def finds(concept: Concept, text: str, language: str, *, claims_only: bool = False) -> bool:
    return lexicon().find(concept, text, (language,), claims_only=claims_only) is not None


def meaning(text: str, language: str) -> Meaning | None:
    found = understand([text], lexicon(), (language,))
    return found.meaning if found else None


# Words, one by one


@each_language
def test_each_class_stands_in_the_file_that_is_read_for_it(language: str) -> None:
    """In the other one nobody would ever look for it."""
    assert set(answers(language).concepts) <= CLOSED
    assert not CLOSED & set(words(language).concepts)


def test_all_languages_of_the_objection_are_there() -> None:
    assert set(LANGUAGES) == set(languages()) == OFFICIAL | FURTHER


def test_every_language_with_words_is_tried_with_sentences() -> None:
    assert set(SENTENCES) == set(SPOKEN)
    for language, said in SENTENCES.items():
        assert said["success"], language
        assert said["failure"], language


@each_language
def test_each_concept_has_words(language: str) -> None:
    assert not [concept for concept in NEEDED if not list(phrases(language, concept))]


@each_language
def test_confirmed_words_name_where_and_when(language: str) -> None:
    for concept, vocabulary in vocabularies(language).items():
        for group in vocabulary.verified:
            assert len(group.source) > 3, concept
            assert group.date.year >= 2018, concept


@each_language
def test_the_script_of_a_language_is_known(language: str) -> None:
    """In another script any word in Latin letters is a name: whoever adds such a language has to say so."""
    letters = [letter for word in phrases(language, Concept.SEND) for letter in word if letter.isalpha()]
    is_latin = sum("a" <= letter.lower() <= "ɏ" for letter in letters) * 2 > len(letters)
    assert bool(names_in("lena", language)) is not is_latin


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_words_has_no_mistake(language: str) -> None:
    """The program trusts what ships, and looks for mistakes in other files only: this test is why it may."""
    check_file(FOLDER / "words" / f"{language}.toml")  # a FlowError names each
    check_file(FOLDER / "answers" / f"{language}.toml")


@each_language_in_turn
def test_each_word_is_found_where_it_stands(language: str) -> None:
    """Nothing is listed that the recogniser could never find, and nothing twice (`flows.soundness`)."""
    for concept, vocabulary in shared_words()[language].items():
        seen = [normalise(word) for _, word in words_of(vocabulary)]
        assert len(seen) == len(set(seen)), concept
        for _, word in words_of(vocabulary):
            if concept is not Concept.ABBREVIATION:
                text = f"Meta 1. Meta {word.replace(GAP, ' Meta ').replace(OPEN, '')} Meta."
                assert finds(concept, text, language), (concept, word)


@each_language
def test_no_sentence_ends_after_an_abbreviation(language: str) -> None:
    own = list(phrases(language, Concept.ABBREVIATION))
    for abbreviation in own:
        text = normalise(f"Meta {abbreviation} Meta. Meta.")
        assert len(sentences(text, abbreviation_pattern(own))) == 2, abbreviation


@pytest.mark.parametrize("concept", APART)
@each_language
def test_words_of_one_concept_are_none_of_its_opposites(language: str, concept: Concept) -> None:
    clashes = [
        (word, other)
        for word in phrases(language, concept)
        for other in APART[concept]
        if finds(other, word, language)
    ]
    assert not clashes


@each_language_in_turn
def test_no_phrase_of_another_kind_claims_that_the_request_arrived(language: str) -> None:
    claims = [
        (word, concept)
        for concept in NEVER_SUCCESS
        for word in phrases(language, concept)
        if meaning(word, language) in (Meaning.SUCCESS, Meaning.ALREADY)
    ]
    assert not claims


# Words, in natural sentences


def said(language: str, kind: str) -> list[str]:
    found: list[str] = SENTENCES.get(language, {}).get(kind, [])
    return found


def meant(kind: str) -> list[Any]:
    """Give each language, concept (or what an answer means) and text of one kind, as parameters."""
    return [
        pytest.param(language, concept, texts, id=f"{language}-{concept}", marks=marks_of_language(language))
        for language, by_kind in SENTENCES.items()
        for concept, texts in by_kind.get(kind, {}).items()
    ]


@each_language_in_turn
def test_a_natural_answer_is_read_as_success(language: str) -> None:
    for text in said(language, "success"):
        assert meaning(text, language) is Meaning.SUCCESS, text
        wrong = [concept for concept in BAD_NEWS if finds(concept, text, language, claims_only=True)]
        assert not wrong, text


@each_language
def test_a_natural_failure_is_read_as_an_error_and_never_as_success(language: str) -> None:
    for text in said(language, "failure"):
        assert finds(Concept.ERROR, text, language), text
        assert meaning(text, language) in (None, Meaning.REFUSED), text


@each_language
def test_a_success_that_is_denied_is_none(language: str) -> None:
    for text in said(language, "denied_success"):
        assert meaning(text, language) in (None, Meaning.REFUSED), text


@each_language
def test_what_the_form_promises_is_no_answer(language: str) -> None:
    for text in said(language, "on_the_form"):
        assert meaning(text, language) is None, text


@each_language
def test_no_answer_and_nothing_on_the_form_asks_for_a_check_of_the_account(language: str) -> None:
    for kind in ("success", "failure", "on_the_form"):
        for text in said(language, kind):
            assert not finds(Concept.CHECKPOINT, text, language), text


@each_language
def test_a_title_of_the_form_is_recognised(language: str) -> None:
    for text in said(language, "title"):
        assert finds(Concept.OBJECTION, text, language), text
        assert finds(Concept.AI, text, language), text


@pytest.mark.parametrize(("language", "concept", "texts"), meant("says"))
def test_natural_wordings_are_read(language: str, concept: str, texts: list[str]) -> None:
    for text in texts:
        if concept == Meaning.ALREADY:
            assert says_already(text, lexicon(), (language,)), text
        else:
            assert finds(Concept(concept), text, language), text
            assert meaning(text, language) is not Meaning.SUCCESS, text


@pytest.mark.parametrize(("language", "concept", "texts"), meant("does_not_say"))
def test_common_words_are_not_taken_for_what_they_sound_like(
    language: str, concept: str, texts: list[str]
) -> None:
    for text in texts:
        if concept == Meaning.ALREADY:
            assert not says_already(text, lexicon(), (language,)), text
            continue
        if concept in list(Meaning):
            assert meaning(text, language) is not Meaning(concept), text
            continue
        assert not finds(Concept(concept), text, language), text
