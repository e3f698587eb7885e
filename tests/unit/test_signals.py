"""Ctrl-C right after Send: what the browser has yet to tell comes first, so that nothing that was sent is "interrupted"."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from helper.page.ports import Event, Stopped, WindowClosed
from helper.session.signals import StandingStill
from helper.texts import Texts

STOPPED = Stopped(130)
PRESSED = WindowClosed()  # stands for anything that happened in the window before the signal


class Browser:
    """Tells what happened in its window as it is asked, and not before."""

    def __init__(self, *untold: Event, is_there: bool = True) -> None:
        self.told: list[Event] = []
        self._untold = untold
        self._is_there = is_there
        self.may_answer = asyncio.Event()

    def post(self, event: Event) -> None:
        self.told.append(event)

    async def catch_up(self) -> bool:
        await self.may_answer.wait()
        self.told += self._untold
        self._untold = ()
        return self._is_there


def told_by(browser: Browser, act: Callable[[StandingStill], None]) -> list[Event]:
    """Let signals come while the browser is busy; give what the run hears, in order."""

    async def go_through() -> None:
        act(StandingStill(browser, lambda: None, lambda _: None, Texts.load("en")))
        await asyncio.sleep(0)
        assert browser.told == [], "nothing is handed on before the browser has answered"
        browser.may_answer.set()
        while STOPPED not in browser.told:
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(go_through(), 10))
    return browser.told


def test_what_happened_before_a_signal_is_heard_before_it() -> None:
    assert told_by(Browser(PRESSED), lambda still: still.post(STOPPED)) == [PRESSED, STOPPED]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_signal_is_heard_where_there_is_nothing_to_tell(is_there: bool) -> None:
    assert told_by(Browser(is_there=is_there), lambda still: still.post(STOPPED)) == [STOPPED]


def test_signals_that_come_at_once_are_heard_in_their_order() -> None:
    def twice(still: StandingStill) -> None:
        still.post(Stopped(143))
        still.post(STOPPED)

    assert told_by(Browser(PRESSED), twice) == [PRESSED, Stopped(143), STOPPED]
