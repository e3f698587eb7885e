"""Small copies of pictures, as data in the page itself; the pictures come from pages that may be hostile."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from PIL import Image

from helper.evidence.files import read_small
from helper.report.attempts import NoThumbnail, Thumbnail
from helper.safe.pictures import MOST_BYTES, UNREADABLE, open_png

# Twice what the page shows, for screens with small pixels and for paper.
WIDTH = 520
LONGEST = 1.5  # height per width; of a longer page only the beginning is shown
BUDGET = 24_000_000  # bytes of all small copies together: a page that browsers still open at once
_SHADES = 160


class Thumbnails:
    """Makes small copies until enough are in the page."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._left = budget

    def make(self, path: Path) -> Thumbnail | NoThumbnail:
        """Make a small copy, or say why there is none."""
        if self._left <= 0:
            return "left_out"
        try:
            with open_png(read_small(path, MOST_BYTES)) as picture:
                thumbnail = _shrink(picture)
        except UNREADABLE:
            return "unreadable"
        self._left -= len(thumbnail.data_uri)
        return thumbnail


def _shrink(picture: Image.Image) -> Thumbnail:
    width, height = picture.size
    shown = min(height, max(1, round(width * LONGEST)))
    scale = min(1.0, WIDTH / width)
    size = (max(1, round(width * scale)), max(1, round(shown * scale)))
    top = picture.convert("RGB").crop((0, 0, width, shown))
    small = top.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    # A page of text needs few shades, and PNG keeps its letters sharp; nothing of the original's notes goes along.
    # (The faster octree takes a form's white for the page's pale grey.)
    small.quantize(_SHADES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG")
    uri = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")
    return Thumbnail(uri, *size, is_beginning=shown < height)
