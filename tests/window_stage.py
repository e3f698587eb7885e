"""A real browser with the program's window in it and pages of the test's own, in a thread that may have an event loop."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Route, async_playwright
from playwright.async_api import Frame as PlaywrightFrame
from playwright.async_api import Page as PlaywrightPage
from replica.browser_wrapper import write_lean_wrapper

from helper.browser.launch import Opened
from helper.browser.messages import Watched
from helper.browser.window import BrowserWindow
from helper.page.ports import Event

HOST = "form.example"
OTHER = "login.example"  # of another site: a frame of it lives in a process of its own
WATCHED = Watched(hosts=(HOST,), locale_domains=(), code_words=("code",), labels={}, language="en")

Page = str | Awaitable[str]


def in_thread(test: Callable[..., Awaitable[None]], *arguments: object) -> None:
    """Run an asynchronous test: the test's own thread may have the loop of another Playwright."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(asyncio.wait_for(test(*arguments), 60))  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001  raised again in the test's own thread
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


class HeldSessions:
    """Stands between the window and Chromium: opens no session into a frame before `release`."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._open = asyncio.Event()
        self._open.set()
        self.asked: list[PlaywrightPage | PlaywrightFrame] = []

    def hold(self) -> None:
        """From now on frames stay unseen."""
        self._open.clear()

    def release(self) -> None:
        """Let the window look into the frames."""
        self._open.set()

    async def new_cdp_session(self, page: PlaywrightPage | PlaywrightFrame) -> CDPSession:
        """Open a session, of a frame not before it is released."""
        self.asked.append(page)
        if isinstance(page, PlaywrightFrame):
            await self._open.wait()
        return await self._context.new_cdp_session(page)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


class WindowStage:
    """The window, the page in it, and what the services' addresses show."""

    def __init__(self, window: BrowserWindow, page: PlaywrightPage, sessions: HeldSessions) -> None:
        self.window, self.page, self.sessions = window, page, sessions

    async def wait_for(self, is_wanted: Callable[[Event], object], seconds: float = 15) -> Event:
        """Take the window's events until one is wanted."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self.window.next_event(seconds)
                if event is not None and is_wanted(event):
                    return event


@contextlib.asynccontextmanager
async def open_window(
    folder: Path, pages: Mapping[str, Page], *, is_own: bool = True, beside: str = ""
) -> AsyncIterator[WindowStage]:
    """Open a browser whose addresses show `pages`, by their addresses; one that is awaited is held until it is there.

    `beside`: an address that another tab shows already, as in a browser that the person started.
    """

    async def answer(route: Route) -> None:
        found = pages.get(route.request.url)
        if found is None:
            await route.abort()
            return
        body = found if isinstance(found, str) else await asyncio.shield(asyncio.ensure_future(found))
        with contextlib.suppress(Exception):  # the page may have gone meanwhile
            kind = mimetypes.guess_type(route.request.url)[0] or "text/html; charset=utf-8"
            await route.fulfill(body=body, content_type=kind)

    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            folder,
            executable_path=write_lean_wrapper(folder),
            headless=False,
            no_viewport=True,
            chromium_sandbox=False,
        )
        try:
            await context.route("**/*", answer)
            page = context.pages[0]
            if beside:
                await page.goto(beside)
                page = await context.new_page()
            sessions = HeldSessions(context)
            opened = Opened(sessions, page, "Chromium", is_own=is_own, is_fresh=True)  # type: ignore[arg-type]
            window = BrowserWindow(opened, WATCHED)
            await window.start()
            yield WindowStage(window, page, sessions)
            await window.stop()
        finally:
            await context.close()
