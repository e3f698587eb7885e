"""What becomes of an answer that was believed, as its page goes on: without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, document, field

from flows.load import load
from flows.schema import State
from helper.guide.given_answer import GivenAnswer
from helper.guide.history import History
from helper.guide.sending import Sending
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise
from helper.recognise.answer import Reply

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
THANKS = "Votre opposition a été enregistrée."
REFUSAL = "Nous avons examiné votre demande et ne pouvons pas y donner suite."
ERROR = "Une erreur s’est produite, réessayez."


def answer(*texts: str, **facts: Any) -> Page:
    """Make the page that took the form's place."""
    gone: dict[str, Any] = {"id": "2", "fields": (), "buttons": (), "forms": ()}
    return Page(document(blocks=tuple(map(block, texts)), **{**gone, **facts}))


def follow(first: str, then: Page) -> str:
    """Say what becomes of an answer as another look at its page shows something else."""
    history = History(is_pressed=True)
    form = recognise(Page(document()), SERVICE.flow, LEXICON).form
    assert form
    sending = Sending(form, Page(document()).texts())
    page = answer(first)
    for shown in (page, then):
        reading = recognise(shown, SERVICE.flow, LEXICON, is_after_send=True)
        judged = sending.judge(shown, reading, history, LEXICON)
        if shown is page:
            assert judged.reply
            sending, given = judged.sending, GivenAnswer.on(page, judged.reading.state, judged.reply)
    return given.compare(judged)


@pytest.mark.parametrize(
    ("first", "then", "verdict"),
    [
        (THANKS, answer(THANKS), "same"),
        (THANKS, answer(THANKS, "Retour à l’accueil"), "same"),
        (THANKS, answer("Centre d’aide"), "same"),  # a toast that went
        (THANKS, answer(f"{THANKS} Merci."), "more"),
        (THANKS, answer(THANKS, REFUSAL), "other"),
        (THANKS, answer(REFUSAL), "other"),
        (REFUSAL, answer(THANKS), "other"),
        (THANKS, answer(ERROR), "taken_back"),
        (THANKS, answer(THANKS, "Elle sera retirée demain."), "taken_back"),
        (THANKS, answer(f"{THANKS} Elle sera retirée demain."), "taken_back"),
        # Other things are told of other requests once the words are gone.
        (THANKS, answer("Elle sera retirée demain."), "same"),
        (THANKS, answer("Saisissez le code.", fields=(field(7, "code"),), has_code=True), "taken_back"),
        (REFUSAL, answer(ERROR), "same"),
        (REFUSAL, answer("Centre d’aide"), "same"),
    ],
)
def test_what_the_page_goes_on_to_say_counts(first: str, then: Page, verdict: str) -> None:
    assert follow(first, then) == verdict


@pytest.mark.parametrize(
    ("now", "is_being_written"),
    [
        ((THANKS,), False),
        ((f"{THANKS} El",), True),
        ((THANKS, "El"), False),
        ((REFUSAL,), False),
        ((THANKS[:-4],), False),
        ((f"{THANKS} El", *map(str, range(100))), False),  # drawn anew
    ],
)
def test_a_text_that_becomes_longer_is_being_written(now: tuple[str, ...], is_being_written: bool) -> None:
    given = GivenAnswer.on(answer(THANKS), State.SUBMITTED, Reply(THANKS, (), is_verified=False))
    assert given.is_being_written(answer(*now)) is is_being_written


@pytest.mark.parametrize(("facts", "is_left"), [({}, False), ({"id": "3"}, True), ({"route": "/home"}, True)])
def test_another_page_says_nothing_of_the_answer(facts: dict[str, Any], is_left: bool) -> None:
    given = GivenAnswer.on(answer(THANKS), State.SUBMITTED, Reply(THANKS, (), is_verified=False))
    assert given.is_left_for(answer(THANKS, **facts)) is is_left


@pytest.mark.parametrize(
    ("said", "state"),
    [(THANKS, State.SUBMITTED), ("Centre d’aide", State.ALREADY_OBJECTED)],
)
def test_a_notice_that_stood_above_the_form_does_not_keep_a_new_answer_from_counting(
    said: str, state: State
) -> None:
    notice = block("Vous vous êtes déjà opposé à cette utilisation de vos informations.")
    before = Page(document(blocks=(notice, *document().blocks)))
    reading = recognise(before, SERVICE.flow, LEXICON)
    assert reading.state is State.FORM
    assert reading.form
    after = answer(notice.text, said)
    found = recognise(after, SERVICE.flow, LEXICON, is_after_send=True)
    judged = Sending(reading.form, before.texts()).judge(after, found, History(is_pressed=True), LEXICON)
    assert judged.reading.state is state


@pytest.mark.parametrize(
    "fault", ["Votre session a expiré. Une erreur s’est produite, réessayez.", "Mot de passe incorrect."]
)
def test_a_fault_of_the_login_that_follows_send_is_no_fault_of_the_form(fault: str) -> None:
    form = recognise(Page(document()), SERVICE.flow, LEXICON).form
    assert form
    password = field(key=9, kind="password", technical="pass", name="Mot de passe")
    page = answer("Connexion", fault, has_password=True, fields=(password,))
    reading = recognise(page, SERVICE.flow, LEXICON, is_after_send=True)
    judged = Sending(form, Page(document()).texts()).judge(page, reading, History(is_pressed=True), LEXICON)
    assert (judged.reading.state, judged.is_error) == (State.LOGIN, False)
