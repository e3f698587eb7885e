"""A form is known again whatever is typed into it, and a form that the service changed is not taken for the same."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, button, dialog, document, field

from flows.load import load
from helper.page.facts import Block, Document, Page
from helper.recognise import FormView, Lexicon, recognise
from helper.recognise.fingerprint import compare, fingerprint, label_of, short_hash
from helper.record import FormFingerprint

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)


def form_of(page: Document) -> FormView:
    form = recognise(Page(page), SERVICE.flow, LEXICON).form
    assert form is not None
    return form


def change(number: int, **facts: Any) -> tuple[Any, ...]:
    fields = list(document().fields)
    fields[number] = fields[number].model_copy(update=facts)
    return tuple(fields)


BEFORE = fingerprint(form_of(document()))
COUNTRY, EMAIL, TEXT = document().fields
SAME = {
    "a value": {"fields": change(2, value="Je m’oppose.", touches=12)},
    "another address": {"fields": change(1, value="bea@example.org")},
    "a chosen country": {"fields": change(0, value="France", touches=1)},
    "keys": {"fields": change(2, key=77)},
    "a field marked invalid": {"fields": change(2, is_invalid=True)},
    "fields locked after Send": {"fields": change(2, is_locked=True)},
    "the send button switched off": {"buttons": (button(30, "Envoyer", is_off=True),)},
    "other technical names": {"fields": change(2, technical="js_4x")},
    "another order": {"fields": (TEXT, EMAIL, COUNTRY)},
    "capitals, accents and a star": {
        "fields": change(2, name="EXPLIQUEZ en quoi ce traitement vous affecté : *")
    },
    "a limit": {"fields": change(2, max_length=1000)},
    "text around the form": {"blocks": (*document().blocks, block("Bonjour Ana"))},
    "a code in a dialog above it": {
        "dialogs": (dialog(5, within=(9, 1)),),
        "fields": (*document().fields, field(40, "text", "Autre", within=(5, 9, 1))),
        "buttons": (*document().buttons, button(41, "Continuer", within=(5, 9, 1))),
    },
    "a menu beside it": {"buttons": (*document().buttons, button(41, "Ana", is_submit=False, within=(1,)))},
    "a help button in it": {"buttons": (*document().buttons, button(41, "Aide", is_submit=False))},
}
OTHER_STRUCTURE = {
    "a field more": {"fields": (*document().fields, field(40, "textarea", "Informations supplémentaires"))},
    "a field less": {"fields": (EMAIL, TEXT)},
    "another kind": {"fields": change(0, kind="combobox")},
    "a field that became required": {"fields": change(2, is_required=True)},
    "a choice more": {"fields": (*document().fields, field(40, "radio", "Oui", group="g"))},
    "two buttons that send": {"buttons": (button(30, "Envoyer"), button(31, "Envoyer et suivre"))},
    "a page's script in place of the HTML form": {
        "forms": (),
        "buttons": (button(30, "Envoyer", is_submit=False),),
    },
}
OTHER_WORDS = {
    "another label": {"fields": change(2, name="Expliquez les conséquences pour vous")},
    "another label before the field": {
        "fields": change(1, before="Votre e-mail"),
        "blocks": (*document().blocks, block("Votre e-mail")),
    },
    "another word for Send": {"buttons": (button(30, "Soumettre"),)},
}


@pytest.mark.parametrize("facts", SAME.values(), ids=SAME)
def test_what_is_no_change_of_the_form_changes_nothing(facts: dict[str, Any]) -> None:
    now = fingerprint(form_of(document(**facts)))
    assert compare(now, BEFORE) == "same"
    assert now == BEFORE


@pytest.mark.parametrize("facts", OTHER_STRUCTURE.values(), ids=OTHER_STRUCTURE)
def test_other_fields_are_another_structure(facts: dict[str, Any]) -> None:
    assert compare(fingerprint(form_of(document(**facts))), BEFORE) == "other_structure"


@pytest.mark.parametrize("facts", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_other_labels_are_other_words(facts: dict[str, Any]) -> None:
    assert compare(fingerprint(form_of(document(**facts))), BEFORE) == "other_words"


def test_a_choice_of_ten_is_one_like_a_choice_of_two() -> None:
    def with_choice(*names: str) -> FormFingerprint:
        options = [field(40 + i, "radio", name, group="g") for i, name in enumerate(names)]
        return fingerprint(form_of(document(fields=(*document().fields, *options))))

    two, three = with_choice("Oui", "Non"), with_choice("Oui", "Non", "Autre")
    assert compare(three, two) == "other_words"


def test_in_another_language_only_the_structure_counts() -> None:
    now = BEFORE.model_copy(update={"languages": ("de",), "labels": "0" * 16})
    assert compare(now, BEFORE) == "same"
    assert compare(now.model_copy(update={"structure": "0" * 16}), BEFORE) == "other_structure"
    unknown = now.model_copy(update={"languages": ()})
    assert compare(unknown, unknown.model_copy(update={"labels": "1" * 16})) == "same"


def test_hashes_made_in_another_way_are_not_compared() -> None:
    assert compare(BEFORE.model_copy(update={"scheme": 2}), BEFORE) == "not_comparable"


def test_a_language_without_words_is_the_one_that_the_page_declares() -> None:
    form = form_of(document())
    foreign = fingerprint(FormView(**{**vars(form), "languages": (), "document": document(language="eu-ES")}))
    assert foreign.languages == ("eu",)


def labelled(before: str, *texts: str, **facts: Any) -> str:
    blocks: tuple[Block, ...] = tuple(map(block, texts))
    return label_of(field(20, "text", before=before, **facts), blocks)


def test_the_label_before_a_field_is_the_end_that_the_layout_shows_as_one_piece() -> None:
    assert labelled("Wir freuen uns Ihre E-Mail", "Wir freuen uns", "Ihre E-Mail") == "Ihre E-Mail"
    assert labelled("Intro Ihre E-Mail", "Ihre E-Mail * Pflichtfeld") == "Ihre E-Mail"


def test_what_was_typed_into_the_field_before_is_no_label() -> None:
    assert labelled("mein Geheimnis", "Ihre E-Mail") == ""
    assert labelled("mein Geheimnis Ihre E-Mail", "Ihre E-Mail") == "Ihre E-Mail"


def test_a_list_that_may_be_named_by_what_was_chosen_has_no_label() -> None:
    assert label_of(field(20, "combobox", "Pays France"), ()) == ""


def test_a_short_hash_has_16_bits_and_none_of_an_address() -> None:
    assert short_hash("Adresse e-mail") == short_hash("ADRESSE E-MAIL *")
    assert len(short_hash("Adresse e-mail") or "") == 4
    assert short_hash("Ihr Konto: ana@example.org") is None
    assert short_hash("Konto 123") == short_hash("Konto 456")
    assert short_hash(" * ") is None
