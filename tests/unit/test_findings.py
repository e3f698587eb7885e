"""What an attempt notes of the pages that were opened: where they came from, and how the clocks differ."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from page_samples import button, document, field

from flows.load import load
from helper.guide.findings import OF_EARLIER_STEP, Findings
from helper.page.facts import FormElement, Page
from helper.page.ports import Arrived
from helper.recognise import FormView, Lexicon, recognise
from helper.record import Send, Server, Verdict

FLOW = load("facebook").flow
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
NOBODY = Server(
    address=None, port=None, protocol=None, certificate_issuer=None, certificate_subject=None, valid_from=None, valid_to=None
)  # fmt: skip
TEXT = field(22, "textarea", "Expliquez en quoi ce traitement vous affecte", value="")
FORM = "https://www.facebook.com/help/contact/712876720715583"


def arrive(url: str, *, service_is_ahead_by: float | None = 0.0) -> Findings:
    """Open a page of a service whose clock is ahead by so many seconds; None: it tells no time."""
    findings = Findings(page_url=FORM)
    date = None if service_is_ahead_by is None else NOW + dt.timedelta(seconds=service_is_ahead_by)
    findings.arrive(Arrived(1, url, NOW, 200, NOBODY, date), FLOW)
    return findings


def form_showing(address: str) -> FormView:
    """Read the form with this address on it."""
    fields = (field(21, "email", before="Adresse e-mail", value=address), TEXT)
    form = recognise(Page(document(fields=fields)), FLOW, Lexicon(load("facebook").words)).form
    assert form is not None
    return form


def test_a_page_of_the_service_is_noted_with_its_address() -> None:
    assert [n.url for n in arrive(FORM).navigations] == [FORM]


@pytest.mark.parametrize(
    "url", ["https://example.org/jean.dupont/notes", "https://www.facebook.com.evil.example/x"]
)
def test_of_a_page_elsewhere_only_the_host_is_noted(url: str) -> None:
    (navigation,) = arrive(url).navigations
    assert navigation.url.count("/") == 3
    assert navigation.url.endswith("/")


@pytest.mark.parametrize(
    ("ahead", "differs"), [(0, False), (119, False), (-119, False), (121, True), (-3600, True)]
)
def test_a_clock_that_is_more_than_two_minutes_off_is_said(ahead: float, differs: bool) -> None:
    findings = arrive(FORM, service_is_ahead_by=ahead)
    assert findings.skew_seconds == -ahead
    assert ("clock_differs" in findings.notes) is differs


def test_a_foreign_clock_says_nothing_about_ours() -> None:
    assert arrive("https://example.org/", service_is_ahead_by=9999).notes == []


def test_a_service_that_tells_no_time_leaves_the_difference_open() -> None:
    assert arrive(FORM, service_is_ahead_by=None).skew_seconds is None


def test_the_address_is_read_again_when_send_is_pressed() -> None:
    """Somebody may correct it and press Send before the page has told of the correction."""
    wrong, right = form_showing("other@example.net"), form_showing("ana@example.org")
    findings = Findings(page_url=FORM)
    findings.check_addresses(wrong, "ana@example.org")
    assert findings.verdict is Verdict.MISMATCH
    findings.note_send(right, Send(at=NOW, via="mouse"), "ana@example.org")
    assert (findings.verdict, findings.displayed) == (Verdict.MATCH, "ana@example.org")
    assert findings.best_form is right


def test_an_address_that_is_corrected_and_not_sent_again_is_not_what_was_sent() -> None:
    findings = Findings(page_url=FORM)
    findings.note_send(form_showing("other@example.net"), Send(at=NOW, via="mouse"), "ana@example.org")
    findings.check_addresses(form_showing("ana@example.org"), "ana@example.org")
    assert findings.verdict is Verdict.MATCH
    assert findings.sent_check == (Verdict.MISMATCH, "other@example.net")


@pytest.mark.parametrize("facts", [{"url": "https://example.org/diary", "is_ours": False}, {}])
def test_only_a_page_of_the_service_is_the_page_that_the_record_names(facts: dict[str, Any]) -> None:
    findings = Findings(page_url="https://www.facebook.com/")
    page = Page(document(**facts))
    findings.remember_page(page, recognise(page, FLOW, Lexicon(load("facebook").words)))
    assert findings.page_url == ("https://www.facebook.com/" if facts else FORM)


# --- a form in two steps ------------------------------------------------------------------------------------------------


def steps(**facts: Any) -> Findings:
    """Show the step of the address, then that of the text, in which `facts` are other; check the second."""
    lexicon = Lexicon(load("facebook").words)
    address = (field(21, "email", before="Adresse e-mail", value="ana@example.org"),)
    first = document(fields=address, buttons=(button(29, "Suivant", is_submit=False),))
    second = document(**{"fields": (TEXT,), **facts})
    findings = Findings(page_url=FORM)
    findings.remember_addresses(recognise(Page(first), FLOW, lexicon).showing_address)
    form = recognise(Page(second), FLOW, lexicon).form
    assert form is not None
    findings.note_send(form, Send(at=NOW, via="mouse"), "ana@example.org")
    return findings


def test_the_address_of_an_earlier_step_of_the_same_form_counts() -> None:
    findings = steps()
    assert findings.sent_check == (Verdict.MATCH, "ana@example.org")
    assert findings.notes == [OF_EARLIER_STEP]


@pytest.mark.parametrize(
    "other",
    [
        {"id": "2"},
        {"route": "/help/contact/1"},
        {"forms": (FormElement(key=9, is_native=True, technical="", ids=("712876720715583",)),)},
        {"forms": ()},
    ],
)
def test_the_address_of_what_may_be_another_form_does_not_count(other: dict[str, Any]) -> None:
    findings = steps(**other)
    assert findings.sent_check == (Verdict.ABSENT, None)
    assert findings.notes == []


def test_an_address_that_the_last_step_shows_itself_counts_alone() -> None:
    findings = steps(fields=(field(24, "email", before="Adresse e-mail", value="eva@example.org"), TEXT))
    assert findings.sent_check == (Verdict.MISMATCH, "eva@example.org")
    assert findings.notes == []


def test_where_a_login_asks_who_one_is_no_step_of_the_form_is() -> None:
    login = document(
        blocks=(), fields=(field(21, "email", "Adresse e-mail", value="eva@example.org"),),
        buttons=(button(29, "Se connecter"),), title="Se connecter",
    )  # fmt: skip
    assert recognise(Page(login), FLOW, Lexicon(load("facebook").words)).showing_address == ()
