"""Links beside an answer: the way to another page takes nothing back, however it is worded; what may ask for more does."""

from __future__ import annotations

import pytest
from page_samples import block
from unseen_answers import read_blocks

from flows.schema import State

RECEIPTS = {
    "de": "Dein Widerspruch wurde gespeichert.",
    "en": "Your objection has been recorded.",
    "es": "Tu oposición se ha registrado.",
    "fr": "Votre opposition a été enregistrée.",
    "it": "La tua opposizione è stata registrata.",
    "nl": "Je bezwaar is geregistreerd.",
    "pl": "Twój sprzeciw został zarejestrowany.",
    "pt": "A sua oposição foi registada.",
}
WAYS = {
    "de": (
        "Weiter zu Facebook",
        "Einstellungen verwalten",
        "Brauchst du Hilfe?",
        "Zurück zu den Einstellungen",
    ),
    "en": ("Back to home", "Go to Privacy Centre", "View the Privacy Policy", "Other ways to contact us"),
    "es": (
        "Volver al inicio",
        "Ir al Centro de privacidad",
        "Ver otros derechos",
        "Contactar con el soporte",
    ),
    "fr": ("Retour à l’accueil", "Retour au Centre d’aide", "Gérer vos paramètres", "Contacter le support"),
    "it": ("Torna alla home", "Vai al Centro sulla privacy", "Leggi l’Informativa sulla privacy"),
    "nl": ("Doorgaan naar Facebook", "Instellingen beheren", "Andere manieren om contact op te nemen"),
    "pl": ("Wróć na stronę główną", "Przejdź do Facebooka", "Zarządzaj ustawieniami", "Zobacz inne prawa"),
    "pt": (
        "Voltar ao início",
        "Ir para o Centro de Privacidade",
        "Início do Centro de Ajuda",
        "Abrir o Facebook",
    ),
}
# Of some the plain words are none of the class: "bevestigen", "confirmar".
WEIGHTY = {
    "de": ("Deine Identität bestätigen", "Widerspruch zurückziehen", "Weiter", "Code jetzt eingeben"),
    "en": (
        "Confirm your identity",
        "Complete your request",
        "Withdraw your objection",
        "Try again",
        "Continue",
    ),
    "es": ("Confirma tu identidad", "Completar tu solicitud", "Retirar tu oposición", "Continuar"),
    "fr": (
        "Confirmer votre identité",
        "Terminer votre demande",
        "Signaler un problème",
        "Continuer",
        "Saisir le code",
    ),
    "it": ("Conferma la tua identità", "Completa la richiesta", "Ritira la tua opposizione", "Continua"),
    "nl": ("Je identiteit bevestigen", "Je verzoek voltooien", "Bezwaar nu intrekken", "Doorgaan"),
    "pl": ("Potwierdź swoją tożsamość", "Dokończ zgłoszenie", "Kontynuuj"),
    "pt": (
        "Confirmar a tua identidade",
        "Concluir o pedido",
        "Retirar a tua oposição",
        "Introduzir o código",
    ),
}


@pytest.mark.parametrize(("language", "way"), [(one, way) for one, ways in WAYS.items() for way in ways])
def test_a_link_that_leads_to_another_page_takes_no_receipt_back(language: str, way: str) -> None:
    assert read_blocks(language, block(RECEIPTS[language]), block(way, is_link=True)) is State.SUBMITTED
    # The same words as words of the page may be of anything.
    assert read_blocks(language, block(RECEIPTS[language]), block(way)) is State.SENT


@pytest.mark.parametrize(
    ("language", "label"), [(one, text) for one, texts in WEIGHTY.items() for text in texts]
)
def test_a_link_that_may_ask_for_more_or_undo_it_does(language: str, label: str) -> None:
    assert read_blocks(language, block(RECEIPTS[language]), block(label, is_link=True)) is not State.SUBMITTED


@pytest.mark.parametrize(
    "link",
    [
        "Ce que Meta fait de vos publications pour l’IA",
        "Nous utilisons vos photos",
        "Il reste encore une toute petite étape avant que nous puissions nous en occuper vraiment",
    ],
)
def test_a_link_that_says_more_than_where_it_leads_is_read(link: str) -> None:
    receipt = block(RECEIPTS["fr"])
    assert read_blocks("fr", receipt, block(link, is_link=True)) is read_blocks("fr", receipt, block(link))
    assert read_blocks("fr", receipt, block(link)) is not State.SUBMITTED


def test_good_news_may_be_a_link() -> None:
    assert read_blocks("fr", block(RECEIPTS["fr"], is_link=True)) is State.SUBMITTED


def test_a_link_alone_is_no_answer() -> None:
    assert read_blocks("fr", block("Retour à l’accueil", is_link=True)) is State.SENT
