"""The errand of an attempt: one account's objection, recorded as what was seen of it."""

from __future__ import annotations

from helper.evidence.work import WorkFolder
from helper.guide.attempt import Attempt
from helper.guide.history import conclude
from helper.guide.plan import Plan, Say
from helper.guide.talk import Talk
from helper.page.ports import Window
from helper.record import Outcome, Record
from helper.session.recording import facts_of, make_record
from helper.session.running import Errand, Took
from helper.texts import Texts


class AttemptErrand(Errand[Attempt]):
    """An attempt as it was planned."""

    def __init__(self, plan: Plan, texts: Texts, say: Say, detail: Say) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        self.name, self.title, self.services = plan.recorded_service, plan.title, (plan.service,)
        self.plan, self._texts, self._say, self._detail = plan, texts, say, detail

    def facts(self) -> dict[str, object]:
        """Give what the journal's first line says of it."""
        return facts_of(self.plan)

    def make(self, window: Window, work: WorkFolder) -> Attempt:
        """Make the attempt in its window."""
        talk = Talk(
            window,
            self._texts,
            self._say,
            self._detail,
            self.plan.next_title,
            has_end_page=self.plan.has_end_page,
        )
        return Attempt(self.plan, window, work, talk)

    def conclude(self, run: Attempt) -> tuple[Outcome, int]:
        """Give what its history makes of it."""
        return conclude(run.history)

    def record_of(self, run: Attempt, outcome: Outcome, work_id: str, took: Took, window: Window) -> Record:
        """Write down what it came to."""
        return make_record(run, outcome, work_id, took, window)
