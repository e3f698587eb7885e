"""A refusal after Send, and what stands beside it: the right to complain, and a second denial that goes with the first."""

from __future__ import annotations

import pytest
from test_caveats import CAVEATS
from unseen_answers import UnseenAnswer

from flows.load import languages
from flows.schema import State

# The law wants every refusal to say that one may complain to the authority, GDPR article 12(4).
REFUSED = {
    "ar": ("تم رفض اعتراضك.", "يمكنك تقديم شكوى إلى هيئة حماية البيانات."),
    "bg": ("Вашето възражение беше отхвърлено.", "Можете да подадете жалба до надзорния орган."),
    "ca": ("S'ha rebutjat la teva oposició.", "Pots presentar una reclamació davant l'autoritat de control."),
    "cs": ("Vaše námitka byla zamítnuta.", "Můžete podat stížnost u dozorového úřadu."),
    "da": ("Din indsigelse er afvist.", "Du kan indgive en klage til Datatilsynet."),
    "de": ("Dein Widerspruch wurde abgelehnt.", "Du kannst dich bei der Aufsichtsbehörde beschweren."),
    "el": (
        "Η αντίρρησή σας απορρίφθηκε.",
        "Μπορείτε να υποβάλετε καταγγελία στην αρχή προστασίας δεδομένων.",
    ),
    "en": ("Your objection has been rejected.", "You can lodge a complaint with your supervisory authority."),
    "es": (
        "Tu oposición ha sido rechazada.",
        "Puedes presentar una reclamación ante la autoridad de control.",
    ),
    "et": ("Sinu vastuväide lükati tagasi.", "Võid esitada kaebuse järelevalveasutusele."),
    "fi": ("Vastustuksesi on hylätty.", "Voit tehdä valituksen tietosuojaviranomaiselle."),
    "fr": ("Votre opposition a été rejetée.", "Vous pouvez adresser une réclamation à la CNIL."),
    "ga": ("Diúltaíodh do d'agóid.", "Féadfaidh tú gearán a dhéanamh leis an údarás maoirseachta."),
    "hr": ("Vaš prigovor je odbijen.", "Možete podnijeti pritužbu nadzornom tijelu."),
    "hu": ("A tiltakozásodat elutasítottuk.", "Panaszt tehetsz a felügyeleti hatóságnál."),
    "is": ("Andmælum þínum var hafnað.", "Þú getur sent kvörtun til Persónuverndar."),
    "it": ("La tua opposizione è stata respinta.", "Puoi presentare un reclamo al Garante."),
    "lt": ("Jūsų prieštaravimas atmestas.", "Galite pateikti skundą priežiūros institucijai."),
    "lv": ("Jūsu iebildums ir noraidīts.", "Varat iesniegt sūdzību uzraudzības iestādei."),
    "mt": ("L-oġġezzjoni tiegħek ġiet miċħuda.", "Tista' tressaq ilment quddiem l-awtorità superviżorja."),
    "nb": ("Innsigelsen din er avvist.", "Du kan klage til Datatilsynet."),
    "nl": ("Je bezwaar is afgewezen.", "Je kunt een klacht indienen bij de toezichthouder."),
    "pl": ("Twój sprzeciw został odrzucony.", "Możesz wnieść skargę do organu nadzorczego."),
    "pt": ("A tua oposição foi rejeitada.", "Podes apresentar uma reclamação à autoridade de controlo."),
    "ro": (
        "Opoziția dumneavoastră a fost respinsă.",
        "Puteți depune o plângere la autoritatea de supraveghere.",
    ),
    "sk": ("Vaša námietka bola zamietnutá.", "Môžete podať sťažnosť na dozorný orgán."),
    "sl": ("Vaš ugovor je bil zavrnjen.", "Pritožbo lahko vložite pri nadzornem organu."),
    "sv": ("Din invändning har avslagits.", "Du kan lämna ett klagomål till tillsynsmyndigheten."),
    "tr": ("İtirazın reddedildi.", "Denetim makamına şikâyette bulunabilirsin."),
    "uk": ("Ваше заперечення відхилено.", "Ви можете подати скаргу до наглядового органу."),
}


def read(language: str, *text: str) -> State:
    return UnseenAnswer(language, "refused", text).read()


@pytest.mark.parametrize("language", languages())
def test_a_refusal_that_names_the_right_to_complain_is_one(language: str) -> None:
    refused, complain = REFUSED[language]
    assert read(language, f"{refused} {complain}") is State.REFUSED
    assert read(language, refused, complain) is State.REFUSED


@pytest.mark.parametrize("language", languages())
def test_the_right_to_complain_alone_refuses_nothing(language: str) -> None:
    receipt = CAVEATS["receipt"][language]
    assert read(language, receipt, REFUSED[language][1]) is not State.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        ("Your objection has been rejected.", "You can try again."),
        ("Your objection has been rejected.", "Please send us more details so that we can look at it again."),
        (
            "Your friend request has been rejected.",
            "You can lodge a complaint with your supervisory authority.",
        ),
        ("Your request has been rejected.", "You reported a comment. You can appeal our decision."),
        (
            "Your objection has been rejected.",
            "You can try again or lodge a complaint with the supervisory authority.",
        ),
        ("We received your objection.", "We see no reason not to honour your objection."),
        ("Your data is not used for AI. We received your objection.", "You can continue to use Meta AI."),
        ("Your posts will not be used for AI. We received your objection.", "You continue to use Meta AI."),
        ("Your objection may be rejected.", "You can lodge a complaint with your supervisory authority."),
    ],
)
def test_what_is_open_or_of_something_else_is_no_refusal(text: tuple[str, ...]) -> None:
    assert read("en", *text) is not State.REFUSED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ca", "Gràcies pel teu missatge. No prendrem cap mesura respecte d'aquest formulari."),
        ("es", "Gracias por tu mensaje. No tomaremos ninguna medida al respecto."),
        ("el", "Ευχαριστούμε για το μήνυμά σας. Δεν θα προβούμε σε καμία ενέργεια."),
        ("bg", "Благодарим за съобщението. Няма да предприемем действия."),
    ],
)
def test_a_denial_refuses_and_a_second_one_goes_with_the_first(language: str, text: str) -> None:
    assert read(language, text) is State.REFUSED


def test_a_denial_before_what_refuses_still_takes_it_back() -> None:
    assert read("en", "Your objection was not rejected.") is not State.REFUSED


def test_what_is_possible_in_another_clause_leaves_the_refusal() -> None:
    refused = "We rejected your objection, and you can find out how it works in our Privacy Policy."
    assert read("en", refused) is State.REFUSED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "لقد قبلنا اعتراضك دون أسئلة أخرى."),
        ("bg", "Приехме вашето възражение без допълнителни въпроси."),
        ("ca", "Hem acceptat la teva oposició sense més preguntes."),
        ("cs", "Vaši námitku jsme přijali bez dalších otázek."),
        ("da", "Vi har imødekommet din indsigelse uden yderligere spørgsmål."),
        ("de", "Wir haben deinen Widerspruch ohne weitere Fragen akzeptiert."),
        ("el", "Δεχτήκαμε την εναντίωσή σας χωρίς άλλες ερωτήσεις."),
        ("en", "We accepted your objection without further questions."),
        ("es", "Hemos aceptado tu oposición sin más preguntas."),
        ("et", "Rahuldasime sinu vastuväite ilma lisaküsimusteta."),
        ("fi", "Hyväksyimme vastustuksesi ilman lisäkysymyksiä."),
        ("fr", "Nous avons accepté votre opposition sans autre question."),
        ("ga", "Ghlacamar le d'agóid gan tuilleadh ceisteanna."),
        ("hr", "Prihvatili smo vaš prigovor bez dodatnih pitanja."),
        ("hu", "További kérdések nélkül elfogadtuk a tiltakozásodat."),
        ("is", "Við samþykktum andmæli þín án frekari spurninga."),
        ("it", "Abbiamo accettato la tua opposizione senza altre domande."),
        ("lt", "Priėmėme jūsų prieštaravimą be papildomų klausimų."),
        ("lv", "Mēs pieņēmām jūsu iebildumu bez papildu jautājumiem."),
        ("mt", "Aċċettajna l-oġġezzjoni tiegħek mingħajr aktar mistoqsijiet."),
        ("nb", "Vi har godtatt innsigelsen din uten flere spørsmål."),
        ("nl", "We hebben je bezwaar zonder verdere vragen geaccepteerd."),
        ("pl", "Uwzględniliśmy Twój sprzeciw bez dalszych pytań."),
        ("pt", "Aceitámos a tua oposição sem mais perguntas."),
        ("ro", "Am acceptat opoziția ta fără alte întrebări."),
        ("sk", "Vašu námietku sme prijali bez ďalších otázok."),
        ("sl", "Vaš ugovor smo sprejeli brez dodatnih vprašanj."),
        ("sv", "Vi har godkänt din invändning utan fler frågor."),
        ("tr", "İtirazınızı başka soruya gerek kalmadan kabul ettik."),
        ("uk", "Ми прийняли ваше заперечення без додаткових запитань."),
    ],
)
def test_accepted_without_questions_is_not_refused(language: str, text: str) -> None:
    assert read(language, text) is not State.REFUSED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir nehmen deinen Widerspruch ohne Angabe von Gründen nicht an."),
        ("en", "We cannot accept your objection without a reason."),
        ("fr", "Nous n'acceptons pas votre opposition sans justification."),
    ],
)
def test_not_accepted_without_a_reason_is(language: str, text: str) -> None:
    assert read(language, text) is State.REFUSED


def test_that_it_stays_in_account_is_no_refusal() -> None:
    earlier = "Ya te opusiste al uso de tu información para la IA."
    assert read("es", earlier, "Lo seguimos teniendo en cuenta.") is not State.REFUSED
    used = "Seguiremos usando tus publicaciones teniendo en cuenta la ley."
    assert read("es", "Hemos recibido tu oposición.", used) is State.REFUSED


def test_what_need_not_be_done_again_ends_where_it_ends() -> None:
    granted = "Rakendasime vastuväite sinu kontole, seega pole vormi uuesti vaja täita."
    assert read("et", "Aitäh, kõik on korras", granted) is not State.REFUSED
    lapsed = "Vastuväide pole jõus, kinnitust on vaja."
    assert read("et", "Saime sinu vastuväite kätte.", lapsed) is not State.SUBMITTED
