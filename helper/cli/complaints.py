"""A complaint drafted and packed with what the archive shows, for `complaint` and the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from flows.authorities import load_authorities
from helper.cli.countries import residence_of, system_locale
from helper.cli.drafting import draft_items, print_draft
from helper.cli.options import Shared
from helper.complaint.case import Case
from helper.complaint.choice import choose_authority, choose_language, lives_there
from helper.complaint.draft import write_draft
from helper.complaint.gather import IntactAttempt, look_at, make_case
from helper.drafts.blocks import Draft
from helper.drafts.pack import pack
from helper.drafts.words import Words
from helper.errors import ArchiveProblem, BrowserProblem
from helper.evidence.export import Item, refuse_target
from helper.evidence.store import Archive
from helper.followup import clock
from helper.share.copy import ShareCopy
from helper.share.parcel import parcel
from helper.texts import Texts
from helper.texts.language import LANGUAGES as SPOKEN
from helper.texts.sentences import format_day


class DraftedComplaint(NamedTuple):
    """A complaint that was written, and where it is."""

    target: Path
    case: Case
    draft: Draft
    copy: ShareCopy
    has_pdf: bool


def draft_complaint(
    shared: Shared,
    reference: str,
    code: str | None = None,
    country: str | None = None,
    language: str | None = None,
    *,
    output: Path | None = None,
    anyway: bool = False,
    has_pdf: bool = False,
    on_missed: Callable[[BrowserProblem], None] | None = None,
) -> DraftedComplaint:
    """Write the draft to `output`, else to a folder named after attempt and authority, beside us.

    `on_missed`: told what kept the PDF from being made, in the place of the terminal.
    """
    archive, known = Archive(shared.archive_dir), load_authorities()
    found = look_at(archive, archive.find(reference))
    residence = residence_of(shared, known, country)
    authority = choose_authority(known, code, residence)
    language = choose_language(authority, language, shared.lang or system_locale().language)
    target = output or Path(f"{found.entry.id}-complaint-{authority.code}")
    refuse_target(archive.path, target)
    try:
        case = make_case(
            found,
            authority,
            known,
            clock.read_clock(),
            is_residence_told=lives_there(authority, residence),
            anyway=anyway,
        )
    except OSError as error:
        raise ArchiveProblem("archive_unreadable", path=found.entry.path) from error
    draft = write_draft(case, Words.load(language, "helper.complaint"))
    copy = _copy_of(found, language)
    printed = print_draft(shared, draft, on_missed) if has_pdf else None
    pack(target, _items(found, draft, copy, printed))
    return DraftedComplaint(target, case, draft, copy, printed is not None)


def _copy_of(found: IntactAttempt, language: str) -> ShareCopy:
    """Prepare the copies, with captions in the draft's language if we have it: the authority reads them."""
    texts = Texts.load(language if language in SPOKEN else "en")
    return ShareCopy(found.entry.path, found.record, texts, is_redacted=False)


def _items(found: IntactAttempt, draft: Draft, copy: ShareCopy, printed: bytes | None) -> Iterator[Item]:
    yield from draft_items("complaint", draft, printed)
    yield from parcel(found.entry.path, copy, found.codes)


def remarks_on_complaint(texts: Texts, drafted: DraftedComplaint, *, is_quiet: bool = False) -> list[str]:
    """Say what is left to do, where the complaint goes, and what could not be enclosed."""
    authority = drafted.case.authority
    said = drafted.copy.say_left_out(texts)
    place = authority.complaint or authority.site
    if not is_quiet:
        said.append(texts.say("drafted.written", authority=authority.title, count=drafted.draft.gaps))
        sure = texts.say(f"authorities.certainty.{place.certainty}")
        said.append(
            texts.say("drafted.where", url=place.url, certainty=sure, date=format_day(place.date, texts))
        )
        if authority.hint:
            said.append(texts.say(f"authorities.hint.{authority.hint}"))
    return said
