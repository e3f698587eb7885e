"""Takes pictures of pages: with the panel out of the way, and never while a secret is visible anywhere."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime as dt
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from playwright.async_api import Error

from helper.browser.regions import PictureArea, has_visible_frame
from helper.browser.sight import Census, Sight, SightVerdict
from helper.browser.tabs import NoAnswerError, Tab, World, ask_in_time
from helper.page.facts import Document, Page
from helper.page.ports import NoPicture, Picture

REPORT_SECONDS = 0.08  # a change of the page reaches us within this time (25 ms of patience, and the reading)
PICTURE_SECONDS = 15.0
# On a busy computer Chromium now and then forgets one; the next that is asked for comes (twice in some 600 attempts).
SHOT_SECONDS = 5.0
# Of a page that has just come there may be no frame yet, and Chromium refuses (once in some 150 attempts beside much else).
UNDRAWN_SECONDS = 1.0
URGENT_SECONDS = 2.0  # the answer is on its way: what cannot be known by then is not pictured
URGENT_CALL_SECONDS = 0.25
ARRIVAL_SECONDS = 0.4  # a frame that has just arrived is heard within this time; later the guide tries again
MAX_WHOLE_HEIGHT = 16_000  # CSS pixels; of 32,000 a picture takes 1.7 s (Chromium 156, November 2026)
QUIET_MILLISECONDS = 300  # a whole picture resizes the page for a moment: not beside a person who is typing

_UNDRAWN = "Unable to capture screenshot"
_HIDE = "(isHidden) => globalThis.optoutPanel?.hide(isHidden)"
_COLLECT = "() => JSON.stringify(optout.collect())"
# In one question, since a busy page lets each wait.
_LOOK = """() => ({ report: JSON.stringify(optout.collect()), size: optout.size(), ...optout.personalRegions(),
  isAside: globalThis.optoutPanel?.isAside() ?? true })"""


class Camera:
    """Pictures of the tabs of one window.

    `secrets_seen` counts the reports of a visible password or code field: one that came and went while a picture was
    being taken is known by it (promise 4).
    """

    def __init__(
        self, tabs: Callable[[], Collection[Tab]], secrets_seen: Callable[[], int], sight: Sight
    ) -> None:
        self._tabs, self._secrets_seen, self._sight = tabs, secrets_seen, sight

    async def take(self, tab: Tab, *, whole: bool) -> Picture | NoPicture:
        """Take a picture with the panel hidden, or say why none was taken."""
        try:
            return await asyncio.wait_for(self._picture(tab, whole), PICTURE_SECONDS)
        except (Error, TimeoutError):
            return NoPicture.GONE

    async def take_urgent(self, tab: Tab) -> Picture | NoPicture:
        """Take a picture of what is in view in the moment of Send, without asking the page anything.

        While a sent form waits for its answer Chromium answers no call into the page, but it still draws, and the
        browser still tells which frames of other processes there are. The watcher has hidden the panel when Send was
        pressed, and speaks by itself for a moment: what it says tells whether the page stayed the same meanwhile.
        """
        try:
            return await asyncio.wait_for(self._urgent_picture(tab), URGENT_SECONDS)
        except TimeoutError:
            return NoPicture.SENSITIVE
        except Error:
            return NoPicture.GONE

    async def _urgent_picture(self, tab: Tab) -> Picture | NoPicture:
        top = tab.top()
        if top is None:
            return NoPicture.GONE
        if top.vouched is not None and top.vouched.is_aside:
            return await self._urgent_without_panel(tab)
        # Send may have been pressed in a frame; what came of it is asked afterwards.
        with contextlib.suppress(Error):
            await top.call(_HIDE, True, seconds=URGENT_CALL_SECONDS)
        try:
            return await self._urgent_without_panel(tab)
        finally:
            with contextlib.suppress(Error):
                await top.call(_HIDE, False, seconds=URGENT_CALL_SECONDS)

    async def _urgent_without_panel(self, tab: Tab) -> Picture | NoPicture:
        before, seen, worlds = tab.view(), self._secrets_seen(), tab.main_worlds()
        if any(t.preparing or t.view().has_secret for t in self._tabs()):
            return NoPicture.SENSITIVE
        census = await self._sight.look_unasked(tab)
        if census is None:
            return NoPicture.SENSITIVE
        taken_at, png = await _shoot(tab, {"format": "png", "optimizeForSpeed": True})
        ended_at = time.time()
        await asyncio.sleep(REPORT_SECONDS)  # what changed while it was taken has been reported by then
        verdict = await self._sight.look_again_unasked(tab, census, worlds, ended_at)
        if verdict is not SightVerdict.CLEAR or self._secrets_seen() != seen:
            return NoPicture.SENSITIVE
        return Picture(png, taken_at, before.url, regions=(), scale=None, before=before, after=tab.view())

    async def _picture(self, tab: Tab, whole: bool) -> Picture | NoPicture:
        top = tab.top()
        if top is None or top.document is None:
            return NoPicture.GONE
        seen = self._secrets_seen()
        census = await self._look(tab)
        if census is None:
            return NoPicture.SENSITIVE
        await top.call(_HIDE, True)
        try:
            if not tab.has_pictures:
                # The first picture of a tab may come before its first frame was drawn (warm-up).
                await _shoot(tab, {"format": "png", "optimizeForSpeed": True})
                tab.has_pictures = True
            before, located = await self._collect(tab, top)
            size = located["size"]
            if whole and size["idle"] < QUIET_MILLISECONDS:
                return NoPicture.TYPING
            request: dict[str, Any] = {"format": "png"}
            is_whole = whole and size["height"] <= MAX_WHOLE_HEIGHT
            fits = size["height"] <= size["viewHeight"] and size["width"] <= size["viewWidth"]
            # Only then: it resizes the page for a moment, and a click may get lost in that.
            if is_whole and not fits:
                clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
                request |= {"captureBeyondViewport": True, "clip": clip}
            taken_at, png = await _shoot(tab, request)
            after, moved = await self._collect(tab, top)
            if not moved["isAside"]:
                return NoPicture.GONE  # drawn anew meanwhile, the panel may be in the picture
        finally:
            with contextlib.suppress(Error):
                await top.call(_HIDE, False)
        if not await self._is_still_clear(tab, census) or self._secrets_seen() != seen:
            return NoPicture.SENSITIVE  # one appeared meanwhile, or may have: what was taken is discarded
        ground = PictureArea.of(size, is_whole=is_whole, is_clipped="clip" in request)
        # What moved meanwhile is known at both places.
        regions = ground.place(located["places"], moved["places"])
        is_known = located["isAll"] and moved["isAll"] and not has_visible_frame(after)
        scale = ground.scale_of(png, regions) if is_known else None
        return Picture(png, taken_at, top.document.url, regions, scale, before, after, is_whole)

    async def _collect(self, tab: Tab, top: World) -> tuple[Page, Mapping[str, Any]]:
        """Ask every document what it shows, the page itself for its size and for the places of personal data too."""
        frames = [w for w in tab.worlds.values() if w.document and w is not top]
        look, *reports = await asyncio.gather(
            top.call(_LOOK), *(w.call(_COLLECT) for w in frames), return_exceptions=True
        )
        if isinstance(look, BaseException):
            raise look
        for world, report in zip([top, *frames], [look["report"], *reports], strict=True):
            if isinstance(report, str):
                world.document = Document.model_validate_json(report)
        return tab.view(), look

    async def _look(self, tab: Tab) -> Census | None:
        """Give who is in this tab, if no tab shows a secret; waits a little for what is just arriving."""
        until = asyncio.get_running_loop().time() + ARRIVAL_SECONDS
        while True:
            verdict, census = await self._look_once(tab)
            if verdict is not SightVerdict.UNKNOWN or asyncio.get_running_loop().time() > until:
                return census if verdict is SightVerdict.CLEAR else None
            await asyncio.sleep(0.02)

    async def _look_once(self, tab: Tab) -> tuple[SightVerdict, Census | None]:
        others = [other for other in self._tabs() if other is not tab]
        if any(one.preparing for one in (tab, *others)):
            return SightVerdict.UNKNOWN, None  # a frame that cannot be asked may hold one
        verdict, census = await self._sight.look(tab)
        verdicts = [verdict, *[(await self._sight.look(other))[0] for other in others]]
        worst = next(
            (v for v in (SightVerdict.SECRET, SightVerdict.UNKNOWN) if v in verdicts), SightVerdict.CLEAR
        )
        return worst, census

    async def _is_still_clear(self, tab: Tab, then: Census) -> bool:
        if any(one.preparing for one in self._tabs()):
            return False
        if await self._sight.look_again(tab, then) is not SightVerdict.CLEAR:
            return False
        others = [other for other in self._tabs() if other is not tab]
        return all([(await self._sight.look(other))[0] is SightVerdict.CLEAR for other in others])


async def _shoot(tab: Tab, request: dict[str, Any]) -> tuple[dt.datetime, bytes]:
    """Give what the tab shows, with the moment at which it was asked for; raises Error when the page is left meanwhile.

    Of a page that gives way to another as it is pictured Chromium forgets the picture (once in 30, measured): whoever
    waited for it would hear of Send, and of the form that came in its place, seconds late.
    """
    method, seconds = "Page.captureScreenshot", SHOT_SECONDS
    refused_until = time.monotonic() + UNDRAWN_SECONDS
    while True:
        asked_at = dt.datetime.now(dt.UTC)
        try:
            answer = await tab.unless_left(ask_in_time(tab.main, method, request, seconds=seconds))
            return asked_at, base64.b64decode(answer["data"])
        except NoAnswerError:
            seconds = PICTURE_SECONDS  # forgotten, or slow: the next one has all the time that is left
        except Error as error:
            if _UNDRAWN not in error.message or time.monotonic() > refused_until:
                raise
            await asyncio.sleep(0.05)  # Chromium tells nobody when it has drawn the first frame
