"""Each thing that the camera looks at before it gives a picture away, with a Chromium that says what the test wants."""

from __future__ import annotations

import asyncio
import base64
import io
import time
from collections.abc import Callable
from typing import Any

import pytest
from page_samples import document
from PIL import Image
from playwright.async_api import Error

from helper.browser import camera as camera_module
from helper.browser.camera import Camera
from helper.browser.closed_roots import show_stranger
from helper.browser.sight import Sight
from helper.browser.tabs import Load, NoAnswerError, Tab, Vouched, World
from helper.page.facts import Document, Frame, Page
from helper.page.ports import NoPicture, Picture

NONE = {"password": False, "code": False, "isUnsure": False, "inputs": 1, "isVisible": True, "isAside": True}
SIZE = {
    "width": 800, "height": 1200, "viewWidth": 800, "viewHeight": 600, "x": 0, "y": 0, "idle": 9000, "zoom": 1,
}  # fmt: skip


def png(width: int, height: int) -> str:
    """Give an empty picture of a size."""
    content = io.BytesIO()
    Image.new("RGB", (width, height)).save(content, "png")
    return base64.b64encode(content.getvalue()).decode()


class Process:
    """A session into one process: frames with their loads, and what their documents answer."""

    def __init__(self, *frames: str) -> None:
        self.loads = {frame: f"{frame}-1" for frame in frames}
        self.parents: dict[str, str] = {}
        self.answers: dict[int, dict[str, Any]] = {n: dict(NONE) for n, _ in enumerate(frames, 1)}
        self.targets: list[dict[str, Any]] = []
        self.size = dict(SIZE)
        self.regions: list[list[dict[str, Any]]] = []
        self.are_all_regions: list[bool] = []  # of each look at the page, by default all
        self.facts: list[Document] = []
        self.is_panel_hidden = False
        self.is_panel_stubborn = False
        self.hidden_frames: set[str] = set()
        self.fails: dict[str, Exception] = {}
        self.never: set[str] = set()
        self.on_shot: Callable[[], object] = lambda: None
        self.calls: list[str] = []
        # Fields in closed roots, by the names that Chromium gives them: the number of the frame, and what the watcher
        # says of them once they have been handed to it. One of frame 0 is in a document that nobody looks into.
        self.unseen: dict[int, tuple[int, dict[str, Any]]] = {}
        self.is_without_watcher = False
        self.shots: list[dict[str, Any]] = []

    def world(self, number: int) -> World:
        """Give our world in one of the frames."""
        return World(self, number, list(self.loads)[number - 1])  # type: ignore[arg-type]

    async def send(self, method: str, request: dict[str, Any]) -> dict[str, Any]:
        """Answer as Chromium does."""
        self.calls.append(method)
        if method in self.never:
            await asyncio.Event().wait()
        if method in self.fails:
            raise self.fails[method]
        if method == "Runtime.callFunctionOn" and "learn(" in request["functionDeclaration"]:
            return self._learn(int(request["objectId"].removeprefix("field ")))
        if method == "Runtime.callFunctionOn":
            return {"result": {"value": await self._call(request)}}
        if method == "Runtime.evaluate":
            answer = self.answers[request["contextId"]]
            answer["isMute"] = "for ever" if answer.get("isMute") == "for ever" else False
            return {}
        if method == "Page.createIsolatedWorld":
            return {"executionContextId": list(self.loads).index(request["frameId"]) + 1}
        if method == "Page.getFrameTree":
            top, *others = self.loads
            children = [{"frame": self._frame(f)} for f in others]
            return {"frameTree": {"frame": self._frame(top), "childFrames": children}}
        if method == "Target.getTargets":
            return {"targetInfos": self.targets}
        if method == "Page.captureScreenshot":
            self.shots.append({**request, "isPanelHidden": self.is_panel_hidden})
            self.on_shot()
            clip = request.get("clip", {"width": self.size["viewWidth"], "height": self.size["viewHeight"]})
            return {"data": png(clip["width"], clip["height"])}
        if method.startswith("DOM."):
            return self._tell_of_nodes(method, request)
        raise Error(f"the test knows no {method}")

    def _tell_of_nodes(self, method: str, request: dict[str, Any]) -> dict[str, Any]:
        if method == "DOM.resolveNode" and "nodeId" in request:
            number = self.unseen[request["nodeId"]][0] if request["nodeId"] in self.unseen else 1
            if number != request["executionContextId"]:
                if request["nodeId"] % 2:
                    return {"object": {"type": "object", "subtype": "null"}}  # a document of another origin
                raise Error("the node does not belong to this document")
            return {"object": {"objectId": f"field {request['nodeId']}"}}
        if method == "DOM.resolveNode":
            return {"object": {"objectId": request["backendNodeId"]}}
        if method == "DOM.getFrameOwner":
            return {"backendNodeId": request["frameId"]}
        if method in ("DOM.enable", "DOM.disable", "DOM.getDocument"):
            return {}
        if method == "DOM.performSearch":
            return {
                "searchId": "s",
                "resultCount": sum(a["inputs"] for a in self.answers.values()) + len(self.unseen),
            }
        if method == "DOM.getSearchResults":
            seen = range(1000, 1000 + request["toIndex"] - len(self.unseen))
            return {"nodeIds": [*seen, *self.unseen]}
        raise Error(f"the test knows no {method}")

    def _frame(self, frame: str) -> dict[str, Any]:
        return {"id": frame, "loaderId": self.loads[frame], "parentId": self.parents.get(frame)}

    def _learn(self, node: int) -> dict[str, Any]:
        if self.is_without_watcher:
            return {"result": {}, "exceptionDetails": {"text": "optout is not defined"}}
        if node in self.unseen:
            number, what = self.unseen.pop(node)
            self.answers[number] |= {"inputs": self.answers[number]["inputs"] + 1, **what}
        return {"result": {}}

    async def _call(self, request: dict[str, Any]) -> Any:
        said = request["functionDeclaration"]
        if "objectId" in request:
            return request["objectId"] not in self.hidden_frames
        if "secrets()" in said:
            answer = self.answers[request["executionContextId"]]
            if answer.get("isSilent"):
                raise NoAnswerError("the page did not answer in time")
            if answer.get("isMute"):
                return None
            return dict(answer)
        if "hide(" in said:
            self.is_panel_hidden = request["arguments"][0]["value"] and not self.is_panel_stubborn
            return None
        assert "collect()" in said
        if "look" in self.fails:
            raise self.fails["look"]
        report = self.facts.pop(0).model_dump_json(by_alias=True) if self.facts else None
        if "size()" not in said:
            return report
        places = self.regions.pop(0) if self.regions else []
        is_all = self.are_all_regions.pop(0) if self.are_all_regions else True
        look = {"report": report, "size": self.size, "places": places, "isAll": is_all}
        return {**look, "isAside": self.is_panel_hidden}


class Scene:
    """A camera, a tab with a page and a frame of the same site, and Chromium behind them."""

    def __init__(self) -> None:
        self.main = Process("top", "inner")
        self.main.parents["inner"] = "top"
        self.main.targets.append({"targetId": "top", "type": "page"})
        self.secrets_seen = 0
        self.tab = self.tab_of(self.main)
        self.tabs = [self.tab]
        self.camera = Camera(lambda: self.tabs, lambda: self.secrets_seen, Sight(""))

    def tab_of(self, process: Process) -> Tab:
        """Make a tab whose documents have all reported."""
        tab = Tab(1, None, is_ours=True)  # type: ignore[arg-type]
        tab.sessions[None] = process  # type: ignore[assignment]
        for number, frame in enumerate(process.loads, 1):
            world = process.world(number)
            world.document = document(id=frame, is_top=number == 1)
            tab.worlds[id(process), number] = world
            tab.note_load(process, Load(frame, process.loads[frame], process.parents.get(frame)))  # type: ignore[arg-type]
            tab.searched[frame] = process.loads[frame]
        return tab

    def open_elsewhere(self, *, name: str = "other") -> Process:
        """Put a frame of another site into the page, into which the window looks."""
        process = Process(name)
        process.parents[name] = "top"
        world = process.world(1)
        world.document = document(id=name, is_top=False)
        self.tab.sessions[object()] = process  # type: ignore[index,assignment]
        self.tab.worlds[id(process), 1] = world
        self.main.targets.append(target(name))
        return process

    def open_beside(self) -> Process:
        """Open another tab."""
        process = Process("beside")
        self.tabs.append(self.tab_of(process))
        return process

    def take(self, *, whole: bool = True) -> Picture | NoPicture:
        """Take a picture."""
        return asyncio.run(self.camera.take(self.tab, whole=whole))

    def take_urgent(self) -> Picture | NoPicture:
        """Take the picture of the moment of Send."""
        return asyncio.run(self.camera.take_urgent(self.tab))


def target(name: str, parent: str = "top", kind: str = "iframe") -> dict[str, Any]:
    """Give what Chromium says of a frame in a process of its own."""
    return {"targetId": name, "type": kind, "parentFrameId": parent}


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(camera_module, "ARRIVAL_SECONDS", 0.0)
    return Scene()


def show_password(process: Process, number: int = 1) -> None:
    process.answers[number]["password"] = True


BOTH = pytest.mark.parametrize("way", ["take", "take_urgent"])


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


# ---------------------------------------------------------------------------------------------- frames that say nothing
@BOTH
def test_a_frame_that_is_being_prepared_may_hold_a_secret(scene: Scene, way: str) -> None:
    scene.tab.preparing = 1
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
def test_a_frame_in_another_tab_that_is_being_prepared_may_hold_a_secret(scene: Scene, way: str) -> None:
    scene.open_beside()
    scene.tabs[1].preparing = 1
    assert getattr(scene, way)() is NoPicture.SENSITIVE


def test_a_frame_that_arrives_meanwhile_may_hold_a_secret(scene: Scene) -> None:
    scene.main.on_shot = lambda: setattr(scene.tab, "preparing", 1)
    assert scene.take() is NoPicture.SENSITIVE


@BOTH
@pytest.mark.parametrize("kind", ["iframe", "webview", "something new"])
def test_a_frame_that_only_chromium_knows_of_may_hold_a_secret(scene: Scene, way: str, kind: str) -> None:
    scene.main.targets.append(target("stranger", kind=kind))
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
def test_a_frame_that_comes_to_be_in_another_process_meanwhile_may_hold_a_secret(
    scene: Scene, way: str
) -> None:
    scene.main.on_shot = lambda: scene.main.targets.append(target("stranger"))
    assert getattr(scene, way)() is NoPicture.SENSITIVE


def test_a_frame_that_does_not_answer_may_hold_a_secret(scene: Scene) -> None:
    scene.main.answers[2]["isSilent"] = True
    assert scene.take() is NoPicture.SENSITIVE
    assert not scene.main.shots


def test_a_frame_in_which_no_watcher_runs_may_hold_a_secret(scene: Scene) -> None:
    scene.main.answers[2]["isMute"] = "for ever"
    assert scene.take() is NoPicture.SENSITIVE
    assert not scene.main.shots


@pytest.mark.parametrize("has_secret", [True, False])
def test_a_frame_in_which_the_browser_ran_no_watcher_gets_one(scene: Scene, has_secret: bool) -> None:
    """One that may run no script, or that its parent wrote."""
    scene.main.answers[2] |= {"isMute": True, "password": has_secret}
    assert isinstance(scene.take(), NoPicture if has_secret else Picture)


@pytest.mark.parametrize("has_secret", [True, False])
def test_a_frame_without_a_world_of_ours_gets_one(scene: Scene, has_secret: bool) -> None:
    del scene.tab.worlds[id(scene.main), 2]
    scene.main.answers[2]["password"] = has_secret
    assert isinstance(scene.take(), NoPicture if has_secret else Picture)


@BOTH
def test_a_frame_of_another_site_that_does_not_answer_may_hold_a_secret(scene: Scene, way: str) -> None:
    scene.open_elsewhere().answers[1]["isSilent"] = True
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@pytest.mark.parametrize("frame", ["top", "inner", "other"])
def test_a_frame_that_shows_something_else_meanwhile_may_have_shown_a_secret(
    scene: Scene, frame: str
) -> None:
    other = scene.open_elsewhere()
    process = other if frame == "other" else scene.main
    scene.main.on_shot = lambda: process.loads.update({frame: "another load"})
    assert scene.take() is NoPicture.SENSITIVE


def test_at_send_a_frame_of_another_site_that_shows_something_else_may_have_shown_a_secret(
    scene: Scene,
) -> None:
    other = scene.open_elsewhere()
    scene.main.on_shot = lambda: other.loads.update({"other": "another load"})
    assert scene.take_urgent() is NoPicture.SENSITIVE


def test_a_frame_that_went_away_meanwhile_may_have_shown_a_secret(scene: Scene) -> None:
    scene.main.on_shot = lambda: scene.main.loads.pop("inner", None)
    assert scene.take() is NoPicture.SENSITIVE


def test_at_send_a_document_that_has_not_reported_may_hold_a_secret(scene: Scene) -> None:
    scene.tab.worlds[id(scene.main), 2].document = None
    assert scene.take_urgent() is NoPicture.SENSITIVE
    assert not scene.main.shots


@BOTH
@pytest.mark.parametrize("method", ["Page.getFrameTree", "Target.getTargets"])
def test_without_the_list_of_frames_there_is_no_picture(scene: Scene, way: str, method: str) -> None:
    process = scene.open_elsewhere() if way == "take_urgent" and "Tree" in method else scene.main
    process.fails[method] = Error("gone")
    assert getattr(scene, way)() is NoPicture.SENSITIVE
    assert not scene.main.shots


@pytest.mark.parametrize(
    "info",
    [
        target("theirs", parent="their page"),
        target("worker", kind="worker"),
        {"targetId": "alone", "type": "other"},
    ],
    ids=["in another tab", "draws nothing", "in no page"],
)
def test_what_is_in_no_page_of_this_tab_costs_nothing(scene: Scene, info: dict[str, Any]) -> None:
    scene.main.targets += [{"targetId": "their page", "type": "page"}, info]
    assert isinstance(scene.take(), Picture)


def test_a_frame_whose_page_nobody_knows_may_be_in_this_one(scene: Scene) -> None:
    scene.main.targets.append(target("stranger", parent="nobody"))
    assert scene.take() is NoPicture.SENSITIVE


def test_a_hidden_frame_that_does_not_answer_costs_nothing(scene: Scene) -> None:
    scene.main.targets.append(target("stranger"))
    scene.main.hidden_frames.add("stranger")
    assert isinstance(scene.take(), Picture)


def test_a_hidden_frame_of_the_page_s_own_process_that_does_not_answer_costs_nothing(scene: Scene) -> None:
    scene.main.answers[2] |= {"isSilent": True, "inputs": 0}
    scene.main.hidden_frames.add("inner")
    assert isinstance(scene.take(), Picture)


def test_a_frame_around_which_nobody_looks_may_be_shown(scene: Scene) -> None:
    del scene.tab.worlds[id(scene.main), 2]
    scene.main.targets.append(target("stranger", parent="inner"))
    scene.main.hidden_frames.add("stranger")
    assert scene.take() is NoPicture.SENSITIVE


def test_frames_that_are_each_in_the_other_may_be_here(scene: Scene) -> None:
    scene.main.targets += [target("one", parent="two"), target("two", parent="one")]
    assert scene.take() is NoPicture.SENSITIVE


def test_whether_a_frame_is_hidden_is_not_guessed(scene: Scene) -> None:
    scene.main.targets.append(target("stranger"))
    scene.main.hidden_frames.add("stranger")
    scene.main.fails["DOM.getFrameOwner"] = Error("no such frame")
    assert scene.take() is NoPicture.SENSITIVE


def test_a_process_that_crashed_shows_nothing(scene: Scene) -> None:
    other = scene.open_elsewhere()
    scene.tab.note_load(other, Load("other", "other-1", "top"))  # type: ignore[arg-type]
    other.fails = dict.fromkeys(("Page.getFrameTree", "Runtime.callFunctionOn"), Error("crashed"))
    assert scene.take() is NoPicture.SENSITIVE
    scene.tab.crashed.add(other)  # type: ignore[arg-type]
    assert isinstance(scene.take(), Picture)


def test_a_frame_that_answers_a_moment_later_is_waited_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "ARRIVAL_SECONDS", 5.0)
    stranger = target("other")
    scene.main.targets.append(stranger)
    asked = scene.camera._sight.look

    async def look(tab: Tab) -> Any:
        found = await asked(tab)
        if stranger in scene.main.targets:
            scene.main.targets.remove(stranger)
            scene.open_elsewhere()
        return found

    scene.camera._sight.look = look  # type: ignore[method-assign]
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


# ---------------------------------------------------------------------------------------------- while the page answers nothing
def hold(scene: Scene) -> None:
    """Let the page's own process answer nothing, as while a sent form waits for its answer."""
    held = (
        "Runtime.callFunctionOn",
        "Page.getFrameTree",
        "DOM.getFrameOwner",
        "DOM.enable",
        "DOM.performSearch",
    )
    scene.main.never |= {*held, "DOM.disable"}


def vouch(scene: Scene, *, at: float | None = None, number: int = 1, **facts: Any) -> None:
    """Let a document of the page speak by itself."""
    loads = tuple(scene.tab.frames_of(scene.main).values())  # type: ignore[arg-type]
    told: dict[str, Any] = {"has_secret": False, "is_aside": True, "loads": loads} | facts
    world = scene.tab.worlds.get((id(scene.main), number)) or scene.worlds[number]  # type: ignore[attr-defined]
    world.vouch(Vouched(at=time.time() + 1 if at is None else at, **told))


@pytest.fixture
def held(scene: Scene) -> Scene:
    """Give a page of one document that answers nothing, and has told as Send was pressed that the panel is aside."""
    del scene.main.loads["inner"]
    scene.tab.drop_frame(scene.main, "inner")  # type: ignore[arg-type]
    del scene.tab.worlds[id(scene.main), 2]
    hold(scene)
    vouch(scene, at=0.0)
    return scene


def later(act: Callable[[], object]) -> Callable[[], object]:
    """Do something after the picture."""
    return lambda: asyncio.get_running_loop().call_later(0.01, act)


def test_at_send_a_document_that_cannot_be_asked_speaks_by_itself(held: Scene) -> None:
    held.main.on_shot = later(lambda: vouch(held))
    assert isinstance(held.take_urgent(), Picture)
    # Nobody waits for an answer of the page before the picture: the service's may be there sooner.
    assert "Runtime.callFunctionOn" not in held.main.calls[: held.main.calls.index("Page.captureScreenshot")]


def test_at_send_what_was_said_before_the_picture_says_nothing(
    held: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.time()
    held.main.on_shot = later(lambda: vouch(held, at=began))
    assert held.take_urgent() is NoPicture.SENSITIVE
    assert held.main.shots


def test_at_send_a_secret_that_a_document_tells_of_costs_the_picture(held: Scene) -> None:
    held.main.on_shot = later(lambda: vouch(held, has_secret=True))
    assert held.take_urgent() is NoPicture.SENSITIVE


def test_at_send_a_page_in_which_the_browser_never_looked_for_fields_may_hold_a_secret(held: Scene) -> None:
    held.tab.searched["top"] = "the load before"
    held.main.on_shot = later(lambda: vouch(held))
    assert held.take_urgent() is NoPicture.SENSITIVE
    assert not held.main.shots


def test_at_send_a_document_that_nobody_sees_needs_no_search(held: Scene) -> None:
    held.main.loads["inner"] = "inner-1"
    held.tab.note_load(held.main, Load("inner", "inner-1", "top"))  # type: ignore[arg-type]
    world = World(held.main, 2, "inner", document(id="inner", is_top=False, is_visible=False))  # type: ignore[arg-type]
    held.tab.worlds[id(held.main), 2] = world
    held.main.on_shot = later(lambda: (vouch(held), vouch(held, number=2)))
    assert isinstance(held.take_urgent(), Picture)


def test_at_send_a_panel_that_is_back_may_be_in_the_picture(held: Scene) -> None:
    held.main.on_shot = later(lambda: vouch(held, is_aside=False))
    assert held.take_urgent() is NoPicture.SENSITIVE


def test_at_send_a_frame_of_which_the_page_tells_may_hold_a_secret(held: Scene) -> None:
    def attach() -> None:
        held.tab.note_load(held.main, Load("new", "", "top"))  # type: ignore[arg-type]
        vouch(held)

    held.main.on_shot = later(attach)
    assert held.take_urgent() is NoPicture.SENSITIVE


def test_at_send_every_document_of_the_page_has_to_speak(held: Scene) -> None:
    held.main.loads["inner"] = "inner-1"
    held.tab.note_load(held.main, Load("inner", "inner-1", "top"))  # type: ignore[arg-type]
    held.tab.searched["inner"] = "inner-1"
    world = World(held.main, 2, "inner", document(id="inner", is_top=False))  # type: ignore[arg-type]
    held.tab.worlds[id(held.main), 2] = world
    held.main.on_shot = later(lambda: vouch(held))
    assert held.take_urgent() is NoPicture.SENSITIVE


def test_at_send_a_document_that_went_after_it_had_spoken_was_in_the_picture(held: Scene) -> None:
    def leave() -> None:
        vouch(held)
        held.tab.note_load(held.main, Load("top", "the answer", None))  # type: ignore[arg-type]
        held.tab.forget(held.main)  # type: ignore[arg-type]

    held.main.on_shot = later(leave)
    assert isinstance(held.take_urgent(), Picture)


def test_at_send_a_page_that_is_gone_by_now_has_nothing_more_to_tell(held: Scene) -> None:
    def leave() -> None:
        vouch(held)
        held.main.never.clear()
        gone = ("Runtime.callFunctionOn", "DOM.enable", "DOM.performSearch", "DOM.disable", "DOM.getDocument")
        held.main.fails |= dict.fromkeys(gone, Error("gone"))

    held.main.on_shot = later(leave)
    assert isinstance(held.take_urgent(), Picture)


def test_at_send_a_document_without_a_watcher_says_nothing(held: Scene) -> None:
    held.main.never.clear()
    held.main.answers[1]["isMute"] = "for ever"
    assert held.take_urgent() is NoPicture.SENSITIVE


def test_at_send_what_changed_while_the_picture_was_taken_is_waited_for(held: Scene) -> None:
    world = held.tab.worlds[id(held.main), 1]

    def report() -> None:
        world.document = document(id="top", title="later")

    def change() -> None:
        vouch(held, at=time.time() + 1)
        asyncio.get_running_loop().call_later(0.05, report)

    held.main.on_shot = change
    picture = held.take_urgent()
    assert isinstance(picture, Picture)
    assert picture.before.top
    assert picture.after.top
    assert (picture.before.top.title, picture.after.top.title) == ("Objection", "later")


@pytest.mark.parametrize("has_told", [True, False])
@pytest.mark.parametrize("stubborn", [True, False])
def test_at_send_the_panel_is_hidden_if_it_has_not_stepped_aside(
    scene: Scene, stubborn: bool, has_told: bool
) -> None:
    scene.main.is_panel_stubborn = stubborn
    if has_told:
        vouch(scene, at=0.0, is_aside=False)

    def answer(process: Process) -> None:
        process.answers[1]["isAside"] = process.is_panel_hidden

    scene.main.on_shot = lambda: answer(scene.main)
    picture = scene.take_urgent()
    assert isinstance(picture, Picture) is not stubborn
    assert [shot["isPanelHidden"] for shot in scene.main.shots] == [not stubborn]
    assert not scene.main.is_panel_hidden


def test_at_send_a_page_that_is_gone_has_no_picture(scene: Scene) -> None:
    scene.tab.worlds.clear()
    assert scene.take_urgent() is NoPicture.GONE


@pytest.mark.parametrize("method", ["Page.captureScreenshot", "Target.getTargets"])
def test_at_send_nothing_is_waited_for_without_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(camera_module, "URGENT_SECONDS", 0.2)
    scene.main.never.add(method)
    began = time.monotonic()
    assert scene.take_urgent() is NoPicture.SENSITIVE
    assert time.monotonic() - began < 2


# ---------------------------------------------------------------------------------------------- the panel, and the rest
def test_the_panel_is_hidden_as_the_picture_is_taken_and_shown_again(scene: Scene) -> None:
    assert isinstance(scene.take(), Picture)
    assert [shot["isPanelHidden"] for shot in scene.main.shots] == [True, True]  # the first only warms up
    assert not scene.main.is_panel_hidden


def test_the_panel_is_shown_again_where_the_picture_fails(scene: Scene) -> None:
    scene.main.fails["Page.captureScreenshot"] = Error("no picture")
    assert scene.take() is NoPicture.GONE
    assert not scene.main.is_panel_hidden


def test_a_page_that_goes_as_it_is_read_has_no_picture_and_its_panel_back(scene: Scene) -> None:
    scene.main.fails["look"] = Error("gone")
    assert scene.take() is NoPicture.GONE
    assert not scene.main.is_panel_hidden


def test_a_panel_that_was_drawn_anew_meanwhile_costs_the_picture(scene: Scene) -> None:
    scene.main.on_shot = lambda: setattr(scene.main, "is_panel_hidden", False)
    assert scene.take() is NoPicture.GONE


def test_while_the_person_types_only_what_is_in_view_is_pictured(scene: Scene) -> None:
    scene.main.size["idle"] = 100
    assert scene.take() is NoPicture.TYPING
    assert not scene.main.is_panel_hidden
    picture = scene.take(whole=False)
    assert isinstance(picture, Picture)
    assert "clip" not in scene.main.shots[-1]


@pytest.mark.parametrize(
    ("size", "whole", "is_whole", "is_clipped"),
    [
        ({}, True, True, True),
        ({}, False, False, False),
        ({"height": 600}, True, True, False),
        ({"height": 600, "width": 900}, True, True, True),
        ({"height": 17_000}, True, False, False),
    ],
)
def test_the_whole_page_is_pictured_where_it_is_not_too_long(
    scene: Scene, size: dict[str, int], whole: bool, is_whole: bool, is_clipped: bool
) -> None:
    scene.main.size |= size
    picture = scene.take(whole=whole)
    assert isinstance(picture, Picture)
    assert picture.is_whole is is_whole
    assert ("clip" in scene.main.shots[-1]) is is_clipped


def test_only_the_first_picture_of_a_tab_is_taken_twice(scene: Scene) -> None:
    scene.take()
    scene.take()
    assert len(scene.main.shots) == 3


def test_a_page_that_is_gone_has_no_picture(scene: Scene) -> None:
    scene.tab.worlds.clear()
    assert scene.take() is NoPicture.GONE


@pytest.mark.parametrize("way", ["take", "take_urgent"])
def test_a_tab_that_is_closed_meanwhile_has_no_picture(scene: Scene, way: str) -> None:
    scene.main.on_shot = lambda: scene.tab.forget_session(scene.main)  # type: ignore[arg-type]
    assert isinstance(getattr(scene, way)(), NoPicture)


def test_a_picture_that_never_comes_is_not_waited_for_without_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "PICTURE_SECONDS", 0.05)
    scene.main.never.add("Page.captureScreenshot")
    assert scene.take() is NoPicture.GONE


def test_a_picture_comes_with_what_the_page_held_before_and_after(scene: Scene) -> None:
    del scene.main.loads["inner"]
    del scene.tab.worlds[id(scene.main), 2]
    scene.main.facts = [document(id="top", title="before"), document(id="top", title="after")]
    picture = scene.take()
    assert isinstance(picture, Picture)
    assert picture.before == Page(document(id="top", title="before"))
    assert picture.after == Page(document(id="top", title="after"))


def test_personal_data_is_noted_where_it_stood_before_and_after(scene: Scene) -> None:
    place = {"what": "address", "y": 10, "width": 50, "height": 20}
    scene.main.regions = [[{**place, "x": 10}], [{**place, "x": 90}]]
    picture = scene.take()
    assert isinstance(picture, Picture)
    assert [region.x for region in picture.regions] == [10, 90]
    assert picture.scale == 1.0


@pytest.mark.parametrize("looks", [[False, True], [True, False]], ids=["before", "after"])
def test_where_not_all_was_looked_at_the_places_of_personal_data_are_not_known(
    scene: Scene, looks: list[bool]
) -> None:
    scene.main.are_all_regions = looks
    picture = scene.take()
    assert isinstance(picture, Picture)
    assert picture.scale is None


def test_beside_a_visible_frame_the_places_of_personal_data_are_not_known(scene: Scene) -> None:
    frame = Frame(host="x.example", path="/", width=300, height=200, within=())
    scene.tab.worlds[id(scene.main), 1].document = document(id="top", frames=(frame,))
    picture = scene.take()
    assert isinstance(picture, Picture)
    assert picture.scale is None
