"""What a page made into a control sends where no button stands: told anew at each reading, since a page is drawn in parts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from watched_page import WatchedPage

FORM = """<form id=main><p>Email address <input type=email value="ana@example.org"></p>
  <p>Why? <textarea></textarea></p><x-control>Send</x-control></form>"""
BUTTON = (
    "main.append(Object.assign(document.createElement('button'), { type: 'button', textContent: 'Cancel' }));"
)


def presses(watched: WatchedPage) -> list[Any]:
    """Press the control, and give what is reported of it."""
    watched.page.locator("x-control").click()
    told: list[Any] = watched.call(
        "() => said.filter((one) => one.kind === 'press' && one.manner !== 'other').map(({ manner, text }) => [manner, text])"
    )
    return told


def is_button(watched: WatchedPage) -> bool:
    """Whether the page is read as one whose made control is its button."""
    return bool(
        watched.call("() => optout.collect().buttons.some((one) => one.text === 'Send' && !one.isMade)")
    )


def test_where_no_button_stands_it_is_one(context: BrowserContext) -> None:
    watched = WatchedPage(context, FORM)
    assert is_button(watched)
    assert presses(watched) == [["button", ""]]


def test_a_button_that_comes_later_takes_its_place(context: BrowserContext) -> None:
    watched = WatchedPage(context, FORM)
    assert is_button(watched)
    watched.page.evaluate(BUTTON)
    assert not is_button(watched)
    assert presses(watched) == [["made", "Send"]]


@pytest.mark.parametrize("event", ["pointerdown", "mousedown"])
def test_what_it_was_as_it_went_down_is_what_was_pressed(context: BrowserContext, event: str) -> None:
    watched = WatchedPage(context, FORM)
    assert is_button(watched)
    watched.page.evaluate(f"addEventListener('{event}', () => {{ {BUTTON} }})")
    # The watcher reads what has changed before the button is let go.
    watched.call(f"() => addEventListener('{event}', () => {{ optout.collect(); }})")
    assert presses(watched) == [["button", ""]]


BY_LABEL = """<form action="/sent" onsubmit="return false"><p>Why? <textarea></textarea></p>
  {}<label for=own id=seen>Send</label> <p>Below it</p></form>"""


@pytest.mark.parametrize(
    "own",
    [
        "<input type=submit id=own value='' style='opacity: 0'>",
        "<input type=submit id=own value=Send style='position: absolute; left: -9999px'>",
        "<button id=own hidden></button>",
        "<button id=own style='display: block; width: 1px; height: 1px; overflow: hidden; padding: 0; border: 0'></button>",
        "<input type=image id=own style='visibility: hidden'>",
    ],
)
def test_a_button_that_only_its_label_shows_is_a_button(context: BrowserContext, own: str) -> None:
    watched = WatchedPage(context, BY_LABEL.format(own))
    assert is_button(watched)
    watched.page.locator("#seen").click()
    told = watched.call("() => said.filter((one) => one.kind === 'press').map((one) => one.manner)")
    assert told == ["button"]
    texts = watched.call("() => optout.collect().blocks.map((one) => one.text)")
    assert "Below it" in texts
    assert "Send" not in texts  # what is written on a button is no text of the page


def test_a_button_that_nobody_sees_is_none(context: BrowserContext) -> None:
    hidden = "<button id=own hidden>Send</button>"
    watched = WatchedPage(context, BY_LABEL.format(hidden).replace("id=seen", "id=seen hidden"))
    assert not is_button(watched)


def test_the_label_of_a_button_that_is_seen_is_text(context: BrowserContext) -> None:
    watched = WatchedPage(
        context, BY_LABEL.format("<button id=own>Send</button>").replace(">Send</l", ">Done</l")
    )
    assert is_button(watched)
    assert "Done" in watched.call("() => optout.collect().blocks.map((one) => one.text)")
