"""Finds which attempt a letter belongs to, and puts together what its draft says. Reads the archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import flows
from flows.authorities import Authorities
from flows.load import Service, load_objection
from flows.references import Reference, load_references
from helper.complaint.grounds import is_form_missing, zone_of
from helper.errors import UsageProblem
from helper.evidence.store import Archive, Entry, unusable
from helper.evidence.verify import verify_bag
from helper.followup.again import propose
from helper.followup.clock import Clock
from helper.followup.deadlines import local_day
from helper.followup.standing import address_of
from helper.letter.case import LetterCase, MissingForm
from helper.record import Record


class Subject(NamedTuple):
    """What a letter is about: a service, and the attempt that it follows, if there is one."""

    service: Service
    entry: Entry | None

    @property
    def record(self) -> Record | None:
        """The attempt's record."""
        return self.entry.record if self.entry else None

    @property
    def name(self) -> str:
        """What the person types to mean it."""
        return self.entry.id if self.entry else self.service.flow.name


def find_subject(archive: Archive, reference: str | None, address: str | None = None) -> Subject:
    """Find what is meant: an attempt, a service (its newest attempt, if there is one), or the newest attempt of all.

    `address`: that of the account; an attempt of another one, unless it is named itself, is not what is meant.
    Raises UsageProblem for a rehearsal, for a form that is none to object with, and where nothing is there to mean.
    """
    if reference is None or reference in flows.objection_names():
        made = objections(archive, reference)
        entry = next((one for one, record in made if _may_be_of(record, address)), None)
        if entry is None and reference is None:
            raise UsageProblem("letter_which", services=", ".join(flows.objection_names()))
        return Subject(_service_of(entry.service if entry else reference or ""), entry)
    entry = archive.find(reference)
    if entry.rehearsal:
        raise UsageProblem("letter_rehearsal", id=entry.id)
    if not entry.sealed:
        raise UsageProblem("archive_not_sealed", id=entry.id, path=entry.path)
    if entry.record is None:
        raise unusable(entry, verify_bag(entry.path))
    return Subject(_service_of(entry.service), entry)


def make_case(
    subject: Subject,
    known: Authorities,
    clock: Clock,
    *,
    language: str,
    email: str | None,
    reference: Reference | None,
    reason: str | None,
) -> LetterCase:
    """Put together what the draft says; what the attempt tells stands where the person says nothing else."""
    record, flow = subject.record, subject.service.flow
    controller = known.controller_named(flow.controller)
    before = propose(record, load_references()) if record else None
    cited = reference or (load_references().get(before.reference) if before and before.reference else None)
    missing = record if record and is_form_missing(record) else None
    return LetterCase(
        service=flow.title,
        controller=flow.controller,
        post=controller.post if controller else None,
        contact=controller.contact if controller else None,
        address=email or (address_of(record.email_check) if record else None),
        objection=cited.sentences_for([language]).forms[0] if cited else _objection_alone(language),
        reason=reason or (before.reason if before else None),
        missing=MissingForm(missing.started_at, missing.page.url) if missing else None,
        zone=zone_of(record) if record else dt.UTC,
        today=local_day(clock.now, clock.zone),
        name=subject.name,
    )


def _objection_alone(language: str) -> str:
    """Give the objection without the sentence that cites an authority, which is the second one."""
    any_reference = next(iter(load_references().values()))
    return any_reference.sentences_for([language]).forms[0].partition(". ")[0] + "."


def objections(archive: Archive, service: str | None = None) -> Iterator[tuple[Entry, Record]]:
    """Give what an answer or a letter may follow, the newest first: sealed, readable, no practice, no other form."""
    for entry in archive.newest_first(service):
        if entry.sealed and entry.record and not entry.rehearsal and entry.service in flows.objection_names():
            yield entry, entry.record


def _may_be_of(record: Record, address: str | None) -> bool:
    """Tell whether an attempt may be that of an address: one that saw none may be anybody's."""
    own = address_of(record.email_check)
    return address is None or own is None or own.casefold() == address.casefold()


def _service_of(name: str) -> Service:
    service = load_objection(name)
    if service is None:
        raise UsageProblem("letter_other_form", service=name)
    return service
