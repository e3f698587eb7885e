"""A receipt or a promise in other words: what one said no to, what is no longer allowed, what was asked of nobody."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from unseen_answers import UnseenAnswer

from flows.load import languages
from flows.schema import State

SAID = tomllib.loads((Path(__file__).parents[1] / "promises.toml").read_text(encoding="utf-8"))
SUCCESS = (State.SUBMITTED, State.ALREADY_OBJECTED)
# What refuses in some languages, where it stands by itself.
INTEREST = {
    "ar": "قبلنا اعتراضك ونتخلى عن استخدام بياناتك للذكاء الاصطناعي رغم مصلحتنا المشروعة.",
    "hu": "Elfogadtuk a tiltakozásodat, és jogos érdekünk ellenére eltekintünk az adataid AI-célú felhasználásától.",
    "is": "Við samþykktum andmæli þín og hættum við að nota gögnin þín fyrir gervigreind þrátt fyrir lögmæta hagsmuni okkar.",
    "mt": "Aċċettajna l-oġġezzjoni tiegħek u mhux se nużaw id-data tiegħek għall-AI minkejja l-interess leġittimu tagħna.",
    "nl": "Je formulier is bij ons binnen. Alles wat je openbaar hebt geplaatst, laten we buiten onze trainingsgegevens.",
    "tr": "İtirazını kabul ettik ve meşru menfaatimize rağmen bilgilerini yapay zeka için kullanmaktan vazgeçiyoruz.",
}


def read(language: str, text: list[str]) -> State:
    return UnseenAnswer(language, "success", tuple(text)).read()


def test_every_language_has_answers() -> None:
    assert sorted(SAID["accepted"]) == sorted(SAID["unasked"]) == sorted(languages())
    assert sorted(SAID["hostile"]) == sorted(languages())


@pytest.mark.parametrize("language", languages())
def test_what_ai_will_not_have_is_a_success(language: str) -> None:
    assert [one for one in SAID["accepted"][language] if read(language, one) not in SUCCESS] == []


@pytest.mark.parametrize("language", languages())
def test_what_is_accepted_without_questions_or_no_longer_used_is_no_refusal(language: str) -> None:
    assert [one for one in SAID["unasked"][language] if read(language, [one]) not in SUCCESS] == []


@pytest.mark.parametrize(("language", "text"), INTEREST.items())
def test_what_is_not_used_despite_an_interest_is_no_refusal(language: str, text: str) -> None:
    assert read(language, [text]) is not State.REFUSED


@pytest.mark.parametrize("language", languages())
def test_what_takes_it_back_is_none(language: str) -> None:
    assert [one for one in SAID["hostile"][language] if read(language, one) in SUCCESS] == []


def test_a_refusal_without_questions_is_one() -> None:
    refusals = {
        "en": "Your objection was rejected without further questions.",
        "de": "Dein Widerspruch wurde ohne weitere Rückfragen abgelehnt.",
        "fr": "Votre opposition a été rejetée sans autre question.",
        "es": "Tu oposición ha sido rechazada sin más preguntas.",
        "tr": "İtirazını başka soru sormadan reddettik.",
    }
    assert {read(language, [text]) for language, text in refusals.items()} == {State.REFUSED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ca", "Gràcies per presentar la sol·licitud."),
        ("cs", "Děkujeme za odeslání námitky."),
        ("de", "Danke fürs Ausfüllen des Formulars."),
        ("en", "Thank you for submitting your objection."),
        ("en", "Thanks for sending your request."),
        ("en", "Thanks for submitting the form."),
        ("es", "Gracias por presentar tu oposición."),
        ("lv", "Paldies par pieprasījuma nosūtīšanu."),
        ("pt", "Obrigado por submeter o seu pedido."),
        ("sk", "Ďakujeme za odoslanie námietky."),
        ("sv", "Tack för att du lämnade in din begäran."),
    ],
)
def test_thanks_for_sending_it_is_a_receipt(language: str, text: str) -> None:
    assert UnseenAnswer(language, "success", (text,)).read() is State.SUBMITTED


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, we are submitting your objection.",
        "Submitting your objection, thank you.",
        "Thanks, sending your request",
        "Thank you for your patience while submitting your objection.",
        "Thank you. Submitting your objection",
    ],
)
def test_thanks_beside_what_is_still_being_sent_are_none(text: str) -> None:
    assert UnseenAnswer("en", "underway", (text,)).read() is State.SENT
