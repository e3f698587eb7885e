"""The program's log: what it did, without any address, name, text or token, so that it can be shown to a stranger."""

from __future__ import annotations

import logging
import os
import traceback
from pathlib import Path

LOG_NAME = "optout-assist.log"


def log_path() -> Path:
    """Where the log is kept."""
    import platformdirs  # noqa: PLC0415  only when something is logged

    return Path(platformdirs.user_log_dir("optout-assist", appauthor=False)) / LOG_NAME


def open_log() -> None:
    """Start logging to the file, readable by the person only; a log that cannot be written stops nothing."""
    path = log_path()
    logger = logging.getLogger("optout_assist")
    logger.propagate = False
    if logger.handlers:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError:
        logger.addHandler(logging.NullHandler())
        return
    handler = logging.StreamHandler(os.fdopen(descriptor, "a", encoding="utf-8"))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def write_crash(error: Exception) -> Path:
    """Write where a bug happened. Only places in code: an error's own words may hold what was on a page."""
    open_log()
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    logging.getLogger("optout_assist").error("%s at %s", type(error).__name__, places)
    return log_path()
