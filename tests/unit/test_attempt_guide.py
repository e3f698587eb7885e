"""An attempt with a window that shows what a script has it show."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from page_samples import block, button, document, field

from flows.load import load
from helper.evidence.store import Archive
from helper.guide.attempt import Attempt
from helper.guide.plan import Plan
from helper.guide.talk import Talk
from helper.page.facts import Page
from helper.page.ports import Event, NoPicture, PageChanged, Panel, WindowClosed
from helper.recognise import Lexicon
from helper.texts import Texts

SERVICE = load("facebook")
LOGIN = Page(
    document(
        url="https://www.facebook.com/login/",
        has_password=True,
        title="Se connecter",
        blocks=(block("Se connecter à Facebook", is_heading=True),),
        fields=(
            field(20, "text", "Adresse e-mail ou numéro de mobile"),
            field(21, "password", "Mot de passe"),
        ),
        buttons=(button(30, "Se connecter"),),
    )
)


class ShownPage:
    """A window in which a page appears, and which is closed as soon as the person is told that it is their turn."""

    browser_name = "none"
    is_fresh = True

    def __init__(self, page: Page) -> None:
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._page = page

    async def next_event(self, timeout: float | None) -> Event | None:
        return await self._events.get()

    async def open(self, url: str) -> bool:
        self._events.put_nowait(PageChanged(1, self._page))
        return True

    async def show(self, panel: Panel) -> None:
        if panel.turn in ("you", "problem"):
            self._events.put_nowait(WindowClosed())

    async def take_picture(self, tab: int, *, whole: bool) -> NoPicture:
        return NoPicture.GONE

    async def take_urgent_picture(self, tab: int) -> NoPicture:
        return NoPicture.GONE

    async def insert(self, *_: object) -> object:
        raise AssertionError("nothing is written here")


def go_through(tmp_path: Path, page: Page) -> list[str]:
    """Go through an attempt in which the window shows this page; gives what the terminal said."""
    said: list[str] = []
    plan = Plan(SERVICE, None, None, None, (document().url,), 60, 60, "facebook", "Facebook")
    work, window = Archive(tmp_path).begin("facebook"), ShownPage(page)
    talk = Talk(window, Texts.load("fr"), say=said.append, detail=lambda _: None)  # type: ignore[arg-type]
    attempt = Attempt(plan, window, work, talk)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as thread:  # pytest-playwright keeps a loop of its own in this thread
        thread.submit(lambda: asyncio.run(asyncio.wait_for(attempt.run(), 20))).result()
    work.close()
    return said


def test_the_words_of_an_answer_are_ready_before_the_form_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is quick presses Send as the form comes: a toast of 1.5 s was gone before its words could be read."""
    prepared: list[tuple[str, ...]] = []
    monkeypatch.setattr(Lexicon, "prepare", lambda _, languages: prepared.append(tuple(languages)))
    go_through(tmp_path, LOGIN)
    assert prepared == [("fr",)]


def test_for_a_form_that_nobody_here_can_read_no_language_is_made_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them took half a minute beside the events: the answer was not pictured, and the program outlived its window.

    Which few languages an answer may be in is told by its words, once it is there (`read_answer`).
    """
    prepared: list[tuple[str, ...]] = []
    monkeypatch.setattr(Lexicon, "prepare", lambda _, languages: prepared.append(tuple(languages)))
    fields = (
        field(21, "email", before="כתובת דוא״ל", value="ana@example.org"),
        field(22, "textarea", "אנא הסבר כיצד העיבוד משפיע עליך", value=""),
    )
    title = "התנגדות לשימוש במידע שלך עבור בינה מלאכותית"
    facts = {"language": "he", "title": title, "blocks": (block(title, is_heading=True),)}
    go_through(tmp_path, Page(document(fields=fields, buttons=(button(30, "שליחה"),), **facts)))
    assert prepared == [()]
