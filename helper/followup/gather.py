"""Reads from the archive what the follow-up rests on: every attempt as it lies there now, verified now, and its mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flows import CHECK
from flows.schema import State
from helper.evidence.letters import KeptLetter, kept_letter
from helper.evidence.store import Archive, Entry
from helper.evidence.verify import Damage, DamageKind, verify_bag
from helper.followup.standing import Past, address_of
from helper.mail.kept import KeptMail, kept_mails
from helper.record import Outcome, Record

_SENT = (Outcome.SUBMITTED, Outcome.REFUSED, Outcome.SENT_UNCONFIRMED, Outcome.REJECTED)
_ANSWERS = (State.SUBMITTED, State.REFUSED, State.ALREADY_OBJECTED, State.UNAVAILABLE, State.MOVED)


class Gathered(NamedTuple):
    """What the archive holds for the follow-up."""

    past: list[Past]
    lost: list[str]  # attempts that later ones vouch for and that are gone


def gather(archive: Archive, track: Callable[[list[Entry]], Iterable[Entry]] = iter) -> Gathered:
    """Look at every attempt but rehearsals and privacy checks; `track` may show how far it is. Raises ArchiveProblem."""
    chain = archive.check_chain()
    real = [entry for entry in archive.entries() if not entry.rehearsal and entry.service != CHECK]
    past = [look_at(entry, chain.get(entry.id, [])) for entry in track(real)]
    gone = [one for one, damage in chain.items() if any(item.kind is DamageKind.REMOVED for item in damage)]
    return Gathered(past, sorted(gone))


def look_at(entry: Entry, chain: Sequence[Damage] = ()) -> Past:
    """Verify one attempt; `chain` is what is wrong between it and the others."""
    damage = [*verify_bag(entry.path), *chain] if entry.sealed else []
    return past_of(entry, is_intact=not damage, mails=kept_mails(entry.path), letter=kept_letter(entry.path))


def past_of(entry: Entry, *, is_intact: bool, mails: Sequence[KeptMail], letter: KeptLetter) -> Past:
    """Give what the follow-up wants of an attempt."""
    record = entry.record
    if record is None:
        return Past(
            entry.id,
            entry.service,
            None,
            None,
            entry.started_at,
            is_sealed=entry.sealed,
            is_intact=is_intact and not entry.fault,
            mails=tuple(mails),
            letter=letter.sent,
            has_damaged_letter=bool(letter.damage),
        )
    check = record.email_check
    return Past(
        attempt_id=entry.id,
        service=entry.service,
        address=address_of(check.expected, check.displayed),
        outcome=record.outcome if entry.sealed else None,
        started_at=record.started_at,
        sent_at=_sent_at(record),
        seen_at=next((one.at for one in reversed(record.timeline) if one.state in _ANSWERS), record.ended_at),
        displayed=check.displayed,
        verdict=check.verdict,
        is_sealed=entry.sealed,
        is_intact=is_intact,
        mails=tuple(mails),
        letter=letter.sent,
        has_damaged_letter=bool(letter.damage),
    )


def _sent_at(record: Record) -> dt.datetime | None:
    """Tell when the form went off; of several times the last one, since what came before was put right."""
    if record.outcome not in _SENT:
        return None
    sent = [one.at for one in record.timeline if one.state is State.SENT]
    return (record.send.at if record.send else None) or (sent[-1] if sent else record.ended_at)
