"""What stands over the form or before it: cookie questions, login, codes, captchas, consent. Pure."""

from __future__ import annotations

import re

from flows.concepts import Concept
from flows.schema import FieldNameMarker, FrameMarker, Purpose, State
from helper.email_check import find_addresses
from helper.page.facts import Document
from helper.recognise.address import FREE_TEXT
from helper.recognise.form import FormView
from helper.recognise.reading import Reading, holds_form

# A captcha that asks for nothing (the badge of an invisible one) is smaller than this, in CSS pixels.
_CAPTCHA_MIN_HEIGHT = 60
_ONE_TIME = re.compile(r"one-?time|(?<![a-z])otp(?![a-z])|2fa|two-?factor|approvals", re.IGNORECASE)
_PASSED_BY_PATH = (
    State.CAPTCHA,
    State.TWO_FACTOR,
    State.CHECKPOINT,
    State.CONSENT,
    State.SAVE_LOGIN,
    State.LOGIN,
)


def state_over(r: Reading, form: FormView | None) -> tuple[State, bool] | None:
    """Give what has to be passed first, and whether it is a locked account; None when the way is free."""
    documents = list(r.page.documents)
    if _shows_cookie_dialog(r, form):
        return State.COOKIE_BANNER, False
    if any(d.has_password for d in documents):
        if not has_login_aside(r):
            return State.LOGIN, False
        if r.is_after_send and form is None:
            return State.UNKNOWN, False  # no picture can show what stands here: it is no answer
        if not r.is_after_send and r.flow.purpose is Purpose.OBJECTION:
            # An objection is an account's: its form wants a login, even where it is shown without one.
            return State.LOGIN, False
    asking = [d for d in documents if d.has_code and (d.is_visible or d.is_ours)]
    if any(not _may_ask_for_image(r, d) for d in asking):
        return (State.CODE if r.is_after_send else State.TWO_FACTOR), False
    if asking and (form is None or r.is_after_send):
        return (State.CAPTCHA if all(_is_surely_of_image(r, d) for d in asking) else State.UNKNOWN), False
    if r.path_state in _PASSED_BY_PATH:
        return _path_state_in_words(r, r.path_state)
    if named := _state_by_field_name(r):
        return named, False
    if _shows_captcha(r, form):
        return State.CAPTCHA, False
    return _state_of_dialog(r, form)


def has_login_aside(r: Reading) -> bool:
    """Tell whether the only passwords stand in the page's header or beside it: a login that the page offers, not asks for."""
    passwords = [f for f in r.top.fields if f.kind == "password"]
    layers = {dialog.key for dialog in r.top.dialogs}
    return (
        bool(passwords)
        and all(f.is_aside and not layers.intersection(f.within) for f in passwords)
        and not any(d.has_password for d in r.page.frames)
    )


def _path_state_in_words(r: Reading, state: State) -> tuple[State, bool]:
    """Refine what the address says: one address serves several questions."""
    if _shows_captcha(r, None):
        return State.CAPTCHA, False
    has_fields = any(d.fields for d in r.ours)
    if state is State.LOGIN and not has_fields and r.find(Concept.SAVE_LOGIN, r.blocks()):
        return State.SAVE_LOGIN, False
    if state is not State.CHECKPOINT:
        return state, False
    # A checkpoint that asks for nothing is a closed door; one with a field or a choice can be passed.
    has_way_on = has_fields or any(d.buttons for d in r.ours)
    return state, not has_way_on or r.claims_that(Concept.LOCKED) is not None


def _state_by_field_name(r: Reading) -> State | None:
    names = {n for d in r.ours for f in d.fields for n in f.technical.split()}
    for marker in r.flow.marker:
        if isinstance(marker, FieldNameMarker) and names.intersection(marker.names):
            if marker.state is State.TWO_FACTOR and r.is_after_send:
                return State.CODE
            return marker.state
    return None


def _shows_captcha(r: Reading, form: FormView | None) -> bool:
    if form is not None and not r.is_after_send:
        return False  # a captcha inside the form is one of its fields
    markers = [m for m in r.flow.marker if isinstance(m, FrameMarker)]
    for document in r.ours:
        for frame in document.frames:
            if frame.height < _CAPTCHA_MIN_HEIGHT:
                continue
            if any(frame.host == m.host and frame.path.startswith(m.path) for m in markers):
                return True
    return False


def _may_ask_for_image(r: Reading, document: Document) -> bool:
    """Tell whether what looks like a one-time code may be what an image shows: one is beside it, and none was sent."""
    codes = [f for f in document.fields if f.kind == "code"]
    if r.path_state is State.TWO_FACTOR or _state_by_field_name(r) is not None:
        return False
    if not codes or not all(f.is_beside_image and not _ONE_TIME.search(f.technical) for f in codes):
        return False
    texts = [*(b.text for b in document.blocks), *(f.words for f in codes)]
    return not any(
        _tells_of_code(r, sentence, language)
        for text in texts
        for language in r.languages
        for sentence in r.lexicon.sentences(text, language)
    )


def _is_surely_of_image(r: Reading, document: Document) -> bool:
    """Tell whether no words but those at the field itself ask for a code, which may have been sent in words not known here."""
    if not r.languages:
        return False
    named = [f.words for f in document.fields if f.kind == "code"]
    texts = [b.text for b in document.blocks if not any(b.text in words for words in named)]
    return r.find(Concept.CODE, texts) is None or r.find(Concept.CAPTCHA, texts) is not None


def _tells_of_code(r: Reading, sentence: str, language: str) -> bool:
    """Tell whether a sentence says that a code was sent, or comes from an app."""

    def says(concept: Concept) -> bool:
        return r.lexicon.find(concept, sentence, (language,)) is not None

    if says(Concept.TWO_FACTOR):
        return True
    return says(Concept.CODE) and (
        says(Concept.RECEIVED) or says(Concept.EMAIL) or bool(find_addresses(sentence))
    )


def _shows_cookie_dialog(r: Reading, form: FormView | None) -> bool:
    """A layer about cookies with buttons and nothing to fill in: it blocks whatever stands below it."""
    for document in r.ours:
        for dialog in document.dialogs:
            if form is not None and form.document is document and holds_form(dialog.key, form):
                continue
            texts = [dialog.name, *(b.text for b in document.blocks if b.dialog == dialog.key)]
            has_button = any(dialog.key in b.within for b in document.buttons)
            has_text = any(
                f.kind in (*FREE_TEXT, "email", "text", "password") and dialog.key in f.within
                for f in document.fields
            )
            if has_button and not has_text and r.find(Concept.COOKIES, texts):
                return True
    return False


def _state_of_dialog(r: Reading, form: FormView | None) -> tuple[State, bool] | None:
    for document in r.ours:
        for dialog in document.dialogs:
            if form is not None and form.document is document and holds_form(dialog.key, form):
                continue
            texts = [dialog.name, *(b.text for b in document.blocks if b.dialog == dialog.key)]
            buttons = [b for b in document.buttons if dialog.key in b.within]
            fields = [f for f in document.fields if dialog.key in f.within]
            if r.is_login_step(fields, [*texts, *(b.text for b in buttons)]):
                return State.LOGIN, False
            for concept, state in (
                (Concept.SAVE_LOGIN, State.SAVE_LOGIN),
                (Concept.CONSENT, State.CONSENT),
            ):
                if buttons and not fields and not r.is_after_send and r.find(concept, texts):
                    return state, False
    return None
