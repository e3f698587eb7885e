"""What is asked of a browser's processes: what is waited for, and what never comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from playwright.async_api import CDPSession, Error

from helper.browser.tabs import unless_crashed


class Session:
    """A session into a process of the browser that may die."""

    def __init__(self) -> None:
        self._on_crash: list[Callable[[object], object]] = []

    def once(self, event: str, handler: Callable[[object], object]) -> None:
        assert event == "Inspector.targetCrashed"
        self._on_crash.append(handler)

    def crash(self) -> None:
        for handler in self._on_crash:
            handler({})


def wait_for(session: Session, work: Any) -> None:
    asyncio.run(asyncio.wait_for(unless_crashed(cast("CDPSession", session), work), 20))


def test_a_process_that_dies_is_not_waited_for() -> None:
    session, ended = Session(), []

    async def never_answered() -> None:
        session.crash()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            ended.append(True)

    async def play() -> None:
        await unless_crashed(cast("CDPSession", session), never_answered())
        await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(play(), 20))
    assert ended == [True]


def test_work_in_a_process_that_lives_is_waited_for() -> None:
    done = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append(True)

    wait_for(Session(), work())
    assert done == [True]


def test_what_goes_wrong_there_is_told() -> None:
    async def gone() -> None:
        raise Error("Target closed")

    with pytest.raises(Error, match="Target closed"):
        wait_for(Session(), gone())
