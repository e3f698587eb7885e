"""`optout-assist complaint`: a draft to the person's own supervisory authority, packed with what the archive shows."""

from __future__ import annotations

from pathlib import Path

import click

from helper.cli.localised import Command
from helper.cli.options import Folder, Shared, shared_options
from helper.cli.terminal import tell
from helper.drafts.words import LANGUAGES
from helper.safe.clean import clean


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@click.option("--authority", "code", metavar="CODE")
@click.option("--country", metavar="CODE", envvar="OPTOUT_ASSIST_COUNTRY")
@click.option("--language", type=click.Choice(LANGUAGES))
@click.option("--anyway", is_flag=True)
@click.option("--pdf", is_flag=True)
@click.option("--output", metavar="DIR", type=Folder())
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
    from helper.cli.complaints import draft_complaint, remarks_on_complaint

    drafted = draft_complaint(
        shared, reference, code, country, language, output=output, anyway=anyway, has_pdf=pdf
    )
    target, case, draft, copy, has_pdf = drafted
    for line in remarks_on_complaint(shared.texts, drafted, is_quiet=shared.quiet):
        tell(line)
    written = str(target.absolute())
    document = {
        "id": case.record.id,
        "path": written,
        "authority": case.authority.code,
        "language": draft.language,
        "ground": case.decision.ground,
        "letter": case.decision.letter and case.decision.letter.document(),
        "due": case.decision.due.isoformat() if case.decision.due else None,
        "gaps": draft.gaps,
        "pdf": has_pdf,
        "left_out": [{"path": item.path, "reason": why} for item, why in copy.left_out],
    }
    shared.result(document, lambda: click.echo(clean(written)))
