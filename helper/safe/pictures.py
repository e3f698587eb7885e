"""Opens pictures that may be anything, with Pillow: only PNG, only of a size that fits into memory."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

MOST_BYTES = 200_000_000
# A page of 16,000 CSS pixels on a screen with two pixels to each; decoding needs memory.
MOST_PIXELS = 120_000_000

# What Pillow raises for pictures that are none, besides OSError and ValueError.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, MemoryError, OverflowError)


@contextmanager
def open_png(content: bytes) -> Iterator[Image.Image]:
    """Open a picture; raises one of UNREADABLE, here or while it is used."""
    with warnings.catch_warnings():
        # The limit below is the one that counts.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(content), formats=("PNG",))
        except Image.DecompressionBombError as error:
            raise ValueError("too large") from error
    with picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too large")
        yield picture
