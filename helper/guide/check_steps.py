"""What the person is told on each page of a privacy check. Pure words: never that something was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.privacy_check import CheckPage
from flows.schema import State
from helper.guide.states import BEFORE_THE_FORM, Turn
from helper.guide.steps import list_stages, turn_after
from helper.page.ports import Line, Panel
from helper.products import spoken
from helper.texts import Texts

# What the recogniser may say of a page of settings; whatever else it sees there is the page itself.
ASKING = BEFORE_THE_FORM | {State.COOKIE_BANNER}
TOLD = ASKING | {State.OPENING, State.UNAVAILABLE, State.WRONG_HOST}

CheckStep = Literal["opening", "not_loaded", "crashed", "asks", "unavailable", "wrong_host", "page", "end"]
Refusal = Literal["sensitive", "gone", "elsewhere"]  # why there is no picture
CheckButton = Literal["keep", "try_again", "skip"]
_TURNS: dict[CheckStep, Turn] = {
    "opening": "us",
    "not_loaded": "problem",
    "crashed": "problem",
    "unavailable": "problem",
    "wrong_host": "problem",
    "end": "done",
}


@dataclass(frozen=True)
class CheckView:
    """Everything that the words depend on."""

    pages: tuple[CheckPage, ...]
    number: int  # of the page that is open; as many as there are pages: they are behind
    state: State
    has_not_loaded: bool = False
    has_crashed: bool = False  # it came, and died: then `has_not_loaded` too
    refusal: Refusal | None = None
    minutes_left: int | None = None

    @property
    def page(self) -> CheckPage | None:
        """The page that is open."""
        return self.pages[self.number] if self.number < len(self.pages) else None

    @property
    def step(self) -> CheckStep:
        """What is said of it."""
        if self.page is None:
            return "end"
        if self.has_not_loaded:
            return "crashed" if self.has_crashed else "not_loaded"
        if self.state in ASKING:
            return "asks"
        if self.state is State.OPENING:
            return "opening"
        if self.state is State.UNAVAILABLE:
            return "unavailable"
        return "wrong_host" if self.state is State.WRONG_HOST else "page"

    @property
    def buttons(self) -> tuple[CheckButton, ...]:
        """What the person may press: a picture only where the page itself stands."""
        if self.step in ("page", "unavailable"):
            return ("keep", "skip")
        if self.has_not_loaded and self.page:
            return ("try_again", "skip")
        return ("skip",) if self.step == "asks" else ()


def button_id(button: CheckButton, number: int) -> str:
    """Name a button so that a second press of the same one says nothing about the page after."""
    return f"{button}-{number}"


def check_panel(view: CheckView, texts: Texts) -> Panel:
    """Give the panel for a page."""
    turn = turn_after(view.minutes_left, _TURNS.get(view.step, "you"))
    return Panel(
        turn=turn,
        turn_text=texts.say("check.turn_end") if turn == "done" else texts.say(f"panel.turn.{turn}"),
        now=now_of(view, texts),
        stages=list_stages((page.short.said(spoken(texts)) for page in view.pages), view.number),
        lines=tuple(_lines(view, texts)),
        next=_next(view, texts),
        foot=texts.say("check.foot"),
        buttons=tuple(
            (button_id(one, view.number), texts.say(f"check.button.{one}")) for one in view.buttons
        ),
    )


def now_of(view: CheckView, texts: Texts) -> str:
    """Say what the window shows and whose turn it is."""
    title = view.page.title.said(spoken(texts)) if view.page else ""
    return texts.say(f"check.now.{view.step}", page=title)


def refusal_line(refusal: Refusal, texts: Texts) -> str:
    """Say why no picture was kept."""
    return texts.say(f"check.no_picture.{refusal}")


def _lines(view: CheckView, texts: Texts) -> Iterator[Line]:
    page, language = view.page, spoken(texts)
    if view.refusal:
        yield Line("warn", refusal_line(view.refusal, texts))
    if page and view.step in ("page", "unavailable"):
        yield from (Line("plain", one.said(language)) for one in page.what)
    if page and view.step in ("page", "unavailable", "asks"):
        yield from (Line("info", one.said(language)) for one in page.menu)
    if page and view.step == "page":
        yield from (Line("plain", one.said(language)) for one in page.limit[:1])  # the rest: `--list`
    if view.minutes_left is not None:
        yield Line("warn", texts.say("panel.time", minutes=view.minutes_left))


def _next(view: CheckView, texts: Texts) -> str:
    if view.step not in ("page", "unavailable"):
        return texts.say(f"check.next.{view.step}")
    is_last = view.number == len(view.pages) - 1
    return " ".join(filter(None, [texts.say("check.next.page"), texts.say("check.last") if is_last else ""]))
