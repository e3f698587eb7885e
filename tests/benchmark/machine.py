"""What the figures were measured on: enough to compare two runs, nothing that names the machine."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

from replica.browser_wrapper import browser_path

from helper.browser.version import read_version


def describe_machine() -> str:
    """Give the line that `make bench` prints before the figures."""
    facts = {
        "cores": os.cpu_count(),
        "cpu": _cpu_model(),
        "browser": _browser(),
        "python": platform.python_version(),
    }
    return json.dumps({"machine": facts})


def _cpu_model() -> str:
    """Give the processor's name; only its architecture where the system does not tell."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [
        value.strip()
        for key, _, value in (line.partition(":") for line in lines)
        if key.strip() == "model name"
    ]
    return names[0] if names else platform.machine()


def _browser() -> str:
    try:
        path = Path(browser_path())
    except FileNotFoundError:
        return "none"
    return f"{path.name} {read_version(path) or 'of unknown version'}"
