"""A form in steps: which page is one, that "Next" is no Send, and that Send in a last step without a field is."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, button, dialog, document, field
from replica.texts import texts

from flows.load import load
from flows.schema import State
from helper.guide.press import SendPress, read_press
from helper.page.facts import Button, Document, FormElement, Page
from helper.page.ports import Pressed
from helper.recognise import FormView, Lexicon, Recognition, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
EMAIL = field(21, "email", "Adresse e-mail", value="ana@example.org")
WHY = field(22, "textarea", "Expliquez en quoi ce traitement vous affecte", value="")
NEXT = button(33, "Suivant", is_submit=False)
LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pl", "pt", "sv", "cs")


def read(**facts: Any) -> Recognition:
    """Recognise a page that is as usual, but for these facts."""
    return recognise(Page(document(**facts)), SERVICE.flow, LEXICON)


# --- which page is a step --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [(EMAIL,), (WHY,), (EMAIL, WHY)])
def test_a_step_that_leads_on_is_the_form_and_has_no_send(fields: tuple[Any, ...]) -> None:
    said = read(fields=fields, buttons=(NEXT,))
    assert said.state is State.FORM
    assert said.form is not None
    assert (said.form.send, [b.key for b in said.form.onward]) == ((), [33])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_every_language(language: str) -> None:
    t = texts(language)
    said = read(
        language=language,
        title=t.pick("title", 0),
        blocks=(block(t.pick("title", 0), is_heading=True),),
        fields=(
            field(21, "email", t["email"], value="a@example.org"),
            field(22, "textarea", t["explanation"]),
        ),
        buttons=(button(33, t["next"], is_submit=False),),
    )
    assert said.state is State.FORM


@pytest.mark.parametrize(
    "facts",
    [
        {"fields": (EMAIL,), "blocks": (block("Connectez-vous pour continuer"),)},
        {"fields": (EMAIL,), "title": "Objection", "blocks": (block("Nous contacter", is_heading=True),)},
        {"fields": (field(22, "textarea", "Votre message", value=""),)},
        {"fields": (EMAIL, WHY), "url": "https://www.facebook.com/help/contact/999888777666555"},
    ],
    ids=["login", "not about AI", "comment", "another number"],
)
def test_what_else_leads_on_is_no_step_of_it(facts: dict[str, Any]) -> None:
    said = read(**{"buttons": (NEXT,), **facts})
    assert said.form is None


# --- what is pressed -------------------------------------------------------------------------------------------------

FORMS = (FormElement(key=9, is_native=False, technical="", ids=()),)
CHAT = field(41, "textarea", "Message", within=(70, 1))


def step(*buttons: Button) -> FormView:
    """Give the form as it was seen in a step with these buttons."""
    known = read(fields=(EMAIL, WHY), buttons=buttons or (NEXT,), forms=FORMS).form
    assert known is not None
    return known


def press(target: int, shown: Document, known: FormView, **other: Any) -> SendPress | None:
    """Read a press in a page, by somebody who has seen the form in it."""
    page = Page(shown)
    within = next(b.within for b in shown.buttons if b.key == target)
    facts: dict[str, Any] = {"via": "mouse", "is_blocked": False, "within": within, "at": 10.0, **other}
    event = Pressed(1, page, "1", target, **facts)
    return read_press(event, recognise(page, SERVICE.flow, LEXICON), known, LEXICON)


def last_step(*buttons: Button, **facts: Any) -> Document:
    """Give a page on which nothing is to be filled in; its form was drawn anew."""
    forms = (FormElement(key=8, is_native=False, technical="", ids=()),)
    usual: dict[str, Any] = {"fields": (), "blocks": (block("Vérifiez votre demande"),), "forms": forms}
    return document(buttons=buttons, **{**usual, **facts})


SEND = button(35, "Envoyer", is_submit=False, within=(8, 1))


def test_next_is_no_send() -> None:
    assert (
        press(33, document(fields=(EMAIL, WHY), buttons=(NEXT,), forms=FORMS), step(), within=(9, 1)) is None
    )


def test_send_in_the_last_step_may_be_send_and_a_request_makes_it_certain() -> None:
    found = press(35, last_step(SEND), step())
    assert found is not None
    assert (found.is_certain, found.by_script) == (False, True)


@pytest.mark.parametrize(
    ("target", "shown", "known"),
    [
        (36, last_step(button(36, "Retour", is_submit=False, within=(8, 1)), SEND), step()),
        (36, last_step(button(36, "Aide", is_submit=False, within=(8, 1)), SEND), step()),
        (
            35,
            last_step(
                button(35, "Envoyer", is_submit=False, within=(70, 1)),
                fields=(CHAT,),
                dialogs=(dialog(70, is_modal=False),),
            ),
            step(),
        ),
        (35, last_step(SEND, button(30, "Envoyer")), step(button(30, "Envoyer"))),
        (35, last_step(SEND, id="2"), step()),
    ],
    ids=["back", "help", "chat", "the form's own is there", "another load"],
)
def test_other_presses_there_are_none(target: int, shown: Document, known: FormView) -> None:
    assert press(target, shown, known) is None
