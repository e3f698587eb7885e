"""Whether a picture shows all of a field: in a part of the page that scrolls by itself, in a frame, in a small field."""

from __future__ import annotations

from pathlib import Path

import pytest
from pictured_pages import FORM_URL, LOGIN_URL, go, take, take_in_time
from window_stage import in_thread, open_window

from helper.page.facts import Page
from helper.page.ports import Picture

pytestmark = pytest.mark.usefixtures("display")

LONG = "Je m’oppose à cet usage. " * 40
ADDRESS = '<input type="email" value="ana@example.org" style="display: block; height: 30px">'
REASON = '<textarea style="display: block; width: 300px; height: 60px">Mine.</textarea>'
FIELDS = f"{ADDRESS}<p style='height: 500px'>Explain</p>{REASON}<button>Send</button>"
SCROLLS = "height: 300px; overflow: auto"
# What stands around the fields, and what a picture of the whole page shows of address and explanation; what is in view.
PAGES = {
    "plain": (f"<form>{ADDRESS}{REASON}<button>Send</button></form>", ["whole", "whole"]),
    "long page": (f"<form><p style='height: 2000px'>Read</p>{FIELDS}</form>", ["off", "off"]),
    "dialog": (f"<dialog open style='{SCROLLS}'><form>{FIELDS}</form></dialog>", ["whole", "cut"]),
    "modal": (
        f"<dialog style='{SCROLLS}'><form>{FIELDS}</form></dialog><script>document.querySelector('dialog').showModal()</script>",
        ["whole", "cut"],
    ),
    "column": (f"<main style='{SCROLLS}; width: 600px'><form>{FIELDS}</form></main>", ["whole", "cut"]),
    "scrolled to its end": (
        f"<main style='{SCROLLS}'><form>{FIELDS}</form></main><script>document.querySelector('main').scrollTop = 9999</script>",
        ["cut", "whole"],
    ),
    "hidden by its column": (
        f"<main style='height: 300px; overflow: hidden'><form>{FIELDS}</form></main>",
        ["whole", "cut"],
    ),
    "body that scrolls": (f"<style>body {{ overflow: auto }}</style><form>{FIELDS}</form>", ["whole", None]),
    "laid out further up": (
        f"<main style='height: 10px; overflow: hidden'><form style='position: absolute; top: 20px'>{ADDRESS}{REASON}"
        "<button>Send</button></form></main>",
        ["whole", "whole"],
    ),
    "fixed": (
        f"<main style='height: 10px; overflow: hidden'><form style='position: fixed; top: 20px'>{ADDRESS}{REASON}"
        "<button>Send</button></form></main>",
        ["whole", "whole"],
    ),
    "more than it shows": (
        f"<form>{ADDRESS}{REASON.replace('Mine.', LONG)}<button>Send</button></form>",
        ["whole", "cut"],
    ),
    "an address longer than its field": (
        f"<form>{ADDRESS.replace('height: 30px', 'height: 30px; width: 60px')}{REASON}"
        "<button>Send</button></form>",
        ["cut", "whole"],
    ),
    "editable": (
        f"<form>{ADDRESS}<div contenteditable style='{SCROLLS}; width: 200px; height: 50px'>{LONG}</div>"
        "<button>Send</button></form>",
        ["whole", "cut"],
    ),
}  # fmt: skip


def sights(page: Page) -> list[str]:
    assert page.top
    return [field.sight for field in page.top.fields]


@pytest.mark.parametrize("name", PAGES)
def test_of_each_field_it_is_known_whether_a_picture_shows_it_whole(tmp_path: Path, name: str) -> None:
    body, expected = PAGES[name]

    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: f"<!DOCTYPE html><h1>Form</h1>{body}"}) as stage:
            await go(stage)
            picture = await take_in_time(stage)
            assert picture.is_whole
            found = sights(picture.after)
            assert [one if wanted else None for one, wanted in zip(found, expected, strict=True)] == expected
            in_view = await take(stage, whole=False)
            assert isinstance(in_view, Picture)
            assert not in_view.is_whole
            # Nothing was scrolled for it.
            assert sights(in_view.after) == found

    in_thread(play)


def test_what_the_person_scrolls_is_seen_as_it_is_pictured(tmp_path: Path) -> None:
    body, _ = PAGES["column"]

    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: f"<!DOCTYPE html>{body}"}) as stage:
            await go(stage)
            await stage.page.evaluate("document.querySelector('main').scrollTop = 9999")
            picture = await take_in_time(stage)
            assert sights(picture.before) == sights(picture.after) == ["cut", "whole"]
            assert await stage.page.evaluate("document.querySelector('main').scrollTop") > 0, "it stays there"

    in_thread(play)


@pytest.mark.parametrize("style", ["height: 900px", "height: 200px"])
def test_of_a_frame_too(tmp_path: Path, style: str) -> None:
    around = f"<!DOCTYPE html><div style='height: 400px; overflow: auto'><iframe src='{LOGIN_URL}' style='{style}'></iframe></div>"

    async def play() -> None:
        async with open_window(tmp_path, {FORM_URL: around, LOGIN_URL: f"<form>{FIELDS}</form>"}) as stage:
            await go(stage)
            await stage.page.frame_locator("iframe").locator("textarea").wait_for()
            picture = await take_in_time(stage)
            assert picture.after.top
            assert [one.sight for one in picture.after.top.frames] == ["cut" if "900" in style else "whole"]

    in_thread(play)
