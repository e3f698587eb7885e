"""When a complaint may be drafted, to whom and in which language: decided from the archive, the date and the settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from complaint_samples import ID, missing_form, record
from followup_samples import SENT_AT, after, mail, past

from flows.authorities import load_authorities
from helper.complaint.choice import choose_authority, choose_language, lives_there, read_locale, reference_for
from helper.complaint.grounds import Decision, Ground, decide, zone_of
from helper.drafts.words import LANGUAGES
from helper.errors import UsageProblem
from helper.evidence.letters import Sent
from helper.followup.clock import Clock
from helper.mail.kept import KeptMail
from helper.record import Record
from helper.residence import Residence

PARIS = ZoneInfo("Europe/Paris")
KNOWN = load_authorities()
DUE = dt.date(2026, 10, 1)


def decided(
    day: dt.date,
    *mails: KeptMail,
    outcome: str = "submitted",
    anyway: bool = False,
    of: Record | None = None,
    letter: Sent | None = None,
) -> Decision:
    clock = Clock(dt.datetime.combine(day, dt.time(12), PARIS), PARIS)
    one = past(outcome, attempt_id=ID, mails=mails, letter=letter)
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


def test_of_an_attempt_still_to_come_the_date_is_asked_about_and_not_called_unsent() -> None:
    before = SENT_AT.date() - dt.timedelta(2)
    refusal = mail("refusal", after(days=-2))
    for mails in ((), (refusal,)):
        assert refused(before, *mails) == "complaint_ahead"
    assert decided(before, anyway=True) == Decision(Ground.EARLY, DUE)
    assert decided(before, refusal, anyway=True).ground is Ground.REFUSAL


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


def test_a_form_that_was_not_there_is_no_ground_unless_the_person_insists() -> None:
    late = DUE + dt.timedelta(99)
    assert refused(late, outcome="unavailable", of=missing_form()) == "complaint_no_form"
    insisted = decided(late, outcome="unavailable", of=missing_form(), anyway=True)
    assert insisted == Decision(Ground.NO_FORM, is_form_sent=False)


LETTER = Sent(dt.date(2026, 9, 3), "post", after(days=3))
LETTER_DUE = dt.date(2026, 10, 5)  # 3 October is a Saturday


@pytest.mark.parametrize("outcome", ["unavailable", "not_sent", "moved"])
def test_a_letter_opens_the_way_a_month_after_it(outcome: str) -> None:
    of = missing_form() if outcome == "unavailable" else record(outcome=outcome)
    assert refused(LETTER_DUE, outcome=outcome, of=of, letter=LETTER) == "complaint_too_early"
    late = decided(LETTER_DUE + dt.timedelta(1), outcome=outcome, of=of, letter=LETTER)
    assert late == Decision(Ground.LETTER_UNANSWERED, LETTER_DUE, letter=LETTER, is_form_sent=False)
    early = decided(LETTER_DUE, outcome=outcome, of=of, letter=LETTER, anyway=True)
    assert (early.ground, early.due, early.letter) == (Ground.EARLY, LETTER_DUE, LETTER)


def test_a_letter_that_was_received_later_is_counted_from_there() -> None:
    received = replace(LETTER, received_on=dt.date(2026, 9, 10))
    found = decided(dt.date(2026, 10, 13), outcome="unavailable", of=missing_form(), letter=received)
    assert found.due == dt.date(2026, 10, 12)  # the 10th is a Saturday


def test_a_letter_that_was_refused_needs_no_waiting() -> None:
    refusal = mail("refusal", after(days=5))
    found = decided(after(days=6).date(), refusal, outcome="unavailable", of=missing_form(), letter=LETTER)
    assert (found.ground, found.refusal, found.is_form_sent) == (Ground.REFUSAL, refusal, False)


def test_what_the_form_alone_allows_a_letter_does_not_take_back() -> None:
    """A refusal before the letter stays one; a month that was over stays over."""
    new = replace(LETTER, on=DUE)
    refusal = mail("refusal", after(days=3))
    assert decided(DUE, refusal, letter=new).ground is Ground.REFUSAL
    late = decided(DUE + dt.timedelta(1), outcome="sent_unconfirmed", letter=new)
    assert (late.ground, late.due, late.letter) == (Ground.NO_ANSWER, DUE, new)


def test_practice_is_nothing_to_complain_about_letter_or_not() -> None:
    assert refused(LETTER_DUE, of=record(rehearsal=True), letter=LETTER, anyway=True) == "complaint_rehearsal"


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


def lives_in(country: str | None, *, told: bool = True) -> Residence:
    return Residence(country, is_told=told)


# What is asked for, where the person lives, whether they told: the authority, and whether the draft takes it for theirs.
@pytest.mark.parametrize(
    ("asked", "residence", "code", "is_theirs"),
    [
        (None, lives_in("ES"), "es", True),
        (None, lives_in("ES", told=False), "es", False),  # guessed: the draft asks to check
        ("it", lives_in("ES"), "it", False),  # they may work there
        ("es", lives_in("ES"), "es", True),
        ("es", lives_in("ES", told=False), "es", False),
        ("fr", lives_in(None), "fr", False),
        ("fr", lives_in("other"), "fr", False),
        ("de-hh", lives_in("DE"), "de-hh", True),
        ("de", lives_in("DE"), "de", True),
        ("CNIL", lives_in("BE"), "fr", False),
    ],
)
def test_residence_decides_and_only_the_persons_own_word_settles_it(
    asked: str | None, residence: Residence, code: str, is_theirs: bool
) -> None:
    found = choose_authority(KNOWN, asked, residence)
    assert found.code == code
    assert lives_there(found, residence) is is_theirs


@pytest.mark.parametrize(
    ("residence", "key", "codes"),
    [
        (lives_in(None), "complaint_which_authority", "fr"),
        (lives_in("other"), "complaint_which_authority", "fr"),
        (lives_in("US", told=False), "complaint_which_authority", "fr"),
        (lives_in("DE"), "complaint_which_of_several", "de, de-hh"),
        (lives_in("DE", told=False), "complaint_which_of_several", "de, de-hh"),
    ],
)
def test_where_none_can_be_told_the_option_is_named(residence: Residence, key: str, codes: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        choose_authority(KNOWN, None, residence)
    assert caught.value.key == key
    assert str(caught.value.values["known"]).startswith(codes)


@pytest.mark.parametrize(
    ("country", "code", "is_stand_in"),
    [
        ("FR", "cnil", False),
        ("IE", "dpc", False),
        ("DE", "hmbbfdi", False),
        ("BE", "cnil", True),
        (None, "cnil", True),
    ],
)
def test_the_reference_offered_is_that_of_the_country_else_the_cnils(
    country: str | None, code: str, is_stand_in: bool
) -> None:
    authority, stands_in = reference_for(KNOWN, Residence(country))
    assert (authority.reference, stands_in) == (code, is_stand_in)


@pytest.mark.parametrize(
    ("asked", "residence"), [("ch", lives_in(None)), ("ico", lives_in(None)), (None, lives_in("GB"))]
)
def test_no_draft_cites_the_gdpr_to_who_applies_another_law(asked: str | None, residence: Residence) -> None:
    with pytest.raises(UsageProblem) as caught:
        choose_authority(KNOWN, asked, residence)
    assert caught.value.key == "complaint_other_law"


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(UsageProblem) as caught:
        choose_authority(KNOWN, "nobody", lives_in("FR"))
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
