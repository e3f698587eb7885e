"""The practice site and the pretend person who can use it: everything can be seen before an account is trusted to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from helper.browser.driver import Driver
from helper.browser.find import FoundBrowser
from helper.browser.launch import Opened, launch
from helper.guide.timing import end
from helper.rehearsal.site import PracticeSite
from helper.texts import Texts


@contextlib.asynccontextmanager
async def open_rehearsal(
    driver: Driver, found: FoundBrowser, texts: Texts, address: str, *, autopilot: bool
) -> AsyncIterator[Opened]:
    """Open a window in which only the practice site exists; with `autopilot`, somebody uses it."""
    site = PracticeSite(texts, address)
    async with launch(driver, found, is_offline=True) as opened:
        await site.install(opened.context)
        person = None
        if autopilot:
            from helper.rehearsal.pretend_person import PretendPerson  # noqa: PLC0415  nobody else may have it

            person = asyncio.ensure_future(PretendPerson(opened.page).go_through())
        try:
            yield opened
        finally:
            await end(person)
