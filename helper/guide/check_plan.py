"""What a privacy check is to do, and how it ends: pure, so that no outcome depends on a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.hosts import strip_query
from flows.load import Service
from flows.privacy_check import CheckPage
from helper.guide.history import Course, with_exit
from helper.record import CheckedPage, Outcome, PrivacyCheck

SaidOfPage = Literal["picture", "no_picture"]


@dataclass(frozen=True)
class CheckPlan:
    """The pages that a person wants to go through."""

    pages: tuple[CheckPage, ...]
    services: Mapping[str, Service]  # by name: on whose hosts the pages lie
    revision: str
    sha256: str
    timeout_seconds: float
    linger_seconds: float

    def service_of(self, page: CheckPage) -> Service:
        """Give the service on whose hosts a page lies."""
        return self.services[page.flow]


@dataclass
class Visit:
    """What is known of one page that was opened."""

    page: CheckPage
    opened_at: dt.datetime
    reached: bool = False
    said: SaidOfPage | None = None
    picture: str | None = None


@dataclass
class CheckHistory(Course):
    """The facts that decide how a check ended."""

    wanted: tuple[CheckPage, ...] = ()
    visits: list[Visit] = field(default_factory=list)

    @property
    def is_through(self) -> bool:
        """Tell whether every page was opened, and the person went on from each that could be reached."""
        reached = [one for one in self.visits if one.reached]
        return len(self.visits) == len(self.wanted) and bool(reached) and all(one.said for one in reached)

    def document(self) -> PrivacyCheck:
        """Give the pages as the record names them."""
        return PrivacyCheck(
            pages=tuple(
                CheckedPage(
                    name=one.page.name,
                    url=strip_query(one.page.address.url),
                    opened_at=one.opened_at,
                    reached=one.reached,
                    said=one.said,
                    picture=one.picture,
                )
                for one in self.visits
            ),
            unopened=tuple(page.name for page in self.wanted[len(self.visits) :]),
        )


def conclude_check(history: CheckHistory) -> tuple[Outcome, int]:
    """Give the outcome and the exit status. Nothing is ever sent, so none of them says so."""
    if history.is_through:
        outcome = Outcome.REVIEWED
    else:
        outcome = Outcome.NOT_SENT if history.stopped_with is None else Outcome.INTERRUPTED
    return with_exit(outcome, history)
