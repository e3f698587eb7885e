"""The program's guide panel, as a person at the window sees and presses it: its shadow root is closed to every script."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import CDPSession, Error

from replica.person import Person

WAIT_SECONDS = 15.0


def press_panel(person: Person, button: str) -> None:
    """Press the button with this id with the mouse, where it stands; open the panel first where it gave way.

    The panel may be drawn anew at any moment, and the button stand elsewhere: as a person does, look again with the
    finger on it. What is held stays where it is until it is let go.
    """
    mouse = person.page.mouse
    until = time.monotonic() + WAIT_SECONDS
    while True:
        box = box_of(person, "id", button, opens=True)
        mouse.move(*_middle(box))
        mouse.down()
        if box_of(person, "id", button) == box:
            mouse.up()
            return
        mouse.move(0, 0)
        mouse.up()
        if time.monotonic() > until:
            raise TimeoutError(f"the button {button} never stands still")


def box_of(
    person: Person, name: str, value: str, *, opens: bool = False
) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of the panel's part with this attribute, once it is drawn."""
    session = person.page.context.new_cdp_session(person.page)
    until = time.monotonic() + WAIT_SECONDS
    try:
        while True:  # every question is a turn of the browser: it draws in between
            nodes = _nodes_of(session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"])
            node = next((n for n in nodes if _attribute(n, name) == value), None)
            if node and (box := _box(session, node)):
                return box
            fold = next((n for n in nodes if _attribute(n, "id") == "fold"), None)
            if (
                opens
                and fold
                and _attribute(fold, "aria-expanded") == "false"
                and (box := _box(session, fold))
            ):
                person.page.mouse.click(*_middle(box))
            if time.monotonic() > until:
                raise TimeoutError(f"the panel has no part with {name}={value}")
    finally:
        session.detach()


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    x, y, right, bottom = box
    return (x + right) / 2, (y + bottom) / 2


def _box(session: CDPSession, node: dict[str, Any]) -> tuple[float, float, float, float] | None:
    """Give where a node is drawn; None where it is not, or the panel was drawn anew since it was found."""
    try:
        box = session.send("DOM.getBoxModel", {"nodeId": node["nodeId"]})["model"]["border"]
    except Error:
        return None
    return box[0], box[1], box[2], box[5]


def panel_parts(person: Person) -> set[str]:
    """Give the ids of everything that stands in the panel, once it is drawn."""
    box_of(person, "id", "fold")
    return _ids(person)


def has_panel(person: Person) -> bool:
    """Tell whether the page that stands there now has the panel in it."""
    return "fold" in _ids(person)


def _ids(person: Person) -> set[str]:
    session = person.page.context.new_cdp_session(person.page)
    try:
        root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        return {name for node in _nodes_of(root) if (name := _attribute(node, "id"))}
    finally:
        session.detach()


def _nodes_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    below = [*node.get("children", ()), *node.get("shadowRoots", ())]
    return [node, *(found for child in below for found in _nodes_of(child))]


def _attribute(node: dict[str, Any], name: str) -> str | None:
    flat = node.get("attributes", [])
    return dict(zip(flat[::2], flat[1::2], strict=True)).get(name)
