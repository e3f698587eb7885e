"""Whether there is something to complain about yet, decided from what the archive shows alone. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from flows.schema import State
from helper.errors import UsageProblem
from helper.followup.deadlines import local_day
from helper.followup.standing import Past, Situation, Standing, find_standings
from helper.record import Outcome, Record
from helper.texts.sentences import format_day

if TYPE_CHECKING:
    from helper.evidence.letters import Sent
    from helper.followup.clock import Clock
    from helper.mail.kept import KeptMail


class Ground(StrEnum):
    """What a complaint rests on."""

    NO_ANSWER = "no_answer"  # the time for an answer is over
    REFUSAL = "refusal"
    LETTER_UNANSWERED = "letter_unanswered"  # the same, of a letter that the person says they sent
    NO_FORM = "no_form"  # the service offered no form to object with, and nothing else was sent
    EARLY = "early"  # none of these: the person wants the draft all the same


@dataclass(frozen=True)
class Decision:
    """What a draft may say: its ground, and until when an answer was due."""

    ground: Ground
    due: dt.date | None = None  # None where nothing was sent
    is_extended: bool = False  # the service said in time that it takes two months more
    refusal: KeptMail | None = None  # the e-mail that refuses; without one, the page did
    letter: Sent | None = None  # an objection by letter, by the person's word
    is_form_sent: bool = True


def decide(record: Record, past: Past, clock: Clock, *, anyway: bool = False) -> Decision:
    """Find the ground of a complaint; raises UsageProblem where there is none, or none yet and not `anyway`.

    A complaint needs an objection before it (flows/law.toml, `prior_request`): the form's, else a letter's. That there was
    no form is no ground by itself, since one may object without one.
    """
    if record.rehearsal:
        raise UsageProblem("complaint_rehearsal", id=record.id)
    # By a wrong clock the attempt is still to come: a draft all the same counts from its own date.
    (standing,) = find_standings([past], clock.now, clock.zone)
    if standing.is_ahead:
        if not anyway:
            raise UsageProblem("complaint_ahead", id=record.id)
        clock = clock._replace(now=max(clock.now, standing.sent_at or standing.since))
    by_form = _of_form(record, past, clock)
    found = by_form if _is_ripe(by_form, clock) else _of_letter(past, clock) or by_form
    if found is None or found.due is None:
        if not is_form_missing(record):
            raise UsageProblem("complaint_never_sent", id=record.id)
        if anyway:
            return Decision(Ground.NO_FORM, is_form_sent=False)
        raise UsageProblem("complaint_no_form", id=record.id)
    if _is_ripe(found, clock):
        return found
    if anyway:
        return replace(found, ground=Ground.EARLY)
    raise UsageProblem("complaint_too_early", id=record.id, date=partial(format_day, found.due))


def _of_form(record: Record, past: Past, clock: Clock) -> Decision | None:
    """Give what the form alone comes to, a refusal or a time for an answer; None where none went off."""
    if is_form_missing(record):
        return None
    (standing,) = find_standings([replace(past, letter=None)], clock.now, clock.zone)
    if standing.sent_at is None or standing.due is None or (past.letter and past.sent_at is None):
        return None
    return _decide(standing, Ground.NO_ANSWER, past.letter)


def _of_letter(past: Past, clock: Clock) -> Decision | None:
    """Give what the letter comes to, if there is one on which the attempt rests."""
    (standing,) = find_standings([past], clock.now, clock.zone)
    if standing.letter is None:
        return None
    found = _decide(standing, Ground.LETTER_UNANSWERED, standing.letter)
    return replace(found, is_form_sent=past.sent_at is not None)


def _decide(standing: Standing, unanswered: Ground, letter: Sent | None) -> Decision:
    """Complain of the refusal, if that is what came; else of what was not answered."""
    refused = standing.situation is Situation.REFUSED
    return Decision(
        Ground.REFUSAL if refused else unanswered,
        standing.due,
        standing.is_extended,
        standing.mail if refused else None,
        letter,
    )


def _is_ripe(found: Decision | None, clock: Clock) -> bool:
    """Tell whether one need not wait any longer: for a refusal nobody has to."""
    if found is None or found.due is None:
        return False
    return found.ground is Ground.REFUSAL or local_day(clock.now, clock.zone) > found.due


def is_form_missing(record: Record) -> bool:
    """Tell whether the service itself showed no form: not to one who acts as a Page, nor to a locked account."""
    states = [moment.state for moment in record.timeline if moment.state is not State.CLOSED]
    return record.outcome is Outcome.UNAVAILABLE and states[-1:] == [State.UNAVAILABLE]


def zone_of(record: Record) -> dt.timezone:
    """Give the time zone in which the attempt ran, as its offset: that of the person, whoever reads; else UTC."""
    try:
        offset = dt.datetime.strptime(record.setting.utc_offset if record.setting else "+00:00", "%z")
        return dt.timezone(offset.utcoffset() or dt.timedelta())
    except ValueError:
        return dt.UTC
