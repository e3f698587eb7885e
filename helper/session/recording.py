"""Writes the record of an attempt from what it found out."""

from __future__ import annotations

import datetime as dt
import os

from helper.evidence.work import this_software, utc_now
from helper.guide.attempt import Attempt
from helper.guide.plan import Plan
from helper.guide.writing import Written
from helper.page.ports import Window
from helper.recognise import FormView
from helper.record import (
    Confirmation,
    EmailCheck,
    Explanation,
    Outcome,
    PageSeen,
    Record,
    Setting,
    Verdict,
    flow_used,
)
from helper.session.running import Took

# By which programs are told of a proxy; what a desktop's settings say is not known here.
_PROXIES = tuple(
    form(name) for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY") for form in (str.upper, str.lower)
)


def make_record(attempt: Attempt, outcome: Outcome, attempt_id: str, took: Took, window: Window) -> Record:
    """Write down what an attempt came to."""
    plan, service, writing, findings = attempt.plan, attempt.plan.service, attempt.writing, attempt.findings
    form = findings.best_form
    is_uncheckable = (
        plan.expected_email is None or attempt.history.is_said_sent
    )  # of a form that we never saw
    written = writing.as_sent
    # After an error the address may have been corrected and not sent again: what was sent counts.
    sent_check = findings.sent_check if attempt.history.was_sent else None
    verdict, displayed = sent_check or (findings.verdict, findings.displayed)
    verdict = verdict or (Verdict.UNCHECKED if is_uncheckable else Verdict.ABSENT)
    reply = (
        Confirmation(
            text=findings.reply.text, signs=findings.reply.signs, words_verified=findings.reply.is_verified
        )
        if findings.reply
        else None
    )
    return Record(
        id=attempt_id,
        service=plan.recorded_service,
        rehearsal=plan.is_rehearsal,
        flow=flow_used(service),
        outcome=outcome,
        started_at=took.started_at,
        ended_at=utc_now(),
        page=PageSeen(
            url=form.document.url if form else findings.page_url,
            language=(form.document.language or (form.languages[0] if form.languages else None))
            if form
            else findings.page_language,
            variant=_variant(form) if form else None,
            form_fingerprint=findings.fingerprint,
        ),
        email_check=EmailCheck(
            verdict=verdict,
            displayed=displayed or None,
            expected=plan.expected_email,
        ),
        explanation=Explanation(
            reference=_cited(plan, written),
            inserted=written.is_inserted,
            text=written.text,
        ),
        confirmation=reply if attempt.history.is_submitted else None,
        refusal=reply if attempt.history.is_refused else None,
        timeline=tuple(attempt.history.timeline),
        evidence=attempt.kept.evidence,
        software=this_software(window.browser_name),
        navigations=tuple(findings.navigations),
        setting=setting_of(window, took.started_at, took.seconds, findings.skew_seconds),
        send=findings.send,
        notes=tuple(dict.fromkeys(findings.notes)),
    )


def setting_of(window: Window, started_at: dt.datetime, seconds: float, skew: float | None) -> Setting:
    """Say where an attempt ran, and how long it took."""
    return Setting(
        utc_offset=_offset(started_at),
        duration_seconds=round(seconds, 3),
        is_fresh_profile=window.is_fresh,
        has_proxy=_has_proxy(),
        skew_seconds=skew,
    )


def _cited(plan: Plan, written: Written) -> str | None:
    """Name the authority that was asked for, unless our text stands there without its link: then none was cited."""
    if plan.reference is None or (written.is_inserted and plan.reference.url not in (written.text or "")):
        return None
    return plan.reference.code


def _variant(form: FormView) -> str:
    parts = ["html-form" if form.is_native else "script-form"]
    if not form.document.is_top:
        parts.append("in-frame")
    if any(d.key == form.container for d in form.document.dialogs):
        parts.append("in-dialog")
    if any(f.kind in ("select", "combobox") for f in form.fields if f is not form.email_field):
        parts.append("with-choice")
    return " ".join(parts)


def _offset(at: dt.datetime) -> str:
    """Give the computer's offset from UTC at that time."""
    return at.astimezone().isoformat()[-6:]


def _has_proxy() -> bool:
    return any(os.environ.get(name) for name in _PROXIES)
