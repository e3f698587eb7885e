"""Copies of pictures: personal data painted over, and below the picture a strip that says what it is."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from helper.safe.clean import clean
from helper.safe.pictures import open_png
from helper.share.locate import Box

INK, PAPER, RULE, MASK = "#1b1f24", "#fffdf8", "#14532d", "#000000"
NARROWEST = 640  # pixels: on a smaller picture the sum would break into many lines
_LONGEST = 2000  # characters of a line


def is_drawable(text: str) -> bool:
    """Tell whether Pillow's own font has every sign of a text: the same on every system, but without accents."""
    return all(" " <= char <= "~" or char == "’" for char in text)


def draw_copy(content: bytes, masks: Sequence[Box], caption: Sequence[str]) -> bytes:
    """Give a copy of a picture as PNG, with nothing of the file but its visible points; raises `drawing.UNREADABLE`."""
    with open_png(content) as picture:
        shown = picture.convert("RGB")
    pencil = ImageDraw.Draw(shown)
    for left, top, right, bottom in masks:
        pencil.rectangle((left, top, right - 1, bottom - 1), fill=MASK)
    strip = _strip(caption, max(shown.width, NARROWEST), shown.width)
    copy = Image.new("RGB", (strip.width, shown.height + strip.height), PAPER)
    copy.paste(shown, (0, 0))
    copy.paste(strip, (0, shown.height))
    out = io.BytesIO()
    copy.save(out, "PNG", optimize=False)
    return out.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    """Give width and height of a picture; raises `drawing.UNREADABLE`."""
    with open_png(content) as picture:
        picture.load()
        return picture.size


def _strip(caption: Sequence[str], width: int, shown: int) -> Image.Image:
    size = max(15, min(40, round(shown / 75)))
    font = ImageFont.load_default(size)
    edge = size
    lines = [line for text in caption for line in _wrap(_drawable(text), font, width - 2 * edge)]
    step = round(size * 1.5)
    strip = Image.new("RGB", (width, step * len(lines) + 2 * edge), PAPER)
    pencil = ImageDraw.Draw(strip)
    pencil.rectangle((0, 0, width, max(3, size // 5)), fill=RULE)
    for number, line in enumerate(lines):
        pencil.text((edge, edge + number * step), line, font=font, fill=INK)
    return strip


def _drawable(text: str) -> str:
    """Write what the font does not have as its number: an address may hold anything."""
    plain = clean(text.replace("\u00a0", " ").replace("\u202f", " "), limit=_LONGEST)
    return "".join(char if is_drawable(char) else f"\\u{ord(char):04x}" for char in plain)


def _wrap(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> list[str]:
    """Break a line where it must be: at a space if there is one."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if lines[-1] and font.getlength(lines[-1] + char) > width:
                lines.append("")
            lines[-1] += char
    return lines
