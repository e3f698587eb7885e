"""What keeps the cores busy for `make test-stress` ends with it, however it ends."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
BUSY = [sys.executable, str(TESTS / "busy.py")]
PLANTED = textwrap.dedent(
    """
    import busy, sys
    with busy.busy_cores(2) as spinning:
        print(*(process.pid for process in spinning), flush=True)
        sys.stdin.read()
    """
)


@pytest.mark.parametrize("status", [0, 1, 5])
def test_the_status_is_that_of_the_command(status: int) -> None:
    command = [*BUSY, "60", sys.executable, "-c", f"raise SystemExit({status})"]
    assert subprocess.run(command, check=False).returncode == status


def test_what_takes_too_long_is_ended_with_all_that_it_started() -> None:
    command = [*BUSY, "0.5", "sh", "-c", "sleep 600 & wait"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 124
    assert "ended" in done.stderr


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None])
def test_no_busy_process_outlives_its_parent(end: signal.Signals | None) -> None:
    command = [sys.executable, "-c", PLANTED]
    with subprocess.Popen(
        command, cwd=TESTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        spinning = [os.pidfd_open(int(pid)) for pid in process.stdout.readline().split()]
        assert len(spinning) == 2
        try:
            if end:
                process.send_signal(end)
            else:
                process.communicate()
            for one in spinning:
                assert select.select([one], [], [], 60)[0], "it ended"
        finally:
            for one in spinning:
                os.close(one)
