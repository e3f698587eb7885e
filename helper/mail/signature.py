"""What the DKIM signature of a mail is worth (RFC 6376): judged strictly, offline, with a key that somebody hands in.

A signature that holds is not enough. It must be the service's own and aligned with the sender, and it must cover what the
person is shown: the whole text (no `l=`), the one From, the Subject and the Date.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import Literal

from flows.mails import Mails
from helper.mail.kinds import DkimReason, DkimVerdict

KEY_LIMIT = 4_000  # characters of a key record

_MOST_SIGNATURES = 10
# The library's patterns take quadratic or cubic time in runs of blanks, before it knows whether the signature holds.
_LONGEST_SIGNATURE = 8_192  # bytes
_LONG_BLANK = re.compile(rb"\s{64}")
_BLANKS = re.compile(rb"[\t ]{2,}")
_MOST_WORK = 100_000_000  # the squares of all runs in a mail together; some hundred thousand in an honest one
_MOST_LINES = 20_000  # of a head
_LONGEST_HEAD = 256_000  # bytes
_LABELS = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z"
)
_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]+):(.*)\Z", re.DOTALL)
_QUOTED = re.compile(rb"(?m)^>(?=>*From )")
_MOST_TRIED = 20_000_000  # bytes of the mails that are tried, one after the other
_MOST_TRIES = 3_000
_ALGORITHM = b"rsa-sha256"
_COVERED = {
    b"from": (DkimReason.DOUBLE_FROM, DkimReason.UNSIGNED_FROM),
    b"subject": (DkimReason.DOUBLE_SUBJECT, DkimReason.UNSIGNED_SUBJECT),
    b"date": (DkimReason.DOUBLE_DATE, DkimReason.UNSIGNED_DATE),
}
# What the library raises besides its own errors for what it cannot read (1.1.8).
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, NameError)


@dataclass(frozen=True)
class DkimKey:
    """The record with a domain's public key, and how it came here."""

    text: str
    source: Literal["file", "dns"]
    fetched_at: dt.datetime | None = None
    server: str | None = None


@dataclass(frozen=True)
class DkimSignature:
    """A signature, judged."""

    verdict: DkimVerdict
    reason: DkimReason | None = None
    domain: str | None = None
    selector: str | None = None
    key: DkimKey | None = None

    @property
    def key_name(self) -> str | None:
        """The name under which the key is published."""
        return key_name(self.selector, self.domain) if self.selector and self.domain else None


KeyFinder = Callable[[str], DkimKey | DkimReason]
"""Gives the key record that is published under a name, or why there is none. Asked at most once for a mail."""


class _MalformedError(ValueError):
    pass


@dataclass(frozen=True)
class _Signed:
    """One line of a signature, as far as it is needed before its key is."""

    index: int  # among those of the mail
    tags: Mapping[bytes, bytes]
    domain: str
    selector: str


def no_key(name: str) -> DkimReason:
    """Find no key: of a person who gave none and wants nobody asked."""
    del name
    return DkimReason.NO_KEY


def key_name(selector: str, domain: str) -> str:
    """Give the name under which a key is published (RFC 6376, section 3.6.2.1)."""
    return f"{selector}._domainkey.{domain}"


def read_key(text: str) -> str:
    """Read a key record as people have it: bare, in quotes, in several quoted pieces, or as a line of a zone.

    Raises ValueError for what is none.
    """
    pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    joined = "".join(pieces) if pieces else "".join(text.split("\n")).replace("\r", "")
    found = joined.replace("\\;", ";").strip()
    if not found or len(found) > KEY_LIMIT or not found.isascii() or "p=" not in found.replace(" ", ""):
        raise ValueError("no key record")
    return found


def judge(raw: bytes, sender: str, mails: Mails, find_key: KeyFinder) -> DkimSignature:
    """Say what the signature of a mail from the domain `sender` is worth; the key is asked for only if one could help."""
    try:
        head = _head(raw)
    except _MalformedError:
        is_signed = re.search(rb"(?im)^dkim-signature\s*:", raw[:100_000]) is not None
        return (
            DkimSignature(DkimVerdict.REFUSED, DkimReason.MALFORMED)
            if is_signed
            else DkimSignature(DkimVerdict.ABSENT)
        )
    lines = [value for name, value in head if name == b"dkim-signature"]
    if not lines:
        return DkimSignature(DkimVerdict.ABSENT)
    for name, (double, _) in _COVERED.items():
        if sum(1 for one, _ in head if one == name) > 1:
            return DkimSignature(DkimVerdict.REFUSED, double)
    signed = [_read(index, line) for index, line in enumerate(lines[:_MOST_SIGNATURES])]
    readable = [one for one in signed if one is not None]
    ours = [one for one in readable if mails.may_sign(one.domain, sender)]
    if not readable:
        return DkimSignature(DkimVerdict.REFUSED, DkimReason.MALFORMED)
    if not ours:
        return DkimSignature(DkimVerdict.NOT_ALIGNED, None, readable[0].domain, readable[0].selector)
    flaws = [_flaw(one) for one in ours]
    best = next((number for number, flaw in enumerate(flaws) if flaw is None), 0)
    chosen, flaw = ours[best], flaws[best]
    if flaw is not None:
        return DkimSignature(DkimVerdict.REFUSED, flaw, chosen.domain, chosen.selector)
    found = find_key(key_name(chosen.selector, chosen.domain))
    if isinstance(found, DkimReason):
        return DkimSignature(DkimVerdict.UNCHECKED, found, chosen.domain, chosen.selector)
    reason = _key_flaw(found.text) or _verify(raw, chosen, found.text)
    verdict = DkimVerdict.ALIGNED if reason is None else DkimVerdict.REFUSED
    return DkimSignature(verdict, reason, chosen.domain, chosen.selector, found)


def undo_quoting(raw: bytes) -> bytes:
    """Give a mail as it was before a mailbox file put ">" before lines that begin with "From ", if its signature tells so.

    It does without a key: the sum of the text that was signed (`bh=`) stands in it. Otherwise the mail stays as it is.
    """
    found = re.search(rb"\r?\n\r?\n", raw)
    places = list(_QUOTED.finditer(raw, found.start())) if found else []
    if not places or _body_fits(raw) is not False:
        return raw
    # Some of these signs may be the sender's own: which, only the sum tells. Few of them, most likely.
    chosen = chain.from_iterable(combinations(places, count) for count in range(len(places)))
    for own in islice(chosen, min(_MOST_TRIES, 1 + _MOST_TRIED // len(raw))):
        ends = [place.end() for place in places if place not in own]
        starts = [0, *ends]
        candidate = b"".join(
            raw[start : end - 1] for start, end in zip(starts, [*ends, len(raw) + 1], strict=True)
        )
        if _body_fits(candidate):
            return candidate
    return raw


def _body_fits(raw: bytes) -> bool | None:
    """Tell whether the text is the one of which a signature has the sum; None where no signature tells."""
    try:
        lines = [value for name, value in _head(raw) if name == b"dkim-signature"][:_MOST_SIGNATURES]
    except _MalformedError:
        return None
    signed = [one for index, line in enumerate(lines) if (one := _read(index, line)) and _flaw(one) is None]
    if not signed or _costs_too_much(raw):
        return None
    import dkim  # noqa: PLC0415  as in `_verify`
    from dkim.canonicalization import CanonicalizationPolicy  # noqa: PLC0415

    for one in signed:
        try:
            policy = CanonicalizationPolicy.from_c_value(one.tags.get(b"c"))
            body = policy.canonicalize_body(dkim.rfc822_parse(raw)[1])
            expected = base64.b64decode(b"".join(one.tags.get(b"bh", b"").split()))
        except (dkim.DKIMException, *_UNREADABLE):
            continue
        if hashlib.sha256(body).digest() == expected:
            return True
    return False


def _costs_too_much(raw: bytes) -> bool:
    return sum(len(found[0]) ** 2 for found in _BLANKS.finditer(raw)) > _MOST_WORK


def _head(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Read the head's fields in a way that leaves no two readers a choice; raises _MalformedError."""
    end = re.search(rb"\r?\n\r?\n", raw)
    head = raw[: end.start()] if end else raw
    # A lone carriage return ends a line for some readers and not for others.
    if re.search(rb"\r(?!\n)|\x00", head) or head.count(b"\n") > _MOST_LINES or len(head) > _LONGEST_HEAD:
        raise _MalformedError
    found: list[tuple[bytes, bytes]] = []
    for number, line in enumerate(re.split(rb"\r?\n", head)):
        if line[:1] in (b" ", b"\t") and found:
            found[-1] = found[-1][0], found[-1][1] + line
        elif field := _FIELD.match(line):
            found.append((field[1].lower(), field[2]))
        elif number or not line.startswith(b"From "):  # the first line of a mail in a mailbox file
            raise _MalformedError
    return found


def _read(index: int, line: bytes) -> _Signed | None:
    if len(line) > _LONGEST_SIGNATURE or _LONG_BLANK.search(line):
        return None
    tags: dict[bytes, bytes] = {}
    for part in line.split(b";"):
        name, equals, value = part.strip().partition(b"=")
        if not part.strip():
            continue
        if not equals or name.strip() in tags:
            return None
        tags[name.strip()] = value.strip()
    domain, selector = (tags.get(name, b"").decode("ascii", "replace").lower() for name in (b"d", b"s"))
    if not _LABELS.match(domain) or not _LABELS.match(selector) or not tags.get(b"h"):
        return None
    return _Signed(index, tags, domain, selector)


def _flaw(signed: _Signed) -> DkimReason | None:
    """Find what makes a signature worth nothing here, whatever its key says."""
    if b"l" in signed.tags:
        return DkimReason.LENGTH
    covered = {name.strip().lower() for name in signed.tags[b"h"].split(b":")}
    for name, (_, unsigned) in _COVERED.items():
        if name not in covered:
            return unsigned
    if signed.tags.get(b"a", b"").lower() != _ALGORITHM:
        return DkimReason.ALGORITHM
    expires = signed.tags.get(b"x", b"")
    if expires.isdigit() and int(expires[:15]) < dt.datetime.now(dt.UTC).timestamp():
        return DkimReason.EXPIRED
    return None


def _key_flaw(text: str) -> DkimReason | None:
    """Find what is wrong with a key record, before anything is computed with it."""
    tags = {}
    for part in text[:KEY_LIMIT].split(";"):
        name, _, value = part.partition("=")
        tags[name.strip()] = "".join(value.split())
    if len(text) > KEY_LIMIT or "p" not in tags or tags.get("v", "DKIM1") != "DKIM1":
        return DkimReason.KEY_MALFORMED
    if not tags["p"]:
        return DkimReason.KEY_REVOKED  # RFC 6376, section 3.6.1
    if tags.get("k", "rsa") != "rsa":
        return DkimReason.ALGORITHM
    try:
        base64.b64decode(tags["p"], validate=True)
    except ValueError:
        return DkimReason.KEY_MALFORMED
    return None


def _verify(raw: bytes, signed: _Signed, text: str) -> DkimReason | None:
    """Compute whether a signature holds; None when it does."""
    if _costs_too_much(raw):
        return DkimReason.MALFORMED
    # Here, because it costs a fifth of a second and most mails are kept without.
    import dkim  # noqa: PLC0415

    record = text.encode("ascii", "replace")
    try:
        pk, size, _, _ = dkim.evaluate_pk(b"", record)
    except (dkim.DKIMException, *_UNREADABLE):
        return DkimReason.KEY_MALFORMED
    if pk is None or size is None:
        return DkimReason.KEY_MALFORMED
    if size < 1024:  # RFC 8301, section 3.2
        return DkimReason.KEY_WEAK
    try:
        found = dkim.DKIM(raw).verify(signed.index, dnsfunc=lambda *_, **__: record)
    except dkim.ValidationError as error:
        return DkimReason.BODY_CHANGED if "body hash" in str(error) else DkimReason.BROKEN
    except (dkim.DKIMException, *_UNREADABLE):
        return DkimReason.BROKEN
    return None if found else DkimReason.BROKEN
