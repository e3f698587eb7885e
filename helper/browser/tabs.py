"""Tabs, and our isolated world in each of their documents: the only way in which we look into a page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from playwright.async_api import CDPSession, Error, Frame
from playwright.async_api import Page as PlaywrightPage

from helper.page.facts import Document, Page

WORLD = "optout-assist"
EMPTY_PAGE = "about:blank"
CALL_SECONDS = 3.0
OPEN_SECONDS = 30.0  # as long as Playwright waits for an address
CATCH_UP_SECONDS = 10.0  # a computer that is busy, or has just woken up, takes its time
_T = TypeVar("_T")


class NoAnswerError(Error):
    """A document that is there does not answer: Chromium holds calls back while a sent form waits for its answer."""


async def ask_in_time(
    session: CDPSession,
    method: str,
    request: Mapping[str, Any] | None = None,
    *,
    seconds: float = CALL_SECONDS,
) -> dict[str, Any]:
    """Ask Chromium something; raises NoAnswerError when it does not answer, Error when what is asked for is gone."""
    try:
        return await asyncio.wait_for(session.send(method, dict(request or {})), seconds)
    except TimeoutError as error:
        raise NoAnswerError("the page did not answer in time") from error


async def unless_gone(asking: Awaitable[_T]) -> _T | None:
    """Give an answer, or None when there is none: what was asked is gone, or does not answer."""
    try:
        return await asking
    except Error:
        return None


async def unless_crashed(session: CDPSession, work: Coroutine[Any, Any, None]) -> None:
    """Do work in a process until it is done or the process dies: from then on Chromium answers nothing there."""
    crash: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def note_crash(_: object) -> None:
        crash.cancel()

    session.once("Inspector.targetCrashed", note_crash)
    working = asyncio.ensure_future(work)
    try:
        await asyncio.wait({working, crash}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        working.cancel()
        crash.cancel()


@dataclass(frozen=True)
class Load:
    """What a frame shows: `loader` names this load of it, `parent` the frame around it."""

    frame: str
    loader: str
    parent: str | None

    @classmethod
    def of(cls, frame: Mapping[str, Any]) -> Load:
        """Read it from what Chromium tells of a frame."""
        return cls(frame["id"], frame["loaderId"], frame.get("parentId"))


@dataclass(frozen=True)
class Vouched:
    """What a document said by itself of the secrets in it, and the frames of its process as it spoke."""

    at: float  # seconds since the epoch
    has_secret: bool
    is_aside: bool  # the panel, if it is in this document, is out of the way
    loads: tuple[Load, ...]


@dataclass(eq=False)
class World:
    """Our isolated world in one document."""

    session: CDPSession
    context: int
    frame: str = ""  # in which it is; "" until Chromium has told
    document: Document | None = None
    vouched: Vouched | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)  # it vouched
    # Names the context in all processes: their numbers are alike, and Chromium hands a call that is under way as a page goes
    # to another process on to that one (https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-callFunctionOn).
    unique: str = ""

    def vouch(self, vouched: Vouched) -> None:
        """Remember what the document said last, and tell those who wait for it."""
        self.vouched = vouched
        self.news.set()

    async def call(self, function: str, *arguments: object, seconds: float = CALL_SECONDS) -> Any:
        """Call a function of ours in this world; raises Error when the document is gone."""
        request = {
            **({"uniqueContextId": self.unique} if self.unique else {"executionContextId": self.context}),
            "functionDeclaration": function,
            "arguments": [{"value": a} for a in arguments],
            "awaitPromise": True,
            "returnByValue": True,
        }
        answer = await ask_in_time(self.session, "Runtime.callFunctionOn", request, seconds=seconds)
        if "exceptionDetails" in answer:
            raise Error(answer["exceptionDetails"].get("text", "the watcher failed"))
        return answer["result"].get("value")


@dataclass(eq=False)
class Tab:
    """A tab or popup, with our sessions into it and our worlds in its documents."""

    number: int
    page: PlaywrightPage
    is_ours: bool  # the attempt's own tab or a popup of it, or one in which the person opened a page of the service
    is_theirs: bool = False  # the person opened it
    worlds: dict[tuple[int, int], World] = field(default_factory=dict)
    sessions: dict[Frame | None, CDPSession] = field(default_factory=dict)
    # Into processes that died: their frames show nothing.
    crashed: set[CDPSession] = field(default_factory=set)
    has_crashed: bool = False  # the page itself, and no page of a site has come since
    is_lost_to_driver: bool = False  # Playwright opens nothing any more in a page that crashed once
    preparing: int = 0
    has_pictures: bool = False
    searched: dict[str, str] = field(default_factory=dict)  # frame -> its load in which all fields are known
    _frames: dict[CDPSession, dict[str, Load]] = field(default_factory=dict)
    _leaving: set[asyncio.Future[None]] = field(default_factory=set)  # who waits for the page to be left

    def frames_of(self, session: CDPSession) -> dict[str, Load]:
        """Give the frames of a session's process by their names, as it last told."""
        return self._frames.setdefault(session, {})

    def note_load(self, session: CDPSession, load: Load) -> None:
        """A frame of this process shows something new: what was in it before is gone."""
        self.drop_frame(session, load.frame)
        self.frames_of(session)[load.frame] = load
        if load.parent is None and session is self.sessions.get(None):
            for waiting in self._leaving:
                waiting.cancel()

    async def unless_left(self, asking: Coroutine[Any, Any, _T]) -> _T:
        """Wait for an answer as long as the page stands there; raises Error when another one comes in its place."""
        asked = asyncio.ensure_future(asking)
        leaving: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._leaving.add(leaving)
        either: set[asyncio.Future[Any]] = {asked, leaving}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                raise Error("the page was left")
            return asked.result()
        finally:
            asked.cancel()
            self._leaving.remove(leaving)

    def drop_frame(self, session: CDPSession, frame: str) -> None:
        """A frame of this process is gone, or moved to another process, and all that was in it."""
        known = self.frames_of(session)
        known.pop(frame, None)
        self.searched.pop(frame, None)
        for child in [load.frame for load in known.values() if load.parent == frame]:
            self.drop_frame(session, child)

    def forget_session(self, session: CDPSession) -> None:
        """A session ended: whatever it looked into is seen through another one, or not at all."""
        self.forget(session)
        self._frames.pop(session, None)
        self.crashed.discard(session)
        for frame in [f for f, mine in self.sessions.items() if mine is session]:
            del self.sessions[frame]

    def enter_world(self, session: CDPSession, context: int) -> World:
        """Give our world in this context, which may have been heard of before or not."""
        return self.worlds.setdefault((id(session), context), World(session, context))

    def welcome_world(self, session: CDPSession, context: Mapping[str, Any]) -> None:
        """Chromium tells of a new context: if it is one of ours, in which frame."""
        if context["name"] == WORLD:
            world = self.enter_world(session, context["id"])
            world.frame, world.unique = context["auxData"]["frameId"], context["uniqueId"]

    def forget(self, session: CDPSession, context: int | None = None) -> None:
        """The worlds of a session are gone, or the one of this context."""
        for key in [k for k in self.worlds if k[0] == id(session) and context in (None, k[1])]:
            del self.worlds[key]

    def world_in(self, session: CDPSession | None, frame: str) -> World | None:
        """Give our world in what a frame shows now."""
        mine = (w for w in self.worlds.values() if w.session is session and w.frame == frame)
        return max(mine, key=lambda world: world.context, default=None)

    @property
    def main(self) -> CDPSession:
        """Give the session into the page's own process; raises Error when the tab is gone."""
        if (session := self.sessions.get(None)) is None:
            raise Error("the tab is gone")
        return session

    async def navigate(self, url: str) -> bool:
        """Open an address without Playwright, which opens none in a page that crashed; the browser does."""
        request = {"url": url}
        return "errorText" not in await ask_in_time(self.main, "Page.navigate", request, seconds=OPEN_SECONDS)

    def main_worlds(self) -> list[World]:
        """Give our worlds in the documents of the page's own process; raises Error when the tab is gone."""
        return [world for world in self.worlds.values() if world.session is self.main]

    def top(self) -> World | None:
        """Give the world of the top document."""
        return next((w for w in self.worlds.values() if w.document and w.document.is_top), None)

    def view(self) -> Page:
        """Give what the tab shows, as last reported."""
        top = self.top()
        frames = tuple(w.document for w in self.worlds.values() if w.document and not w.document.is_top)
        return Page(top.document if top else None, frames, self.has_crashed)

    def note_crash(self, session: CDPSession) -> bool:
        """A process died; True where it was the page's own, and no document can be asked any more.

        The page around a frame that died lives on, though Playwright calls that a crash of the page too.
        """
        self.crashed.add(session)
        if session is not self.sessions.get(None):
            return False
        self.has_crashed = self.is_lost_to_driver = True
        self.worlds.clear()
        self.searched.clear()
        return True

    def note_top(self, document: Document) -> None:
        """A document stands in the place of the page; an empty one of ours brings none back that crashed."""
        self.has_crashed &= document.url == EMPTY_PAGE

    def world_of(self, document: str) -> World | None:
        """Find a document by the name of its load."""
        return next((w for w in self.worlds.values() if w.document and w.document.id == document), None)


async def have_told(tabs: Iterable[Tab]) -> bool:
    """Wait until the browser has told all that happened in these tabs so far; False where it does not tell any more.

    What the browser and its driver had to tell comes before the answer to a question that is asked now.
    """
    sessions = [session for tab in tabs for session in tab.sessions.values()]
    asked = [ask_in_time(one, "Target.getTargets", seconds=CATCH_UP_SECONDS) for one in sessions]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    return any(
        isinstance(one, dict) for one in answers
    )  # the others were closed meanwhile, or the driver is gone
