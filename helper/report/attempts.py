"""What the report knows of each attempt: values only, so that how it is told can be decided and tested without files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from helper.evidence.letters import KeptLetter
from helper.evidence.store import Fault
from helper.evidence.verify import Damage
from helper.followup.standing import Past
from helper.record import Evidence, Record

if TYPE_CHECKING:
    from helper.mail.kept import KeptMail


@dataclass(frozen=True)
class Thumbnail:
    """A small copy of a picture, whole in itself; `is_beginning` when only the top of a long page is in it."""

    data_uri: str
    width: int
    height: int
    is_beginning: bool


NoThumbnail = Literal["damaged", "unreadable", "left_out"]


@dataclass(frozen=True)
class PictureFile:
    """A picture of an attempt, where it lies, and a small copy of it or why there is none."""

    evidence: Evidence
    link: str | None
    thumbnail: Thumbnail | NoThumbnail


Worth = Literal["good", "sound", "unchecked", "bad"]


@dataclass(frozen=True)
class StampView:
    """The word of an authority outside of the archive; `sound` is one that nobody here vouches for."""

    worth: Worth
    authority: str | None
    at: dt.datetime | None


@dataclass(frozen=True)
class KeptAttempt:
    """One attempt as it lies in the archive now."""

    id: str
    service: str
    title: str  # of the service, as people know it
    started_at: dt.datetime
    is_sealed: bool
    fault: Fault | None
    record: Record | None
    damage: tuple[Damage, ...]
    seal: str | None  # SHA-256 of the tag manifest, which stands for everything in the bag
    link: str  # to the folder
    pictures: tuple[PictureFile, ...]
    stamps: tuple[StampView, ...] = ()
    mails: tuple[KeptMail, ...] = ()
    letter: KeptLetter = field(default_factory=KeptLetter)
    past: Past | None = None  # what the follow-up wants of it; None of a rehearsal

    @property
    def is_intact(self) -> bool:
        """Tell whether everything that the attempt says is what was sealed."""
        return self.is_sealed and self.record is not None and not self.damage

    @property
    def is_rehearsal(self) -> bool:
        """Tell whether it was practice."""
        return self.record is not None and self.record.rehearsal
