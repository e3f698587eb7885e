"""Evidence as one file to hand over: a ZIP with a sealed bag as its folder (RFC 8493, section 4), with more, or with else."""

from __future__ import annotations

import os
import secrets
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence import bag
from helper.evidence.additions import name_beside
from helper.evidence.files import create_private, open_regular, refuse_existing, sync_folder, write_new

Item = tuple[str, bytes]  # path within the ZIP, content


def refuse_target(archive: Path, target: Path) -> None:
    """Refuse what can never be written: stdout, a file in the archive, or in the place of another."""
    if target == Path("-"):
        raise UsageProblem("archive_export_stdout")
    if archive.resolve() in target.absolute().parent.resolve().joinpath("_").parents:
        raise UsageProblem("archive_export_inside", path=target)
    if os.path.lexists(target):
        raise UsageProblem("archive_export_exists", path=target)


@contextmanager
def named_failures(target: Path, key: str) -> Iterator[None]:
    """Turn what keeps a file from being written into an error that says so: something is there, or what `key` says."""
    try:
        yield
    except FileExistsError as error:
        raise UsageProblem("archive_export_exists", path=target) from error
    except OSError as error:
        raise ArchiveProblem(key, path=target, reason=error) from error


def write_file(target: Path, key: str, content: bytes) -> None:
    """Write a file that the person alone can read, and never over one that is there; raises as `named_failures` does."""
    with named_failures(target, key):
        write_new(target, content)


def write_zip(target: Path, items: Iterable[Item]) -> None:
    """Write a ZIP that the person alone can read: whole or not at all, and never over a file that is there already."""
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    with named_failures(target, "archive_export_failed"):
        file = create_private(part)
        try:
            with os.fdopen(file, "wb") as out:
                with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                    for name, content in items:
                        _add(archive, name, content)
                out.flush()
                os.fsync(out.fileno())
            _put_in_place(part, target)
        finally:
            with suppress(OSError):
                part.unlink()
        sync_folder(target.absolute().parent)


def bag_items(bag_path: Path) -> Iterator[Item]:
    """Give the files of a bag as they are, below the bag's own name; raises OSError."""
    tags = [path.name for path in bag_path.iterdir() if path.name != bag.DATA]
    payload = [f"{bag.DATA}/{path.name}" for path in (bag_path / bag.DATA).iterdir()]
    for name in [*sorted(tags), *sorted(payload)]:
        yield f"{bag_path.name}/{name}", _read(bag_path / name)


def folder_items(folder: Path) -> Iterator[Item]:
    """Give the ordinary files of a folder beside a bag, named as they lie in the archive; raises OSError."""
    for path in sorted(folder.iterdir()):
        yield name_beside(folder, path.name), _read(path)


def _read(path: Path) -> bytes:
    with open_regular(path) as file, os.fdopen(file, "rb", closefd=False) as source:
        return source.read()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    item = zipfile.ZipInfo(name)  # its time stays 1980: a ZIP knows no time zone
    item.compress_type = zipfile.ZIP_DEFLATED
    item.external_attr = (stat.S_IFREG | 0o600) << 16
    archive.writestr(item, content)


def _put_in_place(part: Path, target: Path) -> None:
    """Give a whole file its name in one step, which fails when something has that name."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        refuse_existing(target)
        part.rename(target)
