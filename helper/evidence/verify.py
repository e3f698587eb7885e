"""Verification of a bag without any library: everything that is wrong with it, each with its file.

What this cannot see: a bag rewritten as a whole, with new sums everywhere. Only something outside the bag can (the
service's signed e-mail, a time stamp of `tagmanifest-sha256.txt`).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from helper.evidence import bag
from helper.evidence.files import digest_of, read_small, reason_of, sha256_of
from helper.evidence.ids import UNSEALED, is_id, parse_id
from helper.evidence.versions import NewerSchemaError, parse_document
from helper.record import SCHEMA_VERSION, Head, Record

TAG_LIMIT = 1_000_000  # bytes of a manifest that we are willing to read into memory
RECORD_LIMIT = 16_000_000

_Parsed = TypeVar("_Parsed")
_RECORD_FILE = f"{bag.DATA}/{bag.RECORD}"
# What is not only hashed but also read, each file once: what is judged is what the sum is of.
_LIMITS = {
    bag.BAGIT: TAG_LIMIT,
    bag.INFO: TAG_LIMIT,
    bag.MANIFEST: TAG_LIMIT,
    bag.TAG_MANIFEST: TAG_LIMIT,
    _RECORD_FILE: RECORD_LIMIT,
}


class DamageKind(StrEnum):
    """What is wrong with a file of a bag."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    UNSAFE = "unsafe"  # a symlink, a device, a path that leads out of the bag
    MALFORMED = "malformed"
    NEWER = "newer"  # written by a newer version of the program, which alone can read it
    REMOVED = "removed"  # of a whole attempt: a later one names it, and it is not there
    REPLACED = "replaced"  # of a whole attempt: it is not the one that a later one names


@dataclass(frozen=True)
class Damage:
    """One thing that is wrong: `file` is a path below the bag, as found, so clean it before it is shown."""

    kind: DamageKind
    file: str
    expected: str | None = None
    found: str | None = None


def parse_record(content: bytes) -> Record:
    """Read a record; raises ValueError when it is none of ours, NewerSchemaError when a newer program wrote it."""
    return parse_document(Record, content, SCHEMA_VERSION)


def read_record(path: Path | str) -> Record:
    """Read a record file; raises OSError, or ValueError when it is no record of ours."""
    return parse_record(read_small(path, RECORD_LIMIT))


def read_head(path: Path | str) -> Head:
    """Read what a list says of a record file; raises what `read_record` raises, but for faults of the rest."""
    return parse_document(Head, read_small(path, RECORD_LIMIT), SCHEMA_VERSION)


def verify_bag(path: Path) -> list[Damage]:
    """Find all damage of the bag in folder `path`; an empty list means that it is what was sealed."""
    return _Verification(path).run()


class _Verification:
    """One look at one bag: the damage found so far, and the sums of the ordinary files that are really there.

    No path that a manifest names is ever opened: files are found by listing the folder, then looked up in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._damage: dict[tuple[DamageKind, str], Damage] = {}
        self._present: set[str] = set()  # all names but those of folders, also of what is no ordinary file
        self._sizes: dict[str, int] = {}
        self._sums: dict[str, str] = {}
        self._contents: dict[str, bytes] = {}

    def run(self) -> list[Damage]:
        if self._list_files():
            oxum = self._check_info()
            self._hash_files(oxum)
            tags = self._read(bag.TAG_MANIFEST, bag.parse_manifest)
            if tags is not None:
                self._compare(tags, {name for name in self._sums if "/" not in name})
            payload = self._read(bag.MANIFEST, bag.parse_manifest)
            if payload is not None:
                self._compare(payload, {name for name in self._sums if "/" in name}, prefix=f"{bag.DATA}/")
            self._check_other_manifests()
            self._check_declaration()
            self._check_record()
            self._check_oxum(oxum)
        return sorted(self._damage.values(), key=lambda damage: (damage.file, damage.kind))

    def _at(self, file: str) -> str:
        # A Path for each of a hundred thousand files would take most of the time.
        return f"{self._path}/{file}"

    def _report(
        self, kind: DamageKind, file: str, expected: str | None = None, found: str | None = None
    ) -> None:
        self._damage.setdefault((kind, file), Damage(kind, file, expected, found))

    def _report_missing(self, file: str, expected: str | None = None) -> None:
        """Report a file as missing, unless something else is under its name, which is reported as what it is."""
        if file not in self._present:
            self._report(DamageKind.MISSING, file, expected)

    def _list_files(self) -> bool:
        """Note the size of every ordinary file; anything else has no place in a bag."""
        for folder, prefix in ((os.fspath(self._path), ""), (self._at(bag.DATA), f"{bag.DATA}/")):
            shown = prefix or "."
            try:
                mode = os.lstat(folder).st_mode
                if not stat.S_ISDIR(mode):
                    self._report(DamageKind.UNSAFE, shown, "folder", _kind_of(mode))
                    return False
                names = [path.name for path in Path(folder).iterdir()]
            except FileNotFoundError:
                self._report(DamageKind.MISSING, shown)
                return False
            except OSError as error:
                self._report(DamageKind.MALFORMED, shown, None, _reason(error))
                return False
            for name in names:
                if prefix + name != bag.DATA:
                    self._note_file(prefix + name)
        return True

    def _note_file(self, file: str) -> None:
        try:
            found = os.lstat(self._at(file))
        except OSError as error:
            self._present.add(file)
            self._report(DamageKind.MALFORMED, file, None, _reason(error))
            return
        if stat.S_ISDIR(found.st_mode):  # in the place of a file, it was added and the file is gone
            self._report(DamageKind.ADDED, file + "/")
            return
        self._present.add(file)
        if stat.S_ISREG(found.st_mode):
            self._sizes[file] = found.st_size
        else:
            self._report(DamageKind.UNSAFE, file, "file", _kind_of(found.st_mode))

    def _hash_files(self, oxum: tuple[int, int] | None) -> None:
        for file, size in self._sizes.items():
            most = TAG_LIMIT if "/" not in file else oxum[0] if oxum else size
            if size > most:  # more than the whole payload had, or than a tag file has: no need to read it
                self._sums[file] = f"{size} bytes"
                continue
            try:
                if size <= _LIMITS.get(file, -1):
                    self._sums[file] = hashlib.sha256(self._load(file)).hexdigest()
                else:
                    self._sums[file] = sha256_of(self._at(file))
            except OSError as error:
                self._report(DamageKind.MALFORMED, file, None, _reason(error))

    def _load(self, file: str) -> bytes:
        if file not in self._contents:
            self._contents[file] = read_small(self._at(file), _LIMITS[file])
        return self._contents[file]

    def _read(self, file: str, parse: Callable[[bytes], _Parsed]) -> _Parsed | None:
        """Read one of the bag's own files; None when it cannot be used, which is damage."""
        if file not in self._sizes:
            self._report_missing(file)
            return None
        try:
            return parse(self._load(file))
        except NewerSchemaError as error:
            self._report(DamageKind.NEWER, file, None, str(error))
            return None
        except (OSError, ValueError) as error:
            self._report(DamageKind.MALFORMED, file, None, _reason(error))
            return None

    def _compare(self, listed: Mapping[str, str], present: set[str], prefix: str = "") -> None:
        """Compare what a manifest lists with what is there."""
        for file, expected in listed.items():
            if not _is_below(file, prefix):
                self._report(DamageKind.UNSAFE, file)
            elif _lists_tags(file):
                self._report(DamageKind.MALFORMED, bag.TAG_MANIFEST, None, file)
            elif file in present:
                if self._sums[file] != expected:
                    self._report(DamageKind.CHANGED, file, expected, self._sums[file])
            else:
                self._report_missing(file, expected)
        for file in present - listed.keys():
            if not _lists_tags(file):  # RFC 8493, 2.2.1: no tag manifest lists one
                self._report(DamageKind.ADDED, file, None, self._sums[file])

    def _check_other_manifests(self) -> None:
        """Check the manifests that are there besides ours: each lists all files of its kind, with sums that hold."""
        for file in sorted(self._sizes.keys() - {bag.MANIFEST, bag.TAG_MANIFEST}):
            named = bag.manifest_named(file)
            if named is None:
                continue
            listed = self._read_other(file)
            if listed is None:
                continue
            present = {
                name for name in self._sums if ("/" in name) != named.of_tags and not _lists_tags(name)
            }
            if listed.keys() != present:
                first = min(listed.keys() ^ present)
                self._report(DamageKind.MALFORMED, file, None, f"not every file, or another one: {first!r}")
            elif not self._holds(listed, named.algorithm):
                self._report(
                    DamageKind.MALFORMED, file, None, "its sums do not hold, or are of no known kind"
                )

    def _read_other(self, file: str) -> dict[str, str] | None:
        try:
            return bag.parse_other_manifest(read_small(self._at(file), TAG_LIMIT))
        except (OSError, ValueError) as error:
            self._report(DamageKind.MALFORMED, file, None, _reason(error))
            return None

    def _holds(self, listed: Mapping[str, str], algorithm: str) -> bool:
        """Tell whether sums of another kind are those of files that are there, each of which is below the bag."""
        try:
            return all(digest_of(self._at(file), algorithm) == expected for file, expected in listed.items())
        except (OSError, ValueError, TypeError):  # no such kind, or one whose sums have no fixed length
            return False

    def _check_declaration(self) -> None:
        text = self._read(bag.BAGIT, lambda content: content)
        if text is not None and text != bag.BAGIT_TEXT.encode():
            self._report(DamageKind.MALFORMED, bag.BAGIT)
        # RFC 8493, 2.2.3: a bag that wants files fetched from elsewhere is not complete in itself.
        if "fetch.txt" in self._sizes:
            self._report(DamageKind.UNSAFE, "fetch.txt")

    def _check_info(self) -> tuple[int, int] | None:
        """Check what the bag says of itself, and give the size and count of its payload that it claims."""
        info = self._read(bag.INFO, bag.parse_info)
        if info is None:
            return None
        identifier = info.get("External-Identifier")
        if identifier is None or not self._is_own_id(identifier):
            self._report(DamageKind.MALFORMED, bag.INFO, self._path.name, identifier)
        try:
            bag.parse_previous(info.get(bag.PREVIOUS, "none"))  # absent from the first bags
            return bag.parse_oxum(info.get("Payload-Oxum", ""))
        except bag.MalformedError as error:
            self._report(DamageKind.MALFORMED, bag.INFO, None, str(error))
            return None

    def _check_oxum(self, oxum: tuple[int, int] | None) -> None:
        """Check the claimed size of the payload, unless files that were named already explain the difference."""
        if oxum is None or any(file.startswith(f"{bag.DATA}/") for _, file in self._damage):
            return
        payload = [size for file, size in self._sizes.items() if "/" in file]
        found = bag.render_oxum(sum(payload), len(payload))
        if found != bag.render_oxum(*oxum):
            self._report(DamageKind.MALFORMED, bag.INFO, bag.render_oxum(*oxum), found)

    def _check_record(self) -> None:
        """Check that the record is one of ours, of this attempt, and that its pictures are those in the bag."""
        file = _RECORD_FILE
        record = self._read(file, parse_record)
        if record is None:
            return
        if not self._is_own_id(record.id):
            self._report(DamageKind.MALFORMED, file, self._path.name, record.id)
        elif (named := parse_id(record.id)) and named[1] != record.service:  # no command reads such a record
            self._report(DamageKind.MALFORMED, file, named[1], record.service)
        for item in record.evidence:
            picture = f"{bag.DATA}/{bag.name_in_data(item.path)}"
            found = self._sums.get(picture)
            if not _is_below(picture, f"{bag.DATA}/"):
                self._report(DamageKind.UNSAFE, picture)
            elif found is None:
                self._report_missing(picture, item.sha256)
            elif found != item.sha256:
                self._report(DamageKind.CHANGED, picture, item.sha256, found)

    def _is_own_id(self, text: str) -> bool:
        """Tell whether `text` names this bag; a copy in a folder of another kind of name may name any attempt."""
        folder = self._path.name.removesuffix(UNSEALED)
        return text == folder if is_id(folder) else is_id(text)


def _lists_tags(file: str) -> bool:
    """Tell whether a file is a tag manifest, of any kind of sum."""
    named = bag.manifest_named(file)
    return named is not None and named.of_tags


def _is_below(file: str, prefix: str) -> bool:
    """Tell whether a listed path is a plain name directly below `prefix`."""
    name = file.removeprefix(prefix)
    return file.startswith(prefix) and name not in {"", ".", ".."} and not re.search(r"[/\\:\x00]", name)


def _kind_of(mode: int) -> str:
    return "symlink" if stat.S_ISLNK(mode) else "file" if stat.S_ISREG(mode) else "special file"


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return reason_of(error)
    # A parser's own words may quote the file at length; the first line says enough.
    return str(error).partition("\n")[0][:200]
