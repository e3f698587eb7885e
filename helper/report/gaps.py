"""What an attempt's evidence lacks, or what a reader should know about it: decided from the record alone. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from flows.schema import State
from helper.record import (
    CONFIRMED_OUTCOMES,
    MOST_SKEW_SECONDS,
    SAID_ALREADY,
    UNNOTED,
    Kind,
    Outcome,
    Record,
    Verdict,
)
from helper.texts.sentences import Said, say

# Send was pressed, or the service says that it was before.
_SENT = frozenset({Outcome.SUBMITTED, Outcome.REFUSED, Outcome.SENT_UNCONFIRMED, Outcome.ALREADY_OBJECTED})


def was_sent(record: Record) -> bool:
    """Tell whether Send was pressed and the form went off, as far as the record knows."""
    return bool(record.times_of(State.SENT)) or record.outcome in (
        Outcome.SUBMITTED,
        Outcome.REFUSED,
        Outcome.SENT_UNCONFIRMED,
    )


def find_gaps(record: Record, *, has_mail: bool = False) -> tuple[Said, ...]:
    """List what is missing or doubtful, what matters most first."""
    return (*_in_what_was_sent(record, has_mail), *_in_the_pictures(record), *_in_how_it_was_made(record))


def _in_what_was_sent(record: Record, has_mail: bool) -> Iterator[Said]:
    sent = was_sent(record)
    if record.is_said_sent:
        yield say("report_page.gap.said_by_person")
    elif record.is_unwatched:
        yield say("report_page.gap.unwatched")
    elif UNNOTED in record.notes:
        yield say("report_page.gap.unnoted")
    elif record.is_unread_sent:
        yield say("report_page.gap.unread_sent")
    elif record.is_undone:
        yield say("report_page.gap.undone")
    elif record.outcome is Outcome.SENT_UNCONFIRMED:
        yield say("report_page.gap.no_answer")
    if SAID_ALREADY in record.notes and record.outcome not in CONFIRMED_OUTCOMES:
        yield say("report_page.gap.said_already")
    if "sent_again" in record.notes:
        yield say("report_page.gap.sent_again")
    if record.outcome is Outcome.REFUSED:
        yield say("report_page.gap.refused")
    if record.outcome is Outcome.REJECTED:
        yield say("report_page.gap.rejected")
    yield from _in_the_address(record)
    if record.outcome in _SENT and not record.rehearsal and not has_mail:
        yield say("report_page.gap.no_mail")
    if record.explanation.reference and not record.explanation.inserted and sent:
        yield say("report_page.gap.no_reference")


def _in_the_address(record: Record) -> Iterator[Said]:
    if record.swap:
        yield say(f"report_page.gap.{record.swap}")
    elif record.email_check.verdict is Verdict.MISMATCH and was_sent(record):
        yield say("report_page.gap.mismatch")


def _in_the_pictures(record: Record) -> Iterator[Said]:
    if was_sent(record):
        filled = [item for item in record.evidence if item.kind is Kind.FILLED]
        if not filled:
            yield say("report_page.gap.no_filled_picture")
        elif not any(item.matches_sent for item in filled):
            if not record.swap:  # that is said already: it was no change of the person's
                yield say("report_page.gap.filled_differs")
        elif not any(item.matches_sent and item.shows_all is not False for item in filled):
            yield say("report_page.gap.filled_in_part")
    if record.answer and not any(item.kind is Kind.CONFIRMATION for item in record.evidence):
        yield say("report_page.gap.no_answer_picture")


def _in_how_it_was_made(record: Record) -> Iterator[Said]:
    if record.answer and not record.answer.words_verified:
        yield say("report_page.gap.words_unchecked")
    if record.sealed_later:
        yield say("report_page.gap.sealed_later")
    if "stood_still" in record.notes:
        yield say("report_page.gap.stood_still")
    skew = record.setting.skew_seconds if record.setting else None
    if skew is not None and abs(skew) > MOST_SKEW_SECONDS:
        yield say("report_page.gap.skew", seconds=round(abs(skew)))
    if record.flow.origin == "custom":
        yield say("report_page.gap.custom_flow")
