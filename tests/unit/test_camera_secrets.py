"""A secret costs the picture, wherever it stands and whenever it comes: in a frame, another tab, a closed shadow root."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from camera_samples import BOTH, Scene, scene, show_password
from page_samples import document
from playwright.async_api import Error

from helper.browser import camera as camera_module
from helper.browser.closed_roots import show_stranger
from helper.browser.tabs import Tab, World
from helper.page.ports import NoPicture, Picture

__all__ = ["scene"]  # fixtures


@BOTH
def test_a_page_without_secrets_is_pictured(scene: Scene, way: str) -> None:
    scene.open_elsewhere()
    scene.open_beside()
    picture = getattr(scene, way)()
    assert isinstance(picture, Picture)
    assert (picture.before.top, picture.after.top) == (scene.tab.view().top, scene.tab.view().top)
    # Nothing is handed over, or run anew, where nothing is hidden: that would cost a busy page more.
    assert not {"DOM.getSearchResults", "Runtime.evaluate", "Page.createIsolatedWorld"} & {*scene.main.calls}


def test_each_tab_is_asked_once_before_and_once_after(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "ARRIVAL_SECONDS", 5.0)
    beside = scene.open_beside()
    assert isinstance(scene.take(), Picture)
    assert [one.calls.count("Page.getFrameTree") for one in (scene.main, beside)] == [2, 2]


# ---------------------------------------------------------------------------------------------- secrets, before and after
@pytest.mark.parametrize("what", ["password", "code", "isUnsure"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_secret_that_is_visible_before_costs_the_picture(scene: Scene, what: str, number: int) -> None:
    scene.main.answers[number][what] = True
    assert scene.take() is NoPicture.SENSITIVE
    assert not scene.main.shots


@pytest.mark.parametrize("what", ["has_password", "has_code", "is_unsure"])
def test_at_send_what_was_reported_last_counts(scene: Scene, what: str) -> None:
    scene.tab.worlds[id(scene.main), 2].document = document(id="inner", is_top=False, **{what: True})
    assert scene.take_urgent() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
def test_a_secret_in_a_frame_of_another_site_costs_the_picture(scene: Scene, way: str) -> None:
    show_password(scene.open_elsewhere())
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
def test_a_secret_in_another_tab_costs_the_picture(scene: Scene, way: str) -> None:
    beside = scene.open_beside()
    show_password(beside)
    scene.tabs[1].worlds[id(beside), 1].document = document(has_password=True)
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
@pytest.mark.parametrize("where", ["page", "frame", "elsewhere"])
def test_a_secret_that_appears_meanwhile_costs_the_picture(scene: Scene, way: str, where: str) -> None:
    other = scene.open_elsewhere()
    process, number = {"page": (scene.main, 1), "frame": (scene.main, 2), "elsewhere": (other, 1)}[where]
    scene.main.on_shot = lambda: show_password(process, number)
    assert getattr(scene, way)() is NoPicture.SENSITIVE


def test_a_secret_that_appears_in_another_tab_meanwhile_costs_the_picture(scene: Scene) -> None:
    beside = scene.open_beside()
    scene.main.on_shot = lambda: show_password(beside)
    assert scene.take() is NoPicture.SENSITIVE


@BOTH
def test_a_secret_that_came_and_went_meanwhile_costs_the_picture(scene: Scene, way: str) -> None:
    def report() -> None:
        scene.secrets_seen += 1

    scene.main.on_shot = report
    assert getattr(scene, way)() is NoPicture.SENSITIVE


def test_a_secret_that_came_and_went_while_everybody_was_asked_costs_the_picture(scene: Scene) -> None:
    look = scene.camera._sight.look

    async def looking(tab: Tab) -> Any:
        found = await look(tab)
        scene.secrets_seen += 1
        return found

    scene.camera._sight.look = looking  # type: ignore[method-assign]
    assert scene.take() is NoPicture.SENSITIVE


def test_a_secret_in_a_document_that_nobody_sees_costs_nothing(scene: Scene) -> None:
    scene.open_elsewhere().answers[1] |= {"password": True, "isVisible": False}
    assert isinstance(scene.take(), Picture)


# ---------------------------------------------------------------------------------------------- fields in closed shadow roots
@BOTH
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("what", ["password", "code", "isUnsure"])
def test_a_secret_that_only_the_browser_sees_costs_the_picture(
    scene: Scene, way: str, number: int, what: str
) -> None:
    scene.main.unseen[7] = number, {what: True}
    scene.tab.searched.clear()
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
def test_a_secret_that_only_the_browser_sees_in_a_frame_of_another_site_costs_the_picture(
    scene: Scene, way: str
) -> None:
    scene.open_elsewhere().unseen[7] = 1, {"password": True}
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
def test_a_secret_that_only_the_browser_sees_and_that_appears_meanwhile_costs_the_picture(
    scene: Scene, way: str
) -> None:
    scene.main.on_shot = lambda: scene.main.unseen.update({7: (2, {"password": True})})
    assert getattr(scene, way)() is NoPicture.SENSITIVE


@BOTH
def test_a_field_in_a_closed_root_that_is_no_secret_costs_no_picture(scene: Scene, way: str) -> None:
    scene.main.unseen |= {7: (1, {}), 8: (2, {})}
    scene.tab.searched.clear()
    assert isinstance(getattr(scene, way)(), Picture)
    assert not scene.main.unseen  # its document knows it from now on


def test_a_field_that_no_watcher_takes_may_be_a_secret(scene: Scene) -> None:
    scene.main.unseen[7] = 1, {}
    scene.main.is_without_watcher = True
    assert scene.take() is NoPicture.SENSITIVE
    assert not scene.main.shots


@pytest.mark.parametrize("node", [7, 8])
def test_each_field_is_handed_to_the_watcher_of_its_own_document(scene: Scene, node: int) -> None:
    scene.main.unseen[node] = 2, {}
    assert isinstance(scene.take(), Picture)
    assert (scene.main.answers[1]["inputs"], scene.main.answers[2]["inputs"]) == (1, 2)


class Typing:
    """A session into a document in which the person types into something that is no field."""

    def __init__(self, *roots: int, is_there: bool = True) -> None:
        self.roots, self.is_there = roots, is_there
        self.done: list[tuple[str, str]] = []

    async def send(self, method: str, request: dict[str, Any]) -> dict[str, Any]:
        """Answer as Chromium does."""
        if method == "DOM.describeNode":
            assert request["objectId"] == "host"
            return {"node": {"shadowRoots": [{"backendNodeId": n} for n in self.roots]} if self.roots else {}}
        if method == "DOM.resolveNode":
            return {"object": {"objectId": f"root {request['backendNodeId']}"}}
        said = request["functionDeclaration"]
        if "stranger()" in said:
            return {"result": {"objectId": "host"} if self.is_there else {"value": None}}
        self.done.append((request["objectId"], "learn" if "learn(" in said else "explain"))
        return {"result": {}}


@pytest.mark.parametrize(
    ("session", "done"),
    [
        (Typing(5), [("root 5", "learn"), ("host", "explain")]),
        (Typing(), [("host", "explain")]),
        (Typing(is_there=False), []),
    ],
    ids=["a root", "none", "gone"],
)
def test_what_the_person_types_into_is_handed_to_the_watcher(
    session: Typing, done: list[tuple[str, str]]
) -> None:
    asyncio.run(show_stranger(World(session, 1)))  # type: ignore[arg-type]
    assert session.done == done


@BOTH
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_field_in_a_document_that_nobody_looks_into_may_be_a_secret(
    scene: Scene, way: str, when: str
) -> None:
    def appear() -> None:
        scene.main.unseen[7] = 0, {}

    scene.tab.searched.clear()
    if when == "before":
        appear()
    else:
        scene.main.on_shot = appear
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert bool(scene.main.shots) is (when == "after")


def test_of_very_many_fields_of_which_some_are_hidden_each_may_be_a_secret(scene: Scene) -> None:
    scene.main.unseen |= {number: (1, {}) for number in range(400)}
    assert scene.take() is NoPicture.SENSITIVE
    assert "DOM.getSearchResults" not in scene.main.calls


@pytest.mark.parametrize("method", ["DOM.performSearch", "DOM.getSearchResults", "DOM.resolveNode"])
def test_where_the_browser_does_not_tell_of_its_fields_one_may_be_a_secret(scene: Scene, method: str) -> None:
    scene.main.unseen[7] = 1, {}
    scene.main.fails[method] = Error("no")
    assert scene.take() is NoPicture.SENSITIVE
    assert not scene.main.shots
    last = [call for call in scene.main.calls if call in ("DOM.enable", "DOM.disable")][-1]
    assert last == "DOM.disable"  # the browser follows no change of the page for us
