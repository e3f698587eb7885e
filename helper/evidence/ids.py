"""Names of attempts: they sort by time, say the service, and are never made from what a page shows."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable
from functools import lru_cache

UNSEALED = ".unsealed"  # follows the name of an attempt until its folder is a whole bag
DELETING = ".deleting"  # follows it while its folder is being removed
DELETED = ".deleted"  # follows it on the tombstone that a deletion leaves

_ID = re.compile(
    r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)-[0-9a-f]{6}", re.ASCII
)
_LONGEST = 100
_TIME = "%Y%m%dT%H%M%SZ"


def new_id(service: str, now: dt.datetime, random: Callable[[int], str] = secrets.token_hex) -> str:
    """Name an attempt that begins at `now` (aware): `20261122T140311Z-facebook-7f3a9c`."""
    made = f"{now.astimezone(dt.UTC).strftime(_TIME)}-{service}-{random(3)}"
    if not is_id(made):
        raise ValueError(f"no service of ours: {service!r}")
    return made


@lru_cache(maxsize=16_384)  # asked for twice of each attempt in a list
def parse_id(text: str) -> tuple[dt.datetime, str] | None:
    """Read when and for which service an attempt began from its name; None when it is no such name."""
    match = _ID.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    try:
        year, month, day, hour, minute, second = map(int, match.groups()[:6])
        began_at = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError:  # the 13th month
        return None
    return began_at, match[7]


def is_id(text: str) -> bool:
    """Tell whether `text` has the form of an attempt's name, and so is safe as the name of a folder."""
    return parse_id(text) is not None
