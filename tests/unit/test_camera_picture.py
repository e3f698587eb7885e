"""What a picture shows: the page without the panel, whole or in view, with what the page held before and after."""

from __future__ import annotations

import pytest
from camera_samples import Scene, scene
from page_samples import document
from playwright.async_api import CDPSession, Error

from helper.browser import camera as camera_module
from helper.browser.tabs import Load, NoAnswerError, ask_in_time
from helper.page.facts import Frame, Page
from helper.page.ports import NoPicture, Picture

__all__ = ["scene"]  # fixtures
UNDRAWN = Error("Protocol error (Page.captureScreenshot): Unable to capture screenshot")


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
    ("size", "whole", "is_clipped"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"height": 600}, True, False),
        ({"height": 600, "width": 900}, True, True),
        ({"height": 17_000}, True, False),
    ],
)
def test_the_whole_page_is_pictured_where_it_is_not_too_long(
    scene: Scene, size: dict[str, int], whole: bool, is_clipped: bool
) -> None:
    scene.main.size |= size
    picture = scene.take(whole=whole)
    assert isinstance(picture, Picture)
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


def test_a_picture_that_is_forgotten_is_asked_for_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "SHOT_SECONDS", 0.05)
    scene.main.once.add("Page.captureScreenshot")
    assert isinstance(scene.take(), Picture)


def test_a_picture_that_is_asked_for_again_may_take_all_the_time_that_is_left(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow computer the first one may not have been forgotten: asked for at short intervals, none would come."""
    waits: list[float] = []

    async def ask(session: CDPSession, method: str, request: dict[str, object], *, seconds: float) -> object:
        waits.append(seconds)
        if len(waits) == 1:
            raise NoAnswerError("forgotten")
        return await ask_in_time(session, method, request, seconds=seconds)

    monkeypatch.setattr(camera_module, "ask_in_time", ask)
    assert isinstance(scene.take(), Picture)
    assert waits[:2] == [camera_module.SHOT_SECONDS, camera_module.PICTURE_SECONDS]


def test_a_page_of_which_nothing_is_drawn_yet_is_asked_again(scene: Scene) -> None:
    """Chromium refuses it on a busy computer, and draws the page a moment later."""
    scene.main.fails["Page.captureScreenshot"] = UNDRAWN
    scene.main.on_failure = scene.main.fails.clear
    assert isinstance(scene.take(), Picture)


def test_a_page_that_is_never_drawn_has_no_picture(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "UNDRAWN_SECONDS", -1)  # the patience is at its end
    scene.main.fails["Page.captureScreenshot"] = UNDRAWN
    assert scene.take() is NoPicture.GONE
    assert scene.main.calls.count("Page.captureScreenshot") == 1
    assert not scene.main.is_panel_hidden


@pytest.mark.parametrize("way", ["take", "take_urgent"])
def test_a_page_that_gives_way_to_another_is_not_waited_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Chromium forgets the picture of it, and what the person does next would be heard of late."""
    monkeypatch.setattr(camera_module, "SHOT_SECONDS", 0.2)
    scene.main.never.add("Page.captureScreenshot")
    next_load = Load("top", "top-2", None)
    scene.main.on_shot = lambda: scene.tab.note_load(scene.main, next_load)  # type: ignore[arg-type]
    assert getattr(scene, way)() is NoPicture.GONE
    assert scene.main.calls.count("Page.captureScreenshot") == 1
    assert not scene.main.is_panel_hidden


def test_a_frame_that_shows_something_new_is_no_page_that_is_left(scene: Scene) -> None:
    next_load = Load("inner", "inner-2", "top")
    scene.main.on_shot = lambda: scene.tab.note_load(scene.main, next_load)  # type: ignore[arg-type]
    assert isinstance(scene.take(), Picture)


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
