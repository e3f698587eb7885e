"""Waiting: what happens next in the window, and what is due at a certain time."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from helper.page.ports import Event, PageChanged, Window

_WARNING_SECONDS = 120.0
_GIVES_WAY_AFTER = 0.0005  # seconds

# What may be due: in every run; in an attempt, before Send; after it.
Deadline = (
    Literal["steady", "warn", "idle", "linger"]
    | Literal["draft", "show", "standing", "by_hand"]
    | Literal["unread", "silent", "answer", "written", "told", "told_at_last"]
)


def in_background(work: Callable[..., object], *arguments: object) -> None:
    """Let work be done beside the events: by the time when it is needed, it is probably done.

    Python lets such work go on for 5 ms before an event may interrupt it: at every step of a guide that takes many, a form
    waited 320 ms for its text instead of 200.
    """
    sys.setswitchinterval(_GIVES_WAY_AFTER)
    asyncio.get_running_loop().run_in_executor(None, work, *arguments)


async def end(task: asyncio.Task[None] | None) -> None:
    """Stop what goes on beside the events, if anything does, and wait until it has."""
    if task:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


class Deadlines:
    """Named moments at which something is due, in seconds from now; none is ever polled for."""

    def __init__(self) -> None:
        self._due: dict[Deadline, float] = {}

    def set(self, name: Deadline, seconds: float | None) -> None:
        """Make `name` due in so many seconds, in place of when it was due before; None changes nothing."""
        if seconds is not None:
            self._due[name] = time.monotonic() + seconds

    def drop(self, *names: Deadline) -> None:
        """Forget what was due."""
        for name in names:
            self._due.pop(name, None)

    def drop_all(self) -> None:
        """Forget everything."""
        self._due.clear()

    def is_set(self, name: Deadline) -> bool:
        """Tell whether `name` is due at some time."""
        return name in self._due

    def left(self, name: Deadline) -> float:
        """Give the seconds until `name` is due; 0 when it is not."""
        return max(0.0, self._due.get(name, 0.0) - time.monotonic())

    def until_next(self) -> float | None:
        """Give the seconds until the next moment; None when nothing is due."""
        return max(0.0, min(self._due.values()) - time.monotonic()) if self._due else None

    def take_due(self) -> list[Deadline]:
        """Give the names whose time has come, the earliest first, and forget them."""
        now = time.monotonic()
        names = sorted((n for n, due in self._due.items() if due <= now), key=self._due.__getitem__)
        self.drop(*names)
        return names


class Patience:
    """How long is waited without any act of the person, and the warning before that is over."""

    def __init__(self, deadlines: Deadlines, timeout_seconds: float) -> None:
        self.minutes_left: int | None = None  # once the person was warned
        self._deadlines, self._timeout = deadlines, timeout_seconds

    def restart(self) -> bool:
        """Begin the wait anew; True when the person had been warned."""
        was_warned = self.minutes_left is not None
        self.minutes_left = None
        self._deadlines.set("idle", self._timeout)
        self._deadlines.set("warn", self._timeout - min(_WARNING_SECONDS, self._timeout * 0.2))
        return was_warned

    def warn(self) -> int:
        """Give the minutes that are left, now that the person is warned."""
        self.minutes_left = max(1, round(self._deadlines.left("idle") / 60))
        return self.minutes_left


class Inbox:
    """The events of a window, read in order; a page's change that nobody looked at yet is overtaken by the next one."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._events: deque[Event] = deque()
        self._arrived = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._pump = asyncio.ensure_future(self._listen())

    async def stop(self) -> None:
        """Stop listening."""
        await end(self._pump)

    def wake(self) -> None:
        """End the wait: something is due that is no event."""
        self._arrived.set()

    def pop(self) -> Event | None:
        """Give the next event, if one has arrived."""
        return self._events.popleft() if self._events else None

    async def wait(self, timeout: float | None) -> None:
        """Wait until an event has arrived, somebody woke us, or `timeout` seconds have passed."""
        if not self._events:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), timeout)
        self._arrived.clear()

    async def _listen(self) -> None:
        while True:
            event = await self._window.next_event(None)
            if event is None:
                continue
            if self._events and _overtakes(event, self._events[-1]):
                self._events[-1] = event
            else:
                self._events.append(event)
            self._arrived.set()


def _overtakes(event: Event, last: Event) -> bool:
    """Tell whether `last` need not be looked at any more: the same document shows something newer."""
    if not isinstance(event, PageChanged) or not isinstance(last, PageChanged) or event.tab != last.tab:
        return False
    now, before = event.page.top, last.page.top
    return now is not None and before is not None and now.id == before.id
