"""Gathers what the report tells: every attempt as it lies there now, verified now. The only part that touches files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote_from_bytes

from flows import CHECK
from helper.evidence import bag
from helper.evidence.chain import name_lost
from helper.evidence.files import sha256_of
from helper.evidence.letters import kept_letter
from helper.evidence.store import Archive, Entry
from helper.evidence.verify import Damage, verify_bag
from helper.followup.gather import past_of
from helper.followup.titles import title_of
from helper.mail.kept import kept_mails
from helper.report.attempts import KeptAttempt, PictureFile, StampView, Worth
from helper.report.thumbnails import Thumbnails
from helper.timestamps.stamps import KeptStamp, check_stamps

# By the words of `helper.timestamps.judgement`, whose libraries are not loaded where there is no time stamp.
_WORTH: dict[str, Worth] = {"good": "good", "unvouched": "sound", "unchecked": "unchecked"}


def gather(
    archives: Sequence[Archive],
    page: Path,
    *,
    with_rehearsals: bool = False,
    track: Callable[[list[Entry]], Iterable[Entry]] = iter,
) -> list[KeptAttempt]:
    """Look at every attempt to object, the newest first, for a report at `page`; `track` may show how far it is."""
    entries = sorted(
        (e for archive in archives for e in archive.entries() if e.service != CHECK),
        key=lambda e: e.id,
        reverse=True,
    )
    thumbnails = Thumbnails()
    chains = {archive.path: archive.check_chain() for archive in archives}
    found = []
    for entry in track(entries):
        if with_rehearsals or not (entry.record and entry.record.rehearsal):
            found.append(_attempt(entry, page, thumbnails, chains[entry.path.parent].get(entry.id, [])))
    return found


def link_to(target: Path, page: Path) -> str:
    """Give the address of a file as the page writes it: relative, so that the folder may be moved as a whole."""
    try:
        relative = os.path.relpath(target.absolute(), page.absolute().parent)
    except ValueError:  # on another drive of Windows
        return target.absolute().as_uri()
    # Quoted bytes hold no colon, quote or bracket; the dot keeps a first segment from being read as a scheme.
    return "./" + quote_from_bytes(os.fsencode(Path(relative).as_posix()))


def find_lost(archives: Sequence[Archive]) -> list[str]:
    """Name the attempts that later ones vouch for and that are gone."""
    return [attempt_id for archive in archives for attempt_id in name_lost(archive.check_chain())]


def _attempt(entry: Entry, page: Path, thumbnails: Thumbnails, chain: Sequence[Damage]) -> KeptAttempt:
    damage = [*verify_bag(entry.path), *chain] if entry.sealed else []
    mails, letter = kept_mails(entry.path), kept_letter(entry.path)
    return KeptAttempt(
        id=entry.id,
        service=entry.service,
        title=title_of(entry.service),
        started_at=entry.started_at,
        is_sealed=entry.sealed,
        fault=entry.fault,
        record=entry.record,
        damage=tuple(damage),
        seal=_seal_of(entry),
        link=link_to(entry.path, page) + "/",
        pictures=tuple(_pictures(entry, damage, page, thumbnails)),
        stamps=tuple(map(_stamp, check_stamps(entry.path))) if entry.sealed else (),
        mails=tuple(mails),
        letter=letter,
        past=None if entry.rehearsal else past_of(entry, damage, mails=mails, letter=letter),
    )


def _stamp(kept: KeptStamp) -> StampView:
    stamp = kept.stamp
    worth = _WORTH.get(stamp.verdict) if stamp else None
    if stamp is None or worth is None:
        return StampView("bad", None, None)
    return StampView(worth, stamp.authority, stamp.stamped_at)


def _seal_of(entry: Entry) -> str | None:
    try:
        return sha256_of(entry.path / bag.TAG_MANIFEST) if entry.sealed else None
    except OSError:  # which is damage, and named as such
        return None


def _pictures(
    entry: Entry, damage: Sequence[Damage], page: Path, thumbnails: Thumbnails
) -> Iterator[PictureFile]:
    damaged = {one.file for one in damage}
    for item in entry.record.evidence if entry.record else ():
        name = bag.name_in_data(item.path)
        if not name.endswith(".png"):
            continue
        # A name that is none of ours is never looked up: it may lead anywhere.
        if not bag.is_file_name(name) or damaged & {f"{bag.DATA}/{name}", f"{bag.DATA}/"}:
            yield PictureFile(item, None, "damaged")
            continue
        path = entry.path / bag.DATA / name
        yield PictureFile(item, link_to(path, page), thumbnails.make(path))
