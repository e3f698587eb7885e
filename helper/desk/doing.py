"""What the window's buttons do, each by the code of the command that does the same; gives what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from helper.cli.attempt_options import AttemptOptions
from helper.cli.calendars import make_calendar, remarks_on_calendar
from helper.cli.complaints import draft_complaint, remarks_on_complaint
from helper.cli.copies import hand_over, name_of_copy, remarks_on_copy
from helper.cli.folders import documents_dir, free_name, open_attempt
from helper.cli.letters import (
    NotedLetter,
    draft_letter,
    note_letter,
    remarks_on_letter,
    sentences_on_sending,
    take_back_letter,
)
from helper.cli.mails_shown import problems_of, problems_to_tell, remarks_on, sentences_on_all
from helper.cli.options import Shared
from helper.cli.reports import make_report
from helper.cli.wishes import reason_answers
from helper.errors import BrowserProblem, UsageProblem
from helper.evidence.store import Archive
from helper.mail.add import Adder, Done, Wish
from helper.mail.kinds import MailKind
from helper.mail.source import find_mails
from helper.texts.sentences import NewsTone, Said, say
from helper.window.asked import reason_of
from helper.window.asked_letters import AskedLetter, AskedSending, sending_of
from helper.window.deeds import Deed
from helper.window.words import explain, in_the_window, tell, tidy


@dataclass(frozen=True)
class ToldResult:
    """What became of it, and the file or folder that it came to."""

    title: Said
    lines: tuple[str, ...]
    tone: NewsTone = "good"
    path: Path | None = None
    page: Path | None = None  # of ours, to be read
    deeds: tuple[Deed, ...] = ()  # what may follow


def open_folder(shared: Shared, deed: Deed) -> None:
    """Open the folder of an attempt, wherever it is kept."""
    try:
        open_attempt(Archive(shared.archive_dir), deed.attempt)
    except UsageProblem as problem:
        if problem.key != "archive_unknown_id":
            raise
        open_attempt(Archive(shared.rehearsals_dir), deed.attempt)


def write_report(shared: Shared, *, has_rehearsals: bool) -> Path | None:
    """Write the report, in the words of who presses buttons; None where there is nothing to tell."""
    made = make_report(shared, has_rehearsals=has_rehearsals, texts=in_the_window(shared.texts))
    return made[0] if made else None


def write_calendar(shared: Shared) -> ToldResult:
    """Write the dates where the person finds them."""
    path = free_name(documents_dir(), "optout-assist.ics")
    made = make_calendar(shared, None, path)
    how = tell(say("window.done.calendar_how"), shared.texts)
    lines = [how, *remarks_on_calendar(in_the_window(shared.texts), made)]
    return ToldResult(say("window.done.calendar"), tuple(tidy(lines)), path=path)


def write_copy(shared: Shared, deed: Deed) -> ToldResult:
    """Write one attempt as a file to hand over."""
    is_redacted = deed.kind == "redacted"
    path = free_name(documents_dir(), name_of_copy(deed.attempt, is_redacted=is_redacted))
    entry, target, copy = hand_over(shared, deed.attempt, path, is_redacted=is_redacted)
    lines = tidy(remarks_on_copy(shared, entry, copy))
    return ToldResult(say("window.done.copy"), tuple(lines), path=target)


def write_complaint(shared: Shared, attempt: str, code: str | None = None) -> ToldResult:
    """Draft a complaint with its enclosures, as a page and as a PDF; without `code`, to the one authority of the country."""
    folder = free_name(documents_dir(), f"{attempt}-complaint")
    missed: list[BrowserProblem] = []
    drafted = draft_complaint(shared, attempt, code, output=folder, has_pdf=True, on_missed=missed.append)
    lines = [*remarks_on_complaint(in_the_window(shared.texts), drafted), *_say_missed(shared, missed)]
    return ToldResult(
        say("window.done.complaint"),
        tuple(tidy(lines)),
        path=drafted.target,
        page=drafted.target / "complaint.html",
    )


def write_letter(shared: Shared, form: AskedLetter) -> ToldResult:
    """Draft an objection by letter or e-mail, as a page and as a PDF."""
    folder = free_name(documents_dir(), f"{form.subject.name}-letter")
    options = AttemptOptions(
        email=form.subject.address or None, reason=reason_of(form.reason, form.own, reason_answers(shared))
    )
    missed: list[BrowserProblem] = []
    drafted = draft_letter(
        shared,
        form.subject.name,
        options,
        language=form.language,
        output=folder,
        has_pdf=True,
        on_missed=missed.append,
    )
    lines = [*(tell(said, shared.texts) for said in remarks_on_letter(drafted)), *_say_missed(shared, missed)]
    return ToldResult(
        say("window.done.letter"),
        tuple(lines),
        path=drafted.target,
        page=drafted.target / "letter.html",
        deeds=(Deed("sent", drafted.subject.name),),
    )


def _say_missed(shared: Shared, missed: Sequence[BrowserProblem]) -> list[str]:
    """Say that there is no PDF, and why; what to do about the browser is nothing that helps with a draft."""
    return [
        line
        for problem in missed
        for line in (*shared.texts.explain(problem, ("what",)), shared.texts.say("drafted.no_pdf"))
    ]


def note_sending(shared: Shared, form: AskedSending) -> ToldResult:
    """Keep the day on which the person says that they sent their letter."""
    address = form.subject.address or None
    noted = note_letter(shared, form.subject.name, address, partial(sending_of, form))
    return _tell_sending(shared, noted)


def take_back_sending(shared: Shared, form: AskedSending) -> ToldResult:
    """Take back what the person said of sending."""
    return _tell_sending(shared, take_back_letter(shared, form.subject.name))


def _tell_sending(shared: Shared, noted: NotedLetter) -> ToldResult:
    lines = tuple(tell(said, shared.texts) for said in sentences_on_sending(noted))
    return ToldResult(say("window.done.sent"), lines)


def add_mail(shared: Shared, path: Path, kind: str, attempt: str) -> ToldResult:
    """Keep an e-mail beside the attempt that it answers, and say what it is taken for, as `mail add` does."""
    wish = Wish(reference=attempt or None, kind=MailKind(kind) if kind else None)
    adder = Adder(Archive(shared.archive_dir), wish)
    # Named as the person knows the file that they chose, and not by its whole path.
    results = [adder.add(replace(found, name=path.name)) for found in find_mails(path)]
    looked_at, shown = len(results), [one for one in results if one.done is not Done.UNRELATED]
    problems = problems_of(shown, looked_at)
    kept = [one for one in shown if one.path]
    if not kept:
        raise problems[0]
    said = sentences_on_all(shown, looked_at)
    lines = [tell(one, shared.texts) for one in said]
    for problem in problems_to_tell(shown, problems):
        lines += explain(problem, shared.texts)
    has_doubt = bool(problems) or any(one.about and remarks_on(one, one.about) for one in kept)
    return ToldResult(
        say("window.done.mail"), tuple(lines), tone="wait" if has_doubt else "good", path=kept[0].path
    )
