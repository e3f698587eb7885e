"""What newly stands on a page after Send, and whether the form still does: without a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from page_samples import block, document

from flows.concepts import Concept
from flows.load import load
from flows.schema import State
from helper.page.facts import Document, Page
from helper.recognise import FormView, Lexicon, recognise
from helper.recognise.answer import Answer, read_answer
from helper.recognise.claims import may_claim
from helper.recognise.page import Recognition
from helper.recognise.patterns import Matcher
from helper.recognise.sentence import Meaning

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
SUCCESS = "Votre opposition a bien été enregistrée."


def sent() -> FormView:
    """Give the form as it was sent."""
    form = recognise(Page(document()), SERVICE.flow, LEXICON).form
    assert form
    return form


def answered(**facts: Any) -> Document:
    """Make the page in which the form gave way to words of success."""
    usual = {"blocks": (block(SUCCESS),), "fields": (), "buttons": (), "forms": ()}
    return document(**{**usual, **facts})


def read(top: Document, *frames: Document, state: State = State.UNKNOWN) -> Answer:
    """Read what stands there now."""
    reading = Recognition(state, languages=("fr",))
    return read_answer(sent(), Page(document()).texts(), Page(top, frames), reading, LEXICON)


def test_words_and_a_form_that_is_gone_are_an_answer() -> None:
    found = read(answered())
    assert found.statement
    assert found.statement.meaning is Meaning.SUCCESS
    assert found.reply()


@pytest.mark.parametrize("facts", [{"is_ours": False}, {"is_visible": False}])
def test_words_of_another_site_or_that_nobody_sees_are_no_answer(facts: dict[str, Any]) -> None:
    frame = answered(id="2", is_top=False, **facts)
    assert read(answered(blocks=(block("Merci"),)), frame).statement is None


def test_a_page_that_is_still_loading_has_not_lost_its_form() -> None:
    assert read(answered(ready="loading")).sign is None


def test_a_page_without_any_words_has_not_lost_its_form() -> None:
    assert read(answered(blocks=())).sign is None


def test_a_page_that_is_one_frame_has_its_words_in_it() -> None:
    """The page around the frame may say nothing itself."""
    frame = answered(id="2", is_top=False)
    assert read(answered(blocks=()), frame).reply()
    assert read(answered(blocks=()), answered(id="2", is_top=False, is_visible=False)).sign is None


def test_a_form_whose_field_still_stands_there_is_not_gone_though_nobody_recognises_it() -> None:
    """Its button may have been taken away, so that nothing looks like a form any more."""
    still = document(buttons=(), blocks=(block(SUCCESS),))
    found = read(still)
    assert found.sign is None
    assert found.reply() is None


@pytest.mark.parametrize("secret", ["has_code", "has_password"])
def test_beside_a_field_for_a_code_words_of_success_are_no_answer_yet(secret: str) -> None:
    assert read(answered(**{secret: True})).statement is None


def test_at_the_step_of_a_code_words_of_success_are_no_answer_yet() -> None:
    assert read(answered(), state=State.CODE).statement is None


@pytest.mark.parametrize("wait", ["Désolés pour l’attente.", "Désolés pour l’attente, tout est réglé."])
def test_an_apology_for_the_wait_is_no_error(wait: str) -> None:
    found = read(answered(blocks=(block(wait), block(SUCCESS))))
    assert found.reply()
    assert found.error is None


def test_an_apology_for_the_wait_beside_an_error_is_one() -> None:
    found = read(
        answered(blocks=(block("Désolés pour l’attente, une erreur s’est produite."), block(SUCCESS)))
    )
    assert found.reply() is None


def test_beside_a_claim_words_of_an_error_may_be_a_remark() -> None:
    remark = "Ce qui a déjà servi à entraîner nos modèles ne peut pas être retiré."
    found = read(answered(blocks=(block(SUCCESS), block(remark))))
    assert found.statement is None
    assert found.error is None


@pytest.mark.parametrize("beside", [SUCCESS, "Merci."])
@pytest.mark.parametrize(
    "failure", ["Une erreur s’est produite.", "Malheureusement, l’adresse ne peut pas être lue."]
)
def test_beside_a_claim_a_failure_is_an_error(beside: str, failure: str) -> None:
    assert read(answered(blocks=(block(beside), block(failure)))).error == failure


def test_that_it_cannot_be_undone_is_no_error() -> None:
    found = read(answered(blocks=(block(SUCCESS), block("Cette action ne peut pas être annulée."))))
    assert found.statement
    assert found.error is None


def test_without_a_claim_words_of_an_error_are_one() -> None:
    text = "Votre opposition n’a pas pu être enregistrée."
    assert read(answered(blocks=(block(text),))).error == text


def test_where_the_form_still_stands_a_claim_excuses_no_error() -> None:
    missing = "Ce champ ne peut pas être vide."
    form = document(blocks=(*document().blocks, block(SUCCESS), block(missing)))
    now = recognise(Page(form), SERVICE.flow, LEXICON, is_after_send=True)
    assert read_answer(sent(), Page(document()).texts(), Page(form), now, LEXICON).error == missing


@pytest.mark.parametrize(
    ("language", "text"),
    [("bg", "Отказът ви е запазен и ще бъде зачетен."), ("et", "Teie keeldumine on salvestatud.")],
)
def test_the_persons_own_refusal_is_no_error(language: str, text: str) -> None:
    reading = Recognition(State.UNKNOWN, languages=(language,))
    found = read_answer(
        replace(sent(), languages=(language,)),
        frozenset(),
        Page(answered(blocks=(block(text),))),
        reading,
        LEXICON,
    )
    assert found.statement
    assert found.error is None


@pytest.mark.parametrize("is_after_send", [False, True])
@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("Elle est toujours en vigueur.", State.ALREADY_OBJECTED),
        ("Cette opposition n’est plus valable.", State.UNKNOWN),
        ("Elle a été annulée le 3 mai.", State.UNKNOWN),
    ],
)
def test_what_stands_beside_an_earlier_objection_may_take_it_back(
    beside: str, expected: State, *, is_after_send: bool
) -> None:
    page = Page(answered(blocks=(block("Vous vous êtes déjà opposé."), block(beside))))
    found = recognise(page, SERVICE.flow, LEXICON, is_after_send=is_after_send)
    assert found.state is expected


HOME = {"id": "2", "url": "https://www.facebook.com/", "route": "/"}
FEED = (block("Que voulez-vous dire ?"), block("Camille n’a pas pu venir. Une erreur s’est produite."))


@pytest.mark.parametrize("layer", [{"live": "status"}, {"dialog": 7}])
def test_on_a_home_page_a_layer_of_its_own_answers_whatever_friends_say(layer: dict[str, Any]) -> None:
    found = read(answered(blocks=(*FEED, block(SUCCESS, **layer)), **HOME))
    assert found.reply()
    assert found.error is None


@pytest.mark.parametrize(
    "other",
    [{}, {**HOME, "route": "/merci"}, {**HOME, "id": "1"}],
    ids=["same-page", "other-page", "same-load"],
)
def test_elsewhere_all_that_is_new_is_the_answer(other: dict[str, Any]) -> None:
    assert read(answered(blocks=(*FEED, block(SUCCESS, live="status")), **other)).reply() is None


def test_what_a_home_page_says_of_the_objection_beside_a_toast_counts() -> None:
    refusal = "Nous ne pouvons pas donner suite à votre opposition."
    found = read(answered(blocks=(block(SUCCESS, live="status"), block(refusal)), **HOME))
    assert found.statement is None or found.statement.meaning is Meaning.REFUSED


def test_a_fault_on_a_home_page_is_no_fault_of_the_form() -> None:
    assert read(answered(blocks=FEED, **HOME)).error is None


FEEDBACK_FAILED = "Une erreur s’est produite : votre avis n’a pas pu être envoyé."


@pytest.mark.parametrize(
    ("text", "is_error"),
    [
        (FEEDBACK_FAILED, False),
        ("Désolé, votre mot de passe n’a pas pu être modifié.", False),
        ("Une erreur s’est produite : votre opposition n’a pas pu être envoyée.", True),
        ("Une erreur s’est produite. Vérifiez vos paramètres et renvoyez votre demande.", True),
        ("Une erreur s’est produite.", True),
    ],
)
def test_where_the_form_is_gone_a_fault_of_something_else_is_none_of_the_objection(
    text: str, is_error: bool
) -> None:
    assert (read(answered(blocks=(block(text),))).error is not None) is is_error


def test_beside_the_form_any_fault_may_be_its_own() -> None:
    """What the form calls the explanation may be what another page calls a comment."""
    top = document(blocks=(block(FEEDBACK_FAILED),))
    reading = recognise(Page(top), SERVICE.flow, LEXICON, is_after_send=True)
    found = read_answer(sent(), Page(document()).texts(), Page(top), reading, LEXICON)
    assert found.error == FEEDBACK_FAILED


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("תודה, קיבלנו את ההתנגדות שלך.", set()),
        ("Eskerrik asko, zure eskaera jaso dugu.", set()),
        ("異議申し立てを受け付けました。", set()),
        ("Es wurde Widerspruch eingelegt.", {"de"}),
        (SUCCESS, {"fr"}),
    ],
)
def test_where_nobody_knows_the_language_only_those_with_words_for_an_answer_are_asked(
    monkeypatch: pytest.MonkeyPatch, text: str, asked: set[str]
) -> None:
    """To read with all of them takes so long that no picture of the answer would be taken in time."""
    lexicon, languages = Lexicon(SERVICE.words), set()
    matcher = Lexicon.matcher

    def noted(self: Lexicon, language: str, concept: Concept) -> Matcher:
        languages.add(language)
        return matcher(self, language, concept)

    monkeypatch.setattr(Lexicon, "matcher", noted)
    pressed = replace(sent(), languages=())
    languages.clear()
    page, nobody_knows = Page(answered(blocks=(block(text),))), Recognition(State.UNKNOWN)
    found = read_answer(pressed, Page(document()).texts(), page, nobody_knows, lexicon)
    assert languages == asked
    assert bool(found.reply()) is bool(asked)


@pytest.mark.parametrize(
    "offered", ["Non satisfait", "Ma demande n’a pas été acceptée", "Une erreur s’est produite.", "Non"]
)
def test_what_a_survey_lets_the_person_choose_is_no_word_of_the_service(offered: str) -> None:
    asked = block("Cette page vous a-t-elle été utile ?")
    found = read(answered(blocks=(block(SUCCESS), asked, block(offered, is_named_only=True))))
    assert found.reply()
    assert found.error is None
    assert read(answered(blocks=(block("Merci."), block(offered, is_named_only=True)))).error is None


@pytest.mark.parametrize("text", ["Mon compte est verrouillé", "Une erreur s’est produite", SUCCESS])
def test_what_may_be_chosen_is_no_claim(text: str) -> None:
    assert may_claim([block("Que se passe-t-il ?"), block(text, is_named_only=True)]) == [
        block("Que se passe-t-il ?")
    ]


def test_what_may_be_chosen_claims_nothing() -> None:
    assert read(answered(blocks=(block("Merci."), block(SUCCESS, is_named_only=True)))).statement is None


@pytest.mark.parametrize("offered", ["Ma demande n’a pas été acceptée", "Une erreur s’est produite."])
def test_what_stands_there_to_be_read_is_a_word_of_the_service(offered: str) -> None:
    found = read(answered(blocks=(block(SUCCESS), block(offered))))
    assert found.statement is None or found.statement.meaning is Meaning.REFUSED
