"""What can be done about an objection, as buttons: which of them where, decided from where it stands. Pure."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from helper.followup.standing import Situation, Standing
from helper.followup.todo import OPEN

Kind = Literal["mail", "renew", "complaint", "copy", "redacted", "folder"]
KINDS: tuple[Kind, ...] = ("mail", "renew", "complaint", "copy", "redacted", "folder")
_BUTTON = re.compile(rf"({'|'.join(KINDS)}):([0-9A-Za-z-]{{1,100}})")

_TO_RENEW = frozenset({Situation.RENEWAL, Situation.SENT_UNCONFIRMED})
_TO_COMPLAIN = frozenset({Situation.REFUSED, Situation.OVERDUE, Situation.LETTER_OVERDUE})
_WITHOUT_SEAL = frozenset({Situation.UNFINISHED, Situation.DAMAGED})


class Deed(NamedTuple):
    """One thing to do about one attempt."""

    kind: Kind
    attempt: str

    @property
    def button(self) -> str:
        """Give what the button is called among the answers."""
        return f"{self.kind}:{self.attempt}"


def deeds_for(standing: Standing) -> list[Deed]:
    """Give what can be done, what is due first."""
    situation, attempt = standing.situation, standing.attempt_id
    kinds: list[Kind] = []
    if situation in _TO_COMPLAIN:
        kinds.append("complaint")
    if situation in _TO_RENEW:
        kinds.append("renew")
    if situation not in OPEN:
        kinds.append("mail")
    if situation not in _WITHOUT_SEAL:
        kinds += ["copy", "redacted"]
    return [Deed(kind, attempt) for kind in (*kinds, "folder")]


def read_deed(button: str) -> Deed | None:
    """Tell which button was pressed; None for one that is none of these."""
    found = _BUTTON.fullmatch(button)
    return Deed(next(kind for kind in KINDS if kind == found[1]), found[2]) if found else None
