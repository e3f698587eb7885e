"""What the person is to be told, gathered from everything that an attempt knows at the moment. Pure."""

from __future__ import annotations

from helper.guide.addresses import Addresses
from helper.guide.by_hand import ByHand
from helper.guide.findings import Findings
from helper.guide.plan import Plan
from helper.guide.steps import Situation
from helper.guide.unanswered import Unanswered
from helper.guide.writing import Writing
from helper.recognise import Recognition


def situation_of(
    reading: Recognition,
    plan: Plan,
    parts: tuple[Findings, Writing, Addresses, ByHand, Unanswered],
    minutes_left: int | None,
) -> Situation:
    """Give the situation that a page makes; `parts` are the attempt's own, each as it is now."""
    findings, writing, addresses, by_hand, unanswered = parts
    return Situation(
        state=reading.state,
        service=plan.title,
        purpose=plan.service.flow.purpose,
        email_verdict=findings.verdict,
        displayed=findings.displayed,
        change=findings.change,
        expected=plan.expected_email,
        insertion=writing.shown_status,
        reference=plan.reference.short if plan.reference else None,
        is_wording_checked=reading.is_wording_checked or reading.form is None,
        is_account_locked=reading.is_locked_account,
        has_not_loaded=reading.has_not_loaded,
        way=reading.way,
        has_next_address=addresses.has_next,
        is_rehearsal=plan.is_rehearsal,
        minutes_left=minutes_left,
        by_hand=by_hand.stage,
        buttons=by_hand.buttons,
        unanswered=unanswered.stage,
        text_to_paste=writing.text_to_paste(reading.languages),
    )
