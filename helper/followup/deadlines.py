"""Until when a service has to answer, and when an objection is worth renewing. Pure.

GDPR article 12(3): an answer "without undue delay and in any event within one month of receipt", which may be extended
by two further months if the service says so within the first (flows/law.toml, `month`). A web form is received when it
is sent. Counted under Regulation 1182/71, article 3 (flows/law.toml, `counting`): the day of receipt is not
counted; the period ends with the day of the same number, or the last one of a shorter month; if that is a Saturday or a
Sunday, with the end of the next working day. Holidays within the period are counted like any day (flows/law.toml,
`holidays`); where the last day is one, the regulation says the same of it as of a Sunday. Which days are holidays differs
by country and is not known here: a day may come later, never earlier. Of a letter the time begins when it is received.
"""

from __future__ import annotations

import calendar
import datetime as dt

ANSWER_MONTHS = 1
EXTENDED_MONTHS = ANSWER_MONTHS + 2
RENEWAL_MONTHS = 12
_SATURDAY = 5
# A clock that was set wrong must not stop the program.
_LAST_YEAR = dt.MAXYEAR - 2


def answer_due(sent_at: dt.datetime, zone: dt.tzinfo | None = None) -> dt.date:
    """Give the last day for an answer; `zone` is the person's time zone, by default this computer's."""
    return _next_working_day(_months_after(local_day(sent_at, zone), ANSWER_MONTHS))


def extended_due(sent_at: dt.datetime, zone: dt.tzinfo | None = None) -> dt.date:
    """Give the last day for an answer of which the service said in time that it takes two months more."""
    return _next_working_day(_months_after(local_day(sent_at, zone), EXTENDED_MONTHS))


def renewal_due(sent_at: dt.datetime, zone: dt.tzinfo | None = None) -> dt.date:
    """Give the day from which an objection is worth renewing as a precaution: no law asks for it, any day will do."""
    return _months_after(local_day(sent_at, zone), RENEWAL_MONTHS)


def noon_of(day: dt.date, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Give a time that is on a day for the person, of a day of which no time is known."""
    noon = dt.datetime.combine(day, dt.time(12), zone)
    try:
        return noon.astimezone() if zone is None else noon
    except (OverflowError, OSError, ValueError):  # a day that the system's calendar does not know
        return noon.replace(tzinfo=dt.UTC)


def local_day(at: dt.datetime, zone: dt.tzinfo | None = None) -> dt.date:
    """Give the day that it was for the person; without `zone`, with the computer's summer and winter time of that day."""
    try:
        return at.astimezone(zone).date()
    except (OverflowError, OSError, ValueError):  # a time that the system's calendar does not know
        return at.date()


def _months_after(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year, _LAST_YEAR) + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _next_working_day(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=7 - day.weekday() if day.weekday() >= _SATURDAY else 0)
