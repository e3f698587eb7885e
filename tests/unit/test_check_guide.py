"""A privacy check with a window that tells a script: what it keeps, what it refuses, and when it ends."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from evidence_samples import picture
from page_samples import document

from flows import CHECK
from flows.load import load
from flows.privacy_check import load_check
from helper.evidence.store import Archive
from helper.guide.check import Check
from helper.guide.check_plan import CheckPlan, conclude_check
from helper.page.facts import Page
from helper.page.ports import Event, NoPicture, PageChanged, Panel, PanelPressed, Picture, WindowClosed
from helper.record import Outcome
from helper.texts import Texts

AT = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
CHECKED = load_check()
SETTINGS = "https://www.facebook.com/settings/"


def page_at(url: str) -> Page:
    """Make a page of settings: nothing on it is recognised."""
    facts = document(url=url, title="Settings", blocks=(), fields=(), buttons=(), forms=())
    return Page(facts)


def nothing_at(number: int) -> Page:
    """Make the browser's own page in place of one that did not load."""
    return Page(document(id=str(number), url="chrome-error://chromewebdata/", is_ours=False))


def picture_of(url: str) -> Picture:
    page = page_at(url)
    return Picture(picture(), AT, url, regions=(), scale=1.0, before=page, after=page)


class ScriptedWindow:
    """A window in which a person presses buttons as soon as they are drawn."""

    browser_name = "none"
    is_fresh = True

    def __init__(
        self, presses: Iterable[str], pictures: Iterable[Picture | NoPicture], opens: bool = True
    ) -> None:
        self.nothing_at = nothing_at
        self.opened: list[str] = []
        self.panels: list[Panel] = []
        self.taken = 0
        self._presses, self._pictures, self._opens = list(presses), list(pictures), opens
        self._events: asyncio.Queue[Event] = asyncio.Queue()

    async def next_event(self, timeout: float | None) -> Event | None:
        return await self._events.get()

    async def open(self, url: str) -> bool:
        self.opened.append(url)
        shown = page_at(url.partition("?")[0]) if self._opens else self.nothing_at(len(self.opened))
        self._events.put_nowait(PageChanged(1, shown))
        return self._opens

    async def show(self, panel: Panel) -> None:
        self.panels.append(panel)
        drawn = {key for key, _ in panel.buttons}
        if not self._presses and not drawn:
            self._events.put_nowait(WindowClosed())
        elif self._presses and self._presses[0] in drawn:
            self._events.put_nowait(PanelPressed(self._presses.pop(0), 1))

    async def take_picture(self, tab: int, *, whole: bool) -> Picture | NoPicture:
        self.taken += 1
        return self._pictures.pop(0)

    async def take_urgent_picture(self, tab: int) -> Picture | NoPicture:
        raise AssertionError("nobody sends anything here")

    async def insert(self, *_: object) -> object:
        raise AssertionError("nothing is written here")


def run(tmp_path: Path, window: ScriptedWindow, *, timeout: float = 60, pages: int = 1) -> Check:
    work = Archive(tmp_path).begin(CHECK)
    chosen = CHECKED.pages[:pages]
    plan = CheckPlan(chosen, {one.flow: load(one.flow) for one in chosen}, "1", "0" * 64, timeout, 60)
    check = Check(plan, window, work, texts=Texts.load("en"), say=lambda _: None, detail=lambda _: None)
    # pytest-playwright keeps a loop of its own in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asyncio.wait_for(check.run(), 20))).result()
    work.close()
    return check


@pytest.mark.parametrize("why", list(NoPicture))
def test_a_picture_that_cannot_be_taken_is_said_and_the_person_stays(tmp_path: Path, why: NoPicture) -> None:
    window = ScriptedWindow(["keep-0", "keep-0"], [why, picture_of(SETTINGS)])
    check = run(tmp_path, window)
    assert conclude_check(check.history) == (Outcome.REVIEWED, 0)
    assert len(window.opened) == 1
    assert [one.said for one in check.history.visits] == ["picture"]
    assert len(check.kept.evidence) == 1
    assert any(line.tone == "warn" for panel in window.panels for line in panel.lines)


def test_a_picture_of_another_host_is_not_kept(tmp_path: Path) -> None:
    elsewhere = picture_of("https://www.facebook.com.example/settings")
    check = run(tmp_path, ScriptedWindow(["keep-0", "skip-0"], [elsewhere]))
    assert check.kept.evidence == ()
    assert [one.said for one in check.history.visits] == ["no_picture"]


def test_each_page_is_opened_once_in_its_order(tmp_path: Path) -> None:
    window = ScriptedWindow(["skip-0", "skip-1"], [])
    run(tmp_path, window, pages=2)
    assert window.opened == [page.address.url for page in CHECKED.pages[:2]]
    assert window.taken == 0


def test_a_page_that_does_not_load_waits_for_the_person_and_is_not_claimed(tmp_path: Path) -> None:
    window = ScriptedWindow(["try_again-0", "try_again-0", "skip-0", "skip-1"], [], opens=False)
    check = run(tmp_path, window, pages=2)
    first, second = (page.address.url for page in CHECKED.pages[:2])
    assert window.opened == [first, first, first, second]
    assert [one.reached for one in check.history.visits] == [False, False]
    assert conclude_check(check.history) == (Outcome.NOT_SENT, 3)
    assert check.findings.notes == ["unreachable"]
    assert window.taken == 0


def test_a_page_that_crashes_is_said_to_have_crashed_and_is_opened_again_when_the_person_wants(
    tmp_path: Path,
) -> None:
    window = ScriptedWindow(["try_again-0", "skip-0", "skip-1"], [], opens=False)
    window.nothing_at = lambda _: Page(None, has_crashed=True)
    run(tmp_path, window, pages=2)
    first, second = (page.address.url for page in CHECKED.pages[:2])
    assert window.opened == [first, first, second]
    assert any("crashed" in panel.now for panel in window.panels)
    assert not any("connected to the internet" in panel.now for panel in window.panels)


def test_without_any_act_of_the_person_it_ends_and_claims_nothing(tmp_path: Path) -> None:
    window = ScriptedWindow(["never"], [])
    check = run(tmp_path, window, timeout=1.5)
    assert conclude_check(check.history) == (Outcome.NOT_SENT, 3)
    assert "Still there?" in window.panels[-1].lines[-1].text
