"""Who is talking on the other end: a reader who goes away, or was never there, costs the words and nothing else.

The three standard streams are made safe here, below everything that writes to them, so that no other module has to
think of a pipe that nobody reads, a disk that is full, or a program started from an icon, which has no streams at all.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

# What is answered to whoever writes to a reader that is gone: a closed pipe, a terminal whose window was closed.
_GONE = frozenset({errno.EPIPE, errno.EIO, errno.ESHUTDOWN, errno.ECONNRESET, errno.ENXIO})
_STREAMS = ("stdin", "stdout", "stderr")


def has_terminal() -> bool:
    """Tell whether somebody may have typed the command; an icon gives a program nothing to read and no terminal."""
    if sys.stdin is not None and not sys.stdin.closed:
        try:
            found, nothing = os.fstat(sys.stdin.fileno()), os.stat(os.devnull)  # noqa: PTH116
        except (OSError, ValueError):  # something that is no file
            return True
        if sys.stdin.isatty() or (found.st_dev, found.st_ino) != (nothing.st_dev, nothing.st_ino):
            return True
    if any(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr)):
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0)))
    except OSError:
        return False
    return True


def is_from_icon() -> bool:
    """Tell whether the program was started where nobody can type or read, but a window can open."""
    from helper.browser.find import has_display

    return not has_terminal() and has_display(sys.platform, os.environ)


class KeptStream(io.RawIOBase):
    """A stream that never fails: after the first error all that is written is dropped, and the error is kept."""

    def __init__(self, inner: io.RawIOBase) -> None:
        self._inner = inner
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:  # type: ignore[override]  # whatever has a length
        if self.error is None:
            try:
                return self._write(content)
            except OSError as error:
                self.error = error
        return len(content)

    def _write(self, content: bytes) -> int:
        while (count := self._inner.write(content)) is None:
            # Another program made the pipe one that does not wait, which holds for all who share it; we do.
            select.select([], [self._inner], [])
        return count

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._inner.fileno()

    def isatty(self) -> bool:
        return self._inner.isatty()

    @property
    def problem(self) -> OSError | None:
        """What kept the result from whoever is still there to have it: a full disk. Nobody misses what nobody reads."""
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        return None if self.error is None or self.error.errno in _GONE else self.error


@contextmanager
def safe_streams() -> Iterator[KeptStream | None]:
    """Make the standard streams safe to use as long as the program runs; gives the one that the result is written to."""
    before = {name: getattr(sys, name) for name in _STREAMS}
    _fill_descriptors()
    kept: dict[str, KeptStream] = {}
    for name, stream in before.items():
        if stream is None or stream.closed:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif name != "stdin" and (raw := _raw_of(stream)):
            kept[name] = KeptStream(raw)
            setattr(sys, name, _text_over(kept[name], stream))
    try:
        yield kept.get("stdout")
    finally:
        for name, stream in before.items():
            with suppress(OSError, ValueError):
                getattr(sys, name).flush()
            setattr(sys, name, stream)


def _fill_descriptors() -> None:
    """Put nothing in the place of what was closed: the next file that is opened, a picture, would be there instead."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened == number:
                os.set_inheritable(opened, True)
            else:  # where numbers are not given out in order
                os.close(opened)


def _raw_of(stream: object) -> io.RawIOBase | None:
    """Give what a stream writes to at the bottom; None for one that is no file, as in tests."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # with `python -u` there is nothing between them
    return raw if isinstance(raw, io.RawIOBase) else None


def _text_over(raw: io.RawIOBase, like: io.TextIOWrapper) -> TextIO:
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=like.encoding,
        errors="backslashreplace",  # a terminal without é must not end an attempt
        line_buffering=like.line_buffering,
        write_through=like.write_through,
    )
