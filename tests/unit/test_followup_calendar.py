"""Reminders as a second, independent parser reads them: days, alarms, names that stay, and nothing personal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import vobject
from followup_samples import ADDRESS, after, mail, past

from helper.followup.calendar import find_reminders, render
from helper.followup.standing import Past, find_standings
from helper.texts import LANGUAGES, Texts

PARIS = ZoneInfo("Europe/Paris")
NOW = after(days=3)
ONE_OF_EACH = [
    replace(one, attempt_id=f"20260901T090000Z-{one.service}-00000{number}")
    for number, one in enumerate(
        [
            past(address="a@example.org"),
            past(address="b@example.org", mails=(mail("extension", after(days=2)),)),
            past(address="c@example.org", mails=(mail("acknowledgement", after(days=2)),)),
            past("sent_unconfirmed", address="d@example.org"),
            past("already_objected", address="e@example.org", service="instagram"),
        ]
    )
]


def read(
    attempts: Iterable[Past], now: dt.datetime = NOW, lang: str = "en"
) -> dict[str, vobject.base.Component]:
    """Read the file back with vobject, by UID."""
    content = render(find_reminders(find_standings(attempts, now, PARIS)), now, Texts.load(lang))
    (calendar,) = vobject.readComponents(content.decode("utf-8"))
    calendar.validate(raiseException=True)
    return {event.uid.value: event for event in calendar.vevent_list}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_is_a_private_day_with_one_alarm(lang: str) -> None:
    events = read(ONE_OF_EACH, lang=lang)
    assert len(events) == 2 * 4 + 1
    for event in events.values():
        assert isinstance(event.dtstart.value, dt.date)
        assert not isinstance(event.dtstart.value, dt.datetime)
        assert event.dtend.value - event.dtstart.value == dt.timedelta(days=1)
        assert (event.transp.value, getattr(event, "class").value) == ("TRANSPARENT", "PRIVATE")
        assert event.dtstamp.value == NOW
        (alarm,) = event.valarm_list
        assert (alarm.action.value, alarm.trigger.value) == ("DISPLAY", dt.timedelta(hours=9))
        assert event.summary.value.startswith(("Facebook", "Instagram"))
        assert "optout-assist" in event.description.value


def test_the_answer_and_the_renewal_are_on_their_days() -> None:
    events = read([past()])
    days = {uid.partition(".")[0]: event.dtstart.value for uid, event in events.items()}
    assert days == {"answer": dt.date(2026, 10, 1), "renewal": dt.date(2027, 9, 1)}


def test_a_second_import_moves_the_day_of_an_extended_answer() -> None:
    (before, after_mail) = (
        read(attempts)["answer.20260901T090000Z-facebook-000000@optout-assist"]
        for attempts in ([past()], [past(mails=(mail("extension", after(days=2)),))])
    )
    assert after_mail.dtstart.value == dt.date(2026, 12, 1)
    assert int(after_mail.sequence.value) > int(before.sequence.value)
    assert "extended" in after_mail.summary.value


def test_a_renewed_objection_moves_the_reminder_of_the_account() -> None:
    first, second = past(), past(at=after(days=300))
    uid = f"renewal.{first.attempt_id}@optout-assist"
    before, later = read([first])[uid], read([first, second], after(days=301))[uid]
    assert (before.dtstart.value, later.dtstart.value) == (dt.date(2027, 9, 1), dt.date(2028, 6, 28))
    assert (before.sequence.value, later.sequence.value) == ("0", "1")


def test_making_it_twice_gives_the_same_names_and_numbers() -> None:
    early, late = (read([past()], now) for now in (after(days=1), after(days=2)))
    assert {uid: event.sequence.value for uid, event in early.items()} == {
        uid: event.sequence.value for uid, event in late.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_personal_is_in_it(lang: str) -> None:
    kept = mail("extension", after(days=2), subject="Dear Camille", sender="facebookmail.com")
    standings = find_standings([past(mails=(kept,))], NOW, PARIS)
    content = render(find_reminders(standings), NOW, Texts.load(lang))
    unfolded = content.replace(b"\r\n ", b"")
    for personal in (b"camille", b"example.org", ADDRESS.encode(), b"facebookmail"):
        assert personal not in unfolded.lower()


def test_it_is_written_as_the_format_wants() -> None:
    content = render(find_reminders(find_standings(ONE_OF_EACH, NOW, PARIS)), NOW, Texts.load("fr"))
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert "é".encode() in content


@pytest.mark.parametrize("outcome", ["not_sent", "rejected", "unavailable", "interrupted", "moved"])
def test_of_what_was_not_sent_there_is_nothing_to_remember(outcome: str) -> None:
    assert find_reminders(find_standings([past(outcome)], NOW, PARIS)) == []


def test_an_answer_that_came_is_awaited_no_more() -> None:
    refused = past(mails=(mail("refusal", after(days=1)),))
    assert [one.kind for one in find_reminders(find_standings([refused], NOW, PARIS))] == ["renewal"]
