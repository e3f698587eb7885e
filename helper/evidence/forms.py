"""Which form an archive saw last: what tells a person that a service changed its form since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from helper.evidence.store import Archive
from helper.record import FormFingerprint


class SeenForm(NamedTuple):
    """A form as an attempt saw it, and on which day (UTC)."""

    fingerprint: FormFingerprint
    date: dt.date


def seen_forms(archive: Archive, service: str) -> Iterator[SeenForm]:
    """Give the forms of a service's sealed attempts, the newest first; attempts that cannot be read are passed over."""
    for entry in archive.newest_first(service):
        if entry.sealed and entry.record and (found := entry.record.page.form_fingerprint):
            yield SeenForm(found, entry.record.started_at.date())


def last_fingerprint(archive: Archive, service: str) -> SeenForm | None:
    """Give the form that the last sealed attempt of a service saw; reads no more attempts than it takes."""
    return next(seen_forms(archive, service), None)
