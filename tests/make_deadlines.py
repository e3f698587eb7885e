"""Makes `deadlines.csv`, the table that the deadlines are tested with, by another method than the program's.

Days are looked up on the paper calendar of `calendar.monthcalendar`, local time is dateutil's, months are relativedelta's.
Run it in `tests`: `python make_deadlines.py > deadlines.csv`.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import itertools
import random
import sys

from dateutil import tz
from dateutil.relativedelta import relativedelta

ZONES = (
    *("Europe/Paris", "Europe/Dublin", "Europe/Athens", "Atlantic/Azores", "Atlantic/Reykjavik"),
    *("America/Cayenne", "Indian/Reunion", "Pacific/Noumea", "Pacific/Kiritimati", "Pacific/Pago_Pago"),
)
ROWS = 400


def main() -> None:
    """Write the table."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["sent_at", "zone", "answer", "extended", "renewal"])
    for sent_at, zone in itertools.islice(moments(), ROWS):
        there = sent_at.astimezone(tz.gettz(zone)).date()
        answer, extended = (working_day(there + relativedelta(months=months)) for months in (1, 3))
        table.writerow(
            [f"{sent_at:%Y-%m-%dT%H:%M:%SZ}", zone, answer, extended, there + relativedelta(years=1)]
        )


def moments() -> itertools.chain[tuple[dt.datetime, str]]:
    """Give the ends of all months of three years, one a leap year; midnights; nights of a changed clock; any others."""
    chance = random.Random(1182)  # noqa: S311  the same table every time
    ends = [
        (dt.datetime(year, month, day, 12, tzinfo=dt.UTC), "Europe/Paris")
        for year in (2026, 2027, 2028)
        for month in range(1, 13)
        for day in range(26, calendar.monthrange(year, month)[1] + 1)
    ]
    midnights = [
        (dt.datetime(2026, month, day, hour, minute, second, tzinfo=dt.UTC), zone)
        for month, day in ((1, 31), (3, 1), (8, 30), (12, 31))
        for hour, minute, second in ((9, 59, 59), (10, 0, 0), (21, 59, 59), (22, 0, 0), (23, 0, 0))
        for zone in ("Europe/Paris", "Pacific/Kiritimati")
    ]
    nights = [
        (dt.datetime(year, month, day, hour, 30, tzinfo=dt.UTC), zone)
        for year, month, day in ((2026, 3, 28), (2026, 3, 29), (2026, 10, 24), (2026, 10, 25))
        for hour in (0, 1, 21, 22, 23)
        for zone in ("Europe/Paris", "Atlantic/Azores")
    ]
    first = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    others = (
        (first + dt.timedelta(seconds=chance.randrange(12 * 365 * 86_400)), chance.choice(ZONES))
        for _ in itertools.count()
    )
    return itertools.chain(ends, midnights, nights, others)


def working_day(day: dt.date) -> dt.date:
    """Find the day, or the next one, among the first five of a week of the calendar."""
    while not any(day.day in week[:5] for week in calendar.monthcalendar(day.year, day.month)):
        day += relativedelta(days=1)
    return day


if __name__ == "__main__":
    main()
