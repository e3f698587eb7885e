"""Everything that a draft is made of: values only, so that what it says can be decided and tested without files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.authorities import Authority, Link, Post
from flows.law import Provision
from helper.complaint.grounds import Decision
from helper.record import Record

if TYPE_CHECKING:
    from helper.mail.kept import KeptMail


@dataclass(frozen=True)
class Exhibit:
    """A file of the archive that goes with the complaint."""

    path: str
    what: str  # as the sentences name it
    at: dt.datetime | None
    sha256: str


@dataclass(frozen=True)
class TimeStamp:
    """The word of a time-stamping authority; `is_vouched`: somebody here trusts it."""

    authority: str
    at: dt.datetime
    is_vouched: bool


@dataclass(frozen=True)
class Case:
    """One attempt, whom the complaint goes to, whom it is about, and what the archive holds."""

    record: Record
    decision: Decision
    today: dt.date
    zone: dt.tzinfo  # in which times are written
    sent_at: dt.datetime | None
    service: str  # as people know it
    controller: str
    controller_post: Post | None
    authority: Authority
    is_residence_told: bool  # by the person: that they live where this authority is
    procedure: Provision  # the rules that say what a complaint holds
    fallback: Link
    mails: tuple[KeptMail, ...]  # none that holds a one-time code
    exhibits: tuple[Exhibit, ...]
    seal: str  # SHA-256 of the list of all files
    stamps: tuple[TimeStamp, ...]
    bag: str  # names of the folders beside the draft
    copy: str
