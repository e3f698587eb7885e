"""Speaks to the person in the terminal: talk on stderr, the result on stdout, colour only where it is wanted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from flows.schema import Purpose
from helper.cli.questions import begin_question, can_ask
from helper.cli.terminal import wrap
from helper.email_check import is_masked, mask_address, parse_address
from helper.record import SENT_OUTCOMES
from helper.safe.clean import clean, clean_lines

if TYPE_CHECKING:
    from flows.load import Service
    from helper.cli.options import Shared
    from helper.followup.differences import Difference
    from helper.session.running import Ending

LONGEST_QUOTE = 120  # characters of a text that is compared; the whole is in the record
_STYLES = {"good": "green", "wait": "yellow", "bad": "yellow", "plain": "blue"}


class Console:
    """The terminal of one command."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._texts = shared.texts

    def say(self, line: str) -> None:
        """Say one calm line, unless the person wants none."""
        if not self._shared.quiet:
            self._print(sys.stderr, "• " + clean_lines(line))

    def detail(self, line: str) -> None:
        """Say what only somebody who asked for more wants to know."""
        if self._shared.verbose and not self._shared.quiet:
            self._print(sys.stderr, "  " + clean_lines(line), style="dim")

    def before(
        self, service: Service, *, expected: str | None, is_rehearsal: bool = False, is_attached: bool = False
    ) -> None:
        """Say what to have at hand before the window opens: a new one knows none of it, the person's own may."""
        if self._shared.quiet:
            return
        title = service.flow.title
        key = "talk.rehearsal" if is_rehearsal else "talk.before_attached" if is_attached else "talk.before"
        if service.flow.purpose is not Purpose.OBJECTION:
            key = "talk_other.before"
        lines = [self._texts.say(key, service=title)]
        if not is_rehearsal and service.flow.verified_live == "never":
            lines.append(self._texts.say("talk.never_verified"))
        if expected:
            lines.append(self._texts.say("talk.expected", address=mask_address(expected)))
        self._print(sys.stderr, "\n\n".join(lines), frame="cyan")

    def ask_address(self, service: str, proposed: str | None = None) -> str | None:
        """Ask for the expected address on a terminal; nothing typed means the proposed one, or that it stays unchecked."""
        if not can_ask(self._shared):
            return proposed
        question = self._texts.say("talk.ask_address", service=service.capitalize())
        if proposed:
            question = self._texts.say("renew.ask_address", address=mask_address(proposed))
        while True:
            begin_question(self._shared)
            self._print(sys.stderr, question)
            try:
                typed = input().strip()
                return parse_address(typed) if typed else proposed
            except EOFError:
                return proposed
            except ValueError:  # no address, or no text in the terminal's encoding
                self._print(sys.stderr, self._texts.say("talk.ask_again"))

    def summary(self, ending: Ending) -> None:
        """Say how it ended, where the evidence is, and what comes next."""
        from helper.followup.ending import TONES, sentences_of

        record = ending.record
        title = ending.title or record.service.capitalize()
        lines = [
            self._texts.say(said.key, **said.values) for said in sentences_of(record, title, folder=None)
        ]
        body = clean("\n\n".join(lines), keep="\n")
        frame = "" if self._shared.quiet else _STYLES[TONES.get(record.outcome, "plain")]
        self._print(sys.stdout, body, frame=frame)
        if ending.folder:  # outside the frame and never wrapped: a path is copied whole
            print(clean(self._texts.say("talk.folder", folder=ending.folder)), flush=True)

    def differences(self, found: Sequence[Difference]) -> None:
        """Say what differs from the attempt of before."""
        self._print(sys.stdout, clean("\n".join(self.lines_on(found)), keep="\n"))

    def lines_on(self, found: Sequence[Difference]) -> list[str]:
        """Put in words what differs from the attempt of before."""
        first = self._texts.say("renew.differs" if found else "renew.same")
        return [first, *(f"  {self._difference(one)}" for one in found)]

    def _difference(self, one: Difference) -> str:
        before, after = (self._side(one, side) for side in (one.before, one.after))
        return self._texts.say(f"renew.difference.{one.what}", before=before, after=after)

    def _side(self, one: Difference, side: str | None) -> str:
        if not side:
            return "–"
        if one.what == "address":
            return side if is_masked(side) else mask_address(side)
        if one.what == "outcome":
            return self._texts.say(f"archive.outcome.{side}")
        return clean(" ".join(side.split()), limit=LONGEST_QUOTE)

    def problem(self, ending: Ending) -> str:
        """Put what went wrong with the archive in words, beginning with whether something was sent."""
        problem = ending.problem
        if problem is None:
            return ""
        from helper.followup.ending import outcome_key

        was_sent = ending.record.outcome in SENT_OUTCOMES
        service = ending.title or ending.record.service.capitalize()
        first = [self._texts.say(outcome_key(ending.record), service=service)]
        return " ".join((first if was_sent else []) + self._texts.explain(problem))

    def complain(self, ending: Ending) -> None:
        """Say on stderr what went wrong with the archive."""
        self._print(sys.stderr, clean_lines(self.problem(ending)))

    def _print(self, stream: TextIO, text: str, *, frame: str = "", style: str = "") -> None:
        """Print plain lines, and on a terminal with colour (NO_COLOR is heeded), frame and lines broken between words."""
        if not self._shared.is_styled(stream):
            print(text, file=stream, flush=True)
            return
        # Only for a terminal: it costs 0.08 s before the window opens.
        from rich.console import Console as RichConsole
        from rich.panel import Panel
        from rich.text import Text

        console = RichConsole(file=stream, highlight=False)
        frame_columns = 6 if frame else 0  # two lines, two spaces beside each
        words = Text(wrap(text, console.width - frame_columns), style=style)
        if frame:
            console.print(Panel(words, border_style=frame, padding=(1, 2)))
        else:  # it is wrapped already; what is too long for a line stays one
            console.print(words, soft_wrap=True)
