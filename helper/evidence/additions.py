"""Numbered folders beside a bag, for what comes after it was sealed: `ARCHIVE/<id>.timestamps/01/`, `<id>.mails/01/`.

A sealed bag is never touched. What belongs to it later lies beside it, each piece in a folder that comes into place by one
renaming, with the hashes of its files: whole or absent, and every later change is named. `archive delete` removes them
with the attempt.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from helper.errors import ArchiveProblem
from helper.evidence import bag
from helper.evidence.files import (
    PART,
    archive_errors,
    commit_lock,
    read_small,
    reason_of,
    sync_folder,
    write_new,
)
from helper.evidence.ids import DELETED, DELETING, UNSEALED, is_id
from helper.evidence.verify import Damage, DamageKind
from helper.evidence.versions import NewerSchemaError, parse_document
from helper.record import Frozen

# What such folders are called behind the attempt's name, which never ends so: `helper.evidence.ids` allows no dot.
LETTERS, MAILS, TIMESTAMPS = ".letters", ".mails", ".timestamps"
SUMS = "sha256sums.txt"
SCHEMA_VERSION = 1

_NUMBER = re.compile(r"\d{2,3}", re.ASCII)
_UNFINISHED = re.compile(rf"{_NUMBER.pattern}\{PART}", re.ASCII)
_SUMS_LIMIT = 100_000


class Addition(Frozen):
    """What is said in a file of such a folder: of which attempt, and by which rules it was written."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    attempt: str

    def to_json(self) -> bytes:
        """Write it as it lies on the disk."""
        return (self.model_dump_json(indent=2, by_alias=True) + "\n").encode()


_Addition = TypeVar("_Addition", bound=Addition)


@dataclass(frozen=True)
class Numbered:
    """What lies in such a folder: the pieces that can be looked at, and what is wrong with the others, by name."""

    found: tuple[Path, ...] = ()
    damage: tuple[tuple[str, Damage], ...] = ()


def folder_beside(bag_path: Path, suffix: str) -> Path:
    """Give the folder beside a bag for one kind of thing."""
    return bag_path.with_name(attempt_of(bag_path) + suffix)


def attempt_of(bag_path: Path) -> str:
    """Give the attempt's name by the path of its folder, be it sealed or not."""
    return bag_path.name.removesuffix(UNSEALED)


def name_beside(path: Path, file: str = "") -> str:
    """Name such a folder, or a file in it, as it lies in the archive."""
    return f"{path.parent.name}/{path.name}" + (f"/{file}" if file else "")


def ids_beside(archive: Path, suffix: str) -> set[str]:
    """Name the attempts that have such a folder, also those whose bag is gone; of no archive, none."""
    try:
        names = {path.name.removesuffix(suffix) for path in archive.iterdir() if path.name.endswith(suffix)}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise ArchiveProblem("archive_unreadable", path=archive) from error
    return set(filter(is_id, names))


def left_behind(archive: Path, known: Collection[str]) -> dict[str, list[Damage]]:
    """Name the attempts beside which such a folder lies while neither they nor a trace of their deletion are there."""
    orphans = {one for suffix in (LETTERS, MAILS, TIMESTAMPS) for one in ids_beside(archive, suffix)} - set(
        known
    )
    return {
        one: [Damage(DamageKind.MISSING, ".")]
        for one in sorted(orphans)
        if not any(os.path.lexists(archive / (one + trace)) for trace in (DELETED, DELETING))
    }


def put_beside(folder: Path, decide: Callable[[], Mapping[str, bytes] | Path]) -> tuple[Path, bool]:
    """Put files, and their sums, into a new numbered folder: durable and whole on return, after an error not there.

    `decide` is asked while nobody else can write: it gives the files, or the path of what makes them needless. Gives the
    path, and whether it is new. Raises ArchiveProblem.
    """
    with archive_errors(folder), commit_lock(folder.parent):
        contents = decide()
        if isinstance(contents, Path):
            return contents, False
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
        whole = {**contents, SUMS: bag.render_manifest(sums).encode()}
        is_new = _make_folder(folder)
        names = [path.name for path in folder.iterdir()]
        for name in filter(_UNFINISHED.fullmatch, names):  # left by a run that was killed
            shutil.rmtree(folder / name)
        path = folder / f"{max(map(int, filter(_NUMBER.fullmatch, names)), default=0) + 1:02d}"
        if not _NUMBER.fullmatch(path.name):  # a thousand
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        part = folder / (path.name + PART)
        try:
            part.mkdir(0o700)
            for name, content in whole.items():
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
    return path, True


def list_beside(folder: Path) -> Numbered:
    """Find the numbered folders in their order, and name what is missing, strange or added."""
    if not os.path.lexists(folder):
        return Numbered()
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return Numbered(damage=(_damage(folder, "", DamageKind.UNSAFE),))
        names = {path.name for path in folder.iterdir() if not _UNFINISHED.fullmatch(path.name)}
    except OSError as error:
        return Numbered(damage=(_damage(folder, "", DamageKind.MALFORMED, error),))
    numbers = [int(name) for name in names if _NUMBER.fullmatch(name)]
    expected = {f"{number:02d}" for number in range(1, max(numbers, default=0) + 1)}
    return Numbered(
        tuple(folder / name for name in sorted(expected & names, key=order_of)),
        tuple(
            _damage(folder, name, DamageKind.MISSING if name in expected else DamageKind.ADDED)
            for name in sorted(expected ^ names, key=order_of)
        ),
    )


def order_of(name: str) -> tuple[int, str]:
    """Give what numbered names sort by: 99 before 100."""
    return len(name), name


def read_beside(
    path: Path, limits: Mapping[str, int], optional: Collection[str] = (), ignored: Collection[str] = ()
) -> tuple[dict[str, bytes], list[Damage]]:
    """Read the files of one numbered folder, each of at most so many bytes; each that is not what was kept is damage.

    Of `optional` files any may be absent, if the sums do not name them; `ignored` ones are nobody's business.
    """
    shown = name_beside(path)
    contents: dict[str, bytes] = {}
    damage: list[Damage] = []
    try:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            return {}, [Damage(DamageKind.UNSAFE, shown)]
        present = {inside.name for inside in path.iterdir()}
    except OSError as error:
        return {}, [Damage(DamageKind.MALFORMED, shown, None, reason_of(error))]
    for name, limit in {**limits, SUMS: _SUMS_LIMIT}.items():
        try:
            contents[name] = read_small(path / name, limit)
        except FileNotFoundError:
            if name not in optional:
                damage.append(Damage(DamageKind.MISSING, f"{shown}/{name}"))
        except OSError as error:
            damage.append(Damage(DamageKind.MALFORMED, f"{shown}/{name}", None, reason_of(error)))
    damage += [
        Damage(DamageKind.ADDED, f"{shown}/{name}") for name in sorted(present - {*limits, SUMS, *ignored})
    ]
    if SUMS in contents:
        damage += _compare(shown, contents, present, limits, optional)
    return contents, damage


def parse_addition(
    model: type[_Addition], content: bytes, shown: str, attempt_id: str
) -> tuple[_Addition | None, list[Damage]]:
    """Understand such a file, named as `shown`; one that is none of ours, or of another attempt, is damage."""
    try:
        found = parse_document(model, content, SCHEMA_VERSION)
    except NewerSchemaError as error:
        return None, [Damage(DamageKind.NEWER, shown, None, str(error))]
    except ValueError as error:
        return None, [Damage(DamageKind.MALFORMED, shown, None, str(error))]
    if found.attempt != attempt_id:
        return found, [Damage(DamageKind.MALFORMED, shown, attempt_id, found.attempt)]
    return found, []


def _compare(
    shown: str,
    contents: Mapping[str, bytes],
    present: set[str],
    limits: Mapping[str, int],
    optional: Collection[str],
) -> list[Damage]:
    """Compare the files that are there with their sums."""
    try:
        sums = bag.parse_manifest(contents[SUMS])
    except ValueError as error:
        return [Damage(DamageKind.MALFORMED, f"{shown}/{SUMS}", None, str(error))]
    damage = []
    if not set(limits) - set(optional) <= sums.keys() <= set(limits):
        damage.append(Damage(DamageKind.MALFORMED, f"{shown}/{SUMS}"))
    for name in limits:
        if name in sums:
            digest = hashlib.sha256(contents[name]).hexdigest() if name in contents else sums[name]
            if digest != sums[name]:
                damage.append(Damage(DamageKind.CHANGED, f"{shown}/{name}", sums[name], digest))
        if name in optional and (name in sums) != (name in present):
            kind = DamageKind.MISSING if name in sums else DamageKind.ADDED
            damage.append(Damage(kind, f"{shown}/{name}", sums.get(name)))
    return damage


def _damage(folder: Path, name: str, kind: DamageKind, error: OSError | None = None) -> tuple[str, Damage]:
    found = None if error is None else reason_of(error)
    return name, Damage(kind, f"{folder.name}/{name}", None, found)


def _make_folder(folder: Path) -> bool:
    """Make a folder for the person only; a link or a file in its place is an OSError."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
        return False
    sync_folder(folder.parent)
    return True
