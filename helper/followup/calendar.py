"""Reminders as an iCalendar file (RFC 5545): what is due when, and nothing personal.

All-day events with one alarm at nine. Outlook and Google import no to-dos, and Google replaces alarms by its own, so the
event stands on the day itself. An event that is imported again replaces the one of before: its UID stays, and SEQUENCE
grows when the day moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from icalendar import Alarm, Calendar, Event, vText

from helper import __version__
from helper.followup.standing import Situation, Standing
from helper.followup.titles import title_of
from helper.texts import Texts
from helper.texts.sentences import Said, in_words, say

if TYPE_CHECKING:
    from helper.evidence.letters import Sent

ALARM_AT = dt.timedelta(hours=9)
_NOTHING_DUE = frozenset({Situation.REFUSED, Situation.RENEWAL, Situation.UNAVAILABLE})


@dataclass(frozen=True)
class Reminder:
    """One day to remember."""

    kind: Literal["answer", "extension", "letter", "renewal"]
    uid: str
    sequence: int
    day: dt.date
    service: str
    attempt_id: str
    letter: Sent | None = None  # from which the day is counted, by the person's word

    def document(self) -> dict[str, object]:
        """Give it ready for JSON."""
        return {
            "kind": self.kind,
            "date": self.day.isoformat(),
            "service": self.service,
            "attempt": self.attempt_id,
            "uid": self.uid,
            **({"said_by": "person"} if self.letter else {}),
        }


def find_reminders(standings: Iterable[Standing]) -> list[Reminder]:
    """Tell what there is to remember, the soonest first; of what was not sent, nothing."""
    found = [reminder for standing in standings for reminder in _of(standing)]
    return sorted(found, key=lambda one: (one.day, one.uid))


def render(reminders: Iterable[Reminder], now: dt.datetime, texts: Texts) -> bytes:
    """Write the file; it needs one reminder at least."""
    calendar = Calendar()
    calendar.add("prodid", f"-//optout-assist//{__version__}//{texts.language.upper()}")
    calendar.add("version", "2.0")
    for reminder in reminders:
        calendar.add_component(_event(reminder, now, texts))
    return bytes(calendar.to_ical())


def _of(standing: Standing) -> Iterator[Reminder]:
    """Give the reminders of one account.

    The renewal is the account's: one that was renewed meets the day of before and moves it. The answer is the attempt's.
    """
    if standing.due and standing.situation not in _NOTHING_DUE:
        letter = standing.letter
        kind = "letter" if letter else "answer"
        yield Reminder(
            "extension" if standing.is_extended else "letter" if letter else "answer",
            f"{kind}.{standing.attempt_id}@optout-assist",
            # What the person says of a letter they may correct, and the day moves with it.
            int(standing.is_extended) + (letter.number - 1 if letter else 0),
            standing.due,
            standing.service,
            standing.attempt_id,
            letter,
        )
    if standing.renewal_on and standing.first_id:
        yield Reminder(
            "renewal",
            f"renewal.{standing.first_id}@optout-assist",
            standing.times_sent - 1,
            standing.renewal_on,
            standing.service,
            standing.attempt_id,
        )


def _event(reminder: Reminder, now: dt.datetime, texts: Texts) -> Event:
    summary = in_words(_said("summary", reminder), texts)
    event = Event()
    event.add("uid", reminder.uid)
    event.add("sequence", reminder.sequence)
    # Written here: from a time the library makes one with a zone of the system's files, and not every system has them.
    event.add("dtstamp", vText(f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"), encode=False)
    event.add("dtstart", reminder.day)
    event.add("dtend", reminder.day + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("description", in_words(_said("description", reminder), texts))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM_AT)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event


def _said(part: Literal["summary", "description"], reminder: Reminder) -> Said:
    if (letter := reminder.letter) and part == "description" and reminder.kind == "letter":
        which = "open" if letter.is_receipt_open else letter.by
        values = {"id": reminder.attempt_id, "on": letter.on, "received": letter.counted_from}
        return say(f"calendar.letter.{which}", **values)
    if letter and letter.is_receipt_open and reminder.kind == "letter":
        return say("calendar.summary.letter_open", service=title_of(reminder.service))
    if part == "summary":
        return say(f"calendar.summary.{reminder.kind}", service=title_of(reminder.service))
    return say(f"calendar.description.{reminder.kind}", service=reminder.service, id=reminder.attempt_id)
