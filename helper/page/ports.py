"""What the guide sees of the world: a window that it can watch, picture and write one text into, and nothing more.

The window has no way to press, type or choose: that the program never sends a form is a property of these types. The
protocol of the calls and events, and an example, stand at `Window`; `helper.browser.window.BrowserWindow` is the one
implementation that opens a browser, and a test may use any object with these methods.
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
    """A tab shows something else: all that is known of it now, never a difference.

    `page` without a `top` says that nothing is known. `is_theirs`: the person opened the tab by themselves, and a page of the
    service in it.
    """

    tab: int
    page: Page
    is_theirs: bool = False


@dataclass(frozen=True)
class Arrived:
    """A page was opened in a tab; who answered, and which time it is there. What it shows comes by itself, before or after."""

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
class Swapped:
    """After a press the page itself put another address into a field, or into what the browser gathers to be sent.

    `fields`: each field with the address that stood in it as the person pressed, and the one that it shows now. `sent`: of
    what is gathered each address, behind the one that stood in the field of that name; behind "" where none of these names
    is that of such a field. Nothing was gathered: empty.
    """

    tab: int
    document: str
    fields: tuple[tuple[int, str, str], ...] = ()
    sent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Requested:
    """A tab sends something to a server (never what): by a form of its own (`is_navigation`) or by its script."""

    tab: int
    documents: tuple[str, ...]  # addresses of the document that sends and of those around it, without query
    url: str  # without query
    is_navigation: bool
    at: float  # seconds, of the monotonic clock


@dataclass(frozen=True)
class Active:
    """The person did something: the wait starts anew. A document tells it at most once a second."""


@dataclass(frozen=True)
class PanelPressed:
    """The person pressed a button of the panel, perhaps of one that has been replaced meanwhile."""

    button: str
    tab: int  # in which they pressed it


@dataclass(frozen=True)
class TabClosed:
    """A tab is gone, others are left. Its number is never used again."""

    tab: int


@dataclass(frozen=True)
class WindowClosed:
    """The person closed the window, or the last tab of the attempt: nothing more can be seen."""


@dataclass(frozen=True)
class BrowserLost:
    """The browser ended without being closed, or the connection to it broke: nothing more can be seen."""


@dataclass(frozen=True)
class Stopped:
    """Ctrl-C (130) or a request to end (143): from outside the browser, at any time, and perhaps more than once."""

    status: int


@dataclass(frozen=True)
class WentOn:
    """The program stood still (Ctrl+Z), the window did not, and all that happened there meanwhile has been told by now.

    `is_all` is False where the browser does not tell any more: what the person did meanwhile is not known.
    """

    is_all: bool


Event = (
    PageChanged
    | Arrived
    | Pressed
    | Swapped
    | Requested
    | Active
    | PanelPressed
    | TabClosed
    | WindowClosed
    | BrowserLost
    | Stopped
    | WentOn
)


@dataclass(frozen=True)
class Picture:
    """A picture of a page, with what the page held right before and right after it was taken."""

    png: bytes
    taken_at: dt.datetime
    url: str
    regions: tuple[Region, ...]
    scale: float | None  # pixels to a CSS pixel of the page; None when the regions are not known to be all
    before: Page
    after: Page
    is_whole: bool = False  # it shows the whole page, not only what is in the window


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
    """What came of writing a text: `value` is what stands in the field now.

    `inserted`: it was appended; what the page made of it is in `value`. `changed`: nothing was written, the field holds
    something else than was expected. `gone`: the field is no longer there or no longer shown, a password is asked for,
    or the page did not answer. `cancelled`: nothing was written, the person pressed a button first or another text was asked for.
    """

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

    turn: Literal["you", "us", "wait", "done", "problem"]
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
    """The person's browser window.

    **Before and after.** Whoever puts a run together opens the browser, starts the watch, hands the window over, and ends
    both afterwards (`helper.session.running.run_errand`). So neither stands here: the guide never opens or closes a window.

    **Order of calls.** One event loop, one reader of `next_event`. `open` comes first, since before it the attempt's tab is
    empty, and again whenever there is another address. `show` may be called at any time. A picture is taken one at a time:
    each puts the panel aside for a moment. `insert` may wait for a minute and is meant to run beside everything else.

    **Order of events.** They wait in a queue from the moment the watch begins; none is dropped, whoever reads late gets them
    all, in the order in which the window heard of them. What that order is worth:

    - `PageChanged` comes whenever a document reports something new, many times for one page. Of a tab that the person
      opened themselves it comes only while a password or code field is visible there.
    - `Arrived` and the first `PageChanged` of the same page come in either order; a page may show without an `Arrived` (it
      was there before, or its script drew it anew).
    - `Pressed` carries the page as it was at that moment: no `PageChanged` need have shown it, and none need follow.
    - `Swapped` comes after the `Pressed` that it is about, at most some seconds later, and perhaps several times.
    - `Requested` may come before the `Pressed` that caused it. Their times (`at`, one clock) tell, not their order.
    - `PanelPressed`, `Active`, `TabClosed`, `Stopped` and `WentOn` may come between any two others. After `TabClosed` something that
      was on its way from that tab may still come.
    - `WindowClosed` or `BrowserLost` comes once, as the last word of the browser. Only `Stopped` may follow.

    **Errors.** What a page, the network or the browser does is never raised: `open` gives False, a picture is a `NoPicture`,
    an `Insertion` is `gone`. After the end too: every call may still be made, and does nothing. What is raised is a bug.

    **Time.** `open` returns as soon as a server answers, not when the page stands there. A picture takes at most 15 seconds,
    an urgent one 2, a text 60. `show` returns before anything is drawn.

    **Cancellation.** Every call may be cancelled. `next_event` loses no event by it. A picture that is cancelled puts the panel
    back. `insert` only stops to wait for what becomes of the text: the page may still write it, once, unless the person
    presses a button or another text is asked for; the next `PageChanged` tells what stands in the field.

    Example: wait until a page is as wished, and picture it.

        async def picture_of(window: Window, address: str, is_wished: Callable[[Page], bool]) -> Picture | None:
            await window.open(address)  # False may mean the network; the person may yet reload: so wait in any case
            while event := await window.next_event(timeout=60):
                match event:
                    case PageChanged(tab, page) if is_wished(page):
                        picture = await window.take_picture(tab, whole=True)
                        if isinstance(picture, Picture):
                            return picture  # else a secret is in view or the person types: the next change may tell more
                    case WindowClosed() | BrowserLost() | Stopped():
                        return None
            return None  # nothing happened for a minute
    """

    @property
    def browser_name(self) -> str:
        """Name and version of the browser."""
        ...

    @property
    def is_fresh(self) -> bool:
        """Tell whether its profile is new and belongs to this attempt alone."""
        ...

    async def next_event(self, timeout: float | None) -> Event | None:
        """Wait for what happens next; None when `timeout` seconds have passed. None as `timeout` waits for ever."""
        ...

    async def open(self, url: str) -> bool:
        """Open an address in the tab of the attempt, or in a new one when that was closed; False when the network failed.

        True promises no page: what stands there, the browser's own page of an error too, comes as `PageChanged`.
        """
        ...

    async def show(self, panel: Panel) -> None:
        """Draw the panel in every tab of the attempt, and in each page that comes after, until another is shown."""
        ...

    async def take_picture(self, tab: int, *, whole: bool) -> Picture | NoPicture:
        """Take a picture of the whole page, or of what is in view, or say why none was taken.

        A page that is very long is pictured as it is in view. Whether a secret may be visible is asked of every tab, before
        and after; what was taken meanwhile is thrown away.
        """
        ...

    async def take_urgent_picture(self, tab: int) -> Picture | NoPicture:
        """Take a picture of what is in view in the moment of Send, without asking the page anything.

        While a sent form waits for its answer, a page answers no question. So regions and scale of this one are not known.
        """
        ...

    async def insert(self, place: Place, expected: str, text: str) -> Insertion:
        """Append `text` to a field that still holds `expected`, not while the person types (a second without a key).

        The only thing that is ever written into a page; the field gets no focus and no key.
        """
        ...
