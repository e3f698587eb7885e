"""What the service says that it may do itself is no caveat of what others share, and no hint where to read."""

from __future__ import annotations

import pytest
from test_caveats import read

from flows.schema import State


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir können deine Fotos weiterhin nutzen, wie andere Personen auch."),
        ("en", "We may still use your photos, like other people."),
        ("es", "Todavía podemos usar tus fotos, como otras personas."),
        ("fr", "Nous pouvons toujours utiliser vos photos, comme d’autres personnes."),
        ("it", "Possiamo ancora usare le tue foto, come altre persone."),
        ("nl", "We kunnen nog steeds foto's delen waarop je staat."),
        ("pl", "Nadal możemy używać Twoich zdjęć, podobnie jak inne osoby."),
        ("pt", "Ainda podemos usar as tuas fotos, tal como outras pessoas."),
        ("pt", "Ainda podemos usar fotos em que apareces."),
        ("sv", "Vi kan fortfarande använda dina bilder, liksom andra personer."),
        (
            "nl",
            "Wil je meer weten over hoe we je berichten gebruiken voor AI? We gebruiken ze voor onze modellen.",
        ),
        (
            "en",
            "Would you like to know more about your objection and your Accounts Centre? We train with them.",
        ),
    ],
)
def test_what_the_service_may_do_takes_the_receipt_back(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Du kannst weiterhin auf Fotos zu sehen sein, die andere teilen."),
        ("en", "You may still appear in photos that others share."),
        ("en", "We may still process information about you in posts that others share."),
        ("fr", "Vous pouvez toujours apparaître sur des photos que d’autres personnes partagent."),
        ("pt", "Ainda podes aparecer em fotos que outras pessoas partilham."),
    ],
)
def test_what_others_may_share_does_not(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}
