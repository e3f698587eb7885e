"""Where an account stands: each situation, its day, its evidence, and what must never be claimed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from followup_samples import ADDRESS, SENT_AT, after, mail, past

from flows.changes import Change, load_changes
from helper.evidence.verify import Damage, DamageKind
from helper.followup.calendar import find_reminders
from helper.followup.sentences import situation_of
from helper.followup.standing import RETRY_AFTER, Past, Situation, Standing, find_standings
from helper.mail.kinds import DkimVerdict, MailKind
from helper.record import Outcome, Verdict
from helper.texts import Texts
from helper.texts.sentences import in_words

PARIS = ZoneInfo("Europe/Paris")
DUE = dt.date(2026, 10, 1)  # of SENT_AT
CHANGE = Change(
    source="a policy", date=dt.date(2026, 9, 15), effective=dt.date(2026, 9, 15), services=("facebook",),
    about={"en": "the policy changed"},
)  # fmt: skip


def stand(*attempts: Past, now: dt.datetime, changes: tuple[Change, ...] = ()) -> Standing:
    (found,) = find_standings(attempts, now, PARIS, changes)
    return found


# what comes after Send, with the clock moved


@pytest.mark.parametrize(
    ("now", "situation"),
    [
        (after(seconds=1), "mail_awaited"),
        (after(hours=47, minutes=59), "mail_awaited"),
        (after(hours=48), "mail_overdue"),
        (
            dt.datetime(2026, 10, 1, 21, 59, tzinfo=dt.UTC),
            "mail_overdue",
        ),  # the last day is not over in Paris
        (dt.datetime(2026, 10, 1, 22, 0, tzinfo=dt.UTC), "overdue"),
        (dt.datetime(2027, 8, 31, 12, 0, tzinfo=dt.UTC), "overdue"),
        (dt.datetime(2027, 9, 1, 12, 0, tzinfo=dt.UTC), "renewal"),
    ],
)
def test_without_any_mail_time_alone_decides(now: dt.datetime, situation: str) -> None:
    found = stand(past(), now=now)
    assert (found.situation, found.due, found.sent_at) == (situation, DUE, SENT_AT)


# a clock that was set back


BEFORE = after(days=-1)


@pytest.mark.parametrize(
    ("outcome", "situation", "due"),
    [
        ("submitted", "ahead", None),
        ("sent_unconfirmed", "sent_unconfirmed", None),
        ("already_objected", "already_objected", None),
        ("not_sent", "not_sent", None),
        ("unavailable", "unavailable", BEFORE.date() + RETRY_AFTER),
    ],
)
def test_from_a_day_still_to_come_no_other_is_counted(
    outcome: str, situation: str, due: dt.date | None
) -> None:
    found = stand(past(outcome), now=BEFORE)
    assert (found.situation, found.due, found.renewal_on) == (situation, due, None)
    said = in_words(situation_of(found, PARIS), Texts.load("en"))
    assert "in the future" in said
    assert not find_reminders([found])
    assert find_reminders([stand(past(outcome), now=SENT_AT)]) or due or outcome == "not_sent"


def test_an_attempt_of_today_is_none_that_is_still_to_come() -> None:
    assert stand(past(), now=after(hours=-3)).due == DUE, "no day depends on an hour"


def test_an_attempt_with_a_possible_date_counts_before_one_without() -> None:
    right, wrong = past(at=after(days=-3)), past(at=after(days=300))
    found = stand(right, wrong, now=SENT_AT)
    assert (found.attempt_id, found.situation) == (right.attempt_id, "mail_overdue")


def test_mails_and_letters_do_not_bring_the_day_back() -> None:
    kept = mail("acknowledgement", after(hours=2))
    assert stand(past(mails=(kept,)), now=BEFORE).situation == "ahead"
    refused = stand(past(mails=(mail("refusal", after(hours=2)),)), now=BEFORE)
    assert (refused.situation, refused.due) == ("refused", None)


@pytest.mark.parametrize(
    ("kind", "situation"),
    [("acknowledgement", "acknowledged"), ("refusal", "refused"), ("more_details", "more_asked")],
)
def test_the_service_s_mail_decides_and_is_named(kind: str, situation: str) -> None:
    kept = mail(kind, after(hours=2))
    for now in (after(hours=3), after(days=80)):
        found = stand(past(mails=(kept,)), now=now)
        assert (found.situation, found.since, found.mail) == (situation, after(hours=2), kept)
        assert (found.attempt_id, found.due) == ("20260901T090000Z-facebook-000000", DUE)


def test_of_several_mails_the_newest_decides() -> None:
    kept = (
        mail("acknowledgement", after(days=3)),
        mail("refusal", after(days=9)),
        mail("more_details", after(days=5)),
    )
    assert stand(past(mails=kept), now=after(days=10)).situation == "refused"


def test_a_mail_without_a_date_counts_from_when_it_was_kept() -> None:
    found = stand(past(mails=(mail("acknowledgement", None),)), now=after(days=61))
    assert found.since == after(days=60)


@pytest.mark.parametrize("kind", ["code", "unclear"])
def test_a_mail_that_decides_nothing_leaves_the_answer_due(kind: str) -> None:
    found = stand(past(mails=(mail(kind, after(hours=1)),)), now=after(days=4))
    # A code is what sending asked for; it is no sign that the service has the objection.
    assert found.situation == ("answer_due" if kind == "unclear" else "mail_overdue")
    assert found.mail is None


def test_an_announced_extension_moves_the_day_by_two_months() -> None:
    attempt = past(mails=(mail("extension", after(days=20)),))
    before = stand(attempt, now=after(days=60))
    assert (before.situation, before.due, before.is_extended) == ("answer_due", dt.date(2026, 12, 1), True)
    assert stand(attempt, now=after(days=100)).situation == "overdue"


def test_an_extension_that_is_announced_too_late_moves_nothing() -> None:
    in_time = mail("extension", dt.datetime(2026, 10, 1, 21, 59, tzinfo=dt.UTC))
    too_late = mail("extension", dt.datetime(2026, 10, 1, 22, 0, tzinfo=dt.UTC))
    now = after(days=40)
    assert stand(past(mails=(in_time,)), now=now).situation == "answer_due"
    found = stand(past(mails=(too_late,)), now=now)
    assert (found.situation, found.due, found.is_extended) == ("overdue", DUE, False)


def test_an_acknowledgement_after_an_extension_keeps_the_later_day() -> None:
    kept = (mail("extension", after(days=20)), mail("acknowledgement", after(days=25)))
    found = stand(past(mails=kept), now=after(days=26))
    assert (found.situation, found.due) == ("acknowledged", dt.date(2026, 12, 1))


@pytest.mark.parametrize("dkim", ["absent", "not_aligned", "refused"])
def test_a_mail_that_may_be_forged_counts_only_on_the_person_s_word(dkim: str) -> None:
    doubtful = mail("acknowledgement", after(hours=2), dkim=DkimVerdict(dkim))
    assert stand(past(mails=(doubtful,)), now=after(hours=3)).situation == "answer_due"
    said = mail("acknowledgement", after(hours=2), dkim=DkimVerdict(dkim), said_by="person")
    assert stand(past(mails=(said,)), now=after(hours=3)).situation == "acknowledged"


@pytest.mark.parametrize("dkim", ["aligned", "unchecked"])  # with its own sender, of whom nobody asked
def test_a_mail_of_another_sender_counts_only_on_the_person_s_word(dkim: str) -> None:
    foreign = mail("refusal", after(hours=2), is_from_service=False, dkim=DkimVerdict(dkim))
    assert stand(past(mails=(foreign,)), now=after(hours=3)).situation == "answer_due"


def test_a_damaged_mail_decides_nothing_and_is_said() -> None:
    broken = mail("refusal", after(hours=2), damage=(Damage(DamageKind.CHANGED, "message.eml"),))
    found = stand(past(mails=(broken,)), now=after(hours=3))
    assert (found.situation, found.damaged) == ("mail_awaited", (found.attempt_id,))


def test_a_mail_counts_also_where_no_confirmation_was_seen() -> None:
    attempt = past("sent_unconfirmed", mails=(mail("acknowledgement", after(hours=2)),))
    assert stand(attempt, now=after(days=9)).situation == "acknowledged"


def test_a_mail_counts_also_where_the_archive_saw_no_send() -> None:
    attempt = past("interrupted", mails=(mail("refusal", after(days=2)),))
    found = stand(attempt, now=after(days=9))
    # The service had it when it wrote, at the latest.
    assert (found.situation, found.due) == ("refused", dt.date(2026, 10, 5))


# outcomes with lines of their own


def test_sent_without_a_confirmation_stays_so_but_has_its_day() -> None:
    for now in (after(hours=1), after(days=3), after(days=90)):
        found = stand(past("sent_unconfirmed"), now=now)
        assert (found.situation, found.due) == ("sent_unconfirmed", DUE)


def test_an_error_after_send_is_not_sent_but_said_by_itself() -> None:
    found = stand(past("rejected"), now=after(days=3))
    assert (found.situation, found.due, found.sent_at, found.renewal_on) == ("rejected", None, None, None)


@pytest.mark.parametrize("outcome", ["unavailable", "moved"])
def test_a_form_that_was_not_there_is_tried_again_in_a_few_days(outcome: str) -> None:
    found = stand(past(outcome), now=after(days=1))
    assert (found.situation, found.due) == ("unavailable", dt.date(2026, 9, 4))


@pytest.mark.parametrize("outcome", ["not_sent", "interrupted"])
def test_nothing_sent_is_said_plainly(outcome: str) -> None:
    found = stand(past(outcome), now=after(days=1))
    assert (found.situation, found.since, found.due, found.first_id) == ("not_sent", SENT_AT, None, None)


@pytest.mark.parametrize("outcome", ["not_sent", "interrupted", "moved"])
def test_of_a_page_that_was_not_recognised_nobody_says_that_nothing_was_sent(outcome: str) -> None:
    unread = past(outcome, may_be_sent=True)
    found = stand(unread, now=after(days=1))
    assert (found.situation, found.since, found.due, found.first_id) == ("unread", SENT_AT, None, None)
    assert stand(unread, past("not_sent", at=after(days=1)), now=after(days=2)).situation == "unread"
    assert stand(unread, past(at=after(days=1)), now=after(days=2)).situation == "mail_awaited"
    perhaps = past("sent_unconfirmed", may_be_sent=True)
    assert stand(unread, perhaps, now=after(days=1)).situation == "unread"
    assert stand(perhaps, now=after(days=1)).due == dt.date(2026, 10, 1)
    assert stand(past(outcome, may_be_sent=True, is_intact=False), now=after(days=1)).situation == "damaged"


def test_an_objection_that_stood_already_awaits_no_answer() -> None:
    found = stand(past("already_objected"), now=after(days=90))
    assert (found.situation, found.due, found.sent_at) == ("already_objected", None, None)
    assert found.renewal_on == dt.date(2027, 9, 1)


def test_an_attempt_that_did_not_end_and_one_that_is_damaged_are_said() -> None:
    assert stand(past(None, is_sealed=False), now=after(days=1)).situation == "unfinished"
    found = stand(past(is_intact=False), now=after(days=1))
    assert (found.situation, found.damaged) == ("damaged", (found.attempt_id,))


# several attempts


def test_the_attempt_that_says_most_counts_and_of_two_alike_the_newer() -> None:
    first, second = past(), past(at=after(days=2))
    stopped = past("not_sent", at=after(days=4))
    found = stand(first, second, stopped, now=after(days=5))
    assert (found.attempt_id, found.first_id, found.times_sent) == (
        second.attempt_id, first.attempt_id, 2,
    )  # fmt: skip
    unconfirmed = past("sent_unconfirmed", at=after(days=4))
    assert stand(first, unconfirmed, now=after(days=5)).attempt_id == first.attempt_id


def test_damage_hides_nothing_that_is_whole() -> None:
    whole, broken = past(), past(at=after(days=1), is_intact=False)
    found = stand(whole, broken, now=after(days=2))
    assert (found.attempt_id, found.damaged) == (whole.attempt_id, (broken.attempt_id,))
    found = stand(broken, past("not_sent", at=after(days=2)), now=after(days=3))
    assert found.situation == "damaged"  # what was sealed in it may have been the objection


def test_accounts_are_told_apart_by_service_and_address_without_regard_to_case() -> None:
    attempts = (
        past(address="Camille@example.org"),
        past(at=after(days=1), address="camille@example.org"),
        past(at=after(days=1), address="other@example.org"),
        past(at=after(days=1), service="instagram"),
        past(at=after(days=1), service="instagram", address=None),
    )
    found = find_standings(attempts, after(days=2), PARIS)
    assert sorted((one.service, one.address or "") for one in found) == [
        ("facebook", "camille@example.org"),
        ("facebook", "other@example.org"),
        ("instagram", ""),
        ("instagram", ADDRESS),
    ]


def test_an_attempt_that_ended_before_any_address_was_seen_is_no_account_of_its_own() -> None:
    early = past("not_sent", address=None, displayed=None)
    assert stand(early, now=after(days=9)).address is None
    assert stand(early, past(at=after(days=1)), now=after(days=9)).address == ADDRESS
    later = past("interrupted", at=after(days=5), address=None)
    assert stand(past(), later, now=after(days=9)).situation == "mail_overdue"
    two = (past(at=after(days=1)), past(at=after(days=1), address="other@example.org"))
    assert len(find_standings((early, *two), after(days=9), PARIS)) == 2
    assert len(find_standings((later, *two), after(days=9), PARIS)) == 3


def test_the_most_urgent_comes_first_and_not_sent_before_all() -> None:
    attempts = [
        past(address="a@example.org", mails=(mail("acknowledgement", after(hours=1)),)),
        past(address="b@example.org"),
        past("not_sent", address="c@example.org"),
        past("unavailable", address="d@example.org"),
        past(address="e@example.org", mails=(mail("refusal", after(hours=1)),)),
        past("rejected", address="f@example.org"),
        past(None, address="g@example.org", is_intact=False),
        past("sent_unconfirmed", address="h@example.org"),
    ]
    found = [str(one.address)[0] for one in find_standings(attempts, after(days=40), PARIS)]
    assert "".join(found) == "cfgdhebA".lower()


# renewal


def test_after_twelve_months_it_is_advisable() -> None:
    attempt = past(mails=(mail("acknowledgement", after(hours=1)),))
    eve = dt.datetime(2027, 8, 31, 21, 59, tzinfo=dt.UTC)
    assert stand(attempt, now=eve).situation == "acknowledged"
    found = stand(attempt, now=eve + dt.timedelta(minutes=1))
    assert (found.situation, [one.kind for one in found.reasons]) == ("renewal", ["year"])


def test_a_change_of_the_policy_since_makes_it_advisable_and_only_for_that_service() -> None:
    acknowledged = {"mails": (mail("acknowledgement", after(hours=1)),)}
    assert stand(past(**acknowledged), now=after(days=13), changes=(CHANGE,)).situation == "acknowledged"
    found = stand(past(**acknowledged), now=after(days=14), changes=(CHANGE,))
    assert (found.situation, found.reasons[-1].change) == ("renewal", CHANGE)
    later = past(at=dt.datetime(2026, 9, 15, 8, 0, tzinfo=dt.UTC), **acknowledged)
    assert stand(later, now=after(days=20), changes=(CHANGE,)).reasons == ()
    other = past(service="instagram", **acknowledged)
    assert stand(other, now=after(days=20), changes=(CHANGE,)).reasons == ()


def test_what_is_still_awaited_is_said_before_a_renewal() -> None:
    found = stand(past(), now=after(days=14), changes=(CHANGE,))
    assert (found.situation, [one.kind for one in found.reasons]) == ("mail_overdue", ["policy"])
    refused = past(mails=(mail("refusal", after(hours=1)),))
    assert stand(refused, now=after(days=14), changes=(CHANGE,)).situation == "refused"


def test_an_address_that_changed_since_makes_it_advisable() -> None:
    acknowledged = past(mails=(mail("acknowledgement", after(hours=1)),))
    later = past("not_sent", at=after(days=5), displayed="new@example.org")
    found = stand(acknowledged, later, now=after(days=6))
    assert (found.situation, found.reasons[-1].kind) == ("renewal", "address")
    for same in (ADDRESS.upper(), "c•••@e•••.org", None):
        later = past("not_sent", at=after(days=5), displayed=same)
        assert stand(acknowledged, later, now=after(days=6)).reasons == ()


def test_a_form_that_was_sent_with_another_address_is_worth_sending_again() -> None:
    attempt = past(
        verdict=Verdict.MISMATCH,
        displayed="old@example.org",
        mails=(mail("acknowledgement", after(hours=1)),),
    )
    assert stand(attempt, now=after(days=1)).reasons[-1].kind == "wrong_address"


@pytest.mark.parametrize("outcome", ["sent_unconfirmed", "rejected"])
def test_a_renewal_that_was_begun_is_what_the_person_waits_for(outcome: str) -> None:
    old = past(mails=(mail("acknowledgement", after(hours=1)),))
    again = past(outcome, at=after(days=400))
    found = stand(old, again, now=after(days=401))
    assert (found.situation, found.attempt_id) == (outcome, again.attempt_id)
    assert stand(old, past("unavailable", at=after(days=400)), now=after(days=401)).situation == "renewal"


def test_a_renewal_that_went_off_starts_anew() -> None:
    old = past(mails=(mail("acknowledgement", after(hours=1)),))
    found = stand(old, past(at=after(days=400)), now=after(days=401))
    assert (found.situation, found.reasons) == ("mail_awaited", ())
    found = stand(old, past("already_objected", at=after(days=400)), now=after(days=401))
    assert found.situation == "already_objected"


# the data


def test_the_changes_that_ship_are_known_services_days_and_words() -> None:
    changes = load_changes()
    assert [str(one.effective) for one in changes] == ["2025-12-16", "2026-07-23"]
    for one in changes:
        assert {"facebook", "instagram"} <= set(one.services)
        assert one.in_words("fr") != one.in_words("en") == one.in_words("mt")
        assert one.source
        assert one.certainty == "A"


def test_every_kind_of_mail_and_every_outcome_has_a_situation(tmp_path: Path) -> None:
    for outcome in Outcome:
        for kind in MailKind:
            for now in (after(hours=5), after(days=5), after(days=50), after(days=500)):
                found = stand(past(outcome, mails=(mail(kind, after(hours=1)),)), now=now, changes=(CHANGE,))
                assert found.situation in Situation
                assert found.situation is not Situation.RENEWAL or found.reasons
