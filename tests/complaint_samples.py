"""Cases to draft complaints of, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from followup_samples import ADDRESS, SENT_AT, mail

from flows.authorities import load_authorities
from flows.law import load_law
from helper.complaint.case import Case, Exhibit, TimeStamp
from helper.complaint.draft import write_draft
from helper.complaint.grounds import Decision, Ground
from helper.drafts.blocks import Draft
from helper.drafts.words import Words
from helper.evidence.letters import Sent
from helper.record import Record

ID = "20260901T090000Z-facebook-7f3a9c"
PARIS = dt.timezone(dt.timedelta(hours=2))
DUE = dt.date(2026, 10, 1)
TODAY = dt.date(2026, 10, 5)
LETTER = Sent(dt.date(2026, 9, 1), "post", SENT_AT)
FORM = "https://www.facebook.com/help/contact/712876720715583"


def record(**changes: Any) -> Record:
    """Make the record of an objection that was sent and answered by the page."""
    at = SENT_AT.isoformat()
    fields: dict[str, Any] = {
        "id": ID,
        "service": "facebook",
        "flow": {"name": "facebook", "revision": "1", "sha256": "0" * 64, "origin": "shipped"},
        "outcome": "submitted",
        "started_at": at,
        "ended_at": at,
        "page": {"url": FORM, "language": "fr-FR", "variant": None},
        "email_check": {"verdict": "match", "displayed": ADDRESS, "expected": ADDRESS},
        "explanation": {"reference": "cnil", "inserted": True, "text": "Je m’oppose.\n\nVoir la CNIL."},
        "confirmation": {"text": "Merci, c’est noté.", "signs": [], "words_verified": True},
        "timeline": [
            {"at": at, "state": "form"},
            {"at": at, "state": "sent"},
            {"at": at, "state": "submitted"},
        ],
        "evidence": [],
        "software": {"name": "optout-assist", "version": "0", "browser": None},
        **changes,
    }
    return Record.model_validate(fields)


def case(ground: Ground = Ground.NO_ANSWER, code: str = "fr", **changes: Any) -> Case:
    """Make a case; what was sent and refused has a mail that refuses, what had no form a record that says so."""
    known = load_authorities()
    authority, controller = known.find(code), known.controller_named("Meta Platforms Ireland Ltd")
    assert authority
    assert controller
    refusal = (
        mail("refusal", SENT_AT + dt.timedelta(days=9), subject="We refuse")
        if ground is Ground.REFUSAL
        else None
    )
    is_sent = ground not in (Ground.NO_FORM, Ground.LETTER_UNANSWERED)
    letter = LETTER if ground is Ground.LETTER_UNANSWERED else None
    is_late = ground in (Ground.NO_ANSWER, Ground.LETTER_UNANSWERED)
    made = Case(
        record=record() if is_sent else missing_form(),
        decision=Decision(
            ground,
            None if ground is Ground.NO_FORM else DUE,
            refusal=refusal,
            letter=letter,
            is_form_sent=is_sent,
        ),
        today=TODAY if is_late else dt.date(2026, 9, 15),
        zone=PARIS,
        sent_at=SENT_AT if is_sent else None,
        service="Facebook",
        controller="Meta Platforms Ireland Ltd",
        controller_post=controller.post,
        authority=authority,
        is_residence_told=True,
        procedure=load_law().find("procedure"),
        fallback=known.fallback,
        mails=(refusal,) if refusal else (),
        exhibits=(
            Exhibit("data/01-form.png", "form", SENT_AT, "a" * 64),
            Exhibit("data/record.json", "record", None, "b" * 64),
        ),
        seal="c" * 64,
        stamps=(
            TimeStamp("Test TSA", SENT_AT, is_vouched=True),
            TimeStamp("Other", SENT_AT, is_vouched=False),
        ),
        bag=ID,
        copy=f"{ID}-copy",
    )
    return replace(made, **changes)


def missing_form(**changes: Any) -> Record:
    """Make the record of an attempt to which the service showed no form."""
    at = SENT_AT.isoformat()
    return record(
        **{
            "outcome": "unavailable",
            "timeline": [{"at": at, "state": "opening"}, {"at": at, "state": "unavailable"}],
            "confirmation": None,
            "explanation": {"reference": None, "inserted": False, "text": None},
            "navigations": [{"at": at, "url": FORM}],
            **changes,
        }
    )


def draft(made: Case, language: str = "en") -> Draft:
    """Write it."""
    return write_draft(made, Words.load(language, "helper.complaint"))
