"""`optout-assist complaint`: a draft to the person's own supervisory authority, packed with what the archive shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.countries import residence_of, system_locale
from helper.cli.drafting import LANGUAGES, draft_items, print_draft
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.talk import tell

if TYPE_CHECKING:
    from helper.complaint.case import Case
    from helper.complaint.gather import IntactAttempt
    from helper.drafts.blocks import Draft
    from helper.evidence.export import Item
    from helper.share.copy import ShareCopy


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@click.option("--authority", "code", metavar="CODE")
@click.option("--country", metavar="CODE", envvar="OPTOUT_ASSIST_COUNTRY")
@click.option("--language", type=click.Choice(LANGUAGES))
@click.option("--anyway", is_flag=True)
@click.option("--pdf", is_flag=True)
@click.option("--output", metavar="DIR", type=click.Path(path_type=Path))
@shared_options
@click.pass_obj
def complaint(
    shared: Shared,
    reference: str,
    code: str | None,
    country: str | None,
    language: str | None,
    *,
    output: Path | None,
    anyway: bool,
    pdf: bool,
) -> None:
    """Write the draft and its attachments to a folder of its own; nothing is sent, and nothing is overwritten."""
    from flows.authorities import load_authorities
    from helper.complaint.choice import choose_authority, choose_language, lives_there
    from helper.complaint.draft import write_draft
    from helper.complaint.gather import look_at, make_case
    from helper.drafts.pack import pack
    from helper.drafts.words import Words
    from helper.errors import ArchiveProblem
    from helper.evidence.export import refuse_target
    from helper.evidence.store import Archive
    from helper.followup import clock

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
    printed = print_draft(shared, draft) if pdf else None
    pack(target, _items(found, draft, copy, printed))
    _show(shared, target, case, draft, copy, has_pdf=printed is not None)


def _copy_of(found: IntactAttempt, language: str) -> ShareCopy:
    """Prepare the copies, with captions in the draft's language if we have it: the authority reads them."""
    from helper.share.copy import ShareCopy
    from helper.texts import Texts
    from helper.texts.language import LANGUAGES as SPOKEN

    texts = Texts.load(language if language in SPOKEN else "en")
    return ShareCopy(found.entry.path, found.record, texts, is_redacted=False)


def _items(found: IntactAttempt, draft: Draft, copy: ShareCopy, printed: bytes | None) -> Iterator[Item]:
    from helper.share.parcel import parcel

    yield from draft_items("complaint", draft, printed)
    yield from parcel(found.entry.path, copy, found.codes)


def _show(shared: Shared, target: Path, case: Case, draft: Draft, copy: ShareCopy, *, has_pdf: bool) -> None:
    from helper.safe.clean import clean
    from helper.share.copy import describe
    from helper.texts.sentences import format_day

    texts, authority = shared.texts, case.authority
    if copy.left_out:
        tell(texts.say("share.some_left_out"))
        for item, why in copy.left_out:
            tell(f"  {describe(texts, item, why)}")
    place = authority.complaint or authority.site
    if not shared.quiet:
        tell(texts.say("drafted.written", authority=authority.title, count=draft.gaps))
        sure = texts.say(f"authorities.certainty.{place.certainty}")
        tell(texts.say("drafted.where", url=place.url, certainty=sure, date=format_day(place.date, texts)))
        if authority.hint:
            tell(texts.say(f"authorities.hint.{authority.hint}"))
    written = str(target.absolute())
    document = {
        "id": case.record.id,
        "path": written,
        "authority": authority.code,
        "language": draft.language,
        "ground": case.decision.ground,
        "letter": case.decision.letter and case.decision.letter.document(),
        "due": case.decision.due.isoformat() if case.decision.due else None,
        "gaps": draft.gaps,
        "pdf": has_pdf,
        "left_out": [{"path": item.path, "reason": why} for item, why in copy.left_out],
    }
    shared.result(json.dumps(document), lambda: click.echo(clean(written)))
