"""What the window's buttons do, each by the code of the command that does the same; gives what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from helper.cli.calendars import make_calendar
from helper.cli.complaints import draft_complaint, remarks_on_complaint
from helper.cli.copies import hand_over, name_of_copy, remarks_on_copy
from helper.cli.folders import documents_dir, free_name, open_attempt
from helper.cli.mails_shown import remarks_on as remarks_on_mail
from helper.cli.mails_shown import sentences_on
from helper.cli.options import Shared
from helper.cli.reports import make_report
from helper.errors import UsageProblem
from helper.evidence.store import Archive
from helper.mail.add import Adder, Done, Wish
from helper.mail.kinds import MailKind
from helper.mail.source import find_mails
from helper.texts.sentences import Said, Tone, say
from helper.window.deeds import Deed
from helper.window.words import tell, tidy


@dataclass(frozen=True)
class ToldResult:
    """What became of it, and the file or folder that it came to."""

    title: Said
    lines: tuple[str, ...]
    tone: Tone = "good"
    path: Path | None = None


def open_folder(shared: Shared, deed: Deed) -> None:
    """Open the folder of an attempt, wherever it is kept."""
    try:
        open_attempt(Archive(shared.archive_dir), deed.attempt)
    except UsageProblem as problem:
        if problem.key != "archive_unknown_id":
            raise
        open_attempt(Archive(shared.rehearsals_dir), deed.attempt)


def write_report(shared: Shared, *, has_rehearsals: bool) -> Path | None:
    """Write the report; None where there is nothing to tell."""
    made = make_report(shared, has_rehearsals=has_rehearsals)
    return made[0] if made else None


def write_calendar(shared: Shared) -> ToldResult:
    """Write the dates where the person finds them."""
    path = free_name(documents_dir(), "optout-assist.ics")
    make_calendar(shared, None, path)
    return ToldResult(
        say("window.done.calendar"), _where(shared, path, "window.done.calendar_how"), path=path
    )


def write_copy(shared: Shared, deed: Deed) -> ToldResult:
    """Write one attempt as a file to hand over."""
    is_redacted = deed.kind == "redacted"
    path = free_name(documents_dir(), name_of_copy(deed.attempt, is_redacted=is_redacted))
    entry, target, copy = hand_over(shared, deed.attempt, path, is_redacted=is_redacted)
    lines = [*_where(shared, target), *tidy(remarks_on_copy(shared, entry, copy))]
    return ToldResult(say("window.done.copy"), tuple(lines), path=target)


def write_complaint(shared: Shared, deed: Deed) -> ToldResult:
    """Draft a complaint with its enclosures, as a page and as a PDF."""
    folder = free_name(documents_dir(), f"{deed.attempt}-complaint")
    drafted = draft_complaint(shared, deed.attempt, output=folder, has_pdf=True)
    lines = [*_where(shared, drafted.target), *tidy(remarks_on_complaint(shared, drafted))]
    return ToldResult(say("window.done.complaint"), tuple(lines), path=drafted.target)


def add_mail(shared: Shared, path: Path, kind: str) -> ToldResult:
    """Keep an e-mail beside the attempt that it answers, and say what it is taken for."""
    wish = Wish(kind=MailKind(kind) if kind else None)
    adder = Adder(Archive(shared.archive_dir), wish)
    results = [adder.add(found) for found in find_mails(path)]
    kept = [one for one in results if one.about]
    if not kept:
        raise next(
            (one.problem for one in results if one.done is Done.REFUSED and one.problem),
            UsageProblem("mail_nothing_belongs", count=len(results)),
        )
    lines = [
        tell(said, shared.texts)
        for one in kept
        if one.about
        for said in (*sentences_on(one, one.about), *remarks_on_mail(one, one.about))
    ]
    has_doubt = any(one.about and remarks_on_mail(one, one.about) for one in kept)
    return ToldResult(say("window.done.mail"), tuple(lines), tone="wait" if has_doubt else "good")


def open_place(path: Path) -> None:
    """Open a file or a folder with whatever the system has for it."""
    if click.launch(str(path)) != 0:
        raise UsageProblem("archive_no_opener", path=path)


def _where(shared: Shared, path: Path, *more: str) -> tuple[str, ...]:
    said = [say("window.done.where", path=path), *(say(key) for key in more)]
    return tuple(tell(one, shared.texts) for one in said)
