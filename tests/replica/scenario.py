"""One person's attempt, told from the service's side: what each address shows and what Send is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from replica.options import Options
from replica.places import Place, place_of

LOGINS = ("page", "overlay", "popup", "instant_popup", "two_steps", "frame", "forgets", "none")
STEPS = ("two_factor", "captcha", "checkpoint", "consent", "save_login", "locked")
ANSWERS = (
    "success",
    "error",
    "too_short",
    "code",
    "already",
    "unavailable",
    "region",
    "never",
    "500",
    "closed",
    "empty",
    "nothing",
)


@dataclass(frozen=True)
class Scenario:
    """What the replica does: the service, its pages, what it answers, and what goes wrong."""

    service: str = "facebook"
    language: str = "en"
    engine: str = "desktop"
    state: str = "form"  # what the addresses of the AI form show to somebody who is logged in
    options: Options = field(default_factory=Options)
    login: str = "page"  # one of LOGINS
    after_login: tuple[str, ...] = ()  # of STEPS, in order
    cookie_dialog: bool = False  # on the first pages, until it is answered
    errors_after_login: int = 0  # how often the form's address fails first
    answers: tuple[str, ...] = ("success",)  # of ANSWERS, one for each Send; the last one stays
    is_down: bool = False  # no connection comes about until the server's `is_down` is taken back
    delay_s: float = 0.0  # before each answer to Send
    # path (or host + path) -> state, "redirect:ADDRESS", "closed", "empty:STATUS" or "home" (where the service leads whoever
    # is logged in); stronger than `state`
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Give the addresses of the service."""
        return place_of(self.service)

    @property
    def id(self) -> str:
        """Name the scenario in the list of tests."""
        parts = [self.service, self.engine, self.language, self.state, self.login, *self.answers]
        return "-".join(part for part in parts if part not in ("form", "page", "success"))
