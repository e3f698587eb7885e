"""Shows what the recogniser says of every page of the replica: state x language x engine, in a real window.

Run `make bench`, or `python -m benchmark.matrix [LANGUAGE...]` from `tests/`. The pages come from the replica, under the
services' real addresses; everything else is aborted.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Route
from replica.options import ENGINES
from replica.pages import render
from replica.places import PLACES
from replica.texts import LANGUAGES

from flows.load import Service, load
from flows.schema import State
from helper.browser.driver import start_driver
from helper.browser.find import find_browser
from helper.browser.launch import launch
from helper.browser.messages import Watched
from helper.browser.window import BrowserWindow
from helper.facts import Page
from helper.ports import PageChanged
from helper.recognise import Lexicon, Recognition, recognise

# What each page of the replica should be recognised as; several where the contract leaves both open.
EXPECTED = {
    "form": {State.FORM},
    "validation_error": {State.FORM, State.VALIDATION_ERROR},
    "code": {State.CODE, State.TWO_FACTOR},
    "already_objected": {State.ALREADY_OBJECTED},
    "unavailable": {State.UNAVAILABLE},
    "region": {State.UNAVAILABLE},
    "error": {State.UNAVAILABLE},
    "third_party_form": {State.THIRD_PARTY_FORM},
    "other_form": {State.OTHER_FORM},
    "gateway": {State.GATEWAY},
    "moved": {State.MOVED},
    "privacy_centre": {State.MOVED},
    "login": {State.LOGIN},
    "login_frame": {State.LOGIN},
    "two_factor": {State.TWO_FACTOR},
    "captcha": {State.CAPTCHA},
    "checkpoint": {State.CHECKPOINT},
    "locked": {State.CHECKPOINT},
    "consent": {State.CONSENT},
    "save_login": {State.SAVE_LOGIN},
    "page_identity": {State.PAGE_IDENTITY},
    "unknown": {State.UNKNOWN},
    "submitted": {State.UNKNOWN, State.SUBMITTED},  # without a press it is only a page without a form
    "cookie_banner": {State.COOKIE_BANNER},
}  # fmt: skip
QUIET_SECONDS = 0.35


@dataclass(frozen=True)
class Cell:
    """One page and what was said of it."""

    state: str
    language: str
    engine: str
    said: Recognition
    page: Page

    @property
    def is_right(self) -> bool:
        """Tell whether it was recognised."""
        return self.said.state in EXPECTED[self.state]


class Bench:
    """A window in which the replica's pages stand at the services' addresses."""

    def __init__(self, window: BrowserWindow, service: Service) -> None:
        self._window, self._service = window, service
        self._lexicon = Lexicon(service.words)
        self._pages: dict[str, str] = {}

    async def answer(self, route: Route) -> None:
        """Serve the page that was prepared for an address; nothing else exists."""
        parts = urlsplit(route.request.url)
        key = parts.path + ("?framed" if "framed" in parts.query else "")
        body = self._pages.get(key) if parts.hostname == self.host else None
        if body is None:
            await route.abort()
        else:
            await route.fulfill(body=body, content_type="text/html; charset=utf-8")

    host = ""

    async def look(self, state: str, language: str, engine: str, **options: object) -> Cell:
        """Open a page and read it once it is still."""
        place = PLACES[self._service.flow.name]
        url = address_of(state, place)
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self._pages = {parts.path: render(place_name(place), engine, language, state, **options)}
        if engine == "frame":
            self._pages[parts.path + "?framed"] = render(
                place_name(place), engine, language, state, framed=True, **options
            )
        return await self.read(url, state, language, engine)

    async def serve(self, url: str, html: str) -> None:
        """Let an address give these words."""
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self._pages = {parts.path: html}

    async def read(self, url: str, state: str = "", language: str = "", engine: str = "") -> Cell:
        """Open an address and recognise what stands there once nothing changes any more."""
        await self._window.open("about:blank")
        while await self._window.next_event(0.02):
            pass
        await self._window.open(url)
        page = Page(None)
        while True:
            event = await self._window.next_event(QUIET_SECONDS)
            if isinstance(event, PageChanged):
                page = event.page
            elif event is None and page.top is not None and page.url == url:
                break
        return Cell(state, language, engine, recognise(page, self._service.flow, self._lexicon), page)


def place_name(place: object) -> str:
    """Give the name under which the replica knows a place."""
    return next(name for name, known in PLACES.items() if known is place)


def address_of(state: str, place: object) -> str:
    """Give the address at which a state's page stands."""
    p = PLACES[place_name(place)]
    special = {
        "third_party_form": f"https://{p.host}{p.form_path.format(id=p.third_party_id)}",
        "other_form": f"https://{p.host}/help/contact/1994830130782319"
        if p.brand == "Facebook"
        else f"https://{p.host}/contact/117037592428568",
        "moved": "https://help.meta.com/support/privacy",
        "privacy_centre": f"https://{p.privacy_host}/privacy/genai",
        "login": f"https://{p.login_host}{p.login_path}",
        "login_frame": f"https://{p.login_host}{p.login_path}",
        "two_factor": f"https://{p.login_host}{p.two_factor_path}",
        "captcha": f"https://{p.login_host}{p.captcha_path}",
        "checkpoint": f"https://{p.login_host}{p.checkpoint_path}",
        "locked": f"https://{p.login_host}{p.checkpoint_path}",
        "consent": f"https://{p.login_host}{p.consent_path}",
        "save_login": f"https://{p.login_host}{p.save_login_path}",
        "unknown": f"https://{p.login_host}/",
    }
    return special.get(state, p.form_url)


def watched(service: Service) -> Watched:
    """Give the watcher's settings for a service."""
    return Watched(
        tuple(service.flow.hosts),
        tuple(service.flow.locale_domains),
        tuple(Lexicon(service.words).code_words()),
        {"name": "", "collapse": "", "expand": "", "move": ""},
        "en",
    )


async def run(languages: list[str], services: list[str]) -> list[Cell]:
    """Look at every page; prints the matrix and each page that was not recognised."""
    cells: list[Cell] = []
    for name in services:
        service = load(name)
        async with start_driver() as starting, launch(await starting, find_browser()) as opened:
            window = BrowserWindow(opened, watched(service))
            bench = Bench(window, service)
            await opened.context.route("**/*", bench.answer)
            await window.start()
            for language in languages:
                for state in EXPECTED:
                    if state == "login_frame":
                        continue
                    engines = (
                        ENGINES
                        if state in ("form", "already_objected", "unavailable", "gateway")
                        else ("desktop", "react")
                    )
                    for engine in engines:
                        try:
                            cells.append(await bench.look(state, language, engine))
                        except (KeyError, NotImplementedError) as error:
                            print("no page:", state, language, engine, repr(error), file=sys.stderr)
    return cells


def main() -> None:
    """Print the figures as one JSON line, and the cells off the diagonal before it."""
    languages = sys.argv[1:] or list(LANGUAGES)
    cells = asyncio.run(run(languages, ["facebook", "instagram"]))
    wrong = [c for c in cells if not c.is_right]
    for c in wrong:
        print(f"{c.state:18} {c.language} {c.engine:8} -> {c.said.state} {c.said.languages}")
    unknown = [c for c in wrong if c.said.state is State.UNKNOWN]
    print(
        json.dumps(
            {
                "bench": "recogniser",
                "pages": len(cells),
                "right": len(cells) - len(wrong),
                "unknown": len(unknown),
                "wrong": len(wrong) - len(unknown),
                "false_form": sum(c.said.state is State.FORM for c in wrong),
                "by_state": Counter(c.state for c in wrong),
            }
        )
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
