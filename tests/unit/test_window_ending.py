"""When a window has ended: not while a tab is coming that the person opened before they closed the last one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from helper.browser import ending
from helper.browser.tabs import Tab
from helper.browser.window import BrowserWindow
from helper.page.ports import BrowserLost, Event, TabClosed, WindowClosed


class Page:
    """A page of the browser that tells by whom it was opened as soon as it may."""

    def __init__(self) -> None:
        self.may_tell = asyncio.Event()

    async def opener(self) -> None:
        await self.may_tell.wait()


class Window(BrowserWindow):
    """A window whose tabs are known as soon as they are watched."""

    def __init__(self, *, is_own: bool = True) -> None:
        opened = SimpleNamespace(
            name="none", is_fresh=True, context=None, page=None, profile=None, is_own=is_own
        )
        super().__init__(opened, SimpleNamespace(script=str))  # type: ignore[arg-type]
        self._said_goodbye = True

    async def _watch(self, page: Any, *, is_ours: bool) -> Tab:
        self._count += 1
        tab = self._tabs[page] = Tab(self._count, page, is_ours, is_theirs=not is_ours)
        return tab


def run(story: Callable[[], Awaitable[None]]) -> None:
    with ThreadPoolExecutor(1) as thread:  # pytest-playwright keeps a loop of its own in this thread
        thread.submit(lambda: asyncio.run(asyncio.wait_for(story(), 20))).result()  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _without_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "_ANOTHER_SECONDS", 0.0)


async def closed_with_a_tab_coming(window: Window) -> tuple[Page, Event | None]:
    """Close the only tab while another is coming; gives that one, and what is told."""
    first, second = await window._watch(Page(), is_ours=True), Page()
    window._on_page(second)  # type: ignore[arg-type]
    window._on_tab_closed(first)
    return second, await window.next_event(10)


def test_a_tab_that_was_not_looked_at_yet_keeps_the_window_open() -> None:
    async def story() -> None:
        window = Window()
        second, told = await closed_with_a_tab_coming(window)
        assert told == TabClosed(1)
        second.may_tell.set()
        await asyncio.gather(*window._tasks)
        window._on_tab_closed(window._tabs[second])  # type: ignore[index]
        assert isinstance(await window.next_event(10), WindowClosed)

    run(story)


def test_a_tab_of_somebody_elses_window_does_not() -> None:
    async def story() -> None:
        window = Window(is_own=False)
        second, told = await closed_with_a_tab_coming(window)
        assert told == TabClosed(1)
        second.may_tell.set()
        assert isinstance(await window.next_event(10), WindowClosed)

    run(story)


def test_the_last_tab_is_the_end_and_is_told_once() -> None:
    async def story() -> None:
        window = Window()
        window._on_tab_closed(await window._watch(Page(), is_ours=True))
        window._on_context_closed(None)
        assert isinstance(await window.next_event(10), WindowClosed)
        await asyncio.gather(*window._tasks)
        assert await window.next_event(0) is None

    run(story)


def test_a_browser_that_is_gone_is_lost_whatever_was_coming() -> None:
    async def story() -> None:
        window = Window()
        window._said_goodbye = False
        window._on_page(Page())  # type: ignore[arg-type]
        window._on_tab_closed(await window._watch(Page(), is_ours=True))
        window._on_context_closed(None)
        assert isinstance(await window.next_event(10), BrowserLost)

    run(story)
