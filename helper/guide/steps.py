"""What the person is told in each state: whose turn it is, what is going on, what comes next. Pure words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.schema import State
from helper.email_check import mask_address
from helper.ports import Line, Panel, Tone
from helper.record import Verdict
from helper.texts import Texts

Turn = Literal["you", "us", "done", "problem"]

_TURNS: dict[State, Turn] = {
    State.OPENING: "us",
    State.SENT: "us",
    State.SUBMITTED: "done",
    State.ALREADY_OBJECTED: "done",
    State.UNAVAILABLE: "problem",
    State.MOVED: "problem",
    State.WRONG_HOST: "problem",
    State.THIRD_PARTY_FORM: "problem",
    State.OTHER_FORM: "problem",
    State.PAGE_IDENTITY: "problem",
    State.VALIDATION_ERROR: "problem",
}


@dataclass(frozen=True)
class Situation:
    """Everything that the words of a step depend on."""

    state: State
    service: str
    email_verdict: Verdict | None = None
    displayed: str | None = None
    expected: str | None = None
    insertion: Literal[
        "none", "waiting", "done", "shortened", "does_not_fit", "no_field", "changed", "by_person"
    ] = "none"
    reference: str | None = None
    is_wording_checked: bool = True
    is_account_locked: bool = False
    has_next_address: bool = False
    is_rehearsal: bool = False
    minutes_left: int | None = None


def panel_of(situation: Situation, texts: Texts) -> Panel:
    """Give the panel for a situation."""
    turn = _TURNS.get(situation.state, "you")
    key = _step_key(situation)
    lines: list[Line] = []
    if situation.state in (State.FORM, State.VALIDATION_ERROR, State.GATEWAY, State.CODE):
        lines += _form_lines(situation, texts)
    if situation.minutes_left is not None:
        lines.append(Line("warn", texts.say("panel.time", minutes=situation.minutes_left)))
    foot = "panel.foot_rehearsal" if situation.is_rehearsal else "panel.foot"
    return Panel(
        turn=turn,
        turn_text=texts.say(f"panel.turn.{turn}"),
        now=texts.say(f"step.{key}.now", service=situation.service),
        lines=tuple(lines),
        next=texts.say(f"step.{key}.next", service=situation.service),
        foot=texts.say(foot),
    )


def email_line(situation: Situation, texts: Texts, *, is_masked: bool = False) -> Line | None:
    """Give the verdict on the address in words; masked for the terminal, whole on the person's own page."""
    verdict = situation.email_verdict
    if verdict is None:
        return None

    def shown(address: str | None) -> str:
        if not address:
            return "—"
        return mask_address(address) if is_masked else address

    tone: Tone = "info"
    if verdict is Verdict.MATCH:
        tone = "ok"
    elif verdict in (Verdict.MISMATCH, Verdict.EMPTY):
        tone = "warn"
    return Line(
        tone,
        texts.say(
            f"email.{verdict}", displayed=shown(situation.displayed), expected=shown(situation.expected)
        ),
    )


def insertion_line(situation: Situation, texts: Texts) -> Line | None:
    """Give what became of the person's text and the reference."""
    if situation.insertion == "none":
        return None
    tone: Tone = "warn"
    if situation.insertion in ("done", "shortened"):
        tone = "ok"
    elif situation.insertion in ("waiting", "by_person"):
        tone = "info"
    name = situation.reference or texts.say("insertion.reason")
    return Line(tone, texts.say(f"insertion.{situation.insertion}", reference=name))


def _step_key(situation: Situation) -> str:
    if situation.state is State.CHECKPOINT and situation.is_account_locked:
        return "locked"
    if situation.state is State.UNAVAILABLE and situation.has_next_address:
        return "unavailable_next"
    return situation.state.value


def _form_lines(situation: Situation, texts: Texts) -> list[Line]:
    lines: list[Line] = []
    if situation.state in (State.FORM, State.VALIDATION_ERROR):
        if line := email_line(situation, texts):
            lines.append(line)
        if line := insertion_line(situation, texts):
            lines.append(line)
        if not situation.is_wording_checked:
            lines.append(Line("info", texts.say("panel.wording_unchecked")))
    return lines
