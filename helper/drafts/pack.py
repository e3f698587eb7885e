"""Writes what a person may send into one folder of its own: whole or not at all, for the person only."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from helper.evidence.export import Item, named_failures, write_zip
from helper.evidence.files import refuse_existing, sync_folder, write_new


def pack(target: Path, items: Iterable[Item]) -> None:
    """Write the files to a new folder, or to a ZIP if the name ends so; what is there already stays as it is."""
    if target.suffix.lower() == ".zip":
        write_zip(target, items)
    else:
        _write_folder(target, items)


def _write_folder(target: Path, items: Iterable[Item]) -> None:
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    with named_failures(target, "draft_failed"):
        try:
            part.mkdir(0o700)
            for name, content in items:
                path = part.joinpath(*name.split("/"))
                path.parent.mkdir(0o700, parents=True, exist_ok=True)
                write_new(path, content)
            refuse_existing(target)
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        sync_folder(target.absolute().parent)
