"""When what stands beside the form is read: soon after it changed, and ever more seldom where it never stands still. Pure."""

from __future__ import annotations

_FIRST_WAIT, _LONGEST_WAIT = 0.4, 30.0  # seconds


class Beside:
    """What was read on the form's page, and how long is waited until it is read again."""

    def __init__(self) -> None:
        self._wait = _FIRST_WAIT
        self._read: frozenset[str] = frozenset()

    def read_in(self, texts: frozenset[str]) -> float | None:
        """Give the seconds after which these texts are to be read; None where they were read."""
        return None if texts == self._read else self._wait

    def note_read(self, texts: frozenset[str]) -> None:
        """These texts were read."""
        self._read = texts
        self._wait = min(self._wait * 2, _LONGEST_WAIT)
