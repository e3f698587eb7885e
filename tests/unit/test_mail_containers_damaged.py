"""Mailbox files and HTML that were damaged at random: two mails are never taken for one, markup is never read as text."""

from __future__ import annotations

import io
import random
import re
import time
from functools import cache
from pathlib import Path

import pytest
from evidence_samples import seal_one
from mail_samples import ACKNOWLEDGED, mail
from mailbox_samples import EDITORS, ENDS, MAILS, RUNS, SEED, SEPARATORS, lf

from flows.mails import all_domains
from helper.evidence.store import Archive
from helper.mail.add import Adder, Wish
from helper.mail.html_text import strip_html
from helper.mail.kept import kept_mails
from helper.mail.parse import NotAMailError, parse_mail
from helper.mail.source import FoundMail, read_stream

# A grammar of mails and containers, and damage to both.
TEXTS = [
    "Hello Ana,\n\nnothing new.\n",
    "From now on\nwe write.\n",
    ">From the team\n\nBye\n",
    "x: y\nz\n",
    ACKNOWLEDGED,
]


@cache
def a_base(text: str, *, is_ours: bool, has_html: bool) -> bytes:
    text += "\nmark-N-mark\n"
    sender = "Facebook <notification@facebookmail.com>" if is_ours else "Bob <bob@example.net>"
    return lf(mail(text, sender=sender, subject="Hello", html=f"<p>{text}</p>" if has_html else None))


def a_mail(chance: random.Random, number: int) -> bytes:
    is_ours, text, has_html = chance.random() < 0.5, chance.choice(TEXTS), chance.random() < 0.3
    raw = a_base(text, is_ours=is_ours, has_html=has_html).replace(b"-N-", b"-%d-" % number)
    head, _, body = raw.partition(b"\n\n")
    lines = re.split(rb"\n(?![ \t])", head)
    if chance.random() < 0.2:  # no program wrote into it
        lines = [line for line in lines if line.startswith((b"From:", b"To:", b"Subject:", b"Date:"))]
    chance.shuffle(lines)
    return b"\n".join(lines) + b"\n\n" + body


def a_container(chance: random.Random) -> bytes:
    number = chance.randint(2, 4)
    mails = [a_mail(chance, one) for one in range(number)]
    kind = chance.choice([*SEPARATORS, "", "mixed"])
    raw = b""
    for one in mails:
        name = chance.choice([*SEPARATORS]) if kind == "mixed" else kind
        between = SEPARATORS[name] + b"\n" if name else b""
        match chance.randrange(10):  # damage to what lies between
            case 0:
                between = b""
            case 1:
                between = between[chance.randrange(len(between) + 1) :]
            case 2:
                between = between * 2
            case 3:
                between = between.replace(b"From", b"from").replace(b"\n", b"")
            case 4:
                between = bytes(chance.randbytes(9)).replace(b"\r", b"").replace(b"\n", b"") + b"\n" + between
            case 5:
                raw, between = raw.rstrip(b"\n"), chance.choice([between, b"", b"\xef\xbb\xbf"])
        raw += between + one + chance.choice([b"", b"\n", b"\n\n\n"])
    raw = chance.choice([b"", b"", b"+OK\n", b"412\n", b"\n\n", b">From x\n"]) + raw
    for _ in range(chance.choice([0, 0, 1, 3])):  # damage to single bytes, and to lines
        at = chance.randrange(len(raw))
        raw = chance.choice(
            [
                raw[:at] + raw[at + 1 :],
                raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :],
                raw[:at] + b"\n" + raw[at:],
            ]
        )
    raw = chance.choice(ENDS)(raw)
    try:
        return chance.choice([*EDITORS.values()])(raw)
    except UnicodeDecodeError:
        return raw


def marks(raw: bytes) -> set[bytes]:
    return set(re.findall(rb"mark-\d-mark", raw))


@pytest.mark.timeout(600)  # three minutes where everything else runs beside it
def test_damaged_mailboxes_never_make_one_mail_of_two(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311  damage, no secret
    archive = Archive(tmp_path / "archive")
    bag = seal_one(archive)
    adder = Adder(archive, Wish())
    read = 0
    for run in range(RUNS):
        raw = a_container(chance)
        for found in read_stream(io.BytesIO(raw), "-"):
            assert isinstance(found, FoundMail)
            assert len(marks(found.raw)) <= 1, (run, raw, found.raw)
            try:
                said = parse_mail(found.raw)
            except NotAMailError:
                continue
            read += 1
            if all_domains(said.senders, MAILS):
                assert b"Bob <bob@" not in found.raw, (run, raw, found.raw)
            if run % 100 == 0:
                adder.add(found)
    assert read > 2 * RUNS
    for one in kept_mails(bag):
        assert b"Bob <bob@" not in (one.path / "message.eml").read_bytes()


TAGS = [
    "p",
    "b",
    "div",
    "table",
    "tr",
    "td",
    "a href=x",
    "style",
    "head",
    "br",
    "!--",
    "![if mso]",
    "!",
    "svg",
    "h1",
]


def test_damaged_html_is_read_without_a_fault_and_never_as_markup() -> None:
    chance = random.Random(SEED)  # noqa: S311  damage, no secret
    began = time.monotonic()
    for _ in range(RUNS):
        pieces = []
        for _ in range(chance.randint(1, 30)):
            tag = chance.choice(TAGS)
            pieces.append(
                chance.choice(
                    [
                        f"<{tag}>",
                        f"</{tag.split(' ')[0]}>",
                        "word ",
                        "&nbsp;",
                        "&#x;",
                        "<",
                        "-->",
                        "<![ endif]-->",
                        f"<{tag}",
                    ]
                )
            )
        html = "".join(pieces)
        assert "\0" not in strip_html(html)
        parse_mail(b"From: a@facebookmail.com\nContent-Type: text/html\n\n" + html.encode())
    assert time.monotonic() - began < 60
