"""Deleting an attempt for good: first what is personal, then the rest, with a tombstone in its place.

A deletion that the system refuses halfway, or that ends with the program, is finished at the next start: the folder has
its name taken away first, and its manifests, which the tombstone is written from, go last.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helper.evidence import bag
from helper.evidence.chain import named_sum, previous_of
from helper.evidence.files import (
    PART,
    archive_errors,
    attempt_lock_path,
    commit_lock,
    sha256_of,
    sync_folder,
    take_attempt_lock,
    write_whole,
)
from helper.evidence.ids import DELETED, DELETING, UNSEALED
from helper.evidence.tombstones import NamedBefore, Tombstone, tombstone_path


def delete_attempt(archive: Path, attempt_id: str, *, is_sealed: bool, now: dt.datetime) -> None:
    """Remove an attempt and everything beside it that has its name; raises ArchiveProblem.

    After an error the attempt is as it was, or its deletion has begun and is finished by `finish_deletions`.
    """
    with archive_errors(archive), commit_lock(archive):
        held = None if is_sealed else take_attempt_lock(archive, attempt_id)
        try:
            folder = archive / (attempt_id if is_sealed else attempt_id + UNSEALED)
            folder.rename(archive / (attempt_id + DELETING))
            sync_folder(archive)
            _finish(archive, attempt_id, now)
        finally:
            if held:
                held.release()
        attempt_lock_path(archive, attempt_id).unlink(missing_ok=True)


def finish_deletions(archive: Path, begun: frozenset[str], now: dt.datetime) -> None:
    """Finish what earlier deletions could not; the archive's lock is held. Raises OSError."""
    for attempt_id in sorted(begun):
        _finish(archive, attempt_id, now)


def _finish(archive: Path, attempt_id: str, now: dt.datetime) -> None:
    folder = archive / (attempt_id + DELETING)
    if _is_folder(folder):  # of a symlink in its place, only the link is removed
        _remove(folder / bag.DATA)
    for path in _beside(archive, attempt_id):
        _remove(path)
    tombstone = tombstone_path(archive, attempt_id)
    if not os.path.lexists(tombstone):
        part = archive / (attempt_id + DELETED + PART)
        write_whole(tombstone, part, _tombstone_of(archive, attempt_id, now).to_json().encode("utf-8"))
    _remove(folder)
    sync_folder(archive)


def _tombstone_of(archive: Path, attempt_id: str, now: dt.datetime) -> Tombstone:
    folder = archive / (attempt_id + DELETING)
    sha256: str | None = None
    previous: tuple[NamedBefore, ...] = ()
    if _is_folder(folder):
        with suppress(OSError):
            sha256 = sha256_of(folder / bag.TAG_MANIFEST)
        with suppress(OSError, bag.MalformedError):
            previous = tuple(NamedBefore(id=one.id, sha256=one.sha256) for one in previous_of(folder))
    return Tombstone(
        id=attempt_id,
        deleted_at=now,
        tag_manifest_sha256=sha256,
        was_changed=named_sum(archive, attempt_id) not in (None, sha256),
        previous=previous,
    )


def _beside(archive: Path, attempt_id: str) -> Iterator[Path]:
    """Give what lies beside a bag and belongs to it, a time stamp for instance."""
    kept = {attempt_id + suffix for suffix in (UNSEALED, DELETING, DELETED)}
    for path in sorted(archive.iterdir()):
        if path.name.startswith(attempt_id + ".") and path.name not in kept:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    """Remove a file, a link or a folder with everything in it; no link is followed."""
    if _is_folder(path):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
