"""How text looks on a terminal: lines that break between words, and nothing but words where that is wanted."""

from __future__ import annotations

import os
import re
import textwrap
from typing import TextIO

NARROWEST = 20  # columns
# An answer among several, "  2  Instagram": what follows on the next line stands below its words.
_NUMBERED = re.compile(r" {1,4}\d{1,2}  ")


def is_styled(stream: TextIO | None, *, is_plain: bool = False) -> bool:
    """Tell whether a stream takes colours, frames and tables: a terminal that understands them, and nobody minds.

    `TERM=dumb` is what editors and screen readers' terminals say; NO_COLOR alone takes away the colours only.
    """
    return stream is not None and stream.isatty() and not is_plain and os.environ.get("TERM") != "dumb"


def wrap(text: str, columns: int) -> str:
    """Break lines between words, never at a no-break space: French sets one before its stops and inside its quotes."""
    return "\n".join(_wrap_line(line, max(columns, NARROWEST)) for line in text.split("\n"))


def _wrap_line(line: str, columns: int) -> str:
    numbered = _NUMBERED.match(line)
    indent = " " * (numbered.end() if numbered else len(line) - len(line.lstrip(" ")))
    lines = textwrap.wrap(
        line,
        columns,
        subsequent_indent=indent,
        break_long_words=False,  # an address is copied whole
        break_on_hyphens=False,
        replace_whitespace=False,
    )
    return "\n".join(lines)
