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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "Други хора все още могат да споделят снимки и публикации, в които участвате."),
        ("fi", "Muut voivat yhä jakaa kuvia ja julkaisuja, joissa näyt."),
        ("pl", "Inne osoby nadal mogą udostępniać zdjęcia i posty, na których jesteś widoczny."),
    ],
)
def test_a_list_of_what_others_share_does_not(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "Снимките на други хора и вашите публикации все още могат да се използват."),
        ("en", "Other people's photos and your posts may still be used."),
        ("en", "Other people's posts and your photos can still be seen by our models."),
        ("en", "Other users may still see photos and posts that we use for training."),
        ("fi", "Muiden ihmisten kuvia ja julkaisujasi voidaan yhä käyttää."),
        ("fi", "Muiden ihmisten kuvia ja julkaisujasi voidaan yhä hyödyntää."),
        ("fi", "Muut voivat yhä jakaa kuvia ja julkaisuja analysoidaan."),
        ("hu", "Mások fotói és bejegyzéseid továbbra is felhasználhatók."),
        ("tr", "Başkalarının fotoğrafları ve gönderilerin yine de kullanılabilir."),
    ],
)
def test_what_stands_in_the_list_and_is_the_persons_own_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "In unserem Datenschutzzentrum kannst du lesen, wie wir Informationen für KI verwenden."),
        ("et", "Privaatsuskeskusest saad lugeda, kuidas me teavet tehisintellekti jaoks kasutame."),
        ("fi", "Voit lukea tietosuojakäytännöstämme, miten käytämme tietoja Meta-tekoälyssä."),
        ("lv", "Privātuma centrā varat lasīt, kā mēs izmantojam informāciju MI."),
        ("pl", "W Centrum prywatności możesz przeczytać, jak wykorzystujemy informacje na potrzeby AI."),
    ],
)
def test_where_one_can_read_how_data_is_used_does_not(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In our Privacy Centre you can read how we use data for AI and continue to use your posts."),
        ("en", "Read in our Privacy Centre how we use data for AI, we will use your posts."),
        ("et", "Loe privaatsuskeskusest, kuidas me teavet kasutame, ja me kasutame sinu postitusi."),
        (
            "fi",
            "Voit lukea tietosuojakäytännöstämme, miten käytämme tietoja tekoälyssä ja käytämme yhä julkaisujasi.",
        ),
        ("lt", "Privatumo centre galite paskaityti, kaip atmetame prašymus."),
    ],
)
def test_what_stands_behind_it_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)
