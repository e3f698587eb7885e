"""Which of the objections that a person wants are still to be made: a plan that was broken off goes on there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helper.email_check import mask_address
from helper.followup.standing import Situation, Standing

# Where Send was not pressed, or was answered with an error: the form is still to be sent.
OPEN = frozenset(
    {
        *(Situation.NOT_SENT, Situation.UNREAD, Situation.REJECTED, Situation.UNFINISHED),
        *(Situation.UNAVAILABLE, Situation.DAMAGED, Situation.NEWER),
    }
)


@dataclass(frozen=True)
class Wanted:
    """An objection that the person wants to make: for which service, and which address its form should show."""

    service: str
    address: str | None = None

    @property
    def account(self) -> str:
        """Name its account, as far as everybody may read it."""
        service = self.service.capitalize()
        return f"{service} ({mask_address(self.address)})" if self.address else service


def still_to_do(wanted: Iterable[Wanted], standings: Sequence[Standing]) -> list[Wanted]:
    """Leave out what was sent: for a known address that account's, for an unknown one any of the service."""
    return [one for one in wanted if not any(_is_sent(standing, one) for standing in standings)]


def _is_sent(standing: Standing, wanted: Wanted) -> bool:
    if standing.service != wanted.service or standing.situation in OPEN:
        return False
    return wanted.address is None or (standing.address or "").casefold() == wanted.address.casefold()
