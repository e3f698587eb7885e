"""Whether a form is the one that was seen before: drawn anew it is, and another form of the page is not."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, button, document, field

from flows.load import load
from helper.page.facts import FormElement
from helper.recognise import FormView, Lexicon, is_same_form
from helper.recognise.form import find_forms

LEXICON = Lexicon(load("facebook").words)
EMAIL = {"before": "Adresse e-mail", "technical": "email email", "value": "ana@example.org"}
WHY = "Expliquez en quoi ce traitement vous affecte"


def form(**facts: Any) -> FormView:
    """Read the one form of a document."""
    [found] = find_forms(document(**facts), LEXICON, ("fr",))
    return found


def drawn(
    *,
    document_id: str = "1",
    first: int = 20,
    container: int = 9,
    email: Any = None,
    why: Any = None,
    **facts: Any,
) -> FormView:
    """Draw the form with keys from `first` on, in an element of the page."""
    within = (container, 1)
    fields = (
        field(first, "email", within=within, **(EMAIL if email is None else email)),
        field(
            first + 1,
            "textarea",
            within=within,
            **({"name": WHY, "technical": "why"} if why is None else why),
        ),
    )
    buttons = (button(first + 2, "Envoyer", within=within),)
    forms = (FormElement(key=container, is_native=True, technical="", ids=()),)
    usual = {"id": document_id, "fields": fields, "buttons": buttons, "forms": forms}
    return form(**{**usual, **facts})


SEEN = drawn()
SAME = {
    "the very form": drawn(),
    "new elements": drawn(first=70, container=60),
    "a new document": drawn(document_id="2", first=3, container=2),
    "another generated name": drawn(first=70, container=60, why={"name": WHY, "technical": ":r9:"}),
    "another language": drawn(first=70, why={"name": "Explain how this affects you", "technical": "why"}),
    "an error between the words": drawn(
        first=70, why={"name": "", "before": f"{WHY} Ce champ est requis", "technical": ""}
    ),
    "other values": drawn(first=70, why={"name": WHY, "technical": "why", "value": "Bonjour"}),
    "an address that was corrected": drawn(first=70, email={**EMAIL, "value": "eva@example.org"}),
    "typographic words": drawn(first=70, why={"name": f" {WHY}\u00a0", "technical": ""}),
    "marked invalid": drawn(first=70, why={"name": WHY, "technical": "", "is_invalid": True}),
    "without the address": drawn(first=70, fields=(field(71, "textarea", WHY, within=(9, 1)),), container=9),
}
OTHER = {
    "a question about the page": drawn(
        first=70, container=60, why={"name": "Que pensez-vous de cette page ?"}
    ),
    "a message": drawn(document_id="2", why={"name": "Votre message", "technical": "message"}),
    "a newsletter": form(
        fields=(field(70, "email", within=(60, 1), **EMAIL),),
        buttons=(button(72, "S’abonner", within=(60, 1)),),
    ),
    "a newsletter elsewhere": form(id="2", fields=(field(20, "email", **EMAIL),)),
    "no name, another load": drawn(document_id="2", why={"name": "", "technical": ""}),
    "the same words in another kind of field": drawn(
        first=70,
        container=60,
        fields=(field(71, "editable", WHY, within=(60, 1)),),
    ),
    "the same generated name": drawn(first=70, container=60, why={"name": "Votre avis", "technical": ":r1:"}),
    "a comment": drawn(first=70, container=60, why={"name": "Commentaire", "technical": "comment"}),
    "a search": drawn(first=70, container=60, why={"name": "Rechercher", "technical": "q"}),
    "a report": drawn(first=70, container=60, why={"name": "Décrivez le problème", "technical": "report"}),
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME)
def test_the_form_that_is_drawn_anew_is_the_same(other: FormView) -> None:
    assert is_same_form(SEEN, other)


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_another_form_is_not(other: FormView) -> None:
    assert not is_same_form(SEEN, other)


def test_forms_of_different_numbers_are_two() -> None:
    numbered = [
        drawn(
            first=first,
            container=first + 5,
            forms=(FormElement(key=first + 5, is_native=True, technical="", ids=(number,)),),
        )
        for first, number in ((20, "712876720715583"), (70, "510058597920541"))
    ]
    assert not is_same_form(*numbered)


def test_a_form_that_grows_while_it_is_drawn_stays_the_same() -> None:
    half = form(fields=(field(20, "email", **EMAIL),), blocks=(block("M’opposer à l’IA", is_heading=True),))
    assert is_same_form(half, SEEN)
    assert is_same_form(SEEN, half)


def test_a_generated_name_tells_nothing() -> None:
    seen = drawn(why={"name": WHY, "technical": ":r1:"})
    assert not is_same_form(
        seen, drawn(first=70, container=60, why={"name": "Votre avis", "technical": ":r1:"})
    )


def test_a_field_without_any_name_is_the_same_only_in_the_same_load() -> None:
    nameless = {"name": "", "technical": ""}
    seen = drawn(why=nameless)
    assert is_same_form(seen, drawn(first=70, container=60, why=nameless))
    assert not is_same_form(seen, drawn(document_id="2", why=nameless))


def test_what_is_around_a_form_does_not_make_it_the_same() -> None:
    """On a flat page a newsletter stands in the same element, and is left there when the form has gone."""
    newsletter = field(50, "email", "Recevoir les nouvelles", value="")
    pressed = form(fields=(*document().fields, newsletter))
    left = form(fields=(newsletter,), buttons=(button(51, "S’abonner"),))
    assert not is_same_form(pressed, left)


def test_a_form_under_another_number_is_another() -> None:
    url = "https://www.facebook.com/help/contact/510058597920541"
    assert is_same_form(SEEN, drawn(document_id="2", first=70))
    assert not is_same_form(SEEN, drawn(document_id="2", first=70, url=url))
    assert is_same_form(SEEN, drawn(document_id="2", first=70, url="https://www.facebook.com/send"))
