"""Finds the address that a form shows: in fields, in a list that its script made, or as mere text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from flows.concepts import Concept
from helper.email_check import find_addresses
from helper.page.facts import Block, Document, PageField
from helper.recognise.words import Lexicon

FREE_TEXT = ("textarea", "editable")
_LABEL_LENGTH = 60  # characters
_SHORT_LABEL_LENGTH = 25  # characters: that of a message may say by what it is answered
_CHOSEN = ("select", "radio", "combobox")  # kinds of fields in which an address is chosen, not written
_NOT_AN_ADDRESS_FIELD = ("search", "newsletter", "query")


def shown_in(field: PageField) -> str:
    """Give the address that a field shows. Beside one that is chosen words may stand: "a@example.org (main address)"."""
    value = field.value or ""
    found = find_addresses(value) if field.kind in _CHOSEN else []
    return found[0] if len(found) == 1 else value


def may_be_email(field: PageField, lexicon: Lexicon, languages: tuple[str, ...]) -> bool:
    """Tell whether a field is one for an address, by its type, its names, its words and what stands in it."""
    technical = field.technical.lower()
    if field.kind == "search" or any(word in technical for word in _NOT_AN_ADDRESS_FIELD):
        return False
    if field.kind == "email":
        return True
    if field.kind == "radio":
        return field.value is not None  # reported of those that stand for an address
    if field.kind in FREE_TEXT:
        return _is_box_for_email(field, lexicon, languages)
    if field.kind not in ("text", "other", "combobox", "select"):
        return False
    if field.value and find_addresses(field.value):
        return True
    if field.kind == "select":
        return False  # a list of countries, whatever the words around it: one of addresses shows one
    # Without a label of its own, the words right before it: further up other things may be spoken of.
    words = " ".join(filter(None, (field.name, field.hint))) or field.before[-_LABEL_LENGTH:]
    if field.kind == "combobox" and lexicon.find(Concept.COUNTRY, words, languages):
        return False
    return "mail" in technical or bool(lexicon.find(Concept.EMAIL, words, languages))


def _is_box_for_email(field: PageField, lexicon: Lexicon, languages: tuple[str, ...]) -> bool:
    """Tell whether a field for any text is one for an address: it is called so, or nothing but an address stands in it.

    One that is taken for an address is never written into (promise 2).
    """
    named = " ".join(filter(None, (field.name, field.hint)))
    words = named or field.before[-_LABEL_LENGTH:]
    if any(lexicon.find(c, words, languages) for c in (Concept.EXPLANATION, Concept.ADDITIONAL)):
        return False
    value = (field.value or "").split()
    if len(value) > 1:
        return False
    called = named or (field.before[-_SHORT_LABEL_LENGTH:] if field.kind == "editable" else "")
    is_called = len(called) <= _SHORT_LABEL_LENGTH and lexicon.find(Concept.EMAIL, called, languages)
    return bool(is_called) or any("@" in word for word in value)


def find_email(
    document: Document,
    container: int,
    fields: Sequence[PageField],
    lexicon: Lexicon,
    languages: tuple[str, ...],
) -> tuple[tuple[PageField, ...], str | None]:
    """Find the address that the form shows: in fields, a list, or as text between the fields.

    Beside fields a text counts only if it is called an address: an example, a helper's address are not the person's. Beside
    a list or choices none does: what is not chosen is written there too.
    """
    candidates = [f for f in fields if may_be_email(f, lexicon, languages)]
    # Several: the one that words or the browser's type call an address, one with a value before an empty one.
    candidates.sort(key=lambda f: (f.kind not in ("email", "select", "radio"), not f.value))
    if candidates:
        has_choices = any(f.kind in ("select", "radio") for f in candidates)
        called = None if has_choices else _called_address(document, container, lexicon, languages)
        return tuple(candidates), called
    # A list that the page's script made is a button on which the chosen one is written.
    chosen = {
        a for button in document.buttons if container in button.within for a in find_addresses(button.text)
    }
    if len(chosen) == 1:
        return (), chosen.pop()
    # In a frame or a flat page the address may stand just outside the smallest common element.
    for block in _blocks_in(document, container):
        found = find_addresses(block.text)
        if found:
            return (), found[0]
    return (), None


def _called_address(
    document: Document, container: int, lexicon: Lexicon, languages: tuple[str, ...]
) -> str | None:
    """Find a text of the form that is nothing but an address, right below a label that calls it so."""
    for label, block in pairwise(document.blocks):
        is_alone = container in block.within and find_addresses(block.text) == [block.text.strip()]
        is_label = len(label.text) <= _LABEL_LENGTH and not find_addresses(label.text)
        if is_alone and is_label and lexicon.find(Concept.EMAIL, label.text, languages):
            return block.text.strip()
    return None


def _blocks_in(document: Document, container: int) -> list[Block]:
    return [block for block in document.blocks if container in block.within]
