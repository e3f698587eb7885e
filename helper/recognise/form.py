"""Finds the one form of a page that a person could fill in, and what each of its fields is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flows.concepts import Concept
from flows.wording import normalise
from helper.page.facts import Button, Chain, Document, Frame, Page, PageField
from helper.recognise.address import (
    FREE_TEXT,
    Need,
    addresses_shown,
    asks_for_no_reasons,
    find_email,
    may_be_email,
    need_of,
    shown_in,
)
from helper.recognise.holders import find_container, is_held
from helper.recognise.words import Lexicon

_AUTOCOMPLETE = {"on", "off", "email", "username"}
_GENERATED = re.compile(r"^[:«_]|^(?:radix|mui|headlessui|mount|js)[-_:]|[0-9a-f]{8}-[0-9a-f]{4}")
_NUMBER = re.compile(r"(?<!\d)\d{6,}(?!\d)")


@dataclass(frozen=True)
class Framed:
    """A text field that stands in a frame of its own, as that of an editor does."""

    document: Document
    field: PageField

    @property
    def place(self) -> tuple[str, int]:
        """Where it is: a load of a document, and an element in it."""
        return self.document.id, self.field.key


class StepPlace(NamedTuple):
    """The element of a form whose steps follow each other in it, without a new load or another address."""

    document: str
    path: str
    element: int
    ids: frozenset[str]


@dataclass(frozen=True)
class FormView:
    """A form on a page: where it is and which field is which."""

    document: Document
    container: int
    email_fields: tuple[PageField, ...]  # nearly always one
    email_texts: tuple[str, ...]  # addresses shown as mere text, instead of in fields or beside them
    explanation: PageField | None  # also None where no words tell which of several text fields it is
    text_fields: tuple[PageField, ...]
    fields: tuple[PageField, ...]
    send: tuple[Button, ...]  # one, or several when nothing tells which of them sends
    languages: tuple[str, ...]
    onward: tuple[Button, ...] = ()  # what leads to a next step of it
    framed: tuple[Framed, ...] = ()  # those of `text_fields` that stand in frames of their own
    email_needs: tuple[Need, ...] = ()  # whether each of `email_fields` has to be filled in

    @property
    def is_step(self) -> bool:
        """Tell whether it leads on, and nothing in it sends: what was filled in is sent from a later step."""
        return bool(self.onward) and not self.send

    @property
    def explanation_place(self) -> tuple[str, int] | None:
        """Where the explanation goes: a load of a document, and an element in it."""
        return self.place_of(self.explanation) if self.explanation else None

    def place_of(self, field: PageField) -> tuple[str, int]:
        """Give the load of the document in which a field of the form stands, and the element that it is there."""
        return next((one.place for one in self.framed if one.field is field), (self.document.id, field.key))

    @property
    def email_field(self) -> PageField | None:
        """The field of the address; of several the one that words or its type call so."""
        return self.email_fields[0] if self.email_fields else None

    @property
    def displayed_email(self) -> str | None:
        """The address that the form shows: "" for an empty field, None when it shows none."""
        return shown_in(self.email_field) if self.email_field else next(iter(self.email_texts), None)

    @property
    def displayed_addresses(self) -> tuple[str | None, ...]:
        """Every address that the form shows, first what the person can change, which is sent.

        An empty field counts where nothing else shows an address, or where it has to be filled in.
        """
        return addresses_shown(self.email_fields, self.email_needs, self.email_texts)

    @property
    def is_withheld(self) -> bool:
        """Tell whether the page holds a password field, or may: then nothing that stands in the form is read (promise 4)."""
        return self.document.has_password or self.document.is_unsure

    @property
    def step_place(self) -> StepPlace | None:
        """Where all steps of the form stand: an element that is certainly one form, in one load; None if that is unsure."""
        holders = {f.key for f in self.document.forms} | {d.key for d in self.document.dialogs}
        if self.container not in holders:
            return None
        return StepPlace(
            self.document.id, self.document.route or self.document.path, self.container, self.ids
        )

    @property
    def is_native(self) -> bool:
        """Tell whether the fields are in an HTML form, which the browser itself can send."""
        return any(form.is_native and form.key in self._chain for form in self.document.forms)

    @property
    def is_off(self) -> bool:
        """Tell whether the form can no longer be used: its send controls and text fields are disabled."""
        return (not self.send or all(b.is_off for b in self.send)) and all(
            f.is_locked for f in self.text_fields
        )

    def stands_in(self, element: int) -> bool:
        """Tell whether the form is in this element, or is it."""
        return element in self._chain

    def holds(self, within: Chain) -> bool:
        """Tell whether something stands where the form does, by the elements around it, and not in a chat above it."""
        return is_held(self.document, self.container, within)

    @property
    def floats_in(self) -> frozenset[int]:
        """The layers in which the form itself floats over the page; nearly always none."""
        return self._chain.intersection(self.document.floating)

    def as_in(self, page: Page) -> FormView | None:
        """Give this form with what stands in its fields in a newer report; None where its document is another by now."""
        document = next((d for d in page.documents if d.id == self.document.id), None)
        if document is None:
            return None
        now = {(d.id, f.key): f for d in page.documents for f in d.fields}

        def renew(fields: Iterable[PageField]) -> tuple[PageField, ...]:
            return tuple(now.get(self.place_of(f), f) for f in fields)

        return replace(
            self,
            document=document,
            fields=renew(self.fields),
            text_fields=renew(self.text_fields),
            email_fields=renew(self.email_fields),
            explanation=renew([self.explanation])[0] if self.explanation else None,
            framed=tuple(replace(one, field=now.get(one.place, one.field)) for one in self.framed),
        )

    def was_touched_since(self, earlier: FormView) -> bool:
        """Tell whether the person did something in a field of this form since it was as in `earlier`, in the same load."""
        touches = {earlier.place_of(f): f.touches for f in (*earlier.fields, *earlier.text_fields)}
        return self.document.id == earlier.document.id and any(
            f.touches > touches.get(self.place_of(f), f.touches) for f in (*self.fields, *self.text_fields)
        )

    @property
    def technical(self) -> str:
        """The technical names of the form element, English in every language."""
        return " ".join(form.technical for form in self.document.forms if form.key in self._chain)

    @property
    def ids(self) -> frozenset[str]:
        """Form numbers in the form's hidden fields."""
        return frozenset(i for form in self.document.forms if form.key in self._chain for i in form.ids)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What stands in the form, to compare a picture with what was sent."""
        texts = tuple((f"text:{f.technical}", f.value or "") for f in self.text_fields)
        # What is not read (a telephone number, a name, a file) shows only in that the person changed it.
        unread = (
            f for f in self.fields if f.kind in ("tel", "file") or (f.kind == "text" and f.value is None)
        )
        changed = tuple((f"changed:{f.technical}", str(f.touches)) for f in unread)
        shown = (*map(shown_in, self.email_fields), *self.email_texts)
        return (*(("email", address) for address in shown), *texts, *changed)

    @property
    def _chain(self) -> frozenset[int]:
        members: tuple[PageField | Button, ...] = (*self.fields, *self.send)
        return frozenset({self.container}).union(members[0].within if members else ())


def is_same_form(pressed: FormView, other: FormView) -> bool:
    """Tell whether `other` is the form that was seen before, though it was drawn anew or came back from the service.

    Its elements may be others, and so its keys and generated names; what it asks for is the same.
    """
    is_same_place = (pressed.document.id, pressed.container) == (other.document.id, other.container)
    # It grows while a slow page draws it. A newsletter in the same element may be what is left when the form has gone.
    if is_same_place and _main_keys(pressed) & _main_keys(other):
        return True
    numbers, others = _numbers(pressed), _numbers(other)
    if numbers and others and not numbers & others:
        return False
    if pressed.text_fields:
        places = set(map(other.place_of, other.text_fields))
        return all(
            pressed.place_of(field) in places
            or has_counterpart(field, pressed, other.document, other.text_fields)
            for field in pressed.text_fields
        )
    # A form of addresses alone has the same field as any newsletter: what its button says counts too.
    is_here = any(
        has_counterpart(f, pressed, other.document, other.email_fields) for f in pressed.email_fields
    )
    sends = {normalise(b.text) for b in pressed.send} & {normalise(b.text) for b in other.send}
    return is_here and not other.text_fields and bool(sends)


def _main_keys(form: FormView) -> frozenset[int]:
    """Give the elements that make a form itself: its text fields and its address, or whatever it asks for."""
    address = [form.email_field] if form.email_field else []
    main = [f for f in form.text_fields if form.place_of(f)[0] == form.document.id] + address
    return frozenset(f.key for f in main or form.fields)


def _numbers(form: FormView) -> frozenset[str]:
    """Give the numbers by which a service calls its forms: in hidden fields, else in the address."""
    return form.ids or frozenset(_NUMBER.findall(form.document.path))


def has_counterpart(
    field: PageField, form: FormView, document: Document, others: Sequence[PageField]
) -> bool:
    """Tell whether a field of the form is among these of a document: the very element, or one that asks for the same."""
    is_same_load = document.id == form.place_of(field)[0]
    if is_same_load and any(f.key == field.key for f in others):
        return True
    # Elsewhere a field without any name may be anything.
    is_named = bool(field.words.strip() or field.technical)
    return (is_same_load or is_named) and any(_asks_for_same(field, other) for other in others)


def _asks_for_same(one: PageField, other: PageField) -> bool:
    if one.kind != other.kind:
        return False
    names = set(one.technical.split()) & set(other.technical.split()) - _AUTOCOMPLETE
    if any(not _GENERATED.search(name) for name in names):
        return True
    # An error may stand between the label and the field now.
    words, others = sorted((normalise(one.words), normalise(other.words)), key=len)
    return (words in others and bool(words)) or (words == others and one.technical == other.technical)


def find_forms(
    document: Document,
    lexicon: Lexicon,
    languages: tuple[str, ...],
    *,
    frames: Sequence[tuple[Frame, Document]] = (),
    must_ask: bool = False,
) -> list[FormView]:
    """Find the forms of a document: a text field or an address field, together with the buttons around it.

    `frames` are those of the document's own site: an editor's text field may stand in one, by itself. `must_ask`: a text
    field is for the explanation only if words say so, even if it is the only one.
    """
    fields = [f for f in document.fields if not f.is_aside]
    framed = [
        (frame, one)
        for frame, shown in frames
        if not _is_beside_a_form(frame, document) and (one := _field_alone(frame, shown))
    ]
    seeds = [f.within for f in fields if f.kind in FREE_TEXT] + [frame.within for frame, _ in framed]
    # A choice among addresses alone is no form to write in: a login asks in that way where to send its code.
    seeds = seeds or [f.within for f in fields if f.kind != "radio" and may_be_email(f, lexicon, languages)]
    containers = dict.fromkeys(c for seed in seeds if (c := find_container(document, seed)) is not None)
    views = [_view(document, container, framed, lexicon, languages) for container in containers]
    return [_without_guess(view, lexicon) for view in views] if must_ask else views


def _is_beside_a_form(frame: Frame, document: Document) -> bool:
    """Tell whether a frame is in no form although the page has one with something to fill in: it is for something else."""
    forms = {form.key for form in document.forms}
    asking = {
        key for field in document.fields if not field.is_aside for key in forms.intersection(field.within)
    }
    return bool(asking) and not asking.intersection(frame.within)


def _field_alone(frame: Frame, document: Document) -> Framed | None:
    """Give the text field of a frame that holds nothing else: no form of its own, of which we should know nothing."""
    if not document.is_ours or not document.is_visible or document.has_secret or document.buttons:
        return None
    if len(document.fields) != 1 or document.fields[0].kind not in FREE_TEXT:
        return None
    field = document.fields[0]
    # What stands around the frame names the field in it, as it would name one that stood in its place.
    named = field if field.words.strip() else field.model_copy(update={"name": frame.words})
    return Framed(document, named)


def _without_guess(form: FormView, lexicon: Lexicon) -> FormView:
    """Leave the explanation out where words do not ask for it: the one text field may be for something else."""
    asked = form.explanation
    is_named = asked is not None and any(
        lexicon.find(concept, asked.words, form.languages)
        for concept in (Concept.EXPLANATION, Concept.ADDITIONAL)
    )
    # What the AI was asked, as evidence: not why one objects.
    is_evidence = asked is not None and lexicon.find(Concept.THIRD_PARTY, asked.words, form.languages)
    return form if is_named and not is_evidence else replace(form, explanation=None)


def _view(
    document: Document,
    container: int,
    frames: Sequence[tuple[Frame, Framed]],
    lexicon: Lexicon,
    languages: tuple[str, ...],
) -> FormView:
    # A dialog above the form is another layer: its fields and buttons are not the form's.
    layers = {d.key for d in document.dialogs if d.key != container and container in d.within}
    # Nor are those of the page's header or footer (a login, a newsletter) where the form is but a part of the page.
    closed = {f.key for f in document.forms} | {d.key for d in document.dialogs} | set(document.floating)
    is_closed = container in closed
    layers |= set() if is_closed else _forms_aside(document)

    def belongs(item: PageField | Button | Frame) -> bool:
        return is_held(document, container, item.within) and not layers.intersection(item.within)

    fields = tuple(f for f in document.fields if belongs(f) and (is_closed or not f.is_aside))
    framed = tuple(one for frame, one in frames if belongs(frame))
    own = (f for f in fields if f.kind in FREE_TEXT and not may_be_email(f, lexicon, languages))
    texts = (*own, *(one.field for one in framed))
    email_fields, email_texts = find_email(document, container, fields, lexicon, languages)
    buttons = tuple(b for b in document.buttons if belongs(b))
    return FormView(
        document=document,
        container=container,
        email_fields=email_fields,
        email_texts=email_texts,
        explanation=_explanation(texts, lexicon, languages),
        text_fields=texts,
        fields=fields,
        send=_send(buttons, lexicon, languages),
        languages=languages,
        onward=tuple(b for b in buttons if lexicon.find(Concept.NEXT, b.text, languages)),
        framed=framed,
        email_needs=tuple(need_of(f, lexicon, languages) for f in email_fields),
    )


def _forms_aside(document: Document) -> set[int]:
    """Give the form elements whose fields all stand in a header, footer or menu of the page."""
    forms = {form.key for form in document.forms}
    own = {key for f in document.fields if not f.is_aside for key in forms.intersection(f.within)}
    return {key for f in document.fields for key in forms.intersection(f.within)} - own


def _explanation(
    texts: Sequence[PageField], lexicon: Lexicon, languages: tuple[str, ...]
) -> PageField | None:
    """Tell which text field asks for the explanation, by words and not by order; None where they do not tell."""
    usable = [f for f in texts if not f.is_locked and not asks_for_no_reasons(f, lexicon, languages)]
    if len(usable) <= 1:
        return usable[0] if usable else None
    further = [f for f in usable if lexicon.find(Concept.ADDITIONAL, f.words, languages)]
    asking = [f for f in usable if f not in further and lexicon.find(Concept.EXPLANATION, f.words, languages)]
    if len(asking) == 1:
        return asking[0]
    rest = [f for f in usable if f not in further]
    if not asking and further and len(rest) == 1:
        return rest[0]
    return None


def _send(buttons: Sequence[Button], lexicon: Lexicon, languages: tuple[str, ...]) -> tuple[Button, ...]:
    """Tell which button sends: by words, else the one that the browser would submit with, else the only one.

    What the page made itself counts where no button does.
    """
    others = (Concept.NOT_SEND, Concept.NEXT)
    possible = [b for b in buttons if not any(lexicon.find(concept, b.text, languages) for concept in others)]
    named = [b for b in possible if lexicon.find(Concept.SEND, b.text, languages)]
    submits = [b for b in possible if b.is_submit]
    own = [b for b in possible if not b.is_made]
    called = [b for b in named if not b.is_made]
    for choice in ([b for b in called if b.is_submit], called, submits, named, own, possible):
        if choice:
            return tuple(choice)
    return ()
