"""Send was pressed, and no answer that is understood has come: when what stands there is kept, and the person told. Pure."""

from __future__ import annotations

from typing import Literal

# Seconds for which something new stands there before it counts as no answer: many pages say "Sending…" for a moment.
UNREAD_AFTER_SECONDS = 5.0
# Seconds until what stands there after the person undid what they sent is pictured again, where that did not succeed.
UNDONE_AGAIN_SECONDS = 0.5
# Seconds without any change after which the person is told that nothing answers.
SILENT_AFTER_SECONDS = 20.0

UnansweredStage = Literal["waiting", "unread", "silent", "taken_back", "undone", "anew"]


class Unanswered:
    """How long the service's answer has been missing. It may still come: nothing here says that it will not."""

    def __init__(self, stage: UnansweredStage = "waiting") -> None:
        self.stage = stage
        self._wait = UNREAD_AFTER_SECONDS if stage != "undone" else UNDONE_AGAIN_SECONDS
        self._is_unpictured = False
        self._news: frozenset[str] = frozenset()  # what the page shows now and did not show at Send
        self._kept: frozenset[str] = frozenset()
        self._is_form_anew = False

    def see(self, news: frozenset[str], *, is_form_anew: bool = False) -> None:
        """Take in what is new on the page; `is_form_anew`: the form stands there in another load than the one that was sent.

        After a login in between, or as the person loads it again: whoever waits for its answer then waits in vain.
        """
        self._news, self._is_form_anew = news, is_form_anew
        if self.stage == "anew" and not is_form_anew:
            self.stage = "waiting"

    @property
    def is_taken_back(self) -> bool:
        """Tell whether an answer was there that no longer holds: by what the service says, or as the person undid it."""
        return self.stage in ("taken_back", "undone")

    @property
    def read_in(self) -> float | None:
        """Give the seconds after which what is new is to be kept and told; None where all of it is."""
        is_told = not self._is_form_anew or self.stage == "anew" or self.is_taken_back
        is_kept = self._news <= self._kept and not self._is_unpictured
        return None if is_told and is_kept else self._wait

    def give_up_reading(self) -> None:
        """What is new stood there long enough."""
        if not self.is_taken_back:
            self.stage = "anew" if self._is_form_anew else "unread"
        self._wait *= 2  # a page that never stands still is kept ever more seldom

    def give_up_waiting(self) -> None:
        """Nothing new came for so long."""
        self.stage = "silent"

    def note_kept(self) -> None:
        """A picture shows what stands there."""
        self._is_unpictured = False
        self._kept |= self._news

    def note_unpictured(self) -> None:
        """No picture could be taken of what took an answer back: the form alone may stand there, and nothing new."""
        self._is_unpictured = self.is_taken_back
