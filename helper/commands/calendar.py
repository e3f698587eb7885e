"""`optout-assist calendar`: the days that matter, as a file for the person's calendar."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.terminal import tell
from helper.safe.clean import clean

STDOUT = Path("-")  # as everywhere on a command line


@click.command(cls=Command)
@click.argument("reference", metavar="[ID]", required=False)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@shared_options
@click.pass_obj
def calendar(shared: Shared, reference: str | None, output: Path | None) -> None:
    """Write the reminders of one attempt, or of every account, to stdout or to a new file."""
    from helper.cli.calendars import make_calendar, remarks_on_calendar

    if output == STDOUT:
        output = None
    made = make_calendar(shared, reference, output)
    document = {
        "path": str(output.absolute()) if output else None,
        "events": [reminder.document() for reminder in made.reminders],
        "unread": made.unread,
        "ahead": made.ahead,
    }

    def human() -> None:
        if output is not None:
            click.echo(clean(str(output)))
        else:
            # As bytes: the format wants its own line ends, on Windows too.
            click.echo(made.content, nl=False)
        shared.hint("calendar.how" if output or not sys.stdout.isatty() else "calendar.save")

    shared.result(document, human)
    if not shared.json:  # whoever wants few words still wants to know what is missing
        for remark in remarks_on_calendar(shared.texts, made):
            tell(remark)
