"""`optout-assist complaint`: a draft to the person's own supervisory authority, packed with what the archive shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.shared import Shared, shared_options
from helper.cli.spoken import Command
from helper.cli.talk import tell

if TYPE_CHECKING:
    from flows.authorities import Authority
    from helper.complaint.case import Case
    from helper.complaint.gather import Evidence
    from helper.drafts.blocks import Draft
    from helper.evidence.export import Item
    from helper.share.copy import ShareCopy

LANGUAGES = ("de", "en", "es", "fr", "it", "nl")  # as in helper.drafts.words, which help must not load


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@click.option("--authority", "code", metavar="CODE")
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
    language: str | None,
    output: Path | None,
    *,
    anyway: bool,
    pdf: bool,
) -> None:
    """Write the draft and its attachments to a folder of its own; nothing is sent, and nothing is overwritten."""
    from flows.authorities import load_authorities
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
    authority, language = _choose(shared, code, language, found)
    target = output or Path(f"{found.entry.id}-complaint-{authority.code}")
    refuse_target(archive.path, target)
    try:
        case = make_case(found, authority, known, clock.read_clock(), anyway=anyway)
    except OSError as error:
        raise ArchiveProblem("archive_unreadable", path=found.entry.path) from error
    draft = write_draft(case, Words.load(language, "helper.complaint"))
    copy = _copy_of(found, language)
    printed = _print(shared, draft) if pdf else None
    pack(target, _items(found, draft, copy, printed))
    _show(shared, target, case, draft, copy, has_pdf=printed is not None)


def _choose(shared: Shared, code: str | None, language: str | None, found: Evidence) -> tuple[Authority, str]:
    import locale
    import os

    from flows.authorities import load_authorities
    from helper.complaint.choice import choose_authority, choose_language, read_locale

    here = read_locale(os.environ, locale.getlocale()[0])
    authority = choose_authority(load_authorities(), code, found.record.explanation.reference, here)
    return authority, choose_language(authority, language, shared.lang or here.language)


def _copy_of(found: Evidence, language: str) -> ShareCopy:
    """Prepare the copies, with captions in the draft's language if we have it: the authority reads them."""
    from helper.language import LANGUAGES as SPOKEN
    from helper.share.copy import ShareCopy
    from helper.texts import Texts

    texts = Texts.load(language if language in SPOKEN else "en")
    return ShareCopy(found.entry.path, found.record, texts, is_redacted=False)


def _print(shared: Shared, draft: Draft) -> bytes | None:
    """Make the PDF; where no browser makes one, that is said and the draft is there all the same."""
    from helper.browser.find import find_browser
    from helper.browser.print_pdf import print_pdf
    from helper.clean import clean
    from helper.drafts.page import to_html
    from helper.errors import BrowserProblem

    try:
        return print_pdf(to_html(draft), find_browser())
    except BrowserProblem as error:
        for part in ("what", "now"):
            tell(clean(shared.texts.say(f"error.{error.key}.{part}", **error.values)))
        tell(shared.texts.say("drafted.no_pdf"))
        return None


def _items(found: Evidence, draft: Draft, copy: ShareCopy, printed: bytes | None) -> Iterator[Item]:
    from helper.drafts.markdown import to_markdown
    from helper.drafts.page import to_html
    from helper.share.parcel import parcel

    yield "complaint.md", to_markdown(draft).encode("utf-8")
    yield "complaint.html", to_html(draft).encode("utf-8")
    if printed is not None:
        yield "complaint.pdf", printed
    yield from parcel(found.entry.path, copy, found.codes)


def _show(shared: Shared, target: Path, case: Case, draft: Draft, copy: ShareCopy, *, has_pdf: bool) -> None:
    from helper.clean import clean
    from helper.share.copy import describe

    texts, authority = shared.texts, case.authority
    if copy.left_out:
        tell(texts.say("share.some_left_out"))
        for item, why in copy.left_out:
            tell(f"  {describe(texts, item, why)}")
    place = authority.complaint or authority.site
    if not shared.quiet:
        tell(texts.say("drafted.written", authority=authority.title, count=draft.gaps))
        sure = texts.say(f"authorities.certainty.{place.certainty}")
        tell(texts.say("drafted.where", url=place.url, certainty=sure, date=place.date))
        if authority.hint:
            tell(texts.say(f"authorities.hint.{authority.hint}"))
    written = str(target.absolute())
    document = {
        "id": case.record.id,
        "path": written,
        "authority": authority.code,
        "language": draft.language,
        "ground": case.decision.ground,
        "due": case.decision.due.isoformat() if case.decision.due else None,
        "gaps": draft.gaps,
        "pdf": has_pdf,
        "left_out": [{"path": item.path, "reason": why} for item, why in copy.left_out],
    }
    shared.result(json.dumps(document), lambda: click.echo(clean(written)))
