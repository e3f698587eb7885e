"""What the watcher reports of a page: plain values, bounded and checked, with no idea of any service.

Everything here comes from a page that may be hostile: strict models, nothing extra, sizes capped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

FieldKind = Literal[
    "email", "text", "textarea", "editable", "select", "combobox", "radio", "checkbox", "file",
    "password", "code", "search", "tel", "number", "url", "date", "other",
]  # fmt: skip
Key = Annotated[int, Field(ge=1)]  # names an element within its document
# What a picture shows of an element: all; not all, since a part of the page scrolls by itself, or it holds more than it
# shows (`cut`); all only if the picture is larger than the window (`off`).
FieldSight = Literal["whole", "cut", "off"]
Chain = tuple[int, ...]  # an element's ancestors, nearest first


class PageFact(BaseModel):
    """Part of a report."""

    # The script speaks camelCase, as its language does.
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, alias_generator=to_camel, populate_by_name=True
    )


class Block(PageFact):
    """A visible piece of text, as one block of the layout."""

    text: Annotated[str, StringConstraints(max_length=1500)]
    dialog: int | None = None
    live: Literal["", "alert", "status"] = ""
    is_heading: bool = False
    # In a header, footer or menu of the page: it says nothing of what the page is about.
    is_aside: bool = False
    # One of several answers that the person may give, or another step than the one they are at: nothing is said by it.
    is_named_only: bool = False
    is_link: bool = False  # a link to somewhere else, from its first letter to its last
    within: Chain = ()  # only of headings, and of blocks that hold an address
    floating: int | None = None  # which of the document's `floating` it stands in


class PageField(PageFact):
    """A visible field. `value` is reported only where it may be an address or an explanation."""

    key: Key
    kind: FieldKind
    name: str
    before: str
    hint: str
    technical: str
    group: str
    value: str | None
    is_required: bool
    is_locked: bool
    is_invalid: bool
    max_length: int | None
    min_length: int | None
    touches: int
    within: Chain
    is_aside: bool = False  # in a header, footer, menu or search: no part of what the page is about
    sight: FieldSight = "whole"
    is_beside_image: bool = False  # of a field of kind "code": it may ask for what an image shows

    @property
    def words(self) -> str:
        """All the words that name the field: its accessible name, its hint, else what stands before it."""
        named = " ".join(part for part in (self.name, self.hint) if part)
        return f"{named} {self.before}" if self.name == "" else named


class Button(PageFact):
    """A visible button."""

    key: Key
    text: str
    # Made by the page of something that is no button, beside some that are: perhaps none.
    is_made: bool = False
    is_submit: bool
    is_off: bool
    within: Chain


class FormElement(PageFact):
    """A form element: technical names stay English in every language (a public copy of Facebook's form page, January 2026)."""

    key: Key
    is_native: bool
    technical: str
    ids: tuple[str, ...]


class Dialog(PageFact):
    """A dialog layer."""

    key: Key
    is_modal: bool
    within: Chain
    name: str = ""


class Frame(PageFact):
    """A frame element, by where it comes from and how large it is, in CSS pixels."""

    host: str
    path: str
    width: int
    height: int
    within: Chain
    sight: FieldSight = "whole"
    place: int | None = None  # its number among the frame elements of its document; None where it has none
    words: str = ""  # its title, else what stands before it


class Document(PageFact):
    """One document of a page: the page itself or a frame."""

    id: str  # names this load of the document
    url: str  # without query and fragment
    is_top: bool
    is_ours: bool  # on one of the flow's hosts; of others only what follows is known
    inherits: bool
    has_password: bool
    has_code: bool
    is_unsure: bool = False  # not all of it was looked at, being too much or unreadable: there may be either
    is_visible: bool
    ready: Literal["loading", "interactive", "complete"]
    language: str = ""
    title: str = ""
    route: str = ""  # its path by now: a page's script may show another page without loading one
    blocks: tuple[Block, ...] = ()
    is_cut: bool = False  # the text was longer than what is read
    fields: tuple[PageField, ...] = ()
    buttons: tuple[Button, ...] = ()
    forms: tuple[FormElement, ...] = ()
    dialogs: tuple[Dialog, ...] = ()
    # Layers to write in that are called nothing, and stay in their place as the page is scrolled: a chat, mostly.
    floating: tuple[Key, ...] = ()
    frames: tuple[Frame, ...] = ()
    # Of a frame of the page's own site: the `place` of each frame element around it, from the top down. Of another
    # site's None, since neither can look into the other.
    frame_path: tuple[int, ...] | None = None

    @property
    def has_secret(self) -> bool:
        """Tell whether a password or a one-time-code field is visible in it, or may be."""
        return self.has_password or self.has_code or self.is_unsure

    @property
    def host(self) -> str:
        """The document's host, lower case."""
        return (urlsplit(self.url).hostname or "").lower()

    @property
    def has_not_loaded(self) -> bool:
        """Tell whether this is the browser's own page in place of one that did not come; no site can have that address."""
        return self.url.startswith("chrome-error:")

    @property
    def path(self) -> str:
        """The document's path."""
        return urlsplit(self.url).path


@dataclass(frozen=True)
class Page:
    """What one tab shows: the top document and the frames in it. `None` as long as nothing was reported.

    `has_crashed`: the page died, and what stands there now is none of the service's.
    """

    top: Document | None
    frames: tuple[Document, ...] = ()
    has_crashed: bool = False

    @property
    def url(self) -> str:
        """The address of the tab."""
        return self.top.url if self.top else "about:blank"

    @property
    def is_loading(self) -> bool:
        """Tell whether the page has only begun to arrive."""
        return self.top is not None and self.top.ready == "loading"

    def frames_in(self, document: Document) -> Iterator[tuple[Frame, Document]]:
        """Give the frames of a document's own site, each with the document that it shows now."""
        if document.frame_path is None:
            return
        for frame in document.frames:
            path = (*document.frame_path, frame.place)
            shown = [d for d in self.frames if d.frame_path == path]
            if len(shown) == 1:
                yield frame, shown[0]

    @property
    def documents(self) -> Iterator[Document]:
        """All documents, the top one first."""
        if self.top:
            yield self.top
        yield from self.frames

    @property
    def has_secret(self) -> bool:
        """Tell whether a password or a one-time-code field is visible in any frame."""
        return any(d.has_secret and (d.is_visible or d.is_top) for d in self.documents)

    def texts(self) -> frozenset[str]:
        """Give the visible blocks of text, to see later what is new."""
        return frozenset(block.text for document in self.documents for block in document.blocks)
