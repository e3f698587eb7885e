"""Mails as people really have them: in mailbox files of any kind, saved by editors and programs; two are never taken for one."""

from __future__ import annotations

import io
import random
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from evidence_samples import seal_one
from mail_samples import ACKNOWLEDGED, mail, record, sign

from flows.mails import all_domains, load_mails
from helper.evidence.store import Archive
from helper.mail.add import Adder, Done, Wish
from helper.mail.html_text import strip_html
from helper.mail.kept import kept_mails, mails_folder
from helper.mail.kinds import DkimVerdict, MailKind
from helper.mail.parse import NotAMailError, parse_mail
from helper.mail.signature import DkimKey, judge, undo_quoting
from helper.mail.source import FoundMail, Unusable, find_mails, read_stream

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


@pytest.mark.parametrize("blank", [b"", b"\n", b"\n\n"])
@pytest.mark.parametrize("name", SEPARATORS)
def test_a_mail_begins_after_a_separator_of_any_kind(name: str, blank: bytes) -> None:
    between = SEPARATORS[name] + b"\n"
    raw = between + services() + blank + between + strangers() + blank + between + services("x\n")
    assert senders(raw) == ["facebookmail.com", "example.net", "facebookmail.com"]
    first, second, _ = found_in(raw)
    assert (first.raw.strip(), second.raw.strip()) == (services().strip(), strangers().strip())
    assert not any(one.is_picked for one in (first, second))


def as_it_is(raw: bytes) -> bytes:
    return raw


def with_cr(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r")


def with_crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


def with_crcrlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\r\n")


ENDS: list[Callable[[bytes], bytes]] = [as_it_is, with_cr, with_crlf, with_crcrlf]
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


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("separator", ["bare", "Thunderbird"])
def test_a_mailbox_file_may_have_any_line_ends_and_marks(
    editor: str, end: Callable[[bytes], bytes], separator: str
) -> None:
    between = SEPARATORS[separator] + b"\n"
    raw = EDITORS[editor](end(between + services() + between + strangers()))
    assert senders(raw) == ["facebookmail.com", "example.net"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("editor", EDITORS)
def test_a_mail_that_an_editor_saved_is_that_mail(editor: str, end: Callable[[bytes], bytes]) -> None:
    (found,) = found_in(EDITORS[editor](end(lf(mail("Ça marche : We will honour your objection.\n")))))
    assert found.is_picked
    said = parse_mail(found.raw)
    assert (said.domain, said.recipients) == ("facebookmail.com", ("ana@example.org",))
    assert said.sent_at
    assert "Ça marche : We will honour your objection." in said.text


APPLES_END = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>flags</key></dict></plist>\n'
)
PROGRAMS = {
    "POP": b"+OK message follows\r\n" + mail() + b".\r\n",
    "IMAP": b"* 12 FETCH (BODY[] {432}\r\n" + mail(),
    "Apple": str(len(lf(mail()))).encode() + b"      \n" + lf(mail()) + APPLES_END,
    "Apple, through an editor": str(len(lf(mail()))).encode() + b"\r\n" + mail() + with_crlf(APPLES_END),
    "Outlook for Mac": bytes(range(200, 236)) + b"MSrc" + with_cr(lf(mail())),
    "Outlook for Mac, zeros": b"\0" * 40 + with_cr(lf(mail())),
    "Mac Thunderbird's first line": b">From - Sun Nov 22 2026 15:05:30\r\n" + mail(),
    "Exchange": b"Received: from x by y; Sun, 22 Nov 2026 14:05:30 +0000\r\n"
    + b"Microsoft Mail Internet Headers Version 2.0\r\n"
    + mail(),
    "Exchange, first": b"Microsoft Mail Internet Headers Version 2.0\r\n" + mail(),
    "an odd line before the date": mail().replace(b"\r\nDate:", b"\r\nodd line\r\nDate:"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_programs_put_around_a_mail_is_none_of_it(name: str) -> None:
    (found,) = found_in(PROGRAMS[name])
    said = parse_mail(found.raw)
    assert (said.domain, said.subject, found.is_picked) == ("facebookmail.com", "Your objection", True)
    assert said.sent_at
    assert said.text.split() == ACKNOWLEDGED.split()


def test_a_plain_mail_is_kept_byte_for_byte() -> None:
    for raw in (mail(), lf(mail()), mail("From here on\nit is text.\n\nFrom\n"), sign(mail())):
        assert [one.raw for one in found_in(raw)] == [raw]


PROSE = [
    "From now on at 10:30, we write here.\nThat is all.\n",
    "\nFrom here: nothing.\n\nFrom\n",
    "From Paris\nhttps://example.org/x\n",
    "--- Forwarded ---\nFrom: Bob <bob@example.net>\nDate: today\nSubject: x\n\nHello\n",
    "Note: one\nHint: two\n\nThanks\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_what_only_looks_like_a_separator_cuts_nothing(text: str) -> None:
    for raw in (lf(mail(text)), DATED + b"\n" + lf(mail(text))):
        (found,) = found_in(raw)
        assert parse_mail(found.raw).text == text


def test_mails_that_were_put_together_without_anything_between_them_are_several() -> None:
    assert senders(services() + strangers()) == ["facebookmail.com", "example.net"]
    assert senders(mail() + b"\xef\xbb\xbf\r\n" + mail() + lf(strangers())) == [
        *["facebookmail.com"] * 2,
        "example.net",
    ]


def test_a_mail_within_the_mail_stays_in_it() -> None:
    outer = (
        b"From: a@facebookmail.com\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nmine\n"
        b"--b\nContent-Type: message/rfc822\n\nFrom: x@y.test\nMessage-ID: <2@x>\n\ntheirs\n--b--\n"
    )
    assert [one.raw for one in found_in(outer)] == [outer]


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
        match chance.randrange(8):  # damage to what lies between
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


SAID = "We will honour your objection."
SEEN = {
    "a head that is not closed": f"<html><head><title>T</title><body><p>{SAID}</p></body></html>",
    "a head that is not closed, and no body": f"<html><head><style>p{{}}</style><p>{SAID}</p></html>",
    "a condition with a space": f"<html><body><p>Hi</p><![ endif]--><p>{SAID}</p></body></html>",
    "a broken condition": f"<html><body><p>Hi</p><![n dif]><p>{SAID}</p></body></html>",
    "a condition for Outlook": f"<!--[if mso]><p>no</p><![endif]--><!--[if !mso]><!--><p>{SAID}</p><!--<![endif]-->",
    "a large style": f"<head><style>{'a{color:red}' * 9000}</style></head><p>{SAID}</p>",
    "a large style with blanks": f"<head><style>{'a { color : red }' * 9000}</style></head><p>{SAID}</p>",
    "a new line in the sentence": "<p>We will honour<br>your objection.</p>",
    "a new line in the source": "<p>We will\n  honour <b>your</b>\r\n objection.</p>",
    "pieces": "<p>We <span>will</span> <a href=x>honour</a> your objection<b>.</b></p>",
    "references": "<p>We&nbsp;will&#32;honour your objection&period;</p>",
    "a tag that never ends": f"<p>{SAID}</p><a href='x",
    "no scripts": f"<noscript><p>{SAID}</p></noscript>",
}


@pytest.mark.parametrize("name", SEEN)
def test_html_says_what_its_reader_sees(name: str) -> None:
    text = strip_html(SEEN[name])
    assert SAID in " ".join(text.split())
    assert not any(SAID in " ".join(part.split()) and "Hi" in part for part in text.split("\n\n"))


UNSEEN = [
    f"<p style='display: none'>{SAID}</p>",
    f"<div hidden><p>{SAID}</p></div>",
    f"<!-- {SAID} -->",
    f"<title>{SAID}</title>",
    f"<template>{SAID}</template>",
    f"<p>We will</p><p>honour</p><p>your objection.</p><p title='{SAID}'>x</p>",
]


@pytest.mark.parametrize("html", UNSEEN)
def test_what_its_reader_does_not_see_it_does_not_say(html: str) -> None:
    assert not any(SAID in " ".join(part.split()) for part in strip_html(html).split("\n\n"))


def test_a_text_that_only_says_that_html_is_needed_is_not_what_the_mail_says() -> None:
    for stub in (
        "This message needs a program that shows HTML.",
        "Votre messagerie n’affiche pas ce message.",
        "\n",
    ):
        raw = mail(
            f"{stub}\n", html=f"<html><body><p>Hi Ana,</p><p>{SAID} It counts from now on.</p></body></html>"
        )
        assert SAID in parse_mail(raw).text
    raw = (
        b"From: a@facebookmail.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n"
        b"<p>We will honour your objection.</p>\n--b\nContent-Type: text/plain\n\nScanned.\n--b--\n"
    )
    assert SAID in parse_mail(raw).text


QUOTED = (
    "Hi,\n\nWe will honour your objection.\n\nFrom now on, it will be applied going forward.\n\n>From us\n"
)


@pytest.mark.parametrize("quote", [r">\1", None])
def test_what_a_mailbox_file_quoted_is_undone_where_the_signature_tells(quote: str | None) -> None:
    raw = sign(mail(QUOTED))
    pattern = rb"(?m)^(>*From )" if quote else rb"(?m)^(From )"  # both ways are in use
    quoted = re.sub(pattern, rb">\1", raw)
    (found,) = found_in(DATED + b"\n" + lf(quoted) + b"\n")
    back = undo_quoting(found.raw)
    assert back == lf(raw)
    key = DkimKey(record(), "file")
    assert judge(back, "facebookmail.com", MAILS, lambda _: key).verdict is DkimVerdict.ALIGNED


def test_without_a_signature_that_tells_a_quoted_line_stays() -> None:
    for raw in (
        mail(">From us\n"),
        sign(mail(">From us\n")),
        sign(mail(">From us\n")).replace(b"us\r", b"you\r"),
    ):
        assert undo_quoting(raw) == raw


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Archive, Path]:
    archive = Archive(tmp_path / "archive")
    return archive, seal_one(archive)


def test_nothing_of_a_strangers_is_kept_with_the_services_mail(
    kept: tuple[Archive, Path], tmp_path: Path
) -> None:
    archive, bag = kept
    (tmp_path / "Inbox.mbox").write_bytes(b"From \n" + services() + b"From \n" + strangers())
    adder = Adder(archive, Wish())
    results = [adder.add(found).done for found in find_mails(tmp_path / "Inbox.mbox")]
    assert results == [Done.UNRELATED, Done.UNRELATED]
    assert not mails_folder(bag).exists()
    (tmp_path / "Inbox.mbox").write_bytes(b"From \n" + strangers() + b"From \n" + lf(mail()))
    results = [adder.add(found).done for found in find_mails(tmp_path / "Inbox.mbox")]
    assert results == [Done.UNRELATED, Done.KEPT]
    (one,) = kept_mails(bag)
    assert one.kind is MailKind.ACKNOWLEDGEMENT
    assert SECRET.encode() not in (one.path / "message.eml").read_bytes()


def test_a_mail_is_one_however_it_was_saved(kept: tuple[Archive, Path]) -> None:
    archive, bag = kept
    adder = Adder(archive, Wish())
    done = [adder.add(one).done for edit in EDITORS.values() for one in found_in(edit(mail()))]
    assert done == [Done.KEPT, *[Done.ALREADY_KEPT] * (len(EDITORS) - 1)]
    assert (kept_mails(bag)[0].path / "message.eml").read_bytes() == mail()
