"""What is done beside the events."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator

import pytest

from helper.guide.timing import in_background

DEFAULT = 0.005  # seconds, of Python: the events of a guide would wait so long at each step


@pytest.fixture(autouse=True)
def interval() -> Iterator[None]:
    """Let Python wait as long as it does by itself, and do so again afterwards."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(DEFAULT)
    yield
    sys.setswitchinterval(before)


def test_work_beside_the_events_has_a_thread_of_its_own_and_gives_way_to_them_soon() -> None:
    done, found = threading.Event(), []

    def work(*arguments: object) -> None:
        found.append((threading.current_thread() is not threading.main_thread(), *arguments))
        done.set()

    async def begin() -> None:
        in_background(work, "fr")
        await asyncio.to_thread(done.wait, 30)

    asyncio.run(begin())
    assert found == [(True, "fr")]
    assert sys.getswitchinterval() <= DEFAULT / 10
