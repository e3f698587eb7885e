"""Mails from files, mailbox files, folders and a stream: one after the other, never more than one in memory.

A mail has at most 5 MB, a mailbox file at most 1 GB; both are read in pieces, so that neither can fill the memory.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from helper.evidence.files import open_regular
from helper.mail.lines import PIECE, read_lines
from helper.mail.parse import MAIL_LIMIT
from helper.mail.split import cut
from helper.mail.unwrap import is_a_mail, unwrap, without_foreign_bytes

MAILBOX_LIMIT = 1_000_000_000  # bytes
MOST_FILES = 20_000  # of a folder
DEEPEST = 10  # folders within folders
# `.emlx` is Apple Mail's own, `.olk…` are those of Outlook for Mac; of `.msg`, Outlook's, the way out is said.
SUFFIXES = (".eml", ".mbox", ".emlx", ".mbx", ".olk14msgsource", ".olk15msgsource", ".msg")
MAILBOX_NAME = "mbox"  # what Apple Mail calls the file in the folder that it exports
# Where a Maildir keeps what it delivered (https://cr.yp.to/proto/maildir.html): one mail a file, with no suffix.
MAILDIR_PARTS = ("cur", "new")

_SENDER = re.compile(rb"(?im)^from[ \t]*:")
# How files begin in which mails may lie that cannot be read here; of each, the way out is another.
_CLOSED: Mapping[bytes, Literal["outlook", "packed"]] = {
    b"\xd0\xcf\x11\xe0": "outlook",  # a compound file of Microsoft's: .msg
    b"!BDN": "outlook",  # .pst, .ost
    b"PK\x03\x04": "packed",  # ZIP, in which Google gives all mails
    b"\x1f\x8b": "packed",  # gzip
    b"7z\xbc\xaf": "packed",
    b"Rar!": "packed",
    b"BZh": "packed",
    b"\xfd7zXZ": "packed",
    b"\x28\xb5\x2f\xfd": "packed",  # Zstandard
}


@dataclass(frozen=True)
class FoundMail:
    """Bytes that are to be read as one mail; of one that is too large, its beginning."""

    name: str  # of the file, ready to be cleaned and shown
    raw: bytes
    is_whole: bool = True
    number: int | None = None  # in a mailbox file of several
    # Whether the person named this very mail, or a place in which it may be.
    is_picked: bool = True


@dataclass(frozen=True)
class Unusable:
    """A file that cannot be looked at: which error says why."""

    name: str
    why: Literal["unreadable", "outlook", "packed", "mailbox_too_large"]
    reason: OSError | str = ""  # what the system refused
    is_picked: bool = True


def find_mails(path: Path) -> Iterator[FoundMail | Unusable]:
    """Give the mails of a file, a mailbox file or a folder."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:  # not there; a name that none can have
        yield Unusable(str(path), "unreadable", error if isinstance(error, OSError) else "?")
        return
    if stat.S_ISDIR(mode):
        for file in islice(_files_of(path, DEEPEST), MOST_FILES):
            yield from _read_file(file, is_picked=False)
    else:
        yield from _read_file(path.resolve(), is_picked=True, name=str(path))


def read_stream(stream: BinaryIO, name: str) -> Iterator[FoundMail | Unusable]:
    """Give the mails that come in a stream."""
    yield from _split(stream, name, is_picked=True)


def _files_of(folder: Path, depth: int) -> Iterator[Path]:
    """Give the files in a folder that may hold mails, without following links or looking into hidden folders."""
    pending = [(folder, depth)]
    while pending:
        here, left = pending.pop()
        try:
            with os.scandir(here) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        is_maildir = here.name in MAILDIR_PARTS and (here.parent / "tmp").is_dir()
        for entry in inside:
            is_hidden = entry.name.startswith(".")
            if entry.is_dir(follow_symlinks=False):
                if left and not is_hidden:
                    pending.append((Path(entry.path), left - 1))
            elif (
                not is_hidden
                and entry.is_file(follow_symlinks=False)
                and (is_maildir or entry.name.lower().endswith(SUFFIXES) or entry.name == MAILBOX_NAME)
            ):
                yield Path(entry.path)


def _read_file(path: Path, *, is_picked: bool, name: str | None = None) -> Iterator[FoundMail | Unusable]:
    name = name or str(path)
    try:
        with open_regular(path) as file:
            if os.fstat(file).st_size > MAILBOX_LIMIT:
                yield Unusable(name, "mailbox_too_large", is_picked=is_picked)
                return
            with os.fdopen(file, "rb", closefd=False) as stream:
                yield from _split(stream, name, is_picked=is_picked)
    except OSError as error:
        yield Unusable(name, "unreadable", error, is_picked=is_picked)


def _split(stream: BinaryIO, name: str, *, is_picked: bool) -> Iterator[FoundMail | Unusable]:
    """Give the mails of a file, be it one mail or a mailbox file. The only one in a file counts as picked itself."""
    start = stream.read(PIECE)
    if closed := next((why for sign, why in _CLOSED.items() if start.startswith(sign)), None):
        yield Unusable(name, closed, is_picked=is_picked)
        return
    reader = _Bounded(stream, without_foreign_bytes(start))
    held: FoundMail | None = None
    number = 0
    is_alone = True
    odd: tuple[bytes, bool] | None = None
    for piece, is_whole in cut(read_lines(reader.chunks()), MAIL_LIMIT):
        raw = unwrap(piece)
        if not _SENDER.search(raw):  # what lies between mails, or is none
            odd = odd or (raw, is_whole)
            is_alone = is_alone and not is_a_mail(raw)
            continue
        if held is not None:
            yield held
        number += 1
        held = FoundMail(name, raw, is_whole, number, is_picked=False)
    if number <= 1:
        raw, is_whole = (held.raw, held.is_whole) if held else odd or (b"", True)
        held = FoundMail(name, raw, is_whole, None, is_picked and (is_alone or not number))
    if held is not None and not (reader.is_cut and number == 0):
        yield held
    if reader.is_cut:
        yield Unusable(name, "mailbox_too_large", is_picked=is_picked)


@dataclass
class _Bounded:
    """Reads a stream in pieces, and no more than a mailbox file may have."""

    stream: BinaryIO
    start: bytes
    is_cut: bool = False

    def chunks(self) -> Iterator[bytes]:
        """Give the pieces."""
        left = MAILBOX_LIMIT
        chunk = self.start
        while chunk:
            yield chunk[:left]
            left -= len(chunk)
            if left < 0 or (left == 0 and self.stream.read(1)):
                self.is_cut = True
                return
            chunk = self.stream.read(PIECE)
