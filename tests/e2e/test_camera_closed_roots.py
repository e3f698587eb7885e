"""Pictures of pages with closed shadow roots, into which no watcher sees: a password in one is in no picture (promise 4)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pictured_pages import FORM_URL, PASSWORD, form, go, take, take_in_time
from window_stage import WindowStage, in_thread, open_window

from helper.browser import window as window_module
from helper.browser.tabs import World
from helper.page.ports import NoPicture, PageChanged, Picture, Pressed

pytestmark = pytest.mark.usefixtures("display")
ATTACH = """secret => {
  const root = host.attachShadow({ mode: 'closed' });
  root.innerHTML = `<p>words</p><div></div>`;
  root.querySelector('div').attachShadow({ mode: 'closed' }).innerHTML = secret;
}"""
NEVER_URL = f"{FORM_URL}never"
POSTS = (
    "<!DOCTYPE html><form method=post action=/never><textarea name=t></textarea><button>Send</button></form>"
    "<div id=host style='display: inline-block; background: rgb(255, 0, 0)'></div>"
)


def test_a_password_in_a_shadow_root_that_has_just_been_made_is_in_no_picture(tmp_path: Path) -> None:
    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: form(more="<div id=host></div>")}) as stage:
            await go(stage)
            await stage.page.evaluate(
                "() => { host.attachShadow({ mode: 'open' }).innerHTML = '<input type=password>' }"
            )
            assert await take(stage) is NoPicture.SENSITIVE

    in_thread(play)


def test_a_password_in_a_closed_root_that_has_just_been_made_is_in_no_picture(tmp_path: Path) -> None:
    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: POSTS}) as stage:
            await go(stage)
            await take_in_time(stage)
            await stage.page.evaluate(ATTACH, "<input>")
            assert isinstance(await take(stage), Picture)
            await stage.page.evaluate("() => { host.textContent = 'x' }")  # the page reports again
            await stage.page.evaluate("() => { host.remove() }")
            await stage.page.evaluate("() => { document.body.append(host2 = document.createElement('div')) }")
            await stage.page.evaluate(ATTACH.replace("host", "host2"), PASSWORD)
            assert await take(stage) is NoPicture.SENSITIVE
            await stage.page.evaluate("() => { host2.remove() }")
            assert isinstance(await take(stage), Picture)

    in_thread(play)


def test_a_field_in_a_closed_root_that_becomes_a_password_is_reported(tmp_path: Path) -> None:
    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: POSTS}) as stage:
            await go(stage)
            await stage.page.evaluate(
                "() => { (globalThis.root = host.attachShadow({ mode: 'closed' })).innerHTML = '<input>' }"
            )
            assert isinstance(await take(stage), Picture)
            await stage.page.evaluate("() => { root.firstChild.type = 'password' }")
            await stage.wait_for(lambda e: isinstance(e, PageChanged) and e.page.has_secret)

    in_thread(play)


@pytest.mark.parametrize("how", ["focus", "typed", "typed_and_unknown"])
def test_at_send_a_field_into_which_the_person_went_in_a_closed_root_is_known(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def say_nothing(world: World) -> None:
        """Let Chromium be too late with what it knows of the root."""

    if how == "typed_and_unknown":
        monkeypatch.setattr(window_module, "show_stranger", say_nothing)

    async def play() -> None:
        never: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        async with open_window(tmp_path, {FORM_URL: POSTS, NEVER_URL: never}) as stage:
            await go(stage)
            await take_in_time(stage)
            await stage.page.evaluate(ATTACH, PASSWORD)
            box = await stage.page.locator("#host").bounding_box()
            assert box
            await stage.page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 10)
            if how != "focus":
                await stage.page.keyboard.type("ab")
            if how != "typed_and_unknown":
                await stage.wait_for(lambda e: isinstance(e, PageChanged) and e.page.has_secret)
            await stage.page.locator("button").click(no_wait_after=True)
            await stage.wait_for(lambda e: isinstance(e, Pressed))
            assert await stage.window.take_urgent_picture(1) is NoPicture.SENSITIVE
            never.set_result("gone")

    in_thread(play)


@pytest.mark.parametrize(
    "inside", ["<button>Help</button>", "<textarea></textarea>", "<p contenteditable>x</p>"]
)
def test_at_send_what_the_person_did_in_a_closed_root_without_a_secret_costs_no_picture(
    tmp_path: Path, inside: str
) -> None:
    async def play() -> None:
        never: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        async with open_window(tmp_path, {FORM_URL: POSTS, NEVER_URL: never}) as stage:
            await go(stage)
            await take_in_time(stage)
            await stage.page.evaluate(ATTACH, inside)
            box = await stage.page.locator("#host").bounding_box()
            assert box
            await stage.page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 10)
            await stage.page.keyboard.type("ab")
            while not await is_explained(stage):
                await stage.window.next_event(0.05)
            await stage.page.locator("button").first.click(no_wait_after=True)
            await stage.wait_for(lambda e: isinstance(e, Pressed))
            assert isinstance(await stage.window.take_urgent_picture(1), Picture)
            never.set_result("gone")

    in_thread(play)


async def is_explained(stage: WindowStage) -> bool:
    """Tell whether the watcher knows what the person typed into."""
    top = stage.window._tabs[stage.page].top()
    assert top
    return await top.call("() => !optout.stranger()") is True
