"""A frame that may be seen has to answer before there is a picture; one that nobody sees costs nothing."""

from __future__ import annotations

from typing import Any

import pytest
from camera_samples import BOTH, Scene, scene, target
from playwright.async_api import Error

from helper.browser import camera as camera_module
from helper.browser.tabs import Load, Tab
from helper.page.ports import NoPicture, Picture

__all__ = ["scene"]  # fixtures


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
