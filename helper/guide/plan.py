"""What an attempt is to do, decided before the window opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.load import Service
from flows.references import Reference
from helper.evidence.forms import SeenForm


@dataclass(frozen=True)
class Plan:
    """The wishes of the person and the facts on the service."""

    service: Service
    expected_email: str | None
    reference: Reference | None
    reason: str | None
    addresses: tuple[str, ...]
    timeout_seconds: float
    linger_seconds: float
    recorded_service: str  # the rehearsal of Facebook is recorded as facebook
    title: str  # what the service is called in sentences
    last_form: SeenForm | None = None  # the form as the archive saw it last
    is_rehearsal: bool = False
    next_title: str | None = None  # what comes after this attempt in the same window
    has_end_page: bool = False  # a page of ours comes after it in the same window

    @property
    def long_ways(self) -> frozenset[str]:
        """The addresses that have no form themselves and only lead to one."""
        return frozenset(one.url for one in self.service.flow.address if one.kind != "form")


Say = Callable[[str], None]  # one calm line to the person, in the terminal
