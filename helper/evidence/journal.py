"""The journal as it is read back: all whole lines, and whether the last one was torn as the program died."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from helper.evidence.versions import refuse_newer

SCHEMA = 1  # stands in the first line; the journals of the first version had none


@dataclass(frozen=True)
class JournalLine:
    """One thing that happened, with the facts that were noted of it."""

    at: dt.datetime
    event: str
    facts: Mapping[str, object]

    def text(self, fact: str) -> str | None:
        """Give a fact that is a text."""
        value = self.facts.get(fact)
        return value if isinstance(value, str) else None


@dataclass(frozen=True)
class Journal:
    """What is left of an attempt's journal."""

    lines: tuple[JournalLine, ...]
    size: int  # bytes of whole lines; what follows them was never acknowledged
    is_torn: bool
    is_damaged: bool  # there are lines that cannot be read, or none at all

    def having(self, event: str) -> Iterator[JournalLine]:
        """Give the lines of one kind."""
        return (line for line in self.lines if line.event == event)

    def before(self, event: str) -> Journal:
        """Give the journal up to the first line of a kind."""
        until = next((i for i, line in enumerate(self.lines) if line.event == event), len(self.lines))
        return replace(self, lines=self.lines[:until])

    def last(self, event: str) -> JournalLine | None:
        """Give the last line of one kind."""
        return next((line for line in reversed(self.lines) if line.event == event), None)


def parse_journal(content: bytes) -> Journal:
    """Read a journal; raises NewerSchemaError when a newer program wrote it."""
    whole, end, rest = content.rpartition(b"\n")
    written = whole.split(b"\n") if end else []
    if written:
        refuse_newer(written[0], SCHEMA)
    lines = [_parse_line(line) for line in written]
    return Journal(
        tuple(line for line in lines if line is not None),
        len(content) - len(rest),
        bool(rest),
        not lines or None in lines,
    )


def _parse_line(line: bytes) -> JournalLine | None:
    try:
        facts = json.loads(line)
        at = dt.datetime.fromisoformat(facts.pop("at"))
        event = facts.pop("event")
    except (ValueError, RecursionError, TypeError, AttributeError, KeyError):
        return None
    return JournalLine(at.astimezone(dt.UTC), event, facts) if at.tzinfo and isinstance(event, str) else None
