"""`optout-assist calendar`: the days that matter, as a file for the person's calendar."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.talk import tell
from helper.errors import ArchiveProblem, UsageProblem

if TYPE_CHECKING:
    from helper.evidence.store import Entry
    from helper.followup.calendar import Reminder
    from helper.followup.clock import Clock
    from helper.followup.standing import Past


@click.command(cls=Command)
@click.argument("reference", metavar="[ID]", required=False)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@shared_options
@click.pass_obj
def calendar(shared: Shared, reference: str | None, output: Path | None) -> None:
    """Write the reminders of one attempt, or of every account, to stdout or to a new file."""
    reminders, content = make_calendar(shared, reference, output)
    document = {
        "path": str(output.absolute()) if output else None,
        "events": [reminder.document() for reminder in reminders],
    }
    shared.result(json.dumps(document), lambda: _show(shared, content, output))


def make_calendar(shared: Shared, reference: str | None, output: Path | None) -> tuple[list[Reminder], bytes]:
    """Give the reminders and the file that brings them to a calendar; with `output`, write it there."""
    from helper.evidence.export import refuse_target
    from helper.evidence.store import Archive
    from helper.followup import clock as clocks
    from helper.followup.calendar import render
    from helper.followup.gather import gather

    archive, clock = Archive(shared.archive_dir), clocks.read_clock()
    if output is not None:
        refuse_target(archive.path, output)
    entry = archive.find(reference) if reference else None
    past = gather(archive).past
    reminders = _of_attempt(entry, past, clock) if entry else _of_all(past, clock)
    content = render(reminders, clock.now, shared.texts)
    if output is not None:
        _write(output, content)
    return reminders, content


def _of_all(past: list[Past], clock: Clock) -> list[Reminder]:
    from helper.followup.calendar import find_reminders
    from helper.followup.standing import find_standings

    if reminders := find_reminders(find_standings(past, clock.now, clock.zone)):
        return reminders
    raise UsageProblem("calendar_nothing")


def _of_attempt(entry: Entry, past: list[Past], clock: Clock) -> list[Reminder]:
    """Give what is to remember of one attempt; a renewal belongs to the attempt that its account rests on."""
    from helper.followup.calendar import find_reminders
    from helper.followup.standing import find_standings

    if not entry.sealed:
        raise UsageProblem("calendar_not_sealed", id=entry.id)
    own = [one for one in past if one.attempt_id == entry.id]  # none of a rehearsal
    if any(not one.is_intact for one in own):
        raise ArchiveProblem("archive_damaged", id=entry.id, path=entry.path)
    current = [one for one in find_standings(past, clock.now, clock.zone) if one.attempt_id == entry.id]
    reminders = find_reminders(current or find_standings(own, clock.now, clock.zone))
    if not reminders:
        raise UsageProblem("calendar_not_sent", id=entry.id)
    return reminders if current else [one for one in reminders if one.kind != "renewal"]


def _write(output: Path, content: bytes) -> None:
    from helper.evidence.files import write_new

    try:
        write_new(output, content)
    except FileExistsError as error:
        raise UsageProblem("archive_export_exists", path=output) from error
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "?")
        raise ArchiveProblem("calendar_failed", path=output, reason=reason) from error


def _show(shared: Shared, content: bytes, output: Path | None) -> None:
    from helper.safe.clean import clean

    if output is not None:
        click.echo(clean(str(output)))
    else:
        # As bytes: the format wants its own line ends, on Windows too.
        click.echo(content, nl=False)
    if not shared.quiet:
        tell(
            shared.texts.say("calendar.how" if output or not sys.stdout.isatty() else "calendar.save"),
        )
