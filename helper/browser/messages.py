"""What the watcher is told, and what it says: every message from a page is checked before anybody looks at it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from helper.page.facts import Chain, Document, Key, Page, PageFact
from helper.page.ports import Manner, Panel, Pressed

WrittenAddress = Annotated[str, Field(max_length=400)]

# What runs in each document, in this order, as one function: the watcher's parts use each other's names.
_WATCHER = (
    *("document", "elements", "controls", "secrets", "reading"),
    *("reports", "swaps", "acts", "insert", "personal", "start"),
)
SCRIPTS = ("real.js", "panel.js", *(f"watcher/{part}.js" for part in _WATCHER))
MAX_MESSAGE = 2_000_000  # bytes; a watcher's report is bounded far below


@dataclass(frozen=True)
class Watched:
    """What the watcher needs to know: where it may read, and which words name a password or a one-time code."""

    hosts: tuple[str, ...]
    locale_domains: tuple[str, ...]
    code_words: tuple[str, ...]
    labels: dict[str, str]  # the panel's own words: name, collapse, expand, move, steps, done
    language: str
    code_nouns: tuple[str, ...] = ()  # how the word "code" begins
    email_words: tuple[str, ...] = ()  # that name an address
    asked_words: tuple[str, ...] = ()  # that name what else a form of a service asks for
    password_words: tuple[str, ...] = ()
    pin_words: tuple[str, ...] = ()  # that name a code, as whole words, and not as one

    def script(self) -> str:
        """Give the source that runs in each document."""
        folder = resources.files("helper.browser")
        config = {
            "hosts": self.hosts,
            "localeDomains": self.locale_domains,
            "codeWords": self.code_words,
            "codeNouns": self.code_nouns,
            "emailWords": self.email_words,
            "askedWords": self.asked_words,
            "passwordWords": self.password_words,
            "pinWords": self.pin_words,
        }
        parts = [folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
        return "\n".join(["(() => {", f"const CONFIG = {json.dumps(config)};", *parts, "})();"])


def panel_model(
    panel: Panel,
    *,
    language: str,
    labels: Mapping[str, str],
    document: str,
    place: Mapping[str, object] | None,
    is_page: bool = False,
) -> dict[str, object]:
    """Give what the panel's script draws in a document; `place` is where the person last put it.

    `is_page`: it fills the window, in place of a page that did not load.
    """
    is_there = panel.document == document  # the keys of fields and buttons are those of one load
    return {
        "language": language,
        "labels": labels,
        "turn": panel.turn,
        "turnText": panel.turn_text,
        "now": panel.now,
        "stages": [{"text": stage.text, "status": stage.status} for stage in panel.stages],
        "lines": [{"tone": line.tone, "text": line.text} for line in panel.lines],
        "next": panel.next,
        "foot": panel.foot,
        "buttons": [{"id": key, "label": label} for key, label in panel.buttons],
        "paste": asdict(panel.paste) if panel.paste else None,
        "avoid": panel.avoid if is_there else (),
        "spare": panel.spare if is_there else (),
        "place": place,
        "isPage": is_page,
    }


class FactsMessage(PageFact):
    """What a document shows now."""

    kind: Literal["facts"]
    facts: Document


class PressMessage(PageFact):
    """The person pressed a button, or something that may be one; the facts are those of that very moment."""

    kind: Literal["press"]
    manner: Manner
    via: Literal["mouse", "keyboard", "enter"]
    target: int
    is_blocked: bool
    facts: Document
    text: Annotated[str, Field(max_length=120)]  # on a control that the page made itself
    within: Chain

    def as_event(self, tab: int, page: Page, at: float) -> Pressed:
        """Give it as an event of a tab that shows `page`; `at`: seconds, of the monotonic clock."""
        control = self.facts.id, self.target, self.via, self.is_blocked, self.manner, self.text, self.within
        return Pressed(tab, page, *control, at)


class SwapMessage(PageFact):
    """After a press the page itself put another address in the place of the one that stood there."""

    kind: Literal["swap"]
    document: str
    fields: Annotated[tuple[tuple[Key, WrittenAddress, WrittenAddress], ...], Field(max_length=80)]
    sent: Annotated[tuple[tuple[WrittenAddress, WrittenAddress], ...], Field(max_length=20)]


class ActivityMessage(PageFact):
    """The person did something."""

    kind: Literal["activity"]


class UnseenMessage(PageFact):
    """The person types or goes into something in which no field is known: it may be in a closed shadow root."""

    kind: Literal["unseen"]


class VouchMessage(PageFact):
    """Whether a secret is visible, told unasked: while a sent form waits for its answer, and as the document goes away."""

    kind: Literal["vouch", "leaving"]
    at: float  # milliseconds since the epoch
    has_secret: bool
    is_aside: bool  # the panel is out of the way, or there is none in this document


class PanelMessage(PageFact):
    """The person pressed a button of the panel."""

    kind: Literal["panel"]
    button: str


class PlaceMessage(PageFact):
    """The person moved or folded the panel: it stands there on the next page too."""

    kind: Literal["place"]
    corner: Annotated[int, Field(ge=0, le=3)]
    x: float | None  # CSS pixels; null when it stands in its corner
    y: float | None
    folded: bool


Message = (
    FactsMessage
    | PressMessage
    | SwapMessage
    | ActivityMessage
    | UnseenMessage
    | VouchMessage
    | PanelMessage
    | PlaceMessage
)
MESSAGES: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])
