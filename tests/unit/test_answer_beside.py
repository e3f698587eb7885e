"""What stands beside an answer or around it and changes nothing of it: thanks in a headline, hints, when AI is trained."""

from __future__ import annotations

import pytest
from test_statements import meaning

from helper.recognise.sentence import Meaning


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sent, thanks / We'll be in touch."),
        ("en", "Received, thank you / We will e-mail you."),
        ("en", "Thanks, received / You can close this window."),
        ("de", "Gesendet, danke / Wir melden uns."),
        ("es", "Enviado, gracias / Te escribiremos."),
        ("hu", "Elküldve, köszönjük / Írunk önnek."),
    ],
)
def test_a_headline_may_thank_without_a_full_stop(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Sent items, thanks / We'll be in touch.",
        "Not sent, thanks / We'll be in touch.",
        "Thanks sent / We'll be in touch.",
        "Received thanks / Your badges",
        "Sent, thanks / Your comment is online.",
        "Received, thanks / Enter the code.",
        "Sent feedback, thanks / Rate your experience.",
    ],
)
def test_a_headline_that_names_more_than_thanks_claims_nothing(text: str) -> None:
    assert meaning(text, language="en") is not Meaning.SUCCESS
