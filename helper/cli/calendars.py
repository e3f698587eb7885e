"""The days that matter as a file for a calendar, made for `calendar` and the window."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from helper.cli.options import Shared
from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.export import refuse_target, write_file
from helper.evidence.store import Archive, Entry
from helper.followup import clock as clocks
from helper.followup.calendar import Reminder, find_reminders, render
from helper.followup.clock import Clock
from helper.followup.gather import gather
from helper.followup.standing import Past, Standing, find_standings
from helper.texts import Texts


class MadeCalendar(NamedTuple):
    """The reminders, the file that brings them to a calendar, and of which attempts there are none in it."""

    reminders: list[Reminder]
    content: bytes
    unread: list[str]  # they may have been sent
    ahead: list[str]  # sent at a time still to come


def make_calendar(shared: Shared, reference: str | None, output: Path | None) -> MadeCalendar:
    """Make the file; with `output`, write it there."""
    archive, clock = Archive(shared.archive_dir), clocks.read_clock()
    if output is not None:
        refuse_target(archive.path, output)
    entry = archive.find(reference) if reference else None
    past = gather(archive).past
    unread: list[str] = []
    ahead: list[str] = []
    if entry:
        reminders = _of_attempt(entry, past, clock)
    else:
        standings = find_standings(past, clock.now, clock.zone)
        unread = [one.attempt_id for one in past if one.is_sealed and not one.is_intact]
        ahead = [one.attempt_id for one in standings if _is_undated(one)]
        reminders = _of_all(standings, unread, ahead)
    content = render(reminders, clock.now, shared.texts)
    if output is not None:
        write_file(output, "calendar_failed", content)
    return MadeCalendar(reminders, content, unread, ahead)


def remarks_on_calendar(texts: Texts, made: MadeCalendar) -> list[str]:
    """Say which attempts there is nothing of in the file, and why: whoever relies on it has to know."""
    left_out = {"calendar.unread": made.unread, "calendar.ahead": made.ahead}
    return [texts.say(key, ids=", ".join(ids)) for key, ids in left_out.items() if ids]


def _is_undated(standing: Standing) -> bool:
    """Tell whether something was sent of which no day can be counted."""
    return standing.is_ahead and standing.first_id is not None


def _of_all(standings: list[Standing], unread: list[str], ahead: list[str]) -> list[Reminder]:
    if reminders := find_reminders(standings):
        return reminders
    if unread:
        raise ArchiveProblem("calendar_unread", ids=", ".join(unread))
    if ahead:
        raise UsageProblem("calendar_ahead", ids=", ".join(ahead))
    raise UsageProblem("calendar_nothing")


def _of_attempt(entry: Entry, past: list[Past], clock: Clock) -> list[Reminder]:
    """Give what is to remember of one attempt; a renewal belongs to the attempt that its account rests on."""
    if not entry.sealed:
        raise UsageProblem("calendar_not_sealed", id=entry.id)
    own = [one for one in past if one.attempt_id == entry.id]  # none of a rehearsal
    for one in own:
        if not one.is_intact:
            key = "archive_newer" if one.is_newer else "archive_damaged"
            raise ArchiveProblem(key, id=entry.id, path=entry.path)
    standings = find_standings(past, clock.now, clock.zone)
    current = [one for one in standings if one.attempt_id == entry.id]
    found = current or find_standings(own, clock.now, clock.zone)
    reminders = find_reminders(found)
    if not reminders and any(map(_is_undated, found)):
        raise UsageProblem("calendar_ahead", ids=entry.id)
    if not reminders:
        raise UsageProblem("calendar_not_sent", id=entry.id)
    return reminders if current else [one for one in reminders if one.kind != "renewal"]
