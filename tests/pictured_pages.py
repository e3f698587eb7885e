"""Pages of a form with a frame over it, for the tests of pictures, and the pictures that a window takes of them."""

from __future__ import annotations

import io
from functools import partial

from PIL import Image
from window_stage import HOST, OTHER, WindowStage

from helper.page.facts import Page
from helper.page.ports import NoPicture, PageChanged, Picture

FORM_URL, LOGIN_URL, SLOW_URL = f"https://{HOST}/", f"https://{OTHER}/", f"https://{OTHER}/slow"
RED, BLUE = (255, 0, 0), (0, 0, 255)
LOGIN = '<body style="margin: 0; background: rgb(255, 0, 0)"><input type="password"></body>'


def form(frame: str = "", *, more: str = "") -> str:
    """Give a page with a form and a frame over it."""
    return f"<!DOCTYPE html><h1>Form</h1><form><textarea></textarea><button>Send</button></form>{frame}{more}"


def frame(source: str, *, style: str = "position: fixed; inset: 0; width: 400px; height: 300px") -> str:
    """Give a frame element."""
    return f'<iframe src="{source}" style="{style}"></iframe>'


def colours(picture: Picture) -> set[tuple[int, int, int]]:
    """Give the colours that cover something in a picture."""
    with Image.open(io.BytesIO(picture.png)) as image:
        found = image.convert("RGB").getcolors(1 << 24) or []
    return {colour for count, colour in found if count > 300}  # type: ignore[misc]


async def go(stage: WindowStage, url: str = FORM_URL) -> Page:
    """Open the page and wait until the window knows it; gives what it shows."""
    await stage.window.open(url)
    event = await stage.wait_for(
        lambda e: isinstance(e, PageChanged) and e.page.url == url and not e.page.is_loading
    )
    return event.page  # type: ignore[union-attr,no-any-return]


async def take(stage: WindowStage, *, whole: bool = True) -> Picture | NoPicture:
    """Take a picture of the first tab."""
    return await stage.window.take_picture(1, whole=whole)


async def take_in_time(stage: WindowStage, *, is_urgent: bool = False) -> Picture:
    """Take a picture as soon as there may be one: a viewer, or a busy computer, may take its time."""
    once = partial(stage.window.take_urgent_picture, 1) if is_urgent else partial(take, stage)
    while not isinstance(picture := await once(), Picture):
        await stage.window.next_event(0.2)
    return picture


PASSWORD = "<input type=password>"
