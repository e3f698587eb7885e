"""The folder in which the program was started, which somebody may have deleted since."""

from __future__ import annotations

import os

from helper.errors import UsageProblem


def is_adrift() -> bool:
    """Tell whether the working folder is gone, so that nothing that is named relative to it can be found."""
    try:
        os.getcwd()  # noqa: PTH109  whether it is there, not where
    except FileNotFoundError:
        return True
    return False


def require_folder() -> None:
    """Refuse to begin without a working folder: no other program can be started there; raises UsageProblem."""
    if is_adrift():
        raise UsageProblem("folder_gone")
