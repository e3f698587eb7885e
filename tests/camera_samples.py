"""A Chromium that says what the test wants, for the tests of the camera: frames, documents, fields in closed roots."""

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
from helper.browser.sight import Sight
from helper.browser.tabs import Load, NoAnswerError, Tab, Vouched, World
from helper.page.facts import Document
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
        self.once: set[str] = set()  # not answered when it is asked first
        self.on_shot: Callable[[], object] = lambda: None
        self.on_failure: Callable[[], object] = lambda: None
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
        if method in self.never or method in self.once:
            self.once.discard(method)
            if method == "Page.captureScreenshot":
                self.on_shot()
            await asyncio.Event().wait()
        if method in self.fails:
            failure = self.fails[method]
            self.on_failure()
            raise failure
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
