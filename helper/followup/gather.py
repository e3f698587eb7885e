"""Reads from the archive what the follow-up rests on: every attempt as it lies there now, verified now, and its mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from flows import CHECK
from flows.schema import State
from helper.evidence.chain import name_lost
from helper.evidence.letters import KeptLetter, kept_letter
from helper.evidence.store import Archive, Entry, is_newer
from helper.evidence.verify import Damage, verify_bag
from helper.followup.standing import Past, address_of
from helper.mail.kept import KeptMail, kept_mails
from helper.record import SENT_OUTCOMES, Record

_ANSWERS = (State.SUBMITTED, State.REFUSED, State.ALREADY_OBJECTED, State.UNAVAILABLE, State.MOVED)


class Gathered(NamedTuple):
    """What the archive holds for the follow-up."""

    past: list[Past]
    lost: list[str]  # attempts that later ones vouch for and that are gone


def gather(archive: Archive, track: Callable[[list[Entry]], Iterable[Entry]] = iter) -> Gathered:
    """Look at every attempt but rehearsals and privacy checks; `track` may show how far it is. Raises ArchiveProblem."""
    chain = archive.check_chain()
    real = [entry for entry in archive.entries() if not entry.rehearsal and entry.service != CHECK]
    past = [_look_at(entry, chain.get(entry.id, [])) for entry in track(real)]
    return Gathered(past, name_lost(chain))


def _look_at(entry: Entry, chain: Sequence[Damage]) -> Past:
    """Verify one attempt; `chain` is what is wrong between it and the others."""
    damage = [*verify_bag(entry.path), *chain] if entry.sealed else []
    return past_of(entry, damage, mails=kept_mails(entry.path), letter=kept_letter(entry.path))


def past_of(entry: Entry, damage: Sequence[Damage], *, mails: Sequence[KeptMail], letter: KeptLetter) -> Past:
    """Give what the follow-up wants of an attempt."""
    one = Past(
        attempt_id=entry.id,
        service=entry.service,
        address=None,
        outcome=None,
        started_at=entry.started_at,
        is_sealed=entry.sealed,
        is_intact=not damage and not entry.fault,
        is_newer=is_newer(entry, damage),
        mails=tuple(mails),
        letter=letter.sent,
        has_damaged_letter=bool(letter.damage),
    )
    record = entry.record
    if record is None:
        return one
    check = record.email_check
    return replace(
        one,
        address=address_of(check),
        outcome=record.outcome if entry.sealed else None,
        may_be_sent=record.may_be_sent,
        started_at=record.started_at,
        sent_at=_sent_at(record),
        seen_at=next((it.at for it in reversed(record.timeline) if it.state in _ANSWERS), record.ended_at),
        displayed=check.displayed,
        verdict=check.verdict,
    )


def _sent_at(record: Record) -> dt.datetime | None:
    """Tell when the form went off; of several times the last one, since what came before was put right."""
    if record.outcome not in SENT_OUTCOMES:
        return None
    sent = record.times_of(State.SENT)
    return (record.send.at if record.send else None) or (sent[-1] if sent else record.ended_at)
