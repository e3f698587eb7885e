"""Promises that AI will not have the person's information: what they are about, and what denies them."""

from __future__ import annotations

import re

import pytest
from test_statements import meaning

from helper.recognise.sentence import Meaning


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We've accepted your objection. / We won't use your posts."),
        ("en", "We do not use your posts for AI. This applies to all your accounts."),
        (
            "de",
            "Wir kommen deinem Widerspruch nach. / "
            "Deine Beiträge werden künftig nicht mehr zur Entwicklung und Verbesserung von KI-Modellen genutzt.",
        ),
        ("da", "Vi har noteret, at du ikke ønsker, at dine oplysninger bruges til generativ AI."),
    ],
)
def test_a_promise_is_good_news(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you. We do not use your photos for AI, your comments are used."),
        ("en", "Thank you. We do not use your photos for AI. Your posts are used for all your accounts."),
        ("de", "Danke. Wir nutzen deine Fotos nicht und deine Kommentare nutzen wir für KI."),
        ("de", "Danke. Deine Fotos werden nicht gelöscht und für KI genutzt."),
        ("en", "We've accepted your objection. / We won't process your request."),
        ("en", "We've accepted your objection. / We will not use it."),
    ],
)
def test_a_promise_is_none_for_what_else_is_used(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Tack. Vi undantar inte dina inlägg från AI-träning."),
        ("de", "Danke. Wir schließen deine Beiträge nicht vom KI-Training aus."),
        ("da", "Tak. Vi holder ikke længere dine opslag ude af AI-træning."),
    ],
)
def test_a_promise_may_be_denied_behind_its_verb(language: str, text: str) -> None:
    assert meaning(text, language=language) in (None, Meaning.REFUSED)
    assert meaning(re.sub(r" (inte|nicht|ikke længere)", "", text), language=language) is Meaning.SUCCESS


def test_a_denial_within_a_promise_is_not_understood_and_no_refusal() -> None:
    text = "Arvestame teie vastuväitega. Me teie postitusi ega kommentaare tehisintellekti mudelite treenimiseks ei kasuta."
    assert meaning(text, language="et") is None


def test_a_decision_to_stop_is_no_refusal() -> None:
    text = "Uw verzoek is ingewilligd. / Wij hebben besloten de verwerking voor AI te {}."
    assert meaning(text.format("staken"), language="nl") is not Meaning.REFUSED
    assert meaning(text.format("voort te zetten"), language="nl") is Meaning.REFUSED
