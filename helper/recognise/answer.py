"""Reads what the service answered after Send: never from a click or a status, only from what newly stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.schema import Concept, State
from flows.wording import normalise
from helper.facts import Block, Button, Document, Page, PageField
from helper.recognise.form import FormView
from helper.recognise.page import Recognition
from helper.recognise.words import Lexicon

# How many blocks around an answer count as "beside it".
_BESIDE = 2
# A longer piece of text tells of answers, but is none: an article, for instance, in which somebody quotes theirs.
_LONGEST_ANSWER = 400  # characters
# A whole sentence in quotation marks is somebody else's; a word or two may be the name of a request.
_QUOTED = re.compile(r"«[^»]{40,}»|“[^”]{40,}”|„[^“”]{40,}[“”]|\"[^\"]{40,}\"")
_REFUSALS = (Concept.ERROR, Concept.UNAVAILABLE, Concept.REGION)
_FAULTS = (*_REFUSALS, Concept.TOO_SHORT, Concept.REQUIRED)


@dataclass(frozen=True)
class Success:
    """A positive sign of success (contract, "How an attempt can end"): the text and what else spoke for it."""

    text: str
    signs: tuple[str, ...]
    is_verified: bool


@dataclass(frozen=True)
class Answer:
    """What followed Send: a success, an error, or neither (yet)."""

    success: Success | None
    error: str | None
    is_form_gone: bool


@dataclass(frozen=True)
class _NewText:
    document: Document
    block: Block
    beside: tuple[str, ...]


def read_answer(
    pressed: FormView, texts_before: frozenset[str], page: Page, now: Recognition, lexicon: Lexicon
) -> Answer:
    """Compare the page with what stood there when Send was pressed.

    Success means all of: the form is gone, replaced or disabled; new visible text has words of success in the page's
    language; no word of error is beside it.
    """
    languages = tuple(dict.fromkeys([*pressed.languages, *now.languages])) or lexicon.languages
    sign = _form_went_off(pressed, page, now)
    fresh = _new_blocks(texts_before, page)
    # Only a form that still stands there can miss something: elsewhere "enter your address" asks for another thing.
    faults = _FAULTS if sign is None else _REFUSALS
    error = next((n.block.text for n in fresh if _says(faults, n.block.text, lexicon, languages)), None)
    error = error or _structural_error(pressed, now)
    success = None
    # "Received, now enter the code" is not the end yet.
    if sign is not None and now.state is not State.CODE and not page.has_secret:
        success = next((s for n in fresh if (s := _success(n, sign, lexicon, languages))), None)
    return Answer(success, error, sign is not None)


def _new_blocks(texts_before: frozenset[str], page: Page) -> list[_NewText]:
    fresh: list[_NewText] = []
    # A sentence that was only set anew, with other spaces, stood there before.
    known = set(map(normalise, texts_before))
    for document in page.documents:
        if not document.is_ours or not document.is_visible:
            continue
        blocks = document.blocks
        for index, block in enumerate(blocks):
            if normalise(block.text) not in known:
                around = blocks[max(0, index - _BESIDE) : index + _BESIDE + 1]
                beside = tuple(
                    b.text for b in around if b.dialog == block.dialog and normalise(b.text) not in known
                )
                fresh.append(_NewText(document, block, beside))
    return fresh


def _success(new: _NewText, sign: str, lexicon: Lexicon, languages: Sequence[str]) -> Success | None:
    if len(new.block.text) > _LONGEST_ANSWER:
        return None
    hit = lexicon.find(Concept.SUCCESS, _QUOTED.sub(" ", new.block.text), languages, claims_only=True)
    if hit is None or any(_says(_FAULTS, text, lexicon, languages) for text in new.beside):
        return None
    if any(lexicon.find(Concept.CODE, text, languages) for text in new.beside):
        return None
    return Success(new.block.text, (sign, f"words:{hit.language}"), hit.is_verified)


def _says(concepts: Sequence[Concept], text: str, lexicon: Lexicon, languages: Sequence[str]) -> bool:
    return any(lexicon.find(concept, text, languages, claims_only=True) for concept in concepts)


def _structural_error(pressed: FormView, now: Recognition) -> str | None:
    """An error that needs no words: a field of the form is marked invalid since Send was pressed."""
    if now.form is None:
        return None
    before = {f.technical for f in pressed.fields if f.is_invalid}
    marked = [f for f in now.form.fields if f.is_invalid and f.technical not in before]
    return marked[0].words if marked else None


def _form_went_off(pressed: FormView, page: Page, now: Recognition) -> str | None:
    """Name the structural sign that the form can no longer be sent; None when it still stands there."""
    form = now.form
    if form is None:
        top = page.top
        if top is None or top.ready == "loading" or not top.blocks:
            return None
        # The recogniser may have lost a form that still stands there: the very text fields are asked.
        if _still_has_fields(pressed, page):
            return None
        return "form_gone"
    if form.is_off:
        return "form_disabled"
    modal = [d for d in form.document.dialogs if d.is_modal and d.key not in _chain(form)]
    return "form_covered" if modal else None


def _chain(form: FormView) -> set[int]:
    members: tuple[PageField | Button, ...] = (*form.fields, *form.send)
    return {form.container}.union(*(set(m.within) for m in members))


def _still_has_fields(pressed: FormView, page: Page) -> bool:
    keys = {f.key for f in pressed.text_fields}
    return any(
        f.key in keys and not f.is_locked
        for d in page.documents
        if d.id == pressed.document.id
        for f in d.fields
    )
