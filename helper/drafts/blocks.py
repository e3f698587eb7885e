"""A document as values, so that Markdown and HTML say the same: lines of runs, in a few kinds of blocks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from helper.safe.clean import clean

OPEN, CLOSE = "⟦", "⟧"  # around a gap, in our own sentences only
LONGEST_VALUE = 400  # characters of an address, a subject, a name
LONGEST_QUOTE = 20_000


@dataclass(frozen=True)
class Run:
    """A piece of a line. `gap`: the person fills or checks it; `code`: exact characters; `link`: one of our own addresses."""

    text: str
    mark: Literal["plain", "gap", "code", "link"] = "plain"


Line = tuple[Run, ...]
Value = str | Run | Line


@dataclass(frozen=True)
class Heading:
    """A title of a part; 1 is the document's own."""

    line: Line
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; `role` says where a letter has them."""

    lines: tuple[Line, ...]
    role: Literal["text", "sender", "addressee", "place", "subject", "foot"] = "text"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Quote:
    """What somebody else wrote, or the person themselves: never ours, so shown as it is."""

    text: str
    language: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a head; one row for each thing."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Heading | Paragraph | Bullets | Quote | Table


@dataclass(frozen=True)
class Draft:
    """What the person may send, and before it the sheet that tells them what to do with it."""

    language: str
    title: str
    sheet: tuple[Block, ...]
    letter: tuple[Block, ...]
    gaps: int


def exact(text: str) -> Run:
    """Mark characters that count one by one: addresses, names of files, sums."""
    return Run(shown(text), "code")


def shown(text: str) -> str:
    """Make a value from outside safe to show on one line."""
    return clean(text, limit=LONGEST_VALUE)


def quoted(text: str) -> str:
    """Make a text from outside safe to show, its lines kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return clean(lines, keep="\n", limit=LONGEST_QUOTE)


def fill(sentence: str, values: Mapping[str, Value]) -> Line:
    """Put values into a sentence of ours; only the sentence can open a gap, whatever a value says."""
    runs: list[Run] = []
    in_gap = False
    for literal, name, _, _ in Formatter().parse(sentence):
        for part in re.split(f"([{OPEN}{CLOSE}])", literal):
            if part in (OPEN, CLOSE):
                in_gap = part == OPEN
                if in_gap:
                    runs.append(Run("", "gap"))
            elif part:
                _add(runs, (Run(part),), in_gap=in_gap)
        if name is not None:
            _add(runs, _line_of(values[name]), in_gap=in_gap)
    return tuple(run for run in runs if run.text)


def _add(runs: list[Run], line: Line, *, in_gap: bool) -> None:
    if in_gap:
        runs[-1] = Run(runs[-1].text + "".join(run.text for run in line), "gap")
    else:
        runs.extend(line)


def _line_of(value: Value) -> Line:
    if isinstance(value, str):
        return (Run(shown(value)),)
    return (value,) if isinstance(value, Run) else value


def lines_of(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """Give every line of ours in some blocks."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.line
        elif isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Table):
            yield from block.head
            for row in block.rows:
                yield from row


def count_gaps(blocks: tuple[Block, ...]) -> int:
    """Count the places that the person fills or checks."""
    return sum(run.mark == "gap" for line in lines_of(blocks) for run in line)
