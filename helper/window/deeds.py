"""What can be done about an objection, as buttons: which of them where, decided from where it stands. Pure."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

from helper.followup.standing import Situation, Standing
from helper.followup.todo import OPEN

DeedKind = Literal["mail", "renew", "complaint", "letter", "sent", "received", "copy", "redacted", "folder"]
KINDS: tuple[DeedKind, ...] = get_args(DeedKind)
_BUTTON = re.compile(rf"({'|'.join(KINDS)}):([0-9A-Za-z-]{{1,100}})")

_TO_RENEW = frozenset({Situation.RENEWAL, Situation.SENT_UNCONFIRMED})
_TO_COMPLAIN = frozenset({Situation.REFUSED, Situation.OVERDUE, Situation.LETTER_OVERDUE})
_TO_WRITE = frozenset({Situation.UNAVAILABLE})
_WRITTEN = frozenset({Situation.LETTER_SENT, Situation.LETTER_OVERDUE})
_WITHOUT_SEAL = frozenset({Situation.UNFINISHED, Situation.DAMAGED, Situation.NEWER})


class Deed(NamedTuple):
    """One thing to do about one attempt."""

    kind: DeedKind
    attempt: str  # of a letter also a service, where it follows no attempt

    @property
    def button(self) -> str:
        """Give what the button is called among the answers."""
        return f"{self.kind}:{self.attempt}"


def deeds_for(standing: Standing) -> list[Deed]:
    """Give what can be done, what is due first."""
    situation, attempt = standing.situation, standing.attempt_id
    kinds: list[DeedKind] = []
    if situation in _TO_COMPLAIN:
        kinds.append("complaint")
    if situation in _TO_RENEW:
        kinds.append("renew")
    if situation in _TO_WRITE:
        kinds += ["letter", "sent"]
    if situation in _WRITTEN:
        kinds.append("received")
    if situation not in OPEN:
        kinds.append("mail")
    if situation not in _WITHOUT_SEAL:
        kinds += ["copy", "redacted"]
    return [Deed(kind, attempt) for kind in (*kinds, "folder")]


def read_deed(button: str) -> Deed | None:
    """Tell which button was pressed; None for one that is none of these."""
    found = _BUTTON.fullmatch(button)
    return Deed(next(kind for kind in KINDS if kind == found[1]), found[2]) if found else None
