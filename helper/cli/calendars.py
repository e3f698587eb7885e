"""The days that matter as a file for a calendar, made for `calendar` and the window."""

from __future__ import annotations

from pathlib import Path

from helper.cli.options import Shared
from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.export import refuse_target, write_file
from helper.evidence.store import Archive, Entry
from helper.followup import clock as clocks
from helper.followup.calendar import Reminder, find_reminders, render
from helper.followup.clock import Clock
from helper.followup.gather import gather
from helper.followup.standing import Past, find_standings


def make_calendar(shared: Shared, reference: str | None, output: Path | None) -> tuple[list[Reminder], bytes]:
    """Give the reminders and the file that brings them to a calendar; with `output`, write it there."""
    archive, clock = Archive(shared.archive_dir), clocks.read_clock()
    if output is not None:
        refuse_target(archive.path, output)
    entry = archive.find(reference) if reference else None
    past = gather(archive).past
    reminders = _of_attempt(entry, past, clock) if entry else _of_all(past, clock)
    content = render(reminders, clock.now, shared.texts)
    if output is not None:
        write_file(output, "calendar_failed", content)
    return reminders, content


def _of_all(past: list[Past], clock: Clock) -> list[Reminder]:
    if reminders := find_reminders(find_standings(past, clock.now, clock.zone)):
        return reminders
    # What cannot be read may have been sent.
    if unread := [one.attempt_id for one in past if one.is_sealed and not one.is_intact]:
        raise ArchiveProblem("calendar_unread", ids=", ".join(unread))
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
    current = [one for one in find_standings(past, clock.now, clock.zone) if one.attempt_id == entry.id]
    reminders = find_reminders(current or find_standings(own, clock.now, clock.zone))
    if not reminders:
        raise UsageProblem("calendar_not_sent", id=entry.id)
    return reminders if current else [one for one in reminders if one.kind != "renewal"]
