"""Locks that end with the program that holds them: only the system's own, whatever the disk."""

from __future__ import annotations

import errno
from pathlib import Path

from filelock import FileLock

# What a disk answers that has no locks: a network folder without its lock service, a file system that has none.
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})


def file_lock(path: Path, *, seconds: float = 0, is_for_all_threads: bool = False) -> FileLock:
    """Give a lock that no other program gets while it is held; to take it raises Timeout, or OSError (`NO_LOCKS`).

    Where the disk has none, the library would make do with a file that is there or not: after a crash it stays, and
    means "another run" for ever.
    """
    return FileLock(
        path,
        timeout=seconds,
        mode=0o600,
        thread_local=not is_for_all_threads,
        fallback_to_soft=False,
    )
