"""What is said on a terminal: lines that break between words, tables, and nothing but words where that is wanted."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

NARROWEST = 20  # columns
_USUAL = 80  # columns, where nobody says how many there are
_GAP = 2  # columns between two of a table
# An answer among several, "  2  Instagram": what follows on the next line stands below its words.
_NUMBERED = re.compile(r" {1,4}\d{1,2}  ")


def is_styled(stream: TextIO | None, *, is_plain: bool = False) -> bool:
    """Tell whether a stream takes colours, frames and tables: a terminal that understands them, and nobody minds.

    `TERM=dumb` is what editors and screen readers' terminals say; NO_COLOR alone takes away the colours only.
    """
    return stream is not None and stream.isatty() and not is_plain and os.environ.get("TERM") != "dumb"


def count_columns() -> int:
    """Give the columns of the terminal, or what COLUMNS says instead.

    As `shutil.get_terminal_size` has them, which brings three compressors along: `--help` took 42 ms instead of 39.5.
    """
    try:
        told = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        told = 0
    if told > 0:
        return told
    try:
        return (sys.__stdout__ and os.get_terminal_size(sys.__stdout__.fileno()).columns) or _USUAL
    except (ValueError, OSError):  # closed, or no terminal
        return _USUAL


def tell(text: str) -> None:
    """Say something to the person beside the result, on stderr; to another program it is left as it is."""
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    click.echo(wrap(text, count_columns()) if is_seen else text, err=True)


def print_table(rows: Sequence[Sequence[str]], head: Sequence[str], *, has_gaps: bool = False) -> None:
    """Print cells in columns, of which the first one is left whole; `has_gaps`: rows of several lines, set apart."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, int(has_gaps), 0))
    for index, label in enumerate(head):
        table.add_column(label, overflow="fold", no_wrap=index == 0 and not has_gaps)
    for row in rows:
        table.add_row(*map(Text, row))  # Text: no markup is read in it
    Console(highlight=False).print(table)


def print_list(rows: Sequence[Sequence[str]], head: Sequence[str]) -> None:
    """Print rows as a table, or each below its first cell where the table would cut a word in two."""
    columns = count_columns()
    if has_room(rows, head, columns):
        print_table(rows, head)
    else:
        click.echo("\n".join(block(row, columns) for row in rows))


def has_room(rows: Sequence[Sequence[str]], head: Sequence[str], columns: int) -> bool:
    """Tell whether a table has room for its first column as it is, and for every word of the others."""
    first, *others = zip(head, *rows, strict=True)
    words = ([word for cell in column for word in cell.split(" ")] for column in others)
    return sum(max(map(len, column)) + _GAP for column in (first, *words)) - _GAP <= columns


def block(row: Sequence[str], columns: int) -> str:
    """Give a row as lines: the first cell as it is, for whoever copies it, the others below it."""
    first, *others = row
    return "\n".join([first, wrap("  " + " · ".join(others), columns)])


def pair(label: str, value: str | Path, width: int, columns: int) -> str:
    """Give a label and what it names, in a column of `width` or, where a word would be cut there, below the label.

    A path is one word, whatever is in it: it is copied whole.
    """
    is_path, text = isinstance(value, Path), str(value)
    indent = width + _GAP
    longest = len(text) if is_path else max(map(len, re.split(r"[ \n]", text)))
    if columns - indent < max(longest, NARROWEST):
        return f"{label}\n{text if is_path else wrap(text, columns)}"
    lines = [text] if is_path else wrap(text, columns - indent).split("\n")
    return label.ljust(indent) + ("\n" + " " * indent).join(lines)


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
