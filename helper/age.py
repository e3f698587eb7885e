"""How old is what the program knows of the services' pages: told from the dates of the facts, without asking anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from flows.load import Service
from flows.schema import Fact

# After a year a form has mostly moved or changed its words (flows/changes.toml).
YEAR_DAYS = 365


@dataclass(frozen=True)
class Age:
    """How old the facts about one service are; `live` is when somebody saw its form, or `never`."""

    service: str
    title: str
    newest: dt.date
    live: dt.date | str
    days: int

    @property
    def is_over_a_year(self) -> bool:
        """Whether the form has probably moved since."""
        return self.days > YEAR_DAYS


def age_of(service: Service, today: dt.date) -> Age:
    """Tell how old the newest fact about a service is."""
    newest = max(fact.date for fact in facts_of(service))
    flow = service.flow
    return Age(flow.name, flow.title, newest, flow.verified_live, max((today - newest).days, 0))


def facts_of(service: Service) -> Iterator[Fact]:
    """Give every dated fact that a service rests on."""
    yield from _facts_in(service.flow)
    for concepts in service.words.values():
        for vocabulary in concepts.values():
            yield from vocabulary.verified


def _facts_in(value: object) -> Iterator[Fact]:
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _facts_in(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _facts_in(part)
