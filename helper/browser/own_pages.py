"""Pages of our own in a tab of the window: plain forms without any script, answered here and by nobody else.

The browser is never told of a server: Playwright answers the requests of this one tab for an origin that does not exist.
Another tab, a frame, a page that was redirected or another program finds nothing there (tried on Chromium 156).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Self

from playwright.async_api import BrowserContext, Error, Frame, Page, Route

from helper.browser.tickets import ORIGIN, Knock, PageAnswer, Tickets, TicketVerdict, read_answer
from helper.page.ports import Event, Stopped

# What the page's own policy says once more, with the sum of its style sheet; who may frame it only a header can say.
_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action {ORIGIN}; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with none at all, the browser would not say which page sent a form
    "X-Content-Type-Options": "nosniff",
}
_FILE = "document.querySelector('input[type=file]')?.files[0]"
_FILE_SECONDS = 10.0
_MOST_TRIES = 10  # to show a page

_OURS = f"{ORIGIN}/**"

Draw = Callable[[str], str]  # from the address to which its form is sent to a page


class _Left(Enum):
    """How the person left the tab without an answer."""

    CLOSED = "closed"
    WENT_ELSEWHERE = "went_elsewhere"


class OwnPages:
    """Asks the person something in a tab of its own."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._context, self._page = context, page
        self._tickets = Tickets()
        self._html = ""
        self._said: asyncio.Queue[PageAnswer | _Left] = asyncio.Queue()
        self.stopped_with: int | None = None

    async def __aenter__(self) -> Self:
        """Answer the requests of the tab for our origin from now on."""
        await self._settle(self._page)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Answer nothing any more; the tab itself is closed by whoever opens the next one."""
        await self._give_up()

    def post(self, event: Event) -> None:
        """Take an event from outside the browser: a signal to stop."""
        if isinstance(event, Stopped):
            self.stopped_with = event.status
            self._on_closed()

    async def ask(self, draw: Draw) -> PageAnswer | None:
        """Show a page and wait for what the person answers; None when they closed it.

        Whoever goes elsewhere in this tab keeps it: ours is shown again in another one.
        """
        while await self.show(draw):
            answer = await self._said.get()
            if answer is _Left.CLOSED:
                return None
            if answer is _Left.WENT_ELSEWHERE:
                await self._give_up()
                try:
                    await self._settle(await self._context.new_page())
                except Error:
                    return None
            elif answer:
                return answer
        return None

    async def show(self, draw: Draw) -> bool:
        """Show a page that may be answered; tells whether it is there."""
        for _ in range(_MOST_TRIES):
            url = self._tickets.issue()
            self._html = draw(url)
            try:
                await self._page.goto(url, wait_until="commit")
            except Error:
                # The form that was just sent may still be on its way to nowhere, and end this one in its place.
                if self._page.is_closed():
                    return False
            else:
                return self.stopped_with is None
        return False

    async def open_beside(self, path: Path) -> bool:
        """Show a file of ours in another tab, with which this one has nothing to do."""
        try:
            page = await self._context.new_page()
            await page.goto(path.as_uri(), wait_until="commit")
        except Error:
            return False
        return True

    async def find_file(self) -> Path | None:
        """Tell which file the person chose on the page that was answered; None for none.

        A form's contents reach us without its files (tried on Chromium 156): the browser is asked for the file's path.
        """
        try:
            session = await self._context.new_cdp_session(self._page)
            async with asyncio.timeout(_FILE_SECONDS):
                found = await session.send("Runtime.evaluate", {"expression": _FILE})
                if "objectId" not in found["result"]:
                    return None
                told = await session.send("DOM.getFileInfo", {"objectId": found["result"]["objectId"]})
            await session.detach()
        except (Error, TimeoutError):
            return None
        return Path(told["path"]) if told["path"] else None

    # ---------------------------------------------------------------------------------------------- the tab
    async def _settle(self, page: Page) -> None:
        self._page = page
        page.on("close", self._on_closed)
        page.on("framenavigated", self._on_navigated)
        await page.route(_OURS, self._answer)

    async def _give_up(self) -> None:
        self._tickets.void()
        self._page.remove_listener("close", self._on_closed)
        self._page.remove_listener("framenavigated", self._on_navigated)
        with contextlib.suppress(Error):
            await self._page.unroute(_OURS, self._answer)

    def _on_closed(self, *_: object) -> None:
        self._tickets.void()
        self._said.put_nowait(_Left.CLOSED)

    def _on_navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None and not frame.url.startswith(f"{ORIGIN}/"):
            self._tickets.void()
            self._said.put_nowait(_Left.WENT_ELSEWHERE)

    async def _answer(self, route: Route) -> None:
        # The tab may go away at any moment, and with it whoever asked.
        with contextlib.suppress(Error):
            await self._decide(route)

    async def _decide(self, route: Route) -> None:
        request = route.request
        knock = Knock(
            method=request.method,
            url=request.url,
            is_navigation=request.is_navigation_request(),
            is_top=request.frame == self._page.main_frame,
            origin=await request.header_value("origin"),
        )
        match self._tickets.judge(knock):
            case TicketVerdict.SHOW:
                await route.fulfill(
                    body=self._html, content_type="text/html; charset=utf-8", headers=_HEADERS
                )
            case TicketVerdict.TAKE:
                # Without content the page stays, so that its file can be asked for and nobody looks at nothing.
                answer = read_answer(request.post_data_buffer)
                await route.fulfill(status=204, headers=_HEADERS)
                self._said.put_nowait(answer or {})  # what no form of ours sends: it is asked again
            case TicketVerdict.REFUSE:
                # "Aborted" leaves what the tab shows: a reload or a step back changes nothing.
                await route.abort("aborted")
