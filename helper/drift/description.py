"""What may be kept of a page to mend a flow with: values that cannot hold a text from the page or about a person.

Private by construction: everything here is counted, measured, chosen from fixed lists, or taken from our own flows and
words; the one exception is 16 bits of a label's hash. `helper.drift.describe` makes it of a page.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from flows.concepts import Concept
from flows.schema import Digits, State, Text
from helper.page.facts import FieldKind
from helper.record import FormFingerprint, Frozen

Count = Annotated[int, Field(ge=0)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
PATH_PART = re.compile(r"[A-Za-z0-9_.-]{1,60}")
SIGN = re.compile(r"[a-z_]{1,40}(:[a-z_]{1,20})?")
KnownHost = Annotated[str, StringConstraints(pattern=rf"^{HOST.pattern}$")]
KnownPath = Annotated[str, StringConstraints(pattern=rf"^(/(\{{\d+\}}|{PATH_PART.pattern})?)*$")]
Sign = Annotated[str, StringConstraints(pattern=rf"^{SIGN.pattern}$")]
ShortHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{4}$")]


_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?", re.ASCII)


def language_tag(declared: str) -> str | None:
    """Give language and country of a declared language, which is too little to say anything else."""
    found = _LANGUAGE.fullmatch(declared.strip())
    if found is None:
        return None
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


# What browsers fill in by themselves (HTML, "autofill field names"), and parts of internal names that mean something.
TechnicalWord = Literal[
    "email", "username", "name", "given-name", "family-name", "tel", "country", "country-name", "current-password",
    "new-password", "one-time-code", "on", "off",
    "*mail*", "*search*", "*newsletter*", "*query*", "*country*", "*explanation*", "*reason*", "*captcha*", "*code*",
]  # fmt: skip


class Word(Frozen):
    """A word of our tables that stands in a text, as the table has it."""

    concept: Concept
    word: Text
    language: LanguageTag
    is_verified: bool = False


class Label(Frozen):
    """What a label or a button says: how long it is, 16 bits of its hash, and which words of ours are in it."""

    length: Count = 0
    hash: ShortHash | None = None
    words: tuple[Word, ...] = ()


class Position(Frozen):
    """Where something stands: the number of its form element and of its dialog, and how deep."""

    form: Count | None = None
    dialog: Count | None = None
    depth: Count = 0


class FieldShape(Frozen):
    """A field without its value."""

    kind: FieldKind
    purpose: Literal["email", "explanation", "text", "other"] | None = None  # in the form that was recognised
    is_required: bool = False
    is_locked: bool = False
    is_invalid: bool = False
    has_name: bool = False  # an accessible name; without one, the label is what stands before the field
    has_hint: bool = False
    has_technical: bool = False
    label: Label = Label()
    hint: Label = Label()
    markers: tuple[Text, ...] = ()  # technical names that the flow names
    technical: tuple[TechnicalWord, ...] = ()
    choice: Count | None = None  # buttons of one choice have the same number
    max_length: Count | None = None
    min_length: Count | None = None
    place: Position = Position()


class ButtonShape(Frozen):
    """A button; its hash only inside a form or a dialog, since a menu may hold the person's name."""

    is_submit: bool = False
    is_off: bool = False
    is_send: bool = False  # of the form that was recognised
    label: Label = Label()
    place: Position = Position()


class FormShape(Frozen):
    """A form element: which of the flow's numbers and internal names it carries."""

    is_native: bool
    ids: tuple[Digits, ...] = ()
    unknown_ids: Count = 0
    named_like: tuple[State, ...] = ()


class DialogShape(Frozen):
    """A dialog layer, and the number of the one that it lies in."""

    is_modal: bool
    dialog: Count | None = None


class FrameShape(Frozen):
    """A frame: its host only if the flow knows it, its size in CSS pixels rounded to tens."""

    host: KnownHost | None = None
    marks: tuple[State, ...] = ()
    width: Count = 0
    height: Count = 0


class BlockShape(Frozen):
    """A piece of text: its length rounded to tens, and the words of ours in it."""

    length: Count
    is_heading: bool = False
    live: Literal["", "alert", "status"] = ""
    dialog: Count | None = None
    words: tuple[Word, ...] = ()


class DocumentShape(Frozen):
    """One document: where it is as far as the flow knows that place, and what stands in it."""

    host: KnownHost | None = None  # of the flow, else nothing
    path: KnownPath | None = None  # {12}: a part of 12 characters that the flow does not know
    marks: tuple[State, ...] = ()  # what the address means by itself
    is_top: bool = False
    is_ours: bool = False
    is_visible: bool = False
    ready: Literal["loading", "interactive", "complete"]
    language: LanguageTag | None = None  # as declared
    is_cut: bool = False
    title: Label = Label()  # never a hash
    fields: tuple[FieldShape, ...] = ()
    buttons: tuple[ButtonShape, ...] = ()
    forms: tuple[FormShape, ...] = ()
    dialogs: tuple[DialogShape, ...] = ()
    frames: tuple[FrameShape, ...] = ()
    blocks: tuple[BlockShape, ...] = ()
    other_blocks: Count = 0  # plain text without a word of ours, or beyond the first ones


class PageShape(Frozen):
    """A page and what the recogniser made of it."""

    schema_version: Literal[1] = Field(alias="schema")
    state: State
    languages: tuple[LanguageTag, ...] = ()  # of the page's words
    is_wording_checked: bool = False
    is_locked_account: bool = False
    signs: tuple[Sign, ...] = ()
    is_withheld: bool = False  # a password or code field was visible: nothing else is kept of the page
    documents: tuple[DocumentShape, ...] = ()
    other_documents: Count = 0
    fingerprint: FormFingerprint | None = None

    def to_json(self) -> bytes:
        """Write it as a small file, without what is as usual."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True).encode("utf-8")
