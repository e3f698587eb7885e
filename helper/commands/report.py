"""`optout-assist report`: the archive as one page to look at, to print, and to keep beside the folders."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.progress import with_progress
from helper.cli.talk import tell
from helper.errors import ArchiveProblem, Exit, UsageProblem

if TYPE_CHECKING:
    from helper.evidence.store import Archive, Entry
    from helper.report.story import Report

PAGE = "report.html"
# What makes a page one of ours, and so one that may be replaced by a newer one.
_OURS = b'<meta name="generator" content="optout-assist '


@click.command(cls=Command)
@click.option("--open", "opens", is_flag=True)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--rehearsals", is_flag=True)
@shared_options
@click.pass_obj
def report(shared: Shared, opens: bool, output: Path | None, rehearsals: bool) -> int:
    """Write the page and print its path; 6 when something is damaged, which the page shows."""
    made = make_report(shared, output, has_rehearsals=rehearsals)
    if made is None:
        _tell(shared, "archive.empty")
        shared.result(json.dumps({"path": None, "attempts": 0, "damaged": 0, "lost": 0}), lambda: None)
        return Exit.OK
    page, told = made
    _show(shared, page, told)
    if opens and click.launch(str(page)) != 0:
        raise UsageProblem("report_page_no_opener", path=page)
    return Exit.ARCHIVE if told.damaged or told.lost else Exit.OK


def make_report(
    shared: Shared, output: Path | None = None, *, has_rehearsals: bool = False
) -> tuple[Path, Report] | None:
    """Write the page, in the archive where no other place is named; None where there is nothing to tell."""
    from flows.changes import load_changes
    from flows.load import languages
    from helper.evidence.export import refuse_target
    from helper.evidence.store import Archive
    from helper.followup import clock
    from helper.report.gather import find_lost, gather
    from helper.report.render import render_report
    from helper.report.story import tell

    archive = Archive(shared.archive_dir)
    if output is not None:
        refuse_target(archive.path, output)
    page = (output or archive.path / PAGE).absolute()
    archives = [archive, Archive(shared.rehearsals_dir)] if has_rehearsals else [archive]
    attempts = gather(archives, page, with_rehearsals=has_rehearsals, track=partial(_track, shared))
    lost = find_lost(archives)
    if not attempts and not lost:
        return None
    now, zone = clock.read_clock()
    told = tell(attempts, now, languages(), lost, zone=zone, changes=load_changes())
    _write(archive, page, render_report(told, shared.texts), is_chosen=output is not None)
    return page, told


def _track(shared: Shared, entries: list[Entry]) -> Iterator[Entry]:
    """Show how far it is where that takes a moment: each attempt is verified, and its pictures are made small."""
    return with_progress(shared, entries, shared.texts.say("report_page.looking"))


def _show(shared: Shared, page: Path, told: Report) -> None:
    from helper.safe.clean import clean

    if bad := told.damaged + len(told.lost):
        _tell(shared, "report_page.some_damaged", count=bad, is_needed=True)
    document = {"path": str(page), "attempts": told.attempts, "damaged": told.damaged, "lost": len(told.lost)}
    shared.result(json.dumps(document), lambda: click.echo(clean(str(page))))


def _write(archive: Archive, page: Path, text: str, *, is_chosen: bool) -> None:
    from helper.evidence.files import commit_lock, write_new, write_whole

    content = text.encode("utf-8")
    try:
        if is_chosen:
            write_new(page, content)
        else:
            archive.prepare()  # only rehearsals may have been there
            with commit_lock(archive.path):
                _refuse_foreign(page)
                write_whole(page, page.with_name(f".{page.name}.part"), content)
    except FileExistsError as error:
        raise UsageProblem("archive_export_exists", path=page) from error
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "?")
        raise ArchiveProblem("report_page_failed", path=page, reason=reason) from error


def _refuse_foreign(page: Path) -> None:
    """Replace nothing but an earlier page of ours."""
    from helper.evidence.files import open_regular

    if not page.is_symlink() and not page.exists():
        return
    try:
        with open_regular(page) as file, open(file, "rb", closefd=False) as source:
            is_ours = _OURS in source.read(4096)
    except OSError:
        is_ours = False
    if not is_ours:
        raise UsageProblem("archive_export_exists", path=page)


def _tell(shared: Shared, key: str, *, is_needed: bool = False, **values: object) -> None:
    """Speak to the person, beside the result."""
    if is_needed or not shared.quiet:
        tell(shared.texts.say(key, **values))
