"""What a DKIM signature is worth: only the service's own, over everything that a person is shown, with a sound key."""

from __future__ import annotations

import base64
import time
from functools import partial

import pytest
from mail_samples import NAME, SIGNED, mail, name_server, record, sign

from flows.mails import load_mails
from helper.errors import UsageProblem
from helper.mail.kinds import DkimReason as Reason
from helper.mail.kinds import DkimVerdict as Verdict
from helper.mail.resolver import NameServer, ask_server, choose_server, system_servers
from helper.mail.signature import DkimKey, DkimSignature, KeyFinder, judge, no_key, read_key

MAILS = load_mails()


def with_key(text: str | None = None) -> KeyFinder:
    return lambda _: DkimKey(text or record(), "file")


def judged(raw: bytes, find_key: KeyFinder | None = None, sender: str = "facebookmail.com") -> DkimSignature:
    return judge(raw, sender, MAILS, find_key or with_key())


def test_a_sound_signature_of_the_service_is_aligned() -> None:
    found = judged(sign(mail()))
    assert (found.verdict, found.reason) == (Verdict.ALIGNED, None)
    assert (found.domain, found.selector, found.key_name) == ("facebookmail.com", "s2026", NAME)


def test_line_ends_of_another_system_do_no_harm() -> None:
    assert judged(sign(mail()).replace(b"\r\n", b"\n")).verdict is Verdict.ALIGNED


def test_the_line_of_a_mailbox_file_does_no_harm() -> None:
    raw = b"From x@facebookmail.com Sun Nov 22 14:05:00 2026\r\n" + sign(mail())
    assert judged(raw).verdict is Verdict.ALIGNED


@pytest.mark.parametrize(
    ("signing", "sender", "verdict"),
    [
        ("facebook.com", "support.facebook.com", Verdict.ALIGNED),
        ("mail.instagram.com", "mail.instagram.com", Verdict.ALIGNED),
        ("a.facebookmail.com", "facebookmail.com", Verdict.ALIGNED),
        ("facebookmail.com", "meta.com", Verdict.NOT_ALIGNED),
        ("evil.test", "facebookmail.com", Verdict.NOT_ALIGNED),
        ("evil.test", "evil.test", Verdict.NOT_ALIGNED),
        ("com", "facebookmail.com", Verdict.NOT_ALIGNED),
        ("notfacebookmail.com", "facebookmail.com", Verdict.NOT_ALIGNED),
        ("facebookmail.com", "", Verdict.NOT_ALIGNED),
    ],
)
def test_the_signer_must_be_the_sender_and_the_service(signing: str, sender: str, verdict: Verdict) -> None:
    raw = sign(mail(sender=f"x@{sender or 'b@c'}"), domain=signing)
    assert judged(raw, sender=sender).verdict is verdict


def test_nobody_is_asked_for_a_key_that_could_not_help() -> None:
    def never(name: str) -> Reason:
        raise AssertionError(name)

    assert judged(mail(), never).verdict is Verdict.ABSENT
    assert judged(sign(mail(), domain="evil.test"), never).verdict is Verdict.NOT_ALIGNED
    assert judged(sign(mail(), has_length=True), never).reason is Reason.LENGTH


def test_without_a_key_it_is_unchecked() -> None:
    found = judged(sign(mail()), no_key)
    assert (found.verdict, found.reason, found.key) == (Verdict.UNCHECKED, Reason.NO_KEY, None)


def weak_record() -> str:
    """Write the record of a key of 768 bits, which the library that makes keys would refuse to make."""

    def der(tag: int, content: bytes) -> bytes:
        return bytes([tag, 0x82, *len(content).to_bytes(2, "big")]) + content

    numbers = der(2, b"\0" + (2**767 + 1).to_bytes(96, "big")) + der(2, b"\x01\0\x01")
    kind = bytes.fromhex("300d06092a864886f70d0101010500")
    public = der(0x30, kind + der(3, b"\0" + der(0x30, numbers)))
    return "v=DKIM1; p=" + base64.b64encode(public).decode()


def expired() -> bytes:
    """Give a mail whose signature said that it counts until 2020; what it says is looked at before its key."""
    return sign(mail()).replace(b" s=", b" x=1577836800; s=")


REFUSED = {
    "text changed": (lambda: sign(mail()).replace(b"honour", b"refuse"), None, Reason.BODY_CHANGED),
    "text added": (lambda: sign(mail()) + b"\r\nmore\r\n", None, Reason.BODY_CHANGED),
    "subject changed": (
        lambda: sign(mail()).replace(b"Your objection", b"Your refusal"),
        None,
        Reason.BROKEN,
    ),
    "date changed": (lambda: sign(mail()).replace(b"22 Nov", b"21 Nov"), None, Reason.BROKEN),
    "sender changed": (lambda: sign(mail()).replace(b"notification@", b"security@"), None, Reason.BROKEN),
    "second sender": (lambda: b"From: a@facebookmail.com\r\n" + sign(mail()), None, Reason.DOUBLE_FROM),
    "second subject": (lambda: b"Subject: no\r\n" + sign(mail()), None, Reason.DOUBLE_SUBJECT),
    "second date": (
        lambda: b"Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n" + sign(mail()),
        None,
        Reason.DOUBLE_DATE,
    ),
    "length": (lambda: sign(mail(), has_length=True), None, Reason.LENGTH),
    "unsigned subject": (lambda: sign(mail(), covered=(b"from", b"date")), None, Reason.UNSIGNED_SUBJECT),
    "unsigned date": (lambda: sign(mail(), covered=(b"from", b"subject")), None, Reason.UNSIGNED_DATE),
    "sha1": (lambda: sign(mail(), algorithm=b"rsa-sha1"), None, Reason.ALGORITHM),
    "revoked": (lambda: sign(mail()), "v=DKIM1; p=", Reason.KEY_REVOKED),
    "garbage key": (lambda: sign(mail()), "v=DKIM1; p=%%%%", Reason.KEY_MALFORMED),
    "no key in it": (lambda: sign(mail()), "v=DKIM1; p=QUJD", Reason.KEY_MALFORMED),
    "other record": (lambda: sign(mail()), "v=spf1 -all; p=x", Reason.KEY_MALFORMED),
    "other key": (lambda: sign(mail()), record(1024), Reason.BROKEN),
    "weak key": (lambda: sign(mail()), weak_record(), Reason.KEY_WEAK),
    "elliptic key": (lambda: sign(mail()), "v=DKIM1; k=ed25519; p=QUJD", Reason.ALGORITHM),
    "endless key": (lambda: sign(mail()), "v=DKIM1; p=" + "A" * 9000, Reason.KEY_MALFORMED),
    "not for mail": (lambda: sign(mail()), record() + "; s=other", Reason.KEY_MALFORMED),
    "expired": (expired, None, Reason.EXPIRED),
    "torn signature": (
        lambda: b"DKIM-Signature: v=1; d=facebookmail.com\r\n" + mail(),
        None,
        Reason.MALFORMED,
    ),
    "double tag": (lambda: sign(mail()).replace(b" s=", b" d=x; s="), None, Reason.MALFORMED),
    "lone carriage return": (
        lambda: sign(mail()).replace(b"Hi", b"Hi").replace(b"To: ", b"X: a\rTo: "),
        None,
        Reason.MALFORMED,
    ),
    "nothing like a head": (lambda: b"DKIM-Signature: x\r\n\xff\xfe nothing\r\n\r\n", None, Reason.MALFORMED),
    "blanks in it": (lambda: sign(mail()).replace(b" s=", b" " * 9000 + b"s="), None, Reason.MALFORMED),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_signature_that_counts_for_nothing_is_refused_with_the_reason(case: str) -> None:
    make, key, reason = REFUSED[case]
    found = judged(make(), with_key(key))
    assert (found.verdict, found.reason) == (Verdict.REFUSED, reason)


def test_a_second_signature_may_be_the_one_that_counts() -> None:
    raw = mail()
    inner = sign(raw)
    outer = sign(raw, domain="relay.test", selector="r")
    both = outer.partition(b"From: ")[0] + inner
    assert judged(both).verdict is Verdict.ALIGNED
    poor = sign(raw, covered=(b"from",)).partition(b"From: ")[0] + inner
    assert judged(poor).verdict is Verdict.ALIGNED


def test_no_single_changed_byte_of_what_is_signed_goes_through() -> None:
    more = (b"message-id", b"content-type", b"content-transfer-encoding", b"mime-version")
    raw = sign(mail(), covered=SIGNED + more)
    at = raw.index(b"Subject")
    for position in range(at, len(raw), 5):
        changed = raw[:position] + bytes([raw[position] ^ 0x03]) + raw[position + 1 :]
        if changed.split() != raw.split():
            assert judged(changed).verdict is not Verdict.ALIGNED, position


@pytest.mark.parametrize(
    "body", [b" " * 2_000_000 + b"x", b"\t \t\r\n" * 400_000, b"\r\n" * 1_000_000, b"x" * 4_000_000]
)
def test_a_mail_that_is_made_to_cost_time_costs_little(body: bytes) -> None:
    raw = sign(mail()).partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + body
    began = time.monotonic()
    assert judged(raw).verdict is Verdict.REFUSED
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "written",
    [
        "{0}",
        "{0}\n",
        '"{0}"',
        's2026._domainkey.facebookmail.com. 300 IN TXT "{1}" "{2}"\n',
        's2026._domainkey IN TXT ( "{1}"\n  "{2}" )',
        "{1}\n{2}",
    ],
)
def test_a_key_is_read_however_it_is_written_down(written: str) -> None:
    text = record()
    assert read_key(written.format(text, text[:100], text[100:])) == text


@pytest.mark.parametrize("written", ["", "\n", "hello", "v=DKIM1", "p=" + "A" * 5000, "p=é"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no key record"):
        read_key(written)


def asking(address: str, told: list[str], seconds: float = 5) -> KeyFinder:
    host, _, port = address.rpartition(":")
    server = NameServer(host, int(port))
    return partial(ask_server, server, lambda one, name: told.append(f"{one} {name}"), seconds=seconds)


def test_one_question_goes_to_one_server_and_it_is_named_first() -> None:
    told: list[str] = []
    with name_server({NAME: record()}) as server:
        found = judged(sign(mail()), asking(server.address, told))
    assert found.verdict is Verdict.ALIGNED
    assert server.asked == [NAME]
    assert told == [f"{server.address} {NAME}"]
    assert found.key
    assert (found.key.text, found.key.source, found.key.server) == (record(), "dns", server.address)
    assert found.key.fetched_at


def test_an_alias_several_records_and_a_long_answer_are_followed() -> None:
    told: list[str] = []
    with name_server({NAME: ["CNAME key.meta.test"], "key.meta.test": record()}) as server:
        assert judged(sign(mail()), asking(server.address, told)).verdict is Verdict.ALIGNED
    with name_server({NAME: ["some other text", record()]}) as server:
        assert judged(sign(mail()), asking(server.address, told)).verdict is Verdict.ALIGNED
    with name_server({NAME: record()}) as server:
        server.behaviour = "truncate"
        assert judged(sign(mail()), asking(server.address, told)).verdict is Verdict.ALIGNED
        assert server.asked == [NAME, NAME]  # the same question again, over TCP


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [("silent", Reason.NO_ANSWER), ("servfail", Reason.NO_ANSWER), ("answer", Reason.NOT_PUBLISHED)],
)
def test_a_key_that_cannot_be_had_leaves_it_unchecked(behaviour: str, reason: Reason) -> None:
    with name_server({}) as server:
        server.behaviour = behaviour
        found = judged(sign(mail()), asking(server.address, [], 0.3))
    assert (found.verdict, found.reason) == (Verdict.UNCHECKED, reason)


def test_a_server_that_answers_rubbish_or_is_not_there_leaves_it_unchecked() -> None:
    with name_server({}) as server:
        server.behaviour = "garbage"
        assert judged(sign(mail()), asking(server.address, [], 0.5)).reason is Reason.NO_ANSWER
    assert judged(sign(mail()), asking(server.address, [], 0.5)).reason is Reason.NO_ANSWER


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("127.0.0.1:5353", NameServer("127.0.0.1", 5353)),
        ("127.8.9.1", NameServer("127.8.9.1", 53)),
        ("[::1]:5353", NameServer("::1", 5353)),
        ("::1", NameServer("::1", 53)),
    ],
)
def test_a_server_on_this_computer_may_be_named(named: str, expected: NameServer) -> None:
    assert choose_server(named) == expected


@pytest.mark.parametrize(
    "named",
    ["9.9.9.9:53", "dns.example.org:53", "localhost:53", "127.0.0.1:0", "127.0.0.1:70000", "", "::", "x"],
)
def test_no_other_server_may_be_named(named: str) -> None:
    if NameServer("9.9.9.9") not in system_servers():
        with pytest.raises(UsageProblem, match="mail_bad_resolver"):
            choose_server(named)


def test_the_systems_server_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "helper.mail.resolver.system_servers", lambda: [NameServer("192.0.2.1"), NameServer("192.0.2.2")]
    )
    assert choose_server(None) == NameServer("192.0.2.1")
    assert choose_server("192.0.2.2:53") == NameServer("192.0.2.2")
    monkeypatch.setattr("helper.mail.resolver.system_servers", list)
    with pytest.raises(UsageProblem, match="mail_no_resolver"):
        choose_server(None)
