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
class TextRun:
    """A piece of a line. `gap`: the person fills or checks it; `code`: exact characters; `link`: one of our own addresses."""

    text: str
    mark: Literal["plain", "gap", "code", "link"] = "plain"


TextLine = tuple[TextRun, ...]
Value = str | TextRun | TextLine


@dataclass(frozen=True)
class Heading:
    """A title of a part; 1 is the document's own."""

    line: TextLine
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; `role` says where a letter has them."""

    lines: tuple[TextLine, ...]
    role: Literal["text", "sender", "addressee", "place", "subject", "foot"] = "text"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[TextLine, ...]


@dataclass(frozen=True)
class Quote:
    """What somebody else wrote, or the person themselves: never ours, so shown as it is."""

    text: str
    language: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a head; one row for each thing."""

    head: tuple[TextLine, ...]
    rows: tuple[tuple[TextLine, ...], ...]


DraftBlock = Heading | Paragraph | Bullets | Quote | Table


@dataclass(frozen=True)
class Draft:
    """What the person may send, and before it the sheet that tells them what to do with it."""

    language: str
    sheet: tuple[DraftBlock, ...]
    letter: tuple[DraftBlock, ...]  # begins with its title

    @property
    def title(self) -> str:
        """The title of what may be sent."""
        return "".join(run.text for run in next(lines_of(self.letter)))

    @property
    def gaps(self) -> int:
        """How many places the person fills or checks."""
        return count_gaps(self.letter)


def exact(text: str) -> TextRun:
    """Mark characters that count one by one: addresses, names of files, sums."""
    return TextRun(shown(text), "code")


def shown(text: str) -> str:
    """Make a value from outside safe to show on one line."""
    return clean(text, limit=LONGEST_VALUE)


def plain(text: str) -> TextLine:
    """Make a line of a text, safe to show."""
    return (TextRun(shown(text)),)


def quoted(text: str) -> str:
    """Make a text from outside safe to show, its lines kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return clean(lines, keep="\n", limit=LONGEST_QUOTE)


def fill(sentence: str, values: Mapping[str, Value]) -> TextLine:
    """Put values into a sentence of ours; only the sentence can open a gap, whatever a value says."""
    runs: list[TextRun] = []
    in_gap = False
    for literal, name, _, _ in Formatter().parse(sentence):
        for part in re.split(f"([{OPEN}{CLOSE}])", literal):
            if part in (OPEN, CLOSE):
                in_gap = part == OPEN
                if in_gap:
                    runs.append(TextRun("", "gap"))
            elif part:
                _add(runs, (TextRun(part),), in_gap=in_gap)
        if name is not None:
            _add(runs, _line_of(values[name]), in_gap=in_gap)
    return tuple(run for run in runs if run.text)


def _add(runs: list[TextRun], line: TextLine, *, in_gap: bool) -> None:
    if in_gap:
        runs[-1] = TextRun(runs[-1].text + "".join(run.text for run in line), "gap")
    else:
        runs.extend(line)


def _line_of(value: Value) -> TextLine:
    if isinstance(value, str):
        return plain(value)
    return (value,) if isinstance(value, TextRun) else value


def lines_of(blocks: tuple[DraftBlock, ...]) -> Iterator[TextLine]:
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


def count_gaps(blocks: tuple[DraftBlock, ...]) -> int:
    """Count the places that the person fills or checks."""
    return sum(run.mark == "gap" for line in lines_of(blocks) for run in line)
