"""An objection by letter or e-mail drafted, and what the person says of sending it, for `letter` and the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from flows.authorities import Authorities, load_authorities
from flows.references import Reference, load_references
from helper.cli.attempt_options import AttemptOptions, check_address
from helper.cli.countries import residence_of, system_locale
from helper.cli.drafting import draft_items, print_draft
from helper.cli.options import Shared
from helper.complaint.choice import reference_for
from helper.drafts.blocks import Draft
from helper.drafts.pack import pack
from helper.drafts.words import LANGUAGES, Words
from helper.errors import BrowserProblem, UsageProblem
from helper.evidence.export import refuse_target
from helper.evidence.letters import Sent, keep_letter, kept_letter
from helper.evidence.store import Archive
from helper.followup import clock
from helper.followup.deadlines import local_day
from helper.followup.sentences import say_sent
from helper.letter.attempt import seal_without_form
from helper.letter.draft import write_draft
from helper.letter.gather import Subject, find_subject, make_case
from helper.letter.sending import LetterSending
from helper.texts.sentences import Said, say


class DraftedLetter(NamedTuple):
    """A letter that was written, and where it is."""

    target: Path
    subject: Subject
    draft: Draft
    has_pdf: bool


class NotedLetter(NamedTuple):
    """What is noted now of a letter; None: that it was not sent."""

    bag_path: Path
    sent: Sent | None


def draft_letter(
    shared: Shared,
    subject_name: str | None,
    options: AttemptOptions,
    country: str | None = None,
    language: str | None = None,
    *,
    output: Path | None = None,
    has_pdf: bool = False,
    on_missed: Callable[[BrowserProblem], None] | None = None,
) -> DraftedLetter:
    """Write the draft to a folder of its own, named after what it is about where no other is named.

    `on_missed`: told what kept the PDF from being made, in the place of the terminal.
    """
    archive, known = Archive(shared.archive_dir), load_authorities()
    subject = find_subject(archive, subject_name)
    language = language or letter_language(shared)
    case = make_case(
        subject,
        known,
        clock.read_clock(),
        language=language,
        email=check_address(options.email),
        reference=options.find_reference() or _own_reference(shared, known, country),
        reason=options.read_reason(),
    )
    target = output or Path(f"{subject.name}-letter")
    refuse_target(archive.path, target)
    draft = write_draft(case, Words.load(language, "helper.letter"))
    printed = print_draft(shared, draft, on_missed) if has_pdf else None
    pack(target, draft_items("letter", draft, printed))
    return DraftedLetter(target, subject, draft, printed is not None)


def remarks_on_letter(drafted: DraftedLetter) -> list[Said]:
    """Say what is left to do with a draft, and what to do once it is sent."""
    return [
        say("by_letter.written", count=drafted.draft.gaps),
        say("by_letter.then", id=drafted.subject.name),
    ]


def letter_language(shared: Shared) -> str:
    """Choose the language that the person writes in, if drafts are written in it."""
    preferred = shared.lang or system_locale().language or shared.language
    return preferred if preferred in LANGUAGES else "en"


def note_letter(
    shared: Shared,
    subject_name: str | None,
    email: str | None,
    read: Callable[[Sent | None, dt.date], LetterSending],
) -> NotedLetter:
    """Keep what the person says of sending, beside the attempt that it follows; without one, beside a new record.

    `read` gives what they say, from what they said before and today's date. Raises UsageProblem where it makes no sense.
    """
    archive, (now, zone) = Archive(shared.archive_dir), clock.read_clock()
    address = check_address(email)
    subject = find_subject(archive, subject_name, address)
    before = kept_letter(subject.entry.path).sent if subject.entry else None
    said = read(before, local_day(now, zone))
    bag_path = (
        subject.entry.path if subject.entry else seal_without_form(archive, subject.service, address, now)
    )
    keep_letter(bag_path, (said.on, said.by), said.received_on, now)
    return NotedLetter(bag_path, kept_letter(bag_path).sent)


def take_back_letter(shared: Shared, subject_name: str | None, email: str | None = None) -> NotedLetter:
    """Take back what was noted of sending; raises UsageProblem where nothing was."""
    subject = find_subject(Archive(shared.archive_dir), subject_name, check_address(email))
    if subject.entry is None or kept_letter(subject.entry.path).sent is None:
        raise UsageProblem("letter_nothing_to_undo", id=subject.name)
    keep_letter(subject.entry.path, None, None, clock.read_clock().now)
    return NotedLetter(subject.entry.path, None)


def sentences_on_sending(noted: NotedLetter) -> list[Said]:
    """Say what is noted now, and what that is worth."""
    if noted.sent is None:
        return [say("by_letter.undone")]
    return [say_sent(noted.sent), say("by_letter.kept", id=noted.bag_path.name)]


def _own_reference(shared: Shared, known: Authorities, country: str | None) -> Reference | None:
    """Give the reference of the person's own authority, if it has one."""
    authority, is_stand_in = reference_for(known, residence_of(shared, known, country))
    return None if is_stand_in or not authority.reference else load_references()[authority.reference]
