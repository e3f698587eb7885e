"""Gathers what a draft is made of from the archive, verified now. The only part of the drafts that reads files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.authorities import Authorities, Authority
from flows.law import load_law
from flows.load import load_objection
from flows.schema import Flow
from helper.complaint.case import Case, Exhibit, TimeStamp
from helper.complaint.grounds import decide, zone_of
from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence import bag
from helper.evidence.additions import name_beside
from helper.evidence.files import sha256_of
from helper.evidence.letters import STATEMENT, KeptLetter, kept_letter
from helper.evidence.store import Archive, Entry, is_newer, unusable
from helper.evidence.verify import Damage, verify_bag
from helper.followup.clock import Clock
from helper.followup.deadlines import local_day
from helper.followup.gather import past_of
from helper.mail.kept import MESSAGE, KeptMail, kept_mails
from helper.mail.kinds import MailKind
from helper.record import Record
from helper.timestamps.judgement import SOUND, StampVerdict
from helper.timestamps.stamps import check_stamps

MOST_NAMED = 5  # damaged files that an error names


@dataclass(frozen=True)
class IntactAttempt:
    """An attempt whose files are all what was kept."""

    entry: Entry
    record: Record
    mails: tuple[KeptMail, ...]
    letter: KeptLetter

    @property
    def codes(self) -> set[str]:
        """Give the sums of the mails that hold a one-time code: nobody else's business, and no answer."""
        return {mail.sha256 for mail in self.mails if mail.kind is MailKind.CODE}


def look_at(archive: Archive, entry: Entry) -> IntactAttempt:
    """Verify an attempt and its mails; raises ArchiveProblem that names the damage: on it no complaint is built."""
    if not entry.sealed:
        raise UsageProblem("archive_not_sealed", id=entry.id, path=entry.path)
    mails, letter = kept_mails(entry.path), kept_letter(entry.path)
    damage = [*verify_bag(entry.path), *archive.check_chain().get(entry.id, [])]
    damage += [*(one for mail in mails for one in mail.damage), *letter.damage]
    if is_newer(entry, damage):
        raise unusable(entry, damage)
    if damage or entry.record is None:
        raise ArchiveProblem("complaint_damaged", id=entry.id, files=_list_files(damage), path=entry.path)
    return IntactAttempt(entry, entry.record, tuple(mails), letter)


def make_case(
    found: IntactAttempt,
    authority: Authority,
    known: Authorities,
    clock: Clock,
    *,
    is_residence_told: bool,
    anyway: bool,
) -> Case:
    """Decide whether there is a ground, and put together what the draft says; raises UsageProblem, OSError."""
    entry, record = found.entry, found.record
    flow = flow_of(entry)
    controller = known.controller_named(flow.controller)
    past = past_of(entry, (), mails=found.mails, letter=found.letter)
    decision = decide(record, past, clock, anyway=anyway)
    mails = tuple(mail for mail in found.mails if mail.sha256 not in found.codes)
    return Case(
        record=record,
        decision=decision,
        today=local_day(clock.now, clock.zone),
        zone=zone_of(record),
        sent_at=past.sent_at,
        service=flow.title,
        controller=flow.controller,
        controller_post=controller.post if controller else None,
        authority=authority,
        is_residence_told=is_residence_told,
        procedure=load_law().find("procedure"),
        fallback=known.fallback,
        mails=mails,
        exhibits=(
            *_of_bag(entry, record),
            *_of_mails(mails),
            *_of_letter(found.letter),
        ),
        seal=sha256_of(entry.path / bag.TAG_MANIFEST),
        stamps=tuple(_stamps(entry.path)),
        bag=entry.id,
        copy=f"{entry.id}-copy",
    )


def flow_of(entry: Entry) -> Flow:
    """Give what is known of the service; raises UsageProblem where its form is not that for AI training."""
    service = load_objection(entry.service)
    if service is None:
        raise UsageProblem("complaint_other_form", id=entry.id, service=entry.service)
    return service.flow


def _of_bag(entry: Entry, record: Record) -> Iterator[Exhibit]:
    for item in record.evidence:
        name = bag.name_in_data(item.path)
        yield Exhibit(f"{bag.DATA}/{name}", item.kind, item.captured_at, item.sha256)
    path = f"{bag.DATA}/{bag.RECORD}"
    yield Exhibit(path, "record", record.ended_at, sha256_of(entry.path / path))


def _of_mails(mails: tuple[KeptMail, ...]) -> Iterator[Exhibit]:
    for mail in mails:
        yield Exhibit(name_beside(mail.path, MESSAGE), "mail", mail.sent_at, mail.sha256)


def _of_letter(letter: KeptLetter) -> Iterator[Exhibit]:
    if letter.sent and letter.path:
        path = name_beside(letter.path, STATEMENT)
        yield Exhibit(path, "statement", letter.sent.said_at, sha256_of(letter.path / STATEMENT))


def _stamps(bag_path: Path) -> Iterator[TimeStamp]:
    for kept in check_stamps(bag_path):
        stamp = kept.stamp
        if stamp and stamp.verdict in SOUND and stamp.stamped_at:
            yield TimeStamp(stamp.authority or "–", stamp.stamped_at, stamp.verdict is StampVerdict.GOOD)


def _list_files(damage: list[Damage]) -> str:
    names = list(dict.fromkeys(one.file for one in damage))
    more = [f"+ {len(names) - MOST_NAMED}"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more]) or f"{bag.DATA}/{bag.RECORD}"
