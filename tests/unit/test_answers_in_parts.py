"""What stands in one sentence with an answer, or beside it, is heard by itself: a remark at its end, a question."""

from __future__ import annotations

import pytest
from unseen_answers import NEVER, UnseenAnswer

from flows.schema import State


def read(language: str, *texts: str) -> State:
    return UnseenAnswer(language, "other", texts).read()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Dein Widerspruch ist in deinem Konto hinterlegt und gilt, bis du ihn zurückziehst."),
        ("sv", "Vi har tagit emot din invändning och återkommer så snart den har granskats."),
        (
            "fr",
            "Nous avons bien reçu votre opposition ; si vous avez d’autres comptes, envoyez le formulaire pour chacun d’eux.",
        ),
        (
            "es",
            "Tu oposición incluye todas las cuentas de tu Centro de cuentas; si tienes otras cuentas, tendrás que oponerte desde cada una de ellas.",
        ),
    ],
)
def test_a_remark_at_the_end_of_a_sentence_takes_nothing_back(language: str, text: str) -> None:
    assert read(language, text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            ("We received your objection.", "It counts once you have signed; you’ll get a notification."),
        ),
        (
            "en",
            ("We received your objection.", "It counts; you’ll get a notification once you have signed."),
        ),
        ("en", ("We received your objection.", "It counts only if you get a notification on Facebook.")),
        (
            "en",
            ("We will apply your objection once you have confirmed it, and you will get a notification.",),
        ),
        ("en", ("We will apply your objection – if you change your settings.",)),
        ("nl", ("Is je bezwaar ontvangen, dan krijg je een e-mail.",)),
        ("de", ("Zuerst wird dein Widerspruch geprüft, dann erhältst du eine Antwort.",)),
    ],
)
def test_a_condition_stays_one_though_a_remark_follows(language: str, texts: tuple[str, ...]) -> None:
    assert read(language, *texts) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "You can keep using Meta AI, but we won’t use your posts for AI. Your objection was accepted.",
        ),
        (
            "cs",
            "Meta AI můžete dál používat, naše modely se ale na vašich datech učit nebudou. Námitka byla přijata.",
        ),
        ("pl", "Twój sprzeciw został przyjęty. Nadal możesz korzystać z Meta AI."),
    ],
)
def test_what_one_may_still_use_takes_nothing_back(language: str, text: str) -> None:
    assert read(language, text) is State.SUBMITTED


@pytest.mark.parametrize(
    "text",
    [
        "You can keep using Meta AI, but we won’t use your posts for AI if you object.",
        "Once you object, you can keep using Meta AI, but we won’t use your posts for AI.",
        "You can keep using Meta AI, and we will use your posts for AI.",
        "We can keep using them, but we won’t use your posts for AI.",
    ],
)
def test_what_one_may_still_use_promises_nothing_on_a_condition(text: str) -> None:
    assert read("en", text) not in NEVER


def test_a_denial_that_goes_with_the_next_one_denies_no_promise() -> None:
    assert (
        read("ro", "Vom respecta obiecția ta. Nici mesajele tale nu vor fi folosite pentru AI.")
        is State.SUBMITTED
    )
    assert read("ro", "Am primit obiecția ta. Nici mesajele tale nu vor fi excluse de la AI.") not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We accepted your objection. It doesn’t apply to private messages."),
        ("sl", "Sprejeli smo vaš ugovor. Ne velja za zasebna sporočila."),
        ("cs", "Námitku evidujeme pod číslem 7741-23. Vaše příspěvky pro AI nepoužijeme."),
    ],
)
def test_what_no_objection_need_reach_takes_nothing_back(language: str, text: str) -> None:
    assert read(language, text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your objection only covers private messages."),
        ("en", "Your objection does not cover private messages and posts."),
        ("en", "We received your objection. Private messages alone are not used for AI."),
        ("de", "Das Recht, dass wir deine Beiträge nicht für KI verwenden."),
        ("de", "Dein Wunsch, dass wir deine Beiträge nicht für KI verwenden."),
    ],
)
def test_what_is_only_named_or_excepted_is_no_promise(language: str, text: str) -> None:
    assert read(language, text) not in NEVER


RECEIVED = "We have received your objection."


@pytest.mark.parametrize(
    ("language", "received", "question", "order"),
    [
        (
            "de",
            "Wir haben deinen Widerspruch erhalten.",
            "Hast du weitere Konten?",
            "Fülle das Formular für jedes davon aus.",
        ),
        (
            "pl",
            "Otrzymaliśmy Twój sprzeciw.",
            "Masz inne konta?",
            "Wypełnij formularz dla każdego z nich.",
        ),
    ],
)
def test_a_question_of_other_accounts_stands_for_the_condition(
    language: str, received: str, question: str, order: str
) -> None:
    assert read(language, received, f"{question} {order}") is State.SUBMITTED
    assert read(language, received, order) not in NEVER


def test_a_question_of_other_accounts_spares_nothing_else() -> None:
    assert read("en", RECEIVED, "Do you have other accounts? Then it does not count.") not in NEVER


@pytest.mark.parametrize(
    ("language", "right", "text"),
    [
        (
            "en",
            "You can object at any time.",
            "The objection applies to all accounts in your Accounts Center.",
        ),
        (
            "fr",
            "Vous pouvez vous opposer à tout moment.",
            "L’opposition s’applique à tous les comptes de votre Espace Comptes.",
        ),
    ],
)
def test_that_one_may_object_and_what_an_objection_is_for_is_said_to_anybody(
    language: str, right: str, text: str
) -> None:
    assert read(language, right, text) not in NEVER
    assert read(language, text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "received", "used"),
    [
        (
            "de",
            "Wir haben deinen Widerspruch erhalten. Vielen Dank, dass du dich an uns gewandt hast.",
            "Wir werden deine Beiträge verwenden.",
        ),
        (
            "fr",
            "Merci de nous avoir contactés. Nous avons bien reçu votre opposition et notre équipe va l’examiner.",
            "Nous utiliserons vos publications.",
        ),
        (
            "nl",
            "Bedankt voor je bericht. We hebben je bezwaar ontvangen en ons team gaat ernaar kijken.",
            "We gaan je berichten gebruiken.",
        ),
        (
            "it",
            "Grazie per averci contattato. Abbiamo ricevuto la tua opposizione e il nostro team la esaminerà.",
            "Useremo i tuoi post.",
        ),
        (
            "da",
            "Tak, fordi du kontaktede os. Vi har modtaget din indsigelse, og vores team ser på den.",
            "Vi bruger dine opslag.",
        ),
    ],
)
def test_that_the_data_is_used_is_heard_in_words_that_else_only_promises_hold(
    language: str, received: str, used: str
) -> None:
    assert read(language, received) is State.SUBMITTED
    assert read(language, received, used) not in NEVER


@pytest.mark.parametrize(
    ("language", "received", "used"),
    [
        ("pt", "Recebemos a tua oposição.", "Podemos usar tudo como sempre."),
        ("sv", "Vi har tagit emot din invändning.", "Vi kan använda dem som vanligt."),
        ("da", "Vi har modtaget din indsigelse.", "Vi kan bruge dem som normalt."),
        ("en", RECEIVED, "We can use them as usual."),
    ],
)
def test_what_goes_on_as_usual_is_the_use_of_the_service_alone(
    language: str, received: str, used: str
) -> None:
    assert read(language, received, used) not in NEVER


def test_the_service_may_be_used_as_usual() -> None:
    assert read("en", RECEIVED, "You can keep using Facebook as usual.") is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "received", "text"),
    [
        ("cs", "Obdrželi jsme vaši námitku.", "Bude vyřazena."),
        ("hr", "Primili smo vaš prigovor.", "Bit će isključen."),
    ],
)
def test_what_is_left_out_without_data_may_be_the_request(language: str, received: str, text: str) -> None:
    assert read(language, received, text) not in NEVER


def test_a_maltese_apostrophe_begins_no_quotation() -> None:
    received = "Irċevejna l-oġġezzjoni tiegħek."
    denied = "Minn issa ’l quddiem ma naċċettaw l-ebda oġġezzjoni ta’ Meta."
    assert read("mt", received) is State.SUBMITTED
    assert read("mt", received, denied.replace("’", "'")) not in NEVER


def test_a_hint_where_to_read_of_the_use_refuses_nobody() -> None:
    received = "Mēs saņēmām jūsu iebildumu."
    hint = "Vairāk par to, kā izmantojam datus MI, lasiet privātuma centrā."
    assert read("lv", received, hint) is not State.REFUSED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "Din indsigelse er registreret, når vi skriver det til dig."),
        ("de", "Dein Widerspruch ist registriert, wenn wir dir schreiben."),
        ("en", "Your objection is recorded when we tell you so."),
        ("fr", "Votre opposition est enregistrée dès que nous vous écrivons."),
        ("nb", "Protesten din er registrert når vi skriver det til deg."),
        ("sv", "Din invändning har registrerats när vi skriver det till dig."),
    ],
)
def test_a_receipt_that_waits_for_the_service_is_none(language: str, text: str) -> None:
    assert read(language, text) not in NEVER


@pytest.mark.parametrize(
    "text",
    [
        "We have recorded your objection and will tell you when we have looked at it.",
        "Your objection has been recorded, and when we train AI, we will leave out your posts.",
    ],
)
def test_what_we_do_later_leaves_a_receipt_as_it_is(text: str) -> None:
    assert read("en", text) is State.SUBMITTED
