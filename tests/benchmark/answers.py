"""How often the answer to Send is read rightly: a trusted press in a real window, language x answer x how it is shown.

`make bench FIGURES="answers"`, quicker `"answers:quick"`, some languages `"answers:fr,de"`. The replica itself answers, on
loopback; every report that follows the press is read, as in an attempt, so that a success seen for a moment counts.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from replica.browser_wrapper import host_arguments
from replica.certificate import make_certificate
from replica.display import some_display
from replica.options import ENGINES, Options
from replica.scenario import Scenario
from replica.server import Server
from replica.texts import LANGUAGES, texts

from benchmark.figure import Figure
from benchmark.matrix import MOST_UNKNOWN, WINDOWS, read, reader, table
from benchmark.sight import Sight, open_sight, run_in_windows
from flows.schema import State
from helper.guide.history import History
from helper.guide.press import read_press
from helper.guide.sending import Sending
from helper.page.facts import Page
from helper.page.ports import Event, PageChanged, Pressed
from helper.recognise import FormView

# How a success is shown, as options of the replica; `slow` lets the person wait.
SHOWN: dict[str, dict[str, object]] = {
    "box": {"success": "box"},
    "box_beside_inert_form": {"success": "box", "after": "inert"},
    "box_beside_disabled_form": {"success": "box", "after": "disabled"},
    "dialog": {"success": "dialog"},
    "redirect": {"success": "redirect"},
    "toast": {"success": "toast", "toast_ms": 4000},
    "slow": {"success": "box"},
    "other_words": {"success": "box", "wording": 1},
    "after_additional": {"success": "box", "additional": "before"},
}
SLOW_SECONDS = 0.8
# What else the service may answer, and what is right to say then; a success never is.
OTHERS = {
    "error": {State.VALIDATION_ERROR},
    "too_short": {State.VALIDATION_ERROR},
    "code": {State.CODE},
    "already": {State.ALREADY_OBJECTED},
    "unavailable": {State.VALIDATION_ERROR, State.UNAVAILABLE},
    "region": {State.VALIDATION_ERROR, State.UNAVAILABLE},
    "500": {State.VALIDATION_ERROR, State.UNAVAILABLE},
}
_PRESSED = History(timeline=[], is_pressed=True)
SENTENCES = {"500": "error", "code": "code_text"}


@dataclass(frozen=True)
class Try:
    """One Send: in which language and engine, what the service answers and how that is shown."""

    language: str
    engine: str
    answer: str  # `success` or one of OTHERS
    shown: str = "box"

    @property
    def name(self) -> str:
        """Name the answer as the rows of the matrix do."""
        return f"success/{self.shown}" if self.answer == "success" else self.answer

    @property
    def right(self) -> frozenset[State]:
        """What is right to say in the end."""
        return frozenset({State.SUBMITTED} if self.answer == "success" else OTHERS[self.answer])

    @property
    def scenario(self) -> Scenario:
        """The replica's story."""
        options = Options(**{"late_ms": 20, **SHOWN[self.shown]})
        delay = SLOW_SECONDS if self.shown == "slow" else 0.0
        return Scenario(
            language=self.language,
            engine=self.engine,
            options=options,
            login="none",
            answers=(self.answer,),
            delay_s=delay,
        )

    @property
    def sentence(self) -> str:
        """What a person reads when the answer is there."""
        found = texts(self.language)
        if self.answer == "success":
            return found.pick("success", self.scenario.options.wording)
        return found[SENTENCES.get(self.answer, self.answer)]


@dataclass
class Reading:
    """What was said of the pages that followed a press, in order."""

    tried: Try
    said: list[State] = field(default_factory=list)
    is_early: bool = False  # a success before the answer was there

    @property
    def last(self) -> State:
        """What was said in the end; a success stays one."""
        return State.SUBMITTED if State.SUBMITTED in self.said else (self.said or [State.UNKNOWN])[-1]

    @property
    def outcome(self) -> str:
        """`right`, `unknown` (nothing positive was seen: the person is told to look) or `wrong`."""
        if self.is_false_submitted:
            return "wrong"
        if self.last in self.tried.right:
            return "right"
        return "unknown" if self.last in (State.UNKNOWN, State.SENT) else "wrong"

    @property
    def is_false_submitted(self) -> bool:
        """Tell whether a success was seen that the service never showed, or before it showed one."""
        return State.SUBMITTED in self.said and (self.tried.answer != "success" or self.is_early)


class Visitor:
    """Opens the form, presses Send and reads all that follows."""

    def __init__(self, sight: Sight, server: Server) -> None:
        self._sight, self._server = sight, server

    async def send(self, tried: Try) -> Reading:
        """Try once."""
        self._server.begin(tried.scenario)
        reading = Reading(tried)
        form = read("facebook", await self._sight.visit(tried.scenario.place.form_url)).form
        tab = self._sight.tab.page
        surface = tab.frame_locator("iframe[src*=framed]") if tried.engine == "frame" else tab
        button = surface.get_by_role("button", name=texts(tried.language)["send"], exact=True)
        await button.click(no_wait_after=True)
        follower = _Follower(reading, form)
        while not (follower.has_answer or reading.last is State.SUBMITTED):
            event = await self._sight.next_event(10)
            if event is None:
                return reading  # what the person reads was never reported
            follower.hear(event)
        for event in await self._sight.settle():
            follower.hear(event)
        return reading


class _Follower:
    """Reads events as an attempt does (helper/guide/attempt.py)."""

    def __init__(self, reading: Reading, form: FormView | None) -> None:
        self._reading, self._known = reading, form
        self._sending: Sending | None = None
        self.has_answer = False

    def hear(self, event: Event) -> None:
        if isinstance(event, Pressed):
            press = read_press(event, read("facebook", event.page), self._known, reader("facebook")[1])
            self._sending = Sending(press.form, event.page.texts()) if press else None
        elif isinstance(event, PageChanged):
            self._look(event.page)

    def _look(self, page: Page) -> None:
        sentence = " ".join(self._reading.tried.sentence.split())
        is_there = any(sentence in " ".join(text.split()) for text in page.texts())
        self.has_answer = self.has_answer or is_there
        if self._sending is None or page.is_loading:
            return
        now = read("facebook", page, is_after_send=True)
        judged = self._sending.judge(page, now, _PRESSED, reader("facebook")[1])
        self._sending = judged.sending
        self._reading.said.append(judged.reading.state)
        if judged.reading.state is State.SUBMITTED and not is_there:
            self._reading.is_early = True


def choose(selection: str = "") -> list[Try]:
    """Give what to try: everything in an engine that takes turns; `quick`, or the languages that are named."""
    is_quick = selection == "quick"
    languages = selection.split(",") if selection and not is_quick else LANGUAGES
    kinds = [*(("success", shown) for shown in SHOWN), *((answer, "box") for answer in OTHERS)]
    return [
        Try(language, ENGINES[(row + column) % len(ENGINES)], *kind)
        for row, language in enumerate(languages)
        for column, kind in enumerate(kinds)
        if not is_quick or (row + column) % 4 == 0
    ]


def spread() -> list[Try]:
    """Give a small selection: in each language a success and something else, how it is shown and the engine in turn."""
    shown, others = list(SHOWN), list(OTHERS)
    return [
        Try(language, ENGINES[(row + turn) % len(ENGINES)], *kind)
        for row, language in enumerate(LANGUAGES)
        for turn, kind in enumerate(
            [("success", shown[row % len(shown)]), (others[row % len(others)], "box")]
        )
    ]


def look(tries: Sequence[Try], windows: int = WINDOWS) -> list[Reading]:
    """Try everything; there must be a display."""
    service, _ = reader("facebook")
    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(Path(folder))

        @contextlib.asynccontextmanager
        async def open_visitor() -> AsyncIterator[Visitor]:
            with Server(Scenario(), certificate) as server:
                async with open_sight(service, host_arguments(server)) as sight:
                    yield Visitor(sight, server)

        return run_in_windows(open_visitor, tries, Visitor.send, windows)


def measure(selection: str = "") -> Iterator[Figure]:
    """Press Send again and again and sum up; the matrix is printed at the end."""
    with some_display():
        readings = look(choose(selection))
    successes = [r for r in readings if r.tried.answer == "success"]
    others = [r for r in readings if r.tried.answer != "success"]
    unknown = sum(r.outcome == "unknown" for r in successes)
    yield Figure(
        "answers_success_unknown",
        _percent(unknown, successes),
        "%",
        f"at most {MOST_UNKNOWN}",
        len(successes),
    )
    right = sum(r.outcome == "right" for r in others)
    yield Figure("answers_others_right", _percent(right, others), "%", "as many as can be", len(others))
    false = sum(r.is_false_submitted for r in readings)
    yield Figure("answers_wrong_submitted", false, "answers", "0", len(readings))
    print("\n".join(describe(readings)), flush=True)


def _percent(hits: int, of: Sequence[Reading]) -> float:
    return round(100 * hits / len(of), 2) if of else 0.0


def describe(readings: Sequence[Reading]) -> Iterator[str]:
    """Give the matrix of answers, then each cell off its diagonal."""
    yield from table([(r.tried.name, r.last.value, r.outcome == "right") for r in readings])
    off = [r for r in readings if r.outcome != "right"]
    yield f"# off the diagonal: {len(off)} of {len(readings)}"
    for r in sorted(off, key=lambda r: r.tried.name):
        early = ", before the answer was there" if r.is_early else ""
        yield f"#   {r.tried.name} -> {r.last} ({r.outcome}{early}): {r.tried.language}, {r.tried.engine}"
