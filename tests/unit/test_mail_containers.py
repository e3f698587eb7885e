"""Mails as people really have them, in mailbox files of any kind, saved by editors and programs: two are never taken for one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mail_samples import ACKNOWLEDGED, SENT_AT, mail, record, sign
from mailbox_samples import (
    DATED,
    EDITORS,
    ENDS,
    MAILS,
    SECRET,
    SEPARATORS,
    found_in,
    kept,
    lf,
    senders,
    services,
    strangers,
    with_cr,
    with_crlf,
)

from helper.evidence.store import Archive
from helper.mail.add import Adder, Done, Wish
from helper.mail.kept import kept_mails, mails_folder
from helper.mail.kinds import DkimVerdict, MailKind
from helper.mail.parse import parse_mail
from helper.mail.signature import DkimKey, judge, undo_quoting
from helper.mail.source import find_mails

__all__ = ["kept"]  # fixtures


@pytest.mark.parametrize("blank", [b"", b"\n", b"\n\n"])
@pytest.mark.parametrize("name", SEPARATORS)
def test_a_mail_begins_after_a_separator_of_any_kind(name: str, blank: bytes) -> None:
    between = SEPARATORS[name] + b"\n"
    raw = between + services() + blank + between + strangers() + blank + between + services("x\n")
    assert senders(raw) == ["facebookmail.com", "example.net", "facebookmail.com"]
    first, second, _ = found_in(raw)
    assert (first.raw.strip(), second.raw.strip()) == (services().strip(), strangers().strip())
    assert not any(one.is_picked for one in (first, second))


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
    "Outlook for Mac, with line ends among its bytes": b"\xd0\r\0\0MSrc\n\r"
    + b"\r\n\x01\0" * 7
    + b"ID"
    + with_cr(lf(mail())),
    "an editor that leaves out the blanks at the beginning": (
        b"From: Facebook\n<notification@facebookmail.com>\nSubject: Your objection\nReceived: from x\nby y\nfor z\n(w)\n"
        b"Date:\nSun, 22 Nov 2026 14:05:30 +0000\nContent-Type: multipart/alternative;\nboundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\n" + ACKNOWLEDGED.encode() + b"--b--\n"
    ),
    "a blank line within the head": lf(mail()).replace(b"\nTo:", b"\n\nTo:"),
    "blanks before the colons": re.sub(rb"(?m)^([A-Za-z-]+):", rb"\1 :", lf(mail()), count=8),
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
    "The form shows\nSubject: your objection\n\nThanks\n",
    "-------- Forwarded Message --------\nSubject: x\nDate: Sun, 22 Nov 2026 14:05:30 +0000\nFrom: b@c.test\nTo: d@e.test\n\nHi\n",
    "Begin forwarded message:\n\nFrom: b@c.test\nSubject: x\nDate: 22 November 2026\nTo: d@e.test\n\nHi\n",
    "________________________________\nFrom: b@c.test\nSent: Sunday\nTo: d@e.test\nSubject: x\n\nHi\n",
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


# A head that no program wrote into: nothing but what its reader sees.
PLAIN = (
    f"From: Bob <bob@example.net>\nTo: ana@example.org\nSubject: Hello\nDate: {SENT_AT}\n\n{SECRET}\n"
).encode()
FIRST = PLAIN.replace(SECRET.encode(), b"Hello.").replace(
    b"Bob <bob@example.net>", b"Meta <a@facebookmail.com>"
)
TOGETHER = {
    "nothing": b"",
    "no line end": None,
    "a mark": b"\xef\xbb\xbf",
    "a mark after a text without a line end": b"MARK",
    "the end of a file in DOS": b"\x1a",
    "dashes": b"\n----------\n\n",
    "a separator without a line end": b"SEPARATOR",
}


@pytest.mark.parametrize("second", [strangers(), PLAIN, PLAIN.replace(b"From: Bob <bob@example.net>\n", b"")])
@pytest.mark.parametrize("first", [services(), FIRST])
@pytest.mark.parametrize("name", TOGETHER)
def test_files_that_were_put_together_are_several_mails(name: str, first: bytes, second: bytes) -> None:
    between = TOGETHER[name]
    if between in (None, b"MARK", b"SEPARATOR"):
        first = first.rstrip(b"\n")
    between = {None: b"", b"MARK": b"\xef\xbb\xbf", b"SEPARATOR": DATED + b"\n"}.get(between, between)
    found = found_in(first + (between or b"") + second)
    assert not any(SECRET.encode() in one.raw and first[:20] in one.raw for one in found)
    assert found[0].raw.strip(b"\n-") == first.strip(b"\n")
    assert not found[0].is_picked


def test_a_line_of_a_text_is_none_of_the_next_mails_head() -> None:
    (first, second) = found_in(FIRST + b"Key: 12\n" + services())
    assert b"Key: 12" in first.raw
    assert second.raw == services()


def test_text_as_outlook_saves_it_is_cut_where_the_same_head_begins_again() -> None:
    one = b"From:\tBob <bob@example.net>\nSent:\tSunday, November 22, 2026 3:05 PM\nTo:\tAna\n\nHi\n\n"
    assert len(found_in(one + one.replace(b"Hi", b"Ho"))) == 2


def test_a_mail_within_the_mail_stays_in_it() -> None:
    outer = (
        b"From: a@facebookmail.com\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nmine\n"
        b"--b\nContent-Type: message/rfc822\n\nFrom: x@y.test\nMessage-ID: <2@x>\n\ntheirs\n--b--\n"
    )
    assert [one.raw for one in found_in(outer)] == [outer]


QUOTED = (
    "Hi,\n\nWe will honour your objection.\n\nFrom now on, it will be applied going forward.\n\n>From us\n"
)


def test_of_many_quoted_lines_those_that_the_sender_quoted_stay() -> None:
    raw = sign(mail("We will honour your objection.\n" + "From us\n" * 9 + ">From them\n"))
    quoted = re.sub(rb"(?m)^(From )", rb">\1", raw)
    assert undo_quoting(quoted) == raw


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


@pytest.mark.parametrize(
    "line", [b"\xef\xbb\xbf" * 900_000, b"From x@y " * 300_000, b"X-" * 1_000_000, b"--" + b"a" * 2_000_000]
)
def test_a_line_without_an_end_costs_no_more_than_its_length(line: bytes) -> None:
    began = time.monotonic()
    assert found_in(services() + line + b"\nTo: a\nSubject: b\n\n")
    assert time.monotonic() - began < 10
