"""What the program costs while it waits for the person: the processor time of itself and of Playwright's driver."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from replica.attempt import Attempt
from replica.scenario import Scenario

from benchmark.figure import Figure, load_now
from benchmark.stage import set_stage

SECONDS = 20.0
SETTLING_SECONDS = 3.0  # the last picture of the form, the end of the page's start

# Sixty times a second another word stands on the page, as with a clock or an advertisement.
BUSY_PAGE = """() => {
  const line = document.createElement("p");
  document.body.append(line);
  setInterval(() => { line.textContent = `${Date.now()}`; }, 1000 / 60);
}"""


def measure() -> Iterator[Figure]:
    """Let the form stand there, quiet and then changing; the browser is not counted. Reads /proc: only on Linux."""
    if not Path("/proc/self/stat").exists():
        return
    with set_stage() as stage, stage.run(Scenario()) as attempt:
        attempt.person.log_in()
        attempt.wait_for_note("writing", status="done")
        attempt.wait_for_picture(2)
        yield _share("waiting_cpu", attempt, "under 2")
        attempt.person.page.evaluate(BUSY_PAGE)
        yield _share("waiting_cpu_busy_page", attempt, "no goal: the page changes 60 times a second")


def _share(name: str, attempt: Attempt, goal: str) -> Figure:
    """Give the share of one core, in percent, over some seconds in which nobody does anything."""
    time.sleep(SETTLING_SECONDS)
    before, begin = _processor_seconds(attempt), time.monotonic()
    time.sleep(SECONDS)
    used, passed = _processor_seconds(attempt) - before, time.monotonic() - begin
    return Figure(name, round(100 * used / passed, 2), "%", goal, 1, load=load_now())


def _processor_seconds(attempt: Attempt) -> float:
    """Sum up what the program and everything that it started have used, except the browser."""
    parents, used = _read_processes()
    counted, left = 0.0, [attempt.process.pid]
    while left:
        process = left.pop()
        counted += used.get(process, 0.0)
        left += [
            child for child, parent in parents.items() if parent == process and child != attempt.browser_pid
        ]
    return counted


def _read_processes() -> tuple[dict[int, int], dict[int, float]]:
    """Give each process's parent, and the seconds of processor time that it has used."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    ticks = os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text("utf-8", "replace")
        except OSError:  # it has ended meanwhile
            continue
        # proc(5): the name in parentheses may hold spaces; after it state, parent, ..., utime and stime as 14 and 15.
        fields = stat.rpartition(")")[2].split()
        parents[int(folder.name)] = int(fields[1])
        used[int(folder.name)] = (int(fields[11]) + int(fields[12])) / ticks
    return parents, used
