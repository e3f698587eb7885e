"""When what stands beside the form is read: soon after it changed, and ever more seldom where it never stands still. Pure."""

from __future__ import annotations

_FIRST_WAIT, _LONGEST_WAIT = 0.4, 30.0  # seconds


class Beside:
    """Whether what is on the form's page was read, and whether it speaks of an objection that stands already."""

    def __init__(self) -> None:
        self.says_already = False
        self._wait = _FIRST_WAIT
        self._is_due = False
        self._read: frozenset[str] = frozenset()

    def read_in(self, texts: frozenset[str]) -> float | None:
        """Give the seconds after which these texts are to be read; None where they were, or are about to be."""
        if self._is_due or texts == self._read:
            return None
        self._is_due = True
        return self._wait

    def note_read(self, texts: frozenset[str]) -> None:
        """These texts were read."""
        self._read, self._is_due = texts, False
        self._wait = min(self._wait * 2, _LONGEST_WAIT)
