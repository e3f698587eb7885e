"""Who may have a page of ours, and whose answer counts: tickets that are good for one page and one answer. Pure.

A page of ours has no address of its own: each showing of it has a ticket in its address, which nobody can guess and which
is void once the next page is shown. What is asked for in any other way is given nothing and changes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qs

# This computer itself (RFC 6761 section 6.3), so that Chromium looks it up nowhere: where the requests for it are not
# answered here, nobody outside ever hears of them.
HOST = "window.optout-assist.localhost"
ORIGIN = f"https://{HOST}"
LONGEST_ANSWER = 200_000  # bytes
_MOST_FIELDS = 100


@dataclass(frozen=True)
class Knock:
    """A request for our origin, as the browser tells of it."""

    method: str
    url: str
    is_navigation: bool
    is_top: bool  # for the tab itself, not for a frame in it
    origin: str | None  # by which page a form was sent; the browser says so, no page can


class TicketVerdict(Enum):
    """What is done with a request."""

    SHOW = "show"  # the page is given
    TAKE = "take"  # the answer counts
    REFUSE = "refuse"


class TicketStage(Enum):
    """How far the one ticket that is good has come."""

    ISSUED = "issued"
    SHOWN = "shown"
    ANSWERED = "answered"


@dataclass
class Tickets:
    """The one ticket that is good now."""

    _ticket: str | None = field(default=None, repr=False)
    _stage: TicketStage = TicketStage.ANSWERED

    def issue(self) -> str:
        """Give a new ticket, the address of one page; the one before is void."""
        self._ticket, self._stage = secrets.token_urlsafe(24), TicketStage.ISSUED
        return f"{ORIGIN}/{self._ticket}"

    def void(self) -> None:
        """Let no ticket be good."""
        self._ticket, self._stage = None, TicketStage.ANSWERED

    def judge(self, knock: Knock) -> TicketVerdict:
        """Tell what is done with a request; a ticket is used up by it."""
        is_good = self._ticket is not None and secrets.compare_digest(
            knock.url.encode(), f"{ORIGIN}/{self._ticket}".encode()
        )
        if not (is_good and knock.is_navigation and knock.is_top):
            return TicketVerdict.REFUSE
        if knock.method == "GET" and self._stage is TicketStage.ISSUED:
            self._stage = TicketStage.SHOWN
            return TicketVerdict.SHOW
        if knock.method == "POST" and self._stage is TicketStage.SHOWN and knock.origin == ORIGIN:
            self._stage = TicketStage.ANSWERED
            return TicketVerdict.TAKE
        return TicketVerdict.REFUSE


Answer = Mapping[str, str]


def read_answer(body: bytes | None) -> dict[str, str] | None:
    """Read what was filled in, as a form without a script sends it; None for what no form of ours sends."""
    if body is None or len(body) > LONGEST_ANSWER:
        return None
    try:
        found = parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        return None
    if any(len(values) > 1 for values in found.values()):
        return None
    return {name: values[0].replace("\r\n", "\n") for name, values in found.items()}
