"""Tells the person the same thing in two places: the panel in the window, and calm lines in the terminal."""

from __future__ import annotations

from dataclasses import replace

from flows.schema import State
from helper.guide.plan import Say
from helper.guide.steps import Situation, email_line, insertion_line, panel_of, passed_stages
from helper.page.facts import Page
from helper.page.ports import Window
from helper.recognise import FormView, Recognition
from helper.texts import Texts


class Talk:
    """Says each thing once, with addresses masked in the terminal."""

    def __init__(
        self,
        window: Window,
        texts: Texts,
        say: Say,
        detail: Say,
        next_title: str | None = None,
        *,
        has_end_page: bool = False,
    ) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        self._next_title, self._has_end_page = next_title, has_end_page
        self._window, self._texts, self._say, self._detail = window, texts, say, detail
        self._last = ""
        self._passed = 0

    async def show(self, situation: Situation, form: FormView | None) -> None:
        """Draw the panel, away from the form's Send button."""
        self._passed = passed_stages(replace(situation, passed=self._passed))
        known = replace(
            situation,
            passed=self._passed,
            next_service=self._next_title,
            has_end_page=self._has_end_page,
        )
        panel = panel_of(known, self._texts)
        if form:
            # The panel knows the elements of one document.
            fields = (form.email_field, None if form.framed else form.explanation)
            panel = replace(
                panel,
                avoid=tuple(b.key for b in form.send),
                spare=tuple(f.key for f in fields if f),
                document=form.document.id,
            )
        await self._window.show(panel)

    def tell_state(self, situation: Situation) -> None:
        """Say what the page shows and whose turn it is."""
        self._tell(panel_of(situation, self._texts).now)

    def tell_email(self, situation: Situation) -> None:
        """Say how the form's address compares with the expected one."""
        if line := email_line(situation, self._texts, is_masked=True):
            self._tell(line.text)

    def tell_writing(self, situation: Situation) -> None:
        """Say what became of the text."""
        if line := insertion_line(situation, self._texts):
            self._tell(line.text)

    def tell_detail(self, state: State, reading: Recognition, page: Page | None) -> None:
        """Say what was recognised and where, for somebody who wants to know why."""
        where = page.url if page else "-"
        self._detail(f"{state} | {where} | {reading.language or '-'} | {', '.join(reading.signs) or '-'}")

    def tell_time(self, minutes: int) -> None:
        """Warn that the wait is nearly over."""
        self._tell(self._texts.say("panel.time", minutes=minutes))

    def _tell(self, line: str) -> None:
        if line != self._last:
            self._last = line
            self._say(line)
