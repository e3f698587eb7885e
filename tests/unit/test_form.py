"""Which field of a form is for the explanation: words decide, and where they say nothing, nobody does."""

from __future__ import annotations

from typing import Any

import pytest

from flows.load import load
from helper.page.facts import Block, Button, Document, PageField
from helper.recognise import Lexicon
from helper.recognise.form import find_forms


def field(key: int, kind: Any, name: str, value: str = "") -> PageField:
    """Make a field of the form with key 9."""
    empty: dict[str, Any] = dict.fromkeys(("before", "hint", "technical", "group"), "")
    flags: dict[str, Any] = dict.fromkeys(("is_required", "is_locked", "is_invalid"), False)
    limits: dict[str, Any] = {"max_length": None, "min_length": None, "touches": 0, "within": (9,)}
    return PageField(key=key, kind=kind, name=name, value=value, **empty, **flags, **limits)


def page(*names: str) -> Document:
    """Make a page with an address field, a text field for each name, and one button."""
    texts = [field(i, "textarea", name) for i, name in enumerate(names, start=2)]
    facts: dict[str, Any] = dict.fromkeys(("is_top", "is_ours", "is_visible"), True)
    facts |= dict.fromkeys(("inherits", "has_password", "has_code"), False)
    send = Button(key=8, text="Envoyer", is_submit=True, is_off=False, within=(9,))
    fields = (field(1, "email", "Adresse e-mail", "person@example.org"), *texts)
    url = "https://www.facebook.com/help/contact/712876720715583"
    return Document(id="1", url=url, ready="complete", fields=fields, buttons=(send,), **facts)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Give the words that ship."""
    return Lexicon(load("facebook").words)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["Expliquez pourquoi", "Informations supplémentaires"], 2),
        (["Informations supplémentaires", "Expliquez pourquoi"], 3),
        (["Informations supplémentaires", "Bla"], 3),
        (["Bla"], 2),
        (["Bla", "Blu"], None),
        (["Expliquez pourquoi", "Expliquez pourquoi"], None),
    ],
)
def test_the_explanation_is_chosen_by_words_or_not_at_all(
    lexicon: Lexicon, names: list[str], chosen: int | None
) -> None:
    [form] = find_forms(page(*names), lexicon, ("fr",))
    assert (form.explanation.key if form.explanation else None) == chosen
    assert form.displayed_email == "person@example.org"
    assert [b.key for b in form.send] == [8]


def shown(*fields: PageField) -> Document:
    """Make a page with these fields before a text field."""
    base = page("Expliquez pourquoi")
    return base.model_copy(update={"fields": (*fields, *base.fields[1:])})


@pytest.mark.parametrize("value", ["", "France", None])
def test_a_list_that_shows_no_address_is_none_whatever_stands_beside_it(
    lexicon: Lexicon, value: str | None
) -> None:
    countries = field(1, "select", "Adresse e-mail").model_copy(update={"value": value})
    [form] = find_forms(shown(countries), lexicon, ("fr",))
    assert form.displayed_email is None


@pytest.mark.parametrize("kind", ["select", "radio", "combobox"])
def test_beside_a_chosen_address_other_words_may_stand(lexicon: Lexicon, kind: str) -> None:
    chosen = field(1, kind, "Adresse e-mail", "ana@example.org (adresse principale)")
    [form] = find_forms(shown(chosen), lexicon, ("fr",))
    assert form.displayed_addresses == ("ana@example.org",)


def test_what_can_be_changed_is_shown_before_what_is_locked(lexicon: Lexicon) -> None:
    locked = field(5, "email", "Adresse e-mail", "ana@example.org").model_copy(update={"is_locked": True})
    [form] = find_forms(shown(locked, field(6, "text", "E-mail", "bob@example.org")), lexicon, ("fr",))
    assert form.displayed_addresses == ("bob@example.org", "ana@example.org")


@pytest.mark.parametrize("is_required", [True, False])
def test_beside_an_address_an_empty_field_counts_if_it_has_to_be_filled_in(
    lexicon: Lexicon, is_required: bool
) -> None:
    locked = field(5, "email", "Adresse e-mail", "ana@example.org").model_copy(update={"is_locked": True})
    empty = field(6, "text", "E-mail").model_copy(update={"is_required": is_required})
    [form] = find_forms(shown(locked, empty), lexicon, ("fr",))
    assert ("" in form.displayed_addresses) is is_required


@pytest.mark.parametrize(
    ("texts", "is_shown"),
    [
        (("Adresse e-mail de votre compte", "bob@example.org"), True),
        (("Des questions ?", "bob@example.org"), False),
        (("Adresse e-mail", "Par exemple : bob@example.org"), False),
    ],
)
def test_beside_a_field_a_text_counts_where_a_label_calls_it_an_address(
    lexicon: Lexicon, texts: tuple[str, ...], is_shown: bool
) -> None:
    blocks = tuple(Block(text=text, within=(9,)) for text in texts)
    document = shown(field(1, "email", "Adresse e-mail", "ana@example.org"))
    [form] = find_forms(document.model_copy(update={"blocks": blocks}), lexicon, ("fr",))
    assert form.displayed_addresses[1:] == (("bob@example.org",) if is_shown else ())


@pytest.mark.parametrize(
    ("values", "addresses"),
    [
        (("", "ana@example.org"), ("ana@example.org",)),
        (("ana@example.org", ""), ("ana@example.org",)),
        (("", ""), ("",)),
        ((None, None), (None,)),
    ],
)
def test_of_addresses_to_choose_among_the_chosen_one_is_shown(
    lexicon: Lexicon, values: tuple[str | None, ...], addresses: tuple[str | None, ...]
) -> None:
    choices = [
        field(key, "radio", f"Choix {key}").model_copy(update={"value": value})
        for key, value in enumerate(values, start=5)
    ]
    [form] = find_forms(shown(*choices), lexicon, ("fr",))
    assert form.displayed_addresses == addresses


def test_a_choice_among_addresses_alone_is_no_form(lexicon: Lexicon) -> None:
    """A login asks in that way where to send its code."""
    choice = page().model_copy(update={"fields": (field(1, "radio", "E-mail", "ana@example.org"),)})
    assert find_forms(choice, lexicon, ("fr",)) == []


def test_a_list_of_addresses_shows_the_chosen_one(lexicon: Lexicon) -> None:
    [form] = find_forms(shown(field(1, "select", "Choisissez", "ana@example.org")), lexicon, ("fr",))
    assert form.displayed_email == "ana@example.org"


# --- fields for any text that are for an address -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "value", "is_for_address"),
    [
        ("editable", "Adresse e-mail", "", True),
        ("editable", "Adresse e-mail", "ana", True),
        ("editable", "", "ana@exam", True),
        ("textarea", "Adresse e-mail", "", True),
        ("editable", "Adresse e-mail", "Je m’oppose à cela", False),
        ("editable", "Expliquez pourquoi", "ana@example.org", False),
        ("editable", "Expliquez pourquoi (réponse par e-mail)", "", False),
        ("textarea", "Votre message, la réponse vient par e-mail", "", False),
        ("textarea", "", "", False),
    ],
)
def test_a_field_for_an_address_is_none_for_the_explanation(
    lexicon: Lexicon, kind: str, name: str, value: str, is_for_address: bool
) -> None:
    document = page().model_copy(update={"fields": (field(1, kind, name, value),)})
    form = find_forms(document, lexicon, ("fr",))[0]
    assert (form.email_field is not None) is is_for_address
    assert (form.explanation is None) is is_for_address


@pytest.mark.parametrize(
    ("language", "name", "wants_reasons"),
    [
        ("fr", "Indiquez vos autres noms d’utilisateur Instagram ou Facebook, un par ligne", False),
        ("fr", "Autres adresses e-mail associées à vos comptes (une par ligne)", False),
        ("fr", "Vos autres comptes", False),
        ("de", "Weitere E-Mail-Adressen, die mit deinen Konten verknüpft sind", False),
        ("en", "List the usernames of any other accounts that you want us to include, one per line", False),
        ("es", "Tus otros nombres de usuario", False),
        ("fi", "Muut käyttäjänimet, joita käytät Facebookissa tai Instagramissa, kukin omalla rivillään", False),
        ("fr", "Votre message, la réponse vient par e-mail", True),
        ("fr", "Ce qui vous gêne dans l’IA de Meta ; ne donnez pas votre nom d’utilisateur ici, s’il vous plaît", True),
        ("de", "Dein Text zum Widerspruch: was uns interessiert, bitte ohne Links zu anderen Seiten", True),
        ("en", "Explain how this affects you, and name any other accounts", True),
        ("en", "Tell us about your situation as a data subject and anything we should take into account", True),
        ("en", "Your words", True),
    ],
)  # fmt: skip
def test_nothing_is_written_where_accounts_or_addresses_are_to_be_listed(
    lexicon: Lexicon, language: str, name: str, wants_reasons: bool
) -> None:
    [form] = find_forms(page(name), lexicon, (language,))
    assert (form.explanation is not None) is wants_reasons


def test_what_stands_before_a_field_may_be_the_label_of_another(lexicon: Lexicon) -> None:
    nameless = field(2, "textarea", "").model_copy(update={"before": "E-mail à laquelle nous répondrons"})
    fields = (field(1, "email", "", "person@example.org"), nameless)
    [form] = find_forms(page().model_copy(update={"fields": fields}), lexicon, ("fr",))
    assert form.explanation


def test_an_address_on_a_button_is_the_forms_and_of_several_nobody_knows_which(lexicon: Lexicon) -> None:
    def shown(*texts: str) -> tuple[str | None, ...]:
        plain = page("Expliquez pourquoi")
        lists = [
            Button(key=20 + i, text=t, is_submit=False, is_off=False, within=(9,))
            for i, t in enumerate(texts)
        ]
        facts = {"fields": plain.fields[1:], "buttons": (*plain.buttons, *lists)}
        return find_forms(plain.model_copy(update=facts), lexicon, ("fr",))[0].displayed_addresses

    assert shown("ana@example.org ▾") == ("ana@example.org",)
    assert shown("ana@example.org ▾", "ana@example.org") == ("ana@example.org",)
    assert shown("ana@example.org ✕", "bob@example.org ✕") == ("ana@example.org", "bob@example.org")
    assert shown("privacy@support.facebook.com", "bob@example.org") == ("bob@example.org",)
    assert shown("Aide") == (None,)


def test_how_a_code_is_called_is_told_by_the_words_of_each_language(lexicon: Lexicon) -> None:
    assert {"cod", "kod", "κωδ", "код", "رمز"} <= set(lexicon.code_nouns())
    assert all(len(noun) == 3 for noun in lexicon.code_nouns())
    assert len(lexicon.code_nouns()) < 10, "no word that is merely frequent"


def test_the_person_changed_a_form_only_if_they_did_something_in_it(lexicon: Lexicon) -> None:
    [sent] = find_forms(page("Expliquez pourquoi"), lexicon, ("fr",))

    def now(**facts: Any) -> bool:
        shown = page("Expliquez pourquoi")
        fields = tuple(f.model_copy(update=facts) if f.key == 2 else f for f in shown.fields)
        [form] = find_forms(shown.model_copy(update={"fields": fields}), lexicon, ("fr",))
        return form.was_touched_since(sent)

    assert now(touches=1, value="Parce que.")
    assert not now(value="")  # the page emptied it
    [elsewhere] = find_forms(page("Expliquez pourquoi").model_copy(update={"id": "2"}), lexicon, ("fr",))
    assert not elsewhere.was_touched_since(sent)
