"""An attempt as one file to hand over, and what to know before it goes anywhere: for `archive export` and the window."""

from __future__ import annotations

from pathlib import Path

from helper.cli.beside import kept_beside
from helper.cli.options import Shared
from helper.errors import UsageProblem
from helper.evidence.export import refuse_target, write_zip
from helper.evidence.store import Archive, Entry, unusable
from helper.evidence.verify import verify_bag
from helper.share.copy import ShareCopy
from helper.share.parcel import parcel


def hand_over(
    shared: Shared, reference: str, target: Path | None, *, is_redacted: bool, is_original: bool = False
) -> tuple[Entry, Path, ShareCopy | None]:
    """Write the file, by default beside us and named after the attempt; gives the attempt, the file and what is in it."""
    archive = Archive(shared.archive_dir)
    entry = archive.find(reference)
    if not entry.sealed:
        raise UsageProblem("archive_not_sealed", id=entry.id, path=entry.path)
    if (damage := verify_bag(entry.path)) or entry.record is None:
        raise unusable(entry, damage)
    target = target or Path(name_of_copy(entry.id, is_redacted=is_redacted))
    refuse_target(archive.path, target)
    copy = None if is_original else ShareCopy(entry.path, entry.record, shared.texts, is_redacted)
    write_zip(target, parcel(entry.path, copy))
    return entry, target, copy


def name_of_copy(attempt_id: str, *, is_redacted: bool) -> str:
    """Name the file that is handed over of an attempt."""
    return f"{attempt_id}{'-redacted' if is_redacted else ''}.zip"


def remarks_on_copy(shared: Shared, entry: Entry, copy: ShareCopy | None) -> list[str]:
    """Say what the person should know of the file before it goes anywhere."""
    if copy is None:
        return []
    said = copy.say_left_out(shared.texts)
    if copy.is_redacted and copy.shown:
        said.append(shared.texts.say("share.look_first"))
    if copy.is_redacted and (mails := kept_beside(entry)):
        said.append(shared.texts.say("share.mails_left_out", count=len(mails)))
    return said
