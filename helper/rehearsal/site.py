"""A small practice site: one login page, one form, one answer. It exists only inside the rehearsal's browser window.

Its address ends in `.invalid`, which never resolves (RFC 2606 section 2): every request is answered here, none leaves.
"""

from __future__ import annotations

import html
from importlib import resources
from string import Template
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Route

from flows.hosts import PRACTICE_HOST
from helper.texts import Texts

EXAMPLE_ADDRESS = "camille.martin@example.org"
FORM_PATH = "/help/contact/1000000000001"


class PracticeSite:
    """Answers the requests of one rehearsal; a login lasts as long as the window."""

    def __init__(self, texts: Texts, address: str) -> None:
        self._texts = texts
        self._address = address
        self._is_logged_in = False
        self._style = resources.files(__package__).joinpath("practice.css").read_text(encoding="utf-8")
        self._pages = Template(
            resources.files(__package__).joinpath("practice.html").read_text(encoding="utf-8")
        )

    async def install(self, context: BrowserContext) -> None:
        """Answer everything that the window asks for; whatever is not the practice site does not exist."""
        await context.route("**/*", self._answer)

    async def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.hostname != PRACTICE_HOST:
            await route.abort()
            return
        is_post = route.request.method == "POST"
        if parts.path == "/login" and is_post:
            self._is_logged_in = True
            await self._send_to(route, FORM_PATH)
        elif not self._is_logged_in and parts.path != "/login":
            await self._send_to(route, "/login")
        else:
            name = "login" if parts.path == "/login" else "answer" if is_post else "form"
            await route.fulfill(body=self._page(name), content_type="text/html; charset=utf-8")

    @staticmethod
    async def _send_to(route: Route, path: str) -> None:
        # An intercepted request cannot be answered with a redirect status (Chromium, Playwright 1.65).
        page = f'<!doctype html><meta http-equiv="refresh" content="0;url={path}">'
        await route.fulfill(body=page, content_type="text/html; charset=utf-8")

    def _page(self, name: str) -> str:
        def say(key: str) -> str:
            return html.escape(self._texts.say(f"practice.{key}"))

        bodies = {
            "login": (
                f'<form method="post" action="/login"><h1>{say("login_title")}</h1><p>{say("login_intro")}</p>'
                f'<label for="who">{say("login_name")}</label><input id="who" name="who" autocomplete="username" value="{html.escape(self._address)}">'
                f'<label for="pass">{say("login_password")}</label><input id="pass" name="pass" type="password" autocomplete="off">'
                f'<button type="submit">{say("login_button")}</button></form>'
            ),
            "form": (
                f'<h1>{say("title")}</h1><p>{say("intro")}</p><form method="post" action="{FORM_PATH}">'
                f'<label for="email">{say("email")}</label><input id="email" name="email" type="email" required value="{html.escape(self._address)}">'
                f'<label for="why">{say("explanation")}</label><textarea id="why" name="why" rows="8"></textarea>'
                f'<button type="submit">{say("send")}</button></form>'
            ),
            "answer": f'<div class="answer" role="status"><h1>{say("answer_title")}</h1><p>{say("answer")}</p></div>',
        }
        return self._pages.substitute(
            language=self._texts.language,
            title=say("login_title" if name == "login" else "title"),
            style=self._style,
            # Beside the answer, which stays as the real one is: as part of it the words would take it back.
            banner=say("no_mail" if name == "answer" else "banner"),
            body=bodies[name],
        )
