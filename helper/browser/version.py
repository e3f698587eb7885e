"""Reads the version of a browser without opening a window."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_VERSION = re.compile(r"\d+(?:\.\d+){1,4}")
SECONDS = 15.0


def read_version(path: Path, *, platform: str = sys.platform, seconds: float = SECONDS) -> str | None:
    """Give the version (`156.0.8078.79`) of the browser at `path`; None when it does not tell, so cannot run.

    On Windows `chrome.exe --version` opens a window; there the version is the name of a folder beside the program.
    """
    if platform == "win32":
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        return max(
            filter(_VERSION.fullmatch, names), key=lambda name: tuple(map(int, name.split("."))), default=None
        )
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(done.stdout.decode("utf-8", "replace"))
    return found[0] if found and done.returncode == 0 else None
