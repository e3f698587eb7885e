"""The errand of an attempt: one account's objection, recorded as what was seen of it."""

from __future__ import annotations

from helper.evidence.work import WorkFolder, this_software, utc_now
from helper.guide.attempt import Attempt
from helper.guide.history import conclude
from helper.guide.plan import Plan, Say
from helper.guide.talk import Talk
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
    Verdict,
    flow_used,
)
from helper.session.running import Errand, Took, setting_of
from helper.texts import Texts


class AttemptErrand(Errand[Attempt]):
    """An attempt as it was planned."""

    def __init__(self, plan: Plan, texts: Texts, say: Say, detail: Say) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        self.name, self.title, self.services = plan.recorded_service, plan.title, (plan.service,)
        self.plan, self._texts, self._say, self._detail = plan, texts, say, detail

    def facts(self) -> dict[str, object]:
        """Give what the journal's first line says of it."""
        plan = self.plan
        return {
            "flow": flow_used(plan.service).model_dump(mode="json"),
            "rehearsal": plan.is_rehearsal,
            "reference": plan.reference.code if plan.reference else None,
        }

    def make(self, window: Window, work: WorkFolder) -> Attempt:
        """Make the attempt in its window."""
        return Attempt(self.plan, window, work, Talk(window, self._texts, self._say, self._detail))

    def conclude(self, run: Attempt) -> tuple[Outcome, int]:
        """Give what its history makes of it."""
        return conclude(run.history)

    def record_of(self, run: Attempt, outcome: Outcome, work_id: str, took: Took, window: Window) -> Record:
        """Write down what it came to."""
        plan, service, writing, findings = run.plan, run.plan.service, run.writing, run.findings
        form = findings.best_form
        # A form of which the person alone says what it is, or that it was sent, we never saw.
        is_unseen = run.history.is_said_sent or run.history.said_form_sent_something
        is_uncheckable = plan.expected_email is None or is_unseen
        written = writing.as_sent
        # After an error the address may have been corrected and not sent again: what was sent counts.
        sent_check = findings.sent_check if run.history.was_sent else None
        verdict, displayed = sent_check or (findings.verdict, findings.displayed)
        verdict = verdict or (Verdict.UNCHECKED if is_uncheckable else Verdict.ABSENT)
        reply = (
            Confirmation(
                text=findings.reply.text,
                signs=findings.reply.signs,
                words_verified=findings.reply.is_verified,
            )
            if findings.reply
            else None
        )
        return Record(
            id=work_id,
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
            confirmation=reply if run.history.is_submitted else None,
            refusal=reply if run.history.is_refused else None,
            timeline=tuple(run.history.timeline),
            evidence=run.kept.evidence,
            software=this_software(window.browser_name),
            navigations=tuple(findings.navigations),
            setting=setting_of(window, took, findings.skew_seconds),
            send=findings.send,
            notes=tuple(dict.fromkeys(findings.notes)),
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
