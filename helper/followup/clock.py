"""What time it is for the person: the one place where the follow-up looks at a clock."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Clock(NamedTuple):
    """A time, and the time zone in which days are counted: None is this computer's, in summer as in winter."""

    now: dt.datetime
    zone: dt.tzinfo | None = None


def read_clock() -> Clock:
    """Look at this computer's clock."""
    return Clock(dt.datetime.now(dt.UTC))
