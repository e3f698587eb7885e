"""What each state means for an attempt: one row a state, which panel, pictures, ways and outcome read.

A new state is one row here, and what docs/en/architecture.md lists for whoever wants one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from flows.schema import State
from helper.record import Outcome

# `wait`: nobody can do anything but wait, the program neither.
Turn = Literal["you", "us", "wait", "done", "problem"]

# The way as the panel lists it.
STAGES = ("log_in", "send", "answer")


@dataclass(frozen=True)
class Row:
    """What is done about a state."""

    turn: Turn = "you"
    # How many of STAGES lie behind the person; None: a page that does not tell, so as many as before.
    passed: int | None = None
    # Seconds for which it must last before it counts. What is positive (a form, a login) counts at once; what may be a page
    # that is still being drawn does not.
    steady: float = 0.0
    is_pictured: bool = False  # a dated picture is kept as it comes
    asks_before_form: bool = False  # something is asked on the way to the form
    # The form is there, or was: no address that said before that there is none counts any more.
    is_at_form: bool = False
    may_hide_answer: bool = False  # what a page may look like while the answer to Send is on its way
    outcome: Outcome | None = None  # how an attempt ends that came to this and no further


TABLE: Mapping[State, Row] = MappingProxyType(
    {
        State.OPENING: Row("us", 0, may_hide_answer=True),
        State.COOKIE_BANNER: Row(passed=0),
        State.LOGIN: Row(passed=0, asks_before_form=True),
        State.TWO_FACTOR: Row(passed=0, asks_before_form=True),
        State.CAPTCHA: Row(passed=0, asks_before_form=True),
        State.CHECKPOINT: Row(passed=0, asks_before_form=True, is_pictured=True),
        State.CONSENT: Row(passed=0, asks_before_form=True),
        State.SAVE_LOGIN: Row(passed=0, asks_before_form=True),
        State.GATEWAY: Row(passed=1),
        State.FORM: Row(passed=1, is_at_form=True, may_hide_answer=True),
        State.CODE: Row(passed=1, is_at_form=True),
        State.VALIDATION_ERROR: Row("problem", 1, 0.1, is_pictured=True, is_at_form=True),
        State.SENT: Row("us", 2),
        State.SUBMITTED: Row("done", 3),
        State.REFUSED: Row("problem", 3),
        State.ALREADY_OBJECTED: Row("done", 3, 0.4, is_pictured=True, is_at_form=True),
        State.UNAVAILABLE: Row(
            "problem", None, 0.7, is_pictured=True, may_hide_answer=True, outcome=Outcome.UNAVAILABLE
        ),
        State.MOVED: Row("problem", None, 0.7, is_pictured=True, may_hide_answer=True, outcome=Outcome.MOVED),
        State.PAGE_IDENTITY: Row("problem", None, 0.7, is_pictured=True, outcome=Outcome.UNAVAILABLE),
        State.THIRD_PARTY_FORM: Row("problem", None, 0.7, is_pictured=True),
        State.OTHER_FORM: Row("problem", None, 0.7, is_pictured=True, may_hide_answer=True),
        State.WRONG_HOST: Row("problem", None, 0.4),
        State.UNKNOWN: Row(steady=1.5, may_hide_answer=True),
        State.CLOSED: Row(),
    }
)

AT_THE_FORM = frozenset(state for state, row in TABLE.items() if row.is_at_form)
BEFORE_THE_FORM = frozenset(state for state, row in TABLE.items() if row.asks_before_form)
