"""Tabs, and our isolated world in each of their documents: the only way in which we look into a page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Error, Frame
from playwright.async_api import Page as PlaywrightPage

from helper.facts import Document, Page

CALL_SECONDS = 3.0


class NoAnswerError(Error):
    """A document that is there does not answer: Chromium holds calls back while a sent form waits for its answer."""


@dataclass(eq=False)
class World:
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
            raise NoAnswerError("the page did not answer in time") from error
        if "exceptionDetails" in answer:
            raise Error(answer["exceptionDetails"].get("text", "the watcher failed"))
        return answer["result"].get("value")


@dataclass(eq=False)
class Tab:
    """A tab or popup, with our sessions into it and our worlds in its documents."""

    number: int
    page: PlaywrightPage
    is_ours: bool  # the attempt's own tab or a popup of it, not one that the person opened
    worlds: dict[tuple[int, int], World] = field(default_factory=dict)
    sessions: dict[Frame | None, CDPSession] = field(default_factory=dict)
    preparing: int = 0
    has_pictures: bool = False

    def forget_frame(self, frame: Frame) -> None:
        """The frame is gone."""
        self.sessions.pop(frame, None)

    def forget(self, session: CDPSession, context: int | None = None) -> None:
        """The worlds of a session are gone, or the one of this context."""
        for key in [k for k in self.worlds if k[0] == id(session) and context in (None, k[1])]:
            del self.worlds[key]

    def top(self) -> World | None:
        """Give the world of the top document."""
        return next((w for w in self.worlds.values() if w.document and w.document.is_top), None)

    def view(self) -> Page:
        """Give what the tab shows, as last reported."""
        top = self.top()
        frames = tuple(w.document for w in self.worlds.values() if w.document and not w.document.is_top)
        return Page(top.document if top else None, frames)

    def world_of(self, document: str) -> World | None:
        """Find a document by the name of its load."""
        return next((w for w in self.worlds.values() if w.document and w.document.id == document), None)
