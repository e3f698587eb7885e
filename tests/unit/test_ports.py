"""The port between guide and window is documented where it is defined, and what is said there is true."""

from __future__ import annotations

import asyncio
import inspect
import textwrap
from collections import deque
from collections.abc import Callable
from typing import Any, get_args

import pytest

from helper.browser.window import BrowserWindow
from helper.page import ports
from helper.page.facts import Page
from helper.page.ports import BrowserLost, Event, NoPicture, PageChanged, Stopped, WindowClosed

DOCUMENTED = inspect.getdoc(ports.Window) or ""
CALLS = {name for name in vars(ports.Window) if not name.startswith("_")}
WISHED, OTHER = Page(None), Page(None, ())


class Replay:
    """A window that tells what it was given, one after the other, and then that nothing more happened."""

    def __init__(self, *events: Event, pictures: tuple[object, ...] = (b"a picture",)) -> None:
        self._events, self._pictures = deque(events), deque(pictures)
        self.opened: list[str] = []

    async def next_event(self, timeout: float | None) -> Event | None:
        """Give what comes next."""
        return self._events.popleft() if self._events else None

    async def open(self, url: str) -> bool:
        """Reach nothing."""
        self.opened.append(url)
        return False

    async def take_picture(self, tab: int, *, whole: bool) -> object:
        """Give the next picture, or why there is none."""
        return self._pictures.popleft()


def example() -> Callable[..., Any]:
    """Give the function that the documentation shows."""
    source = textwrap.dedent(DOCUMENTED.partition("Example:")[2].partition("\n\n")[2])
    known = vars(ports) | {"Callable": Callable, "Picture": bytes}  # a picture of ours is a few bytes
    exec(compile(source, "the example", "exec"), known)  # noqa: S102  ours, from our own documentation
    function = known["picture_of"]
    assert callable(function)
    return function


CHANGED = PageChanged(1, WISHED)


@pytest.mark.parametrize(
    ("events", "pictures", "found"),
    [
        ((CHANGED,), (b"a picture",), b"a picture"),
        ((CHANGED, CHANGED), (NoPicture.TYPING, b"a picture"), b"a picture"),
        ((CHANGED,), (NoPicture.SENSITIVE,), None),
        ((WindowClosed(),), (), None),
        ((BrowserLost(), CHANGED), (b"a picture",), None),
        ((Stopped(130), CHANGED), (b"a picture",), None),
        ((), (), None),
    ],
)
def test_the_example_works(
    events: tuple[Event, ...], pictures: tuple[object, ...], found: bytes | None
) -> None:
    window = Replay(*events, pictures=pictures)
    assert asyncio.run(example()(window, "https://form.example/", lambda page: page is WISHED)) == found
    assert window.opened == ["https://form.example/"]


def test_the_example_looks_at_the_page() -> None:
    window = Replay(PageChanged(1, OTHER), Stopped(143))
    assert asyncio.run(example()(window, "https://form.example/", lambda page: page is WISHED)) is None


def test_every_event_and_every_call_has_its_place_in_the_protocol() -> None:
    named = {one.__name__ for one in get_args(Event)} | CALLS - {"browser_name", "is_fresh"}
    before_the_example = DOCUMENTED.partition("Example:")[0]
    spoken_of = {"take_picture": "picture", "take_urgent_picture": "urgent"}
    for name in named:
        assert spoken_of.get(name, f"`{name}`") in before_the_example, name
    for part in ("Order of calls", "Order of events", "Errors", "Time", "Cancellation"):
        assert f"**{part}.**" in DOCUMENTED


def test_the_window_of_the_browser_offers_the_port_and_what_its_owner_needs() -> None:
    public = {name for name in vars(BrowserWindow) if not name.startswith("_")}
    # Beside the port: what whoever puts a run together needs (`helper.session.running`), which the guide does not see.
    assert public == CALLS - {"browser_name", "is_fresh"} | {"start", "stop", "post", "catch_up"}
    for name in CALLS & public:
        ours, theirs = (inspect.signature(getattr(one, name)) for one in (BrowserWindow, ports.Window))
        assert ours == theirs, name
