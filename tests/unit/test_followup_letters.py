"""Where an account stands after a letter: by the person's word, with the days that count from it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from followup_samples import after, mail, past

from helper.evidence.letters import Sent
from helper.followup.standing import Situation, Standing, find_standings
from helper.mail.kept import KeptMail

PARIS = ZoneInfo("Europe/Paris")


def sent(day: int = 10, **changes: Any) -> Sent:
    """Make a statement on a letter of September."""
    return Sent(**{"on": dt.date(2026, 9, day), "by": "email", "said_at": after(days=20), **changes})


def of_letter(outcome: str | None, *mails: KeptMail, at: dt.datetime, **changes: Any) -> Standing:
    one = past(outcome, mails=mails, **{"letter": sent(), **changes})
    (found,) = find_standings([one], at, PARIS)
    return found


@pytest.mark.parametrize(
    "outcome", ["unavailable", "not_sent", "moved", "rejected", "refused", "sent_unconfirmed", None]
)
def test_a_letter_stands_where_the_form_led_to_nothing(outcome: str | None) -> None:
    found = of_letter(outcome, at=after(days=20), is_sealed=outcome is not None)
    assert (found.situation, found.due, found.sent_at) == (Situation.LETTER_SENT, dt.date(2026, 10, 12), None)
    assert found.letter == sent()
    late = of_letter(outcome, at=after(days=45), is_sealed=outcome is not None)
    assert late.situation is Situation.LETTER_OVERDUE


@pytest.mark.parametrize("outcome", ["submitted", "already_objected"])
def test_what_the_service_confirmed_says_more_than_a_letter(outcome: str) -> None:
    found = of_letter(outcome, at=after(days=5))
    assert found.letter is None
    assert found.situation not in (Situation.LETTER_SENT, Situation.LETTER_OVERDUE)


def test_an_e_mail_is_about_the_letter_only_if_it_came_after_it() -> None:
    before, since = mail("refusal", after(days=3)), mail("refusal", after(days=15))
    assert of_letter("unavailable", before, at=after(days=20)).situation is Situation.LETTER_SENT
    assert of_letter("unavailable", since, at=after(days=20)).situation is Situation.REFUSED
    unclear = mail("unclear", after(days=15))
    assert of_letter("unavailable", unclear, at=after(days=20)).situation is Situation.ANSWER_DUE
    confirmed = mail("acknowledgement", after(days=1))
    found = of_letter("sent_unconfirmed", confirmed, at=after(days=20))
    assert (found.situation, found.letter) == (Situation.ACKNOWLEDGED, None), "of the form, before the letter"


def test_two_months_more_are_counted_from_the_letter() -> None:
    announced = mail("extension", after(days=20))
    found = of_letter("unavailable", announced, at=after(days=25))
    assert (found.due, found.is_extended) == (dt.date(2026, 12, 10), True)


def test_the_day_of_receipt_counts_where_it_is_known() -> None:
    received = sent(by="post", received_on=dt.date(2026, 9, 14))
    assert of_letter("unavailable", at=after(days=20), letter=received).due == dt.date(2026, 10, 14)


def test_a_form_that_fails_after_the_letter_does_not_take_it_back() -> None:
    tried = past("unavailable", after(days=15))
    (found,) = find_standings([past("unavailable", letter=sent()), tried], after(days=20), PARIS)
    assert found.situation is Situation.LETTER_SENT
    (found,) = find_standings(
        [past("unavailable", letter=sent()), past("submitted", after(days=15))], after(days=16), PARIS
    )
    assert found.letter is None


def test_a_letter_of_no_known_address_belongs_to_the_only_account() -> None:
    own = past("unavailable", after(days=1), address=None, displayed=None, letter=sent())
    assert len(find_standings([past("not_sent"), own], after(days=20), PARIS)) == 1
    other = past("not_sent", after(hours=1), address="b@example.org")
    assert len(find_standings([past("not_sent"), other, own], after(days=20), PARIS)) == 3


@pytest.mark.parametrize("zone", [dt.timezone(dt.timedelta(hours=hours)) for hours in (-12, 0, 14)])
def test_a_day_is_the_same_day_in_every_time_zone(zone: dt.tzinfo) -> None:
    one = past("unavailable", letter=sent())
    assert find_standings([one], after(days=20), zone)[0].due == dt.date(2026, 10, 12)
