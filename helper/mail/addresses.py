"""The addresses in a mail's head, read so strictly that a display name can never pass for a sender. Linear in time."""

from __future__ import annotations

import re

from helper.email_check import parse_address

LONGEST_HEADER = 10_000  # characters of a head's line that are read; a longer one is cut
_HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z")
# A quoted word, also one that never ends; an escaped character; a parenthesis; a run of anything else.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|\\.|[()]|[^"\\()]+|\\\Z', re.DOTALL)
_BETWEEN = re.compile(r"[,;:]")
_BRACKETED = re.compile(r"<([^<>]*)>")
_ANGLE = re.compile(r"[<>]")


def find_addresses(header: str) -> list[str]:
    """Give the addresses of a From, To or Cc line: those in angle brackets, or standing alone.

    Quoted names and comments are passed over; whatever cannot be one address beyond doubt is left out.
    """
    found = []
    for mailbox in _BETWEEN.split(_plain(header[:LONGEST_HEADER])):
        bracketed = _BRACKETED.findall(mailbox)
        is_odd = len(bracketed) > 1 or _ANGLE.search(_BRACKETED.sub("", mailbox))
        text = "" if is_odd else "".join(bracketed[0].split()) if bracketed else mailbox
        try:
            found.append(parse_address(text))
        except ValueError:
            continue
    return found


def find_sender(header: str) -> str:
    """Give the one address of a From line; empty where something else in it may be another one."""
    found = find_addresses(header)
    may_be = [one for one in _BETWEEN.split(_plain(header[:LONGEST_HEADER])) if "@" in one]
    return found[0] if len(found) == len(may_be) == 1 else ""


def domain_of(address: str) -> str:
    """Give the domain of an address, as it is compared; empty when it is not plain ASCII, since no service's is other."""
    domain = address.rpartition("@")[2].lower()
    return domain if _HOST.match(domain) else ""


def _plain(header: str) -> str:
    """Leave out comments, and of a quoted word all but a mark: beside the at sign it makes an address unusable."""
    kept: list[str] = []
    depth = 0
    for piece in _TOKEN.findall(header):
        if piece == "(":
            depth += 1
        elif piece == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append('"' if piece.startswith('"') else piece)
    return "".join(kept)
