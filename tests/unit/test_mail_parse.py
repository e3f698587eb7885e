"""Mails from anywhere are read without a fault, in bounded time, and never show what their sender did not write."""

from __future__ import annotations

import io
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_samples import ACKNOWLEDGED, mail, sign

from flows.mails import load_mails
from helper.mail.addresses import domain_of, find_addresses
from helper.mail.html_text import strip_html
from helper.mail.parse import MAIL_LIMIT, NotAMailError, decode, decode_words, parse_mail
from helper.mail.signature import DkimKey, judge
from helper.mail.source import FoundMail, Unusable, find_mails, read_stream

DAMAGED = 5_000
SEED = 20261122


def test_what_a_mail_says_is_read() -> None:
    found = parse_mail(mail(Delivered_To="box@example.org", Cc="Bo <bo@example.org>"))
    assert found.subject == "Your objection"
    assert (found.senders, found.domain) == (("facebookmail.com",), "facebookmail.com")
    assert found.recipients == ("ana@example.org", "bo@example.org")
    assert found.delivered_to == ("box@example.org",)
    assert found.sent_at
    assert found.sent_at.isoformat() == "2026-11-22T14:05:30+00:00"
    assert "We will honour your objection." in found.text


def test_damaged_mails_are_read_or_are_none_and_quickly() -> None:
    """Bytes flipped, cut out, doubled and moved in mails of several shapes; the seed is fixed."""
    chance = random.Random(SEED)  # noqa: S311  damage, no secret
    html = "<html><style>p{}</style><p>We will honour <b>your</b> objection</p><img src=x></html>"
    samples = [
        mail(),
        sign(mail()),
        mail("Ça marche…\n", subject="Votre opposition à l’IA", html=html),
        mail(html=html, sender="=?utf-8?b?RsOpbGl4?= <a@facebookmail.com>").replace(b"utf-8", b"x-unknown"),
        b"Content-Type: multipart/mixed; boundary=b\r\nFrom: a@b.test\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
    ]
    mails = load_mails()
    key = DkimKey("v=DKIM1; p=", "file")
    began = time.monotonic()
    read = 0
    for _ in range(DAMAGED):
        raw = bytearray(chance.choice(samples))
        for _ in range(chance.randint(1, 12)):
            at, size = chance.randrange(len(raw)), chance.randint(1, 40)
            match chance.randrange(5):
                case 0:
                    raw[at] = chance.randrange(256)
                case 1:
                    del raw[at : at + size]
                case 2:
                    raw[at:at] = raw[at : at + size]
                case 3:
                    raw[at:at] = chance.randbytes(size)
                case 4:
                    raw[at:at] = chance.choice(
                        [b"=?utf-8?q?", b"\r\n", b"\0", b'"', b"<", b"(" * 50, b"; boundary="]
                    )
            if not raw:
                break
        try:
            found = parse_mail(bytes(raw))
        except NotAMailError:
            continue
        read += 1
        assert found.subject.isprintable()
        assert "\n" not in found.subject
        judge(found.raw, found.domain, mails, lambda _: key)
    assert read > DAMAGED / 2
    assert time.monotonic() - began < 60


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: f"From: {text}".encode("utf-8", "replace"))
)
def test_any_bytes_are_a_mail_or_none(raw: bytes) -> None:
    try:
        found = parse_mail(raw)
    except NotAMailError:
        return
    assert found.subject.isprintable()


HOSTILE = {
    "deep": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000)),
    "mails in mails": b"Content-Type: message/rfc822\n\n" * 1000,
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 600_000,
    "lines": b"\n" * 4_900_000,
    "heads": b"X: y\n" * 900_000,
    "folded": b"X: y\n" + b" y\n" * 900_000,
    "encoded words": b"Subject: " + b"=?a?q?" * 800_000,
    "parentheses": b"To: " + b"(" * 900_000,
    "quotes": b"To: " + b'"' * 900_001,
    "brackets": b"To: " + b"<" * 900_000,
    "charset": b'Content-Type: text/plain; charset="punycode"\n\n' + b"a-b" * 300_000,
    "html": b"Content-Type: text/html\n\n" + b"<" * 900_000,
    "comments": b"Content-Type: text/html\n\n" + b"<!--" * 200_000,
    "base64": b"Content-Transfer-Encoding: base64\n\n" + b"A" * 4_000_000,
    "uuencode": b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n" + b"M" * 900_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_mail_that_is_made_to_cost_time_costs_little(case: str) -> None:
    began = time.monotonic()
    found = parse_mail(b"From: a@facebookmail.com\n" + HOSTILE[case])
    assert found.domain == "facebookmail.com"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("header", "addresses"),
    [
        ("ana@example.org", ["ana@example.org"]),
        ("Ana <ana+fb@example.org>", ["ana+fb@example.org"]),
        ('"security@facebookmail.com" <x@evil.test>', ["x@evil.test"]),
        ("security@facebookmail.com <x@evil.test>", ["x@evil.test"]),
        ("(security@facebookmail.com) x@evil.test", ["x@evil.test"]),
        ("a@facebookmail.com)x@evil.test", []),
        ("<a@facebookmail.com> <x@evil.test>", []),
        ("<a@facebookmail.com", []),
        ("a@facebookmail.com>", []),
        ('"a"@facebookmail.com', []),
        ("a@b.test, c@d.test", ["a@b.test", "c@d.test"]),
        ("undisclosed-recipients:;", []),
        ("friends: a@b.test, c@d.test;", ["a@b.test", "c@d.test"]),
        ('"Doe, Jane \\"J\\"" <j@b.test>', ["j@b.test"]),
        ('"never closed <j@b.test>', []),
        ("", []),
    ],
)
def test_a_display_name_never_passes_for_an_address(header: str, addresses: list[str]) -> None:
    assert find_addresses(header) == addresses


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("a@FaceBookMail.com", "facebookmail.com"),
        ("a@facebookmail.com.evil.test", "facebookmail.com.evil.test"),
        ("a@facebookmaıl.com", ""),
        ("a@xn--facebookmal-9db.com", "xn--facebookmal-9db.com"),
        ("a@b.test, c@facebookmail.com", ""),
        ("nobody", ""),
        ("Bob <bob@evil.test>>, Meta <c@facebookmail.com>", ""),
        ("Bob <bob@evil.test>>Message-ID: <1@facebookmail.com>", ""),
        ("Meta: c@facebookmail.com;", "facebookmail.com"),
        ("=?utf-8?q?a=40facebookmail=2Ecom?= <x@evil.test>", "evil.test"),
        ("=?utf-8?q?a=40facebookmail=2Ecom?=", ""),
    ],
)
def test_the_senders_domain_is_read_exactly_or_not_at_all(sender: str, domain: str) -> None:
    assert parse_mail(f"From: {sender}\nSubject: x\n\nx".encode()).domain == domain


def test_two_senders_are_no_sender() -> None:
    assert parse_mail(b"From: a@facebookmail.com\nFrom: x@evil.test\n\nx").domain == ""
    assert domain_of("a@[127.0.0.1]") == ""


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("=?utf-8?q?a=0D=0ABcc=3A_evil=40x?=", "a Bcc: evil@x"),
        ("=?utf-8?q?=1B=5B2Jgone?=", "\\u001b[2Jgone"),
        ("=?utf-8?q?=E2=80=AEabc?=", "\\u202eabc"),
        ("=?utf-8?b?VsO0dHJl?= opposition", "Vôtre opposition"),
        ("=?x-unknown?q?=E9?= rest", "\ufffd rest"),
        ("=?utf-8?b?A?=", "=?utf-8?b?A?="),
        ("x" * 500, "x" * 200 + "…"),
    ],
)
def test_a_subject_can_neither_steer_the_terminal_nor_hide(subject: str, shown: str) -> None:
    assert parse_mail(f"From: a@b.test\nSubject: {subject}\n\nx".encode()).subject == shown


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sun, 22 Nov 2026 15:05:30 +0100", "2026-11-22T14:05:30+00:00"),
        ("Sun, 22 Nov 2026 14:05:30 -0000", "2026-11-22T14:05:30+00:00"),
        ("22 Nov 2026 14:05:30", "2026-11-22T14:05:30+00:00"),
        ("yesterday", None),
        ("Fri, 22 Nov 1901 00:00:00 +2359", None),
        ("Sun, 22 Nov 99999 14:05:30 +0000", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_unknown(date: str, expected: str | None) -> None:
    found = parse_mail(f"From: a@b.test\nDate: {date}\n\nx".encode()).sent_at
    assert (found.isoformat() if found else None) == expected


def test_html_is_stripped_and_nothing_of_it_is_followed() -> None:
    html = (
        "<html><head><title>T</title><style>.x{}</style></head><body><p>One&nbsp;<b>two</b></p><script>no()</script>"
        '<img src="https://x.test/p.png" alt="no"><a href="https://x.test/?t=1">three</a><br>four</body></html>'
    )
    assert strip_html(html).split() == ["One", "two", "three", "four"]
    raw = b"From: a@facebookmail.com\nContent-Type: text/html; charset=utf-8\n\n" + html.encode()
    assert parse_mail(raw).text.split() == ["One", "two", "three", "four"]


def test_a_mail_within_the_mail_and_an_attachment_are_not_what_the_sender_says() -> None:
    raw = (
        b"From: a@facebookmail.com\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nmine\n"
        b"--b\nContent-Type: message/rfc822\n\nSubject: x\n\ntheirs\n"
        b"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--b--\n"
    )
    assert parse_mail(raw).text.strip() == "mine"


def test_plain_text_comes_before_html() -> None:
    assert "<p>" not in parse_mail(mail(html="<p>other</p>")).text
    assert parse_mail(mail(html="<p>other</p>")).text.split() == ACKNOWLEDGED.split()


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "unicode_escape", "base64", "zlib", "a\0b", "", "x-none"]
)
def test_a_charset_that_is_none_of_text_is_read_as_utf_8(charset: str) -> None:
    assert decode("é".encode(), charset) == "é"
    assert decode(b"\xe9", "iso-8859-1") == "é"
    assert decode_words("=?idna?q?x?=") == "x"


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>From: x</body></html>", b"\0" * 99]
)
def test_what_names_no_sender_is_no_mail(raw: bytes) -> None:
    with pytest.raises(NotAMailError):
        parse_mail(raw)


def mailbox(*mails: bytes) -> bytes:
    return b"".join(b"From x@y.test Sun Nov 22 14:05:00 2026\n" + one + b"\n" for one in mails)


def test_a_mailbox_file_is_read_mail_by_mail(tmp_path: Path) -> None:
    mails = [mail(subject=f"number {n}").replace(b"\r\n", b"\n") for n in range(3)]
    tricky = mails[0] + b"\nFrom now on at 5 o'clock we write here\n\nFrom\n"
    path = tmp_path / "in.mbox"
    path.write_bytes(mailbox(tricky, *mails[1:]))
    found = [one for one in find_mails(path) if isinstance(one, FoundMail)]
    assert [one.raw for one in found] == [tricky, *mails[1:]]
    assert [one.number for one in found] == [1, 2, 3]
    assert not any(one.is_picked for one in found)


def test_a_mailbox_file_with_one_mail_is_that_mail(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(mailbox(mail()))
    (found,) = find_mails(path)
    assert isinstance(found, FoundMail)
    assert (found.raw, found.number, found.is_picked) == (mail(), None, True)


def test_a_large_mailbox_file_is_never_held_and_its_large_mails_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "big.mbox"
    with path.open("wb") as file:
        file.write(mailbox(b"From: a@b.test\n\n" + b"x" * 20_000_000 + b"\n"))
        file.write(mailbox(mail()))
    first, second = find_mails(path)
    assert isinstance(first, FoundMail)
    assert (len(first.raw), first.is_whole) == (MAIL_LIMIT, False)
    assert isinstance(second, FoundMail)
    assert second.raw == mail()


def test_a_mailbox_file_that_is_too_large_is_one_clear_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helper.mail.source.MAILBOX_LIMIT", 2_000)
    path = tmp_path / "huge.mbox"
    path.write_bytes(mailbox(*[mail()] * 10))
    assert list(find_mails(path)) == [Unusable(str(path), "mailbox_too_large")]
    *some, last = read_stream(io.BytesIO(path.read_bytes()), "-")
    assert last == Unusable("-", "mailbox_too_large")
    assert len(some) >= 2


def test_a_folder_gives_its_mail_files_and_looks_into_nothing_hidden(tmp_path: Path) -> None:
    for name in (
        "a.eml",
        "b.EML",
        "sub/c.mbox",
        "Box.mbox/mbox",
        ".hidden/d.eml",
        ".e.eml",
        "f.txt",
        "g.eml.part",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(mail())
    (tmp_path / "link.eml").symlink_to(tmp_path / "f.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [one for one in find_mails(tmp_path) if isinstance(one, FoundMail)]
    assert sorted(Path(one.name).relative_to(tmp_path).as_posix() for one in found) == [
        "Box.mbox/mbox",
        "a.eml",
        "b.EML",
        "sub/c.mbox",
    ]
    assert not any(one.is_picked for one in found)


def test_each_file_that_a_maildir_delivered_is_a_mail_whatever_its_name(tmp_path: Path) -> None:
    names = ("cur/1764599401.M1P2.host:2,S", "new/1764599402.M1P3.host", "tmp/1764599403.M1P4.host", "index")
    for name in (*(f"Mail/{name}" for name in names), "plain/new/photo"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(mail())
    expected = [f"{tmp_path}/Mail/{name}" for name in names[:2]]
    for folder in (tmp_path, tmp_path / "Mail"):
        assert sorted(one.name for one in find_mails(folder)) == expected
    assert [one.name for one in find_mails(tmp_path / "Mail/new")] == expected[1:]


def test_outlooks_own_format_and_a_missing_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.msg"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert list(find_mails(path)) == [Unusable(str(path), "outlook")]
    for name in ("none.eml", "no\0ne.eml"):
        (found,) = find_mails(tmp_path / name)
        assert isinstance(found, Unusable)
        assert found.why == "unreadable"


def test_of_alternatives_one_that_only_says_that_html_is_needed_says_nothing() -> None:
    raw = (
        "From: Facebook <notification@facebookmail.com>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nThis program shows no formatted mails.\r\n"
        "--b\r\nContent-Type: text/html\r\n\r\n"
        "<p>Hello Ana,</p><p>We have received your objection to the use of your posts.</p>\r\n--b--\r\n"
    )
    assert "received your objection" in parse_mail(raw.encode()).text


@pytest.mark.parametrize("named", ["", "; boundary=other", '; boundary="b"'])
def test_parts_are_found_whose_delimiter_the_head_does_not_name(named: str) -> None:
    raw = (
        f"From: a@facebookmail.com\nContent-Type: multipart/alternative{named}\n\n"
        "--b\nContent-Type: text/plain\n\nNeeds HTML.\n"
        "--b\nContent-Type: text/html\n\n<p>We will honour <b>your</b> objection.</p>\n--b--\n"
    )
    assert parse_mail(raw.encode()).text.strip() == "We will honour your objection."


def test_of_alternatives_that_say_different_things_at_like_length_both_count() -> None:
    notice = "Your mailbox cannot show HTML: see www.facebook.com/x"
    text = parse_mail(mail(f"{notice}\n", html="<p>We will honour your objection.</p>")).text
    assert "We will honour your objection." in text.splitlines()
    assert notice in text
