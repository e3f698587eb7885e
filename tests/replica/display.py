"""A screen for headed browsers where there is none."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
from collections.abc import Iterator


@contextlib.contextmanager
def virtual_display(size: str = "1366x900x24") -> Iterator[str]:
    """Give the name of a display of one's own; Xvfb itself picks a free number.

    Its pointer lies in the lower right corner: under a window that opens or closes, it would tell that window of a mouse
    without a pressed button, in the middle of what a test drags.
    """
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(
        command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        _put_pointer_aside(f":{number}")
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


def _put_pointer_aside(display: str) -> None:
    x11 = ctypes.CDLL("libX11.so.6")  # Chromium brings it along
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    root = ctypes.c_ulong(x11.XDefaultRootWindow(connection))
    far = 10_000  # the display stops it at its edge
    x11.XWarpPointer(connection, ctypes.c_ulong(0), root, 0, 0, 0, 0, far, far)
    x11.XCloseDisplay(connection)


@contextlib.contextmanager
def some_display() -> Iterator[None]:
    """Let windows open: on the display that is there, else on one of their own."""
    if "DISPLAY" in os.environ:
        yield
        return
    with virtual_display() as name:
        os.environ["DISPLAY"] = name
        try:
            yield
        finally:
            del os.environ["DISPLAY"]
