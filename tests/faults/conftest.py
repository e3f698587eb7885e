"""What every test of faults wants: no time spent on a disk that nobody looks at."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 200_000_000


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the real fsync: what these tests look at afterwards is what the system knows, and no power is cut.

    That it is called, when, and what happens if it fails, is tested on the calls themselves.
    """
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: an archive is laid out and removed for each call that may fail.

    The calls to the file system are the same, and as many; on a disk most of the time goes into removing folders.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ENOUGH_BYTES:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="oa-faults-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()
