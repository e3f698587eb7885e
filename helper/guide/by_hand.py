"""A page that is not recognised: the person goes on by hand and tells what the program cannot see. Pure."""

from __future__ import annotations

from typing import Literal

# How long a page of the service stays unknown, in seconds, before the person is offered to tell what it is.
OFFER_AFTER_SECONDS = 3.0
_MAX_PICTURES = 6

HandButton = Literal["is_form", "was_sent"]
HandStage = Literal["none", "offered", "form", "sent"]

# The panel's buttons at each stage, and the stage that each leads to.
BUTTONS: dict[HandStage, tuple[HandButton, ...]] = {
    "none": (),
    "offered": ("is_form", "was_sent"),
    "form": ("was_sent",),
    "sent": (),
}
_STAGE_AFTER: dict[HandButton, HandStage] = {"is_form": "form", "was_sent": "sent"}


class ByHand:
    """How far the person has gone by hand. What they say is kept as theirs and never becomes a finding of ours."""

    def __init__(self) -> None:
        self.stage: HandStage = "none"
        self._pictures = 0

    @property
    def is_going_on(self) -> bool:
        """Tell whether the person has named the form and not yet said that it was sent."""
        return self.stage == "form"

    def offer(self) -> bool:
        """Offer the buttons; False when they have been there already."""
        if self.stage != "none":
            return False
        self.stage = "offered"
        return True

    def leave(self) -> None:
        """The page is recognised again: there is nothing to say about it by hand."""
        if self.stage == "offered":
            self.stage = "none"

    def say(self, button: str) -> HandButton | None:
        """Take what the person says; None when that button is not theirs to press now."""
        said = next((one for one in BUTTONS[self.stage] if one == button), None)
        if said:
            self.stage = _STAGE_AFTER[said]
        return said

    @property
    def is_press_pictured(self) -> bool:
        """Tell whether one more press is worth a picture: any button may be Send, but a page may have hundreds."""
        return self.is_going_on and self._pictures < _MAX_PICTURES

    def note_picture(self) -> None:
        """A press was worth one."""
        self._pictures += 1
