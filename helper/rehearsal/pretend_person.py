"""A pretend person who uses the practice site with mouse and keyboard, for a demonstration that ends by itself.

The only module that acts on a page. Only `optout-assist rehearse --autopilot` imports it, and it refuses to touch any
address but the practice site's.
"""

from __future__ import annotations

import asyncio

from playwright.async_api import Error, Locator, Page

from flows.hosts import PRACTICE_HOST, split_web_address

# Slow enough to be followed with the eyes.
_BETWEEN_ACTS = 0.7
_BETWEEN_KEYS = 25  # milliseconds


class PretendPerson:
    """Logs in, reads, adds a sentence, presses Send, looks at the answer and closes the window."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def go_through(self) -> None:
        """Do what a person would do; ends early when the window goes away."""
        try:
            await self._write("input[type=password]", "practice")
            await self._push("button[type=submit]")
            await self._page.locator("textarea").wait_for()
            await asyncio.sleep(3 * _BETWEEN_ACTS)
            await self._push("button[type=submit]")
            await self._page.locator(".answer").wait_for()
            await asyncio.sleep(4 * _BETWEEN_ACTS)
            await self._page.close()
        except Error:
            return  # somebody closed the window first

    async def _find(self, selector: str) -> Locator:
        found = self._page.locator(selector)
        await found.wait_for()
        await asyncio.sleep(_BETWEEN_ACTS)
        parts = split_web_address(self._page.url)
        if parts is None or parts.hostname != PRACTICE_HOST:
            raise PermissionError("the pretend person only uses the practice site")
        return found

    async def _push(self, selector: str) -> None:
        await (await self._find(selector)).click()

    async def _write(self, selector: str, text: str) -> None:
        await (await self._find(selector)).press_sequentially(text, delay=_BETWEEN_KEYS)
