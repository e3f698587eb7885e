"""One browser window for several attempts, one after another: each opens in a tab of its own, the one before is closed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from playwright.async_api import Error

from helper.browser.driver import Driver, first_line
from helper.browser.find import FoundBrowser
from helper.browser.launch import Opened, launch
from helper.browser.own_pages import OwnPages
from helper.errors import BrowserProblem


class OneWindow:
    """Opens the window when it is first needed and keeps it until `close`; the person may close it before."""

    def __init__(self, found: FoundBrowser) -> None:
        self._found = found
        self._stack = contextlib.AsyncExitStack()
        self._opened: Opened | None = None
        self._was_used = False  # by a service, whose traces are in the profile

    @property
    def is_open(self) -> bool:
        """Tell whether another attempt can use it: not yet opened, or still there."""
        return self._opened is None or bool(self._opened.context.pages)

    @contextlib.asynccontextmanager
    async def open(self, driver: Driver) -> AsyncIterator[Opened]:
        """Give the window for one attempt; raises BrowserProblem when no browser starts."""
        opened = await self._in_a_new_tab(driver)
        is_fresh, self._was_used = not self._was_used, True
        yield replace(opened, is_fresh=is_fresh)

    @contextlib.asynccontextmanager
    async def show(self, driver: Driver) -> AsyncIterator[OwnPages]:
        """Give pages of ours in a tab that nothing of a service has been in, and no other tab beside it."""
        opened = await self._in_a_new_tab(driver)
        async with OwnPages(opened.context, opened.page) as pages:
            yield pages

    async def _in_a_new_tab(self, driver: Driver) -> Opened:
        if self._opened is None:
            self._opened = await self._stack.enter_async_context(launch(driver, self._found))
            return self._opened
        context = self._opened.context
        before = context.pages
        try:
            page = await context.new_page()
        except Error as error:  # it was closed in this moment
            raise BrowserProblem("launch", browser=self._found.path, reason=first_line(error)) from error
        for old in before:
            with contextlib.suppress(Error):
                await old.close()
        return replace(self._opened, page=page)

    async def close(self) -> None:
        """Close the window, if it is still there, and remove its profile."""
        await self._stack.aclose()
        self._opened = None
        self._was_used = False
