"""How it is said to the person what they said of a letter. Pure."""

from __future__ import annotations

from helper.evidence.letters import Sent
from helper.texts.sentences import Said, say


def say_sent(sent: Sent) -> Said:
    """Say when and how they say that they sent it: as their word, never as a finding."""
    which = f"{sent.by}_received" if sent.received_on else sent.by
    return say(f"by_letter.said.{which}", on=sent.on, received=sent.counted_from, said=sent.said_at.date())
