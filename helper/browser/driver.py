"""Starts Playwright's driver, in an environment that logs nothing. Imports little: the rest is loaded meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from playwright.async_api import Error, Playwright, async_playwright

from helper.browser.leaky import LEAKY
from helper.errors import BrowserProblem
from helper.working_folder import require_folder

Driver = Playwright

# What the driver reads of proxies, each in either case.
_PROXIES = tuple(one for name in ("http_proxy", "https_proxy", "all_proxy") for one in (name, name.upper()))
_DIRECTLY = ("no_proxy", "NO_PROXY")
_THIS_COMPUTER = ("localhost", "127.0.0.1", "[::1]", "::1")


@contextlib.contextmanager
def quiet_environment() -> Iterator[None]:
    """Hide what would make the driver or the browser log what is typed, and keep a proxy from being asked for this computer.

    Everything else stays as it is.
    """
    hidden = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name in LEAKY or (name.startswith(("PLAYWRIGHT_", "PW_")) and name != "PLAYWRIGHT_BROWSERS_PATH")
    }
    before = {name: os.environ[name] for name in _DIRECTLY if name in os.environ}
    if any(os.environ.get(name) for name in _PROXIES):
        os.environ.update(dict.fromkeys(_DIRECTLY, ask_directly(before)))
    try:
        yield
    finally:
        for name in _DIRECTLY:
            os.environ.pop(name, None)
        os.environ.update(hidden | before)


def ask_directly(environ: Mapping[str, str]) -> str:
    """Give the hosts for which no proxy is asked: those that the person named, and this computer itself.

    The driver would ask the proxy for the browser to attach to, which no other computer can reach, or should hear of.
    """
    # As the driver reads them (proxy-from-env): the first that is not empty; a star alone stands for every host.
    named = next((environ[name] for name in _DIRECTLY if environ.get(name)), "")
    return named if named.strip() == "*" else ",".join(filter(None, (named, *_THIS_COMPUTER)))


@contextlib.asynccontextmanager
async def start_driver() -> AsyncIterator[asyncio.Task[Driver]]:
    """Start Playwright's driver in the background: a third of a second in which other things can be made ready."""
    require_folder()
    asyncio.get_running_loop().set_exception_handler(tell_of_errors)
    with quiet_environment():
        starting = asyncio.create_task(_start())
        try:
            yield starting
        finally:
            with contextlib.suppress(Error, BrowserProblem):
                await (await starting).stop()


def tell_of_errors(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for, as ever; but not that a driver is gone, once for each question that it left open.

    A session that ends, and `timeout`, stop the driver together with the program, which says by itself how that ends.
    """
    error = context.get("exception")
    if not (type(error) is Exception and "Connection closed" in str(error)):
        loop.default_exception_handler(context)


async def _start() -> Driver:
    # Where its driver ends at once Playwright raises the bare Exception, which nobody could name.
    [found] = await asyncio.gather(async_playwright().start(), return_exceptions=True)
    if isinstance(found, BaseException):
        raise BrowserProblem("launch", browser="Playwright", reason=first_line(found)) from found
    return found


def first_line(error: BaseException) -> str:
    """Give the line of an error's message that says most; Playwright's go on for pages."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
