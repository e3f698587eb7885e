"""Whether a window without tabs has ended, and how: closed by the person, lost with its browser, or going on in another tab."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from helper.browser.launch import has_ended_in_order

ENDING_SECONDS = 1.0  # a browser whose last tab is closed has ended within this (0.1 s, measured)
# A tab that was opened just before the last one was closed is told of after that, on a busy computer.
_ANOTHER_SECONDS = 0.5


async def another_came(is_gone: asyncio.Event, has_tabs: Callable[[], bool]) -> bool:
    """Tell whether another tab keeps the window open; a browser that has gone is not waited for."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(is_gone.wait(), _ANOTHER_SECONDS)
    return not is_gone.is_set() and has_tabs()


async def was_closed_silently(is_gone: asyncio.Event, profile: Path | None) -> bool:
    """Tell whether a window was closed whose last document said no goodbye: it had crashed, or its word was lost.

    A browser that dies takes its connection along, and writes nothing of an orderly end into its profile.
    """
    try:
        await asyncio.wait_for(is_gone.wait(), ENDING_SECONDS)
    except TimeoutError:
        return True  # it lives on without the window, as on macOS
    until = time.monotonic() + ENDING_SECONDS
    while profile and not has_ended_in_order(profile) and time.monotonic() < until:
        await asyncio.sleep(0.05)  # it writes as it ends, and nobody is told
    return profile is not None and has_ended_in_order(profile)
