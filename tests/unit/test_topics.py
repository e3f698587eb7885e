"""A sentence beside an answer that is all about one topic takes nothing back, however it is worded; one word more, and it may."""

from __future__ import annotations

import pytest
from unseen_answers import NEVER, UnseenAnswer

from flows.schema import State

RECEIVED = {
    "en": "We have received your objection.",
    "fr": "Nous avons bien reçu votre opposition.",
    "de": "Wir haben deinen Widerspruch erhalten.",
    "nb": "Vi har mottatt innsigelsen din.",
    "nl": "We hebben je bezwaar ontvangen.",
    "pl": "Otrzymaliśmy Twój sprzeciw.",
    "uk": "Ми отримали ваше заперечення.",
}


def read(language: str, remark: str) -> State:
    return UnseenAnswer(language, "other", (RECEIVED[language], remark)).read()


REMARKS = [
    # other accounts
    (
        "en",
        "If you have other accounts that aren't in the same Accounts Center, you'll need to object for each.",
    ),
    (
        "en",
        "If you use another Instagram account with a different email address, please submit the form there too.",
    ),
    (
        "fr",
        "Si vous possédez d’autres comptes qui ne figurent pas dans le même Espace Comptes, vous devrez remplir le formulaire pour chacun d’eux.",
    ),
    ("en", "Accounts that aren't in this Accounts Centre need a separate form."),
    ("en", "Do you use another account that isn't linked? Log in to it and submit the form again."),
    ("de", "Konten, die nicht zu dieser Kontenübersicht gehören, benötigen ein separates Formular."),
    # a change of mind
    ("en", "You can change your mind at any time in your settings."),
    ("en", "It stays in force until you withdraw it yourself."),
    ("fr", "Vous pouvez changer d’avis à tout moment dans vos paramètres."),
    ("fr", "Elle reste valable jusqu’à ce que vous la retiriez."),
    # a letter
    ("en", "You'll get a notification on Facebook once we've finished reviewing it."),
    ("en", "Once we've reviewed your objection, you'll get a message in your support inbox."),
    ("fr", "Une fois l’examen terminé, vous recevrez une notification sur Facebook."),
    # the number
    ("en", "Please keep this number in case you need to contact us again."),
    ("fr", "Veuillez conserver ce numéro au cas où vous souhaiteriez nous contacter."),
    # what one may do now
    ("en", "You can now close this window or go back to Facebook."),
    ("fr", "Vous pouvez maintenant fermer cette fenêtre ou revenir à l’accueil."),
    # the service, as the person uses it
    ("en", "This won’t affect how you use Facebook or Instagram."),
    ("fr", "Elle ne change rien à la façon dont vous utilisez nos produits."),
    ("fr", "Rien ne change dans votre utilisation de Facebook."),
    ("de", "Daran, wie du Facebook und Instagram nutzt, ändert sich nichts."),
    # how long it takes
    ("en", "Because of the high volume of requests, this may take longer than usual."),
    ("fr", "Cela peut prendre plus de temps que d’habitude en raison du grand nombre de demandes."),
    ("en", "It may take a few days before the objection that you sent is applied."),
    ("en", "It can take up to 30 days to process the request you submitted."),
    ("en", "It may take a few days before we reply to your request."),
    ("en", "In a few minutes a copy of your objection will be sent by e-mail."),
    ("de", "Es kann einige Tage dauern, bis wir deinen Antrag bearbeitet haben."),
    ("nl", "Het kan een paar dagen duren voordat je bezwaar is verwerkt."),
]
OTHERS = [
    ("en", "If you have other accounts, submit a form for each of them before your objection applies."),
    (
        "de",
        "Konten, die nicht zu dieser Kontenübersicht gehören, benötigen eine Bestätigung des Widerspruchs.",
    ),
    ("en", "Keep the number and send it to us so that your objection applies."),
    ("en", "Quote it if you want to confirm your objection."),
    ("de", "Es kann einige Tage dauern, bis dein Widerspruch bei uns eingeht."),
    (
        "en",
        "If you have other accounts, your objection only counts once you have submitted a form for each of them.",
    ),
    ("en", "If you have other accounts, log in to each of them to confirm the objection."),
    (
        "fr",
        "Si vous avez d’autres comptes, votre opposition ne compte que si vous remplissez le formulaire pour chacun.",
    ),
    ("en", "It takes effect when you change your settings."),
    ("en", "It will be applied when you update your preferences."),
    ("en", "You have withdrawn your objection."),
    ("fr", "Elle prendra effet lorsque vous aurez modifié vos paramètres."),
    ("fr", "Vous avez retiré votre opposition."),
    ("en", "Once you answer our email, you'll get a decision."),
    ("en", "You'll get a decision once you have replied to our message."),
    ("en", "We'll let you know once you have written to us."),
    ("en", "You'll get a notification once you have completed the form."),
    ("fr", "Nous vous répondrons dès que vous aurez signé."),
    ("fr", "Vous recevrez une notification dès que vous aurez contacté notre équipe."),
    ("en", "Check your email to complete it."),
    ("fr", "Dès que vous aurez répondu à notre e-mail, vous recevrez une décision."),
    ("en", "Your objection counts once you have written to us with this number."),
    ("en", "Please write to us with your reference number."),
    ("fr", "Veuillez nous écrire avec votre numéro de dossier."),
    ("en", "Go back to the page to complete it."),
    ("en", "You can go back to the form and send it."),
    ("fr", "Revenez à la page pour terminer."),
    ("en", "It can take up to 30 days until it is received."),
    ("en", "It may take some days until your objection is accepted, or not."),
    ("de", "Es kann einige Tage dauern, bis dein Widerspruch gesendet wird."),
    ("en", "It may take a few days before your objection is sent."),
    ("fr", "Quelques jours peuvent être nécessaires avant que votre opposition soit envoyée."),
    ("nb", "Det kan ta noen dager før innsigelsen din blir sendt."),
    ("nl", "Het kan een paar dagen duren voordat je bezwaar wordt verzonden."),
    ("pl", "Może minąć kilka dni, zanim Twój sprzeciw zostanie wysłany."),
    ("uk", "Може минути кілька днів, перш ніж ваше заперечення буде надіслано."),
    ("fr", "Cela peut prendre jusqu’à 30 jours, sans garantie."),
    ("en", "This won’t affect how we use your information."),
    ("en", "It changes nothing about using your posts on Facebook."),
    ("fr", "Cela ne change rien."),
    ("fr", "Cela ne change rien à la façon dont nous utilisons vos publications."),
    ("fr", "Rien ne change : vous utilisez nos produits, nous utilisons vos publications."),
]


@pytest.mark.parametrize(("language", "remark"), REMARKS)
def test_a_remark_takes_nothing_back(language: str, remark: str) -> None:
    assert read(language, remark) is State.SUBMITTED


@pytest.mark.parametrize(("language", "remark"), OTHERS)
def test_what_binds_the_request_or_undoes_it_is_no_remark(language: str, remark: str) -> None:
    assert read(language, remark) not in NEVER
