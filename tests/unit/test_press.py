"""Which presses are Send, and which requests of a page say that its form went off: pure."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from page_samples import FORM_URL, block, button, document, field

from flows.load import load
from helper.browser.arrivals import read_request
from helper.guide.history import History, conclude
from helper.guide.press import Presses, SendPress, UnreadPresses, is_request_of, read_press
from helper.page.facts import Document, FormElement, Page
from helper.page.ports import Pressed, Requested
from helper.recognise import Lexicon, recognise
from helper.record import Outcome

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
OTHER = button(31, "Joindre un fichier", is_submit=False)
WRAPPED = button(30, "Envoyer", is_submit=False, within=(40, 9, 1))


def pressed(target: int = 30, facts: Document | None = None, **other: Any) -> Pressed:
    """Make a press on something in the form with key 9."""
    page = Page(facts or document())
    usual: dict[str, Any] = {"within": (9, 1), "at": 10.0}
    return Pressed(1, page, "1", target, **{"via": "mouse", "is_blocked": False, **usual, **other})


def read(event: Pressed) -> SendPress | None:
    """Read a press as the guide does."""
    return read_press(event, recognise(event.page, SERVICE.flow, LEXICON), None, LEXICON)


def scripted(*buttons: Any) -> Document:
    """Make a form without an HTML form."""
    return document(
        forms=(FormElement(key=9, is_native=False, technical="", ids=()),),
        buttons=buttons or (button(30, "Envoyer", is_submit=False),),
    )


@pytest.mark.parametrize(
    ("event", "is_certain", "by_script"),
    [
        (pressed(), True, True),
        (pressed(via="keyboard"), True, True),
        (pressed(21, via="enter"), True, True),
        (pressed(9, via="enter", manner="submit"), True, True),
        (pressed(21, scripted(), via="enter"), False, True),
        (pressed(22, scripted(), via="enter", manner="field"), False, True),
        (pressed(40, via="keyboard", manner="made", text="Envoyer"), True, True),
        (pressed(40, scripted(WRAPPED), manner="made"), True, True),
        (pressed(40, manner="made"), False, False),
        (pressed(40, scripted(button(31, "Plus", is_submit=False)), manner="made"), False, True),
        (pressed(40, scripted(), manner="made", text="Annuler"), False, False),
        (pressed(31, document(buttons=(button(30, "Envoyer"), OTHER))), False, False),
        (pressed(40, manner="other"), False, False),
    ],
)  # fmt: skip
def test_a_press_is_certainly_send_or_possibly(event: Pressed, is_certain: bool, by_script: bool) -> None:
    press = read(event)
    assert press is not None
    assert (press.is_certain, press.by_script) == (is_certain, by_script)


@pytest.mark.parametrize(
    "event",
    [
        pressed(40, manner="made", text="Envoyer", within=(1,)),
        pressed(40, manner="other", within=(1,)),
        pressed(40, manner="made", text="Envoyer", is_blocked=True),
        pressed(8, via="enter", manner="submit"),
        pressed(30, document(id="2")),
    ],
)
def test_what_is_outside_the_form_or_stopped_is_no_send(event: Pressed) -> None:
    assert read(event) is None


def request(**other: Any) -> Requested:
    """Make a request of the form's own page, half a second after the press."""
    usual: dict[str, Any] = {"tab": 1, "documents": (FORM_URL,), "url": "https://www.facebook.com/api/send"}
    return Requested(**{**usual, "is_navigation": False, "at": 10.5, **other})


@pytest.mark.parametrize(
    ("facts", "is_sign"),
    [
        ({}, True),
        ({"is_navigation": True}, True),
        ({"at": 9.5}, True),
        ({"documents": ("about:blank", FORM_URL)}, True),
        ({"url": "https://graph.facebook.com/send"}, True),
        ({"at": 12.5}, False),
        ({"at": 8.5}, False),
        ({"tab": 2}, False),
        ({"documents": ("https://www.facebook.com/login/",)}, False),
        ({"url": "https://facebook.com.example/send"}, False),
        ({"url": "https://counter.example/send"}, False),
    ],
)
def test_a_request_is_the_forms_own_or_none(facts: dict[str, Any], is_sign: bool) -> None:
    event = pressed(22, scripted(), via="enter", manner="field")
    press = read(event)
    assert press is not None
    assert is_request_of(request(**facts), press, event) is is_sign


@pytest.mark.parametrize(
    ("address", "is_sign"),
    [
        ("https://www.facebook.com/help/contact/2", True),
        (FORM_URL, True),
        ("https://www.facebook.com/help/contact/3", False),
        ("https://www.facebook.example/help/contact/2", False),
    ],
)
def test_a_request_is_the_forms_own_where_the_pages_script_has_changed_its_address(
    address: str, is_sign: bool
) -> None:
    facts = scripted().model_copy(update={"route": "/help/contact/2"})
    event = pressed(22, facts, via="enter", manner="field")
    press = read(event)
    assert press is not None
    assert is_request_of(request(documents=(address,)), press, event) is is_sign


def test_only_a_request_of_the_browser_itself_makes_another_button_send() -> None:
    event = pressed(31, document(buttons=(button(30, "Envoyer"), OTHER)))
    press = read(event)
    assert press is not None
    assert not is_request_of(request(), press, event)
    assert is_request_of(request(is_navigation=True), press, event)


def test_a_possible_press_is_kept_until_a_request_tells_once() -> None:
    event = pressed(22, scripted(), via="enter", manner="field")
    press = read(event)
    assert press is not None
    presses = Presses()
    assert presses.follow(request()) is None
    assert Presses().take(press, event) is None
    found = presses.take(press, event)  # the page sent as the key went down, before it was told of
    assert found is not None
    assert found[0].is_certain
    assert presses.follow(request(at=10.6)) is None


def test_enter_is_noted_at_once_and_again_when_it_is_seen_to_have_sent() -> None:
    event = pressed(21, scripted(), via="enter")
    press = read(event)
    assert press is not None
    presses = Presses()
    assert presses.take(press, event) == (press, event)
    found = presses.follow(request())
    assert found is not None
    assert found[0].is_certain


def test_what_went_off_is_not_taken_back_by_an_uncertain_press() -> None:
    history = History()
    history.note_press(is_certain=True)
    history.note_press(is_certain=False)
    assert conclude(history)[0] is Outcome.SENT_UNCONFIRMED


class SentRequest:
    """A request as Playwright tells of it."""

    def __init__(self, method: str, url: str, *frames: str) -> None:
        self.method, self.url = method, url
        self.frame: Any = None
        for one in reversed(frames):
            self.frame = SimpleNamespace(url=one, parent_frame=self.frame)

    def is_navigation_request(self) -> bool:
        """Tell that it is none."""
        return False


def test_of_what_a_page_sends_no_query_is_kept() -> None:
    sent = SentRequest(
        "POST", f"{FORM_URL}?token=1#x", "https://www.facebook.com/frame?session=2", f"{FORM_URL}?who=3"
    )
    found = read_request(1, sent, 5.0)  # type: ignore[arg-type]
    assert found
    assert found.url == FORM_URL
    assert found.documents == ("https://www.facebook.com/frame", FORM_URL)


def test_a_document_that_a_script_put_together_is_named_as_its_watcher_names_it() -> None:
    sent = SentRequest("POST", FORM_URL, "blob:https://www.facebook.com/3f0c", FORM_URL)
    found = read_request(1, sent, 5.0)  # type: ignore[arg-type]
    assert found
    assert found.documents == ("https://www.facebook.com/3f0c", FORM_URL)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_only_asks_for_something_is_not_sent(method: str) -> None:
    assert read_request(1, SentRequest(method, FORM_URL, FORM_URL), 5.0) is None  # type: ignore[arg-type]


UNREAD = document(language="fr", forms=(), buttons=(button(30, "ᚨᚱ"), button(31, "Annuler")))


@pytest.mark.parametrize(
    ("event", "by_script", "by_itself"),
    [
        (pressed(30, UNREAD), True, True),
        (pressed(30, UNREAD, via="keyboard", manner="made"), True, True),
        (pressed(21, UNREAD, via="enter", manner="field"), True, True),
        (pressed(31, UNREAD), False, True),
        (pressed(40, UNREAD, manner="made", text="Annuler"), False, True),
        (pressed(21, UNREAD, manner="field"), False, False),
        (pressed(40, UNREAD, manner="other"), False, False),
        (pressed(30, UNREAD, is_blocked=True), False, False),
    ],
)
def test_of_a_page_that_is_not_recognised_what_follows_a_press_may_be_the_form(
    event: Pressed, by_script: bool, by_itself: bool
) -> None:
    for is_navigation, is_sign in ((False, by_script), (True, by_itself)):
        after = UnreadPresses(LEXICON)
        assert not after.take(event)
        assert after.follow(request(is_navigation=is_navigation)) is is_sign
        before = UnreadPresses(LEXICON)
        assert not before.follow(request(is_navigation=is_navigation, at=9.9))
        assert before.take(event) is is_sign
        assert not before.follow(request(at=12.5))


def test_once_the_page_is_recognised_what_it_sends_follows_no_press_of_before() -> None:
    unread = UnreadPresses(LEXICON)
    unread.take(pressed(30, UNREAD))
    unread.forget()
    assert not unread.follow(request())


NEXT = {"buttons": (button(30, "Continuer"),)}
LOOK = {"fields": (), "blocks": (block("Vérifiez vos réponses"), block("Adresse e-mail : ana@example.org"))}


def press_on_review(label: str, **facts: Any) -> SendPress | None:
    """Press a button where a form that only leads on gave way to a look at what was filled in."""
    known = recognise(Page(document(**NEXT)), SERVICE.flow, LEXICON).form
    assert known
    assert not known.send
    buttons = (button(50, "Retour", within=(1,)), button(51, label, within=(1,)))
    event = pressed(51, document(**{**LOOK, "buttons": buttons, **facts}), within=(1,))
    return read_press(event, recognise(event.page, SERVICE.flow, LEXICON), known, LEXICON)


def test_send_where_one_looks_over_what_was_filled_in_is_send_once_something_follows() -> None:
    press = press_on_review("Envoyer")
    assert press is not None
    assert (press.is_certain, press.by_script) == (False, True)


@pytest.mark.parametrize(
    ("label", "facts"),
    [
        ("Retour", {}),
        ("Continuer", {}),
        ("Imprimer", {}),
        ("Envoyer", {"id": "2"}),
        ("Envoyer", {"fields": (field(60, "textarea", "Votre message", within=(1,)),)}),
    ],
)
def test_what_is_no_send_there_is_none(label: str, facts: dict[str, Any]) -> None:
    assert press_on_review(label, **facts) is None


def test_a_button_that_leads_on_is_not_send_by_itself() -> None:
    press = read(pressed(facts=document(**NEXT)))
    assert press is not None
    assert (press.is_certain, press.by_script) == (False, False)


def two_alike(**of_second: Any) -> Document:
    """Make a page with two forms of which nothing tells which is the one to object with."""
    one = document()
    fields = [*one.fields, *(f.model_copy(update={"key": f.key + 20, "within": (10, 1)}) for f in one.fields)]
    other = button(50, "Envoyer", **{"within": (10, 1), **of_second})
    forms = (*one.forms, FormElement(key=10, is_native=True, technical="", ids=()))
    return document(fields=tuple(fields), buttons=(*one.buttons, other), forms=forms)


@pytest.mark.parametrize(("target", "within", "address"), [(30, (9, 1), 21), (50, (10, 1), 41)])
def test_of_two_forms_alike_the_one_that_is_sent_is_the_form(
    target: int, within: tuple[int, ...], address: int
) -> None:
    found = read(pressed(target, two_alike(), within=within))
    assert found is not None
    assert (found.is_certain, [f.key for f in found.form.email_fields]) == (True, [address])


def test_what_stands_in_neither_of_two_forms_alike_sends_none_of_them() -> None:
    assert read(pressed(60, two_alike(), within=(1,))) is None
