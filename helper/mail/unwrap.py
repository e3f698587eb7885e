"""One mail without what programs and editors put around it: what is left is the mail as it was sent. Pure."""

from __future__ import annotations

import re

from helper.mail.split import FIELD, is_known

_MOST_LINES = 6  # before the head
# Lines before a head that programs put there: an answer of a mail server (POP, IMAP), a separator, Apple's size of the
# mail, what Outlook shows above a head, Emacs's labels.
_BEFORE = re.compile(
    rb"(?:\+OK\b.*|\* \d+ FETCH\b.*|>*From[ \t](?![ \t]*:).*|\d{1,10}[ \t]*|Microsoft Mail Internet Headers\b.*"
    rb"|[01],.*|\*\*\* EOOH \*\*\*)\Z"
)
_SIZE = re.compile(rb"\d{1,10}[ \t]*\Z")
_APPLES_END = re.compile(rb"<\?xml[^>]*>\s*(?:<!DOCTYPE[^>]*>\s*)?<plist\b[^\0]*</plist>\s*\Z")
_BLANK = b"\xef\xbb\xbf\0 \t\r\n"
# Outlook for Mac puts bytes of its own before the mail; their number has been 40 so far.
_MOST_FOREIGN = 400
_NOT_TEXT = re.compile(rb"[^\t\r\n -~]")
_NEEDS_ADDRESS = re.compile(rb"(?i)(?:from|to|delivered-to):")
_NEEDS_TIME = re.compile(rb"(?i)date:")
_MOST_HEAD = 128_000  # bytes


def unwrap(raw: bytes) -> bytes:
    """Give the mail; one that nothing was put around, byte for byte."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\r\n")
    size: int | None = None
    is_answer = False
    for _ in range(_MOST_LINES):
        line, end, rest = raw.partition(b"\n")
        bare = line.lstrip(_BLANK).rstrip()
        if not end or (bare and not _BEFORE.match(bare)):
            break
        if _SIZE.match(bare):
            size = int(bare)
        is_answer = is_answer or bare.startswith((b"+OK", b"*"))
        raw = rest
    raw = raw[len(raw) - len(raw.lstrip(b"\xef\xbb\xbf\0\r\n")) :]
    if size is not None:
        raw = _without_apples_end(raw, size)
    return _without_final_dot(raw) if is_answer else raw


def readable(raw: bytes) -> bytes:
    """Give a mail whose head can be read: without the lines in it that are none of a head's, as old servers put there.

    A line that lost the blanks at its beginning, as editors leave them out, belongs to the field that is not whole without it.
    """
    lines = raw[:_MOST_HEAD].splitlines(keepends=True)
    lines = lines[: next((number for number, line in enumerate(lines) if not line.strip()), len(lines))]
    last = max((number for number, line in enumerate(lines) if is_known(line)), default=-1)
    kept: list[bytes] = []
    for number, line in enumerate(lines):
        if found := FIELD.match(line):
            kept.append(found[1] + b":" + line[found.end() :])
        elif kept and (line[:1] in b" \t" or _lacks_more(kept[-1])):
            kept[-1] += b" " + line.lstrip(b" \t")
        elif number > last:
            lines = lines[:number]
            break
    return b"".join(kept) + raw[sum(map(len, lines)) :]


def _lacks_more(field: bytes) -> bool:
    """Tell whether a field of a head goes on in the next line, although that does not begin as such a line has to."""
    value = field.partition(b":")[2].strip()
    if value.endswith((b";", b",")) or not value:
        return True
    needed = b"@" if _NEEDS_ADDRESS.match(field) else b":" if _NEEDS_TIME.match(field) else b""
    return needed not in value


def is_a_mail(raw: bytes) -> bool:
    """Tell whether there is a mail, be it one without a sender: something else than what programs put between mails."""
    head, _, text = re.sub(rb"\r\n?", b"\n", raw).partition(b"\n\n")
    return is_known(head) and bool(text.strip())


def without_foreign_bytes(raw: bytes) -> bytes:
    """Give the beginning of a file without the bytes that Outlook for Mac puts there, line ends among them."""
    start = raw[:_MOST_FOREIGN].lstrip(_BLANK)
    if FIELD.match(start) or not _NOT_TEXT.search(re.split(rb"[\r\n]", start, maxsplit=1)[0]):
        return raw
    # After the last byte that is none of text, or 40 bytes on: the last of them may look like text.
    ends = [found.end() for found in _NOT_TEXT.finditer(raw, 0, _MOST_FOREIGN)]
    for at in (40, *reversed(ends)):
        if is_known(raw[at : at + 100]):
            return raw[at:]
    return raw


def _without_apples_end(raw: bytes, size: int) -> bytes:
    """Leave out what Apple Mail writes after a mail of so many bytes; an editor may have changed their number."""
    if raw[size : size + 200].lstrip().startswith(b"<?xml"):
        return raw[:size]
    at = raw.rfind(b"<?xml")
    return raw[:at] if at >= 0 and _APPLES_END.match(raw, at) else raw


def _without_final_dot(raw: bytes) -> bytes:
    """Undo what the protocol POP does to a mail (RFC 1939, section 3)."""
    found = re.search(rb"\n\.\r?\n?\Z", raw)
    return re.sub(rb"(?m)^\.(?=.)", b"", raw[: found.start() + 1]) if found else raw
