"""The errand of a privacy check: pages gone through in the same window, with the same kind of evidence as an attempt."""

from __future__ import annotations

from flows import CHECK
from helper.evidence.work import WorkFolder, this_software, utc_now
from helper.guide.check import Check
from helper.guide.check_plan import CheckPlan, conclude_check
from helper.guide.plan import Say
from helper.page.ports import Window
from helper.record import EmailCheck, Explanation, FlowUsed, Outcome, PageSeen, Record, Verdict
from helper.session.running import Errand, Took, setting_of
from helper.texts import Texts


class CheckErrand(Errand[Check]):
    """A privacy check as it was planned."""

    def __init__(self, plan: CheckPlan, texts: Texts, say: Say, detail: Say) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        self.name, self.title = CHECK, texts.say("check.title")
        self.services = tuple(plan.services.values())
        self._plan, self._texts, self._say, self._detail = plan, texts, say, detail

    def facts(self) -> dict[str, object]:
        """Give what the journal's first line says of it."""
        flow = self._flow_used().model_dump(mode="json")
        return {"flow": flow, "rehearsal": False, "reference": None}

    def make(self, window: Window, work: WorkFolder) -> Check:
        """Make the check in its window."""
        return Check(self._plan, window, work, texts=self._texts, say=self._say, detail=self._detail)

    def conclude(self, run: Check) -> tuple[Outcome, int]:
        """Give what its history makes of it."""
        return conclude_check(run.history)

    def record_of(self, run: Check, outcome: Outcome, work_id: str, took: Took, window: Window) -> Record:
        """Write down pages that were opened, what the person said, pictures; never what they changed."""
        findings = run.findings
        return Record(
            id=work_id,
            service=CHECK,
            flow=self._flow_used(),
            outcome=outcome,
            started_at=took.started_at,
            ended_at=utc_now(),
            page=PageSeen(url=findings.page_url, language=findings.page_language, variant=None),
            email_check=EmailCheck(verdict=Verdict.UNCHECKED, displayed=None, expected=None),
            explanation=Explanation(reference=None, inserted=False, text=None),
            confirmation=None,
            timeline=tuple(run.history.timeline),
            evidence=run.kept.evidence,
            software=this_software(window.browser_name),
            navigations=tuple(findings.navigations),
            setting=setting_of(window, took, findings.skew_seconds),
            privacy_check=run.history.document(),
            notes=tuple(dict.fromkeys(findings.notes)),
        )

    def _flow_used(self) -> FlowUsed:
        plan = self._plan
        return FlowUsed(name=CHECK, revision=plan.revision, sha256=plan.sha256, origin="shipped")
