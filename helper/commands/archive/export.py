"""`optout-assist archive export`: one attempt as one file to hand over, whole or without what tells who the person is."""

from __future__ import annotations

from pathlib import Path

import click

from helper.cli.beside import kept_beside
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.terminal import tell
from helper.errors import UsageProblem
from helper.safe.clean import clean


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@click.argument("target", metavar="[FILE.zip]", required=False, type=click.Path(path_type=Path))
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--redact", is_flag=True)
@click.option("--original", is_flag=True)
@shared_options
@click.pass_obj
def export(
    shared: Shared, reference: str, target: Path | None, output: Path | None, *, redact: bool, original: bool
) -> None:
    """Hand an intact bag over as one file; nothing is overwritten, and the bag is not touched."""
    from helper.cli.copies import hand_over, remarks_on_copy
    from helper.evidence.additions import name_beside

    if redact and original:
        raise UsageProblem("share_redact_or_original")
    if target and output:
        raise UsageProblem("share_two_targets")
    entry, path, copy = hand_over(
        shared, reference, target or output, is_redacted=redact, is_original=original
    )
    for line in remarks_on_copy(shared, entry, copy):
        tell(line)
    left_out = copy.left_out if copy else []
    mails = kept_beside(entry) if copy and copy.is_redacted else []
    written = str(path.absolute())
    document = {
        "id": entry.id,
        "path": written,
        "left_out": [
            *({"path": item.path, "reason": str(why)} for item, why in left_out),
            *({"path": name_beside(one.path), "reason": "mail"} for one in mails),
        ],
    }
    shared.result(document, lambda: click.echo(clean(written)))
