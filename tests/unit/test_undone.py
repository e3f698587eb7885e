"""The person undoes what they sent, as some pages let them: the answer of before does not stand then. Without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import FORM_URL, block, button, document

from flows.load import load
from helper.followup.ending import outcome_key
from helper.guide.press import is_undo
from helper.page.facts import Document, Page
from helper.page.ports import Pressed
from helper.recognise import Lexicon, recognise
from helper.recognise.answer import is_undone
from helper.record import UNDONE, Outcome, Record

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
SENT = "Opposition envoyée."


def answered(*texts: str, label: str = "Annuler", **facts: Any) -> Document:
    """Make the page of an answer, with a button."""
    gone: dict[str, Any] = {"fields": (), "forms": (), "buttons": (button(50, label, within=(1,)),)}
    return document(blocks=tuple(map(block, texts or (SENT,))), **{**gone, **facts})


def press(label: str, language: str = "fr", **more: Any) -> bool:
    """Tell whether a press on a button with this label is to undo what was sent."""
    page = Page(answered(label=label, language=language))
    usual: dict[str, Any] = {"via": "mouse", "is_blocked": False, "within": (1,), "at": 10.0}
    event = Pressed(1, page, "1", 50, **{**usual, **more})
    return is_undo(event, recognise(page, SERVICE.flow, LEXICON), LEXICON)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Undo"),
        ("en", "Withdraw objection"),
        ("fr", "Annuler"),
        ("fr", "Annuler l’envoi"),
        ("de", "Rückgängig machen"),
        ("es", "Deshacer"),
        ("nl", "Ongedaan maken"),
        ("pl", "Cofnij"),
        ("ar", "تراجع"),
        ("fi", "Kumoa"),
    ],
)
def test_a_button_that_undoes_is_known_by_its_words(language: str, label: str) -> None:
    assert press(label, language)
    assert not press(label, language, is_blocked=True)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "OK"),
        ("en", "Close"),
        ("en", "Log out"),
        ("en", "Print"),
        ("en", "Cancel subscription"),
        ("fr", "Fermer"),
        ("fr", "Retour à l’accueil"),
        ("fr", "Annuler l’abonnement à la newsletter"),
        ("de", "Schließen"),
    ],
)
def test_other_buttons_undo_nothing(language: str, label: str) -> None:
    assert not press(label, language)


def undone(then: Document) -> bool:
    """Tell whether a page shows that what was sent is undone, after the press on a button that says so."""
    form = recognise(Page(document()), SERVICE.flow, LEXICON).form
    assert form
    reading = recognise(Page(then), SERVICE.flow, LEXICON, is_after_send=True)
    return is_undone(form, Page(answered()).texts(), Page(then), reading, LEXICON)


@pytest.mark.parametrize(
    "then",
    [
        answered("Votre opposition a été retirée."),
        answered(SENT, "Envoi annulé."),
        answered(SENT, "Votre opposition n’a pas été envoyée."),
        document(),
        document(id="2"),
        answered("Votre opposition a été annulée.", id="2", url="https://www.facebook.com/help/"),
    ],
)
def test_new_words_or_the_form_show_that_it_is_undone(then: Document) -> None:
    assert undone(then)


@pytest.mark.parametrize(
    "then",
    [
        answered(),
        answered("Centre d’aide"),  # a toast that went
        answered(SENT, "Nous ne pouvons pas donner suite à votre demande."),  # to undo it
        answered(SENT, "Vous ne recevrez plus de notification par newsletter."),
        answered("L’invitation de Camille a été annulée.", id="2", url="https://www.facebook.com/"),
        answered("Se connecter", id="2", url=f"{FORM_URL}/done"),
    ],
)
def test_what_shows_no_such_thing_undoes_nothing(then: Document) -> None:
    assert not undone(then)


@pytest.mark.parametrize(
    ("notes", "outcome", "key"),
    [
        ((UNDONE,), "sent_unconfirmed", "undone"),
        ((), "sent_unconfirmed", "sent_unconfirmed"),
        ((UNDONE,), "submitted", "submitted"),  # they sent it once more
    ],
)
def test_how_it_ended_is_said_of_what_was_undone(notes: tuple[str, ...], outcome: str, key: str) -> None:
    record = Record.model_construct(notes=notes, outcome=Outcome(outcome), timeline=())
    assert outcome_key(record) == f"outcome.{key}"
