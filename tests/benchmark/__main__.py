"""Prints the machine and the figures that count, a JSON object a line: `make bench`; some: `make bench FIGURES="startup"`.

A module beside this one that has `measure()` is a group of figures: it yields `Figure`s. A group may take a selection,
`FIGURES="matrix:quick"`, and print more about its figures in lines that begin with `#`. Nothing here fails because of a
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
    for choice in sys.argv[1:] or BESIDE:
        name, _, selection = choice.partition(":")
        group = importlib.import_module(f"benchmark.{name}")
        arguments = [selection] if selection else []
        for figure in group.measure(*arguments) if hasattr(group, "measure") else ():
            print(figure.to_json(), flush=True)


main()
