"""What the person is told in each state: whose turn it is, what is going on, what comes next. Pure words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from flows.schema import Purpose, State, Way
from helper.email_check import mask_address
from helper.guide.by_hand import BUTTONS, HandStage
from helper.guide.findings import FormChange
from helper.guide.states import AT_THE_FORM, STAGES, TABLE, Turn
from helper.guide.swaps import Swap
from helper.guide.unanswered import UnansweredStage
from helper.guide.writing import Status
from helper.page.ports import Line, Panel, Paste, Stage, Tone
from helper.recognise.page import LedTo
from helper.record import Verdict
from helper.texts import Texts
from helper.texts.sentences import format_day

# The panel's buttons: one leaves this attempt for the next one, one opens again what did not load.
GO_ON, TRY_AGAIN = "go_on", "try_again"

# Whose turn it is where the state alone does not tell. What the person says they sent is not done for the program: a mail
# has to show it; so is what nobody answered.
_TURN_OF_STEP: Mapping[str, Turn] = {
    "not_loaded": "problem",
    "not_loaded_sent": "problem",
    "crashed": "problem",
    "crashed_sent": "problem",
    "by_hand_sent": "you",
    "sent_unread": "you",
    "sent_silent": "wait",
    "sent_taken_back": "you",
    "sent_undone": "you",
    "sent_anew": "you",
    "unavailable_next": "us",
    "home_next": "us",
    "moved_next": "us",
}

# In which the form stands there to be filled in.
_FORM_STATES = (State.FORM, State.VALIDATION_ERROR)

# What became of the text where the person may want to paste it themselves.
_NOT_WRITTEN = ("late", "does_not_fit", "no_field", "changed", "taken_out", "kept_back")
_PASSED_BY_HAND = {"form": 1, "sent": 2}

# What of it no picture shows, where a step says that pictures are kept.
Unpictured = Literal["answer", "form", "page", "both"]

# From a place that is not the form to the form, one below the other.
DIRECTIONS = {way: tuple(f"{way}.{step}" for step in ("first", "then", "last")) for way in get_args(Way)}


@dataclass(frozen=True)
class PanelSituation:
    """Everything that the words of a step depend on."""

    state: State
    service: str
    email_verdict: Verdict | None = None
    displayed: str | None = None
    has_several_addresses: bool = False  # different ones; `displayed` is what the verdict is about
    expected: str | None = None
    swap: Swap | None = None  # as Send was pressed, the page put another address there
    change: FormChange | None = None
    insertion: Status = "none"
    reference: str | None = None
    is_wording_checked: bool = True
    is_account_locked: bool = False
    has_login_aside: bool = False  # the form stands there, and a login box in the page's header
    has_not_loaded: bool = False  # nothing came: the browser's own page stands there
    has_crashed: bool = False  # it came, and died: then `has_not_loaded` too
    way: Way | None = None
    led_to: LedTo | None = None
    has_next_address: bool = False
    is_rehearsal: bool = False
    minutes_left: int | None = None
    by_hand: HandStage = "none"
    unanswered: UnansweredStage = "waiting"
    unpictured: Unpictured | None = None
    is_review: bool = False  # the form, which only leads on, gave way to a look at what was filled in
    says_already: bool = False  # beside the form: that an objection stands
    text_to_paste: str | None = None
    passed: int = 0  # of STAGES, as far as it was known before
    next_service: str | None = None  # what comes after this attempt in the same window
    has_end_page: bool = False  # a page of ours comes after it in the same window
    purpose: Purpose = Purpose.OBJECTION  # what the form is for

    @property
    def can_go_on(self) -> bool:
        """Tell whether nothing more is expected here, so that the person may leave for what comes next."""
        is_dead_end = turn_of(self) == "problem" and self.state not in AT_THE_FORM
        has_more = self.has_end_page or self.next_service is not None
        return has_more and (self.is_done or is_dead_end or self.by_hand == "sent" or self.is_unanswered)

    @property
    def may_try_again(self) -> bool:
        """Tell whether what did not load may be opened again: not where a form may have been on its way."""
        return self.has_not_loaded and self.state is State.UNKNOWN and self.by_hand not in ("form", "sent")

    @property
    def is_unanswered(self) -> bool:
        """Tell whether Send was pressed and the answer is overdue, or not understood."""
        return self.state is State.SENT and self.unanswered != "waiting"

    @property
    def is_done(self) -> bool:
        """Tell whether the answer is there."""
        return TABLE[self.state].turn == "done"

    @property
    def is_by_hand(self) -> bool:
        """Tell whether the person goes on by hand, on a page that is not recognised."""
        return self.by_hand == "sent" or (self.by_hand != "none" and self.state is State.UNKNOWN)


def passed_stages(situation: PanelSituation) -> int:
    """Tell how many of the stages lie behind the person; where a state does not tell, it is as it was before."""
    if situation.is_by_hand and situation.by_hand in _PASSED_BY_HAND:
        return _PASSED_BY_HAND[situation.by_hand]
    passed = TABLE[situation.state].passed
    return situation.passed if passed is None else passed


def list_stages(names: Iterable[str], passed: int) -> tuple[Stage, ...]:
    """Give the parts of a way, of which so many lie behind the person."""
    return tuple(
        Stage(name, "done" if number < passed else "now" if number == passed else "todo")
        for number, name in enumerate(names)
    )


def panel_of(situation: PanelSituation, texts: Texts) -> Panel:
    """Give the panel for a situation."""
    passed = passed_stages(situation)
    key = step_key(situation)
    turn = turn_after(situation.minutes_left, turn_of(situation))
    lines = [line] if (line := swap_line(situation, texts)) else []
    if situation.state in _FORM_STATES:
        lines += _form_lines(situation, texts)
    if situation.state is State.MOVED and situation.way:
        lines += [
            Line("plain", texts.say(f"way.{direction}", service=situation.service))
            for direction in DIRECTIONS[situation.way]
        ]
    if _is_form_by_hand(situation):
        lines += _lines_by_hand(situation, texts)
    if situation.minutes_left is not None:
        lines.append(Line("warn", texts.say("panel.time", minutes=situation.minutes_left)))
    foot = "panel.foot_rehearsal" if situation.is_rehearsal else "panel.foot"
    return Panel(
        turn=turn,
        turn_text=texts.say(f"panel.turn.{turn}"),
        now=_now(situation, texts, key),
        stages=list_stages((texts.say(f"panel.stage.{name}") for name in STAGES), passed),
        lines=tuple(lines),
        next=_what_comes_next(situation, texts, key),
        foot=texts.say(foot),
        buttons=tuple(_buttons(situation, texts)),
        paste=_paste(situation, texts),
    )


def _paste(situation: PanelSituation, texts: Texts) -> Paste | None:
    """Offer the text to copy where it was not written: in our form, or in one that the person says is the form."""
    is_held_back = situation.state in _FORM_STATES and situation.insertion in _NOT_WRITTEN
    if situation.text_to_paste is None or not (is_held_back or _is_form_by_hand(situation)):
        return None
    names = ("copy", "copied", "by_keys")
    return Paste(situation.text_to_paste, *(texts.say(f"panel.paste.{name}") for name in names))


def _is_form_by_hand(situation: PanelSituation) -> bool:
    return situation.is_by_hand and situation.by_hand == "form" and not situation.has_not_loaded


def _buttons(situation: PanelSituation, texts: Texts) -> Iterator[tuple[str, str]]:
    if situation.is_by_hand:
        yield from ((name, texts.say(f"by_hand.{name}")) for name in BUTTONS[situation.by_hand])
    if situation.may_try_again:
        yield TRY_AGAIN, texts.say("panel.try_again")
    if situation.can_go_on:
        is_ours = situation.has_end_page
        yield (
            GO_ON,
            texts.say("panel.see") if is_ours else texts.say("panel.go_on", service=situation.next_service),
        )


def _what_comes_next(situation: PanelSituation, texts: Texts, key: str) -> str:
    if situation.can_go_on and situation.is_done:
        return _what_comes_then(situation, texts)
    if situation.state in _FORM_STATES and situation.has_login_aside:
        return texts.say("panel.beside_login")
    said = _said_of_step(situation, texts, key, "next")
    # Whoever closes the window, as most of these sentences say, never comes to what follows in it.
    goes_on = situation.can_go_on and situation.next_service is not None
    return f"{said} {texts.say('panel.first', next=situation.next_service)}" if goes_on else said


def _what_comes_then(situation: PanelSituation, texts: Texts) -> str:
    if situation.has_end_page and situation.is_rehearsal:
        return texts.say("panel.then_see_rehearsal")
    if situation.has_end_page:
        return texts.say("panel.then_see", service=situation.service)
    return texts.say("panel.then", service=situation.service, next=situation.next_service)


def email_line(situation: PanelSituation, texts: Texts, *, is_masked: bool = False) -> Line | None:
    """Give the verdict on the address in words; masked for the terminal, whole on the person's own page."""
    verdict = situation.email_verdict
    if verdict is None:
        return None
    if verdict is Verdict.UNCHECKED and situation.displayed is None:
        return Line("warn", texts.say("email.withheld"))

    def shown(address: str | None) -> str:
        if not address:
            return "—"
        return mask_address(address) if is_masked else address

    tone: Tone = "info"
    if verdict is Verdict.MATCH:
        tone = "ok"
    elif verdict in (Verdict.MISMATCH, Verdict.EMPTY):
        tone = "warn"
    is_one_of_several = situation.has_several_addresses and verdict in (Verdict.MISMATCH, Verdict.UNCHECKED)
    key = f"email.{verdict}_among_several" if is_one_of_several else f"email.{verdict}"
    return Line(
        tone, texts.say(key, displayed=shown(situation.displayed), expected=shown(situation.expected))
    )


def swap_line(situation: PanelSituation, texts: Texts, *, is_masked: bool = False) -> Line | None:
    """Say that the page sent another address, or may have, than stood there as the person pressed Send, and what to do."""
    if (swap := situation.swap) is None:
        return None
    stood, put = (mask_address(one) if is_masked else one for one in (swap.stood, swap.put))
    key = "email.swapped" if swap.is_sure else "email.swap_unsure"
    return Line("warn", texts.say(key, stood=stood, put=put, service=situation.service))


def standing_line(situation: PanelSituation, texts: Texts) -> Line | None:
    """Say that the page speaks of an earlier objection: whether it is the person's, they can read."""
    return Line("warn", texts.say("panel.says_already")) if situation.says_already else None


def insertion_line(situation: PanelSituation, texts: Texts) -> Line | None:
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


def turn_of(situation: PanelSituation) -> Turn:
    """Tell whose turn it is."""
    return _TURN_OF_STEP.get(step_key(situation), TABLE[situation.state].turn)


def turn_after(minutes_left: int | None, turn: Turn) -> Turn:
    """Tell whose turn it is once the person is asked whether they are still there: then the program is not busy."""
    return "wait" if turn == "us" and minutes_left is not None else turn


def step_key(situation: PanelSituation) -> str:
    """Name the step, by whose sentences the person is told of a situation."""
    if situation.has_not_loaded:
        name = "crashed" if situation.has_crashed else "not_loaded"
        return name if situation.may_try_again else f"{name}_sent"
    if situation.is_by_hand:
        return f"by_hand_{situation.by_hand}"
    if situation.is_review and situation.state is State.UNKNOWN:
        return "review"
    if situation.is_unanswered:
        return f"sent_{situation.unanswered}"
    if situation.state is State.CHECKPOINT and situation.is_account_locked:
        return "locked"
    if situation.state is State.LOGIN and situation.has_login_aside:
        return "login_aside"
    if situation.state is State.MOVED and situation.way:
        return situation.way
    if situation.led_to:
        name = "home" if situation.led_to == "home" else "moved"
        return f"{name}_next" if situation.has_next_address else name
    if situation.state is State.UNAVAILABLE and situation.has_next_address:
        return "unavailable_next"
    return situation.state.value


def _now(situation: PanelSituation, texts: Texts, key: str) -> str:
    """Say what a step is and, where pictures of it are told of, what they show: never of more than there are."""
    said = _said_of_step(situation, texts, key, "now")
    if not texts.has(f"step.{key}.kept"):
        return said
    missing = situation.unpictured
    kept = texts.say(f"panel.unpictured.{missing}" if missing else f"step.{key}.kept")
    return f"{said} {kept}"


def _said_of_step(situation: PanelSituation, texts: Texts, key: str, part: Literal["now", "next"]) -> str:
    """Say what a step is; of practice, or a form that is not the objection, in words of its own, where these differ."""
    name = f"{key}.{part}"
    own = f"{'rehearsal' if situation.is_rehearsal else situation.purpose}.{name}"
    has_own = texts.has(f"purpose.{own}")
    return texts.say(f"purpose.{own}" if has_own else f"step.{name}", service=situation.service)


def _form_lines(situation: PanelSituation, texts: Texts) -> list[Line]:
    lines = [standing_line(situation, texts), email_line(situation, texts), insertion_line(situation, texts)]
    if change := situation.change:
        lines.append(
            Line("info", texts.say(f"form_change.{change.what}", date=format_day(change.since, texts)))
        )
    if not situation.is_wording_checked:
        lines.append(Line("info", texts.say("panel.wording_unchecked")))
    return [line for line in lines if line]


def _lines_by_hand(situation: PanelSituation, texts: Texts) -> list[Line]:
    """What the program would have done in a form that it recognises, for the person to do."""
    lines: list[Line] = []
    if situation.expected:
        lines.append(Line("info", texts.say("by_hand.expected", address=situation.expected)))
    if situation.text_to_paste:
        lines.append(Line("info", texts.say("by_hand.paste")))
    return lines
