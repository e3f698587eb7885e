"""Words on a page, however they are typed: what matches, in which language, and what only sounds like a claim."""

from __future__ import annotations

import pytest

from flows.concepts import Concept
from flows.load import load
from flows.schema import Vocabulary
from flows.wording import abbreviation_pattern, normalise, sentences
from helper.recognise.patterns import Matcher
from helper.recognise.words import Lexicon


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("L’IA\u00a0chez\u202fMeta", "l'ia chez meta"),
        ("OPPOSITION À L\u2019I\u00ada", "opposition a l'ia"),
        ("e\u2011mail", "e-mail"),
        ("Ｅｎｖｏｙｅｒ", "envoyer"),
        ("İTİRAZ", "itiraz"),
        ("ΕΝΑΝΤΊΩΣΗ", "εναντιωση"),
        ("  zwei\n\tZeilen ", "zwei zeilen"),
    ],
)
def test_typography_makes_no_difference(typed: str, plain: str) -> None:
    assert normalise(typed) == normalise(plain) == plain


def lexicon(**concepts: list[str]) -> Lexicon:
    """Make a lexicon of one language."""
    words = {Concept(name): Vocabulary(unverified=tuple(found)) for name, found in concepts.items()}
    return Lexicon({"xx": words})


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("ia", "entraîner une IA", True),
        ("ia", "maria", False),
        ("ia", "l'ia", True),
        ("oppos", "vous opposer", True),
        ("oppos", "s’opposer", True),
        ("oppos", "juxtaposer", False),
        ("demande…envoyée", "Votre demande a bien été envoyée", True),
        ("demande…envoyée", "Votre demande. Elle sera envoyée", False),
        ("nous avons reçu", "Nous avons bien reçu", False),
        ("bien reçu ton", "bien reçu tonnerre", False),
        ("merci d'", "Merci d’avoir écrit", True),
        ("'s email", "The account’s email", True),
    ],
)
def test_a_short_word_stands_alone_and_a_long_one_begins_a_word(word: str, text: str, is_found: bool) -> None:
    assert (lexicon(error=[word]).find(Concept.ERROR, text, ["xx"]) is not None) is is_found


def test_a_condition_claims_nothing_but_one_that_follows_does_no_harm() -> None:
    words = lexicon(locked=["already objected"], conditional=["if", "when"])

    def claims(text: str) -> bool:
        return words.find(Concept.LOCKED, text, ["xx"], claims_only=True) is not None

    assert not claims("If you have already objected, you need not do it again.")
    assert claims("You have already objected, and we tell you when it applies.")
    assert claims("Is something wrong if so? You have already objected.")


def test_sentences_end_where_readers_stop() -> None:
    assert sentences("one. two! three? four") == ["one.", "two!", "three?", "four"]


@pytest.mark.parametrize(
    ("abbreviations", "text", "parts"),
    [
        (["el."], "el. pastas. pavarde", ["el. pastas.", "pavarde"]),
        (["p. ex.", "dvs."], "p. ex. ici. la cererea dvs. a fost", ["p. ex. ici.", "la cererea dvs. a fost"]),
        (["el."], "tunel. pastas", ["tunel.", "pastas"]),
        (["el."], "el. | pastas", ["el.", "pastas"]),
        ([], "el. pastas", ["el.", "pastas"]),
    ],
)
def test_no_sentence_ends_after_an_abbreviation(
    abbreviations: list[str], text: str, parts: list[str]
) -> None:
    assert sentences(text, abbreviation_pattern(abbreviations)) == parts


def test_a_phrase_may_hold_an_abbreviation_of_its_language() -> None:
    text = "Cererea dvs. a fost trimisă."
    assert lexicon(error=["cererea dvs. a fost"], abbreviation=["dvs."]).find(Concept.ERROR, text, ["xx"])
    assert not lexicon(error=["cererea dvs. a fost"]).find(Concept.ERROR, text, ["xx"])


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("envoyé", "Votre demande a été envoyé", True),
        ("envoyé", "Envoyez votre demande", False),
        ("demand*", "Ihre Anforderung, your demands", True),
        ("*antrag*", "Ihren Widerspruchsantrags", True),
        ("*n't", "we couldn’t", True),
        ("lehn*…ab", "Wir lehnen Ihren Widerspruch ab", True),
        ("lehn*…ab", "Wir lehnen Ihren Widerspruch abends", False),
        ("et", "été", False),
        ("e", "ricevuto e registrato", True),
    ],
)
def test_a_word_of_a_closed_class_stands_alone_unless_it_says_that_it_goes_on(
    word: str, text: str, is_found: bool
) -> None:
    assert (lexicon(received=[word]).find(Concept.RECEIVED, text, ["xx"]) is not None) is is_found


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    """Give the words that ship."""
    return Lexicon(load("facebook").words)


@pytest.mark.parametrize(
    ("declared", "texts", "language"),
    [
        ("fr-FR", ["Envoyer", "Adresse e-mail"], "fr"),
        ("", ["Senden", "Deine E-Mail-Adresse", "Widerspruch gegen KI"], "de"),
        ("no", ["Send inn", "E-postadresse"], "nb"),
        ("ja", ["送信", "メールアドレス"], None),
    ],
)
def test_the_language_is_the_declared_one_or_the_one_that_the_words_are_in(
    shipped: Lexicon, declared: str, texts: list[str], language: str | None
) -> None:
    assert shipped.page_languages(declared, texts) == ((language,) if language else ())


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("your request was received", []),
        ("Your request was received by Bob", ["bob"]),
        ("a request to meta on 27 may", ["may"]),
        ("requests were objected", ["requests", "were"]),  # whole words, but for a beginning like "object"
        ("no zorglub required", ["zorglub"]),  # what stands in the gap of a phrase is no part of it
        ("demande d'amistat", ["demande", "amistat"]),  # nor what follows "of"
    ],
)
def test_words_of_no_class_of_good_news_are_strange(text: str, strange: list[str]) -> None:
    words = lexicon(
        request=["request"],
        received=["received"],
        objection=["object"],
        harmless=["no…required"],
        complement=["d'*"],
        familiar=["your", "was", "by", "on", "to"],
    )
    assert words.strange_words(normalise(text), "xx") == strange


def test_what_is_prepared_reads_the_same() -> None:
    words = lexicon(request=["request"], familiar=["your"])
    words.prepare(["xx", "of nobody"])
    assert words.strange_words("your request zorglub", "xx") == ["zorglub"]


@pytest.mark.parametrize(
    ("stretch", "is_found"),
    [((2, 5), False), ((0, 5), False), ((0, 3), True), ((4, 7), True), ((6, 7), True)],
)
def test_a_word_is_passed_over_only_where_it_stands_whole_in_a_stretch(
    stretch: tuple[int, int], is_found: bool
) -> None:
    word = Matcher.build(Vocabulary(unverified=("b c",)), is_closed=True)
    assert bool(word.find("a b c d", [stretch])) is is_found
