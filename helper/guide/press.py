"""Tells whether a press of the person was Send (contract, "Pressed Send"). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from helper.ports import Pressed
from helper.recognise import FormView, Recognition


@dataclass(frozen=True)
class SendPress:
    """Send was pressed on a form; `is_certain` is False for Enter where only the page's own script can send."""

    form: FormView
    is_certain: bool


def read_press(event: Pressed, reading: Recognition, known: FormView | None) -> SendPress | None:
    """Tell whether the press was on the send control of our form, or Enter in one of its fields."""
    form = _form_of(event, reading, known)
    if form is None:
        return None
    is_send = any(b.key == event.target for b in form.send)
    is_enter = event.via == "enter" and any(f.key == event.target for f in form.fields)
    return SendPress(form, is_send or form.is_native) if is_send or is_enter else None


def _form_of(event: Pressed, reading: Recognition, known: FormView | None) -> FormView | None:
    if reading.form and reading.form.document.id == event.document:
        return reading.form
    # The report of the moment may be cut short on a busy computer; what was recognised in this load stays true.
    document = next((d for d in event.page.documents if d.id == event.document), None)
    if document is None or known is None or known.document.id != event.document:
        return None
    return known.as_in(document)
