"""What lies in an archive's folder, by name alone: nothing is opened."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from helper.evidence.ids import DELETED, DELETING, UNSEALED, is_id


@dataclass(frozen=True)
class Listing:
    """The names of the attempts of an archive, by what became of them."""

    sealed: frozenset[str] = frozenset()
    unsealed: frozenset[str] = frozenset()
    deleting: frozenset[str] = frozenset()  # a deletion that has not come to its end
    deleted: frozenset[str] = frozenset()  # a tombstone is left

    @property
    def taken(self) -> frozenset[str]:
        """Every name that was ever given, as far as anything is left of it."""
        return self.sealed | self.unsealed | self.deleting | self.deleted


def list_attempts(archive: Path) -> Listing:
    """Sort what is in the folder; whatever has another kind of name is none of ours. Raises OSError."""
    found: dict[str, set[str]] = {"": set(), UNSEALED: set(), DELETING: set(), DELETED: set()}
    for name in os.listdir(archive):  # noqa: PTH208  ten thousand paths would take longer than all the rest
        attempt_id, dot, suffix = name.partition(".")
        if dot + suffix in found and is_id(attempt_id):
            found[dot + suffix].add(attempt_id)
    return Listing(*(frozenset(found[suffix]) for suffix in ("", UNSEALED, DELETING, DELETED)))
