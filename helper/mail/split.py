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
_LOOKED_AT = 200  # bytes of a line that may announce a mail
BLANKS = (b"\n", b"\r\n", b"\r")
_MOST_ODD = 3  # lines in a head that are none of a head's
_MOST_BLANKS = 2  # after a separator
_FEW = 2  # of sender, recipient, date and subject
# Left over by crashes, and by editors where files were put together.
_LEFTOVERS = b"\0\x0c\x1a\xef\xbb\xbf"

# Separators in the wild have no address, no time, or anything at all after "From ".
_SEPARATOR = re.compile(rb"From[ \t](?![ \t]*:)")
_QUOTED_SEPARATOR = re.compile(rb">+From[ \t]")
# One that has a whole date is no prose, whatever follows or precedes it.
_DATED = re.compile(
    rb"\W{0,12}From[ \t](?=.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)"
    rb"(?=.*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)(?=.*\b\d{4}).*\d\d:\d\d",
    re.IGNORECASE,
)
# Right before a head, one that is hardly legible any more, or what is left of who sent it.
_DAMAGED = re.compile(rb"\W{0,12}>*f?rom\b|[^:\r\n]{0,6}:.*<[^<>\s]*@", re.IGNORECASE)
# A whole one in the midst of a line.
_WHOLE_SEPARATOR = re.compile(
    rb"From (?:-|[^\s<>]{0,200}@[^\s<>]{0,200}) (?=.{0,80}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)(?=.{0,80}\b\d{4})"
    rb".{0,80}\d\d:\d\d[^a-z]*\s*\Z"
)
# What stands between mails in other kinds of files: MMDF, Babyl, batches of news.
_FRAME = re.compile(rb"\x01{4}|\x1f|#! rnews \d+|\*{1,3} EOOH \*")
FIELD = re.compile(rb"([A-Za-z][!-9;-~]{0,75})[ \t]*:(?!//)")
# Fields that programs write, not people: a forwarded mail that somebody put into their text has none.
_BY_PROGRAMS = re.compile(
    rb"(?:received|return-path|delivered-to|message-id|mime-version|dkim-signature|arc-.*|authentication-results"
    rb"|content-(?:type|transfer-encoding)|envelope-to|x-.*|list-.*|references|in-reply-to|received-spf|errors-to"
    rb"|feedback-id|precedence|resent-.*)\Z"
)
# A field that begins in the midst of a line: of files that were put together, one had no line end at its end.
_GLUED = re.compile(
    rb"(?<!\w-)(?:From|To|Date|Subject|Cc|Return-Path|Received|Delivered-To|DKIM-Signature|Message-ID|MIME-Version"
    rb"|Content-Type|X-[A-Za-z-]{1,60}):[ \t][^\r\n]*[\r\n]*\Z"
)
# The mark with which a file begins that an editor saved as Unicode.
_MARKED = re.compile(rb"\xef\xbb\xbf(?=[A-Za-z])")
# The time as programs write it in a head (RFC 5322); what people and programs put into a text is mostly of another kind.
_PROGRAMS_DATE = re.compile(rb"(?i)date[ \t]*:.*\b\d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}")
# What announces a mail that somebody put into their text.
_ANNOUNCED = re.compile(rb"(?!--\S*\w\S*--)[^\w\r\n]*[-_=*]{3}.*[ \t]\w.*|_+\s*\Z|>.*|.*:\s*\Z", re.DOTALL)
_COMMON = re.compile(rb"(?:from|to|cc|bcc|date|subject|sender|reply-to)\Z")
_ADDRESSED = frozenset({b"from", b"to", b"date", b"subject"})
_NESTED = re.compile(rb"(?im)^content-type[ \t]*:\s*(?:message/|text/rfc822)")


def is_known(line: bytes) -> bool:
    """Tell whether a line is one of a mail's head by its name."""
    name = _name(line)
    return bool(_COMMON.match(name) or _BY_PROGRAMS.match(name))


def _name(line: bytes) -> bytes:
    found = FIELD.match(line.lstrip(_LEFTOVERS))
    return found[1].lower() if found else b""


def _is_field(line: bytes) -> bool:
    """Tell whether a line may be one of a head, and not the last one of a text with such a line after it."""
    return is_known(line) or (FIELD.match(line) is not None and not _GLUED.search(line))


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
    has_text: bool = False  # words after the head
    separators: list[bytes] = field(default_factory=list)  # a separator that no head has followed yet
    run: list[bytes] = field(default_factory=list)  # lines like those of a head, within a text
    run_size: int = 0
    is_nested_next: bool = False  # a mail within the mail is announced
    own_names: list[bytes] = field(default_factory=list)  # of the fields of its head
    last_words: bytes = b""  # the last line that is not blank

    def take(self, line: bytes, *, is_start: bool) -> Iterator[tuple[bytes, bool]]:
        """Take the next line, or piece of one; gives the mail that ends here."""
        if not self.is_head and (mark := _MARKED.search(line)) and is_known(line[mark.end() :]):
            yield from self._begin_file(line, mark)
            return
        at = -1 if self.is_head else line.rfind(b"From ")
        if at > 0 and line[:at].strip(_LEFTOVERS + b" >") and _WHOLE_SEPARATOR.match(line, at):
            yield from self._release()
            self._keep(line[:at])
            yield from self._finish(is_framed=True)
            return
        if not is_start:
            yield from self._release()
            self._keep(line)
            return
        bare = line.lstrip(_LEFTOVERS) if line[:1] in _LEFTOVERS else line
        if (line[:1] in b"\x01\x1f#*" and _FRAME.match(line)) or _DATED.match(bare):
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

    def _begin_file(self, line: bytes, mark: re.Match[bytes]) -> Iterator[tuple[bytes, bool]]:
        yield from self._release()
        self._keep(line[: mark.start()].rstrip(_LEFTOVERS))
        yield from self._finish(is_framed=False)
        self._head_line(line[mark.end() :])

    def end(self) -> Iterator[tuple[bytes, bool]]:
        """Give the last mail."""
        yield from self._release()
        yield from self._finish(is_framed=False)

    def _after_separator(self, line: bytes) -> Iterator[tuple[bytes, bool]]:
        is_direct = len(self.separators) == 1 or _QUOTED_SEPARATOR.match(self.separators[-1])
        is_blank = line in BLANKS and len(self.separators) <= _MOST_BLANKS
        if is_blank or _QUOTED_SEPARATOR.match(line):
            # A program for the Mac writes its separator twice, the second one quoted.
            self.separators.append(line)
        elif _is_field(line) if is_direct else is_known(line):
            self.separators.clear()
            yield from self._finish(is_framed=True)
            self._head_line(line)
        else:
            self._keep_held()
            yield from self.take(line, is_start=True)

    def _head_line(self, line: bytes) -> None:
        if line in BLANKS and self.has_words:
            self.is_head = False
            self.is_nested_next = bool(_NESTED.search(b"".join(self.pieces[-_HELD_LINES:])))
        elif name := _name(line):
            self.own_names.append(name)
        self._keep(line)

    def _text_line(self, line: bytes) -> Iterator[tuple[bytes, bool]]:
        """Look for a head without a separator: one after the other, as files that were simply put together have them."""
        is_head_line = _is_field(line) or (self.run and line[:1] in b" \t" and line not in BLANKS)
        # Perhaps one of the odd lines that old servers put into a head.
        is_odd = line not in BLANKS and any(map(is_known, self.run[-_MOST_ODD:]))
        if (is_head_line or is_odd) and len(self.run) < _HELD_LINES and self.run_size < _HELD_BYTES:
            self.run.append(line)
            self.run_size += len(line)
            return
        if self._is_rest_of_head():
            self._resume_head()
            self._head_line(line)
            return
        if self._is_head_of_another():
            yield from self._begin_another()
            self._head_line(line)
            return
        is_announced = line in BLANKS and bool(self.run) and bool(_NESTED.search(b"".join(self.run)))
        is_nested_next = is_announced or (self.is_nested_next and line in BLANKS and not self.run)
        self._keep_held()
        self._keep(line)
        self.is_nested_next = is_nested_next

    def _glued(self) -> tuple[int, re.Match[bytes]] | None:
        """Find the first field of a head that has no line of its own, and in which piece; it may go on in further lines."""
        if not (self.has_text and self.run):
            return None
        at = len(self.pieces) - 1
        while at > 0 and self.pieces[at][:1] in b" \t" and self.pieces[at].strip():
            at -= 1
        found = _GLUED.search(self.pieces[at]) if at >= 0 else None
        return (at, found) if found and found.start() else None

    def _is_rest_of_head(self) -> bool:
        """Tell whether a blank line came into the head: what follows it has no sender, and what the head had not."""
        names = {name for line in self.run if (name := _name(line))}
        return (
            not self.has_text
            and b"from" not in names
            and not names.isdisjoint(_ADDRESSED)
            and names.isdisjoint(_ADDRESSED.intersection(self.own_names))
            and b"from" in self.own_names
        )

    def _resume_head(self) -> None:
        while self.pieces and self.pieces[-1] in BLANKS:
            self.size -= len(self.pieces.pop())
        run = list(self.run)
        self._drop_run()
        self.is_head = True
        for one in run:
            self._head_line(one)

    def _begin_another(self) -> Iterator[tuple[bytes, bool]]:
        run, glued = list(self.run), self._glued()
        self._drop_run()
        while not (glued or is_known(run[0]) or _DAMAGED.match(run[0])):
            self._keep(run.pop(0))  # the last lines of the text before, which only look like those of a head
        if glued:
            at, field_ = glued
            run[:0] = [field_[0], *self.pieces[at + 1 :]]
            self.pieces[at:] = [field_.string[: field_.start()]]
        elif self.pieces and _DAMAGED.match(self.pieces[-1]):
            self.pieces.pop()
        yield from self._finish(is_framed=False)
        self._head_line(run[0].lstrip(_LEFTOVERS))
        for one in run[1:]:
            self._head_line(one)

    def _is_head_of_another(self) -> bool:
        names = [name for line in self.run if (name := _name(line))]
        addressed = _ADDRESSED.intersection(names)  # of a damaged one, the sender may be lost
        if self.is_nested_next or not addressed:
            return False
        if any(map(_BY_PROGRAMS.match, names)):
            return True
        # A mail that somebody put into their text has a head too, shorter, and a line that announces it.
        if glued := self._glued():
            addressed |= {_name(glued[1][0])}
        elif _ANNOUNCED.match(self.last_words):
            return False
        is_dated = any(map(_PROGRAMS_DATE.match, self.run))
        return len(addressed) > _FEW or (len(addressed) == _FEW and (is_dated or names == self.own_names))

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
        if line not in BLANKS:
            self.has_words, self.last_words = True, line[:_LOOKED_AT]
            self.has_text = self.has_text or not self.is_head

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
        self.has_text, self.own_names, self.last_words = False, [], b""
