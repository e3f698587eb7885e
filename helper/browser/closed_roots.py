"""Finds fields in closed shadow roots: no script of ours reaches into these, but the browser tells (promise 4).

Chromium's own search walks every root of all documents of a process, and gives no more than a number: 4 ms on a page of
20,000 nodes, where a copy of the tree takes 800. Where it counts as many fields as the watchers know, none is hidden from
them. Where it does not, each field is handed to its document's watcher, which knows its root from then on.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from playwright.async_api import CDPSession, Error

from helper.browser.tabs import World, ask_in_time

# Passwords and codes are typed into nothing else. Of tags the search knows either end, and no page writes this one, where
# "<input>" stands in many a script, whose text would count too.
_FIELDS = "</input>"
_MOST = 300  # fields that are looked at one by one
_LEARN = "function () { optout.learn(this); }"
_STRANGER = "() => optout.stranger()"
_EXPLAIN = "function () { optout.explain(this); }"


class ClosedRoots:
    """Asks the browser for what the watchers cannot see, one question to a process at a time."""

    def __init__(self) -> None:
        self._turns: WeakKeyDictionary[CDPSession, asyncio.Lock] = WeakKeyDictionary()

    async def count(self, session: CDPSession) -> int:
        """Count the fields in all documents of a process; raises Error when it does not answer."""
        async with self._turn(session):
            # All at once, so that nothing of the page is followed for longer than the search.
            answers = await asyncio.gather(
                ask_in_time(session, "DOM.enable"),
                ask_in_time(session, "DOM.performSearch", {"query": _FIELDS}),
                ask_in_time(session, "DOM.disable"),
            )
        return int(answers[1]["resultCount"])

    async def show(self, session: CDPSession, worlds: Sequence[World]) -> None:
        """Hand each field of a process to the watcher of its document; raises Error when one belongs to none of them."""
        async with self._turn(session):
            try:
                await ask_in_time(session, "DOM.enable")
                await ask_in_time(session, "DOM.getDocument", {"depth": 0})  # without it nodes get no names
                found = await ask_in_time(session, "DOM.performSearch", {"query": _FIELDS})
                if not 0 < found["resultCount"] <= _MOST:
                    raise Error("there are too many fields to look at each, or there is none by now")
                part = {"searchId": found["searchId"], "fromIndex": 0, "toIndex": found["resultCount"]}
                nodes = (await ask_in_time(session, "DOM.getSearchResults", part))["nodeIds"]
                await asyncio.gather(*(_show_one(session, node, worlds) for node in nodes))
            finally:
                with contextlib.suppress(Error):
                    await ask_in_time(session, "DOM.disable")

    def _turn(self, session: CDPSession) -> asyncio.Lock:
        return self._turns.setdefault(session, asyncio.Lock())


async def _show_one(session: CDPSession, node: int, worlds: Sequence[World]) -> None:
    for world in worlds:
        with contextlib.suppress(Error):  # it is in another document of the process
            found = await ask_in_time(
                session, "DOM.resolveNode", {"nodeId": node, "executionContextId": world.context}
            )
            if name := found["object"].get("objectId"):  # of another origin there is an answer without it
                await _call_on(session, name, _LEARN)
                return
    raise Error("a field is in a document that nobody looks into")


async def show_stranger(world: World) -> None:
    """Hand the watcher the closed root into which the person types; raises Error when the document is gone."""
    asked = {"executionContextId": world.context, "functionDeclaration": _STRANGER}
    host = (await ask_in_time(world.session, "Runtime.callFunctionOn", asked))["result"].get("objectId")
    if host is None:
        return
    node = (await ask_in_time(world.session, "DOM.describeNode", {"objectId": host}))["node"]
    for root in node.get("shadowRoots", ()):
        found = {"backendNodeId": root["backendNodeId"], "executionContextId": world.context}
        name = (await ask_in_time(world.session, "DOM.resolveNode", found))["object"]["objectId"]
        await _call_on(world.session, name, _LEARN)
    await _call_on(world.session, host, _EXPLAIN)


async def _call_on(session: CDPSession, name: str, function: str) -> None:
    answer = await ask_in_time(
        session, "Runtime.callFunctionOn", {"objectId": name, "functionDeclaration": function}
    )
    if "exceptionDetails" in answer:
        raise Error("the watcher does not run there")
