"""Tells whether a press of the person was Send, and whether what the page then sends is the form. Pure.

Pressed Send (promise 6): a trusted input event of the person on the form's send control, or Enter that sends the form.
Not every page lets that be seen. So there are two degrees:

- **certain**: the send control, whatever key or pointer it was pressed with; a control that the page made itself, in the
  form, and whose words say Send; Enter where the browser sends the form; a form that says that it is being sent.
- **possible**: Enter where only the page's own script can send, and anything else in the form that may be its send
  control. It becomes certain when the form goes away (`Sending.judge`), or by a request of the form's own: the page of
  the form, or a frame in it, sends something (POST, PUT, PATCH) to the form's own site from right before to two seconds
  after it. That is a sign that something went off, never one of success.

What is no sign: a request without a press (a page saves what is typed, or reports what is seen), one after a press on a
field (which only puts the caret there) or outside the form, one to another site, and one of the page's script after a
press on a button that is not Send: it may add a file. If the browser itself sends the page's form, any press in it does.

A form may come in steps: "Next" is no Send. Its last step may hold nothing to fill in, and so is no form to be recognised:
there a control called Send is possible, in the load in which a step of the form stood.

On a page that is not recognised nobody knows which control is Send. What such a page sends after a press there may have
been the form (`UnreadPresses`): then nobody says that nothing was sent, nor that something was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flows.concepts import Concept
from flows.hosts import REGISTRABLE_DOMAINS
from helper.page.facts import Document
from helper.page.ports import Pressed, Requested
from helper.recognise import FormView, Lexicon, Recognition

_BEFORE_SECONDS = 1.0  # a control that sends as it goes down is reported when it is let go
_AFTER_SECONDS = 2.0
_OTHER_BUTTON = (Concept.NOT_SEND, Concept.NEXT)


@dataclass(frozen=True)
class SendPress:
    """Something was pressed on a form that sends it, or may.

    `is_certain` is False where only what follows can tell. Then `by_script` tells whether a request of the page's script
    says so or only one of the browser itself, and `is_enter` whether it was Enter in a field of one line.
    """

    form: FormView
    is_certain: bool
    by_script: bool = True
    is_enter: bool = False


def read_press(
    event: Pressed, reading: Recognition, known: FormView | None, lexicon: Lexicon
) -> SendPress | None:
    """Tell whether the press was on the send control of our form, or Enter in one of its fields."""
    form = _form_of(event, reading, known)
    if form is None:
        return None
    if any(b.key == event.target for b in form.send):
        return SendPress(form, is_certain=True)
    if event.manner == "submit":
        return SendPress(form, is_certain=True) if form.stands_in(event.target) else None
    if event.via == "enter" and any(f.key == event.target for f in form.fields):
        if event.manner == "field":
            return SendPress(form, is_certain=False)
        return SendPress(form, is_certain=form.is_native, is_enter=True)
    if event.is_blocked or _leads_on(event, form):
        return None
    if reading.form is None and _is_send_of_last_step(event, form, lexicon):
        return SendPress(form, is_certain=False)
    return _other_press(event, form, lexicon) if form.holds(event.within) else None


def _is_send_of_last_step(event: Pressed, known: FormView, lexicon: Lexicon) -> bool:
    """Tell whether a control called Send was pressed where nothing is to be filled in, and the form's own is not left."""
    document = next((d for d in event.page.documents if d.id == event.document), None)
    if document is None or event.manner != "button":
        return False
    text = _words_on(event)
    is_called = lexicon.find(Concept.SEND, text, known.languages) and not any(
        lexicon.find(concept, text, known.languages) for concept in _OTHER_BUTTON
    )
    parts = {f.key for f in document.forms} | {d.key for d in document.dialogs}
    around = parts.intersection(event.within)
    is_to_fill = any(
        f.kind not in ("radio", "checkbox") and (around.intersection(f.within) or not around)
        for f in document.fields
        if not f.is_aside
    )
    is_left = any(b.key == one.key for b in document.buttons for one in known.send)
    return bool(is_called) and not is_to_fill and not is_left


def _leads_on(event: Pressed, form: FormView) -> bool:
    """Tell whether a button of a step was pressed that only leads on; one by which the browser sends a form sends it."""
    button = next((b for b in form.onward if b.key == event.target), None)
    return form.is_step and button is not None and not (form.is_native and button.is_submit)


def _other_press(event: Pressed, form: FormView, lexicon: Lexicon) -> SendPress | None:
    """Read a press on something in the form that is neither a field nor known to be Send."""
    if event.manner != "made":
        return SendPress(form, is_certain=False, by_script=False)
    wrapped = [b for b in form.document.buttons if event.target in b.within]
    if wrapped and all(any(b.key == s.key for s in form.send) for b in wrapped):
        return SendPress(form, is_certain=True)  # an element of the page's own around Send and nothing else
    if any(lexicon.find(concept, event.text, form.languages) for concept in _OTHER_BUTTON):
        return SendPress(form, is_certain=False, by_script=False)
    if lexicon.find(Concept.SEND, event.text, form.languages):
        return SendPress(form, is_certain=True)
    # Another control, with other words or none, is Send only where nothing else in the form is plainly that.
    is_plain = any(b.is_submit or lexicon.find(Concept.SEND, b.text, form.languages) for b in form.send)
    return SendPress(form, is_certain=False, by_script=not is_plain)


def _words_on(event: Pressed) -> str:
    """Give what stands on a control that was pressed."""
    buttons = (b for d in event.page.documents if d.id == event.document for b in d.buttons)
    return event.text or next((b.text for b in buttons if b.key == event.target), "")


def is_undo(event: Pressed, reading: Recognition, lexicon: Lexicon) -> bool:
    """Tell whether something was pressed that says that it undoes what was sent, and not something else."""
    text, languages = _words_on(event), reading.languages or lexicon.languages
    is_other = lexicon.find(Concept.ELSEWHERE, text, languages) is not None
    return not (event.is_blocked or is_other) and lexicon.find(Concept.UNDO, text, languages) is not None


class Presses:
    """Keeps a press that may have been Send until what the page does next tells."""

    def __init__(self) -> None:
        self._possible: tuple[SendPress, Pressed] | None = None
        self._request: Requested | None = None  # the latest

    def take(self, press: SendPress, event: Pressed) -> tuple[SendPress, Pressed] | None:
        """Give what is to be noted now: the press, if it is certain or Enter; None as long as it is only possible."""
        self._possible = None if press.is_certain else (press, event)
        if press.is_certain:
            return press, event
        # A control that sends as it goes down is told of only when it is let go.
        sent = self.follow(self._request) if self._request else None
        return sent or ((press, event) if press.is_enter else None)

    def follow(self, request: Requested) -> tuple[SendPress, Pressed] | None:
        """Give the press that a request makes certain; None when it says nothing of one."""
        self._request = request
        if self._possible is None or not is_request_of(request, *self._possible):
            return None
        press, event = self._possible
        self._possible = self._request = None
        return replace(press, is_certain=True), event


class UnreadPresses:
    """Notices that a page that is not recognised sends something after the person pressed a control there."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._pressed: tuple[Document, bool, Pressed] | None = None
        self._request: Requested | None = None

    def take(self, event: Pressed) -> bool:
        """Tell whether this press was followed by something that was sent: the page may have been quicker than its report."""
        document = next((d for d in event.page.documents if d.id == event.document), None)
        is_control = event.manner not in ("field", "other") or event.via == "enter"
        if document is None or not document.is_ours or event.is_blocked or not is_control:
            return False
        text, languages = _words_on(event), (document.language,)
        by_script = not any(self._lexicon.find(concept, text, languages) for concept in _OTHER_BUTTON)
        self._pressed = (document, by_script, event)
        return self.follow(self._request) if self._request else False

    def forget(self) -> None:
        """The page is recognised now: what it sends from here on follows no press of before."""
        self._pressed = None

    def follow(self, request: Requested) -> bool:
        """Tell whether this is what the page sends after the press."""
        self._request = request
        if self._pressed is None:
            return False
        document, by_script, event = self._pressed
        return _is_sent_by(request, event, document, by_script=by_script)


def is_request_of(request: Requested, press: SendPress, pressed: Pressed) -> bool:
    """Tell whether what the page sends is the form on which something was pressed (see this module's first lines)."""
    return _is_sent_by(request, pressed, press.form.document, by_script=press.by_script)


def _is_sent_by(request: Requested, pressed: Pressed, document: Document, *, by_script: bool) -> bool:
    if not -_BEFORE_SECONDS <= request.at - pressed.at <= _AFTER_SECONDS:
        return False
    if request.tab != pressed.tab or not (request.is_navigation or by_script):
        return False
    is_own = any(_shows(address, document) for address in request.documents)
    return is_own and _site(request.url) == _site(document.url)


def _shows(address: str, document: Document) -> bool:
    """Tell whether a document stands at an address: where it was loaded, or where its script says that it is by now."""
    loaded, now = urlsplit(document.url), urlsplit(address)
    return address == document.url or (now.netloc, now.path) == (loaded.netloc, document.route)


def _site(address: str) -> str:
    """Give the site of an address: its registrable domain where that is known, else its host."""
    host = (urlsplit(address).hostname or "").lower()
    return next((d for d in REGISTRABLE_DOMAINS if host == d or host.endswith("." + d)), host)


def _chosen(event: Pressed, alike: Sequence[FormView]) -> FormView | None:
    """Give the one of several forms whose Send was pressed, or in which something was; None where that may be two."""
    here = [form for form in alike if form.document.id == event.document]
    sent = [form for form in here if any(b.key == event.target for b in form.send)]
    held = [form for form in here if form.stands_in(event.target) or form.holds(event.within)]
    found = sent or held
    return found[0] if len(found) == 1 else None


def _form_of(event: Pressed, reading: Recognition, known: FormView | None) -> FormView | None:
    if reading.form and reading.form.document.id == event.document:
        return reading.form
    # Of several that look like the form, the one that the person sends is the one.
    if chosen := _chosen(event, reading.alike):
        return chosen
    # The report of the moment may be cut short on a busy computer; what was recognised in this load stays true.
    return known.as_in(event.page) if known and known.document.id == event.document else None
