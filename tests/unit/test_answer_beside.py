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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We received your objection. Learn how Meta uses information for AI in the Privacy Policy."),
        (
            "en",
            "We received your objection. Learn more in our Privacy Policy about how Meta uses information for AI.",
        ),
        (
            "fr",
            "Nous avons reçu votre opposition. Découvrez dans la Politique de confidentialité comment Meta utilise les "
            "informations pour l'IA.",
        ),
        (
            "it",
            "Abbiamo ricevuto la tua opposizione. Scopri nell'Informativa sulla privacy come Meta usa le informazioni "
            "per l'IA.",
        ),
        ("el", "Το αίτημά σου στάλθηκε. / Στο Κέντρο απορρήτου εξηγούμε πώς η Meta αναπτύσσει την ΤΝ."),
        (
            "sv",
            "Vi har tagit emot din invändning. Läs i integritetspolicyn hur Meta använder information för AI.",
        ),
    ],
)
def test_where_one_may_read_how_ai_is_made_is_a_hint(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Your posts are used for AI, and the Privacy Policy tells how.",
        "From today on we use your posts for AI; see in the Privacy Policy how it works.",
        "Read in the Privacy Policy how your objection becomes valid.",
        "Learn in the Privacy Policy how to confirm your request.",
        "Learn in the Help Centre how AI works, your posts train it.",
        "Learn in the Help Centre how we use your posts for AI, which we will go on doing.",
        "We use your posts for AI as our Privacy Policy explains how.",
    ],
)
def test_how_ai_is_made_hides_nothing_that_is_said_beside_it(text: str) -> None:
    assert meaning(f"We received your objection. {text}", language="en") is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will respect your objection when we train our models."),
        ("en", "Thank you. When we train our AI models we will leave out your posts."),
        ("de", "Wir berücksichtigen deinen Widerspruch, wenn wir unsere KI-Modelle trainieren."),
        ("de", "Danke. Wenn wir unsere KI-Modelle trainieren, lassen wir deine Beiträge außen vor."),
        ("fr", "Nous tiendrons compte de votre opposition lorsque nous entraînerons nos modèles d'IA."),
        ("es", "Tendremos en cuenta tu oposición cuando entrenemos nuestros modelos de IA."),
        ("da", "Vi tager hensyn til din indsigelse, når vi træner vores AI-modeller."),
    ],
)
def test_that_ai_is_trained_is_no_condition(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will honour your objection when we have trained our AI models."),
        ("en", "We will honour your objection once we have trained our AI models."),
        ("en", "We will apply your objection when we train our AI models if you confirm it."),
        ("en", "When you have confirmed, we will leave out your posts when we train AI."),
        ("en", "Thank you. When we train our AI models we will use your posts."),
        ("en", "We will leave out your posts except when we train our AI models."),
        ("en", "We will respect your objection but not when we train our AI models."),
        ("de", "Wir berücksichtigen deinen Widerspruch, wenn wir ihn geprüft haben und KI trainieren."),
        ("de", "Wir berücksichtigen deinen Widerspruch, außer wenn wir unsere KI-Modelle trainieren."),
        ("fr", "Nous n'utiliserons pas vos publications sauf quand nous entraînons nos modèles d'IA."),
    ],
)
def test_a_condition_besides_binds_what_is_done_when_ai_is_trained(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "We received your objection at 14:30. If you have other accounts, fill in the form for each of them.",
        ),
        (
            "en",
            "We received your objection, number AB-12. If you have other accounts, fill in the form for each of them.",
        ),
        (
            "fr",
            "Votre opposition a été reçue à 14:30. Si vous avez d'autres comptes, remplissez le formulaire pour chacun.",
        ),
        ("de", "Wir haben deinen Widerspruch am 10.-12. Mai erhalten."),  # an ordinal
    ],
)
def test_a_sentence_ends_behind_an_hour_and_a_number_with_letters(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "We received your objection at 14:30. Please confirm it.",
        "Your objection was not received at 14:30. If you have other accounts, fill in the form for each of them.",
        "We received your objection, number AB-12. It was withdrawn.",
    ],
)
def test_what_follows_an_hour_or_a_number_still_takes_back(text: str) -> None:
    assert meaning(text, language="en") is not Meaning.SUCCESS


LONG = {
    "en": "We received your objection and will honour it. You will get an e-mail from us in a few days. Thank you for "
    "your patience.",
    "fr": "Nous avons bien reçu votre opposition et nous la respecterons. Vous recevrez un e-mail de notre part dans "
    "quelques jours. Merci de votre patience.",
    "de": "Wir haben deinen Widerspruch erhalten und werden ihn berücksichtigen. Du bekommst in ein paar Tagen eine "
    "E-Mail von uns. Danke für deine Geduld.",
}


@pytest.mark.parametrize("language", LONG)
def test_a_long_answer_may_hold_a_word_that_is_not_known(language: str) -> None:
    of_length = {
        "en": "We are there for you and your friendly zebras on all days.",
        "fr": "Nous sommes là pour vous et vos gentils zèbres tous les jours.",
        "de": "Wir sind für dich und deine Zebras an allen Tagen da.",
    }
    assert meaning(LONG[language], language=language) is Meaning.SUCCESS
    assert meaning(f"{LONG[language]} {of_length[language]}", language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Please sign."),
        ("en", "Please sign"),
        ("en", "This is a test."),
        ("en", "Your address is wrong."),
        ("en", "It lapses in 7 days."),
        ("en", "Instagram is exempt."),
        ("fr", "Ceci est un test."),
        ("fr", "Elle est temporaire."),
        ("fr", "Seul Facebook est concerné."),
        ("de", "Bitte unterschreiben."),
        ("de", "Das ist ein Test."),
        ("de", "Er verfällt in 7 Tagen."),
    ],
)
def test_in_a_short_sentence_that_word_may_be_what_matters(language: str, text: str) -> None:
    assert meaning(f"{LONG[language]} {text}", language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your posts may be included."),
        ("en", "Others can still see photos, and your posts may be included."),
        ("en", "Your posts may be part of all this from today on."),
        ("fr", "Vos publications peuvent être incluses."),
        ("de", "Deine Beiträge können enthalten sein."),
    ],
)
def test_what_may_become_of_the_persons_data_is_in_doubt(language: str, text: str) -> None:
    assert meaning(f"{LONG[language]} {text}", language=language) is not Meaning.SUCCESS
