"""Prints the machine and the figures that count, a JSON object a line: `make bench`; some: `make bench FIGURES="startup"`.

A module beside this one that has `measure()` is a group of figures: it yields `Figure`s. Nothing here fails because of a
time.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from benchmark.machine import describe_machine

BESIDE = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("__"))


def main() -> None:
    """Measure the groups that are named, or all."""
    print(describe_machine(), flush=True)
    for name in sys.argv[1:] or BESIDE:
        group = importlib.import_module(f"benchmark.{name}")
        for figure in group.measure() if hasattr(group, "measure") else ():
            print(figure.to_json(), flush=True)


main()
