"""What a time stamp is worth, told by its bytes alone; OpenSSL's own authority makes them."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest
import rfc3161_client
from time_authority import Authority, authority, element

from helper.timestamps import der
from helper.timestamps.judgement import StampVerdict, judge, make_request, read_roots

__all__ = ["authority"]  # fixtures

DATA = b"the list of files of a bag\n"


@pytest.fixture(scope="module")
def request_() -> bytes:
    return make_request(DATA)


def test_a_request_holds_a_hash_a_fresh_number_and_nothing_else() -> None:
    one, two = make_request(DATA), make_request(DATA)
    assert one != two
    hashed, nonce = der.read_request(one)
    algorithm = bytes.fromhex("300d06096086480165030402010500")
    imprint = element(0x30, algorithm + element(0x04, hashed))
    parts = element(0x02, b"\x01") + imprint + der.parse(one).child(2, der.INTEGER).whole + b"\x01\x01\xff"
    assert one == element(0x30, parts)
    assert nonce.bit_length() > 32
    assert len(one) < 80


@pytest.mark.parametrize("signer", ["good", "with_rsa"])
@pytest.mark.parametrize("naming", ["sha256", "sha1"])
def test_a_sound_time_stamp_is_good_to_whoever_trusts_the_root(
    authority: Authority, request_: bytes, signer: str, naming: str
) -> None:
    made_by = getattr(authority, signer)
    reply = authority.stamp(request_, made_by, naming=naming)
    stamp = judge(reply, request_, DATA, [authority.root.certificate])
    assert (stamp.verdict, stamp.reason) == (StampVerdict.GOOD, None)
    assert stamp.chain == (made_by.certificate, authority.root.certificate)
    assert stamp.authority in ("Test Authority", "Test RSA Authority")
    assert stamp.stamped_at
    assert stamp.stamped_at.tzinfo


def test_without_a_root_it_says_at_whom_the_chain_ends(authority: Authority, request_: bytes) -> None:
    stamp = judge(authority.stamp(request_), request_, DATA)
    assert (stamp.verdict, stamp.issuer) == (StampVerdict.UNVOUCHED, "Test Root")
    assert stamp.chain == (authority.good.certificate,)


def test_a_root_that_comes_with_the_reply_vouches_for_nobody(authority: Authority, request_: bytes) -> None:
    reply = authority.stamp(request_, more=authority.root)
    stamp = judge(reply, request_, DATA)
    assert stamp.verdict is StampVerdict.UNVOUCHED
    assert stamp.chain == (authority.good.certificate, authority.root.certificate)


def test_another_root_does_not_vouch(authority: Authority, request_: bytes) -> None:
    stamp = judge(authority.stamp(request_), request_, DATA, [authority.other_root.certificate])
    assert (stamp.verdict, stamp.issuer) == (StampVerdict.UNVOUCHED, "Test Root")


def test_one_of_several_roots_is_enough(authority: Authority, request_: bytes) -> None:
    roots = [authority.other_root.certificate, authority.root.certificate]
    assert (
        judge(authority.stamp(request_, authority.stranger), request_, DATA, roots).verdict
        is StampVerdict.GOOD
    )


def test_certificates_in_an_order_that_the_library_refuses_are_understood(
    authority: Authority, request_: bytes
) -> None:
    """Which order OpenSSL writes depends on the keys of the day: both are tried."""
    reply = authority.stamp(request_, authority.below_middle, more=authority.middle)
    sent = next(node for node in der._signed_data(reply).children() if node.tag == der.FIRST)
    one, two = (node.whole for node in sent.children())
    seen = set()
    for inside in (one + two, two + one):
        turned = reply[: sent.body] + inside + reply[sent.end :]
        try:
            rfc3161_client.decode_timestamp_response(turned)
            seen.add("accepted")
        except ValueError:
            seen.add("refused")
        stamp = judge(turned, request_, DATA, [authority.root.certificate])
        assert stamp.verdict is StampVerdict.GOOD
        assert stamp.chain == tuple(
            signer.certificate for signer in (authority.below_middle, authority.middle, authority.root)
        )
    assert seen == {"accepted", "refused"}


def test_a_refusal_gives_the_authoritys_words(authority: Authority, request_: bytes) -> None:
    stamp = judge(authority.refuse(), request_, DATA)
    assert stamp.verdict is StampVerdict.REFUSED
    assert "not supported" in (stamp.reason or "")


def test_a_time_stamp_of_other_bytes_is_named(authority: Authority, request_: bytes) -> None:
    roots = [authority.root.certificate]
    assert judge(authority.stamp(request_), request_, DATA + b"!", roots).verdict is StampVerdict.WRONG_HASH
    other = authority.ask_for(b"other")
    assert judge(authority.stamp(other), request_, DATA, roots).verdict is StampVerdict.WRONG_HASH


def test_the_answer_to_another_question_is_named(authority: Authority, request_: bytes) -> None:
    reply = authority.stamp(authority.ask_for(DATA))
    assert judge(reply, request_, DATA, [authority.root.certificate]).verdict is StampVerdict.WRONG_NONCE


@pytest.mark.parametrize("signer", ["expired", "early"])
@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_certificate_outside_its_time_is_named(
    authority: Authority, request_: bytes, signer: str, is_trusted: bool
) -> None:
    roots = [authority.root.certificate] if is_trusted else []
    reply = authority.sign_anyway(request_, getattr(authority, signer))
    assert judge(reply, request_, DATA, roots).verdict is StampVerdict.EXPIRED


@pytest.mark.parametrize("signer", ["web", "both", "plain", "relaxed"])
def test_a_certificate_that_is_not_for_time_stamps_alone_is_named(
    authority: Authority, request_: bytes, signer: str
) -> None:
    reply = authority.sign_anyway(request_, getattr(authority, signer))
    stamp = judge(reply, request_, DATA, [authority.root.certificate])
    assert stamp.verdict is StampVerdict.WRONG_CERTIFICATE


def test_the_way_of_signing_anyway_makes_good_ones_too(authority: Authority, request_: bytes) -> None:
    reply = authority.sign_anyway(request_, authority.good)
    assert judge(reply, request_, DATA, [authority.root.certificate]).verdict is StampVerdict.GOOD


@pytest.mark.parametrize("status", range(8))
def test_only_granted_and_granted_with_modifications_are_time_stamps(
    authority: Authority, request_: bytes, status: int
) -> None:
    """RFC 3161, 2.4.2: with these two a time stamp is there. What came with another status is none."""
    reply = authority.sign_anyway(request_, authority.good, status=status)
    stamp = judge(reply, request_, DATA, [authority.root.certificate])
    if status < 2:
        assert (stamp.verdict, stamp.reason) == (StampVerdict.GOOD, None)
    else:
        assert stamp.verdict in (StampVerdict.REFUSED, StampVerdict.BROKEN)
        assert stamp.verdict is StampVerdict.REFUSED or status > 5, "RFC 3161 names six"


def test_what_was_modified_is_looked_at(authority: Authority, request_: bytes) -> None:
    roots = [authority.root.certificate]
    reply = authority.sign_anyway(request_, authority.good, status=1)
    assert judge(reply, request_, DATA + b"!", roots).verdict is StampVerdict.WRONG_HASH
    assert judge(reply, request_, DATA).verdict is StampVerdict.UNVOUCHED
    other = authority.sign_anyway(authority.ask_for(DATA), authority.good, status=1)
    assert judge(other, request_, DATA, roots).verdict is StampVerdict.WRONG_NONCE


@pytest.mark.parametrize(
    ("signer", "options"),
    [
        ("with_rsa", ("-keyopt", "rsa_padding_mode:pss")),
        ("with_rsa", ("-keyopt", "rsa_padding_mode:pss", "-md", "sha512")),
        ("with_rsa", ("-md", "sha3-256")),
        ("good", ("-md", "sha224")),
        ("good", ("-md", "sha1")),  # which can be forged
    ],
)
def test_a_signature_of_a_kind_that_is_not_checked_is_neither_sound_nor_broken(
    authority: Authority, request_: bytes, signer: str, options: tuple[str, ...]
) -> None:
    roots = [authority.root.certificate]
    reply = authority.sign_anyway(request_, getattr(authority, signer), *options)
    stamp = judge(reply, request_, DATA, roots)
    assert (stamp.verdict, stamp.authority is None) == (StampVerdict.UNCHECKED, False), stamp.reason
    assert "kind" in (stamp.reason or "")
    assert judge(reply, request_, DATA + b"!", roots).verdict is StampVerdict.WRONG_HASH, (
        "that can be told all the same"
    )


@pytest.mark.parametrize(("signer", "digest"), [("good", "sha384"), ("with_rsa", "sha512")])
def test_other_kinds_that_are_known_are_checked(
    authority: Authority, request_: bytes, signer: str, digest: str
) -> None:
    made_by = getattr(authority, signer)
    reply = authority.sign_anyway(request_, made_by, "-md", digest)
    assert judge(reply, request_, DATA, [authority.root.certificate]).verdict is StampVerdict.GOOD
    value = der.read_signature(reply).value
    forged = reply.replace(value, value[:-1] + bytes([value[-1] ^ 1]))
    assert judge(forged, request_, DATA, [authority.root.certificate]).verdict is StampVerdict.BROKEN


def test_another_certificate_in_place_of_the_signers_is_broken(authority: Authority, request_: bytes) -> None:
    """One with the same key, issuer and number, but a longer life, signed by nobody of the name."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding

    real = authority.good.certificate
    reply = authority.stamp(request_)
    forged = x509.CertificateBuilder(
        issuer_name=real.issuer,
        subject_name=real.subject,
        public_key=real.public_key(),  # type: ignore[arg-type]  # an EC key
        serial_number=real.serial_number,
        not_valid_before=real.not_valid_before_utc,
        not_valid_after=real.not_valid_after_utc.replace(year=2090),
        extensions=list(real.extensions),
    ).sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
    token = der.parse(reply)
    sent = next(node for node in der._signed_data(reply).children() if node.tag == der.FIRST)
    swapped = sent.content.replace(real.public_bytes(Encoding.DER), forged.public_bytes(Encoding.DER))
    assert swapped != sent.content
    status, content = token.children()
    kind, wrapped = content.children()
    signed = element(
        0x30,
        b"".join(
            element(0xA0, swapped) if node.tag == der.FIRST else node.whole
            for node in wrapped.child(0, der.SEQUENCE).children()
        ),
    )
    whole = element(0x30, status.whole + element(0x30, kind.whole + element(0xA0, signed)))
    stamp = judge(whole, request_, DATA)
    assert (stamp.verdict, stamp.reason) == (
        StampVerdict.BROKEN,
        "the certificate is not the one that the signature names",
    )


def test_every_beginning_of_a_reply_is_broken(authority: Authority, request_: bytes) -> None:
    reply = authority.stamp(request_)
    found = {judge(reply[:count], request_, DATA).verdict for count in range(len(reply))}
    assert found == {StampVerdict.BROKEN}


@pytest.mark.parametrize(
    "reply", [b"", b"<html>no</html>", b"\x30\x80" * 1000, b"\x30\x84\xff\xff\xff\xff", b"\x00" * 64]
)
def test_what_is_no_reply_at_all_is_broken(request_: bytes, reply: bytes) -> None:
    assert judge(reply, request_, DATA).verdict is StampVerdict.BROKEN


def test_a_flipped_bit_is_harmless_only_where_nobody_signed(authority: Authority, request_: bytes) -> None:
    """Version numbers and names of algorithms of the envelope; the hashes beside the file catch these too."""
    reply = authority.stamp(request_)
    real = judge(reply, request_, DATA, [authority.root.certificate])
    survived = 0
    for at in range(len(reply)):
        flipped = reply[:at] + bytes([reply[at] ^ 1]) + reply[at + 1 :]
        stamp = judge(flipped, request_, DATA, [authority.root.certificate])
        if stamp.verdict is StampVerdict.GOOD:
            survived += 1
            assert (stamp.stamped_at, stamp.authority) == (real.stamped_at, real.authority)
    assert survived < 20


@pytest.mark.filterwarnings("error")  # none may reach the person's terminal
def test_noise_never_ends_the_program(authority: Authority, request_: bytes) -> None:
    reply = authority.stamp(request_, authority.below_middle, more=authority.middle)
    dice = random.Random(7)  # noqa: S311  noise, not a secret
    for _ in range(2000):
        noisy = bytearray(reply)
        for _ in range(dice.choice((1, 1, 2, 5))):
            noisy[dice.randrange(len(noisy))] = dice.randrange(256)
        assert judge(bytes(noisy), request_, DATA, [authority.root.certificate]).verdict in StampVerdict


def test_a_request_that_is_none_makes_the_answer_broken(authority: Authority, request_: bytes) -> None:
    assert judge(authority.stamp(request_), b"?", DATA).verdict is StampVerdict.BROKEN


def test_roots_are_read_from_pem_and_der(authority: Authority) -> None:
    pem = authority.root.path.read_bytes()
    assert read_roots(pem + authority.other_root.path.read_bytes()) == (
        authority.root.certificate,
        authority.other_root.certificate,
    )
    made = subprocess.run(
        ["openssl", "x509", "-in", authority.root.path, "-outform", "DER"], check=True, capture_output=True
    )
    assert read_roots(made.stdout) == (authority.root.certificate,)
    for nothing in (b"", b"?", b"-----BEGIN CERTIFICATE-----\n"):
        with pytest.raises(ValueError, match=r"."):
            read_roots(nothing)


def test_openssl_agrees(authority: Authority, request_: bytes, tmp_path: Path) -> None:
    """The same sound and unsound ones, judged by the other reader."""
    roots = [authority.root.certificate]
    cases = {
        "good": authority.stamp(request_),
        "modified": authority.sign_anyway(request_, authority.good, status=1),
        "rsa": authority.stamp(request_, authority.with_rsa),
        "chain": authority.stamp(request_, authority.below_middle, more=authority.middle),
        "stranger": authority.stamp(request_, authority.stranger),
        "other": authority.stamp(authority.ask_for(b"other")),
        "nonce": authority.stamp(authority.ask_for(DATA)),
        "refused": authority.refuse(),
        "expired": authority.sign_anyway(request_, authority.expired),
        "web": authority.sign_anyway(request_, authority.web),
        "cut": authority.stamp(request_)[:-1],
    }
    (tmp_path / "q").write_bytes(request_)
    for name, reply in cases.items():
        (tmp_path / "r").write_bytes(reply)
        ran = subprocess.run(
            ["openssl", "ts", "-verify", "-queryfile", "q", "-in", "r", "-CAfile", authority.root.path],
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        is_good = judge(reply, request_, DATA, roots).verdict is StampVerdict.GOOD
        assert is_good == (ran.returncode == 0), (name, ran.stderr)
        assert is_good == (name in ("good", "modified", "rsa", "chain"))
