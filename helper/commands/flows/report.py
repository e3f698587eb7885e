"""`optout-assist flows report`: hand on what a page looked like that was not recognised, without anything personal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import flows
from helper.cli.folders import free_name
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.questions import agrees
from helper.cli.terminal import tell
from helper.errors import ArchiveProblem, UsageProblem
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.drift.report import DriftReport
    from helper.evidence.store import Archive, Entry


@click.command(cls=Command)
@click.argument("reference", metavar="[ID]", required=False)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True)
@shared_options
@click.pass_obj
def report(shared: Shared, reference: str | None, output: Path | None, yes: bool) -> None:
    """Show the report of an attempt, and write it where the person wants it."""
    from helper.evidence.export import refuse_target, write_file
    from helper.evidence.store import Archive

    archive = Archive(shared.archive_dir)
    if output is not None:
        refuse_target(archive.path, output)
    found = _report_of(_choose(archive, reference))
    text = found.to_json()
    click.echo(text, nl=False)
    if shared.json:
        if output and yes:
            write_file(output, "archive_export_failed", text.encode("utf-8"))
        return
    tell(shared.texts.say("report.contents"))
    can_ask = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr) if stream)
    target = output or (free_name(Path(), _name_of(found)) if can_ask else None)
    if target is not None and (
        yes or (can_ask and agrees(shared, shared.texts.say("report.ask", path=clean(str(target)))))
    ):
        write_file(target, "archive_export_failed", text.encode("utf-8"))
        shared.hint("report.written", path=clean(str(target.absolute())))
    elif not can_ask:
        shared.hint("report.how_to_write")
    else:
        shared.hint("report.not_written")


def _choose(archive: Archive, reference: str | None) -> Entry:
    """Give the attempt that was named, else the newest with something to report; raises the error that tells why not."""
    from helper.drift.shapes import has_shapes

    if reference is None:
        is_empty = True
        for entry in archive.newest_first():
            is_empty = False
            if entry.sealed and entry.record and has_shapes(entry.record):
                return entry
        raise UsageProblem("report_no_attempt" if is_empty else "report_no_shape", path=archive.path)
    entry = archive.find(reference)
    if not entry.sealed:
        raise UsageProblem("report_not_sealed", id=entry.id, path=entry.path)
    if entry.record and not has_shapes(entry.record):
        raise UsageProblem("report_no_shape_in", id=entry.id)
    return entry


def _report_of(entry: Entry) -> DriftReport:
    import platform

    from helper.drift.report import make_report
    from helper.drift.shapes import read_shapes
    from helper.evidence.store import unusable
    from helper.evidence.verify import verify_bag

    if (damage := verify_bag(entry.path)) or entry.record is None:
        raise unusable(entry, damage)
    try:
        shapes = read_shapes(entry.path, entry.record)
    except (OSError, ValueError) as error:
        raise ArchiveProblem("report_shape_unreadable", id=entry.id, path=entry.path) from error
    return make_report(entry.record, shapes, services=flows.names(), system=platform.system())


def _name_of(found: DriftReport) -> str:
    return f"optout-assist-report-{found.service or 'service'}-{found.day}.json"
