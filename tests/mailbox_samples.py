"""Mails of strangers and of the service, and what programs and editors do to the files that they are saved in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_samples import seal_one
from mail_samples import mail

from flows.mails import load_mails
from helper.evidence.store import Archive
from helper.mail.parse import parse_mail
from helper.mail.source import FoundMail, Unusable, read_stream

SEED = 20261127
RUNS = 5_000
DATED = b"From - Sun Nov 22 15:05:30 2026"
SECRET = "My door code is 4711."
FORGED = f"Hello Ana,\n\nthe mail that I got said: We will honour your objection.\n\n{SECRET}\n"
MAILS = load_mails()


def lf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def strangers() -> bytes:
    return lf(mail(FORGED, sender="Bob <bob@example.net>", subject="What Meta wrote to me"))


def services(text: str = "Ada commented on your post.\n") -> bytes:
    return lf(mail(text, subject="Ada commented on your post"))


def found_in(raw: bytes) -> list[FoundMail]:
    found = list(read_stream(io.BytesIO(raw), "-"))
    assert not any(isinstance(one, Unusable) for one in found)
    return [one for one in found if isinstance(one, FoundMail)]


def senders(raw: bytes) -> list[str]:
    return [parse_mail(one.raw).domain for one in found_in(raw)]


SEPARATORS = {
    "Thunderbird": DATED,
    "bare": b"From ",
    "a dash": b"From -",
    "an address": b"From bob@example.net",
    "classic": b"From bob@example.net  Sun Nov 22 15:05:30 2026",
    "a zone": b"From bob@example.net Sun Nov 22 15:05:30 +0100 2026",
    "another order of the date": b"From - Sun, 22 Nov 2026 15:05:30",
    "a name": b"From Bob Smith",
    "a tab": b"From\tbob",
    "Eudora": b"From ???@??? Sun Nov 22 15:05:30 2026",
    "Thunderbird for Mac": DATED + b"\n>From - Sun Nov 22 2026 15:05:30",
    "after a crash": b"\0\0\0\0" + DATED,
    "after a mark": b"\xef\xbb\xbf" + DATED,
    "with a blank line after it": b"From -\n",
    "MMDF": b"\x01\x01\x01\x01\n\x01\x01\x01\x01",
    "Babyl": b"\x1f\x0c\n1,,\n*** EOOH ***",
    "news": b"#! rnews 340",
}


def as_it_is(raw: bytes) -> bytes:
    return raw


def with_cr(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r")


def with_crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


def with_crcrlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\r\n")


def with_blank_lines(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\n\n")


def with_blank_lines_crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n\r\n")


ENDS: list[Callable[[bytes], bytes]] = [
    *(as_it_is, with_cr, with_crlf, with_crcrlf),
    *(with_blank_lines, with_blank_lines_crlf),
]
EDITORS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": as_it_is,
    "a mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "a blank line": lambda raw: b"\r\n" + raw,
    "blank lines and a mark": lambda raw: b"\xef\xbb\xbf\n\n\n" + raw,
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "UTF-16, the other way": lambda raw: b"\xfe\xff" + raw.decode().encode("utf-16-be"),
    "UTF-16 without a mark": lambda raw: raw.decode().encode("utf-16-le"),
    "UTF-32": lambda raw: raw.decode().encode("utf-32"),
}


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Archive, Path]:
    archive = Archive(tmp_path / "archive")
    return archive, seal_one(archive)
