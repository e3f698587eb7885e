"""What every test of faults wants: no time spent on a disk that nobody looks at."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the real fsync: what these tests look at afterwards is what the system knows, and no power is cut.

    That it is called, when, and what happens if it fails, is tested on the calls themselves.
    """
    monkeypatch.setattr(os, "fsync", lambda _file: None)
