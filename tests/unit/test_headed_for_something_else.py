"""Under the form's own number, a headline on AI that is of something else: feedback, a report, a label, a character."""

from __future__ import annotations

import pytest
from page_samples import FORM_URL, block, button, document, field
from replica.texts import LANGUAGES, texts

from flows.load import load
from flows.schema import State
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)


def read(language: str, title: str) -> State:
    """Give what a form with this title is taken for, where a text in it names the objection as ours does."""
    t = texts(language)
    labels = (t.pick("title", 0), t["email"], t["explanation"])
    shown = document(
        url=FORM_URL,
        language=language,
        title=title,
        blocks=(block(title, is_heading=True), *(block(label) for label in labels)),
        fields=(
            field(21, "email", t["email"], value="ana@example.org"),
            field(22, "textarea", t["explanation"], value=""),
        ),
        buttons=(button(30, t["send"]),),
    )
    return recognise(Page(shown), SERVICE.flow, LEXICON).state


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Feedback on AI at Meta"),
        ("en", "Rate your experience with Meta AI"),
        ("en", "Report a problem with Meta AI"),
        ("en", "This form is not about AI"),
        ("en", "Protection from AI impersonation"),
        ("fr", "Donner votre avis sur l’IA de Meta"),
        ("fr", "Ce formulaire ne concerne pas l’IA"),
        ("fr", "Signaler un problème avec Meta AI"),
        ("de", "Feedback zur KI von Meta"),
        ("de", "Dieses Formular betrifft nicht KI"),
        ("de", "Ein Problem mit Meta AI melden"),
        ("it", "Questo modulo non riguarda l’IA"),
        ("it", "Segnala un problema con Meta AI"),
        ("nl", "Dit formulier gaat niet over AI"),
        ("pl", "Zgłoś problem z Meta AI"),
        ("pt", "Feedback sobre a IA da Meta"),
        ("sv", "Feedback om Meta AI"),
        ("cs", "Nahlásit problém s Meta AI"),
        ("tr", "Meta AI hakkında geri bildirim"),
        ("uk", "Відгук про ШІ Meta"),
    ],
)
def test_a_form_on_ai_that_is_headed_for_something_else_is_not_ours(language: str, title: str) -> None:
    assert read(language, title) is State.UNKNOWN


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Object to your AI chats being used to personalise ads"),
        ("en", "Object to the AI label on your photo"),
        ("en", "Object to AI impersonating you"),
        ("fr", "S’opposer à l’étiquette IA sur une photo"),
        ("de", "Widerspruch gegen das KI-Label auf deinem Bild"),
        ("de", "Widerspruch gegen die KI-Kennzeichnung deines Fotos"),
        ("it", "Opporsi a un personaggio IA"),
        ("es", "Oponerte a la etiqueta de IA en tu foto"),
        ("nl", "Bezwaar tegen het AI-label op je foto"),
        ("pl", "Sprzeciw wobec etykiety AI na zdjęciu"),
        ("pt", "Opor-se ao rótulo de IA na sua foto"),
        ("sv", "Invändning mot AI-etiketten på din bild"),
        ("cs", "Námitka proti označení AI u fotky"),
        ("el", "Εναντίωση στην ετικέτα ΤΝ στη φωτογραφία σας"),
        ("tr", "Fotoğrafındaki yapay zeka etiketine itiraz"),
        ("uk", "Заперечення проти позначки ШІ на фото"),
    ],
)
def test_an_objection_to_what_ai_made_or_is_called_is_not_ours(language: str, title: str) -> None:
    assert read(language, title) is State.UNKNOWN


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "AI at Meta"),
        ("en", "Use of your posts and comments for AI at Meta"),
        ("en", "I do not want Meta to use my information for AI"),
        ("en", "Object to AI"),
        ("fr", "Ne pas utiliser mes données pour l’IA"),
        ("fr", "L’IA chez Meta"),
        ("de", "KI bei Meta"),
        ("de", "Nutzung deiner Beiträge und Kommentare für KI"),
        ("de", "Widerspruch gegen KI-Training mit deinen Fotos"),
        ("it", "Opporsi all’addestramento dell’IA"),
    ],
)
def test_other_headlines_on_ai_leave_the_form_ours(language: str, title: str) -> None:
    assert read(language, title) is State.FORM


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_does_none(language: str) -> None:
    assert read(language, "") is State.FORM
