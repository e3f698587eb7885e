"""A headline that names the objection and AI may be of another form: of a label, an answer of the AI, an objection taken back."""

from __future__ import annotations

import pytest
from page_samples import FORM_URL, block, button, document, field
from replica.texts import LANGUAGES, texts

from flows.load import load
from flows.schema import State
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
ELSEWHERE = {
    "another number": "https://www.facebook.com/help/contact/999888777666555",
    "the portal": "https://help.meta.com/support/privacy/",
}


def read(title: str, why: str, *, url: str, language: str = "en", email: str = "Email address") -> State:
    """Give what a form with this title is taken for."""
    shown = document(
        url=url,
        language=language,
        title=title,
        blocks=(block(title, is_heading=True), block(email), block(why)),
        fields=(
            field(21, "email", email, value="ana@example.org"),
            field(22, "textarea", why, value=""),
        ),
        buttons=(button(30, texts(language)["send"]),),
    )
    return recognise(Page(shown), SERVICE.flow, LEXICON).state


@pytest.mark.parametrize("place", ELSEWHERE)
@pytest.mark.parametrize(
    ("language", "title", "why"),
    [
        ("en", "Object to an answer of AI at Meta", "Please explain what was wrong"),
        ("en", "Object to the AI info label on your post", "Please explain why you disagree"),
        ("en", "Withdraw your objection to your information being used for AI at Meta", "Please explain why"),
        ("en", "Check the status of your objection to AI at Meta", "Tell us your case number"),
        ("en", "Feedback on our form to object to AI at Meta", "Please explain what we could improve"),
        ("en", "Object to AI being used to review your application", "Please explain how this impacts you"),
        ("fr", "S’opposer à une réponse de l’IA de Meta", "Expliquez ce qui ne va pas"),
        ("fr", "S’opposer à l’étiquette IA sur votre publication", "Expliquez pourquoi"),
        (
            "fr",
            "Retirer votre opposition à l’utilisation de vos informations pour l’IA",
            "Expliquez pourquoi",
        ),
        ("de", "Widerspruch gegen eine Antwort der KI von Meta", "Erkläre, was nicht stimmt"),
        ("nl", "Bezwaar tegen een antwoord van AI van Meta", "Leg uit wat er niet klopt"),
    ],
)
def test_what_is_objected_to_is_not_the_use_of_data(place: str, language: str, title: str, why: str) -> None:
    assert read(title, why, url=ELSEWHERE[place], language=language) in (State.UNKNOWN, State.MOVED)


@pytest.mark.parametrize("place", ELSEWHERE)
@pytest.mark.parametrize("variant", range(2))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_titles_that_are_known_are_ours_wherever_they_stand(
    place: str, language: str, variant: int
) -> None:
    t = texts(language)
    title, why = t.pick("title", variant), t["explanation"]
    assert read(title, why, url=ELSEWHERE[place], language=language, email=t["email"]) is State.FORM


@pytest.mark.parametrize(
    "title",
    [
        "AI at Meta: object to the use of your information",
        "Object to the use of your posts and photos for AI",
        "Objection: AI at Meta",
        "Right to object to your data being used by Meta AI",
    ],
)
def test_other_ways_to_put_it_are_ours_too(title: str) -> None:
    assert read(title, "Please explain", url=ELSEWHERE["another number"]) is State.FORM


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Withdraw your objection to your information being used for AI at Meta"),
        ("fr", "Retirer votre opposition à l’utilisation de vos informations pour l’IA chez Meta"),
    ],
)
def test_where_an_objection_is_taken_back_none_is_made_under_its_own_number_either(
    language: str, title: str
) -> None:
    assert read(title, "Please explain", url=FORM_URL, language=language) is State.UNKNOWN


# What a form for another objection is taken for, by where it stands.
OF_ANOTHER = {
    FORM_URL: State.UNKNOWN,
    ELSEWHERE["another number"]: State.UNKNOWN,
    ELSEWHERE["the portal"]: State.MOVED,
}
EARLIER = {
    "en": "Appeal our decision about your objection to AI at Meta",
    "fr": "Contester notre décision concernant votre opposition à l’IA chez Meta",
    "de": "Unsere Entscheidung über deinen Widerspruch gegen KI bei Meta",
    "es": "Apelar nuestra decisión sobre tu oposición a la IA de Meta",
    "it": "Ricorso contro la nostra decisione sulla tua opposizione all’IA di Meta",
    "nl": "In beroep tegen ons besluit over je bezwaar tegen AI bij Meta",
    "pl": "Odwołaj się od naszej decyzji w sprawie sprzeciwu wobec AI w Meta",
    "pt": "Recorrer da nossa decisão sobre a sua oposição à IA na Meta",
}


@pytest.mark.parametrize("place", OF_ANOTHER)
@pytest.mark.parametrize("language", EARLIER)
def test_what_is_about_an_objection_that_was_made_before_is_no_form_for_making_one(
    place: str, language: str
) -> None:
    t = texts(language)
    found = read(EARLIER[language], t["explanation"], url=place, language=language, email=t["email"])
    assert found is OF_ANOTHER[place]


@pytest.mark.parametrize(
    "title",
    [
        "Appeal our decision about your objection",
        "Status of your objection",
        "Our response to your objection",
    ],
)
def test_nor_where_only_another_title_names_ai(title: str) -> None:
    shown = document(
        language="en",
        title="AI at Meta",
        blocks=(block(title, is_heading=True), block("Email address"), block("Please explain why")),
        fields=(
            field(21, "email", "Email address", value="ana@example.org"),
            field(22, "textarea", "Please explain why", value=""),
        ),
        buttons=(button(30, "Submit"),),
    )
    assert recognise(Page(shown), SERVICE.flow, LEXICON).state is State.UNKNOWN


@pytest.mark.parametrize(
    "title",
    [
        "Your objection to your information being used for AI at Meta",
        "Your decision to object to AI at Meta",
        "Tell us about your objection to AI at Meta",
        "Make an objection to the use of your data for AI at Meta",
    ],
)
def test_one_s_own_objection_and_decision_are_those_that_are_made_here(title: str) -> None:
    assert read(title, "Please explain", url=FORM_URL) is State.FORM


OTHER_MATTERS = {
    "en": [
        "Object to your child's information being used for AI at Meta",
        "Object to AI at Meta using information of a deceased person",
        "Object to your interactions with AI at Meta being used for ads",
        "Object to AI-generated content that shows you",
        "Object to a decision made by AI at Meta",
        "Object to AI glasses recording you",
    ],
    "fr": ["Vous opposer à l’utilisation des informations de votre enfant pour l’IA chez Meta"],
    "de": ["Widerspruch dagegen, dass Informationen deines Kindes für KI bei Meta verwendet werden"],
    "es": ["Oponerte a que tus chats con la IA de Meta se usen para anuncios"],
    "it": ["Opposizione all’uso delle informazioni di un defunto per l’IA di Meta"],
    "nl": ["Bezwaar maken tegen gebruik van informatie van je kind voor AI bij Meta"],
    "pl": ["Sprzeciw wobec wykorzystywania informacji dziecka na potrzeby AI w Meta"],
    "pt": ["Opor-se ao uso de informações de uma pessoa falecida para a IA da Meta"],
}


@pytest.mark.parametrize("place", OF_ANOTHER)
@pytest.mark.parametrize(
    ("language", "title"),
    [(language, title) for language in OTHER_MATTERS for title in OTHER_MATTERS[language]],
)
def test_an_objection_for_somebody_else_or_to_something_else_is_another_form(
    place: str, language: str, title: str
) -> None:
    t = texts(language)
    found = read(title, t["explanation"], url=place, language=language, email=t["email"])
    assert found is OF_ANOTHER[place]


def test_a_headline_of_another_objection_makes_none_of_the_heading_beside_it_one_to_the_use_of_data() -> None:
    shown = document(
        url=ELSEWHERE["another number"],
        language="en",
        title="Object to your child's information being used for AI",
        blocks=(
            block("Object to the AI info label on your post", is_heading=True),
            block("Please explain how this impacts you"),
        ),
        fields=(
            field(21, "email", "Email address", value="ana@example.org"),
            field(22, "textarea", "Please explain how this impacts you", value=""),
        ),
        buttons=(button(30, "Submit"),),
    )
    assert recognise(Page(shown), SERVICE.flow, LEXICON).state is State.UNKNOWN


@pytest.mark.parametrize("language", OTHER_MATTERS)
def test_beside_the_headline_of_the_form_it_says_nothing(language: str) -> None:
    t = texts(language)
    shown = document(
        language=language,
        blocks=(
            block(t.pick("title", 0), is_heading=True),
            block(t["email"]),
            block(t["explanation"]),
            block(OTHER_MATTERS[language][0], is_heading=True),
        ),
        fields=(
            field(21, "email", t["email"], value="ana@example.org"),
            field(22, "textarea", t["explanation"], value=""),
        ),
        buttons=(button(30, t["send"]),),
    )
    assert recognise(Page(shown), SERVICE.flow, LEXICON).state is State.FORM
