"""What the tests of a bag begin with: an archive, a running attempt, a sealed bag, and what is said of damage."""

from __future__ import annotations

from pathlib import Path

import bagit
import pytest
from evidence_samples import seal_one

from helper.evidence.store import Archive
from helper.evidence.verify import Damage
from helper.evidence.work import WorkFolder


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def work(archive: Archive) -> WorkFolder:
    return archive.begin("facebook")


@pytest.fixture
def bag(archive: Archive) -> Path:
    return seal_one(archive)


def kinds(damage: list[Damage]) -> set[tuple[str, str]]:
    return {(item.kind.value, item.file) for item in damage}


def judge(bag: Path) -> bool:
    """Ask the library of the format's authors, which changes directory only to make a bag."""
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagError:
        return False
    return True
