"""Finds the address that a form shows: in fields, in a list that its script made, or as mere text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import pairwise

from flows.concepts import Concept
from flows.hosts import REGISTRABLE_DOMAINS
from helper.email_check import find_addresses
from helper.page.facts import Block, Document, PageField
from helper.recognise.holders import is_held
from helper.recognise.words import Lexicon

FREE_TEXT = ("textarea", "editable")
_LABEL_LENGTH = 60  # characters
_SHORT_LABEL_LENGTH = 25  # characters: that of a message may say by what it is answered
_HEAD_LENGTH = 40  # characters of a long label
_CHOSEN = ("select", "radio", "combobox")  # kinds of fields in which an address is chosen, not written
_NOT_AN_ADDRESS_FIELD = ("search", "newsletter", "query")
# The star at a label: at either end of it. Bare words before a field end with it; further up it may be explained.
_STAR = "[*＊∗✱✻]"
_STARRED_NAME = re.compile(rf"^\W*{_STAR}|{_STAR}\W*$")
_STARRED_BEFORE = re.compile(rf"\w[^\w*]*{_STAR}[\s:)]*$")


class Need(Enum):
    """Whether a field has to be filled in, as far as the page says so."""

    REQUIRED = auto()
    UNSAID = auto()
    OPTIONAL = auto()


def shown_in(field: PageField) -> str:
    """Give the address that a field shows. Beside one that is chosen words may stand: "a@example.org (main address)"."""
    value = field.value or ""
    found = find_addresses(value) if field.kind in _CHOSEN else []
    return found[0] if len(found) == 1 else value


def addresses_shown(
    fields: Sequence[PageField], needs: Sequence[Need], texts: Sequence[str]
) -> tuple[str | None, ...]:
    """Give every address that a form shows, first what the person can change; "" for a field that is missed, None for nothing.

    An empty field is missed where nothing else shows an address, or where it has to be filled in. The first is the main one.
    """
    asked = list(zip(fields, needs, strict=True))
    filled = [(f, need) for f, need in asked if shown_in(f)]
    # What the form says to be filled in is: it does not ask for what it says nothing of.
    says_what = any(need is Need.REQUIRED and not f.is_locked for f, need in filled)
    is_in_doubt = all(need is Need.OPTIONAL for _, need in filled)

    def is_missed(field: PageField, need: Need) -> bool:
        is_main = field is fields[0]
        # Of a group of choices one is enough.
        can_be_filled = not field.is_locked and field.kind != "radio"
        if need is Need.REQUIRED and can_be_filled:
            return True
        if not filled:
            return is_main and not (need is Need.OPTIONAL and texts)
        # What stands there and is not read reads as no address: a telephone number, or one that is half typed.
        is_unread = field.value is None and field.kind in ("text", "other")
        is_asked_for = is_in_doubt or is_unread or (is_main and not says_what)
        return can_be_filled and need is Need.UNSAID and is_asked_for

    in_order = sorted(asked, key=lambda one: one[0].is_locked)
    shown = [shown_in(f) for f, need in in_order if shown_in(f) or is_missed(f, need)]
    return tuple(dict.fromkeys([*shown, *(texts or (() if fields else (None,)))]))


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
    words = _label_of(field)
    if field.kind == "combobox" and lexicon.find(Concept.COUNTRY, words, languages):
        return False
    return "mail" in technical or bool(lexicon.find(Concept.EMAIL, words, languages))


def _own_words(field: PageField) -> str:
    return " ".join(filter(None, (field.name, field.hint)))


def _label_of(field: PageField) -> str:
    """Give what a field is called: without words of its own those right before it, since further up other things are spoken of."""
    return _own_words(field) or field.before[-_LABEL_LENGTH:]


def _is_box_for_email(field: PageField, lexicon: Lexicon, languages: tuple[str, ...]) -> bool:
    """Tell whether a field for any text is one for an address: it is called so, or nothing but an address stands in it.

    One that is taken for an address is never written into (promise 2).
    """
    named, words = _own_words(field), _label_of(field)
    if any(lexicon.find(c, words, languages) for c in (Concept.EXPLANATION, Concept.ADDITIONAL)):
        return False
    value = (field.value or "").split()
    if len(value) > 1:
        return False
    called = named or (field.before[-_SHORT_LABEL_LENGTH:] if field.kind == "editable" else "")
    is_called = len(called) <= _SHORT_LABEL_LENGTH and lexicon.find(Concept.EMAIL, called, languages)
    return bool(is_called) or any("@" in word for word in value)


def asks_for_no_reasons(field: PageField, lexicon: Lexicon, languages: tuple[str, ...]) -> bool:
    """Tell whether a field for any text is called by what it wants instead of reasons: a name, a link, other accounts.

    A long label says so only where it names nothing that the form is about: "why you object (with a link)". What merely
    stands before a field may be the label of another one.
    """
    words, called = _label_of(field), field.name or field.hint
    label = called or words
    is_long = len(label) > _LABEL_LENGTH
    own = (Concept.EXPLANATION, Concept.ADDITIONAL, *((Concept.OBJECTION, Concept.AI) if is_long else ()))
    if any(lexicon.find(concept, words, languages) for concept in own):
        return False
    # What is asked for stands at the head of a label: a message may be answered by e-mail, and be of a data subject.
    head = label[:_HEAD_LENGTH] if is_long else label
    # "E-mail" alone is how one is answered.
    first_words = called[:_SHORT_LABEL_LENGTH] if len(called) > _SHORT_LABEL_LENGTH else ""
    places = ((Concept.IDENTITY, head), (Concept.OTHER_ACCOUNTS, called), (Concept.EMAIL, first_words))
    return any(lexicon.find(concept, text, languages) for concept, text in places)


def need_of(field: PageField, lexicon: Lexicon, languages: tuple[str, ...]) -> Need:
    """Tell whether a field has to be filled in: by its markup, else by the words or the star at its label."""
    if field.is_required:
        return Need.REQUIRED
    if lexicon.find(
        Concept.OPTIONAL, _own_words(field) or _last_words(field.before, lexicon, languages), languages
    ):
        return Need.OPTIONAL
    is_starred = _STARRED_NAME.search(field.name) or _STARRED_BEFORE.search(field.before)
    is_called = lexicon.find(Concept.REQUIRED, field.name, languages)
    return Need.REQUIRED if is_starred or is_called else Need.UNSAID


def _last_words(before: str, lexicon: Lexicon, languages: tuple[str, ...]) -> str:
    """Give what a label of bare words ends with; what stands before the label may be said of the field above."""
    words = before.split()[-2:]
    is_label = bool(words) and lexicon.find(Concept.EMAIL, words[-1], languages) is not None
    return "" if is_label else " ".join(words)


def find_email(
    document: Document,
    container: int,
    fields: Sequence[PageField],
    lexicon: Lexicon,
    languages: tuple[str, ...],
) -> tuple[tuple[PageField, ...], tuple[str, ...]]:
    """Find the addresses that the form shows: in fields, a list, or as text between the fields.

    Beside fields a text counts only if it is called an address: an example, a helper's address are not the person's. Beside
    a list or choices none does: what is not chosen is written there too. Where there is no field every text counts, since
    nothing tells to which the answer goes.
    """
    candidates = [f for f in fields if may_be_email(f, lexicon, languages)]
    # Several: the one that words or the browser's type call an address, one with a value before an empty one.
    candidates.sort(key=lambda f: (f.kind not in ("email", "select", "radio"), not f.value))
    if candidates:
        has_choices = any(f.kind in ("select", "radio") for f in candidates)
        called = () if has_choices else _called_addresses(document, container, lexicon, languages)
        return tuple(candidates), _of_persons(called)
    # A list that the page's script made is a button on which the chosen one is written. Where each address has a button of
    # its own, nothing tells which is chosen.
    written = [
        a
        for button in document.buttons
        if is_held(document, container, button.within)
        for a in find_addresses(button.text)
    ]
    if chosen := _of_persons(written):
        return (), chosen
    # In a frame or a flat page the address may stand just outside the smallest common element.
    blocks = _blocks_in(document, container)
    own = [b for b in blocks if not b.is_aside]
    for some in (own, blocks):
        if found := _of_persons(a for block in some for a in find_addresses(block.text)):
            return (), found
    return (), ()


def _of_persons(addresses: Iterable[str]) -> tuple[str, ...]:
    """Give each address once; one of the service's own, where its helpers are asked, only where no other stands."""
    found = tuple(dict.fromkeys(addresses))
    others = tuple(a for a in found if not _is_of_service(a))
    return others or found[:1]


def _is_of_service(address: str) -> bool:
    domain = address.rpartition("@")[2].casefold()
    return any(domain == own or domain.endswith("." + own) for own in REGISTRABLE_DOMAINS)


def _called_addresses(
    document: Document, container: int, lexicon: Lexicon, languages: tuple[str, ...]
) -> Iterable[str]:
    """Find the texts of the form that are nothing but an address, right below a label that calls it so."""
    for label, block in pairwise(document.blocks):
        is_alone = is_held(document, container, block.within) and find_addresses(block.text) == [
            block.text.strip()
        ]
        is_label = len(label.text) <= _LABEL_LENGTH and not find_addresses(label.text)
        if is_alone and is_label and lexicon.find(Concept.EMAIL, label.text, languages):
            yield block.text.strip()


def _blocks_in(document: Document, container: int) -> list[Block]:
    return [block for block in document.blocks if is_held(document, container, block.within)]
