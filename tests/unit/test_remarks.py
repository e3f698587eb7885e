"""What stands beside good news and says nothing of the request: names, what no objection reaches, a question."""

from __future__ import annotations

import pytest
from test_statements import LEXICON, meaning

from helper.recognise.names import names_in
from helper.recognise.sentence import Meaning
from helper.recognise.statements import each_claim


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your objection has been recorded. / It doesn't cover your conversations with Meta AI."),
        (
            "en",
            "Your objection has been recorded. / Different rules apply to your conversations with Meta AI.",
        ),
        ("en", "Your objection has been recorded. / Models already released aren't affected."),
        (
            "en",
            "Your objection has been recorded. / It does not affect models already trained on your posts.",
        ),
        ("en", "Your objection has been recorded. / Content that was part of past training isn't affected."),
        (
            "fr",
            "Votre opposition a été enregistrée. / Les échanges que vous avez avec Meta AI ne sont pas concernés.",
        ),
        ("de", "Dein Widerspruch ist eingegangen. / Er gilt nicht für deine Unterhaltungen mit Meta AI."),
        ("en", "Your objection is recorded. / Past training cannot be undone."),
        (
            "fr",
            "Votre opposition est enregistrée. / Ce qui a déjà servi à entraîner nos modèles ne peut plus être annulé.",
        ),
        ("nl", "We hebben je bezwaar ontvangen. / Eerdere training kan niet ongedaan worden gemaakt."),
    ],
)
def test_what_no_objection_reaches_takes_nothing_back(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Your objection has been recorded. / If you want to learn more about generative AI, and our privacy work in "
            "this new space, please review the information in our Privacy Center.",
        ),
        ("en", "Your objection has been recorded. / Want to know more about generative AI?"),
        (
            "fr",
            "Votre opposition a été enregistrée. / Si vous souhaitez en savoir plus sur l’IA générative et nos efforts, "
            "consultez notre Centre de confidentialité.",
        ),
        (
            "de",
            "Dein Widerspruch ist eingegangen. / Wenn du mehr über generative KI erfahren möchtest, besuche unser "
            "Privacy Center.",
        ),
    ],
)
def test_where_to_read_more_takes_nothing_back(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Your objection has been recorded. / We need more information, as our Help Centre says.",
        "Your objection has been recorded. / Send us more information: the Help Centre says how.",
        "Your objection has been recorded. / Share more information in the Help Centre.",
        "Your objection has been recorded. / Add further details in the Help Centre.",
        "Your objection has been recorded. / Read more in our Privacy Centre and log in to finish.",
        "Your objection has been recorded. / See our Help Centre for more about why your posts get used anyway.",
        "Your objection has been recorded. / See our Help Centre for more about why it was not accepted.",
        "Your objection has been recorded. / See our Help Centre for more about your request, which is pending.",
        "Your objection has been recorded. / Learn more about AI once you have signed in.",
    ],
)
def test_what_is_more_than_a_hint_to_the_reader_is_no_remark(text: str) -> None:
    assert meaning(text) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Your objection does not apply to conversations with Meta AI.",
        "Your objection covers chats with Meta AI.",
        "Your objection has been recorded. / It doesn't cover your posts and your conversations with Meta AI.",
        "Your objection has been recorded. / We will continue to use your conversations with Meta AI.",
        "Your objection has been recorded. / It does not affect posts you have already shared.",
        "Your objection has been recorded. / It covers neither chats with Meta AI nor the rest.",
        "Your objection has been recorded. / It only covers chats with Meta AI.",
        "Your objection has been recorded. / It covers models already trained, not the new ones.",
        "Your objection has been recorded. / It doesn't cover your chats with friends.",
        "Your objection has been recorded. / Content already used in past training is used for new models.",
        "Your objection has been recorded. / Only chats with Meta AI are covered.",
        "Your objection has been recorded. / Once you confirm it, chats with Meta AI are covered.",
        "Your objection has been recorded. / It doesn't cover your chats with our staff.",
        "Your objection has been recorded. / Models already released aren't affected, xylandre is.",
        "Your objection has been recorded. / If you live in Europe, models already released are not affected.",
        "Objection recorded / The form on chats with Meta AI was not received and is not covered.",
        "Objection recorded / It covers chats with Meta AI.",
        "Objection recorded / Models already trained are not affected, and not the new ones.",
        "Objection recorded / It doesn't cover chats with Meta AI and the rest.",
        "We received an objection from another user.",
        "We do not accept your objection to conversations with Meta AI.",
    ],
)
def test_beside_what_no_objection_reaches_everything_else_is_judged(text: str) -> None:
    assert meaning(text, language="en") is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ca", "Hem rebut la teva oposició. / No afecta res més que les converses amb Meta AI."),
        ("el", "Λάβαμε την αντίρρησή σας. / Δεν καλύπτει παρά τις συνομιλίες σας με το Meta AI."),
        ("en", "Your objection was received. / It covers nothing but your chats with Meta AI."),
        ("es", "Hemos recibido tu oposición. / No cubre más que tus conversaciones con Meta AI."),
        ("es", "Hemos recibido tu oposición. / No se aplica sino a tus conversaciones con Meta AI."),
        ("it", "Abbiamo ricevuto la tua opposizione. / Non copre che le tue chat con Meta AI."),
        ("pl", "Otrzymaliśmy Twój sprzeciw. / Nie dotyczy nic więcej niż rozmów z Meta AI."),
        ("pt", "Recebemos a tua oposição. / Não abrange mais do que as tuas conversas com a Meta AI."),
    ],
)
def test_an_objection_that_reaches_nothing_else_is_neither_accepted_nor_refused(
    language: str, text: str
) -> None:
    assert meaning(text, language=language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "Vaši námitku jsme zaznamenali. / Tuto akci nelze vrátit zpět."),
        ("de", "Dein Widerspruch wurde gespeichert. / Das kann nicht rückgängig gemacht werden."),
        ("en", "Your objection is recorded. / This action cannot be undone."),
        ("fr", "Votre opposition est enregistrée. / Cette action ne peut pas être annulée."),
        ("hu", "Rögzítettük a tiltakozásodat. / Ez a művelet nem vonható vissza."),
    ],
)
def test_that_something_cannot_be_undone_takes_nothing_back(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Your objection is recorded. / This action cannot be undone?",
        "Your objection is recorded. / The use of your posts cannot be undone.",
        "Your objection is recorded. / Your consent cannot be withdrawn.",
        "Your objection is recorded. / It was cancelled, which cannot be undone.",
    ],
)
def test_something_else_that_cannot_be_undone_is_judged(text: str) -> None:
    assert meaning(text, language="en") is None


def test_the_use_that_the_person_objects_to_is_no_refusal() -> None:
    noted = "Vi har noterat att du motsätter dig att dina uppgifter används för AI."
    assert meaning(noted, language="sv") is not Meaning.REFUSED
    refused = "Vi har noterat din invändning, men dina uppgifter används för AI."
    assert meaning(refused, language="sv") is Meaning.REFUSED
    unfounded = "Намираме възражението за неоснователно. Може да подадете жалба до КЗЛД."
    assert meaning(unfounded, language="bg") is Meaning.REFUSED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Your choice is saved. / You chose not to have your information used for AI at Meta.",
            Meaning.SUCCESS,
        ),
        ("You chose not to have your information used for AI at Meta.", None),
        ("Your choice is saved. / You chose to allow the use of your information for AI.", None),
        ("Your choice is saved. / You chose not to exclude your information from AI.", None),
        ("Your choice is saved. / You chose not to object to the use of your information for AI.", None),
        ("Your choice is saved. / You said your information is still not used for AI.", None),
    ],
)
def test_what_the_person_chose_may_be_told(text: str, expected: Meaning | None) -> None:
    assert meaning(text, language="en") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Objection recorded / For accounts that are not linked, please send a separate form.",
            Meaning.SUCCESS,
        ),
        ("Objection recorded / If you have other accounts, send the form for each of them.", Meaning.SUCCESS),
        ("Objection recorded / Your account is not linked, please send a separate form.", None),
        ("Objection recorded / It is accepted once you have sent a form for other accounts.", None),
        ("Objection recorded / For other accounts, log in.", None),
        ("Objection recorded / If you have other accounts, the form is cancelled.", None),
        ("Objection recorded / If you have other accounts, the objection does not count.", None),
        ("Objection recorded / If you have other accounts, the form does not count.", None),
    ],
)
def test_other_accounts_may_have_a_form_of_their_own(text: str, expected: Meaning | None) -> None:
    assert meaning(text, language="en") is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Sprzeciw został przyjęty. / Nie obejmuje rozmów z nami."),
        ("es", "Oposición registrada / Los modelos ya entrenados no se ven afectados, y los nuevos tampoco."),
    ],
)
def test_neither_other_chats_nor_new_models_are_beyond(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


def test_a_remark_claims_and_refuses_nothing_by_itself() -> None:
    text = "Your objection does not apply to chats with Meta AI."
    assert not list(each_claim([text], LEXICON, "en"))


def test_a_refusal_of_what_is_beyond_is_no_remark() -> None:
    text = "We do not accept your objection to conversations with Meta AI."
    assert meaning(text, language="en") is Meaning.REFUSED


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "It covers every profile: Tom Ashdown (Facebook) and ashdown_pots.", "tom ashdown pots"),
        ("cs", "Platí pro všechny účty: Lenka Hrubá, lenka.peče", "lenka hruba pece"),
        ("sv", "Allt är klart, Elsa", "elsa"),
        ("bg", "Важи за профилите на layla", "layla"),
        ("ar", "ينطبق على layla.mansour", "layla mansour"),
        ("el", "Ευχαριστούμε, κύριε Λαμπρινέ", "λαμπρινε"),
        # What is said in a headline, in capitals, as a state or where a sentence begins is no name.
        ("en", "Your Objection Was Annulled", ""),
        ("en", "Your Objection Was Annulled after Review", ""),
        ("fr", "Votre demande a été REJETÉE", ""),
        ("en", "It was received (status: EXPIRED_24H)", ""),
        ("en", "It was received. Voided later", ""),
        ("en", "It was received.Unfortunately it was lost", ""),
        ("de", "Wir haben den Widerruf erhalten", ""),
    ],
)
def test_how_a_word_is_written_shows_a_name(language: str, text: str, names: str) -> None:
    assert names_in(text, language) == frozenset(names.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Objection recorded / It covers every account in your Accounts Center: Tom Ashdown (Facebook)",
            Meaning.SUCCESS,
        ),
        # Somebody to whom it was sent: another message.
        ("Your message to Ashdown was sent.", None),
    ],
)
def test_a_name_counts_only_beside_what_is_claimed(text: str, expected: Meaning | None) -> None:
    assert meaning(text, language="en") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sent", None),  # a folder, perhaps
        ("Sent ✓", Meaning.SUCCESS),
        ("✅ Sent", Meaning.SUCCESS),
        ("Sent / Reference: 88-1043 / We have e-mailed you a copy.", Meaning.SUCCESS),
        ("Sent! / Reference: 88-1043 / We have e-mailed you a copy.", Meaning.SUCCESS),
        ("Sent items", None),
        ("Sent items / Reference: 88-1043 / We have e-mailed you a copy.", None),
        ("Today / Sent / Reference: 88-1043 / We have e-mailed you a copy.", None),
        ("Inbox / Sent / Your requests", None),
        ("Sent / Drafts / Deleted", None),
        ("Sent / You don't have to do anything else.", Meaning.SUCCESS),
        ("Sent! / We will get back to you by e-mail.", Meaning.SUCCESS),
        ("Sent! / We sent the link to your inbox.", None),
        ("Sent! / You don't have to share your photo again.", None),
        ("Sent / Please confirm your e-mail address.", None),
        ("Sent?", None),
    ],
)
def test_a_headline_may_say_without_a_subject_that_it_was_sent(text: str, expected: Meaning | None) -> None:
    assert meaning(text, language="en") is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We've received your objection. / We use photos that others share and your photos too."),
        (
            "de",
            "Dein Widerspruch ist eingegangen. / Wir nutzen Fotos, die andere teilen, und deine Fotos auch.",
        ),
        ("es", "Hemos recibido tu objeción. / Usamos las fotos que comparten otras personas y tus fotos."),
        (
            "hu",
            "Megkaptuk a tiltakozásodat. / Mások által megosztott fotókat és a te fotóidat is felhasználjuk.",
        ),
    ],
)
def test_the_persons_own_beside_what_others_share_is_no_remark(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your objection / Received on 28 May 2025", Meaning.SUCCESS),
        ("Your objection / Status: accepted", Meaning.SUCCESS),
        ("Your objection / Status: not accepted", Meaning.REFUSED),
        ("Your objection / Status: pending", None),
        ("Your objection / Received: 0", None),
        ("Your objection / Received once you confirm your e-mail address", None),
        ("Your objection / Accepted reasons: health, religion", None),
        ("Your objection / The team received your password reset", None),
        ("Your friend request / Accepted", None),
        ("Your request to join / Accepted", None),
        ("Send your objection / Received by post", None),
        ("Today / Your objection / Received on 28 May 2025", None),
        ("Your objection / Help Centre / Received on 28 May 2025", None),
    ],
)
def test_a_headline_may_name_what_the_next_piece_speaks_of(text: str, expected: Meaning | None) -> None:
    assert meaning(text, language="en") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We've recorded your objection. / Not seen our e-mail? Check your spam folder.", Meaning.SUCCESS),
        ("We've recorded your objection. / Haven't you sent this request?", None),
        ("We've recorded your objection. / You cannot find our e-mail.", None),
        ("We've recorded your objection. / Wasn't it declined?", None),
        ("How long does it take? / Your objection was recorded. / What then?", None),
    ],
)
def test_a_question_denies_nothing_unless_it_is_about_the_request(
    text: str, expected: Meaning | None
) -> None:
    assert meaning(text, language="en") is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "is",
            "Beiðnin þín var skoðuð / Þar sem reikningurinn er utan Evrópu eiga andmælin ekki við "
            "og efnið þitt verður notað við þjálfun gervigreindar.",
        ),
        ("de", "Danke. Der Widerspruch gilt nicht und deine Beiträge werden für KI genutzt."),
        ("en", "Thank you. It does not count and your posts are used for AI."),
        ("nb", "Takk. Du har valgt å ikke protestere mot at informasjonen din brukes til KI."),
    ],
)
def test_no_promise_reaches_from_one_clause_to_the_next(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We will apply your objection if you contact us.", None),
        ("en", "Your objection will be applied if you want it.", None),
        ("en", "Objection received. / We will honour it when you write to us.", None),
        ("fr", "Opposition reçue. / Nous l’appliquerons si vous nous écrivez de nouveau.", None),
        ("de", "Wir berücksichtigen deinen Widerspruch, wenn du uns schreibst.", None),
        ("en", "If you contact us, quote this number. / We apply your objection.", Meaning.SUCCESS),
        (
            "en",
            "Your objection was received. / We will examine it, and write to you if we need anything.",
            Meaning.SUCCESS,
        ),
        (
            "en",
            "We saved your objection. / It remains in force unless you change your mind.",
            Meaning.SUCCESS,
        ),
    ],
)
def test_a_condition_that_does_no_harm_elsewhere_may_be_one_of_the_request(
    language: str, text: str, expected: Meaning | None
) -> None:
    assert meaning(text, language=language) is expected
