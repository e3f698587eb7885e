"""Runs a command while every core is kept busy twice over: `python tests/busy.py pytest …`. What it gives may come later only.

The busy processes look at who their parent is as they spin: whatever happens to it, also kill -9, they end within a second.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PER_CORE = 2
GRACE_SECONDS = 60.0
TOO_LONG = 124  # the exit status of timeout(1)
SPIN = """
import os, sys
parent = int(sys.argv[1])
while os.getppid() == parent:
    sum(range(1_000_000))
"""


@contextmanager
def busy_cores(count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Keep so many processes busy, and end them whatever happens."""
    spinning: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(count):
            spinning.append(subprocess.Popen([sys.executable, "-I", "-c", SPIN, str(os.getpid())]))
        yield spinning
    finally:
        for process in spinning:
            process.kill()
        for process in spinning:
            process.wait()


def run(command: list[str], seconds: float) -> int:
    """Run a command in a group of its own and give its status; after `seconds` it is interrupted, then ended."""
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            print(f"still running after {seconds:.0f} s: ended", file=sys.stderr)
            # As with Ctrl-C, pytest ends the browsers that its tests started, which are in groups of their own.
            os.killpg(process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_SECONDS)
            return TOO_LONG
        finally:
            with suppress(ProcessLookupError):  # what it left in its group, too
                os.killpg(process.pid, signal.SIGKILL)


def main() -> int:
    """Run what the arguments say, `SECONDS COMMAND…`, beside the busy processes."""
    seconds, *command = sys.argv[1:]
    # A signal to us becomes an exception, so that nothing is left running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with busy_cores(PER_CORE * len(os.sched_getaffinity(0))):
        return run(command, float(seconds))


if __name__ == "__main__":
    sys.exit(main())
