"""The person's window, watched: every tab, popup and frame reports what it shows through an isolated world.

The watcher's script and its binding live in a world of their own (Chrome DevTools Protocol: `Runtime.addBinding` with
`executionContextName`, `Page.addScriptToEvaluateOnNewDocument` with `worldName`): the page can neither see nor call them.
A cross-site frame is another target and gets a session of its own; a popup may have loaded before we hear of it, hence
`runImmediately`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Coroutine
from typing import Any

from playwright.async_api import CDPSession, Error, Frame, Request, Response
from playwright.async_api import Page as PlaywrightPage
from pydantic import ValidationError

from helper.browser.arrivals import is_page_of, read_arrival, read_request
from helper.browser.camera import Camera
from helper.browser.closed_roots import show_stranger
from helper.browser.ending import another_came, was_closed_silently
from helper.browser.launch import Opened
from helper.browser.messages import (
    MAX_MESSAGE,
    MESSAGES,
    ActivityMessage,
    FactsMessage,
    PanelMessage,
    PlaceMessage,
    PressMessage,
    SwapMessage,
    UnseenMessage,
    VouchMessage,
    Watched,
    panel_model,
)
from helper.browser.sight import Sight, read_tree
from helper.browser.tabs import EMPTY_PAGE, WORLD, Load, Tab, Vouched, World, have_told, unless_crashed
from helper.page.facts import Document
from helper.page.ports import (
    Active,
    BrowserLost,
    Event,
    Insertion,
    NoPicture,
    PageChanged,
    Panel,
    PanelPressed,
    Picture,
    Place,
    Swapped,
    TabClosed,
    WindowClosed,
)

BINDING = "optoutSay"
INSERT_SECONDS = 60.0  # how long a text waits for the person to pause

log = logging.getLogger("optout_assist")


class BrowserWindow:
    """Implements `helper.page.ports.Window` on a Playwright context."""

    def __init__(self, opened: Opened, watched: Watched) -> None:
        self.browser_name = opened.name
        self.is_fresh = opened.is_fresh
        self._opened = opened
        self._context = opened.context
        self._watched = watched
        self._script = watched.script()
        self._only_ours = not opened.is_own
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._tabs: dict[PlaywrightPage, Tab] = {}
        self._arriving: set[PlaywrightPage] = set()  # opened, and not looked at yet
        self._home: Tab | None = None
        self._panel: Panel | None = None
        self._panel_place: dict[str, object] | None = None  # where the person last put it
        self._count = 0
        self._secrets_seen = 0
        self._camera = Camera(self._tabs.values, lambda: self._secrets_seen, Sight(self._script))
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_ending = False
        self._said_goodbye = False
        self._is_gone = asyncio.Event()  # the browser, or its connection to us

    # ---------------------------------------------------------------------------------------------- life
    async def start(self) -> None:
        """Begin to watch the attempt's own tab, and whatever opens from now on."""
        self._context.on("page", self._on_page)
        self._context.on("close", self._on_context_closed)
        # Without a listener Playwright answers every alert, question and "leave this page?" by itself: that is the
        # person's to answer.
        self._context.on("dialog", lambda _: None)
        self._home = await self._watch(self._opened.page, is_ours=True)
        for other in self._context.pages:
            if other is not self._opened.page and not self._only_ours:
                await self._watch(other, is_ours=False)

    async def stop(self) -> None:
        """Stop watching; the window itself is left to whoever opened it."""
        self._is_ending = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def post(self, event: Event) -> None:
        """Add an event from outside the browser: a signal."""
        self._events.put_nowait(event)

    async def catch_up(self) -> bool:
        """Wait until the browser has told all that happened so far; False where it does not tell any more."""
        # Of its end it tells last.
        return await have_told(self._tabs.values()) or self._is_ending or not self._tabs

    async def next_event(self, timeout: float | None) -> Event | None:
        """Wait for what happens next; None when `timeout` seconds have passed."""
        try:
            return await asyncio.wait_for(self._events.get(), timeout)
        except TimeoutError:
            return None

    # ---------------------------------------------------------------------------------------------- tabs and frames
    def _spawn(self, work: Coroutine[Any, Any, object]) -> None:
        async def guarded() -> None:
            # A tab or a frame may vanish at any await: then there is nothing left to do for it.
            with contextlib.suppress(Error):
                await work

        task = asyncio.ensure_future(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_page(self, page: PlaywrightPage) -> None:
        if page not in self._tabs and not self._is_ending:
            self._arriving.add(page)
            self._spawn(self._welcome(page))

    async def _welcome(self, page: PlaywrightPage) -> None:
        try:
            opener = await page.opener()
            is_ours = opener is not None and opener in self._tabs and self._tabs[opener].is_ours
            if is_ours or not self._only_ours:
                await self._watch(page, is_ours=is_ours)
        finally:
            self._arriving.discard(page)
            if not (self._has_tabs or self._arriving or self._is_ending):
                self._spawn(self._tell_how_it_ended())  # the last one of ours was closed meanwhile

    async def _watch(self, page: PlaywrightPage, *, is_ours: bool) -> Tab:
        self._count += 1
        tab = self._tabs[page] = Tab(self._count, page, is_ours, is_theirs=not is_ours)
        page.on("close", lambda _: self._on_tab_closed(tab))
        page.on("response", lambda response: self._on_response(tab, response))
        page.on("request", lambda request: self._on_request(tab, request))
        page.on("frameattached", lambda frame: self._on_frame(tab, frame))
        page.on("framenavigated", lambda frame: self._on_frame(tab, frame))
        try:
            session = await self._context.new_cdp_session(page)
            await unless_crashed(session, self._prepare(tab, None, session))
        except Error:
            self._on_tab_closed(tab)  # it went away before we could look at it
            raise
        for frame in page.frames:
            self._on_frame(tab, frame)
        return tab

    def _on_response(self, tab: Tab, response: Response) -> None:
        if tab.is_ours and is_page_of(response, tab.page):
            self._spawn(self._tell_arrival(tab, response))

    def _on_request(self, tab: Tab, request: Request) -> None:
        if tab.is_ours and (found := read_request(tab.number, request, time.monotonic())):
            self._events.put_nowait(found)

    async def _tell_arrival(self, tab: Tab, response: Response) -> None:
        self._events.put_nowait(await read_arrival(tab.number, response))

    def _on_crash(self, tab: Tab, session: CDPSession) -> None:
        is_known = tab.is_ours or tab.view().has_secret
        if not tab.note_crash(session):
            return
        if is_known:
            self._events.put_nowait(PageChanged(tab.number, tab.view(), tab.is_theirs))
        if tab is self._home:
            # In place of the browser's "Aw, Snap!", in which nothing of ours can stand, an empty page for the panel.
            self._spawn(tab.navigate(EMPTY_PAGE))

    def _on_frame(self, tab: Tab, frame: Frame) -> None:
        if frame.parent_frame is not None:
            self._spawn(self._watch_frame(tab, frame))

    async def _watch_frame(self, tab: Tab, frame: Frame) -> None:
        tab.preparing += 1
        try:
            session = await self._context.new_cdp_session(frame)
            await unless_crashed(session, self._prepare(tab, frame, session))
        except Error:
            return  # part of its parent's target, which is watched already
        finally:
            tab.preparing -= 1

    async def _prepare(self, tab: Tab, frame: Frame | None, session: CDPSession) -> None:
        before = tab.sessions.get(frame)
        tab.sessions[frame] = session
        session.on(
            "Page.frameAttached", lambda e: tab.note_load(session, Load(e["frameId"], "", e["parentFrameId"]))
        )
        session.on("Page.frameNavigated", lambda e: tab.note_load(session, Load.of(e["frame"])))
        session.on("Page.frameDetached", lambda e: tab.drop_frame(session, e["frameId"]))
        session.on("Inspector.targetCrashed", lambda _: self._on_crash(tab, session))
        session.on("Inspector.targetReloadedAfterCrash", lambda _: tab.crashed.discard(session))
        session.on("Runtime.executionContextCreated", lambda e: tab.welcome_world(session, e["context"]))
        session.on("Runtime.bindingCalled", lambda e: self._on_message(tab, session, e))
        session.on(
            "Runtime.executionContextDestroyed", lambda e: tab.forget(session, e["executionContextId"])
        )
        session.on("Runtime.executionContextsCleared", lambda _: tab.forget(session))
        session.on("close", lambda _: tab.forget_session(session))
        requests: list[Awaitable[Any]] = [
            session.send("Page.enable"),
            session.send("Runtime.enable"),
            session.send("Runtime.addBinding", {"name": BINDING, "executionContextName": WORLD}),
            session.send(
                "Page.addScriptToEvaluateOnNewDocument",
                {"source": self._script, "worldName": WORLD, "runImmediately": True},
            ),
        ]
        await asyncio.gather(*requests)
        for load in await read_tree(session):  # those that were there before; of later ones we have been told
            tab.frames_of(session).setdefault(load.frame, load)
        if before is not None:
            # A frame that went to another site lives in another process; which comes first, the news of it or the end
            # of the old session, is not told: so the new one is opened in any case and the old one given up.
            tab.forget_session(before)
            with contextlib.suppress(Error):
                await before.detach()

    @property
    def _has_tabs(self) -> bool:
        return any(tab.is_ours or not self._only_ours for tab in self._tabs.values())

    def _on_tab_closed(self, tab: Tab) -> None:
        self._tabs.pop(tab.page, None)
        if self._has_tabs:
            self._events.put_nowait(TabClosed(tab.number))
        elif not self._is_ending:
            self._spawn(self._tell_how_it_ended(tab))

    def _on_context_closed(self, _: object) -> None:
        self._is_gone.set()
        if not self._is_ending:
            self._spawn(self._tell_how_it_ended())

    async def _tell_how_it_ended(self, last: Tab | None = None) -> None:
        """Tell that the window was closed, or is lost; after the last tab no sooner than another may have come."""
        if last and await another_came(self._is_gone, lambda: self._has_tabs or bool(self._arriving)):
            self._events.put_nowait(TabClosed(last.number))
        elif not self._is_ending:
            self._is_ending = True
            was_closed = self._said_goodbye or await was_closed_silently(self._is_gone, self._opened.profile)
            self._events.put_nowait(WindowClosed() if was_closed else BrowserLost())

    # ---------------------------------------------------------------------------------------------- what documents say
    def _on_message(self, tab: Tab, session: CDPSession, event: dict[str, Any]) -> None:
        if event["name"] != BINDING or len(event["payload"]) > MAX_MESSAGE:
            return
        try:
            message = MESSAGES.validate_json(event["payload"])
        except ValidationError as error:
            log.warning(
                "a report could not be read: %s", [e["type"] for e in error.errors(include_input=False)]
            )
            return
        context = event["executionContextId"]
        world = tab.enter_world(session, context)
        if isinstance(message, FactsMessage):
            self._on_facts(tab, world, message.facts)
        elif isinstance(message, PressMessage):
            world.document = message.facts
            self._events.put_nowait(message.as_event(tab.number, tab.view(), time.monotonic()))
        elif isinstance(message, SwapMessage):
            self._events.put_nowait(Swapped(tab.number, message.document, message.fields, message.sent))
        elif isinstance(message, PanelMessage):
            self._events.put_nowait(PanelPressed(message.button, tab.number))
        elif isinstance(message, PlaceMessage):
            self._panel_place = message.model_dump(exclude={"kind"})
        elif isinstance(message, UnseenMessage):
            self._spawn(show_stranger(world))
        elif isinstance(message, VouchMessage):
            self._secrets_seen += message.has_secret
            loads = tuple(tab.frames_of(session).values())
            world.vouch(Vouched(message.at / 1000, message.has_secret, message.is_aside, loads))
            self._said_goodbye |= message.kind == "leaving"
        elif isinstance(message, ActivityMessage):
            self._said_goodbye = False
            self._events.put_nowait(Active())

    def _on_facts(self, tab: Tab, world: World, facts: Document) -> None:
        is_new = world.document is None or world.document.id != facts.id
        world.document = facts
        self._said_goodbye = False
        # Whoever opens the form in another tab of our window, or closes the first one, goes on there.
        tab.is_ours |= facts.is_top and facts.is_ours
        if facts.is_top:
            tab.note_top(facts)
        view = tab.view()
        self._secrets_seen += view.has_secret
        if is_new and facts.is_top and self._panel:
            self._spawn(self._draw(tab, world))
        if tab.is_ours or view.has_secret:
            self._events.put_nowait(PageChanged(tab.number, view, tab.is_theirs))

    # ---------------------------------------------------------------------------------------------- acts
    async def open(self, url: str) -> bool:
        """Open an address in the attempt's own tab, or in a new one when that is gone."""
        try:
            if self._home is None or self._home.page.is_closed():
                self._home = await self._watch(await self._context.new_page(), is_ours=True)
            if self._home.is_lost_to_driver:
                return await self._home.navigate(url)
            await self._home.page.goto(url, wait_until="commit")
        except Error as error:
            # A page that goes elsewhere by itself, or a download, ends the wait too: only network errors are failures.
            return "net::" not in error.message or "ERR_ABORTED" in error.message
        return True

    async def show(self, panel: Panel) -> None:
        """Draw the panel in every tab of the attempt."""
        if panel == self._panel:
            return
        self._panel = panel
        for tab in self._tabs.values():
            if tab.is_ours and (top := tab.top()):
                self._spawn(self._draw(tab, top))  # not awaited: a page that waits for an answer draws later

    async def _draw(self, tab: Tab, world: World) -> None:
        panel, document = self._panel, world.document
        if panel is None or document is None:
            return
        # In place of a page of the attempt's own tab that did not load, or crashed, ours is all that the person sees.
        is_page = (document.has_not_loaded or tab.has_crashed) and (tab is self._home or self._home is None)
        if not document.is_ours and not is_page:
            return
        model = panel_model(
            panel,
            language=self._watched.language,
            labels=self._watched.labels,
            document=document.id,
            place=self._panel_place,
            is_page=is_page,
        )
        with contextlib.suppress(Error):
            await world.call("(model) => optoutPanel.render(model)", model)

    async def insert(self, place: Place, expected: str, text: str) -> Insertion:
        """Append `text` to a field: one synchronous append in the isolated world, no key, no focus."""
        tab = self._tab(place.tab)
        world = tab.world_of(place.document) if tab else None
        if world is None:
            return Insertion("gone", None)
        try:
            answer = await world.call(
                "(key, expected, text) => optout.insert(key, expected, text)",
                place.key,
                expected,
                text,
                seconds=INSERT_SECONDS,
            )
        except Error:
            return Insertion("gone", None)
        return Insertion(answer["status"], answer["value"])

    # ---------------------------------------------------------------------------------------------- pictures
    async def take_picture(self, tab: int, *, whole: bool) -> Picture | NoPicture:
        """Take a picture with the panel hidden, or say why none was taken."""
        found = self._tab(tab)
        return await self._camera.take(found, whole=whole) if found else NoPicture.GONE

    async def take_urgent_picture(self, tab: int) -> Picture | NoPicture:
        """Take a picture of what is in view in the moment of Send, without asking the page anything."""
        found = self._tab(tab)
        return await self._camera.take_urgent(found) if found else NoPicture.GONE

    def _tab(self, number: int) -> Tab | None:
        return next((tab for tab in self._tabs.values() if tab.number == number), None)
