"""Shapes of pages that were not recognised: kept beside the pictures, for a report that a person may hand on."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
from pathlib import Path

from helper.drift.description import PageShape
from helper.evidence import bag
from helper.evidence.files import read_small
from helper.evidence.work import WorkFolder, utc_now
from helper.record import Evidence, Kind, Record

MOST = 12  # a page that changes for ever must not fill the disk
_LIMIT = 4_000_000


class Shapes:
    """Keeps the shapes of an attempt, each that differs from those before it."""

    def __init__(self, work: WorkFolder) -> None:
        self._work = work
        self._kept: list[Evidence] = []

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that was kept, in the order in which it was seen."""
        return tuple(self._kept)

    def keep(self, shape: PageShape) -> Evidence | None:
        """Write a shape durably; None when this one is kept already, or enough are."""
        content = shape.to_json()
        digest = hashlib.sha256(content).hexdigest()
        if len(self._kept) >= MOST or any(digest == kept.sha256 for kept in self._kept):
            return None
        path = f"shape-{len(self._kept) + 1:02d}.json"
        self._work.add(path, content)
        # Without an address: of the page nothing else is kept here either.
        evidence = Evidence(path=path, kind=Kind.SHAPE, sha256=digest, captured_at=utc_now(), url=None)
        self._kept.append(evidence)
        return evidence


def has_shapes(record: Record) -> bool:
    """Tell whether shapes are among what an attempt kept."""
    return any(item.kind is Kind.SHAPE for item in record.evidence)


def read_shapes(folder: Path, record: Record) -> list[tuple[dt.datetime, PageShape]]:
    """Read the shapes of a bag, each with its time; raises OSError, or ValueError when one is none of ours."""
    found = []
    for item in record.evidence:
        if item.kind is Kind.SHAPE:
            name = bag.name_in_data(item.path)
            if not bag.is_file_name(name):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            content = read_small(folder / bag.DATA / name, _LIMIT)
            found.append((item.captured_at, PageShape.model_validate_json(content)))
    return found
