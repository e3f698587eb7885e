"""A sealed bag as one file to hand over: a ZIP that unpacks to the bag's folder (RFC 8493, section 4)."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from contextlib import suppress
from pathlib import Path

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence import bag
from helper.evidence.files import create_private, open_regular


def export_zip(bag_path: Path, target: Path) -> None:
    """Write the bag to `target`, readable by the person only; never over a file that is there already."""
    if bag_path.parent.resolve() in target.absolute().parent.resolve().joinpath("_").parents:
        raise UsageProblem("archive_export_inside", path=target)
    try:
        file = create_private(target)
    except FileExistsError as error:
        raise UsageProblem("archive_export_exists", path=target) from error
    except OSError as error:
        raise _export_failed(target, error) from error
    try:
        with os.fdopen(file, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in _names(bag_path):
                    _add(archive, bag_path, name)
            out.flush()
            os.fsync(out.fileno())
    except BaseException as error:
        with suppress(OSError):
            target.unlink()
        if isinstance(error, OSError):
            raise _export_failed(target, error) from error
        raise


def _names(bag_path: Path) -> list[str]:
    tags = [path.name for path in bag_path.iterdir() if path.name != bag.DATA]
    return sorted(tags) + sorted(f"{bag.DATA}/{path.name}" for path in (bag_path / bag.DATA).iterdir())


def _add(archive: zipfile.ZipFile, bag_path: Path, name: str) -> None:
    item = zipfile.ZipInfo(f"{bag_path.name}/{name}")  # its time stays 1980: a ZIP knows no time zone
    item.compress_type = zipfile.ZIP_DEFLATED
    item.external_attr = (stat.S_IFREG | 0o600) << 16
    with open_regular(bag_path / name) as file, os.fdopen(file, "rb", closefd=False) as source:
        archive.writestr(item, source.read())


def _export_failed(target: Path, error: OSError) -> ArchiveProblem:
    return ArchiveProblem(
        "archive_export_failed", path=target, reason=errno.errorcode.get(error.errno or 0, "?")
    )
