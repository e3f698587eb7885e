"""Starts the browser's driver before the rest of the program is loaded: nobody waits for one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from helper.browser.driver import Driver, start_driver

if TYPE_CHECKING:
    from helper.session import Ending

Attempt = Callable[[Awaitable[Driver]], Awaitable["Ending"]]


def run_attempt(prepare: Callable[[], Attempt]) -> Ending:
    """Run the attempt that `prepare` makes ready while the driver starts; raises what `prepare` raises.

    `prepare` runs in a thread and may not ask the person anything: Ctrl-C would not reach it.
    """
    return asyncio.run(_run(prepare))


async def _run(prepare: Callable[[], Attempt]) -> Ending:
    async with start_driver() as starting:
        attempt = await asyncio.to_thread(prepare)
        return await attempt(starting)
