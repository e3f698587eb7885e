"""Folders: where a person looks for what was made for them, and an attempt's opened with whatever the system has for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.errors import ArchiveProblem, UsageProblem
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.cli.options import Shared
    from helper.evidence.store import Archive, Entry


def documents_dir() -> Path:
    """Give the folder in which a person looks for what they made; a browser in a snap may read no hidden one."""
    import platformdirs

    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()


def free_name(folder: Path, name: str) -> Path:
    """Give a path in a folder at which nothing is yet."""
    stem, dot, suffix = name.partition(".")
    names = (name, *(f"{stem}-{number}{dot}{suffix}" for number in range(2, 1000)))
    return next((folder / one for one in names if not (folder / one).exists()), folder / name)


def hint_nothing_kept(shared: Shared, key: str) -> None:
    """Say that the archive holds nothing; where no folder is, it may be on a disk that is not there."""
    folder = shared.archive_dir.absolute()
    shared.hint(key, folder=clean(str(folder)))
    if not folder.exists():
        shared.hint("archive.absent")


def open_attempt(archive: Archive, reference: str) -> Entry:
    """Open the folder of an attempt with the system's opener, and give the attempt."""
    from helper.evidence.store import Fault

    entry = archive.find(reference)
    if entry.fault is Fault.NOT_A_FOLDER:  # whatever lies there under that name, it is not ours to open
        raise ArchiveProblem("archive_damaged", id=entry.id, path=entry.path)
    open_place(entry.path)
    return entry


def open_place(path: Path) -> None:
    """Open a file or a folder with whatever the system has for it."""
    if click.launch(str(path)) != 0:
        raise UsageProblem("archive_no_opener", path=clean(str(path)))
