"""A page with the watcher in it and nothing else of the program: what it reads there, and what it reports."""

from __future__ import annotations

import json
from typing import Any

from page_samples import FORM_URL
from playwright.sync_api import BrowserContext, Route

from flows.load import load
from helper.browser.messages import Watched

WORLD = "watched"
WATCHED = Watched(tuple(load("facebook").flow.hosts), (), ("code",), {}, "en")
# Time stands still, so that all is read however many fields there are: of very many a busy computer reads a part.
SCRIPT = (
    "performance.now = () => 0; globalThis.said = []; globalThis.optoutSay = (message) => said.push(JSON.parse(message));\n"
    + WATCHED.script()
)


class WatchedPage:
    """A page with the watcher in an isolated world of each of its documents, as the program has it."""

    def __init__(self, context: BrowserContext, body: str, framed: str = "", *, policy: str = "") -> None:
        """`policy`: of the page's contents, as its server says it."""
        headers = {"Content-Type": "text/html"} | ({"Content-Security-Policy": policy} if policy else {})

        def answer(route: Route) -> None:
            shown = framed if route.request.url.endswith("/framed") else body
            route.fulfill(body=f"<!DOCTYPE html><title>Page</title>{shown}", headers=headers)

        self.page = context.new_page()
        self.page.route("**/*", answer)
        self._session = context.new_cdp_session(self.page)
        self._worlds: list[dict[str, Any]] = []
        self._session.on("Runtime.executionContextCreated", lambda e: self._worlds.append(e["context"]))
        for method, request in (
            ("Page.enable", {}),
            ("Runtime.enable", {}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": SCRIPT, "worldName": WORLD}),
        ):
            self._session.send(method, request)
        self.page.goto(FORM_URL)

    def _frames(self) -> list[str]:
        tree = self._session.send("Page.getFrameTree")["frameTree"]
        return [tree["frame"]["id"], *(child["frame"]["id"] for child in tree.get("childFrames", ()))]

    def call(self, function: str, *arguments: object, frame: int = 0, world: str = WORLD) -> Any:
        """Call a function in the world of the page, or of one of its frames; fails where that does not end."""
        name = self._frames()[frame]
        mine = [w for w in self._worlds if w["name"] == world and w["auxData"]["frameId"] == name]
        request = {
            "expression": f"({function})({', '.join(map(json.dumps, arguments))})",
            "contextId": mine[-1]["id"],
            "returnByValue": True,
            "awaitPromise": True,
            "timeout": 30_000,
        }
        answer = self._session.send("Runtime.evaluate", request)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def learn(self, root: str) -> None:
        """Hand a shadow root to the watcher, as the browser does with a closed one; `root` is its name in the page's own script."""
        node = self._session.send("Runtime.evaluate", {"expression": root})["result"]["objectId"]
        described = self._session.send("DOM.describeNode", {"objectId": node})["node"]["backendNodeId"]
        mine = [w["id"] for w in self._worlds if w["name"] == WORLD][-1]
        there = self._session.send(
            "DOM.resolveNode", {"backendNodeId": described, "executionContextId": mine}
        )["object"]["objectId"]
        declared = "function () { optout.learn(this.firstElementChild); }"
        self._session.send("Runtime.callFunctionOn", {"objectId": there, "functionDeclaration": declared})

    def begin_anew(self, world: str) -> None:
        """Begin to watch what stands there already, as in a window that opened by itself."""
        for frame in self._frames():
            made = self._session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": world})
            request = {"expression": SCRIPT, "contextId": made["executionContextId"]}
            answer = self._session.send("Runtime.evaluate", request)
            assert "exceptionDetails" not in answer, answer["exceptionDetails"]
