"""What a deletion leaves: that there was an attempt, and what ties it into the chain. Nothing of the person."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from helper.evidence.files import read_small
from helper.evidence.ids import DELETED
from helper.evidence.versions import parse_document
from helper.record import Frozen, Sha256, Time

SCHEMA = 1
_LIMIT = 1_000_000


class NamedBefore(Frozen):
    """An attempt that the deleted one named as sealed before it."""

    id: str
    sha256: Sha256


class Tombstone(Frozen):
    """An attempt that was deleted on purpose."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    id: str
    deleted_at: Time
    # Of its `tagmanifest-sha256.txt`; null when the attempt had none, or none that could be read.
    tag_manifest_sha256: Sha256 | None
    # Another than the one that a later attempt names: it had been changed before it was deleted.
    was_changed: bool
    previous: tuple[NamedBefore, ...]

    def to_json(self) -> str:
        """Write the tombstone as it lies on the disk."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"


def tombstone_path(archive: Path, attempt_id: str) -> Path:
    """Give the place of an attempt's tombstone."""
    return archive / (attempt_id + DELETED)


def read_tombstone(archive: Path, attempt_id: str) -> Tombstone:
    """Read a tombstone; raises OSError, NewerSchemaError, or ValueError when it is none of this attempt."""
    content = read_small(tombstone_path(archive, attempt_id), _LIMIT)
    found = parse_document(Tombstone, content, SCHEMA)
    if found.id != attempt_id:
        raise ValueError("of another attempt")
    return found
