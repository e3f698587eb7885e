"""What was said and done so far in the window, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helper.cli.attempt_options import AttemptOptions
    from helper.cli.options import Shared
    from helper.followup.todo import Wanted
    from helper.record import Record
    from helper.session.running import Ending
    from helper.window.asked import AskedAccounts, AskedExplanation


class AfterWindow(Enum):
    """What comes after a window of the browser."""

    END = "end"
    NEW_WINDOW = "new_window"
    PRACTICE = "practice"  # in a window of its own, in which only the practice site exists


class AfterPage(Enum):
    """What comes after a page."""

    HOME = "home"
    CLOSED = "closed"
    ATTEMPT = "attempt"
    PRACTICE = "practice"


@dataclass
class Conversation:
    """What was said and done so far."""

    shared: Shared
    options: AttemptOptions  # what they say of the window
    endings: list[Ending] = field(default_factory=list)
    left: list[Wanted] = field(default_factory=list)
    practice: Wanted | None = None  # for which account to practise
    accounts: AskedAccounts | None = None
    explanation: AskedExplanation | None = None
    wishes: AttemptOptions | None = None  # with what goes into the explanation field
    before: Record | None = None  # what is made once more
    has_unseen: bool = False  # an ending that no page has shown yet
    notes: list[str] = field(default_factory=list)  # for the next page
    stopped_with: int | None = None  # a signal, on a page of ours
    is_stopped: bool = False  # by a signal, in an attempt
