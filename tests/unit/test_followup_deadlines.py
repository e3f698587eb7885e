"""Deadlines: the day after one month, three, twelve, in the person's time zone, as another method counts them too."""

from __future__ import annotations

import csv
import datetime as dt
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from helper.followup.deadlines import answer_due, extended_due, local_day, renewal_due

TABLE = Path(__file__).resolve().parents[1] / "deadlines.csv"
PARIS = ZoneInfo("Europe/Paris")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def test_four_hundred_dates_are_as_an_independent_method_counts_them() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 400
    for row in rows:
        sent_at, zone = at(row["sent_at"]), ZoneInfo(row["zone"])
        found = [str(count(sent_at, zone)) for count in (answer_due, extended_due, renewal_due)]
        assert found == [row["answer"], row["extended"], row["renewal"]], row


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-11-22", "2026-12-22"),  # the day of receipt is not counted
        ("2026-03-31", "2026-04-30"),  # the last day of a shorter month
        ("2028-01-31", "2028-02-29"),
        ("2026-12-31", "2027-02-01"),  # 31 January 2027 is a Sunday
        ("2026-10-05", "2026-11-05"),
        ("2026-07-08", "2026-08-10"),  # a Saturday
        ("2026-12-01", "2027-01-01"),  # New Year's Day: holidays are not known here
    ],
)
def test_a_month_ends_as_the_regulation_says(sent: str, due: str) -> None:
    assert str(answer_due(at(f"{sent}T12:00:00+00:00"), PARIS)) == due


def test_an_extended_period_ends_three_months_after_send_and_not_after_the_first_weekend() -> None:
    # One month ends on Saturday 8 August and is moved; three months end on Thursday 8 October.
    assert str(extended_due(at("2026-07-08T12:00:00+00:00"), PARIS)) == "2026-10-08"


def test_a_renewal_may_fall_on_any_day() -> None:
    assert str(renewal_due(at("2026-11-22T12:00:00+00:00"), PARIS)) == "2027-11-22"  # a Monday
    assert str(renewal_due(at("2028-02-29T12:00:00+00:00"), PARIS)) == "2029-02-28"


def test_the_day_is_the_person_s_own() -> None:
    midnight_in_paris = at("2026-11-22T23:30:00+00:00")
    assert str(answer_due(midnight_in_paris, PARIS)) == "2026-12-23"
    assert str(answer_due(midnight_in_paris, dt.UTC)) == "2026-12-22"


def test_without_a_zone_the_computer_s_own_counts_with_the_summer_time_of_that_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        # 22:30 UTC is the next day in summer, 23:30 UTC in winter, whatever it is now.
        assert str(local_day(at("2026-07-08T22:30:00+00:00"))) == "2026-07-09"
        assert str(local_day(at("2026-12-08T22:30:00+00:00"))) == "2026-12-08"
        assert str(local_day(at("2026-12-08T23:30:00+00:00"))) == "2026-12-09"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("sent", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
@pytest.mark.parametrize(
    "zone", [PARIS, dt.timezone(dt.timedelta(hours=-12)), dt.timezone(dt.timedelta(hours=14))]
)
def test_a_clock_that_was_set_to_an_impossible_time_stops_nothing(sent: str, zone: dt.tzinfo) -> None:
    for count in (answer_due, extended_due, renewal_due):
        assert isinstance(count(at(sent), zone), dt.date)
