"""`optout-assist archive export`: one attempt as one file to hand over, whole or without what tells who the person is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.localised import Command
from helper.cli.mails_shown import kept_beside
from helper.cli.options import Shared, shared_options
from helper.cli.talk import tell
from helper.errors import ArchiveProblem, UsageProblem

if TYPE_CHECKING:
    from helper.evidence.store import Entry
    from helper.share.copy import ShareCopy


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
    if redact and original:
        raise UsageProblem("share_redact_or_original")
    if target and output:
        raise UsageProblem("share_two_targets")
    entry, written, copy = hand_over(
        shared, reference, target or output, is_redacted=redact, is_original=original
    )
    _show(shared, entry, written, copy)


def hand_over(
    shared: Shared, reference: str, target: Path | None, *, is_redacted: bool, is_original: bool = False
) -> tuple[Entry, Path, ShareCopy | None]:
    """Write the file, by default beside us and named after the attempt; gives the attempt, the file and what is in it."""
    from helper.evidence.export import refuse_target, write_zip
    from helper.evidence.store import Archive
    from helper.evidence.verify import verify_bag
    from helper.share.parcel import parcel

    archive = Archive(shared.archive_dir)
    entry = archive.find(reference)
    if not entry.sealed:
        raise UsageProblem("archive_not_sealed", id=entry.id, path=entry.path)
    if verify_bag(entry.path) or entry.record is None:
        raise ArchiveProblem("archive_damaged", id=entry.id, path=entry.path)
    target = target or Path(name_of_copy(entry.id, is_redacted=is_redacted))
    refuse_target(archive.path, target)
    copy = None if is_original else _copy_of(shared, entry, is_redacted=is_redacted)
    write_zip(target, parcel(entry.path, copy))
    return entry, target, copy


def name_of_copy(attempt_id: str, *, is_redacted: bool) -> str:
    """Name the file that is handed over of an attempt."""
    return f"{attempt_id}{'-redacted' if is_redacted else ''}.zip"


def remarks_on(shared: Shared, entry: Entry, copy: ShareCopy | None) -> list[str]:
    """Say what the person should know of the file before it goes anywhere."""
    from helper.share.copy import describe

    said = []
    if copy and copy.left_out:
        said.append(shared.texts.say("share.some_left_out"))
        said += [f"  {describe(shared.texts, item, why)}" for item, why in copy.left_out]
    if copy and copy.is_redacted and copy.shown:
        said.append(shared.texts.say("share.look_first"))
    if mails := kept_beside(entry) if copy and copy.is_redacted else []:
        said.append(shared.texts.say("share.mails_left_out", count=len(mails)))
    return said


def _copy_of(shared: Shared, entry: Entry, *, is_redacted: bool) -> ShareCopy | None:
    from helper.share.copy import ShareCopy

    return ShareCopy(entry.path, entry.record, shared.texts, is_redacted) if entry.record else None


def _show(shared: Shared, entry: Entry, target: Path, copy: ShareCopy | None) -> None:
    from helper.safe.clean import clean

    for line in remarks_on(shared, entry, copy):
        tell(line)
    left_out = copy.left_out if copy else []
    mails = kept_beside(entry) if copy and copy.is_redacted else []
    written = str(target.absolute())
    document = {
        "id": entry.id,
        "path": written,
        "left_out": [
            *({"path": item.path, "reason": str(why)} for item, why in left_out),
            *({"path": f"{one.path.parent.name}/{one.path.name}", "reason": "mail"} for one in mails),
        ],
    }
    shared.result(json.dumps(document), lambda: click.echo(clean(written)))
