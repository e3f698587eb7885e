"""Time stamps on the disk, each a folder beside the bag: `ARCHIVE/<id>.timestamps/01/`.

A sealed bag is never touched, so they cannot lie in it. Each comes into place by one renaming, with everything that a
stranger needs: the request, the raw reply, the chain of certificates, how to verify it, and the hashes of these files.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helper.errors import ArchiveProblem
from helper.evidence import bag
from helper.evidence.files import archive_errors, commit_lock, read_small, sync_folder, write_new
from helper.evidence.ids import is_id
from helper.evidence.verify import TAG_LIMIT, Damage, DamageKind

if TYPE_CHECKING:
    from cryptography import x509

    from helper.evidence.timestamp import Stamp

SUFFIX = ".timestamps"  # no attempt's name ends so: `helper.evidence.ids` allows no dot
REQUEST, REPLY, CHAIN, ADVICE, SUMS = "request.tsq", "reply.tsr", "chain.pem", "VERIFY.txt", "sha256sums.txt"
FILES = (REQUEST, REPLY, CHAIN, ADVICE)
ROOT = "ROOT.pem"  # put there by whoever follows the advice; nothing here reads it

_PART = ".part"
_NUMBER = re.compile(r"\d{2,3}", re.ASCII)
_UNFINISHED = re.compile(rf"{_NUMBER.pattern}\{_PART}", re.ASCII)
_LIMIT = 1_000_000  # bytes of a file that we are willing to read; ours have a few thousand


@dataclass(frozen=True)
class KeptStamp:
    """A time stamp of a bag: what it is worth, or None and the damage when its files are not what was kept."""

    name: str
    path: Path
    stamp: Stamp | None
    damage: tuple[Damage, ...] = ()


def stamps_folder(bag_path: Path) -> Path:
    """Give the folder in which the time stamps of a bag lie, if it has any."""
    return bag_path.with_name(bag_path.name + SUFFIX)


def has_stamps(bag_path: Path) -> bool:
    """Tell whether there is anything where the time stamps of a bag lie: as quick as one look."""
    return os.path.lexists(stamps_folder(bag_path))


def stamped_ids(archive: Path) -> set[str]:
    """Name the attempts that have time stamps, also those whose bag is gone; of no archive, none."""
    try:
        names = {path.name.removesuffix(SUFFIX) for path in archive.iterdir() if path.name.endswith(SUFFIX)}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise ArchiveProblem("archive_unreadable", path=archive) from error
    return set(filter(is_id, names))


def read_data(bag_path: Path) -> bytes:
    """Read what is stamped, the bag's list of its own files; raises OSError."""
    return read_small(bag_path / bag.TAG_MANIFEST, TAG_LIMIT)


def keep_stamp(bag_path: Path, files: Mapping[str, bytes]) -> Path:
    """Put a time stamp beside its bag and give its folder: durable and whole on return, after an error not there.

    Raises ArchiveProblem.
    """
    folder = stamps_folder(bag_path)
    contents = {name: files[name] for name in FILES}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    contents[SUMS] = bag.render_manifest(sums).encode()
    with archive_errors(folder), commit_lock(folder.parent):
        is_new = _make_folder(folder)
        names = [path.name for path in folder.iterdir()]
        for name in filter(_UNFINISHED.fullmatch, names):  # left by a run that was killed
            shutil.rmtree(folder / name)
        path = folder / f"{max(map(int, filter(_NUMBER.fullmatch, names)), default=0) + 1:02d}"
        if not _NUMBER.fullmatch(path.name):  # a thousand
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        part = folder / (path.name + _PART)
        try:
            part.mkdir(0o700)
            for name, content in contents.items():
                write_new(part / name, content)
            sync_folder(part)
            part.rename(path)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            if is_new:
                with suppress(OSError):
                    folder.rmdir()
            raise
        sync_folder(folder)
    return path


def check_stamps(bag_path: Path, roots: Sequence[x509.Certificate] = ()) -> list[KeptStamp]:
    """Judge all time stamps of a bag as it is now, in the order in which they were made."""
    folder = stamps_folder(bag_path)
    if not has_stamps(bag_path):
        return []
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return [_damaged(folder, "", DamageKind.UNSAFE)]
        names = {path.name for path in folder.iterdir() if not _UNFINISHED.fullmatch(path.name)}
    except OSError as error:
        return [_damaged(folder, "", DamageKind.MALFORMED, error)]
    numbers = [int(name) for name in names if _NUMBER.fullmatch(name)]
    expected = {f"{number:02d}" for number in range(1, max(numbers, default=0) + 1)}
    try:
        data = read_data(bag_path)
    except OSError:
        data = b""  # the bag is damaged or gone: then no time stamp is of it
    found = [_check(folder / name, data, roots) for name in expected & names]
    found += [_damaged(folder, name, DamageKind.MISSING) for name in expected - names]
    found += [_damaged(folder, name, DamageKind.ADDED) for name in names - expected]
    return sorted(found, key=lambda one: (len(one.name), one.name))


def _check(path: Path, data: bytes, roots: Sequence[x509.Certificate]) -> KeptStamp:
    # Here, so that only those who have time stamps wait for its libraries.
    from helper.evidence.timestamp import judge  # noqa: PLC0415

    contents, damage = _read_files(path)
    if damage:
        return KeptStamp(path.name, path, None, tuple(damage))
    return KeptStamp(path.name, path, judge(contents[REPLY], contents[REQUEST], data, roots))


def _read_files(path: Path) -> tuple[dict[str, bytes], list[Damage]]:
    """Read the files of one time stamp; each that is not what was kept is damage."""
    shown = f"{path.parent.name}/{path.name}"
    contents: dict[str, bytes] = {}
    damage: list[Damage] = []
    try:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            return {}, [Damage(DamageKind.UNSAFE, shown)]
        present = {inside.name for inside in path.iterdir()}
    except OSError as error:
        return {}, [Damage(DamageKind.MALFORMED, shown, None, _reason(error))]
    for name in (*FILES, SUMS):
        try:
            contents[name] = read_small(path / name, _LIMIT)
        except FileNotFoundError:
            damage.append(Damage(DamageKind.MISSING, f"{shown}/{name}"))
        except OSError as error:
            damage.append(Damage(DamageKind.MALFORMED, f"{shown}/{name}", None, _reason(error)))
    damage += [Damage(DamageKind.ADDED, f"{shown}/{name}") for name in sorted(present - {*FILES, SUMS, ROOT})]
    if SUMS in contents:
        try:
            sums = bag.parse_manifest(contents[SUMS])
        except ValueError as error:
            return contents, [*damage, Damage(DamageKind.MALFORMED, f"{shown}/{SUMS}", None, str(error))]
        if sums.keys() != set(FILES):
            damage.append(Damage(DamageKind.MALFORMED, f"{shown}/{SUMS}"))
        for name in filter(sums.__contains__, FILES):
            digest = hashlib.sha256(contents[name]).hexdigest() if name in contents else sums[name]
            if digest != sums[name]:
                damage.append(Damage(DamageKind.CHANGED, f"{shown}/{name}", sums[name], digest))
    return contents, damage


def _damaged(folder: Path, name: str, kind: DamageKind, error: OSError | None = None) -> KeptStamp:
    shown = f"{folder.name}/{name}"
    found = None if error is None else _reason(error)
    return KeptStamp(name, folder / name, None, (Damage(kind, shown, None, found),))


def _make_folder(folder: Path) -> bool:
    """Make the folder of a bag's time stamps, for the person only; a link or a file in its place is an OSError."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
        return False
    sync_folder(folder.parent)
    return True


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
