"""A survey beside an answer ("was this helpful?") takes nothing back; what one may do in it besides does."""

from __future__ import annotations

import pytest
from test_caveats import read
from unseen_answers import UnseenAnswer

from flows.load import languages
from flows.schema import State

ASKED = {
    "ar": ("هل كانت هذه الصفحة مفيدة؟",),
    "bg": ("Беше ли полезна тази страница?",),
    "ca": ("T'ha estat útil aquesta pàgina?",),
    "cs": ("Byla tato stránka užitečná?",),
    "da": ("Var denne side nyttig?",),
    "de": (
        "War diese Seite hilfreich?",
        "War dieses Formular hilfreich?",
        "Wie zufrieden bist du?",
        "Hat dir das geholfen?",
    ),
    "el": ("Ήταν χρήσιμη αυτή η σελίδα;",),
    "en": (
        *("Was this helpful?", "Was this form helpful?", "How was your experience?", "Rate your experience"),
        "Did you find what you were looking for?",
    ),
    "es": ("¿Te ha resultado útil?", "¿Ha sido útil esta página?"),
    "et": ("Kas see leht oli kasulik?",),
    "fi": ("Oliko tästä sivusta apua?",),
    "fr": (
        "Cette page vous a-t-elle été utile ?",
        "Cela vous a-t-il aidé ?",
        "Ce formulaire a-t-il été utile ?",
    ),
    "ga": ("An raibh an leathanach seo cabhrach?",),
    "hr": ("Je li ova stranica bila korisna?",),
    "hu": ("Hasznos volt ez az oldal?",),
    "is": ("Var þessi síða gagnleg?",),
    "it": ("Questa pagina ti è stata utile?",),
    "lt": ("Ar šis puslapis buvo naudingas?",),
    "lv": ("Vai šī lapa bija noderīga?",),
    "mt": ("Din il-paġna kienet utli?",),
    "nb": ("Var denne siden nyttig?",),
    "nl": ("Was dit nuttig?", "Heeft dit je geholpen?"),
    "pl": ("Czy ta strona była pomocna?",),
    "pt": ("Isto foi útil?",),
    "ro": ("A fost utilă această pagină?",),
    "sk": ("Bola táto stránka užitočná?",),
    "sl": ("Je bila ta stran koristna?",),
    "sv": ("Var den här sidan till hjälp?",),
    "tr": ("Bu sayfa yararlı oldu mu?",),
    "uk": ("Чи була ця сторінка корисною?",),
}


def test_every_language_asks() -> None:
    assert sorted(ASKED) == sorted(languages())


@pytest.mark.parametrize(("language", "text"), [(one, text) for one in ASKED for text in ASKED[one]])
def test_how_it_went_may_be_asked_beside_a_receipt(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}
    assert UnseenAnswer(language, "question", (text,)).read() is not State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rate your experience to complete your objection."),
        ("en", "Rate your experience to finish."),
        ("en", "Take our survey first."),
        ("en", "Would it be useful to cancel?"),
        ("en", "Is your data useful for AI?"),
        ("en", "Your opinion is needed before we act."),
        ("en", "Do you find it useful that we keep going?"),
        ("en", "Are you satisfied that we continue to use your posts?"),
        ("en", "Shall we improve your experience with AI?"),
        ("en", "Was it useful, if it was received?"),
        ("en", "Was it not helpful to refuse your objection?"),
        ("en", "Was it a good experience that we honour it?"),
        ("en", "Was it useful, unfortunately?"),
        ("en", "Rate it first."),
        ("fr", "Est-ce utile d’annuler ?"),
        ("fr", "Votre avis est demandé avant la suite."),
        ("de", "War das hilfreich, oder sollen wir es löschen?"),
        ("de", "Bewerte uns, damit wir weitermachen."),
    ],
)
def test_what_is_more_than_a_survey_is_none(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


def test_thanks_for_an_opinion_are_no_receipt() -> None:
    for answer in (
        ("Thanks for your feedback", "Was this helpful?"),
        ("We received your opinion.", "Rate it"),
    ):
        assert UnseenAnswer("en", "elsewhere", answer).read() is not State.SUBMITTED
