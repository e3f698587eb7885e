"""A service may answer in the browser's language, though the form was in another: what it says then counts as it would there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_samples import block
from test_answer import LEXICON, answered, sent

from flows.schema import State
from helper.page.facts import Page
from helper.recognise.answer import Answer, read_answer
from helper.recognise.page import Recognition
from helper.recognise.sentence import Meaning

GOOD = {
    "en": ("Thanks for your objection", "We have received it. You will get an e-mail."),
    "fr": ("Merci", "Votre opposition a bien été envoyée. Vous recevrez un e-mail."),
    "de": ("Danke", "Wir haben deinen Widerspruch erhalten. Du bekommst eine E-Mail."),
    "es": ("Gracias", "Hemos recibido tu oposición. Recibirás un correo electrónico."),
}
OTHERS = [(form, answer) for form in ("fr", "de", "pl", "pt") for answer in GOOD if form != answer]


def read(form: str, *texts: str) -> Answer:
    """Read an answer to a form in a language, on the page that had it."""
    reading = Recognition(State.UNKNOWN, languages=(form,))
    top = answered(blocks=tuple(map(block, texts)))
    return read_answer(replace(sent(), languages=(form,)), frozenset(), Page(top), reading, LEXICON)


@pytest.mark.parametrize(("form", "answer"), OTHERS)
def test_an_answer_counts_in_its_own_language(form: str, answer: str) -> None:
    found = read(form, *GOOD[answer])
    assert found.statement
    assert (found.statement.meaning, found.statement.language) == (Meaning.SUCCESS, answer)


@pytest.mark.parametrize("form", ["fr", "de", "pl", "pt"])
@pytest.mark.parametrize(
    "texts",
    [
        ("Your objection was received by e-mail but could not be saved.",),
        ("Your objection was received.", "Open the link in the e-mail to confirm it."),
        ("Your objection was received.", "It counts once you have confirmed your e-mail address."),
        ("Has your objection been received? Look for an e-mail.",),
        ("Submit your objection by e-mail.",),
        ("We received your objection by e-mail.", "Frobnicate the gizmo before Sunday."),
    ],
)
def test_what_takes_it_back_there_does_so(form: str, texts: tuple[str, ...]) -> None:
    assert read(form, *texts).statement is None


def test_what_the_form_s_own_language_takes_back_beside_it_is_taken_back() -> None:
    receipt = "We have received your objection. You will get an e-mail."
    assert read("fr", receipt).statement
    for doubt in ("Ce n’est pas encore fait.", "Confirmez votre adresse.", "Une erreur s’est produite."):
        assert read("fr", receipt, doubt).statement is None


def test_a_failure_is_one_in_its_own_language() -> None:
    failure = "Something went wrong. Your objection could not be sent by e-mail."
    assert read("fr", failure).error == failure


@pytest.mark.parametrize(
    ("texts", "own"),
    [
        (("Vi har modtaget din indsigelse. Du får en e-mail.",), "nb"),
        (("Vi har mottatt innsigelsen din. Du får en e-post.",), "da"),
        (("Nous sommes désolés, votre compte est bloqué.",), "fr"),
        (("Gelukt!", "Objection"), "nl"),
        ((), "fr"),
    ],
)
def test_a_text_of_which_the_page_s_language_knows_some_words_is_in_none_other(
    texts: tuple[str, ...], own: str
) -> None:
    assert LEXICON.foreign_language(texts, [own]) == ()
