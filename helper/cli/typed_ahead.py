"""What a terminal hands over, and what it does not: lines that were typed ahead, the end of one that is too long.

What was typed or pasted before anybody asked answers no question, and no other program gets it.

Of several pasted lines a terminal hands over the first one alone. The others wait there: the next question would take
them for its answer, and the shell, once the program has ended, for commands.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

# A terminal writes what is pasted in pieces, and over a network they come apart.
PAUSE = 1  # tenths of a second in which nothing comes: whoever pasted has done so

# Bytes of a line, without its end, beyond which a terminal drops what comes (Linux: termios(3), "Canonical mode"; elsewhere
# MAX_CANON, 1024 with the end). Windows drops nothing.
LONGEST_LINE = {"linux": 4095, "win32": None}.get(sys.platform, 1023)


def may_be_cut(line: str) -> bool:
    """Tell whether the end of a line may be missing: nothing says so but that it is as long as the terminal allows."""
    return LONGEST_LINE is not None and len(line.encode("utf-8", "surrogateescape")) >= LONGEST_LINE


def take_typed() -> str:
    """Take all that waits in the terminal, a last line without its end too; nothing where the input is no terminal."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return ""
    try:
        import termios
    except ImportError:  # Windows
        return _take_from_console()
    try:
        taken = _take_from(sys.stdin.fileno(), termios)
    except (OSError, ValueError, termios.error):  # it has gone, or only says that it is a terminal
        return ""
    return taken.decode(sys.stdin.encoding or "utf-8", "replace")


def _take_from(terminal: int, termios: Any) -> bytes:
    if _is_in_background(terminal):  # what is typed there is another program's
        return b""
    before = termios.tcgetattr(terminal)
    # By lines, the terminal would keep a last one without its end to itself, and give it to whoever asks next.
    by_bytes = [*before[:3], before[3] & ~(termios.ICANON | termios.ECHO), *before[4:6], [*before[6]]]
    by_bytes[6][termios.VMIN], by_bytes[6][termios.VTIME] = 0, PAUSE
    taken = b""
    try:
        termios.tcsetattr(terminal, termios.TCSANOW, by_bytes)
        while part := os.read(terminal, 4096):
            taken += part
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
    return taken


def _is_in_background(terminal: int) -> bool:
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:  # a terminal that does not control the program
        return False


def _take_from_console() -> str:
    # By its name: mypy knows it on Windows only.
    console: Any = importlib.import_module("msvcrt")
    taken = ""
    while console.kbhit():
        taken += console.getwch()
    return taken.replace("\r", "\n")
