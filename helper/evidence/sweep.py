"""What a crash leaves in an archive besides an attempt, and its removal at the next start."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

from helper.errors import ArchiveProblem
from helper.evidence import bag
from helper.evidence.deletion import finish_deletions
from helper.evidence.files import PART, attempt_lock_path, take_attempt_lock
from helper.evidence.ids import DELETED, UNSEALED, is_id
from helper.evidence.listing import Listing


def sweep(archive: Path, found: Listing, now: dt.datetime) -> None:
    """Remove what no attempt needs any more; the archive's lock is held.

    What the system refuses is left for the next start: a new attempt must not fail because of an old one.
    """
    with suppress(OSError):
        finish_deletions(archive, found.deleting, now)
    for path in archive.glob(f"*{DELETED}{PART}"):
        if is_id(path.name.removesuffix(DELETED + PART)):
            with suppress(OSError):
                path.unlink()
    for attempt_id in found.unsealed:
        _remove_if_empty(archive, attempt_id)
    for path in archive.glob(".*.lock"):
        attempt_id = path.name.removeprefix(".").removesuffix(".lock")
        if is_id(attempt_id) and attempt_id not in found.unsealed:
            with suppress(OSError):
                path.unlink()


def _remove_if_empty(archive: Path, attempt_id: str) -> None:
    """Remove the folder of an attempt that ended before its first line: nothing was captured."""
    folder = archive / (attempt_id + UNSEALED)
    with suppress(OSError):
        if folder.is_symlink() or any(
            path.name != bag.DATA or any(path.iterdir()) for path in folder.iterdir()
        ):
            return
    with suppress(OSError, ArchiveProblem):
        held = take_attempt_lock(archive, attempt_id)
        try:
            # Only empty folders can be removed like this.
            with suppress(FileNotFoundError):
                (folder / bag.DATA).rmdir()
            folder.rmdir()
        finally:
            held.release()
        attempt_lock_path(archive, attempt_id).unlink(missing_ok=True)
