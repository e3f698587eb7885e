"""What the window asks of a letter and of its sending, where it offers them, and whom one may complain to."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from followup_samples import ADDRESS, SENT_AT, root, seal_at
from hypothesis import given
from hypothesis import strategies as st
from window_page_samples import choice_of, standing

from flows.authorities import load_authorities
from helper.cli.options import Shared
from helper.desk import complaint_pages, doing, letter_pages
from helper.errors import UsageProblem
from helper.evidence.letters import Sent, kept_letter
from helper.evidence.store import Archive
from helper.followup.standing import Situation
from helper.record import Outcome
from helper.residence import Residence
from helper.texts import Texts
from helper.window.asked_letters import (
    AskedLetter,
    AskedSending,
    AskedSubject,
    mistake_of,
    read_letter,
    read_sent,
    sending_of,
)
from helper.window.deeds import deeds_for
from helper.window.places import place_of
from helper.window.shown import show_ended

__all__ = ["root"]  # a fixture
TODAY = dt.date(2026, 9, 20)
ASKED = AskedLetter(AskedSubject(), "FR", "fr")
FIXED = AskedSubject("facebook", "20260901T090000Z-facebook-000000", ADDRESS)
SERVICES = ("facebook", "instagram")
DOCUMENTS, HOME, ARCHIVE = Path("/home/c/Papiers"), Path("/home/c"), Path("/home/c/.local/archive")
UNAVAILABLE = {
    "outcome": "unavailable",
    "timeline": [{"at": SENT_AT.isoformat(), "state": "unavailable"}],
    "explanation": {"reference": None, "inserted": False, "text": None},
    "confirmation": None,
}


def letter(before: AskedLetter = ASKED, **answer: str) -> tuple[AskedLetter, list[str]]:
    form, problems = read_letter(
        answer,
        before,
        services=SERVICES,
        countries=("FR", "DE"),
        languages=("fr", "de"),
        reasons=("none", "family", "own"),
        limit=100,
    )
    return form, [one.field for one in problems]


def sending(subject: AskedSubject = FIXED, **answer: str) -> AskedSending:
    return read_sent(answer, AskedSending(subject), SERVICES)[0]


# what is asked


def test_a_letter_needs_an_account_and_nothing_else() -> None:
    assert letter(service="instagram") == (AskedLetter(AskedSubject("instagram"), "FR", "fr"), [])
    assert letter()[1] == ["service"]
    assert letter(service="whatsapp")[1] == ["service"]


def test_what_is_known_of_an_attempt_is_no_question() -> None:
    before = AskedLetter(FIXED, "FR", "fr")
    form, problems = letter(
        before, service="instagram", address="other@example.org", country="DE", language="de"
    )
    assert problems == []
    assert (form.subject.service, form.subject.attempt) == ("facebook", FIXED.attempt)
    assert (form.subject.address, form.country, form.language) == ("other@example.org", "DE", "de")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"address": "claire@"}, "address"),
        ({"country": "XX"}, "country"),
        ({"reason": "own"}, "own"),
        ({"own": "Ma santé."}, "own"),
        ({"reason": "own", "own": "é" * 51}, "own"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(answer: dict[str, str], field: str) -> None:
    assert letter(AskedLetter(FIXED, "FR", "fr"), **answer)[1] == [field]


@given(st.dictionaries(st.text(), st.text()))
def test_no_answer_is_too_strange(answer: dict[str, str]) -> None:
    letter(**answer)
    found, _ = read_sent(answer, AskedSending(AskedSubject()), SERVICES)
    with contextlib.suppress(UsageProblem):
        sending_of(found, None, TODAY)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({}, "on"),
        ({"by": "post"}, "on"),
        ({"on": "2026-09-10"}, "by"),
        ({"on": "2026-09-10", "by": "pigeon"}, "by"),
        ({"on": "tomorrow", "by": "post"}, "on"),
        ({"on": "2026-09-21", "by": "post"}, "on"),
        ({"on": "21/09/2026", "by": "post"}, "on"),
        ({"on": "31/02/2026", "by": "post"}, "on"),
        ({"on": "09/13/2026", "by": "post"}, "on"),  # the month first
        ({"on": "10/9/2026", "by": "post", "received": "31/9/2026"}, "received"),
        ({"on": "2026-09-10", "by": "post", "received": "x"}, "received"),
        ({"on": "2026-09-10", "by": "post", "received": "2026-09-09"}, "received"),
    ],
)
def test_a_day_that_makes_no_sense_is_said_beside_its_field(answer: dict[str, str], field: str) -> None:
    found = sending(**answer)
    with pytest.raises(UsageProblem) as raised:
        sending_of(found, None, TODAY)
    mistake = mistake_of(raised.value, found)
    assert mistake is not None
    assert mistake.field == field


@pytest.mark.parametrize("typed", ["2026-09-10", "10/09/2026", "10.9.2026", "10-09-2026", "10 9 2026"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert sending_of(sending(on=typed, by="post"), None, TODAY).on == dt.date(2026, 9, 10)


def test_the_days_are_read_by_the_rules_of_the_command() -> None:
    said = sending_of(sending(on="2026-09-10", by="post", received="2026-09-12"), None, TODAY)
    assert said == (dt.date(2026, 9, 10), "post", dt.date(2026, 9, 12))
    before = Sent(dt.date(2026, 9, 10), "post", SENT_AT, dt.date(2026, 9, 12))
    emptied = sending_of(sending(on="2026-09-10", by="post"), before, TODAY)
    assert emptied.received_on is None, "a field that was emptied says something"


# where it is offered


@pytest.mark.parametrize("situation", list(Situation))
def test_a_letter_is_offered_where_the_advice_names_one(situation: Situation) -> None:
    kinds = {one.kind for one in deeds_for(standing(situation))}
    advice = Texts.load("en").sentences[f"status.advice.{situation}"]
    assert ("letter" in kinds) == ("optout-assist letter" in advice)
    assert ("sent" in kinds) == ("letter" in kinds)
    assert ("received" in kinds) == (situation in (Situation.LETTER_SENT, Situation.LETTER_OVERDUE))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_after_an_attempt_a_letter_is_offered_where_there_was_no_form(root: Path, outcome: Outcome) -> None:
    timeline = [{"at": SENT_AT.isoformat(), "state": "form"}]
    bag = seal_at(root, SENT_AT, outcome=str(outcome), timeline=timeline)
    record = Archive(root).find(bag.name).record
    assert record is not None
    shown = show_ended(record, "Facebook", bag, Texts.load("en"))
    assert shown.had_no_form == (outcome in (Outcome.UNAVAILABLE, Outcome.MOVED))
    practice = record.model_copy(update={"rehearsal": True})
    assert not show_ended(practice, "Facebook", bag, Texts.load("en")).had_no_form


# what is done


@pytest.fixture
def shared(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shared:
    monkeypatch.setattr(doing, "documents_dir", lambda: tmp_path)
    monkeypatch.setattr("helper.browser.find.find_browser", lambda *_: _no_browser())
    return Shared(lang="fr", archive=root)


def _no_browser() -> None:
    from helper.errors import BrowserProblem

    raise BrowserProblem("browser_none")


def test_a_letter_is_written_and_what_is_missing_is_said(shared: Shared, tmp_path: Path) -> None:
    told = doing.write_letter(
        shared, AskedLetter(AskedSubject("instagram", address=ADDRESS), "FR", "fr", "family")
    )
    assert told.path == tmp_path / "instagram-letter"
    assert told.page is not None
    text = told.page.read_text("utf-8")
    assert ADDRESS in text
    assert "photos de ma famille" in text
    lines = " ".join(told.lines)
    assert "pas de PDF" in lines
    assert "optout-assist" not in lines
    assert [one.button for one in told.deeds] == ["sent:instagram"]


def test_the_sending_is_noted_corrected_and_taken_back(shared: Shared, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    begun = letter_pages.begin_sending(shared, bag.name)
    assert (begun.is_noted, begun.asks_address, begun.form.subject.service) == (False, False, "facebook")
    form, _ = read_sent({"on": "2026-09-10", "by": "post"}, begun.form, SERVICES)
    told = doing.note_sending(shared, form)
    assert "par courrier le 10 septembre 2026" in told.lines[0]
    assert "optout-assist" not in " ".join(told.lines)
    again = letter_pages.begin_sending(shared, bag.name)
    assert again.is_noted
    assert (again.form.on, again.form.by, again.form.received) == ("10/09/2026", "post", "")
    form, _ = read_sent({"on": "2026-09-10", "by": "post", "received": "2026-09-12"}, again.form, SERVICES)
    doing.note_sending(shared, form)
    sent = kept_letter(bag).sent
    assert sent is not None
    assert sent.received_on == dt.date(2026, 9, 12)
    doing.take_back_sending(shared, form)
    assert kept_letter(bag).sent is None


def test_without_an_attempt_the_letter_gets_a_record_of_its_own(shared: Shared, root: Path) -> None:
    begun = letter_pages.begin_sending(shared, "facebook")
    assert begun.asks_address
    form, _ = read_sent({"on": "2026-09-10", "by": "email", "address": ADDRESS}, begun.form, SERVICES)
    doing.note_sending(shared, form)
    (entry,) = Archive(root).entries()
    assert entry.record is not None
    assert entry.record.email_check.expected == ADDRESS
    sent = kept_letter(entry.path).sent
    assert sent is not None
    assert (sent.on, sent.by) == (dt.date(2026, 9, 10), "email")


# to whom one complains


def test_those_of_the_persons_country_are_offered_and_none_is_chosen_for_them() -> None:
    codes = [code for code, _ in choice_of(Shared(lang="fr"), "DE").authorities]
    assert codes == [*(one.code for one in load_authorities().of_country("DE")), complaint_pages.NO_AUTHORITY]
    assert choice_of(Shared(lang="fr"), "DE").hints


def test_without_a_country_all_are_offered_by_country() -> None:
    choice = choice_of(Shared(lang="fr"), "other")
    assert not choice.is_of_country
    assert choice.authorities[0][0] == complaint_pages.NO_AUTHORITY
    assert len(choice.authorities) == len(load_authorities().authority) + 1


@pytest.mark.parametrize("country", [one for one in load_authorities().countries if one != "DE"])
def test_where_there_is_one_alone_nothing_is_asked(country: str) -> None:
    assert (
        complaint_pages.choice_among(Shared(lang="fr"), load_authorities(), Residence(country, is_told=True))
        is None
    )


# where something is


@pytest.mark.parametrize(
    ("path", "where", "folder", "name"),
    [
        (DOCUMENTS / "x.ics", "documents", "Papiers", "x.ics"),
        (HOME / "x.zip", "home", "c", "x.zip"),
        (ARCHIVE / "20261122T1-x-1.mails" / "01", "archive", "archive", "20261122T1-x-1.mails"),
        (ARCHIVE, "archive", "archive", "archive"),
        (Path("/media/key/x.zip"), "elsewhere", "key", "x.zip"),
    ],
)
def test_a_place_is_named_as_people_look_for_it(path: Path, where: str, folder: str, name: str) -> None:
    found = place_of(path, DOCUMENTS, HOME, ARCHIVE)
    assert (found.where, found.folder, found.name, found.path) == (where, folder, name, str(path))
