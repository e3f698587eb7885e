"""What is said of AI beside a receipt, in none of the words that answers have, may be that the data is used all the same."""

from __future__ import annotations

import pytest
from unseen_answers import UnseenAnswer

from flows.schema import State

# What arrived, and what becomes of "them" all the same.
USED = {
    "ar": ("تلقينا اعتراضك.", "سيتم استخدامها للذكاء الاصطناعي."),
    "bg": ("Получихме вашето възражение.", "Ще бъдат част от ИИ в Meta."),
    "ca": ("Hem rebut la teva oposició.", "Se'n farà ús per a la IA."),
    "cs": ("Vaši námitku jsme přijali.", "Jsou součástí AI v Metě."),
    "da": ("Vi har modtaget din indsigelse.", "De går ind i AI."),
    "de": ("Wir haben deinen Widerspruch erhalten.", "Sie gehen in das Training der KI."),
    "el": ("Λάβαμε την ένστασή σας.", "Θα γίνει χρήση για AI."),
    "en": ("We have received your objection.", "They will be included in AI at Meta."),
    "es": ("Hemos recibido tu oposición.", "Se tratarán para la IA."),
    "et": ("Saime sinu vastuväite kätte.", "Need lähevad tehisintellekti treenimiseks."),
    "fi": ("Olemme vastaanottaneet vastustuksesi.", "Ne ovat mukana tekoälyssä."),
    "fr": ("Nous avons reçu votre opposition.", "L’IA de Meta y aura accès."),
    "ga": ("Fuaireamar d'agóid.", "Beidh siad mar chuid d'intleacht shaorga."),
    "hr": ("Primili smo vaš prigovor.", "Koristit će se za AI."),
    "hu": ("Megkaptuk a tiltakozásodat.", "Bekerülnek az MI-be."),
    "is": ("Við höfum móttekið andmæli þín.", "Þær verða hluti af gervigreind."),
    "it": ("Abbiamo ricevuto la tua opposizione.", "Saranno incluse nell'IA."),
    "lt": ("Gavome jūsų prieštaravimą.", "Jie yra DI mokymo dalis."),
    "lv": ("Esam saņēmuši jūsu iebildumu.", "Tie ir daļa no MI."),
    "mt": ("Irċevejna l-oġġezzjoni tiegħek.", "Se jkunu parti mill-AI."),
    "nb": ("Vi har mottatt innsigelsen din.", "De er en del av KI hos Meta."),
    "nl": ("We hebben je bezwaar ontvangen.", "Ze zijn onderdeel van AI bij Meta."),
    "pl": ("Otrzymaliśmy Twój sprzeciw.", "Będą używane do AI."),
    "pt": ("Recebemos a tua oposição.", "Será usada para IA."),
    "ro": ("Am primit obiecția ta.", "Vor fi incluse în IA."),
    "sk": ("Vašu námietku sme prijali.", "Sú súčasťou AI v Mete."),
    "sl": ("Prejeli smo vaš ugovor.", "Uporabljajo se za UI."),
    "sv": ("Vi har tagit emot din invändning.", "De är en del av AI hos Meta."),
    "tr": ("İtirazını aldık.", "Yapay zeka eğitimine dahil."),
    "uk": ("Ми отримали ваше заперечення.", "Вони будуть частиною ШІ."),
}


@pytest.mark.parametrize("language", USED)
def test_what_ai_does_with_something_leaves_a_receipt_in_doubt(language: str) -> None:
    assert UnseenAnswer(language, "refused", USED[language]).read() is State.SENT


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            (
                "We have recorded your objection to the processing of your information for generative AI.",
                "You may still see AI features in our apps.",
            ),
        ),
        ("en", ("We have recorded your objection.", "Learn more about generative AI at Meta.")),
        ("en", ("We have recorded your objection.", "Generative AI at Meta")),
        ("en", ("We have recorded your objection.", "We will honour it when we train our models.")),
        ("en", ("AI at Meta", "We have recorded your objection.")),
        ("fr", ("Nous avons enregistré votre opposition.", "Votre numéro de dossier est IA-40887.")),
        ("fr", ("L’IA chez Meta", "Nous avons enregistré votre opposition.")),
        ("es", ("Hemos registrado tu oposición.", "Incluye lo que le escribes a Meta AI.")),
    ],
)
def test_what_names_ai_without_more_does_not(language: str, texts: tuple[str, ...]) -> None:
    assert UnseenAnswer(language, "success", texts).read() is State.SUBMITTED
