"""A button in a closed shadow root: what is pressed there is told, though nobody reads what stands in it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from watched_page import WatchedPage

HOST = "<p id=beside>Beside it</p><div id=host></div>"
INSIDE = """() => {
  globalThis.root = host.attachShadow({ mode: "closed" });
  root.innerHTML = "<form><input id=field><label><input type=checkbox>Yes</label><button>Send</button></form>";
  root.querySelector("form").onsubmit = (event) => event.preventDefault();
}"""


def presses(watched: WatchedPage) -> list[Any]:
    """Give the presses that were reported, how each was made and what was written on it."""
    told: list[Any] = watched.call(
        "() => said.filter((one) => one.kind === 'press').map(({ manner, text }) => [manner, text])"
    )
    return told


@pytest.mark.parametrize(
    ("keys", "right"),
    [
        (("Tab", "Tab", "Tab", "Enter"), [["made", ""]]),
        (("Tab", "Tab", "Tab", "Space"), [["made", ""]]),
        (("Tab", "a", "Enter"), [["made", ""]]),
        (("Tab", "Tab", "Space"), []),
        (("Tab", "a"), []),
    ],
    ids=["enter", "space", "enter in a field", "a box", "typing"],
)
def test_a_button_that_is_pressed_there_is_told_without_its_words(
    context: BrowserContext, keys: tuple[str, ...], right: list[Any]
) -> None:
    watched = WatchedPage(context, HOST)
    watched.page.evaluate(INSIDE)
    watched.learn("root")
    for key in keys:
        watched.page.keyboard.press(key)
    assert [one for one in presses(watched) if one[0] != "other"] == right


def test_beside_it_nothing_is(context: BrowserContext) -> None:
    watched = WatchedPage(context, HOST)
    watched.page.evaluate(INSIDE)
    watched.learn("root")
    watched.page.locator("#beside").click()
    assert [manner for manner, _ in presses(watched) if manner != "other"] == []
