"""What holds of a deadline whatever the time and the place."""

from __future__ import annotations

import calendar
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from helper.followup.deadlines import answer_due, extended_due, local_day, renewal_due

ZONES = st.one_of(
    st.timezones(),
    st.builds(dt.timezone, st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))),
)
MOMENTS = st.datetimes(
    min_value=dt.datetime(1990, 1, 1), max_value=dt.datetime(2099, 12, 31), timezones=st.just(dt.UTC)
)


@given(MOMENTS, ZONES)
def test_a_day_on_which_an_answer_is_due_is_a_working_day(sent_at: dt.datetime, zone: dt.tzinfo) -> None:
    assert answer_due(sent_at, zone).weekday() < 5
    assert extended_due(sent_at, zone).weekday() < 5


@given(MOMENTS, ZONES)
def test_a_month_is_never_shorter_than_its_days_and_never_more_than_a_weekend_longer(
    sent_at: dt.datetime, zone: dt.tzinfo
) -> None:
    day = local_day(sent_at, zone)
    assert 28 <= (answer_due(sent_at, zone) - day).days <= 31 + 2
    assert 89 <= (extended_due(sent_at, zone) - day).days <= 92 + 2
    assert 365 <= (renewal_due(sent_at, zone) - day).days <= 366


@given(MOMENTS, ZONES)
def test_the_day_has_the_number_of_the_day_of_receipt_unless_the_month_or_the_week_forbids_it(
    sent_at: dt.datetime, zone: dt.tzinfo
) -> None:
    sent, due = local_day(sent_at, zone), answer_due(sent_at, zone)
    wanted = sent.month % 12 + 1
    start = due if due.month == wanted else due.replace(day=1) - dt.timedelta(days=1)
    last = calendar.monthrange(start.year, start.month)[1]
    nominal = start.replace(day=min(sent.day, last))
    assert start.month == wanted
    assert nominal <= due <= nominal + dt.timedelta(days=2)
    assert nominal == due or nominal.weekday() >= 5


@given(MOMENTS, ZONES, st.integers(0, 400 * 86_400))
def test_who_sends_later_is_never_answered_earlier(
    sent_at: dt.datetime, zone: dt.tzinfo, seconds: int
) -> None:
    later = sent_at + dt.timedelta(seconds=seconds)
    if local_day(later, zone) < local_day(sent_at, zone):
        return  # a place that crossed the date line
    for count in (answer_due, extended_due, renewal_due):
        assert count(sent_at, zone) <= count(later, zone)


@given(MOMENTS, ZONES)
def test_only_the_person_s_day_counts(sent_at: dt.datetime, zone: dt.tzinfo) -> None:
    noon = dt.datetime.combine(local_day(sent_at, zone), dt.time(12), dt.UTC)
    assert answer_due(sent_at, zone) == answer_due(noon, dt.UTC)
    assert extended_due(sent_at, zone) >= answer_due(sent_at, zone)
