"""A press on the guide panel counts, though what the program says changes while the finger is down."""

from __future__ import annotations

import json

import pytest
from panel_samples import SITUATIONS, panel_model, panel_script
from playwright.sync_api import Page

SIZE = {"width": 1200, "height": 900}


@pytest.fixture
def panel(page: Page) -> Page:
    """Give a page with the panel in it, which offers two buttons."""
    page.set_viewport_size(SIZE)
    page.goto("about:blank")
    page.evaluate("document.body.innerHTML = '<input autofocus>'")
    page.locator("input").focus()
    draw_panel(page)
    return page


def draw_panel(page: Page) -> None:
    page.evaluate(panel_script(panel_model(SITUATIONS["by_hand_offered"], "fr")))


def change(page: Page) -> None:
    """Let the program say more than it did: the panel grows, and its buttons stand elsewhere."""
    model = panel_model(SITUATIONS["by_hand_offered"], "fr")
    longer = model | {"now": model["now"] * 6}
    page.evaluate(f"optoutPanel.render({json.dumps(longer)})")


def shown(page: Page) -> str:
    return page.locator("p.now").inner_text()


def point_at(page: Page, button: str) -> None:
    box = page.locator(f"#{button}").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def press_down(page: Page, way: str) -> None:
    """Begin to press a button of the panel, and hold it."""
    if way == "mouse":
        point_at(page, "b-was_sent")
        page.mouse.down()
    else:
        page.locator("#b-was_sent").focus()
        page.keyboard.down(" ")


@pytest.mark.parametrize("is_anew", [False, True], ids=["the page as it was", "a page written anew"])
@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_a_press_counts_though_the_panel_changes_meanwhile(panel: Page, way: str, is_anew: bool) -> None:
    if is_anew:  # which takes whoever listens away
        panel.evaluate(
            "document.open(); document.write('<p>Anew</p>'); document.close(); optoutPanel.follow()"
        )
    before = shown(panel)
    press_down(panel, way)
    change(panel)
    assert shown(panel) == before, "what is pressed stays"
    if way == "mouse":
        panel.mouse.up()
    else:
        panel.keyboard.up(" ")
    assert panel.evaluate("said") == [{"kind": "panel", "button": "was_sent"}]
    panel.wait_for_function("before => document.documentElement.lastElementChild.shadowRoot"
                            ".querySelector('p.now').innerText !== before", arg=before)  # fmt: skip


@pytest.mark.parametrize("way", ["mouse", "keys"])
@pytest.mark.parametrize("end", ["elsewhere", "unseen"])
def test_a_press_that_is_given_up_holds_nothing_back(panel: Page, way: str, end: str) -> None:
    panel.clock.install()
    draw_panel(panel)
    before = shown(panel)
    press_down(panel, way)
    change(panel)
    if end == "unseen":
        panel.clock.run_for(10_000)
    elif way == "mouse":
        panel.mouse.move(20, 20)
        panel.mouse.up()
    else:
        panel.locator("input").focus()
        panel.keyboard.up(" ")
    panel.clock.run_for(10)
    assert shown(panel) != before
    assert panel.evaluate("said") == []


def test_a_press_counts_though_the_window_changes_meanwhile(panel: Page) -> None:
    point_at(panel, "b-was_sent")
    panel.mouse.down()
    panel.set_viewport_size({"width": 1500, "height": 1000})
    panel.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    panel.mouse.up()
    assert panel.evaluate("said") == [{"kind": "panel", "button": "was_sent"}]
    panel.wait_for_function("() => document.documentElement.lastElementChild.shadowRoot"
                            ".querySelector('.panel').getBoundingClientRect().right > 1400")  # fmt: skip


@pytest.mark.parametrize("way", ["right_button", "shift"])
def test_what_presses_nothing_holds_nothing_back(panel: Page, way: str) -> None:
    before = shown(panel)
    if way == "right_button":
        point_at(panel, "b-was_sent")
        panel.mouse.down(button="right")
    else:
        panel.locator("#b-was_sent").focus()
        panel.keyboard.down("Shift")
    change(panel)
    assert shown(panel) != before


def test_dragged_it_stays_where_it_is_let_go_though_it_changes_meanwhile(panel: Page) -> None:
    before = panel.locator("section.panel").bounding_box()
    assert before is not None
    panel.mouse.move(before["x"] + 40, before["y"] + 15)
    panel.mouse.down()
    panel.mouse.move(300, 100)
    change(panel)
    panel.mouse.move(140, 65)
    panel.mouse.up()
    [*_, kept] = panel.evaluate("said")
    assert (kept["x"], kept["y"]) == (100, 50)
    box = panel.locator("section.panel").bounding_box()
    assert box is not None
    assert (round(box["x"]), round(box["y"])) == (100, 50)


def test_where_the_person_put_it_last_counts_and_not_what_the_program_still_has(panel: Page) -> None:
    for _ in range(2):
        panel.locator("#move").click()
    [first, second] = panel.evaluate("said")
    model = panel_model(SITUATIONS["form"], "fr")
    before = panel.locator("section.panel").bounding_box()
    panel.evaluate(f"optoutPanel.render({json.dumps(model | {'place': first})})")
    after = panel.locator("section.panel").bounding_box()
    assert before is not None
    assert after is not None
    assert first != second
    assert after["x"] > SIZE["width"] / 2, "at the right, where the second press put it"
    assert after["y"] == before["y"]


# Sends to an element all that a script can pretend of a person who presses or drags it.
PRETEND = """(root) => {
  const base = { bubbles: true, composed: true, cancelable: true, view: window, button: 0, detail: 1, clientX: 50, clientY: 50 };
  const pretended = [
    ["pointerdown", PointerEvent], ["mousedown", MouseEvent], ["pointermove", PointerEvent], ["pointerup", PointerEvent],
    ["mouseup", MouseEvent], ["click", PointerEvent], ["click", MouseEvent], ["dblclick", MouseEvent], ["touchend", UIEvent],
    ...["Enter", " "].flatMap((key) => ["keydown", "keypress", "keyup"].map((name) => [name, KeyboardEvent, key])),
    ["submit", SubmitEvent], ["command", Event], ["activate", Event]];
  const ids = [...root.querySelectorAll("button")].map((one) => one.id);
  for (const id of [...ids, null])
    for (const one of id ? [root.getElementById(id)] : [...root.querySelectorAll("*"), root.host]) {
      one.focus();
      for (const [name, Kind, key] of pretended)
        one.dispatchEvent(new Kind(name, { ...base, pointerId: 1, isPrimary: true, ...(key ? { key, code: key } : {}) }));
      one.click();
    }
  return ids;
}"""
SHADOW = "document.documentElement.lastElementChild.shadowRoot"


@pytest.mark.parametrize(
    "situation", ["by_hand_offered", "form_text_to_copy", "submitted_next", "not_loaded"]
)
def test_no_script_can_press_its_buttons_even_one_that_gets_hold_of_them(page: Page, situation: str) -> None:
    """A page does not reach them at all: the root is closed (`test_hostile_pages.py`), and open here alone."""
    page.set_viewport_size(SIZE)
    page.goto("about:blank")
    page.evaluate("document.body.innerHTML = '<input autofocus>'")
    model = panel_model(SITUATIONS[situation], "fr")
    page.evaluate(panel_script(model))
    before = page.evaluate(f"{SHADOW}.innerHTML")
    buttons = page.evaluate(f"({PRETEND})({SHADOW})")
    assert len(buttons) > 1
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    assert page.evaluate("said") == []
    assert page.evaluate(f"{SHADOW}.innerHTML") == before
    # The same buttons, pressed by a person.
    for button in [one["id"] for one in model["buttons"]]:
        page.locator(f"#b-{button}").press("Enter")
        assert page.evaluate("said.at(-1)") == {"kind": "panel", "button": button}


@pytest.mark.parametrize("event", ["PointerEvent('pointerdown'", "KeyboardEvent('keydown'"])
def test_no_script_can_keep_it_from_saying_what_is_new(panel: Page, event: str) -> None:
    before = shown(panel)
    panel.evaluate(
        f"{SHADOW}.querySelector('button').dispatchEvent(new {event}, {{ bubbles: true, key: ' ' }}))"
    )
    change(panel)
    assert shown(panel) != before
