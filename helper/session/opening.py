"""Starts the browser's driver before the rest of the program is loaded: nobody waits for one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helper.browser.driver import Driver, start_driver

if TYPE_CHECKING:
    from helper.browser.one_window import OneWindow
    from helper.session.running import Ending

ReadyRun = Callable[[Awaitable[Driver]], Awaitable["Ending"]]


def run_attempt(prepare: Callable[[], ReadyRun]) -> Ending:
    """Run the attempt that `prepare` makes ready while the driver starts; raises what `prepare` raises.

    `prepare` runs in a thread and may not ask the person anything: Ctrl-C would not reach it.
    """
    return asyncio.run(_run(prepare))


async def _run(prepare: Callable[[], ReadyRun]) -> Ending:
    async with start_driver() as starting:
        attempt = await asyncio.to_thread(prepare)
        return await attempt(starting)


def run_attempts(prepare: Callable[[], Series], after: Callable[[Ending], bool]) -> None:
    """Run attempts one after another in one window; `after` is told how each ended, and whether to go on is its answer.

    When the person closes the window in between, the next attempt gets a new one. Raises what `prepare` raises.
    """
    asyncio.run(_run_series(prepare, after))


async def _run_series(prepare: Callable[[], Series], after: Callable[[Ending], bool]) -> None:
    async with start_driver() as starting:
        series = await asyncio.to_thread(prepare)
        goes_on = await _in_one_window(series, starting, after)
    while goes_on and series.attempts:
        async with start_driver() as starting:
            goes_on = await _in_one_window(series, starting, after)


async def _in_one_window(
    series: Series, starting: Awaitable[Driver], after: Callable[[Ending], bool]
) -> bool:
    try:
        while series.attempts and series.window.is_open:
            if not after(await series.attempts.pop(0)(starting)):
                return False
    finally:
        await series.window.close()
    return True


@dataclass
class Series:
    """Attempts that are still to be made, and the window in which they are."""

    attempts: list[ReadyRun]
    window: OneWindow
