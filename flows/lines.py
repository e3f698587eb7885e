"""Finds the line on which something stands in a TOML file, so that a mistake can be shown where it is.

The parser of the standard library keeps no positions (cpython issue 115516), nor does tomlkit (its issue 55). So the text
is cut into its statements by that same parser, the smallest run of lines that it accepts being one, and nothing here
knows the grammar. What is not sure has no line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from flows.problems import KeyPath

# Characters parsed at most, half a second: a hostile file may be one statement of 20,000 lines.
_BUDGET = 1_000_000


@dataclass(frozen=True)
class _Statement:
    first: int  # line, from 1
    lines: tuple[str, ...]
    data: dict[str, object]

    @property
    def is_header(self) -> bool:
        return self.lines[0].lstrip().startswith("[")


class Lines:
    """The lines of one file's tables and keys."""

    def __init__(self, text: str) -> None:
        self._left = _BUDGET
        self._tables: dict[KeyPath, int] = {}
        self._values: dict[KeyPath, _Statement] = {}
        self._counts: dict[KeyPath, int] = {}
        self.unfinished: int | None = None  # where a statement begins that never ends
        table: KeyPath = ()
        for statement in self._statements(text.replace("\r\n", "\n").split("\n")):
            if statement.is_header:
                table = self._open_table(statement)
            else:
                self._keep_values(table, statement.data, statement)

    def find(self, place: KeyPath) -> int | None:
        """Give the line of a place; of something missing, the line of the table in which it is missing."""
        for length in range(len(place), 0, -1):
            prefix = place[:length]
            if prefix in self._values:
                return self._line_of_item(self._values[prefix], place[length:])
            if prefix in self._tables:
                return self._tables[prefix]
        return None

    def _parse(self, text: str) -> dict[str, object] | None:
        self._left -= len(text)
        if self._left < 0:
            return None
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError):
            return None

    def _statements(self, lines: list[str]) -> Iterator[_Statement]:
        first, held = 0, list[str]()
        for number, line in enumerate(lines, 1):
            if not held:
                if not line.strip() or line.lstrip().startswith("#"):
                    continue
                first = number
            held.append(line)
            # No statement ends with a comma: a long list is not parsed at each of its lines.
            if line.rstrip().endswith(",") and "#" not in line:
                continue
            data = self._parse("\n".join(held))
            if data is not None:
                yield _Statement(first, tuple(held), data)
                held = []
            elif self._left < 0:
                return
        self.unfinished = first if held else None

    def _open_table(self, statement: _Statement) -> KeyPath:
        """Keep where a header stands; tables above it that have no header of their own stand there too."""
        keys, below = list[str](), statement.data
        while below:
            key, inner = next(iter(below.items()))
            keys.append(key)
            is_list = isinstance(inner, list)
            below = inner[0] if isinstance(inner, list) else inner if isinstance(inner, dict) else {}
        place: KeyPath = ()
        for position, key in enumerate(keys, 1):
            place = (*place, key)
            if position == len(keys) and is_list:
                self._counts[place] = self._counts.get(place, 0) + 1
            self._tables.setdefault(place, statement.first)
            if place in self._counts:
                place = (*place, self._counts[place] - 1)
                self._tables.setdefault(place, statement.first)
        return place

    def _keep_values(self, table: KeyPath, data: dict[str, object], statement: _Statement) -> None:
        for key, value in data.items():
            self._values.setdefault((*table, key), statement)
            if isinstance(value, dict):
                self._keep_values((*table, key), value, statement)

    def _line_of_item(self, statement: _Statement, rest: KeyPath) -> int:
        """Give the line of a list's item: the first one up to which the list, if closed there, has the item."""
        index = rest[0] if rest else None
        if len(statement.lines) == 1 or not isinstance(index, int):
            return statement.first
        for count in range(1, len(statement.lines)):
            if self._left < 0:
                return statement.first
            data = self._parse("\n".join([*statement.lines[:count], "]"]))
            found = _list_in(data) if data is not None else []
            if len(found) > index:
                return statement.first + count - 1
        return statement.first + len(statement.lines) - 1


def _list_in(data: dict[str, object]) -> list[object]:
    value: object = data
    while isinstance(value, dict) and value:
        value = next(iter(value.values()))
    return value if isinstance(value, list) else []
