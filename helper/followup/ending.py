"""How the end of an attempt is said: what happened, where the evidence is, what comes next. Pure."""

from __future__ import annotations

from pathlib import Path

from helper.record import CONFIRMED_OUTCOMES, SAID_ALREADY, UNNOTED, Outcome, Record
from helper.texts.sentences import NewsTone, Said, say

# How good the news of an outcome is; of all others nothing can be said.
TONES: dict[Outcome, NewsTone] = {
    Outcome.SUBMITTED: "good",
    Outcome.ALREADY_OBJECTED: "good",
    Outcome.SENT_UNCONFIRMED: "wait",
    Outcome.REFUSED: "bad",
    Outcome.REJECTED: "bad",
}


def outcome_key(record: Record) -> str:
    """Name the sentence that says how an attempt ended: of a page that was not recognised, nothing is known."""
    if record.is_said_sent:
        return "outcome.said_sent"
    if record.may_be_sent and record.is_unwatched:
        return "outcome.unwatched"
    if record.may_be_sent and UNNOTED in record.notes:
        return "outcome.unnoted"
    if record.may_be_sent and record.outcome is Outcome.SENT_UNCONFIRMED:
        return "outcome.said_form_sent"
    if record.may_be_sent:
        return "outcome.unread_sent" if record.is_unread_sent else "outcome.said_form"
    return "outcome.undone" if record.is_undone else f"outcome.{record.outcome}"


def sentences_of(record: Record, title: str, folder: Path | None) -> list[Said]:
    """Say how an attempt ended, where the evidence is and what comes next: for the terminal and for the window."""
    service: object = title
    if record.rehearsal:
        service = say("practice.service", service=record.service.capitalize())
    found = [say(outcome_key(record), service=service)]
    if record.swap:
        found.append(say(f"talk.{record.swap}", service=service))
    if "sent_again" in record.notes:
        found.append(say("talk.sent_again"))
    if SAID_ALREADY in record.notes and record.outcome not in CONFIRMED_OUTCOMES:
        found.append(say("talk.said_already", service=service))
    if "answer_not_pictured" in record.notes:
        found.append(say("talk.answer_not_pictured"))
    if "clock_differs" in record.notes:
        found.append(say("talk.clock_differs"))
    if folder:
        found.append(say("talk.folder", folder=folder))
    if record.rehearsal:
        found.append(say("talk.was_rehearsal", command=f"optout-assist {record.service}"))
    else:
        found.append(say(f"outcome_next.{'undone' if record.is_undone else record.outcome}"))
    return found
