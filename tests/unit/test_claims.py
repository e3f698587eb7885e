"""What a page may claim of itself or of the account: short, where people look, no condition, no question."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import FORM_URL, block, document, field

from flows.load import load
from flows.schema import State
from helper.guide.history import History
from helper.guide.sending import Sending
from helper.page.facts import Block, Document, Page
from helper.recognise import Lexicon, Recognition, read_answer, recognise
from helper.recognise.claims import may_claim

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
PRIVACY_URL = "https://www.facebook.com/privacy/genai"

# A paragraph of a policy in each language, and what a page says that really is closed or whose account is locked.
PARAGRAPHS = {
    "fr": "Nous expliquons dans ce paragraphe comment nous traitons les informations que vous partagez.",
    "en": "In this paragraph we explain how we process the information that you share with others.",
    "de": "In diesem Absatz erklären wir, wie wir die Informationen verarbeiten, die du mit anderen teilst.",
    "es": "En este párrafo explicamos cómo tratamos la información que compartes con otras personas.",
    "nl": "In deze alinea leggen we uit hoe we omgaan met de informatie die je met anderen deelt.",
}
CLOSED = {
    "fr": "Ce formulaire n’est pas disponible pour le moment.",
    "en": "This form isn’t available right now.",
    "de": "Dieses Formular ist derzeit nicht verfügbar.",
    "es": "Este formulario no está disponible en este momento.",
    "nl": "Dit formulier is momenteel niet beschikbaar.",
}
LOCKED = {
    "fr": "Votre compte a été désactivé.",
    "en": "Your account has been disabled.",
    "de": "Dein Konto wurde gesperrt.",
    "es": "Tu cuenta ha sido inhabilitada.",
    "nl": "Je account is uitgeschakeld.",
}
LANGUAGES = tuple(PARAGRAPHS)


def page(language: str, *blocks: Block, **facts: Any) -> Page:
    """Make a page that only says something."""
    usual: dict[str, Any] = {"title": "", "fields": (), "forms": (), "buttons": ()}
    return Page(document(language=language, blocks=blocks, **{**usual, **facts}))


def article(language: str, *middle: Block, count: int = 30) -> list[Block]:
    """Give a heading and many paragraphs, with something in the middle of them."""
    paragraphs = [block(PARAGRAPHS[language]) for _ in range(count)]
    return [block("Meta", is_heading=True), *paragraphs[: count // 2], *middle, *paragraphs[count // 2 :]]


def read(shown: Page, **more: Any) -> Recognition:
    """Recognise a page."""
    return recognise(shown, SERVICE.flow, LEXICON, **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said", [CLOSED, LOCKED])
@pytest.mark.parametrize(("url", "state"), [(FORM_URL, State.UNKNOWN), (PRIVACY_URL, State.MOVED)])
def test_a_word_on_a_long_page_ends_nothing(
    language: str, said: dict[str, str], url: str, state: State
) -> None:
    assert read(page(language, *article(language, block(said[language])), url=url)).state is state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("said", "state"), [(CLOSED, State.UNAVAILABLE), (LOCKED, State.CHECKPOINT)])
@pytest.mark.parametrize(
    "place",
    [{"dialog": 50}, {"live": "alert"}, {"live": "status"}, {"is_heading": True}, {}],
    ids=["dialog", "alert", "status", "heading", "below_heading"],
)
def test_what_stands_out_counts_however_long_the_page(
    language: str, said: dict[str, str], state: State, place: dict[str, Any]
) -> None:
    claim = block(said[language], **place)
    stands_out = "dialog" in place or "live" in place
    shown = (
        article(language, claim)
        if stands_out
        else [block("Meta", is_heading=True), claim, *article(language)]
    )
    shown = [claim, *article(language)[1:]] if "is_heading" in place else shown
    assert read(page(language, *shown)).state is state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("said", "state"), [(CLOSED, State.UNAVAILABLE), (LOCKED, State.CHECKPOINT)])
def test_a_page_that_says_little_else_claims_it(language: str, said: dict[str, str], state: State) -> None:
    paragraphs = [block(PARAGRAPHS[language])] * 2
    assert (
        read(page(language, block("Meta", is_heading=True), *paragraphs, block(said[language]))).state
        is state
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Si votre compte a été désactivé, lisez cet article."),
        ("fr", "Votre compte a été désactivé ?"),
        (
            "fr",
            "Découvrez ce que vous pouvez faire si vous pensez que votre compte a été désactivé par erreur.",
        ),
        ("en", "If your account has been disabled, you can ask for a review."),
        ("en", "Your account has been disabled?"),
        ("de", "Wenn dein Konto gesperrt wurde, kannst du eine Überprüfung verlangen."),
        ("de", "Dein Konto wurde gesperrt?"),
        ("es", "Si tu cuenta ha sido inhabilitada, puedes pedir una revisión."),
        ("es", "¿Tu cuenta ha sido inhabilitada?"),
        ("nl", "Als je account is uitgeschakeld, kun je om een controle vragen."),
        ("nl", "Is je account is uitgeschakeld?"),
    ],
)
def test_a_condition_and_a_question_claim_nothing(language: str, text: str) -> None:
    assert read(page(language, block("Meta", is_heading=True), block(text))).state is State.UNKNOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_beside_the_page_or_is_long_claims_nothing(language: str) -> None:
    aside = block(LOCKED[language], is_aside=True)
    long = block(" ".join([PARAGRAPHS[language]] * 4 + [LOCKED[language]]))
    assert read(page(language, aside)).state is State.UNKNOWN
    assert read(page(language, long)).state is State.UNKNOWN


# --- after Send ------------------------------------------------------------------------------------------------------

FAULTS = {
    "fr": "Une erreur s’est produite. Veuillez réessayer.",
    "en": "Something went wrong. Please try again.",
    "de": "Es ist ein Fehler aufgetreten. Bitte versuche es erneut.",
    "es": "Se ha producido un error. Inténtalo de nuevo.",
    "nl": "Er is iets misgegaan. Probeer het opnieuw.",
}


def error_after_send(shown: Document) -> str | None:
    """Give the error that is read in what stands there after the form of `document()` was sent."""
    before = Page(document())
    pressed = read(before).form
    assert pressed is not None
    now = read(Page(shown), is_after_send=True)
    return read_answer(pressed, before.texts(), Page(shown), now, LEXICON).error


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_after_send_is_no_error(language: str) -> None:
    blocks = tuple(article(language, block(FAULTS[language])))
    shown = document(id="2", language=language, title="", blocks=blocks, fields=(), forms=(), buttons=())
    assert error_after_send(shown) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_says_an_error_after_send_is_one(language: str) -> None:
    blocks = (block(FAULTS[language]), block(PARAGRAPHS[language]))
    shown = document(id="2", language=language, title="", blocks=blocks, fields=(), forms=(), buttons=())
    assert error_after_send(shown) == FAULTS[language]


@pytest.mark.parametrize("place", [{}, {"live": "alert"}, {"dialog": 50}])
def test_an_error_beside_a_form_on_a_long_page_is_new_there(place: dict[str, Any]) -> None:
    long = [block(PARAGRAPHS["fr"] + str(number)) for number in range(40)]
    before = Page(document(blocks=(*document().blocks, *long)))
    pressed = read(before).form
    assert pressed is not None
    after = Page(document(blocks=(*document().blocks, *long, block(FAULTS["fr"], **place))))
    now = read(after, is_after_send=True)
    assert read_answer(pressed, before.texts(), after, now, LEXICON).error == FAULTS["fr"]


def test_the_form_of_another_thing_is_not_the_one_that_was_sent() -> None:
    newsletter = document(
        id="2",
        fields=(field(21, "email", "E-mail pour nos actualités", technical="mail", value=""),),
        blocks=(block("M’opposer à l’IA", is_heading=True), block("Votre demande a bien été envoyée.")),
    )
    before = Page(document())
    pressed = read(before).form
    assert pressed is not None
    assert read(Page(newsletter)).form is not None  # nothing tells it from half a form
    now = read(Page(newsletter), is_after_send=True)
    judged = Sending(pressed, before.texts()).judge(Page(newsletter), now, History(is_pressed=True), LEXICON)
    assert judged.reply is not None
    assert "form_gone" in judged.reply.signs


@pytest.mark.parametrize("layer", [{"dialog": 50}, {"live": "status"}, {"live": "alert"}])
@pytest.mark.parametrize("language", CLOSED)
def test_a_layer_with_an_article_in_it_is_an_article(language: str, layer: dict[str, Any]) -> None:
    """Whole pages of a service stand in a dialog, or in a part that is read aloud when it changes."""
    claim = block(CLOSED[language])
    around = [one.model_copy(update=layer) for one in article(language, claim)]
    assert claim.text not in [one.text for one in may_claim(around)]
    # What came up alone over such a page is in a layer of its own.
    other = claim.model_copy(update={"dialog": 51})
    assert other in may_claim([other, *around])
