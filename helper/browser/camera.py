"""Takes pictures of pages: with the panel out of the way, and never while a secret is visible anywhere."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

from playwright.async_api import Error

from helper.browser.regions import Ground, has_visible_frame
from helper.browser.tabs import CALL_SECONDS, NoAnswerError, Tab
from helper.facts import Document, Page
from helper.ports import NoPicture, Picture

REPORT_SECONDS = 0.08  # a change of the page reaches us within this time (25 ms of patience, and the reading)
PICTURE_SECONDS = 15.0
MAX_WHOLE_HEIGHT = 16_000  # CSS pixels; a whole picture of a longer page takes seconds (evidence facts, B2)
QUIET_MILLISECONDS = 300  # a whole picture resizes the page for a moment: not beside a person who is typing

_REGIONS = "() => optout.personalRegions()"


class Camera:
    """Pictures of the tabs of one window.

    `secrets_seen` counts the reports of a visible password or code field: one that came and went while a picture was
    being taken is known by it (promise 4).
    """

    def __init__(self, tabs: Callable[[], Collection[Tab]], secrets_seen: Callable[[], int]) -> None:
        self._tabs, self._secrets_seen = tabs, secrets_seen

    async def take(self, tab: Tab, *, whole: bool) -> Picture | NoPicture:
        """Take a picture with the panel hidden, or say why none was taken."""
        try:
            return await asyncio.wait_for(self._picture(tab, whole), PICTURE_SECONDS)
        except (Error, TimeoutError):
            return NoPicture.GONE

    async def take_urgent(self, tab: Tab) -> Picture | NoPicture:
        """Take a picture of what is in view in the moment of Send, without asking the page anything.

        While a sent form waits for its answer Chromium answers no call, but it still draws. The watcher has hidden the
        panel when Send was pressed, and what it reports tells whether the page stayed the same meanwhile.
        """
        if tab.top() is None:
            return NoPicture.GONE
        before, seen = tab.view(), self._secrets_seen()
        if any(t.preparing or t.view().has_secret for t in self._tabs()):
            return NoPicture.SENSITIVE
        taken_at = dt.datetime.now(dt.UTC)
        try:
            request = tab.sessions[None].send(
                "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True}
            )
            png = base64.b64decode((await asyncio.wait_for(request, CALL_SECONDS))["data"])
        except (Error, TimeoutError):
            return NoPicture.GONE
        await asyncio.sleep(REPORT_SECONDS)  # what changed while it was taken has been reported by then
        if self._secrets_seen() != seen:
            return NoPicture.SENSITIVE
        return Picture(
            png, taken_at, before.url, is_whole=False, regions=(), scale=None, before=before, after=tab.view()
        )

    async def _picture(self, tab: Tab, whole: bool) -> Picture | NoPicture:
        top = tab.top()
        if top is None or top.document is None:
            return NoPicture.GONE
        if not await self._is_free_of_secrets():
            return NoPicture.SENSITIVE
        seen = self._secrets_seen()
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
            located = [await top.call(_REGIONS)]
            request: dict[str, Any] = {"format": "png"}
            is_whole = whole and size["height"] <= MAX_WHOLE_HEIGHT
            fits = size["height"] <= size["viewHeight"] and size["width"] <= size["viewWidth"]
            if (
                is_whole and not fits
            ):  # only then: it resizes the page for a moment, and a click may get lost in that
                clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
                request |= {"captureBeyondViewport": True, "clip": clip}
            taken_at = dt.datetime.now(dt.UTC)
            png = base64.b64decode((await session.send("Page.captureScreenshot", request))["data"])
            located.append(await top.call(_REGIONS))  # what moved meanwhile is known at both places
            after = await self._collect(tab)
        finally:
            with contextlib.suppress(Error):
                await top.call("() => globalThis.optoutPanel?.hide(false)")
        if not await self._is_free_of_secrets() or self._secrets_seen() != seen:
            return NoPicture.SENSITIVE  # one appeared meanwhile: what was taken is discarded
        ground = Ground.of(size, is_whole=is_whole, is_clipped="clip" in request)
        regions = ground.place(*located)
        scale = None if has_visible_frame(after) else ground.scale_of(png, regions)
        return Picture(png, taken_at, top.document.url, is_whole, regions, scale, before, after)

    async def _collect(self, tab: Tab) -> Page:
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
            if not any(tab.preparing for tab in self._tabs()):
                break
            await asyncio.sleep(0.02)
        else:
            return False  # a frame that cannot be asked may hold one
        worlds = [w for tab in self._tabs() for w in tab.worlds.values()]
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
            if isinstance(answer, NoAnswerError):
                return False
            if isinstance(answer, BaseException):
                continue  # gone meanwhile: it shows nothing any more
            if answer["isVisible"] and (answer["password"] or answer["code"]):
                return False
        return True
