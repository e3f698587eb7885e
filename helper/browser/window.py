"""The person's window, watched: every tab, popup and frame reports what it shows through an isolated world.

The watcher's script and its binding live in a world of their own (Chrome DevTools Protocol: `Runtime.addBinding` with
`executionContextName`, `Page.addScriptToEvaluateOnNewDocument` with `worldName`): the page can neither see nor call them.
A cross-site frame is another target and gets a session of its own; a popup may have loaded before we hear of it, hence
`runImmediately`.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime as dt
import json
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from importlib import resources
from typing import Annotated, Any, Literal

from playwright.async_api import BrowserContext, CDPSession, Error, Frame
from playwright.async_api import Page as PlaywrightPage
from pydantic import Field, TypeAdapter, ValidationError

from helper.facts import Document, Fact, Page
from helper.ports import (
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
    Pressed,
    TabClosed,
    WindowClosed,
)
from helper.record import Region

WORLD = "optout-assist"
BINDING = "optoutSay"
MAX_MESSAGE = 2_000_000  # bytes; a watcher's report is bounded far below
CALL_SECONDS = 3.0
REPORT_SECONDS = 0.08  # a change of the page reaches us within this time (25 ms of patience, and the reading)
PICTURE_SECONDS = 15.0
MAX_WHOLE_HEIGHT = 16_000  # CSS pixels; a whole picture of a longer page takes seconds (evidence facts, B2)
QUIET_MILLISECONDS = 300  # a whole picture resizes the page for a moment: not beside a person who is typing

log = logging.getLogger("optout_assist")


@dataclass(frozen=True)
class Watched:
    """What the watcher needs to know: where it may read, and which words name a one-time code."""

    hosts: tuple[str, ...]
    locale_domains: tuple[str, ...]
    code_words: tuple[str, ...]
    labels: dict[str, str]  # the panel's own words: name, collapse, expand, move
    language: str

    def script(self) -> str:
        """Give the source that runs in each document."""
        folder = resources.files("helper.browser")
        config = {"hosts": self.hosts, "localeDomains": self.locale_domains, "codeWords": self.code_words}
        parts = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("panel.js", "watcher.js")]
        return f"{{ const CONFIG = {json.dumps(config)};\n{parts[0]}\n{parts[1]} }}"


class _FactsMessage(Fact):
    kind: Literal["facts"]
    facts: Document


class _PressMessage(Fact):
    kind: Literal["press"]
    via: Literal["mouse", "keyboard", "enter"]
    target: int
    is_blocked: bool
    facts: Document


class _PlainMessage(Fact):
    kind: Literal["activity", "leaving"]


class _PanelMessage(Fact):
    kind: Literal["panel"]
    button: str


_MESSAGES: TypeAdapter[_FactsMessage | _PressMessage | _PlainMessage | _PanelMessage] = TypeAdapter(
    Annotated[_FactsMessage | _PressMessage | _PlainMessage | _PanelMessage, Field(discriminator="kind")]
)


class _NoAnswerError(Error):
    """A document that is there does not answer: Chromium holds calls back while a sent form waits for its answer."""


@dataclass(eq=False)
class _World:
    """Our isolated world in one document."""

    session: CDPSession
    context: int
    document: Document | None = None

    async def call(self, function: str, *arguments: object, seconds: float = CALL_SECONDS) -> Any:
        """Call a function of ours in this world; raises Error when the document is gone."""
        request = {
            "executionContextId": self.context,
            "functionDeclaration": function,
            "arguments": [{"value": a} for a in arguments],
            "awaitPromise": True,
            "returnByValue": True,
        }
        try:
            answer = await asyncio.wait_for(self.session.send("Runtime.callFunctionOn", request), seconds)
        except TimeoutError as error:
            raise _NoAnswerError("the page did not answer in time") from error
        if "exceptionDetails" in answer:
            raise Error(answer["exceptionDetails"].get("text", "the watcher failed"))
        return answer["result"].get("value")


@dataclass(eq=False)
class _Tab:
    number: int
    page: PlaywrightPage
    is_ours: bool  # the attempt's own tab or a popup of it, not one that the person opened
    worlds: dict[tuple[int, int], _World] = field(default_factory=dict)
    sessions: dict[Frame | None, CDPSession] = field(default_factory=dict)
    preparing: int = 0
    has_pictures: bool = False

    def forget_frame(self, frame: Frame) -> None:
        self.sessions.pop(frame, None)

    def top(self) -> _World | None:
        return next((w for w in self.worlds.values() if w.document and w.document.is_top), None)

    def view(self) -> Page:
        top = self.top()
        frames = tuple(w.document for w in self.worlds.values() if w.document and not w.document.is_top)
        return Page(top.document if top else None, frames)

    def world_of(self, document: str) -> _World | None:
        return next((w for w in self.worlds.values() if w.document and w.document.id == document), None)


class BrowserWindow:
    """Implements `helper.ports.Window` on a Playwright context."""

    def __init__(
        self, context: BrowserContext, watched: Watched, browser_name: str, *, only_ours: bool = False
    ) -> None:
        self.browser_name = browser_name
        self._context = context
        self._watched = watched
        self._script = watched.script()
        self._only_ours = (
            only_ours  # attached to the person's own browser: other tabs are none of our business
        )
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._tabs: dict[PlaywrightPage, _Tab] = {}
        self._home: _Tab | None = None
        self._panel: Panel | None = None
        self._count = 0
        self._secret_seen = (
            0  # grows with each report of a visible secret, so that one that came and went is known
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_ending = False
        self._said_goodbye = False

    # ---------------------------------------------------------------------------------------------- life
    async def start(self, page: PlaywrightPage) -> None:
        """Begin to watch `page`, which is the attempt's own tab, and whatever opens from now on."""
        self._context.on("page", self._on_page)
        self._context.on("close", self._on_context_closed)
        self._home = await self._watch(page, is_ours=True)
        for other in self._context.pages:
            if other is not page and not self._only_ours:
                await self._watch(other, is_ours=False)

    async def stop(self) -> None:
        """Stop watching; the window itself is left to whoever opened it."""
        self._is_ending = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def home_page(self) -> PlaywrightPage:
        """The page of the attempt's own tab."""
        if self._home is None:
            raise RuntimeError("the window has not been started")
        return self._home.page

    def post(self, event: Event) -> None:
        """Add an event from outside the browser: a signal."""
        self._events.put_nowait(event)

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
        if page not in self._tabs:
            self._spawn(self._welcome(page))

    async def _welcome(self, page: PlaywrightPage) -> None:
        opener = await page.opener()
        is_ours = opener is not None and opener in self._tabs and self._tabs[opener].is_ours
        if is_ours or not self._only_ours:
            await self._watch(page, is_ours=is_ours)

    async def _watch(self, page: PlaywrightPage, *, is_ours: bool) -> _Tab:
        self._count += 1
        tab = self._tabs[page] = _Tab(self._count, page, is_ours)
        page.on("close", lambda _: self._on_tab_closed(tab))
        page.on("crash", lambda _: self._events.put_nowait(PageChanged(tab.number, Page(None))))
        page.on("frameattached", lambda frame: self._on_frame(tab, frame))
        page.on("framenavigated", lambda frame: self._on_frame(tab, frame))
        page.on("framedetached", tab.forget_frame)
        await self._prepare(tab, None, await self._context.new_cdp_session(page))
        for frame in page.frames:
            self._on_frame(tab, frame)
        return tab

    def _on_frame(self, tab: _Tab, frame: Frame) -> None:
        if frame.parent_frame is not None:
            self._spawn(self._watch_frame(tab, frame))

    async def _watch_frame(self, tab: _Tab, frame: Frame) -> None:
        tab.preparing += 1
        try:
            session = await self._context.new_cdp_session(frame)
            await self._prepare(tab, frame, session)
        except Error:
            return  # part of its parent's target, which is watched already
        finally:
            tab.preparing -= 1

    async def _prepare(self, tab: _Tab, frame: Frame | None, session: CDPSession) -> None:
        tab.sessions[frame] = session
        number = id(session)

        def forget(context: int | None = None) -> None:
            for key in [k for k in tab.worlds if k[0] == number and context in (None, k[1])]:
                del tab.worlds[key]

        session.on("Runtime.bindingCalled", lambda e: self._on_message(tab, session, e))
        session.on("Runtime.executionContextDestroyed", lambda e: forget(e["executionContextId"]))
        session.on("Runtime.executionContextsCleared", lambda _: forget())
        session.on("close", lambda _: forget())
        requests: list[Awaitable[object]] = [
            session.send("Page.enable"),
            session.send("Runtime.enable"),
            session.send("Runtime.addBinding", {"name": BINDING, "executionContextName": WORLD}),
            session.send(
                "Page.addScriptToEvaluateOnNewDocument",
                {"source": self._script, "worldName": WORLD, "runImmediately": True},
            ),
        ]
        await asyncio.gather(*requests)

    def _on_tab_closed(self, tab: _Tab) -> None:
        self._tabs.pop(tab.page, None)
        if self._is_ending:
            return
        if not any(t.is_ours for t in self._tabs.values()) and (self._only_ours or not self._tabs):
            self._spawn(self._tell_how_it_ended())
        else:
            self._events.put_nowait(TabClosed(tab.number))

    def _on_context_closed(self, _: object) -> None:
        if not self._is_ending:
            self._spawn(self._tell_how_it_ended())

    async def _tell_how_it_ended(self) -> None:
        # A window that is closed says goodbye from its last document; a browser that dies does not.
        if not self._is_ending:
            self._is_ending = True
            self._events.put_nowait(WindowClosed() if self._said_goodbye else BrowserLost())

    # ---------------------------------------------------------------------------------------------- what documents say
    def _on_message(self, tab: _Tab, session: CDPSession, event: dict[str, Any]) -> None:
        if event["name"] != BINDING or len(event["payload"]) > MAX_MESSAGE:
            return
        try:
            message = _MESSAGES.validate_json(event["payload"])
        except ValidationError as error:
            log.warning(
                "a report could not be read: %s", [e["type"] for e in error.errors(include_input=False)]
            )
            return
        key = (id(session), event["executionContextId"])
        world = tab.worlds.setdefault(key, _World(session, event["executionContextId"]))
        if isinstance(message, _FactsMessage):
            self._on_facts(tab, world, message.facts)
        elif isinstance(message, _PressMessage):
            world.document = message.facts
            self._events.put_nowait(
                Pressed(
                    tab.number, tab.view(), message.facts.id, message.target, message.via, message.is_blocked
                )
            )
        elif isinstance(message, _PanelMessage):
            self._events.put_nowait(PanelPressed(message.button))
        elif message.kind == "leaving":
            self._said_goodbye = True
        else:
            self._said_goodbye = False
            self._events.put_nowait(Active())

    def _on_facts(self, tab: _Tab, world: _World, facts: Document) -> None:
        is_new = world.document is None or world.document.id != facts.id
        world.document = facts
        self._said_goodbye = False
        view = tab.view()
        if view.has_secret:
            self._secret_seen += 1
        if is_new and facts.is_top and self._panel:
            self._spawn(self._draw(world))
        if tab.is_ours or view.has_secret:
            self._events.put_nowait(PageChanged(tab.number, view))

    # ---------------------------------------------------------------------------------------------- acts
    async def open(self, url: str) -> bool:
        """Open an address in the attempt's own tab, or in a new one when that is gone."""
        try:
            if self._home is None or self._home.page.is_closed():
                self._home = await self._watch(await self._context.new_page(), is_ours=True)
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
                self._spawn(self._draw(top))  # not awaited: a page that waits for an answer draws later

    async def _draw(self, world: _World) -> None:
        panel = self._panel
        if panel is None or world.document is None or not world.document.is_ours:
            return
        model = {
            "language": self._watched.language,
            "labels": self._watched.labels,
            "turn": panel.turn,
            "turnText": panel.turn_text,
            "now": panel.now,
            "lines": [{"tone": line.tone, "text": line.text} for line in panel.lines],
            "next": panel.next,
            "foot": panel.foot,
            "buttons": [{"id": key, "label": label} for key, label in panel.buttons],
            "avoid": panel.avoid if panel.avoid_document == world.document.id else (),
        }
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
                seconds=60,
            )
        except Error:
            return Insertion("gone", None)
        return Insertion(answer["status"], answer["value"])

    # ---------------------------------------------------------------------------------------------- pictures
    async def take_picture(self, tab: int, *, whole: bool) -> Picture | NoPicture:
        """Take a picture with the panel hidden, or say why none was taken."""
        found = self._tab(tab)
        if found is None:
            return NoPicture.GONE
        try:
            return await asyncio.wait_for(self._picture(found, whole), PICTURE_SECONDS)
        except (Error, TimeoutError):
            return NoPicture.GONE

    async def take_urgent_picture(self, tab: int) -> Picture | NoPicture:
        """Take a picture of what is in view in the moment of Send, without asking the page anything.

        While a sent form waits for its answer Chromium answers no call, but it still draws. The watcher has hidden the
        panel when Send was pressed, and what it reports tells whether the page stayed the same meanwhile.
        """
        found = self._tab(tab)
        if found is None or found.top() is None:
            return NoPicture.GONE
        before, seen = found.view(), self._secret_seen
        if any(t.preparing or t.view().has_secret for t in self._tabs.values()):
            return NoPicture.SENSITIVE
        taken_at = dt.datetime.now(dt.UTC)
        try:
            request = found.sessions[None].send(
                "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True}
            )
            png = base64.b64decode((await asyncio.wait_for(request, CALL_SECONDS))["data"])
        except (Error, TimeoutError):
            return NoPicture.GONE
        await asyncio.sleep(REPORT_SECONDS)  # what changed while it was taken has been reported by then
        if self._secret_seen != seen:
            return NoPicture.SENSITIVE
        return Picture(
            png, taken_at, before.url, is_whole=False, regions=(), before=before, after=found.view()
        )

    async def _picture(self, tab: _Tab, whole: bool) -> Picture | NoPicture:
        top = tab.top()
        if top is None or top.document is None:
            return NoPicture.GONE
        if not await self._is_free_of_secrets():
            return NoPicture.SENSITIVE
        seen = self._secret_seen
        session = tab.sessions[None]
        await top.call("() => globalThis.optoutPanel?.hide(true)")
        try:
            if not tab.has_pictures:
                # The first picture of a tab may come before its first frame was drawn (warm-up).
                await session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
                tab.has_pictures = True
            before = await self._collect(tab)
            size = await top.call("() => optout.size()")
            if whole and size["idle"] < QUIET_MILLISECONDS:
                return NoPicture.TYPING
            regions = await top.call("() => optout.personalRegions()")
            request: dict[str, Any] = {"format": "png"}
            is_whole = whole and size["height"] <= MAX_WHOLE_HEIGHT
            if is_whole:
                clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
                request |= {"captureBeyondViewport": True, "clip": clip}
            taken_at = dt.datetime.now(dt.UTC)
            png = base64.b64decode((await session.send("Page.captureScreenshot", request))["data"])
            after = await self._collect(tab)
        finally:
            with contextlib.suppress(Error):
                await top.call("() => globalThis.optoutPanel?.hide(false)")
        if not await self._is_free_of_secrets() or self._secret_seen != seen:
            return NoPicture.SENSITIVE  # one appeared meanwhile: what was taken is discarded
        offset = (0, 0) if is_whole else (size["x"], size["y"])
        marked = tuple(
            Region(
                what=r["what"],
                x=r["x"] - offset[0],
                y=r["y"] - offset[1],
                width=r["width"],
                height=r["height"],
            )
            for r in regions
        )
        return Picture(png, taken_at, top.document.url, is_whole, marked, before, after)

    async def _collect(self, tab: _Tab) -> Page:
        worlds = [w for w in tab.worlds.values() if w.document]
        reports = await asyncio.gather(
            *(w.call("() => JSON.stringify(optout.collect())") for w in worlds), return_exceptions=True
        )
        for world, report in zip(worlds, reports, strict=True):
            if isinstance(report, str):
                world.document = Document.model_validate_json(report)
        return tab.view()

    async def _is_free_of_secrets(self) -> bool:
        """Ask every document of every tab, cross-site frames included, whether a password or code field is visible."""
        for _ in range(20):
            if not any(tab.preparing for tab in self._tabs.values()):
                break
            await asyncio.sleep(0.02)
        else:
            return False  # a frame that cannot be asked may hold one
        worlds = [w for tab in self._tabs.values() for w in tab.worlds.values()]
        answers = await asyncio.gather(
            *(
                w.call(
                    "() => ({ ...optout.secrets(), isVisible: document.visibilityState === 'visible' && innerWidth > 1 })"
                )
                for w in worlds
            ),
            return_exceptions=True,
        )
        for answer in answers:
            if isinstance(answer, _NoAnswerError):
                return False
            if isinstance(answer, BaseException):
                continue  # gone meanwhile: it shows nothing any more
            if answer["isVisible"] and (answer["password"] or answer["code"]):
                return False
        return True

    def _tab(self, number: int) -> _Tab | None:
        return next((tab for tab in self._tabs.values() if tab.number == number), None)
