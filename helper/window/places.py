"""Where a file or a folder is, as people look for it: in which folder they know, and under which name. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class ShownPlace:
    """A place as it is shown; the whole path is there for who wants it."""

    where: Literal["documents", "home", "archive", "elsewhere"]
    folder: str
    name: str
    path: str


def place_of(path: Path, documents: Path, home: Path, archive: Path) -> ShownPlace:
    """Name the place of something that was made or kept; in the archive, by the part of it that people see first."""
    whole = str(path)
    if path.is_relative_to(archive):
        inside = path.relative_to(archive).parts
        return ShownPlace("archive", archive.name, inside[0] if inside else archive.name, whole)
    folder = path.parent
    if folder == home:
        return ShownPlace("home", folder.name, path.name, whole)
    return ShownPlace("documents" if folder == documents else "elsewhere", folder.name, path.name, whole)
