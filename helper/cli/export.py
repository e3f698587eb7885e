"""`optout-assist archive export`: one attempt as one file to hand over, whole or without what tells who the person is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.shared import Shared, shared_options
from helper.errors import ArchiveProblem, UsageProblem

if TYPE_CHECKING:
    from helper.evidence.export import Item
    from helper.evidence.store import Entry
    from helper.share.copy import ShareCopy


@click.command(
    help="Write one sealed attempt to a ZIP file, by default ID.zip in this folder: the exact folder with everything that "
    "verifies it, and copies of its pictures that say what they are. With --redact no original is in it, and personal data "
    "is masked in pictures and record: look at the pictures before you hand them over."
)
@click.argument("reference", metavar="ID")
@click.argument("target", metavar="[FILE.zip]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--output", metavar="FILE", type=click.Path(path_type=Path), help="The same as FILE.zip after the ID."
)
@click.option(
    "--redact", is_flag=True, help="Only copies, with address, name, avatar and notifications masked."
)
@click.option("--original", is_flag=True, help="Only the exact folder.")
@shared_options
@click.pass_obj
def export(
    shared: Shared, reference: str, target: Path | None, output: Path | None, *, redact: bool, original: bool
) -> None:
    """Hand an intact bag over as one file; nothing is overwritten, and the bag is not touched."""
    from helper.evidence.export import refuse_target, write_zip
    from helper.evidence.store import Archive
    from helper.evidence.verify import verify_bag

    if redact and original:
        raise UsageProblem("share_redact_or_original")
    if target and output:
        raise UsageProblem("share_two_targets")
    archive = Archive(shared.archive_dir)
    entry = archive.find(reference)
    if not entry.sealed:
        raise UsageProblem("archive_not_sealed", id=entry.id, path=entry.path)
    if verify_bag(entry.path) or entry.record is None:
        raise ArchiveProblem("archive_damaged", id=entry.id, path=entry.path)
    target = target or output or Path(f"{entry.id}{'-redacted' if redact else ''}.zip")
    refuse_target(archive.path, target)
    copy = None if original else _copy_of(shared, entry, is_redacted=redact)
    write_zip(target, _items(entry, copy))
    _show(shared, entry, target, copy)


def _copy_of(shared: Shared, entry: Entry, *, is_redacted: bool) -> ShareCopy | None:
    from helper.share.copy import ShareCopy

    return ShareCopy(entry.path, entry.record, shared.texts, is_redacted) if entry.record else None


def _items(entry: Entry, copy: ShareCopy | None) -> Iterator[Item]:
    from helper.evidence.export import bag_items, folder_items
    from helper.evidence.stamps import check_stamps, stamps_folder

    if copy is None or not copy.is_redacted:
        yield from bag_items(entry.path)
    if copy is None:
        return
    yield from copy.files()
    # Of the time stamps those that are whole: nothing in them tells who the person is.
    for stamp in check_stamps(entry.path):
        if not stamp.damage:
            yield from folder_items(stamp.path, f"{stamps_folder(entry.path).name}/{stamp.name}")


def _show(shared: Shared, entry: Entry, target: Path, copy: ShareCopy | None) -> None:
    from helper.clean import clean
    from helper.share.copy import describe

    left_out = copy.left_out if copy else []
    if left_out:
        click.echo(shared.texts.say("share.some_left_out"), err=True)
        for item, why in left_out:
            click.echo(f"  {describe(shared.texts, item, why)}", err=True)
    if copy and copy.is_redacted and copy.shown:
        click.echo(shared.texts.say("share.look_first"), err=True)
    written = str(target.absolute())
    document = {
        "id": entry.id,
        "path": written,
        "left_out": [{"path": item.path, "reason": why} for item, why in left_out],
    }
    shared.result(json.dumps(document), lambda: click.echo(clean(written)))
