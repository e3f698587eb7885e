"""Starts Playwright's driver, in an environment that logs nothing. Imports nothing else: the rest is loaded meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator

from playwright.async_api import Error, Playwright, async_playwright

from helper.errors import BrowserProblem

Driver = Playwright

# Names that make Playwright's driver or the browser write typed text or keys somewhere (evidence facts, section G).
_LEAKY = ("DEBUG", "PWDEBUG", "NODE_OPTIONS", "SSLKEYLOGFILE")


@contextlib.contextmanager
def clean_environment() -> Iterator[None]:
    """Hide what would make the driver or the browser log what is typed; everything else stays as it is."""
    hidden = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name in _LEAKY or (name.startswith(("PLAYWRIGHT_", "PW_")) and name != "PLAYWRIGHT_BROWSERS_PATH")
    }
    try:
        yield
    finally:
        os.environ.update(hidden)


@contextlib.asynccontextmanager
async def start_driver() -> AsyncIterator[asyncio.Task[Driver]]:
    """Start Playwright's driver in the background: a third of a second in which other things can be made ready."""
    with clean_environment():
        starting = asyncio.create_task(_start())
        try:
            yield starting
        finally:
            with contextlib.suppress(Error, BrowserProblem):
                await (await starting).stop()


async def _start() -> Driver:
    try:
        return await async_playwright().start()
    except (Error, OSError) as error:
        raise BrowserProblem("launch", browser="Playwright", reason=first_line(error)) from error


def first_line(error: Exception) -> str:
    """Give the line of an error's message that says most; Playwright's go on for pages."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
