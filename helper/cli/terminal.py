"""What is said on a terminal: lines that break between words, tables, and nothing but words where that is wanted."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import TextIO

import click

NARROWEST = 20  # columns
# An answer among several, "  2  Instagram": what follows on the next line stands below its words.
_NUMBERED = re.compile(r" {1,4}\d{1,2}  ")


def is_styled(stream: TextIO | None, *, is_plain: bool = False) -> bool:
    """Tell whether a stream takes colours, frames and tables: a terminal that understands them, and nobody minds.

    `TERM=dumb` is what editors and screen readers' terminals say; NO_COLOR alone takes away the colours only.
    """
    return stream is not None and stream.isatty() and not is_plain and os.environ.get("TERM") != "dumb"


def tell(text: str) -> None:
    """Say something to the person beside the result, on stderr; to another program it is left as it is."""
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    click.echo(wrap(text, shutil.get_terminal_size().columns) if is_seen else text, err=True)


def print_table(
    rows: Sequence[Sequence[str]], head: Sequence[str] | None = None, *, has_gaps: bool = False
) -> None:
    """Print cells in columns, of which the first one is left whole; `has_gaps`: rows of several lines, set apart."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=head is not None, box=None, pad_edge=False, padding=(0, 2, int(has_gaps), 0))
    for index, label in enumerate(head or [""] * len(rows[0])):
        table.add_column(label, overflow="fold", no_wrap=index == 0 and not has_gaps)
    for row in rows:
        table.add_row(*map(Text, row))  # Text: no markup is read in it
    Console(highlight=False).print(table)


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
