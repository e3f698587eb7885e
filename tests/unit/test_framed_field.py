"""A text field that stands in a frame by itself, as an editor's does, belongs to the form around the frame, and to no other."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from page_samples import block, button, document, field

from flows.load import load
from flows.references import find_reference
from flows.schema import State
from helper.guide.plan import Plan
from helper.guide.writing import Writing
from helper.page.facts import Document, Frame, Page
from helper.page.ports import Insertion, Place
from helper.recognise import Lexicon, Recognition, is_same_form, read_answer, recognise
from helper.recognise.form import find_forms

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
FRAME = Frame(
    host="", path="srcdoc", width=500, height=150, within=(9, 1), place=0, words="Expliquez pourquoi"
)


def read(*frames: Document, **facts: Any) -> Recognition:
    """Recognise a page with frames."""
    return recognise(Page(document(**facts), frames), SERVICE.flow, LEXICON)


def editor(*, fields: Any = None, **facts: Any) -> Document:
    """Make the document of an editor's frame, with its text field."""
    usual: dict[str, Any] = {
        "id": "f",
        "url": "about:srcdoc",
        "is_top": False,
        "inherits": True,
        "frame_path": (0,),
        "blocks": (),
        "buttons": (),
        "forms": (),
        "title": "",
        "fields": (field(1, "editable", value="", within=()),) if fields is None else fields,
    }
    return document(**{**usual, **facts})


def around(within: tuple[int, ...] = (9, 1), **facts: Any) -> dict[str, Any]:
    """Give the facts of the page with the form whose text field is in a frame."""
    frame = FRAME.model_copy(update={"within": within})
    return {"fields": document().fields[:2], "frames": (frame,), "frame_path": (), **facts}


def test_a_text_field_in_a_frame_belongs_to_the_form_around_it() -> None:
    said = read(editor(), **around())
    assert said.state is State.FORM
    assert said.form is not None
    assert said.form.explanation is not None
    assert said.form.explanation_place == ("f", 1)
    assert said.form.explanation.words == "Expliquez pourquoi"
    assert said.form.displayed_email == "ana@example.org"


def test_the_value_in_a_frame_is_followed() -> None:
    said = read(editor(), **around())
    assert said.form is not None
    typed = editor(fields=(field(1, "editable", value="Parce que", within=()),))
    # The country has the same key in its own document: an element is named by both.
    top = document(**around(fields=(field(1, "select", "Pays"), *document().fields[1:2])))
    again = said.form.as_in(Page(top, (typed,)))
    assert again is not None
    assert again.explanation is not None
    assert again.explanation.value == "Parce que"
    assert [again.place_of(f) for f in again.text_fields] == [("f", 1)]
    assert said.form.as_in(Page(document(id="other"), (typed,))) is None


NOT_OURS: dict[str, tuple[Document, dict[str, Any]]] = {
    "of another site": (
        editor(is_ours=False, inherits=False, url="https://evil.example/", frame_path=None),
        around(),
    ),
    "of another site that says where it is": (
        editor(is_ours=False, inherits=False, url="https://evil.example/"),
        around(),
    ),
    "in another place": (editor(frame_path=(1,)), around()),
    "outside the form": (editor(), around(within=(1,))),
    "that is not seen": (editor(is_visible=False), around()),
    "with a password": (editor(has_password=True), around()),
    "with a form of its own": (editor(buttons=(button(5, "Envoyer", within=()),)), around()),
    "with more to fill in": (editor(fields=(field(1, "textarea", value=""), field(2, "text"))), around()),
    "with one line": (editor(fields=(field(1, "text", value=""),)), around()),
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_frame_that_is_not_the_form_s_gets_nothing(name: str) -> None:
    frame, facts = NOT_OURS[name]
    top = document(**facts)
    forms = find_forms(top, LEXICON, ("fr",), frames=list(Page(top, (frame,)).frames_in(top)))
    assert not [one for form in forms for one in form.framed]


def test_two_documents_in_one_place_are_neither() -> None:
    said = read(editor(), editor(id="g"), **around())
    assert said.form is None or said.form.explanation is None


def test_a_form_is_the_same_by_its_field_in_a_frame() -> None:
    seen, again = read(editor(), **around()).form, read(editor(id="g"), **around(id="2")).form
    other = read(
        editor(id="g"), **around(id="2", frames=(FRAME.model_copy(update={"words": "Vos raisons"}),))
    ).form
    assert seen is not None
    assert again is not None
    assert other is not None
    assert is_same_form(seen, seen)
    assert is_same_form(seen, again)
    assert not is_same_form(seen, other)


def test_as_long_as_the_field_in_the_frame_stands_the_form_has_not_gone_off() -> None:
    said = read(editor(), **around())
    assert said.form is not None
    texts = Page(document(**around()), (editor(),)).texts()
    thanks = (block("Votre demande a bien été envoyée."),)

    def sign(*frames: Document, **facts: Any) -> str | None:
        page = Page(document(**{**around(), "fields": (), "buttons": (), "blocks": thanks, **facts}), frames)
        now = recognise(page, SERVICE.flow, LEXICON, is_after_send=True)
        assert said.form is not None
        return read_answer(said.form, texts, page, now, LEXICON).sign

    assert sign(editor()) is None
    assert sign() == "form_gone"
    assert sign(editor(fields=(field(1, "editable", value="", within=(), is_locked=True),))) == "form_gone"
    # Another document's element with the same key is another element.
    assert sign(fields=(field(1, "radio", "Oui"),)) == "form_gone"


class Noting:
    """A window that notes where it was told to write."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    async def insert(self, place: Place, expected: str, text: str) -> Insertion:
        self.places.append(place)
        return Insertion("inserted", expected + text)


def test_the_text_is_written_once_into_the_document_of_the_frame() -> None:
    form = read(editor(), **around()).form
    assert form is not None
    assert form.explanation is not None
    window, reference = Noting(), find_reference("cnil")
    addresses = (document().url,)
    plan = Plan(SERVICE, None, reference, None, addresses, 60, 60, "facebook", "Facebook")
    filled = editor(fields=(field(1, "editable", value=reference.url, within=()),))
    deleted, anew = editor(fields=(field(1, "editable", value="", within=(), touches=1),)), editor(id="g")
    told: list[str] = []

    async def run() -> None:
        writing = Writing(plan, window, lambda: None)  # type: ignore[arg-type]
        for number, frame in enumerate((editor(), filled, deleted, anew)):
            shown = read(frame, **around()).form
            assert shown is not None
            if number == 0:
                writing.begin(1, shown)
            else:
                writing.follow(1, shown)
            if writing._task:
                await writing._task
            told.append(writing.status)

    with ThreadPoolExecutor(1) as thread:  # pytest-playwright keeps a loop of its own in this thread
        thread.submit(lambda: asyncio.run(run())).result()
    # What the person deleted is not put back; then the frame was loaded anew.
    assert told[1:3] == ["done", "by_person"]
    assert [(place.document, place.key) for place in window.places] == [("f", 1), ("g", 1)]
