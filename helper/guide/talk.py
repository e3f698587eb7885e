"""Tells the person the same thing in two places: the panel in the window, and calm lines in the terminal."""

from __future__ import annotations

from dataclasses import replace

from flows.schema import State
from helper.guide.plan import Say
from helper.guide.steps import (
    PanelSituation,
    email_line,
    insertion_line,
    panel_of,
    passed_stages,
    standing_line,
    swap_line,
)
from helper.page.facts import Page
from helper.page.ports import Window
from helper.recognise import FormView, Recognition
from helper.texts import Texts


class Voice:
    """Says each thing once: what was said last is not said again."""

    def __init__(self, texts: Texts, say: Say) -> None:
        self._texts, self._say, self._last = texts, say, ""

    def tell(self, line: str) -> None:
        """Say a line, unless it is the one that was said last."""
        if line != self._last:
            self._last = line
            self._say(line)

    def tell_time(self, minutes: int) -> None:
        """Warn that the wait is nearly over."""
        self.tell(self._texts.say("panel.time", minutes=minutes))


class Talk(Voice):
    """What an attempt says, with addresses masked in the terminal."""

    def __init__(self, window: Window, texts: Texts, say: Say, detail: Say) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        super().__init__(texts, say)
        self._window, self._detail = window, detail
        self._passed = 0

    async def show(self, situation: PanelSituation, form: FormView | None) -> None:
        """Draw the panel, away from the form's Send button."""
        self._passed = passed_stages(replace(situation, passed=self._passed))
        panel = panel_of(replace(situation, passed=self._passed), self._texts)
        if form:
            # The panel knows the elements of one document.
            fields = (form.email_field, None if form.framed else form.explanation)
            panel = replace(
                panel,
                avoid=tuple(b.key for b in (*form.send, *form.onward)),
                spare=tuple(f.key for f in fields if f),
                document=form.document.id,
            )
        await self._window.show(panel)

    def tell_state(self, situation: PanelSituation) -> None:
        """Say what the page shows and whose turn it is."""
        self.tell(panel_of(situation, self._texts).now)

    def tell_email(self, situation: PanelSituation) -> None:
        """Say how the form's address compares with the expected one."""
        if line := email_line(situation, self._texts, is_masked=True):
            self.tell(line.text)

    def tell_swap(self, situation: PanelSituation) -> None:
        """Say that the page put another address there as Send was pressed."""
        if line := swap_line(situation, self._texts, is_masked=True):
            self.tell(line.text)

    def tell_half_written(self, situation: PanelSituation) -> None:
        """Say that the answer was not yet written to its end as the window closed."""
        self.tell(self._texts.say("panel.half_written", service=situation.service))

    def tell_standing(self, situation: PanelSituation) -> None:
        """Say that the page speaks of an earlier objection."""
        if line := standing_line(situation, self._texts):
            self.tell(line.text)

    def tell_writing(self, situation: PanelSituation) -> None:
        """Say what became of the text."""
        if line := insertion_line(situation, self._texts):
            self.tell(line.text)

    def tell_detail(self, state: State, reading: Recognition, page: Page | None) -> None:
        """Say what was recognised and where, for somebody who wants to know why."""
        where = page.url if page else "-"
        self._detail(f"{state} | {where} | {reading.language or '-'} | {', '.join(reading.signs) or '-'}")
