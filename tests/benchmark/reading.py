"""How long one look at a page takes, whatever the page: the page and the person wait meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator

from playwright.sync_api import CDPSession, sync_playwright
from replica.browser_wrapper import browser_path
from replica.display import some_display

from benchmark.figure import Figure, of_times
from helper.browser.messages import Watched

RUNS = 15
ADDRESS = "https://form.example/"
WATCHED = Watched(("form.example",), (), ("code",), {}, "en")
FORM = "<!DOCTYPE html><html lang=en><h1>Object</h1><form><label>Why <textarea></textarea></label><button>Send</button></form>"
# `node(i)` of each is one of many; `0` is the form alone.
PAGES = {
    "form": (0, ""),
    "words": (50_000, "<p>A text that has nothing to do with the form.</p>"),
    "fields": (20_000, "<label>Number <input type=text></label>"),
    "buttons": (20_000, "<div role=button>Press <b>here</b></div>"),
    "alerts": (20_000, "<div role=alert>Something</div>"),
    "addresses": (20_000, "<p>somebody@example.org</p>"),
    "frames_and_dialogs": (2_000, "<div role=dialog>Words</div><iframe width=20 height=20></iframe>"),
}
FILL = "([count, node]) => { const box = document.createElement('div'); box.innerHTML = node.repeat(count); document.body.append(box); }"
# Everything changes sixty times a second, or as often as the computer can.
CHANGE = """(count) => { const texts = Array.from({ length: count }, () => document.createElement("p"));
  document.body.append(...texts); let turn = 0;
  setInterval(() => { turn++; for (const text of texts) text.textContent = `${turn}`; }, 1000 / 60); }"""
TIMED = """(name) => { document.body.offsetHeight; // the page's own layout is none of ours
  const begin = performance.now(); globalThis.optout[name](); return performance.now() - begin; }"""


def measure() -> Iterator[Figure]:
    """Read pages of many nodes, all of one kind, and one that changes all the time."""
    with some_display(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            headless=False,
            chromium_sandbox=os.geteuid() != 0,
            env=dict(os.environ),
        )
        for name, (count, node) in PAGES.items():
            page = browser.new_page()
            page.route("**/*", lambda route: route.fulfill(body=FORM, content_type="text/html"))
            page.goto(ADDRESS)
            page.evaluate(FILL, [count, node])
            yield from _read(name, page.context.new_cdp_session(page))
            page.close()
        page = browser.new_page()
        page.route("**/*", lambda route: route.fulfill(body=FORM, content_type="text/html"))
        page.goto(ADDRESS)
        page.evaluate(CHANGE, 20_000)
        yield from _read("changing", page.context.new_cdp_session(page))
        browser.close()


def _read(page: str, session: CDPSession) -> Iterator[Figure]:
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "reading"})
    context = world["executionContextId"]
    script = f"globalThis.optoutSay = () => {{}}; {WATCHED.script()}"
    session.send("Runtime.evaluate", {"expression": script, "contextId": context})
    for name in ("collect", "secrets", "personalRegions"):
        request = {
            "executionContextId": context,
            "functionDeclaration": TIMED,
            "arguments": [{"value": name}],
            "returnByValue": True,
        }
        times = [
            session.send("Runtime.callFunctionOn", request)["result"]["value"] / 1000 for _ in range(RUNS)
        ]
        yield of_times(f"reading_{page}_{name}", times, "ms", "under 250")
