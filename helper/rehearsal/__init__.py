"""The practice site and the pretend person who can use it: everything can be seen before an account is trusted to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from helper.browser.find import FoundBrowser
from helper.browser.launch import launch
from helper.browser.messages import Watched
from helper.browser.window import BrowserWindow
from helper.rehearsal.site import PracticeSite
from helper.texts import Texts


@contextlib.asynccontextmanager
async def open_rehearsal(
    found: FoundBrowser, watch: Callable[[], Watched], texts: Texts, address: str, *, autopilot: bool
) -> AsyncIterator[BrowserWindow]:
    """Open a window in which only the practice site exists; with `autopilot`, somebody uses it."""
    site = PracticeSite(texts, address)
    async with launch(found, watch, prepare=site.install) as window:
        person = None
        if autopilot:
            from helper.rehearsal.pretend_person import PretendPerson  # noqa: PLC0415  nobody else may have it

            person = asyncio.ensure_future(PretendPerson(window.home_page).go_through())
        try:
            yield window
        finally:
            if person:
                person.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await person
