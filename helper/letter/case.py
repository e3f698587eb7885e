"""Everything that the draft of an objection by letter is made of: values only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flows.authorities import Link, Post


@dataclass(frozen=True)
class MissingForm:
    """That the service showed no form: where, and when."""

    at: dt.datetime
    url: str


@dataclass(frozen=True)
class LetterCase:
    """Whom the objection goes to, for which account, and in which words."""

    service: str  # as people know it
    controller: str
    post: Post | None
    contact: Link | None
    address: str | None  # of the account
    objection: str  # in the language of the draft
    reason: str | None  # the person's own words
    missing: MissingForm | None
    zone: dt.tzinfo  # in which times are written
    today: dt.date
    name: str  # by which the program knows it afterwards: an attempt, or a service
