"""How a standing is said: one sentence on where the objection is, one on what to do now. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helper.followup.deadlines import local_day
from helper.followup.standing import Reason, Situation, Standing, mail_time
from helper.texts.sentences import NewsTone, Said, say

if TYPE_CHECKING:
    from helper.evidence.letters import Sent

_WAITING = frozenset(
    {
        *(Situation.MAIL_AWAITED, Situation.ANSWER_DUE, Situation.MAIL_OVERDUE),
        *(Situation.SENT_UNCONFIRMED, Situation.RENEWAL, Situation.LETTER_SENT),
    }
)
_WELL = frozenset({Situation.ACKNOWLEDGED, Situation.ALREADY_OBJECTED})
# Whose sentences give the last day for an answer, which is counted without public holidays.
_COUNTED = frozenset(
    {
        *(Situation.MAIL_AWAITED, Situation.ANSWER_DUE, Situation.MAIL_OVERDUE),
        *(Situation.OVERDUE, Situation.ACKNOWLEDGED),
        *(Situation.LETTER_SENT, Situation.LETTER_OVERDUE),
    }
)


def situation_of(standing: Standing, zone: dt.tzinfo | None = None) -> Said:
    """Say where the objection of an account stands; it never says more than the evidence that it names."""
    said = _situation(standing, zone)
    is_to_say = standing.is_ahead and standing.situation is not Situation.AHEAD
    return say("status.ahead_too", said=said) if is_to_say else said


def _situation(standing: Standing, zone: dt.tzinfo | None) -> Said:
    since = local_day(standing.since, zone)
    if standing.letter and standing.situation in (Situation.LETTER_SENT, Situation.LETTER_OVERDUE):
        return _letter(standing.situation, standing.letter, standing.due)
    if standing.situation is Situation.RENEWAL:
        return _renewal(standing.reasons[-1], since)  # the one that says most
    if standing.situation is Situation.ANSWER_DUE and standing.is_extended and standing.mail:
        mail = local_day(mail_time(standing.mail), zone)
        return say("status.answer_due_extended", since=since, due=standing.due, mail=mail)
    if standing.situation is Situation.REFUSED and standing.mail is None:
        return say("status.refused_on_page", since=since)
    return say(f"status.situation.{standing.situation}", since=since, due=standing.due)


def _letter(situation: Situation, letter: Sent, due: dt.date | None) -> Said:
    """Say what the person said, as theirs; of a letter that travels, the time for an answer begins on no known day."""
    which = f"{situation}_{'open' if letter.is_receipt_open else letter.by}"
    return say(f"status.letter.{which}", on=letter.on, received=letter.counted_from, due=due)


def _renewal(reason: Reason, since: dt.date) -> Said:
    change = reason.change
    if change is None:
        return say(f"status.renewal.{reason.kind}", since=since, on=reason.since)
    return say(
        "status.changed", since=since, on=reason.since, about=lambda texts: change.in_words(texts.language)
    )


def advice_on(standing: Standing) -> Said:
    """Say what to do now."""
    if standing.situation is Situation.ANSWER_DUE and standing.is_extended:
        return say("status.wait")
    if standing.situation is Situation.LETTER_SENT and standing.letter and standing.letter.is_receipt_open:
        return say("status.letter.when_received", id=standing.attempt_id, on=standing.letter.on.isoformat())
    return say(
        f"status.advice.{standing.situation}",
        service=standing.service,
        id=standing.attempt_id,
        due=standing.due,
    )


def tone_of(standing: Standing) -> NewsTone:
    """Tell how good the news is."""
    if standing.situation in _WELL:
        return "good"
    return "wait" if standing.situation in _WAITING else "bad"


def is_counted(standing: Standing) -> bool:
    """Tell whether a day is said that public holidays may move."""
    return standing.due is not None and standing.situation in _COUNTED


def say_sent(sent: Sent) -> Said:
    """Say when and how they say that they sent a letter: as their word, never as a finding."""
    which = f"{sent.by}_received" if sent.received_on else sent.by
    return say(f"by_letter.said.{which}", on=sent.on, received=sent.counted_from, said=sent.said_at.date())
