"""What the guide sees of the world: a window that it can watch, picture and write one text into, and nothing more.

The window has no way to press, type or choose: that the program never sends a form is a property of these types.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from helper.page.facts import Chain, Page
from helper.record import Region, Server


@dataclass(frozen=True)
class PageChanged:
    """A tab shows something else."""

    tab: int
    page: Page


@dataclass(frozen=True)
class Arrived:
    """A page was opened in a tab; who answered, and which time it is there."""

    tab: int
    url: str
    at: dt.datetime
    status: int
    server: Server
    service_date: dt.datetime | None


# What the person acted on. `button`: a control that is among the facts, or Enter in a field of one line without an HTML
# form. `made`: a control that only the page knows for one. `other`: another piece of the page. `field`: Enter or
# Ctrl+Enter in a field. `submit`: an HTML form that says that it is being sent, by no button.
Manner = Literal["button", "made", "other", "field", "submit"]


@dataclass(frozen=True)
class Pressed:
    """The person pressed a button, or Enter in a field; `page` is what stood there at that moment.

    `is_blocked`: the button is off, or the browser's own validation stops the form.
    """

    tab: int
    page: Page
    document: str
    target: int
    via: Literal["mouse", "keyboard", "enter"]
    is_blocked: bool
    manner: Manner = "button"
    text: str = ""  # on a `made` control
    within: Chain = ()
    at: float = 0.0  # seconds, of the monotonic clock


@dataclass(frozen=True)
class Requested:
    """A tab sends something to a server: by a form of its own (`is_navigation`) or by its script."""

    tab: int
    documents: tuple[str, ...]  # addresses of the document that sends and of those around it, without query
    url: str  # without query
    is_navigation: bool
    at: float  # seconds, of the monotonic clock


@dataclass(frozen=True)
class Active:
    """The person did something: the wait starts anew."""


@dataclass(frozen=True)
class PanelPressed:
    """The person pressed a button of the panel."""

    button: str
    tab: int = 0  # in which they pressed it; 0: not told


@dataclass(frozen=True)
class TabClosed:
    """A tab is gone, others are left."""

    tab: int


@dataclass(frozen=True)
class WindowClosed:
    """The person closed the window."""


@dataclass(frozen=True)
class BrowserLost:
    """The browser ended without being closed, or the connection to it broke."""


@dataclass(frozen=True)
class Stopped:
    """Ctrl-C (130) or a request to end (143)."""

    status: int


Event = (
    PageChanged
    | Arrived
    | Pressed
    | Requested
    | Active
    | PanelPressed
    | TabClosed
    | WindowClosed
    | BrowserLost
    | Stopped
)


@dataclass(frozen=True)
class Picture:
    """A picture of a page, with what the page held right before and right after it was taken."""

    png: bytes
    taken_at: dt.datetime
    url: str
    is_whole: bool
    regions: tuple[Region, ...]
    scale: float | None  # pixels to a CSS pixel of the page; None when the regions are not known to be all
    before: Page
    after: Page


class NoPicture(StrEnum):
    """Why no picture was taken."""

    SENSITIVE = "sensitive"  # a password or code field is visible, or may be
    TYPING = "typing"  # the person is typing: a picture of the whole page would disturb
    GONE = "gone"  # the page went away or did not answer


@dataclass(frozen=True)
class Place:
    """A field on a page."""

    tab: int
    document: str
    key: int


@dataclass(frozen=True)
class Insertion:
    """What came of writing a text: `value` is what stands in the field now."""

    status: Literal["inserted", "changed", "gone", "cancelled"]
    value: str | None


Tone = Literal["ok", "warn", "info", "plain"]


@dataclass(frozen=True)
class Line:
    """One thing that the panel says."""

    tone: Tone
    text: str


@dataclass(frozen=True)
class Stage:
    """A part of the way to a kept answer, as the panel's list of steps shows it."""

    text: str
    status: Literal["done", "now", "todo"]


@dataclass(frozen=True)
class Paste:
    """A text that the person may copy out of the panel and paste into the page themselves."""

    text: str
    copy: str  # on the button
    copied: str  # said once it is on the clipboard
    by_keys: str  # said where the page forbids the clipboard: the text is selected


@dataclass(frozen=True)
class Panel:
    """What the panel shows: whose turn it is, what is going on, what comes next."""

    turn: Literal["you", "us", "done", "problem"]
    turn_text: str
    now: str
    stages: tuple[Stage, ...] = ()
    lines: tuple[Line, ...] = ()
    next: str = ""
    foot: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    paste: Paste | None = None
    avoid: tuple[int, ...] = ()  # keys of the send control, never to be covered
    spare: tuple[int, ...] = ()  # keys of the fields, better not covered
    document: str = ""  # in which these keys are


class Window(Protocol):
    """The person's browser window."""

    @property
    def browser_name(self) -> str:
        """Name and version of the browser."""
        ...

    @property
    def is_fresh(self) -> bool:
        """Tell whether its profile is new and belongs to this attempt alone."""
        ...

    async def next_event(self, timeout: float | None) -> Event | None:
        """Wait for what happens next; None when `timeout` seconds have passed."""
        ...

    async def open(self, url: str) -> bool:
        """Open an address in the tab of the attempt; False when it could not be reached."""
        ...

    async def show(self, panel: Panel) -> None:
        """Draw the panel."""
        ...

    async def take_picture(self, tab: int, *, whole: bool) -> Picture | NoPicture:
        """Take a picture of the whole page, or of what is in view, or say why none was taken."""
        ...

    async def take_urgent_picture(self, tab: int) -> Picture | NoPicture:
        """Take a picture of what is in view in the moment of Send, without asking the page anything."""
        ...

    async def insert(self, place: Place, expected: str, text: str) -> Insertion:
        """Append `text` to a field that still holds `expected`, not while the person types."""
        ...
