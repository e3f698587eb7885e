"""What happened in an attempt so far, and how it ends: pure, so that no outcome depends on a browser."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.schema import State
from helper.errors import Exit
from helper.guide.states import TABLE
from helper.record import EXIT_OF_OUTCOME, Moment, Outcome


@dataclass
class Course:
    """What every run in the window came through, and what ended it from outside."""

    timeline: list[Moment] = field(default_factory=list)
    stopped_with: int | None = None  # 130 or 143
    is_browser_lost: bool = False
    is_unwatched: bool = (
        False  # the program stood still, and what happened in the window meanwhile is not known
    )

    @property
    def state(self) -> State:
        """What the window shows now."""
        return self.timeline[-1].state if self.timeline else State.OPENING


@dataclass
class History(Course):
    """The facts that decide the outcome of an attempt."""

    is_pressed: bool = False  # Send was pressed, and not stopped by the browser's own validation
    is_press_certain: bool = True  # False: Enter in a page without an HTML form, as long as nothing followed
    is_submitted: bool = False  # all positive signs were seen
    was_submitted: bool = False  # so once, before Send was pressed again
    is_refused: bool = False  # the service answered that it will not act on it
    is_standing: bool = False  # the service says that an objection stands already: before Send an earlier one
    is_said_sent: bool = False  # the person says so; the program saw nothing of it
    is_unread_sent: bool = False  # something, after a press of the person, by a page that is not recognised
    is_in_error: bool = False  # the last thing that the service showed after Send is an error
    is_account_locked: bool = False
    is_refused_everywhere: bool = False  # every address of the form said that there is none
    is_led_away_everywhere: bool = False  # none has it: the service led from there to pages above them
    is_custom_flow: bool = False

    def note_press(self, *, is_certain: bool) -> None:
        """Send was pressed, or Enter that may have sent: nothing that comes later makes what went off uncertain again."""
        self.is_press_certain = is_certain or (self.is_pressed and self.is_press_certain)
        self.is_pressed = True
        self.is_standing = False  # what was said before is no answer to what goes off now
        if is_certain:
            self.is_in_error = False

    def take_back(self) -> None:
        """What the service answered no longer holds: an error, or words that take it back, stand in its place."""
        self.is_submitted = self.is_refused = False

    def begin_again(self) -> None:
        """Send was pressed once more: what is answered now counts, but an earlier success happened."""
        self.was_submitted |= self.is_submitted
        self.take_back()

    @property
    def was_sent(self) -> bool:
        """Tell whether the form may have gone off."""
        return (self.is_pressed and self.is_press_certain) or self.is_said_sent

    @property
    def said_form_sent_something(self) -> bool:
        """Tell whether what the person calls the form sent something as they pressed a control of it."""
        is_said_form = any(moment.said_by for moment in self.timeline if moment.state is State.FORM)
        return is_said_form and self.is_unread_sent

    @property
    def is_unsent_or_failed(self) -> bool:
        """Tell whether a press may be Send, though it is not certain: nothing went off, or what did came back with an error."""
        return not self.was_sent or self.is_in_error

    @property
    def is_answered(self) -> bool:
        """Tell whether there is nothing more to wait for; who objected before may still send another form."""
        is_decided = self.is_submitted or self.is_refused or self.is_said_sent
        return is_decided or (self.is_standing and self.is_pressed)


def conclude(history: History) -> tuple[Outcome, int]:
    """Give the outcome and the exit status (docs/en/commands.md, "Exit codes")."""
    return with_exit(_outcome(history), history)


def with_exit(outcome: Outcome, course: Course) -> tuple[Outcome, int]:
    """Give an outcome with its exit status, which may say more of what ended the run."""
    if outcome is Outcome.INTERRUPTED and course.stopped_with is not None:
        return outcome, course.stopped_with
    if outcome is Outcome.NOT_SENT and course.is_browser_lost:
        return outcome, Exit.BROWSER
    return outcome, EXIT_OF_OUTCOME[outcome]


def _answer(history: History) -> Outcome | None:
    """Give what the service answered after Send; None: nothing that is known."""
    if history.is_submitted:
        return Outcome.SUBMITTED
    if history.is_refused:
        return Outcome.REFUSED
    return Outcome.ALREADY_OBJECTED if history.is_standing else None


def _outcome(history: History) -> Outcome:
    if history.was_sent:
        if answer := _answer(history):
            # A stranger's flow file could call anything a success.
            return Outcome.SENT_UNCONFIRMED if history.is_custom_flow else answer
        # "Rejected" would say that nothing was objected to, which an error after a success does not tell.
        is_rejected = history.is_in_error and not history.was_submitted
        return Outcome.REJECTED if is_rejected else Outcome.SENT_UNCONFIRMED
    if history.is_standing and not history.is_custom_flow:
        return Outcome.ALREADY_OBJECTED
    if history.said_form_sent_something or history.is_unwatched:
        return Outcome.SENT_UNCONFIRMED
    if history.stopped_with is not None:
        return Outcome.INTERRUPTED
    if history.is_browser_lost:
        return Outcome.NOT_SENT
    came_to = next(
        (m.state for m in reversed(history.timeline) if m.state is not State.CLOSED), State.OPENING
    )
    if history.is_refused_everywhere or (came_to is State.CHECKPOINT and history.is_account_locked):
        return Outcome.UNAVAILABLE
    # Whoever looks around from there, on pages that are not recognised, found no form either.
    elsewhere = (
        Outcome.MOVED if history.is_led_away_everywhere and came_to is State.UNKNOWN else Outcome.NOT_SENT
    )
    return TABLE[came_to].outcome or elsewhere
