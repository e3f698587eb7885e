"""The folder of an attempt that is under way: what is captured is on the disk at once, and becomes a bag at the end."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from flows import CHECK
from helper import __version__
from helper.errors import ArchiveProblem
from helper.evidence import bag, journal
from helper.evidence.chain import unnamed_attempts
from helper.evidence.files import (
    PART,
    append_line,
    archive_errors,
    attempt_lock_path,
    commit_lock,
    read_small,
    refuse_existing,
    sha256_of,
    sync_folder,
    take_attempt_lock,
    write_whole,
)
from helper.evidence.ids import UNSEALED, is_id
from helper.evidence.journal import Journal
from helper.evidence.limits import read_limits
from helper.evidence.verify import Damage, verify_bag
from helper.evidence.versions import NewerSchemaError
from helper.record import Record, Software, format_time
from helper.safe.clean import clean

_OURS = frozenset({bag.RECORD, bag.JOURNAL})
JOURNAL_LIMIT = 100_000_000  # bytes; a journal of our own has some thousands


def utc_now() -> dt.datetime:
    """Give the time, aware and in UTC."""
    return dt.datetime.now(dt.UTC)


def this_software(browser: str | None) -> Software:
    """Say what makes a record now, and with which browser."""
    system = f"{platform.system()} {platform.release()}".strip()
    return Software(name="optout-assist", version=__version__, browser=browser, system=system)


class WorkFolder:
    """`ARCHIVE/<id>.unsealed/`: takes notes and pictures, and is renamed to `ARCHIVE/<id>` once it is a whole bag.

    Files come into `data/` by renaming, so that each one there is whole at any moment. Every refusal of the system is
    an ArchiveProblem that names what is safe.
    """

    def __init__(
        self,
        archive: Path,
        attempt_id: str,
        now: Callable[[], dt.datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not is_id(attempt_id):
            raise ValueError(f"not an attempt's name: {attempt_id!r}")
        self.id = attempt_id
        self.path = archive / (attempt_id + UNSEALED)
        self.is_sealed = False
        self._archive = archive
        self._now = now
        self._monotonic = monotonic
        self._began = monotonic()
        self._files: dict[str, tuple[int, str]] = {}  # what `add` keeps: size and SHA-256
        self._unwanted: set[str] = set()  # to be removed from `data/`, which a disk may refuse at first
        self._journal = hashlib.sha256()
        self._journal_size = 0
        self._lock: FileLock | None = None  # says to other programs that this attempt is under way

    @classmethod
    def create(
        cls,
        archive: Path,
        attempt_id: str,
        now: Callable[[], dt.datetime] = utc_now,
        facts: Mapping[str, object] | None = None,
    ) -> WorkFolder:
        """Make the folder with its first journal line, so that an archive that takes nothing is known at once.

        `facts` of the attempt go into that line. The archive's lock is held.
        """
        work = cls(archive, attempt_id, now)
        with archive_errors(archive):
            work._lock = take_attempt_lock(archive, attempt_id)
            try:
                work.path.mkdir(0o700)
                work._data.mkdir(0o700)
                sync_folder(work.path)
                sync_folder(archive)
                first = {"schema": journal.SCHEMA, "id": attempt_id, "software": __version__}
                work.note("begin", **first, **(facts or {}))
            except BaseException:
                shutil.rmtree(work.path, ignore_errors=True)  # nothing was captured yet
                work.close()
                raise
        return work

    @classmethod
    def reopen(cls, archive: Path, attempt_id: str) -> tuple[WorkFolder, Journal]:
        """Take up an attempt whose program died, with what is left of its journal; nothing of it is sealed yet.

        What was half written goes: nobody was told that it was there. Raises ArchiveProblem when the attempt is under
        way, or when a newer program wrote its journal.
        """
        work = cls(archive, attempt_id)
        with archive_errors(work.path):
            with commit_lock(archive):
                work._lock = take_attempt_lock(archive, attempt_id)
            try:
                return work, work._take_up()
            except BaseException:
                work.close()
                raise

    def _take_up(self) -> Journal:
        with suppress(FileExistsError):  # the program may have died between the two folders
            self._data.mkdir(0o700)
        path = self._data / bag.JOURNAL
        content = read_small(path, JOURNAL_LIMIT) if os.path.lexists(path) else b""
        try:
            read = journal.parse_journal(content)
        except NewerSchemaError as error:
            raise ArchiveProblem("archive_newer", id=self.id, path=self.path) from error
        self._remove_parts()
        self._journal.update(content[: read.size])
        self._journal_size = read.size  # the next line is written there, over what was torn
        for found in sorted(self._data.iterdir()):
            status = found.lstat()
            # What is no file of ours is left to `seal`, which refuses it by name.
            if stat.S_ISREG(status.st_mode) and bag.is_file_name(found.name) and found.name not in _OURS:
                self._files[found.name] = (status.st_size, sha256_of(found))
        return read

    @property
    def files(self) -> dict[str, str]:
        """The SHA-256 of every file that is kept, by its name."""
        return {name: digest for name, (_, digest) in self._files.items()}

    def close(self) -> None:
        """Leave the attempt as it is, for somebody else to take up."""
        if self._lock:
            self._lock.release()
            self._lock = None

    @property
    def _data(self) -> Path:
        return self.path / bag.DATA

    def note(self, event: str, **facts: object) -> None:
        """Add a line to the journal: the time, the seconds since the beginning, what happened. Durable on return."""
        self._require_open()
        if clash := facts.keys() & {"at", "seconds"}:
            raise ValueError(f"facts named like the journal's own: {sorted(clash)}")
        elapsed = round(self._monotonic() - self._began, 3)
        entry = {"at": format_time(self._now()), "seconds": elapsed, "event": event, **facts}
        text = json.dumps(entry, ensure_ascii=False, allow_nan=False, default=_as_text)
        # A lone surrogate, which a page may hand over, becomes its JSON escape.
        line = text.encode("utf-8", "backslashreplace") + b"\n"
        is_first = self._journal_size == 0
        with archive_errors(self.path):
            append_line(self._data / bag.JOURNAL, line, self._journal_size)
            self._journal.update(line)
            self._journal_size += len(line)
            if is_first:
                sync_folder(self._data)

    def add(self, name: str, content: bytes) -> str:
        """Keep a file in the bag's payload and give its SHA-256. Durable on return; after an error it is not there."""
        self._require_open()
        if not bag.is_file_name(name) or name in _OURS or name in self._files:
            raise ValueError(f"not a free file name: {name!r}")
        with archive_errors(self.path):
            self._remove_unwanted()
            refuse_existing(self._data / name)
            self._unwanted.add(name)
            try:
                write_whole(self._data / name, self.path / (name + PART), content)
            except BaseException:
                with suppress(OSError):
                    self._remove_unwanted()
                raise
            self._unwanted.remove(name)
        digest = hashlib.sha256(content).hexdigest()
        self._files[name] = (len(content), digest)
        return digest

    def discard(self, name: str) -> None:
        """Remove a file that should not have been captured. It is gone on return; after an error, `seal` tries again."""
        self._require_open()
        if name not in self._files:
            raise ValueError(f"not a file of this attempt: {name!r}")
        del self._files[name]
        self._unwanted.add(name)
        with archive_errors(self.path):
            self._remove_unwanted()

    def seal(self, record: Record) -> Path:
        """Make the folder a bag, name it `ARCHIVE/<id>`, verify it there and give its path.

        May be tried again after an ArchiveProblem, for instance once there is room on the disk.
        """
        self._require_open()
        if record.id != self.id:
            raise ValueError("the record of another attempt")
        self.note("seal", outcome=record.outcome)
        with archive_errors(self.path):
            payload = self._write_payload(record)
        # What is sealed next names what was sealed last: from here on one at a time.
        with archive_errors(self.path), commit_lock(self._archive):
            self._write_tags(record, payload)
            # Before it is called sealed as well as after: a name without `.unsealed` promises a bag that verifies.
            self._refuse_damage(verify_bag(self.path))
            sealed_path = self._archive / self.id
            refuse_existing(sealed_path)
            self.path.rename(sealed_path)
            self.path, self.is_sealed = sealed_path, True
            self._forget_lock()
            damage = verify_bag(self.path)
        with archive_errors(self.path):
            sync_folder(self._archive)
        self._refuse_damage(damage)
        return self.path

    def _write_payload(self, record: Record) -> dict[str, tuple[int, str]]:
        """Write the record, the last file of the payload; gives size and SHA-256 of all. An earlier try's is replaced."""
        self._remove_unwanted()
        self._remove_parts()
        document = (record.to_json() + "\n").encode("utf-8")
        write_whole(self._data / bag.RECORD, self.path / (bag.RECORD + PART), document)
        return {
            **self._files,
            bag.JOURNAL: (self._journal_size, self._journal.hexdigest()),
            bag.RECORD: (len(document), hashlib.sha256(document).hexdigest()),
        }

    def _write_tags(self, record: Record, payload: Mapping[str, tuple[int, str]]) -> None:
        """Write what makes the folder a bag. What an earlier try left is replaced."""
        info = [
            ("Bagging-Date", self._now().astimezone(dt.UTC).date().isoformat()),
            ("Payload-Oxum", bag.render_oxum(sum(size for size, _ in payload.values()), len(payload))),
            ("External-Identifier", self.id),
            ("External-Description", _describe(record)),
            ("Bag-Software-Agent", f"optout-assist {__version__}"),
            (bag.PREVIOUS, bag.render_previous(unnamed_attempts(self._archive))),
        ]
        tags = {
            **read_limits(),
            bag.BAGIT: bag.BAGIT_TEXT,
            bag.INFO: bag.render_info(info),
            bag.MANIFEST: bag.render_manifest(
                {f"{bag.DATA}/{name}": digest for name, (_, digest) in payload.items()}
            ),
        }
        contents = {name: text.encode("utf-8") for name, text in tags.items()}
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
        contents[bag.TAG_MANIFEST] = bag.render_manifest(sums).encode("utf-8")
        for name, content in contents.items():
            write_whole(self.path / name, self.path / (name + PART), content)

    def _forget_lock(self) -> None:
        """Remove the lock's file; what cannot be removed is swept at the next start."""
        with suppress(OSError):
            self.close()
            attempt_lock_path(self._archive, self.id).unlink(missing_ok=True)

    def _remove_parts(self) -> None:
        for part in self.path.glob(f"*{PART}"):  # left by a write that failed
            part.unlink()

    def _remove_unwanted(self) -> None:
        for name in sorted(self._unwanted):
            (self._data / name).unlink(missing_ok=True)
            sync_folder(self._data)
            self._unwanted.remove(name)

    def _refuse_damage(self, damage: Iterable[Damage]) -> None:
        if files := list(dict.fromkeys(one.file for one in damage)):
            raise ArchiveProblem("archive_unverified", path=self.path, files=clean(", ".join(files)))

    def _require_open(self) -> None:
        if self.is_sealed:
            raise RuntimeError("the attempt is sealed")


def _describe(record: Record) -> str:
    if record.service == CHECK:
        return f"Privacy check, no objection and nothing sent: {record.outcome}"
    rehearsal = "Rehearsal, nothing was sent to the service. " if record.rehearsal else ""
    return f"{rehearsal}Objection under GDPR Article 21, {record.service}: {record.outcome}"


def _as_text(value: object) -> str:
    return format_time(value) if isinstance(value, dt.datetime) else str(value)
