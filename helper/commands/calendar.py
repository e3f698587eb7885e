"""`optout-assist calendar`: the days that matter, as a file for the person's calendar."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.safe.clean import clean


@click.command(cls=Command)
@click.argument("reference", metavar="[ID]", required=False)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@shared_options
@click.pass_obj
def calendar(shared: Shared, reference: str | None, output: Path | None) -> None:
    """Write the reminders of one attempt, or of every account, to stdout or to a new file."""
    from helper.cli.calendars import make_calendar

    reminders, content = make_calendar(shared, reference, output)
    document = {
        "path": str(output.absolute()) if output else None,
        "events": [reminder.document() for reminder in reminders],
    }

    def human() -> None:
        if output is not None:
            click.echo(clean(str(output)))
        else:
            # As bytes: the format wants its own line ends, on Windows too.
            click.echo(content, nl=False)
        shared.hint("calendar.how" if output or not sys.stdout.isatty() else "calendar.save")

    shared.result(document, human)
