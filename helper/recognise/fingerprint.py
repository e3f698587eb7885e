"""Makes a form known again without keeping what it says or what was typed into it. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Literal

from flows.schema import LANGUAGE_ALIASES
from flows.wording import normalise
from helper.page.facts import Block, Button, PageField
from helper.recognise.form import FormView
from helper.record import FormFingerprint

Comparison = Literal["same", "other_words", "other_structure", "not_comparable"]

SCHEME = 1
# What a service asks for while it sends is no part of the form.
_PASSING = ("password", "code")
_CHOICES = ("radio", "checkbox")
# A mark for "required" comes and goes beside the same words.
_EDGES = " *:.…"


def fingerprint(form: FormView) -> FormFingerprint:
    """Give what stays the same as long as the form does: not values, marks of errors, keys, nor the order of fields.

    Fields that a slow page draws last only add to it, so take it of a form that no longer changes. What depends on our
    words is left out: a new word in a table must not look like a new form.
    """
    document = form.document
    submits = [b for b in document.buttons if b.is_submit and _is_in(b, form)]
    # Of several that might send, words chose; that there is one does not depend on them.
    senders = submits or form.send[:1]
    named = submits or (form.send if len(form.send) == 1 else ())
    fields = [f for f in form.fields if f.kind not in _PASSING]
    structure = [sorted(_structure(fields)), len(senders), "native" if form.is_native else "script"]
    labels = {short_hash(label_of(f, document.blocks)) for f in fields} | {short_hash(b.text) for b in named}
    return FormFingerprint(
        scheme=SCHEME,
        structure=_digest(structure),
        labels=_digest(sorted(label for label in labels if label)),
        languages=form.languages or tuple(filter(None, [_primary(document.language)])),
    )


def compare(now: FormFingerprint, before: FormFingerprint) -> Comparison:
    """Tell whether it is the form of before; words count only in the same language."""
    if now.scheme != before.scheme:
        return "not_comparable"
    if now.structure != before.structure:
        return "other_structure"
    is_readable = bool(now.languages) and now.languages == before.languages
    return "other_words" if is_readable and now.labels != before.labels else "same"


def label_of(field: PageField, blocks: Iterable[Block]) -> str:
    """Give the words that the page itself put at a field; "" when nobody can tell them from what a person typed.

    A list that is no HTML list may be named by what was chosen in it. What stands before a field may hold what was
    typed into the one before; the blocks of the layout do not.
    """
    if field.kind == "combobox":
        return ""
    if field.name:
        return field.name
    starts = [0, *(space.end() for space in re.finditer(" ", field.before))]
    texts = [block.text for block in blocks]
    for start in starts:
        end = field.before[start:]
        if end and any(text == end or text.startswith(end + " ") for text in texts):
            return end
    return ""


def short_hash(label: str) -> str | None:
    """Give 16 bits of a label's SHA-256: enough to confirm a wording that one suspects, too little to reveal one.

    Digits count as the same; None for a label without words, or with an address, which is about a person.
    """
    text = re.sub(r"\d", "0", normalise(label)).strip(_EDGES)
    if not text or "@" in text:
        return None
    return hashlib.sha256(text.encode()).hexdigest()[:4]


def _is_in(button: Button, form: FormView) -> bool:
    """Tell whether a button is the form's own, not one of a dialog above it."""
    layers = {d.key for d in form.document.dialogs if form.container in d.within and d.key != form.container}
    return form.holds(button.within) and not layers.intersection(button.within)


def _structure(fields: Iterable[PageField]) -> Iterable[tuple[str, str]]:
    """Give kind and need of each field; buttons of one choice are one."""
    groups: dict[tuple[str, str], bool] = {}
    for field in fields:
        if field.kind in _CHOICES:
            group = (field.kind, field.group)
            groups[group] = groups.get(group, False) or field.is_required
        else:
            yield field.kind, _need(field.is_required)
    for (kind, _), is_required in groups.items():
        yield kind, _need(is_required)


def _need(is_required: bool) -> str:
    return "required" if is_required else "optional"


def _primary(language: str) -> str | None:
    primary = re.match(r"[a-z]{2,3}(?![a-z0-9])", language.lower())
    return LANGUAGE_ALIASES.get(primary[0], primary[0]) if primary else None


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
