"""Where one mail ends and the next begins, in whatever they lie one after the other: two mails are never taken for one. Pure.

Python's `mailbox` begins a mail at each line "From ", also within a text, and sees nothing that begins otherwise; hence here.
When in doubt, the text is cut: a mail that lost its end is unclear, one that swallowed another says what its sender never said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_HELD_LINES = 500  # of what may be a head in the midst of a text
_HELD_BYTES = 200_000
_BLANKS = (b"\n", b"\r\n", b"\r")
_MOST_ODD = 3  # lines in a head that are none of a head's
_MOST_BLANKS = 2  # after a separator
# Left over by crashes, and by editors where files were put together.
_LEFTOVERS = b"\0\x0c\x1a\xef\xbb\xbf"

# Separators in the wild have no address, no time, or anything at all after "From ".
_SEPARATOR = re.compile(rb"From[ \t]")
_QUOTED_SEPARATOR = re.compile(rb">+From[ \t]")
# One that has a whole date is no prose, whatever follows or precedes it.
_DATED = re.compile(
    rb"\W{0,12}From[ \t](?=.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)"
    rb"(?=.*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)(?=.*\b\d{4}).*\d\d:\d\d",
    re.IGNORECASE,
)
# Right before a head, one that is hardly legible any more.
_DAMAGED = re.compile(rb"\W{0,12}>*f?rom\b", re.IGNORECASE)
# What stands between mails in other kinds of files: MMDF, Babyl, batches of news.
_FRAME = re.compile(rb"\x01{4}|\x1f|#! rnews \d+")
FIELD = re.compile(rb"([A-Za-z][!-9;-~]{0,75})[ \t]*:(?!//)")
# Fields that programs write, not people: a forwarded mail that somebody put into their text has none.
_BY_PROGRAMS = re.compile(
    rb"(?:received|return-path|delivered-to|message-id|mime-version|dkim-signature|arc-.*|authentication-results"
    rb"|content-(?:type|transfer-encoding)|envelope-to|x-.*|list-.*|references|in-reply-to)\Z"
)
_COMMON = re.compile(rb"(?:from|to|cc|bcc|date|subject|sender|reply-to)\Z")
_ADDRESSED = frozenset({b"from", b"to", b"date", b"subject"})
_NESTED = re.compile(rb"(?im)^content-type[ \t]*:\s*(?:message/|text/rfc822)")


def is_known(line: bytes) -> bool:
    """Tell whether a line is one of a mail's head by its name."""
    name = _name(line)
    return bool(_COMMON.match(name) or _BY_PROGRAMS.match(name))


def _name(line: bytes) -> bytes:
    found = FIELD.match(line)
    return found[1].lower() if found else b""


def cut(lines: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, bool]]:
    """Give the bytes of each mail, at most `limit` of it, and whether that is all of it.

    Without the separators, and without the blank line that a mailbox file puts before them.
    """
    cutter = _Cutter(limit)
    is_start = True
    for line in lines:
        yield from cutter.take(line, is_start=is_start)
        is_start = line.endswith((b"\n", b"\r"))
    yield from cutter.end()


@dataclass
class _Cutter:
    """Goes through the lines, and holds those that may turn out to be where the next mail begins."""

    limit: int
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    is_framed: bool = False  # a separator stood before it
    is_head: bool = True
    has_words: bool = False  # not blank lines alone
    separators: list[bytes] = field(default_factory=list)  # a separator that no head has followed yet
    run: list[bytes] = field(default_factory=list)  # lines like those of a head, within a text
    run_size: int = 0
    is_nested_next: bool = False  # a mail within the mail is announced

    def take(self, line: bytes, *, is_start: bool) -> Iterator[tuple[bytes, bool]]:
        """Take the next line, or piece of one; gives the mail that ends here."""
        if not is_start:
            yield from self._release()
            self._keep(line)
            return
        bare = line.lstrip(_LEFTOVERS) if line[:1] in _LEFTOVERS else line
        if (line[:1] in b"\x01\x1f#" and _FRAME.match(line)) or _DATED.match(bare):
            yield from self._release()
            yield from self._finish(is_framed=True)
        elif _SEPARATOR.match(bare):
            yield from self._release()
            self.separators.append(line)
        elif self.separators:
            yield from self._after_separator(line)
        elif self.is_head:
            self._head_line(line)
        else:
            yield from self._text_line(line)

    def end(self) -> Iterator[tuple[bytes, bool]]:
        """Give the last mail."""
        yield from self._release()
        yield from self._finish(is_framed=False)

    def _after_separator(self, line: bytes) -> Iterator[tuple[bytes, bool]]:
        is_direct = len(self.separators) == 1 or _QUOTED_SEPARATOR.match(self.separators[-1])
        is_blank = line in _BLANKS and len(self.separators) <= _MOST_BLANKS
        if is_blank or _QUOTED_SEPARATOR.match(line):
            # A program for the Mac writes its separator twice, the second one quoted.
            self.separators.append(line)
        elif FIELD.match(line) if is_direct else is_known(line):
            self.separators.clear()
            yield from self._finish(is_framed=True)
            self._head_line(line)
        else:
            self._keep_held()
            yield from self.take(line, is_start=True)

    def _head_line(self, line: bytes) -> None:
        if line in _BLANKS and self.has_words:
            self.is_head = False
            self.is_nested_next = bool(_NESTED.search(b"".join(self.pieces[-_HELD_LINES:])))
        self._keep(line)

    def _text_line(self, line: bytes) -> Iterator[tuple[bytes, bool]]:
        """Look for a head without a separator: one after the other, as files that were simply put together have them."""
        is_head_line = FIELD.match(line) or (self.run and line[:1] in b" \t" and line not in _BLANKS)
        # Perhaps one of the odd lines that old servers put into a head.
        is_odd = line not in _BLANKS and any(map(is_known, self.run[-_MOST_ODD:]))
        if (is_head_line or is_odd) and len(self.run) < _HELD_LINES and self.run_size < _HELD_BYTES:
            self.run.append(line)
            self.run_size += len(line)
            return
        if self._is_head_of_another():
            yield from self._begin_another()
            self._head_line(line)
            return
        is_announced = line in _BLANKS and bool(self.run) and bool(_NESTED.search(b"".join(self.run)))
        is_nested_next = is_announced or (self.is_nested_next and line in _BLANKS and not self.run)
        self._keep_held()
        self._keep(line)
        self.is_nested_next = is_nested_next

    def _begin_another(self) -> Iterator[tuple[bytes, bool]]:
        run = list(self.run)
        self._drop_run()
        if self.pieces and _DAMAGED.match(self.pieces[-1]):
            self.pieces.pop()
        yield from self._finish(is_framed=False)
        for one in run:
            self._head_line(one)

    def _is_head_of_another(self) -> bool:
        names = {_name(line) for line in self.run}
        is_addressed = not names.isdisjoint(_ADDRESSED)  # of a damaged one, the sender may be lost
        return is_addressed and not self.is_nested_next and any(map(_BY_PROGRAMS.match, names))

    def _release(self) -> Iterator[tuple[bytes, bool]]:
        """Decide what was held, before something else than a line of a head or of a text."""
        if self._is_head_of_another():
            yield from self._begin_another()
        self._keep_held()

    def _keep_held(self) -> None:
        """Keep what was held: it is text of this mail."""
        held = [*self.separators, *self.run]
        self.separators.clear()
        self._drop_run()
        for line in held:
            self._keep(line)
            self.is_nested_next = False

    def _drop_run(self) -> None:
        self.run.clear()
        self.run_size = 0

    def _keep(self, line: bytes) -> None:
        if self.size <= self.limit + 2:
            self.pieces.append(line)
        self.size += len(line)
        self.has_words = self.has_words or line not in _BLANKS

    def _finish(self, *, is_framed: bool) -> Iterator[tuple[bytes, bool]]:
        raw, size = b"".join(self.pieces), self.size
        if self.is_framed or is_framed:  # then the last blank line belongs to the file, not to the mail
            blank = next((end for end in (b"\r\n", b"\n", b"\r") if raw.endswith(end * 2)), b"")
            raw, size = raw[: len(raw) - len(blank)], size - len(blank)
        if self.has_words:
            yield raw[: self.limit], size <= self.limit
        self.pieces.clear()
        self.size, self.is_framed, self.is_head, self.has_words = 0, is_framed, True, False
        self.is_nested_next = False
