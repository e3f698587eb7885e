"""Where personal data stands in a picture: known exactly, or said not to be known, so that a mask never misses."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helper.page.facts import Page
from helper.record import Region

MOST_REGIONS = 200  # the watcher names no more: as many may be fewer than there are
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_TOLERANCE = 0.01  # sides of a picture are whole pixels, those of a page need not be
# CSS pixels. A smaller frame has no room for an address.
_FRAME_WIDTH, _FRAME_HEIGHT = 24, 8


def has_visible_frame(page: Page) -> bool:
    """Tell whether something of another document may be in the picture: nobody asked it for personal data."""
    frames = page.top.frames if page.top else ()
    return any(frame.width >= _FRAME_WIDTH and frame.height >= _FRAME_HEIGHT for frame in frames)


@dataclass(frozen=True)
class PictureArea:
    """The part of a page that a picture shows, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float
    is_zoomed: bool

    @classmethod
    def of(cls, size: Mapping[str, Any], *, is_whole: bool, is_clipped: bool) -> PictureArea:
        """Read it from what the page said of its size; `is_clipped` when the picture is larger than the view."""
        width, height = ("width", "height") if is_clipped else ("viewWidth", "viewHeight")
        x, y = (0, 0) if is_whole else (size["x"], size["y"])
        return cls(x, y, size[width], size[height], size["zoom"] != 1)

    def place(self, *located: Sequence[Mapping[str, Any]]) -> tuple[Region, ...]:
        """Give the regions that are in the picture, those of every look at the page, each once."""
        found = []
        for r in (one for look in located for one in look):
            x, y = r["x"] - self.x, r["y"] - self.y
            if x < self.width and y < self.height and x + r["width"] > 0 and y + r["height"] > 0:
                found.append(Region(what=r["what"], x=x, y=y, width=r["width"], height=r["height"]))
        return tuple(dict.fromkeys(found))

    def scale_of(self, png: bytes, regions: Sequence[Region]) -> float | None:
        """Tell how many pixels of the picture are one CSS pixel; None when that, or a region, is not certain."""
        if self.is_zoomed or len(regions) >= MOST_REGIONS or not png.startswith(_PNG_HEAD) or len(png) < 24:
            return None
        width, height = struct.unpack(">II", png[16:24])
        scale = float(width / self.width) if self.width else 0.0
        if scale <= 0 or abs(height - self.height * scale) > max(2.0, _TOLERANCE * height):
            return None
        return scale
