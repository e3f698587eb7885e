"""One figure: what was measured, how often, and what it should be."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """A measured value. `goal` is what the project wants it to be, in words; `runs` is how many measurements it rests on."""

    name: str
    value: float
    unit: str
    goal: str
    runs: int
    p95: float | None = None
    load: float | None = None  # of the machine, per processor: above 1, times say little

    def to_json(self) -> str:
        """Give the line that `make bench` prints."""
        return json.dumps({key: value for key, value in asdict(self).items() if value is not None})


def of_times(name: str, seconds: Sequence[float], unit: str, goal: str) -> Figure:
    """Sum up measured times as their median and 95th percentile; `unit` is `s` or `ms`."""
    scale = {"s": 1.0, "ms": 1000.0}[unit]
    p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else None
    return Figure(
        name,
        round(median(seconds) * scale, 3),
        unit,
        goal,
        len(seconds),
        round(p95 * scale, 3) if p95 is not None else None,
        load_now(),
    )


def load_now() -> float:
    """Give the machine's load of the last minute, per processor."""
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)
