"""What was said and done so far in the window, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helper.cli.options import Shared
    from helper.followup.todo import Wanted
    from helper.record import Record
    from helper.session.attempt import Ending
    from helper.window.asked import Accounts, Explanation


@dataclass(frozen=True)
class Settings:
    """What the options say of the window."""

    browser: str | None
    timeout: float
    linger: float


class Next(Enum):
    """What comes after a window of the browser."""

    END = "end"
    NEW_WINDOW = "new_window"
    PRACTICE = "practice"  # in a window of its own, in which only the practice site exists


class Turn(Enum):
    """What comes after a page."""

    HOME = "home"
    CLOSED = "closed"
    ATTEMPT = "attempt"
    PRACTICE = "practice"


@dataclass
class Conversation:
    """What was said and done so far."""

    shared: Shared
    settings: Settings
    endings: list[Ending] = field(default_factory=list)
    left: list[Wanted] = field(default_factory=list)
    practice: Wanted | None = None  # for which account to practise
    accounts: Accounts | None = None
    explanation: Explanation | None = None
    wishes: dict[str, Any] = field(default_factory=dict)
    before: Record | None = None  # what is made once more
    unseen: int = 0  # endings that no page has shown yet
    notes: list[str] = field(default_factory=list)  # for the next page
    stopped_with: int | None = None  # a signal, on a page of ours
    is_stopped: bool = False  # by a signal, in an attempt
