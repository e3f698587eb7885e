"""The archive: the one folder in which all attempts of a person are kept, sealed and unsealed."""

from __future__ import annotations

import datetime as dt
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence import bag
from helper.evidence.chain import check_chain, deleted_attempts
from helper.evidence.deletion import delete_attempt
from helper.evidence.files import archive_errors, commit_lock, sync_folder
from helper.evidence.ids import UNSEALED, new_id, parse_id
from helper.evidence.listing import Listing, list_attempts
from helper.evidence.sweep import sweep
from helper.evidence.verify import Damage, DamageKind, read_head, read_record
from helper.evidence.versions import NewerSchemaError
from helper.evidence.work import WorkFolder, utc_now
from helper.record import Head, Record, format_time

LAST = "last"
TRIES = 8  # to find a free name; two of the same second differ by 24 random bits

_Read = TypeVar("_Read")
_Head = TypeVar("_Head", bound=Head)


class Fault(StrEnum):
    """Why an attempt's record cannot be shown."""

    NOT_A_FOLDER = "not_a_folder"
    NO_RECORD = "no_record"
    BAD_RECORD = "bad_record"
    NEWER = "newer"


@dataclass(frozen=True)
class Summary:
    """What a list shows of an attempt; what the record does not tell is read from the name, which is always there.

    The record is read when it is first asked for: who looks for one attempt among thousands does not wait for all.
    """

    id: str
    path: Path
    sealed: bool

    @cached_property
    def _read(self) -> tuple[Head | None, Fault | None]:
        return _read_data(self, read_head)

    @property
    def head(self) -> Head | None:
        """The first facts of the record; None when there is none, or none that can be read."""
        return self._read[0]

    @property
    def fault(self) -> Fault | None:
        """Why the record cannot be shown, if something is wrong with it."""
        return self._read[1]

    @property
    def service(self) -> str:
        """The service that the attempt was for."""
        return self._named[1]

    @property
    def started_at(self) -> dt.datetime:
        """When the attempt began."""
        return self.head.started_at if self.head else self._named[0]

    @property
    def outcome(self) -> str | None:
        """How the attempt ended; None when it was not sealed, since an outcome is claimed with its evidence or not at all."""
        return self.head.outcome.value if self.head and self.sealed else None

    @property
    def told_as(self) -> str | None:
        """The same for a person: where nobody knows whether something was sent, it is told so."""
        return self.head.told_as if self.head and self.sealed else None

    @property
    def rehearsal(self) -> bool | None:
        """Whether it was practice; None when that cannot be read."""
        return self.head.rehearsal if self.head else None

    @cached_property
    def _named(self) -> tuple[dt.datetime, str]:
        named = parse_id(self.id)
        if named is None:
            raise ValueError(f"not an attempt's name: {self.id!r}")
        return named

    def document(self) -> dict[str, object]:
        """Give all this, ready for JSON."""
        return {
            "id": self.id,
            "service": self.service,
            "outcome": self.outcome,
            "started_at": format_time(self.started_at),
            "sealed": self.sealed,
            "rehearsal": self.rehearsal,
            "fault": self.fault,
            "path": str(self.path),
        }


@dataclass(frozen=True)
class Entry(Summary):
    """An attempt with its whole record: a fault anywhere in it is a fault of the attempt."""

    @cached_property
    def _read(self) -> tuple[Record | None, Fault | None]:
        return _read_data(self, read_record)

    @property
    def record(self) -> Record | None:
        """What the attempt found; None when there is none, or none that can be read."""
        return self._read[0]


class Archive:
    """The folder of all attempts. Reading one that does not exist yet finds nothing and creates nothing."""

    def __init__(
        self,
        path: Path,
        now: Callable[[], dt.datetime] = utc_now,
        random: Callable[[int], str] = secrets.token_hex,
    ) -> None:
        """Look at the folder, if there is one; raises ArchiveProblem when it is not safe to use."""
        self.path = path.absolute()
        self._now = now
        self._random = random
        self._exists()

    def prepare(self) -> None:
        """Create the folder, readable by the person only, if there is none."""
        if self._exists():
            return
        with archive_errors(self.path):
            missing = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
            for folder in reversed(missing):
                folder.mkdir(0o700, exist_ok=True)  # another run may have been faster
            sync_folder(self.path.parent)
        self._exists()

    def begin(self, service: str, **facts: object) -> WorkFolder:
        """Open the folder of a new attempt; `facts` go into the first line of its journal.

        With the facts `flow` (as in the record), `rehearsal` and `reference`, a record can be made from the journal
        if the program dies.
        """
        self.prepare()
        with archive_errors(self.path), commit_lock(self.path):
            found = list_attempts(self.path)
            sweep(self.path, found, self._now())
            for _ in range(TRIES):
                attempt_id = new_id(service, self._now(), self._random)
                if attempt_id not in found.taken:
                    return WorkFolder.create(self.path, attempt_id, self._now, facts)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def tidy(self) -> None:
        """Remove what earlier runs could not; `begin` does so too."""
        if self._exists():
            with archive_errors(self.path), commit_lock(self.path):
                sweep(self.path, list_attempts(self.path), self._now())

    def delete(self, entry: Entry) -> None:
        """Remove an attempt for good and leave a tombstone; raises ArchiveProblem, also when it is under way."""
        delete_attempt(self.path, entry.id, is_sealed=entry.sealed, now=self._now())

    def check_chain(self) -> dict[str, list[Damage]]:
        """Find what is wrong between attempts, by the name of the attempt, also of one that is not there any more."""
        return self._read(check_chain, {})

    def deleted(self) -> list[str]:
        """Name the attempts that were deleted on purpose."""
        return self._read(deleted_attempts, [])

    def entries(self) -> list[Entry]:
        """List all attempts, the oldest first; one that cannot be read is listed with its fault."""
        return [self._entry(attempt_id, sealed) for attempt_id, sealed in self._found()]

    def summaries(self) -> Iterator[Summary]:
        """Give what a list shows of all attempts, one by one: of ten thousand only one is held at a time."""
        for attempt_id, sealed in self._found():
            yield Summary(attempt_id, self._path_of(attempt_id, sealed), sealed)

    def newest_first(self, service: str | None = None) -> Iterator[Entry]:
        """Give the attempts one by one, each read only when it is asked for; those of one service, if one is named."""
        for attempt_id, sealed in reversed(self._found()):
            named = parse_id(attempt_id)
            if named and service in (None, named[1]):
                yield self._entry(attempt_id, sealed)

    def find(self, reference: str) -> Entry:
        """Find an attempt by its id, by a beginning of it that no other shares, or the newest by `last`."""
        entries = self.entries()
        wanted = reference.removesuffix(UNSEALED)
        if reference == LAST:
            found = entries[-1:]
        else:
            found = [e for e in entries if e.id == wanted] or [
                e for e in entries if wanted and e.id.startswith(wanted)
            ]
        if not found:
            raise UsageProblem("archive_unknown_id", id=reference, path=self.path)
        if len({entry.id for entry in found}) > 1:
            raise UsageProblem("archive_ambiguous_id", id=reference, ids=", ".join(e.id for e in found))
        return found[-1]

    def _found(self) -> list[tuple[str, bool]]:
        """Give the ids in the folder, each with whether it is sealed, in order of time."""
        found = self._read(list_attempts, Listing())
        return sorted(
            [(attempt_id, True) for attempt_id in found.sealed]
            + [(attempt_id, False) for attempt_id in found.unsealed]
        )

    def _read(self, read: Callable[[Path], _Read], nothing: _Read) -> _Read:
        if not self._exists():
            return nothing
        try:
            return read(self.path)
        except OSError as error:
            raise ArchiveProblem("archive_unreadable", path=self.path) from error

    def _entry(self, attempt_id: str, sealed: bool) -> Entry:
        return Entry(attempt_id, self._path_of(attempt_id, sealed), sealed)

    def _path_of(self, attempt_id: str, sealed: bool) -> Path:
        return self.path / (attempt_id if sealed else attempt_id + UNSEALED)

    def _exists(self) -> bool:
        """Tell whether there is an archive; raises ArchiveProblem when others could have touched what is there."""
        try:
            found = os.lstat(self.path)
        except FileNotFoundError:
            return False
        except NotADirectoryError as error:
            raise ArchiveProblem("archive_not_a_folder", path=self.path) from error
        except OSError as error:
            raise ArchiveProblem("archive_unreadable", path=self.path) from error
        if stat.S_ISLNK(found.st_mode):
            raise ArchiveProblem("archive_is_symlink", path=self.path)
        if not stat.S_ISDIR(found.st_mode):
            raise ArchiveProblem("archive_not_a_folder", path=self.path)
        if os.name == "posix":  # Windows has neither; its folders below the profile are the person's
            if found.st_uid != os.geteuid():
                raise ArchiveProblem("archive_of_another_user", path=self.path)
            if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise ArchiveProblem("archive_open_to_others", path=self.path)
        # An attempt kept below another would damage it, and that the archive is empty would be untrue.
        if os.path.lexists(self.path / bag.BAGIT):
            raise ArchiveProblem("archive_is_attempt", path=self.path, folder=self.path.parent)
        return True


def is_newer(entry: Entry, damage: Iterable[Damage]) -> bool:
    """Tell whether an attempt with this damage is whole, and only of a newer version of the program."""
    return entry.fault is Fault.NEWER and all(one.kind is DamageKind.NEWER for one in damage)


def unusable(entry: Entry, damage: Iterable[Damage]) -> ArchiveProblem:
    """Give the error of an attempt that cannot be used: to update the program where that helps, else that it is damaged."""
    key = "archive_newer" if is_newer(entry, damage) else "archive_damaged"
    return ArchiveProblem(key, id=entry.id, path=entry.path)


def _read_data(of: Summary, read: Callable[[str], _Head]) -> tuple[_Head | None, Fault | None]:
    """Read the record in an attempt's folder. An unsealed attempt has none as a rule, and that is no fault."""
    try:
        data = f"{of.path}/{bag.DATA}"
        if not all(stat.S_ISDIR(os.lstat(folder).st_mode) for folder in (of.path, data)):
            return None, Fault.NOT_A_FOLDER
        found = read(f"{data}/{bag.RECORD}")
    except FileNotFoundError:
        return None, Fault.NO_RECORD if of.sealed else None
    except NewerSchemaError:
        return None, Fault.NEWER
    except (OSError, ValueError):
        return None, Fault.BAD_RECORD
    if found.id != of.id or found.service != of.service:
        return None, Fault.BAD_RECORD
    return found, None
