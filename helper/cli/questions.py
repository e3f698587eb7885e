"""Questions on the terminal, asked on stderr and only where somebody is there to answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from helper.cli.options import Shared
from helper.cli.terminal import tell

_YES = frozenset({"y", "yes", "o", "oui"})
_NO = frozenset({"n", "no", "non"})


def can_ask(shared: Shared) -> bool:
    """Tell whether somebody is there to answer a question."""
    return not shared.json and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )


def agrees(question: str) -> bool:
    """Ask before something that cannot be undone: anything but a yes is a no."""
    return _read(question).lower() in _YES


def wants(shared: Shared, question: str) -> bool:
    """Ask what most people answer with yes: Enter is a yes, and what is neither is asked again."""
    tell(f"\n{question}")
    while True:
        answer = _read(shared.texts.say("ask.yes_or_no")).lower()
        if not answer or answer in _YES:
            return True
        if answer in _NO:
            return False


def choose(shared: Shared, question: str, answers: Sequence[tuple[str, str]]) -> str:
    """Let the person choose one of `answers` (key, words) by its number; Enter takes the first. Gives the key."""
    tell(f"\n{question}")
    for number, (_, words) in enumerate(answers, 1):
        tell(f"  {number}  {words}")
    while True:
        typed = _read(shared.texts.say("ask.number", count=len(answers))) or "1"
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(answers):
            return answers[int(typed) - 1][0]


def type_line(question: str, proposed: str = "") -> str:
    """Let the person type a line; Enter takes the proposed one."""
    tell(f"\n{question}")
    return _read(">") or proposed


def _read(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return answer.strip()
