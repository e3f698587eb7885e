"""Explains what is wrong with a flow file, in the person's language, so that somebody who is no programmer can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.problems import Problem
    from helper.texts import Texts


def explain(problem: Problem, texts: Texts) -> str:
    """Say what is wrong and what to write instead: `place: sentence`, the place in the file's own names."""
    sentence = texts.say(f"flows.problem.{problem.key}", **problem.values)
    return f"{problem.place}: {sentence}" if problem.place else sentence


def explain_all(problems: Iterable[Problem], texts: Texts) -> str:
    """Say everything that is wrong, with its line: one problem as it is, several below each other."""
    said = [
        texts.say("flows.problem.line", line=problem.line, problem=explain(problem, texts))
        if problem.line
        else explain(problem, texts)
        for problem in problems
    ]
    return said[0] if len(said) == 1 else "".join(f"\n  {one}" for one in said)
