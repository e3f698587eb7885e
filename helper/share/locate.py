"""Which parts of a picture are masked, or why nobody can tell: then the picture is left out. Pure."""

from __future__ import annotations

import math
from enum import StrEnum

from helper.email_check import find_addresses
from helper.record import Evidence, Kind, Record, Region

Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels; the last two are outside of it

MARGIN = 3  # pixels; letters reach a little beyond their box
_ADDRESS = "address"
_OF_THE_FORM = frozenset({Kind.FORM, Kind.FILLED, Kind.DRAFT})


class LeftOut(StrEnum):
    """Why a picture is not in the copy."""

    UNLOCATED = "unlocated"  # it is not known where personal data stands in it
    NO_ADDRESS = "no_address"  # an address was displayed, and none was located
    OUTSIDE = "outside"  # a place that is not in the picture
    UNREADABLE = "unreadable"


def locate_masks(item: Evidence, size: tuple[int, int], record: Record) -> tuple[Box, ...] | LeftOut:
    """Give what must be masked in a picture of `size` pixels."""
    if item.scale is None:
        return LeftOut.UNLOCATED
    if _shows_address(item, record) and not any(region.what == _ADDRESS for region in item.regions):
        return LeftOut.NO_ADDRESS
    boxes = [_box(region, item.scale, size) for region in item.regions]
    if None in boxes:
        return LeftOut.OUTSIDE
    return tuple(box for box in boxes if box)


def _shows_address(item: Evidence, record: Record) -> bool:
    """Tell whether an address was displayed where the picture was taken."""
    if item.kind in _OF_THE_FORM:
        texts = [record.email_check.displayed or "", record.explanation.text or ""]
    else:
        texts = [record.answer.text if record.answer else ""]
    return bool(record.email_check.displayed and item.kind in _OF_THE_FORM) or any(map(find_addresses, texts))


def _box(region: Region, scale: float, size: tuple[int, int]) -> Box | None:
    """Give a region in whole pixels; None when it is not, or not as a place that can be, in the picture."""
    edges = (region.x, region.y, region.x + region.width, region.y + region.height)
    if region.width <= 0 or region.height <= 0 or not all(map(math.isfinite, edges)):
        return None
    left, top = (math.floor(edge * scale) - MARGIN for edge in edges[:2])
    right, bottom = (math.ceil(edge * scale) + MARGIN for edge in edges[2:])
    width, height = size
    inside = (max(left, 0), max(top, 0), min(right, width), min(bottom, height))
    # Without the margin: a place that only touches the picture's edge from outside is not in it.
    if left + MARGIN >= width or top + MARGIN >= height or right - MARGIN <= 0 or bottom - MARGIN <= 0:
        return None
    return inside
