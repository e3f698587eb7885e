"""Promises that AI will not have the person's information: what they are about, and what denies them."""

from __future__ import annotations

import re

import pytest
from test_statements import meaning
from unseen_answers import UnseenAnswer

from flows.schema import State
from helper.recognise.sentence import Meaning


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We've accepted your objection. / We won't use your posts."),
        ("en", "We do not use your posts for AI. This applies to all your accounts."),
        (
            "de",
            "Wir kommen deinem Widerspruch nach. / "
            "Deine Beiträge werden künftig nicht mehr zur Entwicklung und Verbesserung von KI-Modellen genutzt.",
        ),
        ("da", "Vi har noteret, at du ikke ønsker, at dine oplysninger bruges til generativ AI."),
    ],
)
def test_a_promise_is_good_news(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you. We do not use your photos for AI, your comments are used."),
        ("en", "Thank you. We do not use your photos for AI. Your posts are used for all your accounts."),
        ("de", "Danke. Wir nutzen deine Fotos nicht und deine Kommentare nutzen wir für KI."),
        ("de", "Danke. Deine Fotos werden nicht gelöscht und für KI genutzt."),
        ("en", "We've accepted your objection. / We won't process your request."),
        ("en", "We've accepted your objection. / We will not use it."),
    ],
)
def test_a_promise_is_none_for_what_else_is_used(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Tack. Vi undantar inte dina inlägg från AI-träning."),
        ("de", "Danke. Wir schließen deine Beiträge nicht vom KI-Training aus."),
        ("da", "Tak. Vi holder ikke længere dine opslag ude af AI-træning."),
    ],
)
def test_a_promise_may_be_denied_behind_its_verb(language: str, text: str) -> None:
    assert meaning(text, language=language) in (None, Meaning.REFUSED)
    assert meaning(re.sub(r" (inte|nicht|ikke længere)", "", text), language=language) is Meaning.SUCCESS


def test_a_denial_within_a_promise_is_not_understood_and_no_refusal() -> None:
    text = "Arvestame teie vastuväitega. Me teie postitusi ega kommentaare tehisintellekti mudelite treenimiseks ei kasuta."
    assert meaning(text, language="et") is None


def test_a_decision_to_stop_is_no_refusal() -> None:
    text = "Uw verzoek is ingewilligd. / Wij hebben besloten de verwerking voor AI te {}."
    assert meaning(text.format("staken"), language="nl") is not Meaning.REFUSED
    assert meaning(text.format("voort te zetten"), language="nl") is Meaning.REFUSED


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("en", "We will keep your posts on {} out of AI training."),
        ("en", "None of your posts on {} will be used to train AI."),
        ("sv", "Vi håller dina inlägg på {} utanför AI-träning."),
        ("nl", "We houden je berichten op {} buiten de AI-training."),
        ("fr", "Nous tenons vos publications sur {} à l'écart de l'IA."),
        ("es", "Dejaremos tus publicaciones de {} fuera del entrenamiento de la IA."),
    ],
)
def test_a_promise_may_name_both_products_before_it_ends(language: str, promise: str) -> None:
    conjunction = {"en": "and", "sv": "och", "nl": "en", "fr": "et", "es": "e"}[language]
    assert meaning(promise.format("Facebook"), language=language) is Meaning.SUCCESS
    assert meaning(promise.format(f"Facebook {conjunction} Instagram"), language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "None of your posts is shared on Facebook and Instagram will be used for AI."),
        ("en", "None of your posts on Facebook, and Instagram posts will be used for AI."),
        ("en", "We need none of your posts on Facebook and Instagram will be used for AI."),
        ("en", "We keep your posts on Facebook and Instagram takes them out of the archive for AI."),
        ("nl", "We gebruiken je berichten op Facebook en Instagram doet dat niet voor AI."),
        ("da", "Vi sletter ikke dine opslag på Facebook og Instagram bruger dem til AI."),
        ("pl", "Nie udostępniamy twoich postów na Facebook i Instagram wykorzystuje je do AI."),
    ],
)
def test_what_the_other_product_does_is_no_part_of_a_promise(language: str, text: str) -> None:
    thanks = {"en": "Thank you.", "nl": "Bedankt.", "da": "Tak.", "pl": "Dziękujemy."}[language]
    assert meaning(f"{thanks} {text}", language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("en", "We will therefore not use your posts for AI."),
        ("fr", "Nous n'utiliserons donc pas vos publications pour l'IA."),
        ("fr", "Vos publications ne seront donc plus utilisées pour l'IA."),
        ("de", "Wir nutzen deine Beiträge also nicht, um KI zu trainieren."),
        ("da", "Vi bruger derfor ikke dine opslag til AI."),
        ("sv", "Dina inlägg används därför inte för AI."),
        ("nl", "We gebruiken je berichten daarom niet om AI te trainen."),
        ("cs", "Nebudeme proto používat vaše příspěvky k trénování AI."),
        ("is", "Við notum því ekki færslurnar þínar fyrir gervigreind."),
    ],
)
def test_therefore_within_a_promise_begins_no_other_clause(language: str, promise: str) -> None:
    assert meaning(promise, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you. Your posts are not deleted, thus used for AI."),
        ("da", "Tak. Dine opslag slettes ikke, derfor bruges de til AI."),
        ("da", "Tak. Vi sletter ikke dine opslag derfor bruger vi dem til AI."),
        ("nl", "Bedankt. We verwijderen je berichten niet dus gebruiken we ze voor AI."),
        ("de", "Danke. Wir nutzen deine Beiträge für KI, also nicht deine Fotos."),
        ("fr", "Merci. Vos publications ne sont pas supprimées donc utilisées pour l'IA."),
        ("fr", "Votre opposition n'a donc pas été reçue."),
    ],
)
def test_therefore_after_a_denial_may_begin_another_clause(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Din invändning har därför inte godkänts."),
        ("fr", "Votre demande n'est donc pas acceptée."),
        ("nl", "Je bezwaar is daarom niet ingewilligd."),
    ],
)
def test_therefore_takes_nothing_from_a_refusal(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.REFUSED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We accepted your request. We will not use your posts to train future models."),
        ("de", "Danke. Wir werden deine Beiträge nicht verwenden, um künftige Modelle zu trainieren."),
        ("fr", "Merci. Nous n'utiliserons pas vos publications pour entraîner de futurs modèles."),
        ("hu", "Elfogadtuk a kérelmét. A bejegyzéseit nem használjuk a jövőbeli modellek betanítására."),
        ("ar", "لقد قبلنا طلبك. لن نستخدم منشوراتك لتدريب النماذج المستقبلية."),
    ],
)
def test_models_that_are_trained_are_ai_by_another_name(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Thank you. We will not use your posts to train our staff.",
        "Thank you. We will not use your photos to find models.",
        "Thank you. We will not delete your posts and train future models with them.",
        "We received your request. We will not stop using your posts to train future models.",
        "We received your request. Training of models with your posts starts today.",
        "We received your objection. Training of future models with your posts begins today.",
        "We received your objection. Future models learn from your posts.",
        "You can ask us not to use your posts to train future models.",
        "We do not use private messages to train our models.",
    ],
)
def test_not_all_that_is_said_of_training_is_a_promise(text: str) -> None:
    assert meaning(text, language="en") is not Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "Vaše příspěvky, které nejsou soukromé, se používají pro AI."),
        ("da", "Dine opslag, der ikke er private, bruges til AI."),
        ("de", "Deine Beiträge, die nicht öffentlich sind, werden weiterhin für KI verwendet."),
        ("de", "Deine Beiträge, die du nicht gelöscht hast, werden für KI verwendet."),
        ("de", "Konten, die nicht in dieser Kontenübersicht sind, werden weiterhin für KI verwendet."),
        ("en", "Your posts that are not public are still used for AI."),
        ("es", "Tus publicaciones, que no son privadas, se usan para la IA."),
        ("fr", "Vos publications, qui ne sont pas privées, sont utilisées pour l’IA."),
        ("it", "I tuoi post, che non sono privati, vengono usati per l'IA."),
        ("nl", "Je berichten die niet privé zijn, worden gebruikt voor AI."),
        ("de", "Wir werden nicht aufhören, deine Beiträge für KI zu verwenden."),
        ("fr", "Nous n’utilisons pas que vos publications pour l’IA."),
        ("nl", "Je foto's en berichten, die niet privé zijn, worden gebruikt voor AI."),
        ("pl", "Twoje posty, które nie są prywatne, są wykorzystywane do AI."),
        ("sv", "Dina inlägg, som inte är privata, används för AI."),
        ("uk", "Ваші дописи, які не є приватними, використовуються для ШІ."),
    ],
)
def test_a_denial_of_what_the_data_is_promises_nothing(language: str, text: str) -> None:
    for pieces in ((text,), ("Meta", text)):
        assert UnseenAnswer(language, "other", pieces).read() is not State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Deine Beiträge werden nicht für KI verwendet."),
        ("de", "Deine Informationen, Beiträge und Kommentare werden nicht für KI verwendet."),
        ("de", "Wir werden nicht deine Beiträge, Fotos und Kommentare für KI verwenden."),
        ("nl", "Je berichten worden niet gebruikt voor AI."),
    ],
)
def test_one_of_their_use_does(language: str, text: str) -> None:
    assert UnseenAnswer(language, "success", (text,)).read() is State.SUBMITTED
