"""What stands beside an answer may be a menu or the name of the portal, or say that the answer is about something else."""

from __future__ import annotations

import pytest
from unseen_answers import NEVER, UnseenAnswer

from flows.schema import State

EN = (
    "Thank you. We’ve received your objection and will honour it. It will be applied going forward to the development "
    "and improvement of AI at Meta."
)
ONE_SENTENCE = "We’ve received your objection to your information being used for AI at Meta."
DE = (
    "Danke. Wir haben deinen Widerspruch erhalten und werden ihn berücksichtigen. Er gilt ab jetzt für die Entwicklung "
    "und Verbesserung von KI bei Meta."
)
FR = (
    "Merci. Nous avons reçu votre opposition et la respecterons. Elle s’appliquera désormais au développement et à "
    "l’amélioration de l’IA chez Meta."
)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("Privacy rights requests", "Thank you", EN)),
        ("en", ("Privacy rights requests", ONE_SENTENCE)),
        ("en", ("Help Centre", "Privacy rights requests", "Request submitted", EN)),
        ("en", ("Request submitted", EN, "Download your information", "Manage your data")),
        ("en", ("Request submitted", EN, "Contact our Data Protection Officer", "Download your information")),
        ("de", ("Anfrage übermittelt", DE, "Deine Informationen herunterladen", "Deine Daten verwalten")),
        ("fr", ("Demande envoyée", FR, "Télécharger vos informations", "Gérer vos données")),
    ],
)
def test_an_answer_that_says_itself_what_it_is_of_needs_nothing_beside_it(
    language: str, texts: tuple[str, ...]
) -> None:
    assert UnseenAnswer(language, "success", texts).read() is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("Ad preferences", "We’ve received your objection. Our AI will show you fewer of these ads.")),
        (
            "en",
            (
                "Ad preferences",
                "We’ve received your objection. Meta AI will use it to show you what you like.",
            ),
        ),
        ("en", ("Cookie settings", "Your objection has been received. It does not cover AI at Meta.")),
        ("en", ("Your friend’s request", "We’ve received an objection to AI at Meta from your friend.")),
        ("en", ("Report a post", "Your objection to the AI label on this post has been received.")),
        (
            "en",
            (
                "Community Standards",
                "Your objection to the decision of our AI has been received.",
                "We removed your post.",
            ),
        ),
        (
            "en",
            (
                "Password reset",
                "Your objection was received by our AI assistant.",
                "We’ll reset your password.",
            ),
        ),
        (
            "en",
            ("Order 4412", "Your objection to the invoice was received. Our AI assistant will answer you."),
        ),
        ("en", ("Feedback", "Thanks! Our AI has received your objection to this recommendation.")),
        ("en", ("Data download", "Your objection was received by the AI, but your file is not ready.")),
        (
            "en",
            (
                "Delete account",
                "We have received your objection to the deletion. Meta AI chats are deleted as well.",
            ),
        ),
        ("en", ("Marketplace", "Your objection against the seller was received. AI checks it now.")),
        ("en", ("Copyright", "Your objection has been received. AI will compare both pictures.")),
        ("en", ("Payments", "Your objection was accepted. AI at Meta found the payment to be fraud.")),
        (
            "fr",
            (
                "Préférences publicitaires",
                "Votre opposition a été reçue. L’IA de Meta vous montrera moins de ces publicités.",
            ),
        ),
        (
            "fr",
            (
                "Paramètres des cookies",
                "Votre opposition a été enregistrée. L’IA de Meta n’est pas concernée.",
            ),
        ),
        (
            "fr",
            ("Signaler un contenu", "Votre opposition à l’étiquette IA de cette publication a été reçue."),
        ),
        ("fr", ("Mot de passe", "Votre opposition a été reçue par notre assistant IA.")),
        ("fr", ("Commande 4412", "Votre opposition à la facture a été reçue. L’IA vous répondra.")),
        (
            "fr",
            (
                "Suppression du compte",
                "Votre opposition à la suppression a été enregistrée. Vos discussions avec l’IA restent.",
            ),
        ),
        ("fr", ("Avis", "Merci ! Votre opposition à cette suggestion de l’IA a été reçue.")),
        ("de", ("Werbepräferenzen", "Dein Widerspruch ist eingegangen. Die KI zeigt dir weniger davon.")),
        (
            "de",
            ("Cookie-Einstellungen", "Dein Widerspruch wurde gespeichert. Für KI bei Meta gilt er nicht."),
        ),
        ("de", ("Passwort zurücksetzen", "Dein Widerspruch ist bei unserer KI eingegangen.")),
        (
            "de",
            (
                "Bestellung 4412",
                "Dein Widerspruch gegen die Rechnung ist eingegangen. Unsere KI antwortet dir.",
            ),
        ),
        ("de", ("Beitrag melden", "Dein Widerspruch gegen das KI-Etikett dieses Beitrags ist eingegangen.")),
        (
            "de",
            ("Konto löschen", "Dein Widerspruch gegen die Löschung wurde erfasst. Chats mit der KI bleiben."),
        ),
        (
            "de",
            (
                "Gesichtserkennung",
                "Dein Widerspruch wurde erfasst. Die KI erkennt dich nicht mehr auf Fotos.",
            ),
        ),
        (
            "es",
            (
                "Preferencias de anuncios",
                "Hemos recibido tu oposición. La IA te mostrará menos anuncios así.",
            ),
        ),
        ("es", ("Cookies", "Tu oposición se ha registrado. La IA de Meta no está incluida.")),
        ("es", ("Pedido 4412", "Hemos recibido tu oposición a la factura. La IA te responderá.")),
        (
            "it",
            (
                "Preferenze per gli annunci",
                "Abbiamo ricevuto la tua opposizione. L’IA ti mostrerà meno annunci.",
            ),
        ),
        ("it", ("Segnala un post", "La tua opposizione all’etichetta IA di questo post è stata ricevuta.")),
        (
            "nl",
            ("Advertentievoorkeuren", "We hebben je bezwaar ontvangen. De AI toont je minder advertenties."),
        ),
        ("nl", ("Wachtwoord", "Je bezwaar is door onze AI-assistent ontvangen.")),
        ("pl", ("Preferencje reklamowe", "Otrzymaliśmy Twój sprzeciw. AI pokaże Ci mniej reklam.")),
        ("pt", ("Preferências de anúncios", "Recebemos a sua oposição. A IA vai mostrar menos anúncios.")),
        ("sv", ("Annonsinställningar", "Vi har tagit emot din invändning. AI visar färre annonser.")),
        ("fi", ("Mainosasetukset", "Vastustuksesi on vastaanotettu. Tekoäly näyttää vähemmän mainoksia.")),
        ("cs", ("Předvolby reklam", "Vaši námitku jsme obdrželi. AI vám zobrazí méně reklam.")),
        (
            "en",
            ("Face recognition", "We’ve received your objection. Our AI no longer recognises you in photos."),
        ),
        ("en", ("Ad preferences", "Your objection has been received. It applies to AI at Meta for ads.")),
        ("en", ("Third parties", "We’ve received your objection about AI at Meta from another person.")),
        ("de", ("Passwort", "Dein Widerspruch ist eingegangen. Unsere KI setzt es zurück.")),
        ("en", ("Bugs", "Your objection was received. The AI will fix it.")),
        ("en", ("Password", "Your objection to our AI’s password check has been received.")),
        ("en", ("Event invitation", "We’ve received your objection. AI at Meta sorted it into your group.")),
    ],
)
def test_an_answer_of_something_else_is_no_success(language: str, texts: tuple[str, ...]) -> None:
    assert UnseenAnswer(language, "elsewhere", texts).read() not in NEVER
