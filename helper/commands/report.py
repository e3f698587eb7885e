"""`optout-assist report`: the archive as one page to look at, to print, and to keep beside the folders."""

from __future__ import annotations

from pathlib import Path

import click

from helper.cli.folders import hint_nothing_kept
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.terminal import tell
from helper.errors import Exit, UsageProblem
from helper.safe.clean import clean


@click.command(cls=Command)
@click.option("--open", "opens", is_flag=True)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--rehearsals", is_flag=True)
@shared_options
@click.pass_obj
def report(shared: Shared, opens: bool, output: Path | None, rehearsals: bool) -> int:
    """Write the page and print its path; 6 when something is damaged, which the page shows."""
    from helper.cli.reports import has_practised, make_report

    made = make_report(shared, output, has_rehearsals=rehearsals)
    if made is None:
        key = "report_page.only_practice" if has_practised(shared) and not rehearsals else "archive.empty"
        hint_nothing_kept(shared, key)
        shared.result({"path": None, "attempts": 0, "damaged": 0, "lost": 0}, lambda: None)
        return Exit.OK
    page, told = made
    lost = len(told.lost)
    if bad := told.damaged + lost:
        tell(shared.texts.say("report_page.some_damaged", count=bad))
    document = {"path": str(page), "attempts": told.attempts, "damaged": told.damaged, "lost": lost}
    shared.result(document, lambda: click.echo(clean(str(page))))
    if opens and click.launch(str(page)) != 0:
        raise UsageProblem("report_page_no_opener", path=page)
    return Exit.ARCHIVE if bad else Exit.OK
