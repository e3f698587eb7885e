"""Where personal data stands in a picture is told from its corner and at its scale, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from share_samples import FIELD, PAGE, drawn

from helper.browser.regions import PictureArea, has_visible_frame
from helper.page.facts import Document, Frame, Page
from helper.record import Region


def test_a_region_is_told_from_the_picture_s_corner_and_one_that_is_not_in_it_not_at_all() -> None:
    ground = PictureArea.of(PAGE, is_whole=False, is_clipped=False)
    look = [{**FIELD, "y": 140.0}, {**FIELD, "y": 20.0}, {**FIELD, "y": 400.0}]
    assert ground.place(look, look) == (Region(**FIELD),)  # type: ignore[arg-type]
    assert len(ground.place(look, [{**FIELD, "y": 150.0}])) == 2  # it moved meanwhile: both


@pytest.mark.parametrize(
    ("size", "changes", "expected"),
    [
        ((400, 300), {}, 1.0),
        ((800, 600), {}, 2.0),
        ((600, 450), {}, 1.5),
        ((400, 500), {}, None),
        ((400, 300), {"zoom": 1.5}, None),
        ((400, 300), {"viewWidth": 0}, None),
    ],
)
def test_the_scale_is_certain_or_not_told(
    size: tuple[int, int], changes: dict[str, Any], expected: float | None
) -> None:
    ground = PictureArea.of({**PAGE, **changes}, is_whole=False, is_clipped=False)
    assert ground.scale_of(drawn(size=size), ()) == expected


def test_of_too_many_regions_nobody_knows_whether_they_are_all() -> None:
    ground = PictureArea.of(PAGE, is_whole=False, is_clipped=False)
    assert ground.scale_of(drawn(), [Region(**FIELD)] * 200) is None  # type: ignore[arg-type]
    assert ground.scale_of(b"GIF89a" + b"\0" * 40, ()) is None


@pytest.mark.parametrize(("width", "height", "expected"), [(0, 0, False), (1, 1, False), (300, 80, True)])
def test_a_frame_that_can_be_seen_is_noticed(width: int, height: int, expected: bool) -> None:
    frame = Frame(host="x.example", path="/", width=width, height=height, within=())
    top = Document(
        id="1", url="https://x.example/", is_top=True, is_ours=True, inherits=False, has_password=False,
        has_code=False, is_visible=True, ready="complete", frames=(frame,),
    )  # fmt: skip
    assert has_visible_frame(Page(top)) is expected
