"""A form to take an objection back is none to make one, in any language: sent, it would undo what the person wants."""

from __future__ import annotations

import pytest
from page_samples import block
from replica.texts import LANGUAGES, texts
from test_which_form import asking, read

from flows.schema import State

TITLES = {
    "ar": ("سحب اعتراضك على الذكاء الاصطناعي", "حذف الاعتراض على الذكاء الاصطناعي"),
    "bg": ("Оттегляне на вашето възражение срещу ИИ в Meta", "Изтриване на възражението ви срещу ИИ в Meta"),
    "ca": ("Retira la teva oposició a la IA de Meta", "Cancel·la la teva oposició a la IA de Meta"),
    "cs": ("Odvolat námitku proti AI ve společnosti Meta", "Zrušit námitku proti AI"),
    "da": ("Træk din indsigelse mod AI hos Meta tilbage", "Slet din indsigelse mod AI hos Meta"),
    "de": (
        "Widerspruch gegen KI bei Meta zurücknehmen",
        "Deinen Widerspruch gegen KI bei Meta löschen",
        "Widerspruch gegen KI bei Meta ändern",
    ),
    "el": ("Ανάκληση της εναντίωσής σας στην AI της Meta", "Ακύρωση της εναντίωσής σας στην AI της Meta"),
    "en": (
        "Cancel your objection to the use of your information for AI at Meta",
        "Remove my objection: AI at Meta",
        "Stop objecting to AI at Meta",
        "Change your mind about your objection to AI at Meta",
        "Edit your objection to AI at Meta",
    ),
    "es": ("Cancelar tu objeción a la IA en Meta", "Eliminar tu objeción a la IA en Meta"),
    "et": ("Võta vastuväide Meta tehisintellekti vastu tagasi", "Kustuta vastuväide Meta tehisintellektile"),
    "fi": ("Peru vastustuksesi Metan tekoälyä kohtaan", "Poista vastustus: tekoäly Metassa"),
    "fr": (
        "Supprimer mon opposition à l’IA de Meta",
        "Revenir sur votre opposition à l’IA de Meta",
        "Mettre fin à votre opposition à l’IA de Meta",
    ),
    "ga": ("Cealaigh d'agóid i gcoinne intleacht shaorga", "Scrios d'agóid i gcoinne intleacht shaorga"),
    "hr": ("Povucite prigovor na umjetnu inteligenciju (AI)", "Izbriši prigovor na AI u Meti"),
    "hu": ("Tiltakozás visszavonása: MI a Metánál", "Tiltakozás törlése: MI a Metánál"),
    "is": ("Draga andmæli gegn gervigreind hjá Meta til baka", "Eyða andmælum gegn gervigreind hjá Meta"),
    "it": ("Ritira la tua opposizione all’IA di Meta", "Elimina la tua opposizione all’IA di Meta"),
    "lt": (
        "Atšaukti prieštaravimą dėl dirbtinio intelekto",
        "Ištrinti prieštaravimą dėl dirbtinio intelekto",
    ),
    "lv": ("Atsaukt iebildumu pret mākslīgo intelektu", "Dzēst iebildumu pret mākslīgo intelektu"),
    "mt": ("Irtira l-oġġezzjoni tiegħek għall-IA f'Meta", "Ħassar l-oġġezzjoni tiegħek għall-IA"),
    "nb": ("Trekk innsigelsen din mot AI hos Meta tilbake", "Slett innsigelsen din mot AI"),
    "nl": ("Trek je bezwaar tegen AI bij Meta in", "Bezwaar tegen AI bij Meta annuleren"),
    "pl": ("Wycofaj sprzeciw wobec AI w Meta", "Usuń sprzeciw wobec AI w Meta"),
    "pt": ("Cancelar a sua oposição à IA da Meta", "Remover a tua objeção à IA da Meta"),
    "ro": ("Retrageți opoziția față de AI la Meta", "Anulați opoziția față de AI la Meta"),
    "sk": ("Odvolať námietku proti AI", "Zrušiť námietku proti AI"),
    "sl": ("Umaknite ugovor zoper umetno inteligenco", "Izbriši ugovor zoper umetno inteligenco"),
    "sv": ("Avbryt din invändning mot AI på Meta", "Ta bort din invändning mot AI på Meta"),
    "tr": ("Meta'da yapay zekaya itirazınızı geri çekin", "Yapay zeka itirazını iptal et"),
    "uk": ("Відкликати заперечення проти ШІ в Meta", "Видалити заперечення проти ШІ в Meta"),
}
BUTTONS = [
    ("en", "Withdraw objection"),
    ("en", "Remove objection"),
    ("en", "Stop objecting"),
    ("fr", "Retirer mon opposition"),
    ("de", "Widerspruch widerrufen"),
    ("es", "Retirar oposición"),
    ("it", "Ritira l’opposizione"),
    ("nl", "Bezwaar intrekken"),
    ("pl", "Wycofaj sprzeciw"),
    ("el", "Ανάκληση εναντίωσης"),
    ("sv", "Återkalla invändning"),
]


def state(language: str, title: str, send: str = "") -> State:
    """Read a page at the form's own address that has the words of the form, but for its title and what sends it."""
    t = texts(language)
    facts = asking(t["email"], t["explanation"], send or t["send"], title, language=language)
    said = read(**facts)
    assert (said.form is not None) is (said.state is State.FORM)
    return said.state


def test_every_language_is_tried() -> None:
    assert set(TITLES) == set(LANGUAGES)


@pytest.mark.parametrize("language", TITLES)
def test_a_headline_that_takes_an_objection_back(language: str) -> None:
    assert [title for title in TITLES[language] if state(language, title) is not State.UNKNOWN] == []


@pytest.mark.parametrize(("language", "label"), BUTTONS)
def test_a_button_that_takes_one_back_under_the_headline_of_the_form(language: str, label: str) -> None:
    assert state(language, texts(language)["title"], label) is State.UNKNOWN


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Your choice to object to AI at Meta"),
        ("en", "Your choices: object to AI at Meta"),
        ("en", "You can object at any time: AI at Meta"),
        ("en", "Settings: how to object to AI at Meta"),
        ("fr", "Exercez votre choix : opposition à l’IA de Meta"),
        ("fr", "Modifier vos choix : IA de Meta et droit d’opposition"),
        ("de", "Deine Entscheidung: Widerspruch gegen KI bei Meta"),
        ("de", "Widerspruch gegen KI bei Meta einlegen"),
        ("it", "La tua scelta: opposizione all’IA di Meta"),
    ],
)
def test_a_headline_that_names_a_choice_is_of_the_form(language: str, title: str) -> None:
    assert state(language, title) is State.FORM


OBJECT, WITHDRAW = "Object to AI at Meta", "Withdraw your objection to AI at Meta"


@pytest.mark.parametrize(
    ("title", "heading", "right"),
    [
        (OBJECT, WITHDRAW, State.UNKNOWN),  # the title of the place; what is shown is the other thing
        (WITHDRAW, OBJECT, State.FORM),  # the title of the page before
        (OBJECT, "AI at Meta", State.FORM),
    ],
)
def test_what_the_page_shows_counts_more_than_its_title(title: str, heading: str, right: State) -> None:
    t = texts("en")
    facts = asking(t["email"], t["explanation"], t["send"], title, language="en")
    blocks = (block(heading, is_heading=True), *facts["blocks"][1:])
    assert read(**{**facts, "blocks": blocks}).state is right
