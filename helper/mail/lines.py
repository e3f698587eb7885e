"""The lines of a file that may hold mails, in one form: without the marks that text editors put into it. In pieces. Pure."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise

from helper.mail.split import BLANKS, is_known

PIECE = 65_536  # bytes; a longer line comes in several pieces

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before that of UTF-16, which begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 200  # bytes that show whether text is UTF-16 without a mark
_MOSTLY = 0.9
_LOOKED_AT_LINES = 40  # that show whether each line has a blank one after it
_FEW_FIELDS = 3  # of a head that say so
_MANY = 0.75


def read_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Give lines with their ends, be they LF, CR LF or CR alone, as UTF-8 where an editor saved UTF-16 or put a mark.

    Line ends that a program or an editor doubled (CR CR LF; a blank line after each line) are single again.
    """
    lines = _lines(_as_utf8(chunks))
    start = list(islice(lines, _LOOKED_AT_LINES))
    every = chain(start, lines)
    return _without_second_ends(every) if _has_second_ends(start) else every


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Give lines; CR CR LF is one end if most lines of the beginning end so."""
    rest = b""
    is_first, is_doubled = True, False
    for chunk in chunks:
        if is_first:
            is_first, is_doubled = False, 2 * chunk.count(b"\r\r\n") > chunk.count(b"\n")
        rest += chunk
        # Carriage returns at the end may be the first half of a line's end.
        whole = rest.rstrip(b"\r")
        returns = rest[len(whole) :]
        lines = _split(whole, is_doubled=is_doubled)
        rest = (lines.pop() if lines and not lines[-1].endswith((b"\r", b"\n")) else b"") + returns
        yield from lines
        if len(rest) >= PIECE:
            yield rest
            rest = b""
    yield from _split(rest, is_doubled=is_doubled)


def _split(text: bytes, *, is_doubled: bool) -> list[bytes]:
    return (text.replace(b"\r\r\n", b"\r\n") if is_doubled else text).splitlines(keepends=True)


def _has_second_ends(start: list[bytes]) -> bool:
    """Tell whether a blank line follows each line, also of the head, which has none within."""
    written = [(line, after) for line, after in pairwise(start) if line not in BLANKS]
    followed = [line for line, after in written if after in BLANKS]
    fields, of_fields = (sum(map(is_known, lines)) for lines in (followed, (line for line, _ in written)))
    return fields >= max(_FEW_FIELDS, _MANY * of_fields) and len(followed) >= _MANY * len(written)


def _without_second_ends(lines: Iterable[bytes]) -> Iterator[bytes]:
    held: bytes | None = None
    for line in lines:
        if held is None:
            held = line
        elif line in BLANKS:
            text = held.rstrip(b"\r\n")
            yield text + max(held[len(text) :], line, key=len)
            held = None
        else:
            yield held
            held = line
    if held is not None:
        yield held


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Give text in UTF-8 if it is Unicode of another kind or has a mark; anything else as it is."""
    decoder: codecs.IncrementalDecoder | None = None
    for number, chunk in enumerate(chunks):
        if not number and (encoding := _encoding(chunk)):
            decoder = codecs.getincrementaldecoder(encoding)(
                "surrogateescape" if "8" in encoding else "replace"
            )
        yield decoder.decode(chunk).encode("utf-8", "surrogateescape") if decoder else chunk
    if decoder and (last := decoder.decode(b"", final=True)):
        yield last.encode("utf-8", "surrogateescape")


def _encoding(start: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    looked_at = start[:_LOOKED_AT]
    pairs = len(looked_at) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = looked_at[first::2].count(0), looked_at[1 - first :: 2].count(0)
        if pairs > 4 and zeros >= _MOSTLY * pairs and others < pairs - _MOSTLY * pairs:
            return encoding
    return None
