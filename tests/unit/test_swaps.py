"""A page that sent another address than the one that stood there as Send was pressed: what is found, kept and said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from evidence_report_samples import FILLED, gaps_of
from evidence_samples import kept, picture, record_of, seal_one
from page_samples import document, field
from panel_samples import SITUATIONS
from test_evidence_recovery import BEGAN, BEGAN_AT, PRESSED, journal_of
from test_kept import SENT
from test_kept import picture as picture_of_form

from flows.load import load
from helper.evidence.journal import parse_journal
from helper.evidence.recovery import record_of_journal
from helper.evidence.store import Archive
from helper.followup.ending import sentences_of
from helper.guide.findings import Findings
from helper.guide.kept import Kept
from helper.guide.steps import panel_of, swap_line
from helper.guide.swaps import Swap, Swaps, find_swap
from helper.page.facts import Page
from helper.page.ports import Pressed, Swapped
from helper.recognise import FormView, Lexicon, recognise
from helper.record import Send, Verdict
from helper.texts import LANGUAGES, Texts

__all__ = ["kept"]  # fixtures

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
OWN, OTHER = "ana@example.org", "eva@example.net"
TEXT = field(23, "textarea", "Expliquez en quoi ce traitement vous affecte", value="")
SEND = Send(at=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), via="mouse")
SURE, UNSURE = Swap(OWN, OTHER, is_sure=True), Swap(OWN, OTHER, is_sure=False)


def page_showing(*addresses: str, touches: int = 0) -> Page:
    """Make the page of the form with a field for each of these addresses."""
    fields = (
        field(21 + 10 * number, "email", before="Adresse e-mail", value=address, touches=touches)
        for number, address in enumerate(addresses)
    )
    return Page(document(fields=(*fields, TEXT)))


def form_in(page: Page) -> FormView:
    """Read the form of a page."""
    form = recognise(page, SERVICE.flow, LEXICON).form
    assert form is not None
    return form


def swapped(
    *now: str,
    then: tuple[str, ...] = (OWN,),
    sent: tuple[tuple[str, str], ...] = (),
    load: str = "1",
    first: int = 21,
) -> Swapped:
    """Tell that these addresses stood there then and stand there now, and what the browser gathered."""
    pairs = zip(then, now, strict=True)
    fields = tuple((first + 10 * number, *pair) for number, pair in enumerate(pairs))
    return Swapped(1, load, fields, sent)


@pytest.mark.parametrize(
    ("then", "event", "found"),
    [
        # In the field alone: the page's script may send what it likes.
        ((OWN,), swapped(OTHER), UNSURE),
        ((OWN,), swapped(OWN), None),
        ((OWN,), swapped("ana@EXAMPLE.org"), None),
        ((OWN,), swapped("Ana@Example.org "), None),
        ((OWN,), swapped("ana@exämple.org"), Swap(OWN, "ana@exämple.org", is_sure=False)),
        ((OWN,), swapped(""), None),
        ((OWN,), swapped("a•••@e•••.org"), None),
        (("a•••@e•••.org",), swapped(OWN), None),
        (("",), swapped(OTHER), None),
        ((OWN,), swapped(OTHER, load="2"), None),
        ((OWN, OTHER), swapped(OWN, OWN, then=(OWN, OTHER)), Swap(OTHER, OWN, is_sure=False)),
        ((OWN, OTHER), swapped(OWN, OTHER, then=(OWN, OTHER)), None),
        ((OWN, ""), swapped(OWN, OWN, then=(OWN, OTHER)), None),
        ((OWN, ""), swapped(OWN, OTHER, then=(OWN, OTHER)), UNSURE),
        # In what the browser gathered, whatever the field shows.
        ((OWN,), swapped(OWN, sent=((OWN, OTHER),)), SURE),
        ((OWN,), swapped(OTHER, sent=((OWN, OWN),)), None),
        ((OWN,), swapped(OWN, sent=((OWN, "ANA@example.org"),)), None),
        ((OWN,), swapped(OWN, sent=((OWN, OWN), (OWN, OTHER))), UNSURE),
        ((OWN,), swapped(OWN, sent=(("", OTHER),)), SURE),
        ((OWN,), swapped(OWN, sent=(("", OTHER), ("", OWN))), None),
        (("a•••@e•••.org",), swapped("a•••@e•••.org", sent=(("", OWN),)), None),
    ],
)
def test_another_address_is_found_and_the_same_one_is_not(
    then: tuple[str, ...], event: Swapped, found: Swap | None
) -> None:
    fields = tuple((key, was, now) for (key, _, now), was in zip(event.fields, then, strict=True))
    assert find_swap(form_in(page_showing(*then)), replace(event, fields=fields)) == found


def test_what_stood_there_as_the_button_went_down_counts_before_what_the_click_found() -> None:
    form = form_in(page_showing(OTHER))
    assert find_swap(form, swapped(OTHER)) == UNSURE
    assert find_swap(form, swapped(OTHER, sent=((OWN, OTHER),))) == SURE
    assert find_swap(form, swapped(OTHER, sent=(("", OTHER),))) == SURE


def test_another_field_of_the_page_is_no_matter_of_the_form() -> None:
    assert find_swap(form_in(page_showing(OWN)), swapped(OTHER, first=71)) is None


def press(at: float) -> Pressed:
    return Pressed(1, page_showing(OWN), "1", 30, "mouse", is_blocked=False, at=at)


def test_what_was_done_counts_for_the_press_before_it_and_what_is_sure_counts_first() -> None:
    swaps, form, first, second = Swaps(), form_in(page_showing(OWN)), press(1.0), press(9.0)
    swaps.begin(first)
    swaps.take(swapped(OTHER))
    assert swaps.find(form, first) == UNSURE
    swaps.take(swapped(OTHER, sent=((OWN, OTHER),)))
    assert swaps.find(form, first) == SURE
    assert swaps.find(form, second) is None
    swaps.begin(second)
    assert swaps.find(form, second) is None


def sent(expected: str | None = OWN) -> Findings:
    """Press Send on the form that shows one's own address."""
    findings = Findings(page_url=document().url)
    findings.note_send(form_in(page_showing(OWN)), SEND, expected)
    return findings


@pytest.mark.parametrize(
    ("swap", "expected", "check", "notes"),
    [
        (SURE, OWN, (Verdict.MISMATCH, OTHER), ["address_swapped"]),
        (SURE, OTHER, (Verdict.MATCH, OTHER), ["address_swapped"]),
        (SURE, None, (Verdict.UNCHECKED, OTHER), ["address_swapped"]),
        (UNSURE, OWN, (Verdict.UNCHECKED, OWN), ["address_swapped", "address_swap_unsure"]),
        (UNSURE, None, (Verdict.UNCHECKED, OWN), ["address_swapped", "address_swap_unsure"]),
    ],
)
def test_the_check_is_of_what_was_sent(
    swap: Swap, expected: str | None, check: tuple[Verdict, str], notes: list[str]
) -> None:
    findings = sent(expected)
    assert findings.note_swap(swap, expected)
    assert (findings.sent_check, findings.notes) == (check, notes)
    assert not findings.note_swap(swap, expected)


def test_what_is_sure_takes_the_place_of_what_is_not_and_stays() -> None:
    findings = sent()
    assert findings.note_swap(UNSURE, OWN)
    assert findings.note_swap(SURE, OWN)
    assert not findings.note_swap(UNSURE, OWN)
    assert findings.notes[-1] == "address_swapped"
    assert "address_swap_unsure" not in findings.notes


@pytest.mark.parametrize(("touches", "check"), [(0, (Verdict.MISMATCH, OTHER)), (1, (Verdict.MATCH, OWN))])
def test_whoever_presses_twice_has_corrected_nothing(touches: int, check: tuple[Verdict, str]) -> None:
    findings = sent()
    findings.note_swap(SURE, OWN)
    shown = OWN if touches else OTHER
    findings.note_send(form_in(page_showing(shown, touches=touches)), SEND, OWN)
    assert findings.sent_check == check
    assert ("address_swapped" in findings.notes) is (touches == 0)


def test_no_picture_of_the_form_shows_what_was_sent_then(tmp_path: Path) -> None:
    own = Kept(Archive(tmp_path).begin("facebook"))
    own.keep_draft(picture_of_form(), SENT)
    own.settle_filled(SENT)
    own.note_sent_otherwise()
    assert [e.matches_sent for e in own.evidence] == [False]


# what is said of it

NOTES = {"swapped": ["address_swapped"], "swap_unsure": ["address_swapped", "address_swap_unsure"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("swap", [SURE, UNSURE])
@pytest.mark.parametrize("sample", SITUATIONS)
def test_the_panel_says_it_first_whatever_the_page_came_to(sample: str, swap: Swap, language: str) -> None:
    texts = Texts.load(language)
    situation = replace(SITUATIONS[sample], swap=swap)
    line = panel_of(situation, texts).lines[0]
    assert (line.tone, OWN in line.text, OTHER in line.text) == ("warn", True, True)
    masked = swap_line(situation, texts, is_masked=True)
    assert masked is not None
    assert OWN not in masked.text
    assert OTHER not in masked.text


@pytest.mark.parametrize("gap", NOTES)
def test_the_record_misses_it_and_the_end_says_so(kept: Archive, gap: str) -> None:
    check = {"verdict": "mismatch", "displayed": OTHER, "expected": OWN}
    work = kept.begin("facebook")
    digest = work.add("filled.png", picture())
    item = {**FILLED, "sha256": digest, "matches_sent": False}
    record = record_of(work, {}, evidence=[item], notes=NOTES[gap], email_check=check)
    work.seal(record)
    found = gaps_of(kept)
    assert gap in found
    assert not found & {"mismatch", "filled_differs", "filled_in_part"}
    assert f"talk.{gap}" in [one.key for one in sentences_of(record, "Facebook", None)]


def test_without_it_nothing_of_the_kind_is_said(kept: Archive) -> None:
    seal_one(kept)
    assert not gaps_of(kept) & set(NOTES)


@pytest.mark.parametrize(("is_sure", "gap"), [(True, "swapped"), (False, "swap_unsure")])
def test_an_attempt_that_died_has_it_from_its_journal(is_sure: bool, gap: str) -> None:
    verdict = ("email_check", "verdict", "match"), ("email_check", "verdict", "unchecked")
    journal = journal_of(BEGAN, verdict[0], PRESSED, ("address_swapped", "is_sure", is_sure), verdict[1])
    record = record_of_journal("20261122T140312Z-facebook-0a1b2c", journal, {}, BEGAN_AT)
    assert (record.swap, list(record.notes)) == (gap, NOTES[gap])
    assert record.email_check.verdict is Verdict.UNCHECKED


@pytest.mark.parametrize(("again_at", "gap"), [("14:03:10", "swapped"), ("14:03:12", None)])
def test_a_form_that_is_sent_once_more_is_not_blamed_for_the_first_time(
    again_at: str, gap: str | None
) -> None:
    journal = journal_of(BEGAN, PRESSED, ("address_swapped", "is_sure", True))
    again = parse_journal(
        f'{{"at": "2026-11-22T{again_at}.000Z", "seconds": 0, "event": "sent_again"}}\n'.encode()
    )
    both = replace(journal, lines=(*journal.lines, *again.lines))
    record = record_of_journal("20261122T140312Z-facebook-0a1b2c", both, {}, BEGAN_AT)
    assert record.swap == gap
