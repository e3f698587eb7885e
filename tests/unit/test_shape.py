"""The shape of a page says what a repair needs, in the words of our own tables, and withholds the rest."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import FORM_URL, block, button, dialog, document, field
from pydantic import ValidationError

from flows.concepts import Concept
from flows.load import load
from flows.schema import State
from helper.drift.describe import shape_of
from helper.drift.description import DocumentShape, PageShape, language_tag
from helper.page.facts import Document, FormElement, Frame, Page
from helper.recognise import Lexicon, Recognition, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)


def shape(*documents: Document) -> PageShape:
    page = Page(documents[0], documents[1:])
    return shape_of(page, SERVICE.flow, LEXICON, recognise(page, SERVICE.flow, LEXICON))


def top(**facts: Any) -> DocumentShape:
    return shape(document(**facts)).documents[0]


def test_a_form_is_described_with_the_purpose_of_its_fields_and_our_words() -> None:
    found = shape(document())
    assert (found.state, found.languages, found.is_wording_checked) == (State.FORM, ("fr",), True)
    assert found.fingerprint is not None
    [page] = found.documents
    assert (page.host, page.path) == ("www.facebook.com", "/help/contact/712876720715583")
    assert [f.purpose for f in page.fields] == ["other", "email", "explanation"]
    assert [f.kind for f in page.fields] == ["select", "email", "textarea"]
    [send] = page.buttons
    assert send.is_send
    assert (Concept.SEND, "Envoyer", "fr", True) in [
        (w.concept, w.word, w.language, w.is_verified) for w in send.label.words
    ]
    assert {w.concept for w in page.blocks[0].words} >= {Concept.AI, Concept.OBJECTION}


def test_it_can_be_read_again() -> None:
    found = shape(document())
    assert PageShape.model_validate_json(found.to_json()) == found


def test_a_word_is_given_as_the_table_has_it() -> None:
    page = top(blocks=(block("Vous opposerez-vous à tout cela, chère Ana ?"),))
    words = [w.word for w in page.blocks[0].words]
    assert words
    assert all(not {"Ana", "chère", "opposerez"} & set(word.split()) for word in words)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/help/contact/712876720715583", "/help/contact/712876720715583"),
        ("/help/contact/999999999999999", "/help/contact/{15}"),
        ("/ana.martin/privacy/genai/", "/{10}/privacy/genai/"),
        ("/checkpoint/1501092823525282", "/checkpoint/{16}"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_of_an_address_only_what_the_flow_knows_is_named(path: str, shown: str) -> None:
    assert top(url="https://www.facebook.com" + path).path == shown


def test_a_page_elsewhere_is_only_counted() -> None:
    assert shape(document(url="https://facebook.com.evil.example/x")).documents == (
        DocumentShape(is_top=True, is_visible=True, ready="complete"),
    )


@pytest.mark.parametrize("secret", ["has_password", "has_code"])
def test_nothing_is_kept_of_a_page_with_a_password_or_code_field(secret: str) -> None:
    frame = document(id="2", is_top=False, is_ours=False, is_visible=False, **{secret: True})
    found = shape(document(), frame)
    assert found.is_withheld
    assert (found.documents, found.other_documents, found.fingerprint) == ((), 2, None)


def test_a_number_is_named_only_if_the_flow_knows_it() -> None:
    known, unknown = "712876720715583", "999999999999999"
    [form] = top(forms=(FormElement(key=9, is_native=True, technical="x", ids=(known, unknown)),)).forms
    assert (form.ids, form.unknown_ids) == ((known,), 1)


def test_a_frame_is_named_only_if_the_flow_knows_it() -> None:
    def frame(host: str) -> Frame:
        return Frame(host=host, path="/recaptcha/api2/anchor", width=304, height=78, within=())

    ours, captcha, other = top(
        frames=tuple(map(frame, ("m.facebook.com", "www.google.com", "ana.example.org")))
    ).frames
    assert (ours.host, other.host) == ("m.facebook.com", None)
    assert (captcha.host, captcha.marks) == ("www.google.com", (State.CAPTCHA,))
    assert (other.width, other.height) == (300, 80)


def test_technical_names_come_from_fixed_lists() -> None:
    page = top(fields=(field(20, "text", "E-mail", technical="contact_email_ana email js_91"),))
    [found] = page.fields
    assert (found.technical, found.markers) == (("email", "*mail*"), ())


def test_a_name_on_a_menu_is_not_hashed() -> None:
    buttons = (
        button(30, "Ana Martin", is_submit=False, within=(1,)),
        button(31, "Continuer", is_submit=False, within=(5, 1)),
    )
    choice = field(40, "radio", "Page Ana", within=(1,))
    page = top(buttons=buttons, dialogs=(dialog(5),), fields=(choice,))
    assert [b.label.hash is None for b in page.buttons] == [True, False]
    assert [b.place.dialog for b in page.buttons] == [None, 0]
    assert page.fields[0].label.hash is None


def test_plain_text_without_a_word_of_ours_is_only_counted() -> None:
    page = top(
        blocks=(block("Zwölf Boxkämpfer"), block("Envoyer", live="alert"), block("x" * 44, is_heading=True))
    )
    assert [(b.length, b.live, b.is_heading) for b in page.blocks] == [(10, "alert", False), (40, "", True)]
    assert page.other_blocks == 1


def test_words_of_every_language_help_where_the_language_is_not_known() -> None:
    unknown = Recognition(State.UNKNOWN)
    page = Page(document(url=FORM_URL, fields=(), buttons=(button(30, "Absenden"),), language="de"))
    found = shape_of(page, SERVICE.flow, LEXICON, unknown)
    assert "de" in {w.language for w in found.documents[0].buttons[0].label.words}


def test_signs_that_are_no_words_of_the_program_are_left_out() -> None:
    reading = Recognition(State.UNKNOWN, signs=("browser_page", "Bonjour Ana"))
    assert shape_of(Page(None), SERVICE.flow, LEXICON, reading).signs == ("browser_page",)


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("fr", "fr"),
        ("pt_br", "pt-BR"),
        ("zh-Hant-TW", "zh-TW"),
        ("", None),
        ("fr-x-ana", None),
        ("Ana Martin", None),
    ],
)
def test_a_declared_language_is_cut_to_language_and_country(declared: str, tag: str | None) -> None:
    assert language_tag(declared) == tag


@pytest.mark.parametrize(
    "forged",
    [
        b'{"schema":1,"state":"unknown","note":"Ana"}',
        b'{"schema":2,"state":"unknown"}',
        b'{"schema":1,"state":"unknown","signs":["Bonjour Ana"]}',
        b'{"schema":1,"state":"unknown","documents":[{"ready":"complete","host":"Ana"}]}',
        b'{"schema":1,"state":"unknown","documents":[{"ready":"complete","path":"/x?y=z"}]}',
        b'{"schema":1,"state":"unknown","documents":[{"ready":"complete","title":{"hash":"Ana!"}}]}',
    ],
)
def test_a_shape_with_anything_else_in_it_is_refused(forged: bytes) -> None:
    with pytest.raises(ValidationError):
        PageShape.model_validate_json(forged)
