"""A real window in which any words stand at any address, read the moment nothing is left to be reported.

Nothing here waits for a time without news: the watcher in each document is asked what stands there now, and the page is
still once that is what it reported last. So a report that never comes is a failure here, not an `unknown`. The order of
texts does not count: what changed last is read first.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from playwright.async_api import Error, Route
from replica.browser_wrapper import write_plain_wrapper

from flows.load import Service
from helper.browser.driver import start_driver
from helper.browser.find import find_browser
from helper.browser.launch import launch
from helper.browser.tabs import Tab
from helper.browser.window import BrowserWindow
from helper.page.facts import Document, Page
from helper.page.ports import Event
from helper.session.running import watched
from helper.texts import Texts

View = TypeVar("View")
Job = TypeVar("Job")
Result = TypeVar("Result")

PATIENCE_SECONDS = 30.0
# A watcher that has read much lately waits before it reads again (watcher/reports.js); longer than this only on huge pages.
MISREPORT_SECONDS = 5.0
NEWS_SECONDS = 0.02  # how long a report is waited for before the page is asked again
# The react engine puts its form into the page a moment after the page has loaded.
MOUNTED = """() => new Promise((done) => {
  const host = document.getElementById("mount_0_0");
  const look = () => (!host || host.childElementCount ? done() : setTimeout(look, 5));
  look();
})"""
NOTHING_RESOLVES = "--host-resolver-rules=MAP * ~NOTFOUND"


class Sight(BrowserWindow):
    """A watched window that knows when everything has been reported."""

    pages: Mapping[str, str] = {}
    # Where the last report gave other texts than those that stand there, and went on doing so: which.
    misreport = ""
    _texts_apart = ""

    @property
    def tab(self) -> Tab:
        """The one tab."""
        assert self._home is not None
        return self._home

    async def open_pages(self, url: str, pages: Mapping[str, str]) -> Page:
        """Open an address; each of `pages` (address, with a query where it has one) gives these words."""
        self.pages = pages
        return await self.visit(url)

    async def visit(self, url: str) -> Page:
        """Open an address and read what stands there."""
        await self.tab.page.goto(url, wait_until="load")
        await self.tab.page.evaluate(MOUNTED)
        await self.settle()
        return self.tab.view()

    async def answer(self, route: Route) -> None:
        """Serve the page that was prepared for an address; nothing else exists."""
        body = self.pages.get(route.request.url)
        if body is None:
            await route.abort()
        else:
            await route.fulfill(body=body, content_type="text/html; charset=utf-8")

    async def settle(self) -> list[Event]:
        """Wait until every document's last report is what stands there; raises TimeoutError when that never comes.

        Gives what was reported meanwhile, in order.
        """
        heard: list[Event | None] = []
        clock = asyncio.get_running_loop().time
        begin = clock()
        self.misreport = ""
        while missing := await self._find_unreported():
            heard.append(await self.next_event(NEWS_SECONDS))
            if clock() - begin > MISREPORT_SECONDS and (texts := self._texts_apart):
                self.misreport = texts
                break
            if clock() - begin > PATIENCE_SECONDS:
                raise TimeoutError(f"after {PATIENCE_SECONDS:g} s {missing}")
        while not self._events.empty():
            heard.append(self._events.get_nowait())
        return [event for event in heard if event is not None]

    async def _find_unreported(self) -> str:
        """Say what has not been reported yet; nothing when everything has."""
        self._texts_apart = ""
        tab = self.tab
        if tab.preparing or len(tab.worlds) < len(tab.page.frames):
            return f"only {len(tab.worlds)} of {[frame.url for frame in tab.page.frames]} have reported"
        for world in list(tab.worlds.values()):
            try:
                now = Document.model_validate_json(await world.call("() => JSON.stringify(optout.collect())"))
            except Error as error:
                return f"a document gives no answer: {error.message}"  # it may be going away
            was = world.document
            if was is None or _without_texts(was) != _without_texts(now):
                return f"the report was {was!r}, and there stands {now!r}"
            if apart := sorted(set(map(str, was.blocks)) ^ set(map(str, now.blocks))):
                self._texts_apart = f"reported or there, not both: {apart}"
                return self._texts_apart
        return ""


def _without_texts(document: Document) -> Document:
    return document.model_copy(update={"blocks": (), "is_cut": False})


@contextlib.asynccontextmanager
async def open_sight(
    service: Service, arguments: Sequence[str] = (NOTHING_RESOLVES,)
) -> AsyncIterator[Sight]:
    """Open a window for a service's pages, in a browser that is given more arguments; there must be a display."""
    told = watched([service], Texts.load("en"))
    with tempfile.TemporaryDirectory() as folder:
        browser = find_browser(str(write_plain_wrapper(Path(folder), arguments)))
        async with start_driver() as starting, launch(await starting, browser) as opened:
            sight = Sight(opened, told)
            await sight.start()
            if arguments == (NOTHING_RESOLVES,):
                await opened.context.route("**/*", sight.answer)
            yield sight
            await sight.stop()


def run_in_windows(
    open_window: Callable[[], contextlib.AbstractAsyncContextManager[View]],
    jobs: Sequence[Job],
    act: Callable[[View, Job], Awaitable[Result]],
    windows: int,
) -> list[Result]:
    """Do the jobs in several windows at once, and give what came of them in the jobs' order.

    In a thread of its own: a test's may have an event loop that runs already.
    """
    found: list[Result | None] = [None] * len(jobs)
    left = iter(enumerate(jobs))

    async def work() -> None:
        async with open_window() as view:
            for number, job in left:
                try:
                    found[number] = await act(view, job)
                except Exception as error:
                    error.add_note(f"at {job!r:.500}")
                    raise

    async def work_in_all() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(windows, len(jobs))):
                group.create_task(work())

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work_in_all()).result()
    return found  # type: ignore[return-value]
