"""The archive: the one folder in which all attempts of a person are kept, sealed and unsealed."""

from __future__ import annotations

import datetime as dt
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
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
from helper.evidence.verify import Damage, read_record
from helper.evidence.versions import NewerSchemaError
from helper.evidence.work import WorkFolder, utc_now
from helper.record import Record, format_time

LAST = "last"
TRIES = 8  # to find a free name; two of the same second differ by 24 random bits

_Read = TypeVar("_Read")


class Fault(StrEnum):
    """Why an attempt's record cannot be shown."""

    NOT_A_FOLDER = "not_a_folder"
    NO_RECORD = "no_record"
    BAD_RECORD = "bad_record"
    NEWER = "newer"


@dataclass(frozen=True)
class Entry:
    """An attempt in the archive; what the record does not tell is read from the name, which is always there.

    The record is read when it is first asked for: who looks for one attempt among thousands does not wait for all.
    """

    id: str
    path: Path
    sealed: bool

    @property
    def record(self) -> Record | None:
        """What the attempt found; None when there is none, or none that can be read."""
        return self._read[0]

    @property
    def fault(self) -> Fault | None:
        """Why the record cannot be shown, if something is wrong with it."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Record | None, Fault | None]:
        return _read_record(self.path, self.id)

    @property
    def service(self) -> str:
        """The service that the attempt was for."""
        return self._named[1]

    @property
    def started_at(self) -> dt.datetime:
        """When the attempt began."""
        return self.record.started_at if self.record else self._named[0]

    @property
    def outcome(self) -> str | None:
        """How the attempt ended; None when it was not sealed, since an outcome is claimed with its evidence or not at all."""
        return self.record.outcome.value if self.record and self.sealed else None

    @property
    def _named(self) -> tuple[dt.datetime, str]:
        named = parse_id(self.id)
        if named is None:
            raise ValueError(f"not an attempt's name: {self.id!r}")
        return named

    def summary(self) -> dict[str, object]:
        """Give what a list shows of the attempt, ready for JSON."""
        return {
            "id": self.id,
            "service": self.service,
            "outcome": self.outcome,
            "started_at": format_time(self.started_at),
            "sealed": self.sealed,
            "rehearsal": self.record.rehearsal if self.record else None,
            "fault": self.fault,
            "path": str(self.path),
        }


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
        return list(self.each())

    def each(self) -> Iterator[Entry]:
        """Give what `entries` gives, one by one: of ten thousand records only one is held at a time."""
        return (self._entry(attempt_id, sealed) for attempt_id, sealed in self._found())

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
        path = self.path / (attempt_id if sealed else attempt_id + UNSEALED)
        return Entry(attempt_id, path, sealed)

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
        return True


def _read_record(path: Path, attempt_id: str) -> tuple[Record | None, Fault | None]:
    """Read the record in an attempt's folder. An unsealed attempt has none as a rule, and that is no fault."""
    try:
        data = f"{path}/{bag.DATA}"
        if not all(stat.S_ISDIR(os.lstat(folder).st_mode) for folder in (path, data)):
            return None, Fault.NOT_A_FOLDER
        record = read_record(f"{data}/{bag.RECORD}")
    except FileNotFoundError:
        return None, None if path.name.endswith(UNSEALED) else Fault.NO_RECORD
    except NewerSchemaError:
        return None, Fault.NEWER
    except (OSError, ValueError):
        return None, Fault.BAD_RECORD
    named = parse_id(attempt_id)
    if record.id != attempt_id or named is None or record.service != named[1]:
        return None, Fault.BAD_RECORD
    return record, None
