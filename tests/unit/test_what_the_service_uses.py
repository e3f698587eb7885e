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
        ("en", "Other users can still see content and all your posts are public."),
        ("de", "Andere Personen können weiterhin Fotos teilen und alle deine Beiträge sind enthalten."),
        (
            "fr",
            "D’autres personnes peuvent toujours voir des photos et toutes vos publications sont incluses.",
        ),
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
        ("en", "In our Privacy Centre you can read how we use data and we decline it."),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Once we have your confirmation, we will process it."),
        ("en", "Once we hear from you, we will process it."),
        ("ar", "بمجرد أن نتلقى ردك، سنعالجه."),
        ("en", "Once we have your answer we will process it."),
        ("de", "Sobald wir deine Antwort haben, bearbeiten wir ihn."),
        ("es", "En cuanto tengamos tu respuesta, la tramitaremos."),
        ("fr", "Dès que nous aurons votre réponse, nous la traiterons."),
        ("it", "Non appena avremo la tua risposta, la esamineremo."),
        ("nl", "Als we je antwoord hebben, verwerken we het."),
        ("pt", "Assim que tivermos a tua resposta, vamos tratá-la."),
        ("sv", "När vi har ditt svar behandlar vi den."),
    ],
)
def test_what_waits_for_an_answer_of_the_person_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Once we have reviewed it, we will let you know."),
        ("en", "Once we have reviewed it, we will apply it to all your accounts."),
        ("de", "Sobald wir ihn geprüft haben, melden wir uns bei dir."),
        ("fr", "Dès que nous l’aurons examinée, nous vous répondrons."),
    ],
)
def test_what_waits_for_the_services_own_work_does_not(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We may change your choice at any time."),
        ("en", "We may change the choice you have made at any time."),
        ("cs", "Vaši volbu můžeme kdykoli změnit."),
        ("de", "Wir können deine Entscheidung jederzeit ändern."),
        ("fr", "Nous pouvons modifier votre choix à tout moment."),
        ("hr", "Vaš odabir možemo promijeniti u bilo kojem trenutku."),
        ("pl", "W każdej chwili możemy zmienić Twój wybór."),
        ("uk", "Ми можемо будь-коли змінити ваш вибір."),
    ],
)
def test_that_the_service_may_change_the_choice_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your posts that other people see may still be processed."),
        ("es", "Tus publicaciones que ven otras personas aún pueden procesarse."),
        ("fr", "Vos publications que d’autres personnes voient peuvent encore être traitées."),
        ("pl", "Twoje posty, które widzą inne osoby, mogą nadal być przetwarzane."),
        ("de", "Beiträge anderer und deine werden verwendet."),
        ("en", "Other people's posts and yours are used."),
        ("fr", "Les publications des autres et les vôtres sont utilisées."),
        ("en", "Other people may use your posts."),
        ("de", "Andere können deine Beiträge auswerten."),
    ],
)
def test_what_is_the_persons_own_and_named_beside_others_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Other people may share photos of you."),
        ("de", "Andere Personen können Fotos von dir teilen."),
    ],
)
def test_what_others_may_share_needs_no_still(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "Можете да затворите тази страница."),
        ("de", "Du kannst diese Seite verlassen."),
        ("de", "Sie können zur Startseite zurückkehren."),
        ("el", "Μπορείτε να κλείσετε αυτή τη σελίδα και να συνεχίσετε."),
        ("is", "Þú getur afturkallað þau hvenær sem er."),
        ("de", "Du kannst Meta AI weiterhin wie gewohnt nutzen."),
        ("bg", "Може да минат няколко дни, докато промяната влезе в сила във всички наши системи."),
        ("et", "Muudatuse jõudmine kõigisse meie süsteemidesse võib võtta paar päeva."),
    ],
)
def test_what_the_person_may_do_now_does_not(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You can leave this page and use your posts."),
        ("en", "Our AI can still use Facebook and Instagram as usual."),
        ("en", "AI keeps using Facebook as usual."),
        ("de", "Meta AI kann Facebook weiterhin wie gewohnt nutzen."),
        ("fr", "L’IA peut continuer à utiliser Instagram comme avant."),
        ("da", "Gå tilbage til siden for at fortsætte."),
    ],
)
def test_what_something_else_is_used_for_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You can keep using Facebook, and we can keep using yours."),
        ("fr", "Vous pouvez continuer à utiliser Facebook, et on peut utiliser les vôtres comme avant."),
        ("de", "Wir können damit weitermachen wie bisher."),
        ("es", "Podríamos seguir como siempre."),
        ("it", "Potremmo continuare come prima."),
        ("pt", "Poderíamos continuar como antes."),
        ("nl", "We kunnen gewoon doorgaan zoals voorheen."),
        ("ca", "Podríem continuar com sempre."),
        ("ro", "Am putea continua ca înainte."),
        ("pl", "Moglibyśmy korzystać dalej jak dotychczas."),
        ("cs", "Mohli bychom pokračovat jako dosud."),
        ("sk", "Mohli by sme pokračovať ako doteraz."),
        ("sl", "Lahko nadaljujemo kot običajno."),
        ("hr", "Mogli bismo nastaviti kao i prije."),
        ("bg", "Бихме могли да продължим както обикновено."),
        ("uk", "Ми зможемо продовжити як зазвичай."),
        ("el", "Θα μπορούσαμε να συνεχίσουμε όπως πριν."),
        ("da", "Vi kan fortsætte som før."),
        ("sv", "Vi kan fortsätta som vanligt."),
        ("nb", "Vi kan fortsette som før."),
        ("fi", "Voisimme jatkaa kuten ennen."),
        ("et", "Võiksime jätkata nagu varem."),
        ("lv", "Mēs varēsim turpināt kā iepriekš."),
        ("lt", "Galėtume tęsti kaip įprasta."),
        ("hu", "Folytathatjuk, mint korábban."),
        ("is", "Við getum haldið áfram eins og áður."),
        ("mt", "Nistgħu nkomplu bħal qabel."),
        ("ga", "Is féidir linn leanúint ar aghaidh mar is gnách."),
        ("tr", "Her zamanki gibi devam edebiliriz."),
        ("ar", "يمكننا المتابعة كالمعتاد."),
        ("ga", "Is féidir linn do chuid a úsáid fós."),
    ],
)
def test_that_the_service_can_carry_on_is_no_remark_on_what_the_person_can(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)
