"""Signals of the terminal as events: Ctrl-C and a request to end, and Ctrl+Z, after which nobody watches the window."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any, Protocol

from helper.errors import Exit
from helper.guide.plan import Say
from helper.page.ports import Event, Stopped, WentOn
from helper.texts import Texts


class Watching(Protocol):
    """What goes on while the program stands still."""

    def post(self, event: Event) -> None:
        """Add an event from outside the browser."""
        ...

    async def catch_up(self) -> bool:
        """Wait until all that happened so far has been told; False where it is not told any more."""
        ...


@contextlib.asynccontextmanager
async def stop_on_signals(post: Callable[[Event], None]) -> AsyncIterator[None]:
    """Turn Ctrl-C and a request to end into events: what was captured is sealed first."""
    loop = asyncio.get_running_loop()
    statuses = {signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}
    hangup = getattr(signal, "SIGHUP", None)  # the terminal's window was closed; there is none on Windows
    if hangup and signal.getsignal(hangup) is not signal.SIG_IGN:  # as `nohup` wants it
        statuses[hangup] = Exit.TERMINATED
    previous = {}
    for number, status in statuses.items():

        def stop(status: int = status) -> None:
            post(Stopped(int(status)))

        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows
            previous[number] = signal.signal(number, lambda *_, stop=stop: loop.call_soon_threadsafe(stop))
    try:
        yield
    finally:
        for number in statuses:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)
        for number, handler in previous.items():
            signal.signal(number, handler)


class StandingStill:
    """Ctrl+Z stops the program and its driver; the browser's window stands there, and the person can press Send in it.

    Once the program goes on (`fg`), it decides nothing before it has heard what happened meanwhile: neither that the time
    is up, nor that Ctrl-C, which may have waited just as long, came before Send.
    """

    def __init__(self, window: Watching, fall_behind: Callable[[], None], say: Say, texts: Texts) -> None:
        """`fall_behind` is called in the middle of anything, as soon as the program goes on."""
        self._window, self._fall_behind = window, fall_behind
        self._say, self._texts = say, texts
        self._behind = 0  # how often it went on, without having caught up since
        self._waiting: list[Event] = []  # came while it was not known yet what had happened before
        self._tasks: set[asyncio.Task[None]] = set()

    def post(self, event: Event) -> None:
        """Hand on a signal, behind all that happened before it: Send was pressed, perhaps, and that is still on its way."""
        self._waiting.append(event)
        if not self._behind:
            self._spawn(self._hand_on_in_turn())

    @contextlib.contextmanager
    def heed_signals(self) -> Iterator[None]:
        """Warn the person as the program is stopped, and catch up as it goes on; on Windows nothing of it exists."""
        stop, go_on = (getattr(signal, name, None) for name in ("SIGTSTP", "SIGCONT"))
        if stop is None or go_on is None:
            yield
            return
        loop = asyncio.get_running_loop()

        def fall_behind(*_: Any) -> None:
            self._behind += 1
            self._fall_behind()
            loop.call_soon_threadsafe(self._begin_to_catch_up)

        # Not by the loop, as the others: its own timers may come first.
        previous = signal.signal(go_on, fall_behind)
        is_heeded = signal.getsignal(stop) is signal.SIG_DFL  # else somebody wants that it cannot be stopped
        if is_heeded:
            loop.add_signal_handler(stop, self._stand_still)
        try:
            yield
        finally:
            if is_heeded:
                loop.remove_signal_handler(stop)
            signal.signal(go_on, previous)

    def _stand_still(self) -> None:
        self._say(self._texts.say("talk.halted"))
        loop = asyncio.get_running_loop()
        loop.remove_signal_handler(signal.SIGTSTP)
        signal.raise_signal(signal.SIGTSTP)  # it returns once the program goes on
        loop.add_signal_handler(signal.SIGTSTP, self._stand_still)

    def _begin_to_catch_up(self) -> None:
        self._spawn(self._catch_up())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hand_on_in_turn(self) -> None:
        await self._window.catch_up()
        self._hand_on()

    async def _catch_up(self) -> None:
        self._say(self._texts.say("talk.went_on"))
        self._window.post(WentOn(is_all=await self._window.catch_up()))
        self._behind -= 1
        self._hand_on()

    def _hand_on(self) -> None:
        while self._waiting and not self._behind:
            self._window.post(self._waiting.pop(0))
