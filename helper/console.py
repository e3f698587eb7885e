"""Speaks to the person in the terminal: talk on stderr, the result on stdout, colour only where it is wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import rich.console
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from helper.clean import clean
from helper.email_check import mask_address, parse_address
from helper.record import Outcome

if TYPE_CHECKING:
    from flows.load import Service
    from helper.cli.shared import Shared
    from helper.session import Ending

_STYLES = {
    Outcome.SUBMITTED: "green",
    Outcome.ALREADY_OBJECTED: "green",
    Outcome.SENT_UNCONFIRMED: "yellow",
    Outcome.REJECTED: "yellow",
}


class Console:
    """The terminal of one command."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._texts = shared.texts
        self._talk = rich.console.Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())
        self._result = rich.console.Console(highlight=False, soft_wrap=not sys.stdout.isatty())

    def say(self, line: str) -> None:
        """Say one calm line, unless the person wants none."""
        if not self._shared.quiet:
            self._talk.print(Text.assemble(("• ", "cyan"), clean(line)))

    def detail(self, line: str) -> None:
        """Say what only somebody who asked for more wants to know."""
        if self._shared.verbose and not self._shared.quiet:
            self._talk.print(Text("  " + clean(line), style="dim"))

    def before(self, service: Service, *, expected: str | None, is_rehearsal: bool = False) -> None:
        """Say what to have at hand before the window opens, because it knows none of it."""
        if self._shared.quiet:
            return
        title = service.flow.title
        key = "rehearsal" if is_rehearsal else "before"
        lines = [self._texts.say(f"talk.{key}", service=title)]
        if not is_rehearsal and service.flow.verified_live == "never":
            lines.append(self._texts.say("talk.never_verified"))
        if expected:
            lines.append(self._texts.say("talk.expected", address=mask_address(expected)))
        body = "\n\n".join(lines)
        if self._talk.is_terminal:
            self._talk.print(Panel(escape(body), title="optout-assist", border_style="cyan", padding=(1, 2)))
        else:
            self._talk.print(body, markup=False)

    def ask_address(self, service: str) -> str | None:
        """Ask for the expected address on a terminal; nothing typed means that it stays unchecked."""
        if self._shared.json or not sys.stdin.isatty() or not sys.stderr.isatty():
            return None
        while True:
            self._talk.print(
                self._texts.say("talk.ask_address", service=service.capitalize()), markup=False, end=" "
            )
            try:
                typed = input().strip()
            except EOFError:
                return None
            if not typed:
                return None
            try:
                return parse_address(typed)
            except ValueError:
                self._talk.print(self._texts.say("talk.ask_again"), markup=False)

    def summary(self, ending: Ending) -> None:
        """Say how it ended, where the evidence is, and what comes next."""
        record = ending.record
        service = record.service.capitalize()
        if record.rehearsal:
            service = self._texts.say("practice.service", service=service)
        lines = [self._texts.say(f"outcome.{record.outcome}", service=service)]
        if ending.folder:
            lines.append(self._texts.say("talk.folder", folder=ending.folder))
        if record.rehearsal:
            lines.append(self._texts.say("talk.was_rehearsal", command=f"optout-assist {record.service}"))
        else:
            lines.append(self._texts.say(f"outcome_next.{record.outcome}"))
        body = clean("\n\n".join(lines), keep="\n")
        if self._result.is_terminal and not self._shared.quiet:
            self._result.print(
                Panel(escape(body), border_style=_STYLES.get(record.outcome, "blue"), padding=(1, 2))
            )
        else:
            self._result.print(body, markup=False)

    def problem(self, ending: Ending) -> str:
        """Put what went wrong with the archive in words, beginning with whether something was sent."""
        problem = ending.problem
        if problem is None:
            return ""
        was_sent = ending.record.outcome in (
            Outcome.SUBMITTED,
            Outcome.SENT_UNCONFIRMED,
            Outcome.REJECTED,
        )
        first = [
            self._texts.say(f"outcome.{ending.record.outcome}", service=ending.record.service.capitalize())
        ]
        parts = [
            self._texts.say(key, **problem.values)
            for part in ("what", "safe", "now")
            if self._texts.has(key := f"error.{problem.key}.{part}")
        ]
        return " ".join((first if was_sent else []) + parts)

    def complain(self, ending: Ending) -> None:
        """Say on stderr what went wrong with the archive."""
        self._talk.print(clean(self.problem(ending)), markup=False)
