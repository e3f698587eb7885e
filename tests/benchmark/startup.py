"""How long `optout-assist --help` takes, against the least that a command line made with Click can take."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from benchmark.figure import Figure, load_now, of_times

RUNS = 50
HELP = [
    sys.executable,
    "-c",
    "import sys; sys.argv = ['optout-assist', '--help']; from helper.program import main; main()",
]
CLICK = [sys.executable, "-c", "import click"]


def measure() -> Iterator[Figure]:
    """Time both in turn, so that a busy moment of the machine hits both; the first round only warms up."""
    with tempfile.TemporaryDirectory() as folder:
        rounds = [(_seconds(HELP, folder), _seconds(CLICK, folder)) for _ in range(RUNS + 1)][1:]
    helps, clicks = zip(*rounds, strict=True)
    yield of_times("help", helps, "ms", "no goal of its own")
    yield of_times("import_click", clicks, "ms", "no goal: what it is compared with")
    yield Figure(
        "help_over_import_click",
        round(median(helps) / median(clicks), 2),
        "ratio",
        "under 1.5",
        RUNS,
        load=load_now(),
    )


def _seconds(command: list[str], folder: str) -> float:
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin
