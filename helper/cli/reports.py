"""The archive as one page, written where `report` and the window show it from."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from flows.changes import load_changes
from flows.load import languages
from helper.cli.options import Shared
from helper.cli.progress import with_progress
from helper.errors import UsageProblem
from helper.evidence.export import named_failures, refuse_target
from helper.evidence.files import begins_with_mark, commit_lock, write_new, write_whole
from helper.evidence.store import Archive
from helper.followup import clock
from helper.report.gather import find_lost, gather
from helper.report.render import render_report
from helper.report.story import Report, tell
from helper.texts import Texts

PAGE = "report.html"
# What makes a page one of ours, and so one that may be replaced by a newer one.
_OURS = b'<meta name="generator" content="optout-assist '


def make_report(
    shared: Shared, output: Path | None = None, *, has_rehearsals: bool = False, texts: Texts | None = None
) -> tuple[Path, Report] | None:
    """Write the page, in the archive where no other place is named; None where there is nothing to tell.

    `texts` are the words of the page, by default those of who types commands.
    """
    archive = Archive(shared.archive_dir)
    if output is not None:
        refuse_target(archive.path, output)
    page = (output or archive.path / PAGE).absolute()
    archives = [archive, Archive(shared.rehearsals_dir)] if has_rehearsals else [archive]
    # Each attempt is verified, and its pictures are made small.
    track = partial(with_progress, shared, label=shared.texts.say("report_page.looking"))
    attempts = gather(archives, page, with_rehearsals=has_rehearsals, track=track)
    lost = find_lost(archives)
    if not attempts and not lost:
        return None
    now, zone = clock.read_clock()
    told = tell(attempts, now, languages(), lost, zone=zone, changes=load_changes())
    _write(archive, page, render_report(told, texts or shared.texts), is_chosen=output is not None)
    return page, told


def has_practised(shared: Shared) -> bool:
    """Tell whether a rehearsal is kept, which a report leaves out unless it is asked for."""
    return any(True for _ in Archive(shared.rehearsals_dir).summaries())


def _write(archive: Archive, page: Path, text: str, *, is_chosen: bool) -> None:
    content = text.encode("utf-8")
    with named_failures(page, "report_page_failed"):
        if is_chosen:
            write_new(page, content)
        else:
            archive.prepare()  # only rehearsals may have been there
            with commit_lock(archive.path):
                # Nothing but an earlier page of ours is replaced.
                if os.path.lexists(page) and not begins_with_mark(page, _OURS):
                    raise UsageProblem("archive_export_exists", path=page)
                write_whole(page, page.with_name(f".{page.name}.part"), content)
