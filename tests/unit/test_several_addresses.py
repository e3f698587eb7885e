"""Forms that show several addresses, or ask for several: no address vouches for another, and none is asked for in vain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from page_samples import block, document, field

from flows.concepts import Concept
from flows.load import load
from flows.schema import words_of
from helper.guide.findings import Findings
from helper.page.facts import Page, PageField
from helper.recognise import FormView, Lexicon, recognise
from helper.recognise.address import Need, need_of
from helper.record import Send, Verdict

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
ANA, BOB = "ana@example.org", "bob@example.net"
WHY = field(22, "textarea", "Expliquez en quoi ce traitement vous affecte", value="")
HEADING = block("M’opposer à l’utilisation de mes informations pour l’IA", is_heading=True)


def form_of(*fields: PageField, **facts: Any) -> FormView:
    """Recognise the form with these fields before its text field."""
    form = recognise(Page(document(fields=(*fields, WHY), **facts)), SERVICE.flow, LEXICON).form
    assert form is not None
    return form


def check(*fields: PageField, expected: str | None = ANA, **facts: Any) -> tuple[Verdict | None, str | None]:
    """Give the verdict on the form, and the address that it is about."""
    findings = Findings(page_url="")
    findings.check_addresses(form_of(*fields, **facts), expected)
    return findings.verdict, findings.displayed


def asks(name: str, value: str, kind: str = "email", key: int = 30, **facts: Any) -> PageField:
    """Make a field for an address."""
    return field(key, kind, name, value=value, **facts)


def second(name: str, value: str, kind: str = "email", **facts: Any) -> PageField:
    """Make another one."""
    return asks(name, value, kind, 31, **facts)


def texts(*said: str, **facts: Any) -> dict[str, Any]:
    """Make these pieces of text, all of the form."""
    return {"blocks": (HEADING, *(block(text, within=(9, 1), **facts) for text in said))}


MAIN = asks("Adresse e-mail", ANA)
EMPTY = asks("Adresse e-mail", "")
LOCKED = {"is_locked": True}
TAKEN = (Verdict.MATCH, ANA)
UNFILLED = (Verdict.EMPTY, "")


# --- which address is named ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("expected", [ANA, "ANA@example.org "])
def test_the_one_address_that_is_wrong_is_named_be_it_locked(expected: str) -> None:
    assert check(MAIN, second("E-mail du compte", BOB, **LOCKED), expected=expected) == (
        Verdict.MISMATCH,
        BOB,
    )
    assert check(
        second("E-mail du compte", ANA, **LOCKED), asks("Adresse e-mail", BOB), expected=expected
    ) == (
        Verdict.MISMATCH,
        BOB,
    )


def test_of_two_wrong_ones_the_one_that_can_be_changed_is_named() -> None:
    locked = second("E-mail du compte", "eva@example.net", **LOCKED)
    assert check(locked, asks("Adresse e-mail", BOB)) == (Verdict.MISMATCH, BOB)


def test_what_was_sent_is_judged_by_its_most_doubtful_address_too() -> None:
    findings = Findings(page_url="")
    at = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    findings.note_send(
        form_of(MAIN, second("E-mail du compte", BOB, **LOCKED)), Send(at=at, via="mouse"), ANA
    )
    assert findings.sent_check == (Verdict.MISMATCH, BOB)
    assert findings.has_several_addresses


def test_a_shortened_address_that_may_be_it_is_named_beside_the_right_one() -> None:
    assert check(MAIN, second("E-mail du compte", "a•••@e•••.org", **LOCKED)) == (
        Verdict.COMPATIBLE,
        "a•••@e•••.org",
    )


# --- addresses as mere text ---------------------------------------------------------------------------------------------

ACCOUNT = ("Adresse e-mail de votre compte", ANA)
REPLY_TO = ("Adresse e-mail de réponse", BOB)


@pytest.mark.parametrize(
    "said",
    [
        (*ACCOUNT, *REPLY_TO),
        (*ACCOUNT, f"La réponse sera envoyée à {BOB}."),
        (f"Connecté en tant que {ANA}. La réponse sera envoyée à {BOB}.",),
    ],
)
def test_an_address_as_text_vouches_for_no_other(said: tuple[str, ...]) -> None:
    assert check(**texts(*said)) == (Verdict.MISMATCH, BOB)


def test_beside_a_field_every_text_that_is_called_an_address_counts() -> None:
    assert check(MAIN, **texts(*ACCOUNT, *REPLY_TO)) == (Verdict.MISMATCH, BOB)
    assert check(MAIN, **texts(*ACCOUNT)) == TAKEN


@pytest.mark.parametrize("helper", ["privacy@meta.com", "help@support.facebook.com"])
def test_where_the_service_can_be_asked_is_no_address_of_the_person(helper: str) -> None:
    assert check(**texts(f"Des questions ? {helper}", *ACCOUNT)) == TAKEN
    assert check(**texts(f"Des questions ? {helper}")) == (Verdict.MISMATCH, helper)
    look_alike = helper.replace(".com", ".com.example")
    assert check(**texts(f"Des questions ? {look_alike}", *ACCOUNT)) == (Verdict.MISMATCH, look_alike)


def test_what_stands_in_the_page_s_header_counts_where_the_form_shows_nothing_itself() -> None:
    header = block(BOB, is_aside=True, within=(9, 1))
    facts = texts(*ACCOUNT)
    assert check(blocks=(header, *facts["blocks"])) == TAKEN
    assert check(blocks=(header, HEADING)) == (Verdict.MISMATCH, BOB)


# --- fields that need not be filled in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["email", "text"])
@pytest.mark.parametrize("first", ["email", "text"])
@pytest.mark.parametrize("words", ["Autre adresse e-mail (facultatif)", "E-mail de secours – optionnel"])
def test_an_empty_field_that_is_called_optional_is_not_missed(kind: str, first: str, words: str) -> None:
    assert check(asks("Adresse e-mail", ANA, first), second(words, "", kind)) == TAKEN
    bare = second("", "", kind, before=f"Nous pouvons aussi écrire ici. {words}")
    assert check(asks("Adresse e-mail", ANA, first), bare) == TAKEN


@pytest.mark.parametrize("value", [BOB, "ana@", "ana@exämple.org"])
def test_what_stands_in_an_optional_field_counts(value: str) -> None:
    assert check(MAIN, second("Autre adresse e-mail (facultatif)", value)) == (Verdict.MISMATCH, value)


def test_an_optional_field_does_not_vouch_for_an_empty_one() -> None:
    optional = second("Autre adresse e-mail (facultatif)", ANA)
    for empty in (EMPTY, asks("Adresse e-mail", "", "text")):
        assert check(empty, optional) == UNFILLED
        assert check(optional, empty) == UNFILLED


def test_a_form_whose_only_address_is_optional_is_empty() -> None:
    assert check(asks("Adresse e-mail (facultatif)", "")) == UNFILLED
    assert check(asks("Adresse e-mail", ""), second("E-mail de secours (facultatif)", "")) == UNFILLED


@pytest.mark.parametrize(
    "label",
    ["Adresse e-mail *", "* Adresse e-mail", "Adresse e-mail* :", "E-mail ＊", "E-mail (obligatoire)"],
)
@pytest.mark.parametrize("kind", ["email", "text"])
def test_an_empty_field_that_has_to_be_filled_in_is_missed_be_it_by_its_label(label: str, kind: str) -> None:
    account = second("E-mail du compte", ANA, **LOCKED)
    assert check(asks(label, "", kind), account) == UNFILLED
    if label.endswith(("*", ":", "＊")):
        assert check(asks("", "", kind, before=f"Répondez ici. {label}"), account) == UNFILLED


def test_a_star_that_is_explained_above_the_first_field_is_not_its_own() -> None:
    words = "Les champs marqués d’un * sont obligatoires. Autre adresse e-mail"
    assert check(second("", "", "text", before=words), MAIN) == TAKEN


def test_what_is_said_of_the_field_above_is_not_said_of_this_one() -> None:
    for before in ("(facultatif) Adresse e-mail", "(facultatif) E-mail", "Facultatif : e-mail :"):
        bare = asks("", "", before=before)
        assert check(bare, second("E-mail du compte", ANA, "text", **LOCKED)) == UNFILLED


@pytest.mark.parametrize("is_marked", [True, False])
def test_an_unsaid_field_is_not_missed_where_the_form_says_what_is_to_be_filled_in(is_marked: bool) -> None:
    filled = asks("Adresse e-mail" + " *" * is_marked, ANA, "text")
    assert check(filled, second("Seconde adresse e-mail", "")) == (TAKEN if is_marked else UNFILLED)


def test_that_a_locked_address_is_required_says_nothing_of_what_is_to_be_filled_in() -> None:
    account = second("E-mail du compte", ANA, "text", is_required=True, **LOCKED)
    assert check(EMPTY, account) == UNFILLED


# --- more kinds of forms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirmed", "verdict"),
    [
        (ANA, TAKEN),
        ("", UNFILLED),
        ("ana@exmple.org", (Verdict.MISMATCH, "ana@exmple.org")),
    ],
)
def test_an_address_that_is_confirmed_is_confirmed_rightly(
    confirmed: str, verdict: tuple[Verdict, str]
) -> None:
    again = second("Confirmez l’adresse e-mail", confirmed, is_required=True)
    assert check(asks("Adresse e-mail", ANA, is_required=True), again) == verdict


@pytest.mark.parametrize("value", ["+33 6 12 34 56 78", "0612345678", BOB])
def test_a_number_or_another_address_where_either_may_stand_is_no_match(value: str) -> None:
    either = asks("Téléphone ou adresse e-mail", value, "text")
    assert check(either)[0] is Verdict.MISMATCH
    assert check(either, second("E-mail du compte", ANA, **LOCKED))[0] is Verdict.MISMATCH


def test_what_is_not_read_since_it_reads_as_no_address_is_no_match() -> None:
    """A text field that only bare words call one for an address: its value is told where it reads as one."""
    unread = field(30, "text", before="Téléphone ou adresse e-mail", value=None)
    assert check(unread, second("E-mail du compte", ANA, **LOCKED)) == UNFILLED
    optional = unread.model_copy(update={"before": "Téléphone ou adresse e-mail (facultatif)"})
    assert check(optional, second("E-mail du compte", ANA, **LOCKED)) == TAKEN


def test_addresses_to_choose_among_are_not_missed_where_one_is_chosen() -> None:
    choices = [
        field(40 + i, "radio", a, value=v, is_required=True)
        for i, (a, v) in enumerate([(BOB, ""), (ANA, ANA)])
    ]
    assert check(*choices) == TAKEN


@pytest.mark.parametrize("language", LEXICON.languages)
def test_that_a_field_is_optional_is_understood_in_every_language(language: str) -> None:
    called = [word for _, word in words_of(SERVICE.words[language][Concept.OPTIONAL])]
    for word in called:
        optional = asks(f"E-mail ({word})", "")
        assert need_of(optional, LEXICON, (language,)) is Need.OPTIONAL, word
        assert (
            need_of(optional.model_copy(update={"is_required": True}), LEXICON, (language,)) is Need.REQUIRED
        )
    emails = [word for _, word in words_of(SERVICE.words[language][Concept.EMAIL])]
    assert {need_of(asks(word, ""), LEXICON, (language,)) for word in emails} == {Need.UNSAID}


# --- a picture shows what was sent --------------------------------------------------------------------------------------


def test_a_picture_tells_apart_what_stands_in_each_field() -> None:
    optional = "Autre adresse e-mail (facultatif)"
    shown = {form_of(MAIN, second(optional, value)).values for value in ("", ANA, BOB)}
    assert len(shown) == 3
