"""The picture of the moment of Send, of a page that answers nothing any more: what its documents said by themselves counts."""

from __future__ import annotations

import asyncio
import time

import pytest
from camera_samples import Process, Scene, held, later, scene, vouch
from page_samples import document
from playwright.async_api import Error

from helper.browser import camera as camera_module
from helper.browser import sight
from helper.browser.tabs import Load, World
from helper.page.ports import NoPicture, Picture

__all__ = ["held", "scene"]  # fixtures


@pytest.fixture
def silent(held: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A page of which somebody says nothing, however long one listens: not for long, then."""
    monkeypatch.setattr(sight, "_VOUCH_SECONDS", 0.2)
    monkeypatch.setattr(camera_module, "URGENT_SECONDS", 1.0)
    return held


def test_at_send_a_document_that_cannot_be_asked_speaks_by_itself(held: Scene) -> None:
    held.main.on_shot = later(lambda: vouch(held))
    assert isinstance(held.take_urgent(), Picture)
    # Nobody waits for an answer of the page before the picture: the service's may be there sooner.
    assert "Runtime.callFunctionOn" not in held.main.calls[: held.main.calls.index("Page.captureScreenshot")]


def test_at_send_what_was_said_before_the_picture_says_nothing(
    silent: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.time()
    silent.main.on_shot = later(lambda: vouch(silent, at=began))
    assert silent.take_urgent() is NoPicture.SENSITIVE
    assert silent.main.shots


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


def test_at_send_a_frame_of_which_the_page_tells_may_hold_a_secret(silent: Scene) -> None:
    def attach() -> None:
        silent.tab.note_load(silent.main, Load("new", "", "top"))  # type: ignore[arg-type]
        vouch(silent)

    silent.main.on_shot = later(attach)
    assert silent.take_urgent() is NoPicture.SENSITIVE


def test_at_send_every_document_of_the_page_has_to_speak(silent: Scene) -> None:
    silent.main.loads["inner"] = "inner-1"
    silent.tab.note_load(silent.main, Load("inner", "inner-1", "top"))  # type: ignore[arg-type]
    silent.tab.searched["inner"] = "inner-1"
    world = World(silent.main, 2, "inner", document(id="inner", is_top=False))  # type: ignore[arg-type]
    silent.tab.worlds[id(silent.main), 2] = world
    silent.main.on_shot = later(lambda: vouch(silent))
    assert silent.take_urgent() is NoPicture.SENSITIVE


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


def test_at_send_a_document_without_a_watcher_says_nothing(silent: Scene) -> None:
    silent.main.never.clear()
    silent.main.answers[1]["isMute"] = "for ever"
    assert silent.take_urgent() is NoPicture.SENSITIVE


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
