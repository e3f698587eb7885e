"""What may be in a picture, frame by frame, and whether each frame has said that it shows no secret (promise 4).

Who is there is told by Chromium, not by the documents: each session names the frames of its own process with the load
that each of them shows (`Page.getFrameTree`), the browser names those of other processes (`Target.getTargets`, which it
answers by itself even while a page answers nothing). A frame that is there, and has not spoken for its present load, may
show anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from playwright.async_api import CDPSession, Error

from helper.browser.closed_roots import ClosedRoots
from helper.browser.tabs import WORLD, Load, Tab, World, ask_in_time, unless_gone

# A document with nothing in it (a frame before its first page) needs no watcher to say so.
_ASK = """() => {
  const isVisible = document.visibilityState === "visible" && innerWidth > 1 && innerHeight > 1;
  const isAside = globalThis.optoutPanel?.isAside() ?? true;
  if (globalThis.optout?.of === document) return { ...optout.secrets(), isVisible, isAside };
  return document.querySelector("body *, html > :not(head, body)") ? null : { password: false, code: false, isUnsure: false, inputs: 0, isVisible, isAside };
}"""
_IS_SHOWN = "function () { return this.isConnected && optout.isShown(this); }"
_BRIEF_SECONDS = 0.25  # a page that can be asked has answered within this
_VOUCH_SECONDS = 1.0  # after a press a document speaks by itself many times within this
# What runs beside a page and has no place in a picture; a kind of target that is not known is taken for a frame.
_DRAWS_NOTHING = frozenset(
    {"page", "tab", "browser", "browser_ui", "worker", "shared_worker", "service_worker"}
)


class SightVerdict(Enum):
    """What is known of everything that may be in a picture."""

    CLEAR = auto()
    SECRET = auto()  # a password or code field is visible
    UNKNOWN = auto()  # a visible frame has not answered for what it shows now


@dataclass(frozen=True)
class DocumentAnswer:
    """What a document answered for the load that it is."""

    is_visible: bool
    has_secret: bool
    is_aside: bool = True  # the panel, if it is in this document, is out of the way
    inputs: int | None = None  # fields that it knows of; None when it was not asked


@dataclass(frozen=True)
class Census:
    """The frames of one tab at one moment."""

    loads: Mapping[str, str]  # frame -> the load that it shows (`loaderId`)
    sessions: Mapping[str, CDPSession]  # frame -> ours into its process
    parents: Mapping[str, str]
    strangers: frozenset[str] = frozenset()  # in a process into which we have no session yet


def read_census(
    told: Iterable[tuple[CDPSession, Iterable[Load]]], targets: Iterable[Mapping[str, Any]]
) -> Census:
    """Put together what the sessions and the browser said of a tab's frames. Pure."""
    loads: dict[str, str] = {}
    sessions: dict[str, CDPSession] = {}
    parents: dict[str, str] = {}
    for session, mine in told:
        for load in mine:
            loads[load.frame], sessions[load.frame] = load.loader, session
            if load.parent:
                parents[load.frame] = load.parent
    infos = {info["targetId"]: info for info in targets}
    for name, info in infos.items():
        if parent := info.get("parentFrameId") or info.get("parentId"):
            parents[name] = parent
    other_tabs = {name for name, info in infos.items() if info["type"] == "page" and name not in loads}

    def is_elsewhere(name: str) -> bool:
        """Follow the parents up; where they lead to nobody that is known, it may be here."""
        passed = {name}
        while name in parents and parents[name] not in passed:
            name = parents[name]
            passed.add(name)
        return name in other_tabs

    strangers = {
        name
        for name, info in infos.items()
        # What has no parent is drawn in no page.
        if info["type"] not in _DRAWS_NOTHING
        and name not in loads
        and name in parents
        and not is_elsewhere(name)
    }
    return Census(loads, sessions, parents, frozenset(strangers))


def find_unaccounted(then: Census, now: Census, said: Mapping[str, DocumentAnswer]) -> set[str]:
    """Name the frames that have not spoken for one and the same load from `then` to `now`. Pure."""
    here = {frame for frame in now.loads if frame not in said or then.loads.get(frame) != now.loads[frame]}
    gone = {frame for frame, answer in said.items() if answer.is_visible and frame not in now.loads}
    return here | gone | now.strangers


class Sight:
    """Asks every frame of a tab that Chromium knows of, before a picture and after it."""

    def __init__(self, script: str) -> None:
        """`script` is the watcher's, for documents in which the browser did not run it by itself."""
        self._script = script
        self._roots = ClosedRoots()

    async def look(self, tab: Tab) -> tuple[SightVerdict, Census | None]:
        """Ask before the picture; gives who was there, for `look_again`."""
        census = await self._count(tab)
        if census is None:
            return SightVerdict.UNKNOWN, None
        said = await self._ask_all(tab, census)
        return await self._judge(tab, census, census, said), census

    async def look_again(self, tab: Tab, then: Census) -> SightVerdict:
        """Ask after the picture: everybody has to show what they showed `then`, and still no secret."""
        said = await self._ask_all(tab, then)
        now = await self._count(tab)
        return SightVerdict.UNKNOWN if now is None else await self._judge(tab, then, now, said)

    async def look_unasked(self, tab: Tab) -> Census | None:
        """Give who is in a page that may answer nothing, if it is clear by what it last told of itself."""
        main = tab.main
        census = await self._count(tab, {main: tuple(tab.frames_of(main).values())})
        if census is None:
            return None
        said = {
            world.frame: DocumentAnswer(world.document.is_visible, world.document.has_secret)
            for world in tab.worlds.values()
            if world.session is main and world.document  # one that has not reported may show anything
        }
        if unsearched := _find_unsearched(tab, census, said):
            said = {frame: answer for frame, answer in said.items() if frame not in unsearched}
            said |= await self._ask_briefly(tab, census, main) or {}
        said |= await self._ask_all(tab, census, but=main)
        return census if await self._judge(tab, census, census, said) is SightVerdict.CLEAR else None

    async def look_again_unasked(
        self, tab: Tab, then: Census, worlds: Sequence[World], since: float
    ) -> SightVerdict:
        """Look after such a picture: each document of the page has to speak, by itself if it cannot be asked.

        `worlds` are those of the page before the picture, `since` is the end of the picture (seconds since the epoch).
        """
        main = tab.main
        # Where it can be asked after all, what is hidden from the documents is known too.
        asked = asyncio.ensure_future(self._ask_briefly(tab, then, main))
        try:
            verdict = await self._look_again_unasked(tab, then, worlds, since)
            answers = await asked if verdict is SightVerdict.CLEAR else None
        finally:
            asked.cancel()
        if answers is None:
            return verdict
        is_clear = answers and not any(answer.is_visible and answer.has_secret for answer in answers.values())
        return verdict if is_clear else SightVerdict.UNKNOWN

    async def _look_again_unasked(
        self, tab: Tab, then: Census, worlds: Sequence[World], since: float
    ) -> SightVerdict:
        main = tab.main
        own = await asyncio.gather(*(_hear(tab, world, since) for world in worlds))
        said = {world.frame: heard[0] for world, heard in zip(worlds, own, strict=True) if heard}
        # Who was there as the top document spoke: what comes after it is no part of the picture.
        top = next((heard for heard in own if heard and any(not load.parent for load in heard[1])), None)
        if top is None:
            return SightVerdict.UNKNOWN
        if not all(answer.is_aside for answer in said.values()):
            return SightVerdict.UNKNOWN  # the panel may be in the picture
        said |= await self._ask_all(tab, then, but=main)
        now = await self._count(tab, {main: top[1]})
        return SightVerdict.UNKNOWN if now is None else await self._judge(tab, then, now, said)

    async def _count(
        self, tab: Tab, told: Mapping[CDPSession, Sequence[Load]] | None = None
    ) -> Census | None:
        """Ask Chromium who is there; None when one of the tab's processes does not tell. `told`: not to be asked."""
        told = told or {}
        asked = [s for s in tab.sessions.values() if s not in told and s not in tab.crashed]
        try:
            trees = await asyncio.gather(*(read_tree(session) for session in asked))
            # Only now: a frame that moved to a process of its own has left its parent's tree, and is known here already.
            answer = await ask_in_time(tab.main, "Target.getTargets")
        except Error:
            return None
        census = read_census([*zip(asked, trees, strict=True), *told.items()], answer["targetInfos"])
        blank = {frame for session in tab.crashed for frame in tab.frames_of(session)}
        return replace(census, strangers=census.strangers - blank)

    async def _ask_all(
        self, tab: Tab, census: Census, *, but: CDPSession | None = None
    ) -> dict[str, DocumentAnswer]:
        """Ask each frame for its secrets; who does not answer is not named."""
        sessions = {session for session in census.sessions.values() if session is not but}
        said: dict[str, DocumentAnswer] = {}
        for answers in await asyncio.gather(*(self._ask_process(tab, census, one) for one in sessions)):
            said |= answers or {}
        return said

    async def _ask_process(
        self, tab: Tab, census: Census, session: CDPSession
    ) -> dict[str, DocumentAnswer] | None:
        """Ask the frames of one process, and the browser whether a field is hidden from them: then no answer counts.

        None when the process does not answer.
        """
        frames = [frame for frame, mine in census.sessions.items() if mine is session]
        said, fields = await asyncio.gather(
            self._ask_frames(tab, session, frames), unless_gone(self._roots.count(session))
        )
        if fields is None:
            return None
        if fields != sum(answer.inputs or 0 for answer in said.values()):
            worlds = [world for frame in frames if (world := tab.world_in(session, frame))]
            try:
                await self._roots.show(session, worlds)
                said = await self._ask_frames(tab, session, frames)
            except Error:
                return {}
        tab.searched |= {frame: census.loads[frame] for frame in said}
        return said

    async def _ask_briefly(
        self, tab: Tab, census: Census, session: CDPSession
    ) -> dict[str, DocumentAnswer] | None:
        """Ask a process that may answer nothing; None when it did not."""
        try:
            return await asyncio.wait_for(self._ask_process(tab, census, session), _BRIEF_SECONDS)
        except TimeoutError:
            return None

    async def _ask_frames(
        self, tab: Tab, session: CDPSession, frames: Sequence[str]
    ) -> dict[str, DocumentAnswer]:
        answers = await asyncio.gather(*(unless_gone(self._ask(tab, session, frame)) for frame in frames))
        return {f: a for f, a in zip(frames, answers, strict=True) if a is not None}

    async def _ask(self, tab: Tab, session: CDPSession, frame: str) -> DocumentAnswer | None:
        world = tab.world_in(session, frame)
        if world is None:
            made = await ask_in_time(
                session, "Page.createIsolatedWorld", {"frameId": frame, "worldName": WORLD}
            )
            world = World(session, int(made["executionContextId"]), frame)
        answer = await world.call(_ASK)
        if answer is None:
            # Where the browser ran no script by itself: a frame that may run none, a page's first document that its
            # parent wrote into.
            request = {"expression": self._script, "contextId": world.context}
            await ask_in_time(session, "Runtime.evaluate", request)
            answer = await world.call(_ASK)
        return _read_answer(answer)

    async def _judge(
        self, tab: Tab, then: Census, now: Census, said: Mapping[str, DocumentAnswer]
    ) -> SightVerdict:
        if any(answer.is_visible and answer.has_secret for answer in said.values()):
            return SightVerdict.SECRET
        unaccounted = find_unaccounted(then, now, said)
        shown = await asyncio.gather(*(_may_be_shown(tab, now, frame) for frame in unaccounted))
        return SightVerdict.UNKNOWN if any(shown) else SightVerdict.CLEAR


def _read_answer(answer: Mapping[str, bool] | None) -> DocumentAnswer | None:
    if answer is None:
        return None
    has_secret = answer["password"] or answer["code"] or answer["isUnsure"]
    return DocumentAnswer(answer["isVisible"], has_secret, answer["isAside"], answer["inputs"])


def _find_unsearched(tab: Tab, census: Census, said: Mapping[str, DocumentAnswer]) -> set[str]:
    """Name the visible frames of which it is not known whether a field in them is hidden from us."""
    return {f for f, a in said.items() if a.is_visible and tab.searched.get(f, "") != census.loads.get(f)}


async def read_tree(session: CDPSession) -> list[Load]:
    """Ask a process for its frames, each with what it shows."""
    nodes = [(await ask_in_time(session, "Page.getFrameTree"))["frameTree"]]
    loads = []
    while nodes:
        node = nodes.pop()
        loads.append(Load.of(node["frame"]))
        nodes += node.get("childFrames", ())
    return loads


async def _hear(tab: Tab, world: World, since: float) -> tuple[DocumentAnswer, Sequence[Load]] | None:
    """Ask a document, and listen: it may speak by itself where Chromium answers no call. None when it says nothing."""

    async def ask() -> tuple[DocumentAnswer, Sequence[Load]]:
        if (said := _read_answer(await world.call(_ASK))) is None:
            raise Error("the watcher does not run there")
        return said, tuple(tab.frames_of(world.session).values())

    async def listen() -> tuple[DocumentAnswer, Sequence[Load]]:
        while world.vouched is None or world.vouched.at <= since:
            world.news.clear()
            await world.news.wait()
        vouched = world.vouched
        return DocumentAnswer(
            is_visible=True, has_secret=vouched.has_secret, is_aside=vouched.is_aside
        ), vouched.loads

    ways = [asyncio.ensure_future(ask()), asyncio.ensure_future(listen())]
    try:
        for done in asyncio.as_completed(ways, timeout=_VOUCH_SECONDS):
            try:
                return await done
            except TimeoutError:
                return None
            except Error:
                continue  # the document is gone: it may have spoken before it went
        return None
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _may_be_shown(tab: Tab, census: Census, frame: str) -> bool:
    """Ask the parent whether it shows the element that holds a frame; in doubt it does."""
    parent = census.parents.get(frame, "")
    world = tab.world_in(census.sessions.get(parent), parent)
    if world is None:
        return True
    try:
        owner = await ask_in_time(world.session, "DOM.getFrameOwner", {"frameId": frame})
        node = {"backendNodeId": owner["backendNodeId"], "executionContextId": world.context}
        element = await ask_in_time(world.session, "DOM.resolveNode", node)
        answer = await ask_in_time(
            world.session,
            "Runtime.callFunctionOn",
            {
                "objectId": element["object"]["objectId"],
                "functionDeclaration": _IS_SHOWN,
                "returnByValue": True,
            },
        )
    except Error:
        return True
    return answer["result"].get("value") is not False
