"""When a complaint may be drafted, to whom and in which language: decided from the archive, the date and the settings."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from complaint_samples import ID, missing_form, record
from followup_samples import SENT_AT, after, mail, past

from flows.authorities import load_authorities
from helper.complaint.choice import Locale, choose_authority, choose_language, read_locale
from helper.complaint.grounds import Decision, Ground, decide, zone_of
from helper.drafts.words import LANGUAGES
from helper.errors import UsageProblem
from helper.followup.clock import Clock
from helper.mail.kept import KeptMail
from helper.record import Record

PARIS = ZoneInfo("Europe/Paris")
KNOWN = load_authorities()
DUE = dt.date(2026, 10, 1)
NOWHERE = Locale(None, None)


def decided(
    day: dt.date, *mails: KeptMail, outcome: str = "submitted", anyway: bool = False, of: Record | None = None
) -> Decision:
    clock = Clock(dt.datetime.combine(day, dt.time(12), PARIS), PARIS)
    one = past(outcome, attempt_id=ID, mails=mails)
    return decide(of or record(outcome=outcome), one, clock, anyway=anyway)


def refused(day: dt.date, *mails: KeptMail, **more: object) -> str:
    with pytest.raises(UsageProblem) as caught:
        decided(day, *mails, **more)  # type: ignore[arg-type]
    return caught.value.key


@pytest.mark.parametrize("outcome", ["submitted", "sent_unconfirmed"])
def test_before_the_month_is_over_nothing_is_drafted(outcome: str) -> None:
    assert refused(SENT_AT.date(), outcome=outcome) == "complaint_too_early"
    assert refused(DUE, outcome=outcome) == "complaint_too_early"


def test_the_day_after_it_is() -> None:
    assert decided(DUE + dt.timedelta(1)) == Decision(Ground.NO_ANSWER, DUE)


def test_the_person_can_have_it_before() -> None:
    assert decided(SENT_AT.date(), anyway=True) == Decision(Ground.EARLY, DUE)


def test_a_refusal_needs_no_waiting() -> None:
    refusal = mail("refusal", after(days=3))
    assert decided(after(days=4).date(), refusal) == Decision(Ground.REFUSAL, DUE, refusal=refusal)


def test_a_refusal_that_may_be_forged_counts_only_on_the_persons_word() -> None:
    forged = mail("refusal", after(days=3), dkim="refused")
    assert refused(after(days=4).date(), forged) == "complaint_too_early"
    said = mail("refusal", after(days=3), dkim="refused", said_by="person")
    assert decided(after(days=4).date(), said).ground is Ground.REFUSAL


def test_an_extension_that_was_announced_in_time_moves_the_day() -> None:
    extended = dt.date(2026, 12, 1)
    announced = mail("extension", after(days=20))
    assert refused(DUE + dt.timedelta(1), announced) == "complaint_too_early"
    assert decided(extended + dt.timedelta(1), announced) == Decision(
        Ground.NO_ANSWER, extended, is_extended=True
    )
    assert decided(dt.date(2026, 10, 20), mail("extension", after(days=40))).due == DUE


@pytest.mark.parametrize("kind", ["acknowledgement", "more_details", "unclear"])
def test_no_other_mail_shortens_the_wait_or_makes_it_longer(kind: str) -> None:
    one = mail(kind, after(days=1))
    assert refused(DUE, one) == "complaint_too_early"
    assert decided(DUE + dt.timedelta(1), one).ground is Ground.NO_ANSWER


def test_a_form_that_was_not_there_needs_no_waiting() -> None:
    assert decided(SENT_AT.date(), outcome="unavailable", of=missing_form()) == Decision(Ground.NO_FORM)


@pytest.mark.parametrize("state", ["page_identity", "checkpoint", "moved"])
def test_who_acts_as_a_page_or_is_locked_out_was_not_denied_a_form(state: str) -> None:
    timeline = [{"at": SENT_AT.isoformat(), "state": one} for one in ("unavailable", state, "closed")]
    of = missing_form(timeline=timeline)
    assert refused(DUE + dt.timedelta(99), outcome="unavailable", of=of) == "complaint_never_sent"


@pytest.mark.parametrize("outcome", ["not_sent", "interrupted", "moved", "rejected", "already_objected"])
@pytest.mark.parametrize("anyway", [False, True])
def test_what_was_never_sent_is_nothing_to_complain_about(outcome: str, anyway: bool) -> None:
    late = DUE + dt.timedelta(99)
    assert refused(late, outcome=outcome, anyway=anyway) == "complaint_never_sent"


@pytest.mark.parametrize("anyway", [False, True])
def test_practice_never_is(anyway: bool) -> None:
    late = DUE + dt.timedelta(99)
    assert refused(late, of=record(rehearsal=True), anyway=anyway) == "complaint_rehearsal"


@pytest.mark.parametrize(
    ("offset", "hours"),
    [("+02:00", 2), ("-09:30", -9.5), ("+00:00", 0), ("nonsense", 0), ("", 0), ("+99:99", 0)],
)
def test_times_are_written_in_the_zone_of_the_attempt(offset: str, hours: float) -> None:
    setting = {"utc_offset": offset, "duration_seconds": 1.0, "is_fresh_profile": True, "has_proxy": False}
    assert zone_of(record(setting=setting)) == dt.timezone(dt.timedelta(hours=hours))


def test_of_an_old_record_they_are_in_utc() -> None:
    assert zone_of(record()) == dt.UTC


# to whom


def chosen(asked: str | None = None, reference: str | None = None, locale: Locale = NOWHERE) -> str:
    return choose_authority(KNOWN, asked, reference, locale).code


def test_the_one_asked_for_comes_first_then_the_one_cited_then_that_of_the_country() -> None:
    here = Locale("es", "ES")
    assert chosen("it", "cnil", here) == "it"
    assert chosen(None, "cnil", here) == "fr"
    assert chosen(None, None, here) == "es"
    assert chosen(None, "gone", Locale("fr", "FR")) == "fr"


@pytest.mark.parametrize("locale", [NOWHERE, Locale("en", "US"), Locale("de", "DE"), Locale("fr", None)])
def test_where_none_can_be_told_the_option_is_named(locale: Locale) -> None:
    with pytest.raises(UsageProblem) as caught:
        chosen(locale=locale)
    assert caught.value.key == "complaint_which_authority"
    assert "de-hh" in str(caught.value.values["known"])


@pytest.mark.parametrize(("asked", "locale"), [("ch", NOWHERE), ("ico", NOWHERE), (None, Locale("en", "GB"))])
def test_no_draft_cites_the_gdpr_to_who_applies_another_law(asked: str | None, locale: Locale) -> None:
    with pytest.raises(UsageProblem) as caught:
        chosen(asked, locale=locale)
    assert caught.value.key == "complaint_other_law"


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(UsageProblem) as caught:
        chosen("nobody", "cnil")
    assert caught.value.key == "authority_unknown"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "fr_FR.UTF-8"}, ("fr", "FR")),
        ({"LC_ALL": "de_AT@euro", "LANG": "fr_FR"}, ("de", "AT")),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_BE", "LANG": "fr_FR"}, ("nl", "BE")),
        ({"LANG": "fr"}, ("fr", None)),
        ({"LANG": "C.UTF-8"}, (None, None)),
        ({"LANG": "POSIX"}, (None, None)),
        ({"LANG": "../../fr_FR"}, (None, None)),
        ({}, ("it", "IT")),
    ],
)
def test_the_computers_settings_tell_language_and_country(
    environ: dict[str, str], expected: tuple[str | None, str | None]
) -> None:
    assert read_locale(environ, "it_IT") == expected


# in which language


@pytest.mark.parametrize(
    ("code", "preferred", "language"),
    [
        ("fr", "en", "fr"), ("fr", None, "fr"), ("ie", "fr", "en"), ("be", "fr", "fr"), ("be", "nl", "nl"), ("be", "de", "de"),
        ("be", "en", "fr"), ("lu", "en", "en"), ("lu", None, "fr"), ("at", "en", "de"), ("de-hh", None, "de"), ("li", None, "de"),
        ("it", None, "it"), ("es", "fr", "es"), ("nl", "fr", "nl"), ("pl", "fr", "en"), ("cy", None, "en"), ("se", "fr", "en"),
    ],
)  # fmt: skip
def test_the_draft_is_in_a_language_that_the_authority_works_in_the_persons_if_it_is_one(
    code: str, preferred: str | None, language: str
) -> None:
    authority = KNOWN.find(code)
    assert authority
    assert choose_language(authority, None, preferred) == language


def test_the_language_asked_for_is_taken() -> None:
    assert choose_language(KNOWN.authority[0], "nl", "fr") == "nl"


def test_every_authority_gets_a_language_that_drafts_are_written_in() -> None:
    assert {choose_language(one, None, None) for one in KNOWN.authority} == set(LANGUAGES)
