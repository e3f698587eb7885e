"""One mail, read without ever trusting it: sender, recipients, date, subject and text, all bounded. Pure.

Python's modern parser raises on one damaged mail in four, and five kinds of exceptions (10,000 mutated ones, measured);
`compat32` raises on none, and what it gives is decoded here with care. Nothing is fetched, and HTML is only stripped.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from helper.mail.addresses import LONGEST_HEADER, domain_of, find_addresses, find_sender
from helper.mail.html_text import strip_html
from helper.mail.unwrap import readable
from helper.safe.clean import clean

MAIL_LIMIT = 5_000_000  # bytes
LONGEST_SUBJECT = 200  # characters
TEXT_LIMIT = 60_000  # characters of all parts together
# What a mail could be made of to take minutes to parse; none that a service writes comes near.
_PARSED_LIMIT = 1_000_000  # bytes that are searched for text, which comes before the attachments
_HEAD_LIMIT = 128_000
_MOST_NESTED = 40  # parts that hold parts
_MOST_DELIMITERS = 1_000  # lines that begin like a delimiter between parts
_MOST_PARTS = 60
_RECIPIENTS = ("To", "Cc")
_DELIVERED = (
    "Delivered-To",
    "X-Original-To",
    "X-Delivered-To",
    "Envelope-To",
    "X-Envelope-To",
    "Apparently-To",
)
# Of the words of two texts that say the same; the one may list links, the other have more decoration.
_SAME = 0.6
_MORE = 2  # times the words of the other
_MOST_LINES = 20  # of one kind in the head
# What decoding raises for what cannot be decoded; RecursionError: nested too deeply.
_UNREADABLE = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
_ENCODED = ("base64", "quoted-printable")  # no editor changes the charset of what is in it
_DELIMITER = re.compile(r'(?m)^--([^\s"][^\r\n"]{0,69}?)[ \t]*\r?\n(?=[A-Za-z-]+:)')
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
# Charsets of text. Python knows others that take quadratic time or give no text (punycode, unicode_escape).
_CHARSET = re.compile(
    r"(us-?ascii|ascii|utf-?8|utf-?16([bl]e)?|latin-?\d+|iso-?8859-?\d+|(windows-?|cp)\d+|koi8-?[rut]"
    r"|gb(2312|k|18030)|big5(-?hkscs)?|shift-?jis|euc-?(jp|kr)|iso-?2022-?(jp|kr)(-\w+)?|tis-?620|mac-?\w+)\Z"
)


class NotAMailError(ValueError):
    """Bytes that are no mail: nobody is named as their sender."""


@dataclass(frozen=True)
class Mail:
    """What a mail says of itself; everything in it is a claim until its signature was checked."""

    raw: bytes
    sha256: str
    subject: str  # cleaned, on one line
    senders: tuple[str, ...]  # the domain of each From line; empty where it cannot be read beyond doubt
    recipients: tuple[str, ...]  # addresses of To and Cc
    delivered_to: tuple[str, ...]  # addresses that servers noted on the way
    sent_at: dt.datetime | None  # aware UTC
    text: str  # plain, without quoted mails; shortened

    @property
    def domain(self) -> str:
        """The sender's domain, when there is exactly one."""
        return self.senders[0] if len(set(self.senders)) == 1 else ""


def parse_mail(raw: bytes) -> Mail:
    """Read a mail of at most `MAIL_LIMIT` bytes; raises NotAMailError for what is none."""
    raw = raw[:MAIL_LIMIT]
    try:
        message = _read(readable(raw))
        lines = _lines(message, "From")
    except _UNREADABLE as error:
        raise NotAMailError from error
    if not lines:
        raise NotAMailError
    return Mail(
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        subject=shown(decode_words(next(iter(_lines(message, "Subject")), "")), LONGEST_SUBJECT),
        senders=tuple(domain_of(find_sender(line)) for line in lines),
        recipients=_addresses(message, _RECIPIENTS),
        delivered_to=_addresses(message, _DELIVERED),
        sent_at=_date(next(iter(_lines(message, "Date")), "")),
        text=_text(message),
    )


def shown(text: str, limit: int) -> str:
    """Give words from outside on one line, ready to show."""
    return clean(" ".join(text.split()), limit=limit)


def decode_words(header: str) -> str:
    """Decode the encoded words of a header's line; what cannot be decoded stays as it is."""
    header = header[:LONGEST_HEADER]
    try:
        pieces = decode_header(header)
        return "".join(
            piece if isinstance(piece, str) else decode(piece, charset or "ascii")
            for piece, charset in pieces
        )
    except _UNREADABLE:
        return header


def decode(content: bytes, charset: str) -> str:
    """Decode text in the charset that is named, if it is one of text, else as UTF-8; never fails."""
    named = charset.strip().lower().replace("_", "-")
    if _CHARSET.match(named):
        try:
            return content.decode(named, "replace")
        except _UNREADABLE:
            pass
    return content.decode("utf-8", "replace")


def _read(raw: bytes) -> Message:
    """Parse a mail; only its head where the rest is made as no honest one is."""
    found = _HEAD_END.search(raw, 0, _HEAD_LIMIT)
    head, rest = raw[: found.end() if found else _HEAD_LIMIT], raw[:_PARSED_LIMIT]
    lower = rest.lower()
    nested = lower.count(b"multipart/") + lower.count(b"message/")
    is_long = found is None and len(raw) > _HEAD_LIMIT
    if is_long or nested > _MOST_NESTED or rest.count(b"\n--") > _MOST_DELIMITERS:
        return BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    return message_from_bytes(rest, policy=policy.compat32)


def _lines(message: Message, name: str) -> list[str]:
    """Give the lines of one name in the head, unfolded, as text."""
    found = message.get_all(name, [])[:_MOST_LINES]
    return [re.sub(r"[\r\n]+", "", _as_text(one)[:LONGEST_HEADER]) for one in found]


def _as_text(value: object) -> str:
    # Bytes beyond ASCII come as surrogates; most programs that write such heads mean UTF-8.
    if isinstance(value, str) and any("\udc80" <= char <= "\udcff" for char in value):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return str(value)


def _addresses(message: Message, names: tuple[str, ...]) -> tuple[str, ...]:
    lines = [line for name in names for line in _lines(message, name)]
    return tuple(dict.fromkeys(address for line in lines for address in find_addresses(line)))


def _date(line: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(line[:100])
        at = found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except _UNREADABLE:
        return None
    return at if at.year >= 1990 else None


def _text(message: Message) -> str:
    """Give what the mail says to its reader: all texts in it, and of alternatives the one that says it."""
    try:
        return "\n\n".join(_texts(message, [_MOST_PARTS]))[:TEXT_LIMIT]
    except _UNREADABLE:
        return ""


def _texts(part: Message, left: list[int]) -> list[str]:
    """Give the texts in which the sender speaks: none of a mail within the mail, and no attachment."""
    left[0] -= 1
    kind, payload = part.get_content_type(), part.get_payload()
    if left[0] < 0 or part.get_content_disposition() == "attachment":
        return []
    if part.get_content_maintype() == "multipart":
        inner = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
        if isinstance(payload, str):
            inner = _separated(payload)
        if kind == "multipart/alternative":
            return _alternative(inner, left)
        return [text for one in inner for text in _texts(one, left)]
    if part.get_content_maintype() != "text":
        return []
    content = _content(part) if kind in ("text/plain", "text/html") else ""
    text = strip_html(content) if kind == "text/html" else content
    return [text] if text.strip() else []


def _separated(payload: str) -> list[Message]:
    """Give the parts of a text whose delimiter the head does not name, or names wrongly: the first line that looks like one."""
    found = _DELIMITER.search(payload)
    if not found:
        return []
    head = f'Content-Type: multipart/mixed; boundary="{found[1]}"\n\n'
    parts = message_from_string(head + payload, policy=policy.compat32).get_payload()
    return [one for one in parts if isinstance(one, Message)] if isinstance(parts, list) else []


def _alternative(parts: list[Message], left: list[int]) -> list[str]:
    """Choose between alternatives: the first one, unless it says something else than the HTML, and not much more.

    Many programs write there only that HTML is needed, in any language and with any link. What is longer than that counts too.
    """
    found = [texts for one in parts if (texts := _texts(one, left))]
    if len(found) < 2:
        return found[0] if found else []
    first, last = found[0], found[-1]
    words, others = (set(re.findall(r"\w+", " ".join(texts).casefold())) for texts in (first, last))
    if len(words & others) >= _SAME * len(words) or len(words) > _MORE * len(others):
        return first
    return last if len(words) <= len(others) else [*first, *last]


def _content(part: Message) -> str:
    try:
        content = part.get_payload(decode=True)
        is_plain = str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _ENCODED
    except _UNREADABLE:
        return ""
    if not isinstance(content, bytes):
        return ""
    if is_plain and not content.isascii():
        # An editor saves what it is given as UTF-8, and leaves the name of the charset above it.
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8")
    return decode(content, part.get_content_charset("utf-8"))
