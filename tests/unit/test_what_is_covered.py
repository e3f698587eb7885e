"""What an objection covers, "your posts, and your interactions with AI at Meta", takes no receipt back: it names AI, and uses nothing."""

from __future__ import annotations

import pytest
from test_caveats import read

from flows.schema import State


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "Vztahuje se na vaše veřejné příspěvky, komentáře a interakce s AI v Metě."),
        ("da", "Det gælder dine offentlige opslag, kommentarer og interaktioner med AI hos Meta."),
        ("de", "Er gilt für deine Beiträge, Kommentare und Interaktionen mit KI bei Meta."),
        ("de", "Er umfasst deine öffentlichen Beiträge und deine Interaktionen mit der KI bei Meta."),
        (
            "en",
            "This covers your public posts, comments, photos and captions, and your interactions with AI at Meta.",
        ),
        ("en", "It applies to your posts, comments and interactions with AI at Meta."),
        ("en", "Your objection applies to your posts, comments and interactions with AI at Meta."),
        ("es", "Se aplica a tus publicaciones, comentarios e interacciones con la IA de Meta."),
        ("fi", "Se koskee julkaisujasi, kommenttejasi ja vuorovaikutustasi Metan tekoälyn kanssa."),
        (
            "fr",
            "Elle s’applique à vos publications, à vos commentaires et à vos interactions avec l’IA de Meta.",
        ),
        ("fr", "Elle concerne vos publications publiques et vos échanges avec l’IA."),
        ("it", "Si applica ai tuoi post, ai commenti e alle interazioni con l'IA di Meta."),
        ("nb", "Den gjelder innleggene dine, kommentarene dine og interaksjonene dine med KI hos Meta."),
        ("nl", "Dit geldt voor je openbare berichten, reacties en je interacties met AI bij Meta."),
        ("pl", "Obejmuje on Twoje publiczne posty, komentarze i interakcje z AI w Meta."),
        ("pt", "Abrange as tuas publicações, os teus comentários e as tuas interações com a IA na Meta."),
        ("sv", "Den gäller dina inlägg, kommentarer och interaktioner med AI på Meta."),
        ("uk", "Воно стосується ваших публікацій, коментарів і взаємодій зі ШІ в Meta."),
    ],
)
def test_what_is_covered_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We use your posts, comments and interactions with AI at Meta."),
        ("en", "We process your posts, comments and interactions with AI at Meta."),
        ("en", "Your posts and interactions with AI are used."),
        ("en", "AI applies to your posts and your interactions with AI."),
        ("en", "AI at Meta applies to your posts and your interactions with AI."),
        ("en", "Training covers your posts and interactions with AI at Meta."),
        ("en", "AI training covers your posts and interactions with AI at Meta."),
        ("en", "Your posts on which your objection has no effect are covered by AI at Meta."),
        ("sv", "Ditt val gäller: AI lär sig av dina inlägg."),
        ("sv", "Ditt val gäller, AI lär sig av dina inlägg."),
        ("en", "We include your posts from today in the training of our AI."),
        ("sv", "Från och med i dag inkluderar vi dina inlägg i AI-träningen."),
        ("en", "It covers your posts, and AI at Meta uses your comments."),
        ("en", "It covers your posts, and our models are trained with your interactions with AI at Meta."),
        ("en", "It covers your posts, and your interactions with AI at Meta are still used."),
        ("en", "It does not cover your posts, nor your interactions with AI at Meta."),
        ("en", "It covers your posts and interactions with AI at Meta once you confirm."),
        ("en", "Does it cover your posts and interactions with AI at Meta?"),
        ("en", "Your interactions with AI at Meta train our models."),
        ("en", "It may cover your posts and your interactions with AI at Meta."),
        ("de", "Wir verarbeiten deine Beiträge, Kommentare und Interaktionen mit KI bei Meta."),
        ("de", "Das Training umfasst deine Beiträge und deine Interaktionen mit KI bei Meta."),
        ("fr", "Nous traitons vos publications et vos interactions avec l’IA de Meta."),
        ("fr", "L’entraînement concerne vos publications et vos interactions avec l’IA de Meta."),
        ("nl", "We verwerken je berichten en je interacties met AI bij Meta."),
    ],
)
def test_what_is_more_than_that_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)
