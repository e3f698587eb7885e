"""One browser window for several attempts, one after another: each opens in a tab of its own, the one before is closed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from playwright.async_api import Error

from helper.browser.driver import Driver
from helper.browser.find import FoundBrowser
from helper.browser.launch import Opened, launch


class OneWindow:
    """Opens the window for the first attempt and keeps it until `close`; the person may close it before."""

    def __init__(self, found: FoundBrowser) -> None:
        self._found = found
        self._stack = contextlib.AsyncExitStack()
        self._opened: Opened | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether another attempt can use it: not yet opened, or still there."""
        return self._opened is None or bool(self._opened.context.pages)

    @contextlib.asynccontextmanager
    async def open(self, driver: Driver) -> AsyncIterator[Opened]:
        """Give the window for one attempt; raises BrowserProblem when no browser starts."""
        if self._opened is None:
            self._opened = await self._stack.enter_async_context(launch(driver, self._found))
            yield self._opened
            return
        context = self._opened.context
        before = context.pages
        page = await context.new_page()
        for old in before:
            with contextlib.suppress(Error):
                await old.close()
        # What the service before left in the profile is there: it is not fresh any more.
        yield replace(self._opened, page=page, is_fresh=False)

    async def close(self) -> None:
        """Close the window, if it is still there, and remove its profile."""
        await self._stack.aclose()
        self._opened = None
