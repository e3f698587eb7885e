"""Files that are either whole or absent: the few disk operations on which the archive's promise rests."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from helper.errors import ArchiveProblem
from helper.locks import NO_LOCKS, file_lock

LOCK_NAME = ".lock"
PART = ".part"  # follows the name of what is not whole yet
LOCK_SECONDS = 30.0  # somebody else seals: a second as a rule, more on a slow disk

# Absent on Windows, where opening a file follows no symlink of an ordinary user.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a FIFO put in place of a file must not block us
_BINARY = getattr(os, "O_BINARY", 0)
_MARKED = 4096  # bytes of a page in which it says whose it is
_PIECE = 1 << 16  # bytes read at once: more would be asked of the system anew each time

_KEY_OF_ERRNO = {
    errno.ENOSPC: "archive_full",
    errno.EDQUOT: "archive_full",
    errno.EROFS: "archive_read_only",
    errno.EACCES: "archive_read_only",
    errno.EPERM: "archive_read_only",
    **dict.fromkeys(NO_LOCKS, "archive_no_locks"),
}


@contextmanager
def archive_errors(path: Path) -> Iterator[None]:
    """Turn what the system refuses into an error that says what is safe, namely all that `path` holds by now."""
    try:
        yield
    except OSError as error:
        key = _KEY_OF_ERRNO.get(error.errno or 0, "archive_failed")
        raise ArchiveProblem(key, path=path, reason=error) from error


def reason_of(error: OSError) -> str:
    """Name what the system said, for programs: ENOENT."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


@contextmanager
def commit_lock(archive: Path) -> Iterator[None]:
    """Hold the archive alone for a moment; never while the person is busy."""
    lock = file_lock(archive / LOCK_NAME, seconds=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise ArchiveProblem("archive_busy", path=archive) from error
    try:
        yield
    finally:
        lock.release()


def attempt_lock_path(archive: Path, attempt_id: str) -> Path:
    """Give the file whose lock says that an attempt is under way. It is made and removed under the archive's own lock."""
    return archive / f".{attempt_id}.lock"


def take_attempt_lock(archive: Path, attempt_id: str) -> FileLock:
    """Hold an attempt for as long as the program runs; one that another program holds is an ArchiveProblem."""
    # Begun in one thread, sealed in another.
    lock = file_lock(attempt_lock_path(archive, attempt_id), is_for_all_threads=True)
    try:
        lock.acquire()
    except Timeout as error:
        raise ArchiveProblem("archive_running", id=attempt_id, path=archive) from error
    return lock


def is_under_way(archive: Path, attempt_id: str) -> bool:
    """Tell whether a program that runs holds an attempt; where the disk has no locks, nobody can tell, and it is not."""
    path = attempt_lock_path(archive, attempt_id)
    if not os.path.lexists(path):  # to look at an archive writes nothing to it
        return False
    try:
        with file_lock(path):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    if os.name == "nt":  # Windows cannot open folders; its file systems journal the names themselves
        return
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what network file systems answer that have nothing to do here
            raise
    finally:
        os.close(folder)


def refuse_existing(path: Path) -> None:
    """Raise FileExistsError where anything has that name, be it a link that leads nowhere."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def create_private(path: Path) -> int:
    """Create a file for the person only and open it to write; whatever is there already is an OSError."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, 0o600)


def write_new(path: Path, content: bytes) -> None:
    """Create a file with `content` on the disk; what was half written is removed. Never follows, never overwrites."""
    file = create_private(path)
    try:
        try:
            write_all(file, content)
            os.fsync(file)
        finally:
            os.close(file)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def write_whole(path: Path, part: Path, content: bytes) -> None:
    """Put a file in place in one step, by way of `part`: a crash leaves all of it under `path`, or nothing."""
    part.unlink(missing_ok=True)  # left by an earlier failure
    write_new(part, content)
    try:
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def append_line(path: Path, line: bytes, size: int) -> None:
    """Add a line to a file of `size` bytes and wait until it is on the disk; one that fails leaves no trace.

    A full disk may refuse even that removal (copy-on-write file systems do), so what is beyond `size` is cut first.
    """
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_FOLLOW | _BINARY, 0o600)
    try:
        if os.fstat(file).st_size > size:
            os.ftruncate(file, size)
        try:
            write_all(file, line)
            os.fsync(file)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(file, size)
            raise
    finally:
        os.close(file)


def write_all(file: int, content: bytes) -> None:
    """Write all of `content`: the system may take it in pieces."""
    rest = memoryview(content)
    while rest:
        count = os.write(file, rest)
        if count == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[count:]


@contextmanager
def open_regular(path: Path | str) -> Iterator[int]:
    """Open an ordinary file to read; a symlink, device, FIFO or folder is an OSError and is never followed."""
    file = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "not an ordinary file")
        yield file
    finally:
        os.close(file)


def begins_with_mark(path: Path, mark: bytes) -> bool:
    """Tell whether an ordinary file has a mark of ours at its beginning; one that cannot be read has none."""
    try:
        with open_regular(path) as file:
            return mark in os.read(file, _MARKED)
    except OSError:
        return False


def sha256_of(path: Path | str) -> str:
    """Compute the SHA-256 of an ordinary file."""
    return digest_of(path, "sha256")


def digest_of(path: Path | str, algorithm: str) -> str:
    """Compute the sum of an ordinary file; raises ValueError for a kind that this computer does not know."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with open_regular(path) as file:
        while piece := os.read(file, _PIECE):
            digest.update(piece)
    return digest.hexdigest()


def read_small(path: Path | str, limit: int) -> bytes:
    """Read an ordinary file of at most `limit` bytes; a longer one is an OSError (EFBIG)."""
    content = bytearray()
    with open_regular(path) as file:
        while piece := os.read(file, _PIECE):
            content += piece
            if len(content) > limit:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return bytes(content)
