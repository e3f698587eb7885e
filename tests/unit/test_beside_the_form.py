"""What else can be filled in on the form's own page, or in its place: a chat, a newsletter, a comment box, a form in a layer."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, button, dialog, document, field
from replica.texts import texts

from flows.load import load
from flows.schema import State
from helper.page.facts import FormElement, Page
from helper.recognise import Lexicon, Recognition, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
TITLE = "Object to your information being used for AI at Meta"
WHY = "Please explain how this processing impacts you"
LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pl", "pt", "sv", "cs")


def read(**facts: Any) -> Recognition:
    """Recognise a page in English, in which `facts` are other."""
    usual: dict[str, Any] = {"language": "en", "title": TITLE, "blocks": (block(TITLE, is_heading=True),)}
    return recognise(Page(document(**{**usual, **facts})), SERVICE.flow, LEXICON)


# --- in place of the form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("says", ["unavailable", "region", "already"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", [None, ""])
def test_what_stands_below_the_notice_that_there_is_no_form_is_none(
    says: str, language: str, message: str | None
) -> None:
    t = texts(language)
    title = t.pick("title", 0)
    box = () if message is None else (field(22, "textarea", message, value="", technical="comment"),)
    said = read(
        language=language,
        title=title,
        blocks=(block(title, is_heading=True), block(t[says])),
        fields=(field(21, "email", t["email"], value="ana@example.org"), *box),
        buttons=(button(30, t["send"]),),
    )
    assert said.form is None
    assert said.state is State.UNKNOWN


@pytest.mark.parametrize("label", [{"name": "Land där du bor"}, {"before": "Land där du bor"}])
def test_what_a_field_is_called_says_nothing_of_the_form(label: dict[str, str]) -> None:
    t = texts("sv")
    title = t.pick("title", 0)
    said = read(
        language="sv",
        title=title,
        blocks=(block(title, is_heading=True), block("Land där du bor"), block(t["email"])),
        fields=(field(20, "select", **label), field(21, "email", t["email"], value="ana@example.org")),
        buttons=(button(30, t["send"]),),
    )
    assert said.state is State.FORM


@pytest.mark.parametrize("service", ["whatsapp", "third-party"])
@pytest.mark.parametrize(("note", "right"), [("", State.FORM), ("This form isn't available.", State.UNKNOWN)])
def test_it_is_none_of_the_other_forms_either(service: str, note: str, right: State) -> None:
    other = load(service)
    title = "Third-party information: object to its use for AI at Meta"
    shown = document(
        url=other.flow.address[0].url,
        language="en",
        title=title,
        blocks=(block(title, is_heading=True), *((block(note),) if note else ())),
        fields=(field(21, "email", "Email address", value="ana@example.org"),),
        buttons=(button(30, "Send"),),
    )
    assert recognise(Page(shown), other.flow, Lexicon(other.words)).state is right


@pytest.mark.parametrize("sends", ["Subscribe", "Notify me", "Sign up for news", "Keep me posted"])
def test_an_address_with_a_button_that_is_not_called_send_is_no_form(sends: str) -> None:
    asked = (field(21, "email", "Email address", value="ana@example.org"),)
    assert read(fields=asked, buttons=(button(30, sends),)).state is State.UNKNOWN


@pytest.mark.parametrize("sends", ["Submit", "Send", "Object"])
def test_an_address_with_a_button_that_sends_is_the_form_without_an_explanation(sends: str) -> None:
    asked = (field(21, "email", "Email address", value="ana@example.org"),)
    assert read(fields=asked, buttons=(button(30, sends),)).state is State.FORM


def test_a_form_that_asks_for_reasons_says_itself_when_it_is_not_there() -> None:
    asked = (
        field(21, "email", "Email address", value="ana@example.org"),
        field(22, "textarea", WHY, value=""),
    )
    notes = (block(TITLE, is_heading=True), block("This form isn't available in your region."))
    assert read(fields=asked, buttons=(button(30, "Submit"),), blocks=notes).state is State.FORM


# --- beside it -------------------------------------------------------------------------------------------------------

OURS = (
    field(21, "email", "Email address", value="ana@example.org"),
    field(22, "textarea", WHY, value=""),
)
FORM = FormElement(key=9, is_native=True, technical="", ids=())


def chat(*within: int, message: str = "Type a message") -> dict[str, Any]:
    """Give the fields of a chat."""
    return {
        "fields": (
            *OURS,
            field(41, "email", "Your email", value="", within=within),
            field(42, "textarea", message, value="", within=within),
        ),
        "buttons": (button(30, "Submit"), button(50, "Send", within=within)),
        "forms": (FORM,),
    }


@pytest.mark.parametrize("is_modal", [True, False])
def test_a_chat_that_opens_over_the_form_is_not_taken_for_it(is_modal: bool) -> None:
    said = read(**chat(70, 1), dialogs=(dialog(70, is_modal=is_modal, name="Chat with us"),))
    assert said.form is not None
    assert [f.key for f in said.form.text_fields] == [22]
    assert said.form.displayed_email == "ana@example.org"


CHAT: dict[str, Any] = {
    "fields": tuple(
        f.model_copy(update={"within": (70, 1)}) for f in (OURS[0], field(22, "textarea", "Type a message"))
    ),
    "buttons": (button(50, "Send", within=(70, 1)),),
    "forms": (),
}


def test_a_chat_that_is_there_before_the_form_is_not_taken_for_it() -> None:
    said = read(**CHAT, dialogs=(dialog(70, is_modal=False, name="Chat with us"),))
    assert (said.state, said.form) == (State.UNKNOWN, None)


@pytest.mark.parametrize(
    ("is_modal", "name", "label"),
    [(False, TITLE, "Your text"), (True, "", "Your text"), (False, "", WHY)],
    ids=["called so", "over all", "asks for reasons"],
)
def test_a_form_in_a_layer_is_the_form_by_its_name_its_question_or_its_place(
    is_modal: bool, name: str, label: str
) -> None:
    fields = (CHAT["fields"][0], CHAT["fields"][1].model_copy(update={"name": label}))
    said = read(**{**CHAT, "fields": fields}, dialogs=(dialog(70, is_modal=is_modal, name=name),))
    assert said.state is State.FORM


def test_a_chat_is_not_preferred_to_a_form_that_asks_in_words_of_its_own() -> None:
    facts = chat(70, 1)
    facts["fields"] = (OURS[0], field(22, "textarea", "Your text", value=""), *facts["fields"][2:])
    said = read(**facts, dialogs=(dialog(70, is_modal=False, name="Chat with us"),))
    assert said.form is not None
    assert [f.key for f in said.form.text_fields] == [22]


def test_of_two_that_ask_for_reasons_the_one_in_a_layer_is_in_use() -> None:
    said = read(**chat(70, 1, message=WHY), dialogs=(dialog(70, is_modal=True, name="Object"),))
    assert said.form is not None
    assert [f.key for f in said.form.text_fields] == [42]


# --- in a layer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "right"),
    [(TITLE, State.FORM), ("Contact us", State.OTHER_FORM), ("", State.OTHER_FORM)],
)
def test_a_layer_over_another_page_says_by_its_name_what_it_is(name: str, right: State) -> None:
    within = (9, 70, 1)
    said = read(
        title="Help Centre",
        blocks=(block("Help Centre", is_heading=True),),
        fields=tuple(f.model_copy(update={"within": within}) for f in OURS),
        buttons=(button(30, "Submit", within=within),),
        dialogs=(dialog(70, name=name),),
    )
    assert said.state is right


def test_a_tab_that_is_called_so_keeps_a_form_from_being_another_one() -> None:
    said = read(
        title="Help Centre",
        blocks=(block("Help Centre", is_heading=True),),
        fields=OURS,
        buttons=(button(30, "Submit"), button(31, TITLE, is_submit=False, within=(1,))),
    )
    assert said.state is State.UNKNOWN
