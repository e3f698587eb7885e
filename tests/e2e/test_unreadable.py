"""A page that the watcher cannot read: the program hears that it is so, pictures nothing of it, and reads it once it can."""

from __future__ import annotations

from pathlib import Path

import pytest
from pictured_pages import FORM_URL, form, go, take, take_in_time
from window_stage import WindowStage, in_thread, open_window

from helper.page.facts import Document
from helper.page.ports import NoPicture, PageChanged, Pressed

pytestmark = pytest.mark.usefixtures("display")
# What the watcher asks while it looks for secrets, and while it reads the rest.
OF_SECRETS, OF_THE_REST = "RegExp.prototype.test", "globalThis.getComputedStyle"
PAGE = form(more="<input value=words>")


async def in_our_world(stage: WindowStage, act: str) -> None:
    """Do something in the watcher's world, which no page can reach."""
    top = stage.window._tabs[stage.page].top()
    assert top
    await top.call(f"() => {{ {act} }}")


async def forbid(stage: WindowStage, what: str) -> None:
    """Let something that the watcher needs fail from now on."""
    await in_our_world(
        stage, f"globalThis.kept = {what}; {what} = () => {{ throw new Error('not to be had'); }}"
    )


async def change(stage: WindowStage, *, is_unsure: bool) -> Document:
    """Change the page and wait for the report of it."""
    await stage.page.evaluate("() => { document.body.append(document.createElement('hr')) }")
    event = await stage.wait_for(
        lambda e: isinstance(e, PageChanged) and e.page.top and e.page.top.is_unsure is is_unsure
    )
    assert isinstance(event, PageChanged)
    assert event.page.top
    return event.page.top


@pytest.mark.parametrize("what", [OF_SECRETS, OF_THE_REST])
def test_a_page_that_cannot_be_read_is_reported_as_such_until_it_can(tmp_path: Path, what: str) -> None:
    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: PAGE}) as stage:
            read = await go(stage)
            assert read.top
            assert read.top.fields
            await forbid(stage, what)
            unread = await change(stage, is_unsure=True)
            assert (unread.fields, unread.blocks, unread.ready) == ((), (), "complete")
            await in_our_world(stage, f"{what} = kept")
            assert (await change(stage, is_unsure=False)).fields == read.top.fields

    in_thread(play)


@pytest.mark.parametrize("what", [OF_SECRETS, OF_THE_REST])
def test_who_presses_send_on_a_page_that_cannot_be_read_is_heard(tmp_path: Path, what: str) -> None:
    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: PAGE}) as stage:
            await go(stage)
            await forbid(stage, what)
            await stage.page.locator("button").click(no_wait_after=True)
            pressed = await stage.wait_for(lambda e: isinstance(e, Pressed))
            assert isinstance(pressed, Pressed)
            assert pressed.page.top
            assert pressed.page.top.is_unsure

    in_thread(play)


def test_where_secrets_cannot_be_looked_for_no_picture_is_taken(tmp_path: Path) -> None:
    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: PAGE}) as stage:
            await go(stage)
            await take_in_time(stage)
            await forbid(stage, OF_SECRETS)
            assert await take(stage) is NoPicture.SENSITIVE
            await change(stage, is_unsure=True)
            assert await stage.window.take_urgent_picture(1) is NoPicture.SENSITIVE
            await in_our_world(stage, f"{OF_SECRETS} = kept")
            await change(stage, is_unsure=False)
            await take_in_time(stage)

    in_thread(play)
