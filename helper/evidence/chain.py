"""How attempts vouch for each other: each names those sealed before it, with the sum of their tag manifest.

An attempt names every one that nobody named yet, which is the last one as a rule. So an attempt that is removed, or
written anew with all its sums, disagrees with the one that came after it. The newest has nobody to vouch for it: only a
time stamp, or a copy that somebody else has, can. Bags from before there was a chain name nobody, and are named by the
first one that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from helper.evidence import bag
from helper.evidence.bag import Named
from helper.evidence.files import read_small, sha256_of
from helper.evidence.ids import DELETED, DELETING
from helper.evidence.listing import list_attempts
from helper.evidence.tombstones import Tombstone, read_tombstone
from helper.evidence.verify import TAG_LIMIT, Damage, DamageKind
from helper.evidence.versions import NewerSchemaError

MOST_NAMED = 100  # of an archive from before there was a chain, the newest


def unnamed_attempts(archive: Path) -> tuple[Named, ...]:
    """Give the attempts that a bag which is sealed now must name. Raises OSError when the archive cannot be listed.

    One whose own words cannot be read is no reason not to seal another: it is named if its sum can be computed, else the
    next one names it.
    """
    found = _Chain(archive)
    named = {one.id for _, one in found.statements()}
    sums = ((attempt_id, found.sum_of(attempt_id)) for attempt_id in sorted(found.members - named))
    return tuple(Named(attempt_id, sha256) for attempt_id, sha256 in sums if sha256)[-MOST_NAMED:]


def named_sum(archive: Path, attempt_id: str) -> str | None:
    """Give the sum that a later attempt names for this one; None when nobody does."""
    return next((one.sha256 for _, one in _Chain(archive).statements() if one.id == attempt_id), None)


def previous_of(folder: Path) -> tuple[Named, ...]:
    """Read which attempts the bag in a folder names; raises OSError or MalformedError."""
    info = bag.parse_info(read_small(folder / bag.INFO, TAG_LIMIT))
    return bag.parse_previous(info.get(bag.PREVIOUS, "none"))


def check_chain(archive: Path) -> dict[str, list[Damage]]:
    """Find what is wrong between the attempts of an archive, by the name of the attempt. Raises OSError.

    What is wrong within a bag is for `verify_bag`.
    """
    damage = _Chain(archive).find_damage()
    # Another run may have sealed or deleted while the folder was read: what is really wrong is so a moment later too.
    return _Chain(archive).find_damage() if damage else {}


def name_lost(chain: Mapping[str, Sequence[Damage]]) -> list[str]:
    """Name the attempts, of all with damage, that later ones vouch for and that are gone."""
    return sorted(
        one for one, damage in chain.items() if any(item.kind is DamageKind.REMOVED for item in damage)
    )


class _Chain:
    """One look at an archive. Bags are listed before tombstones are read: what vanishes meanwhile has left one."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._listing = list_attempts(archive)
        self._tombstones: dict[str, Tombstone] = {}
        self._unreadable: dict[str, DamageKind] = {}
        for attempt_id in list_attempts(archive).deleted:
            try:
                self._tombstones[attempt_id] = read_tombstone(archive, attempt_id)
            except NewerSchemaError:
                self._unreadable[attempt_id] = DamageKind.NEWER
            except (OSError, ValueError):
                self._unreadable[attempt_id] = DamageKind.MALFORMED

        self._traces = self._listing.sealed | self._listing.deleting | self._tombstones.keys()

    @property
    def members(self) -> set[str]:
        """Every attempt that was sealed once."""
        sealed_once = {one for one, tombstone in self._tombstones.items() if tombstone.tag_manifest_sha256}
        return {*self._listing.sealed, *self._listing.deleting, *sealed_once}

    def statements(self) -> Iterator[tuple[str, Named]]:
        """Give who names whom; an attempt that cannot be read says nothing."""
        for attempt_id in sorted(self.members):
            for one in self._said_by(attempt_id):
                yield attempt_id, one

    def sum_of(self, attempt_id: str) -> str | None:
        """Compute the sum of an attempt's tag manifest; None when it cannot be told."""
        for folder in self._folders(attempt_id):
            with suppress(OSError):
                return sha256_of(folder / bag.TAG_MANIFEST)
        tombstone = self._tombstones.get(attempt_id)
        return tombstone.tag_manifest_sha256 if tombstone else None

    def find_damage(self) -> dict[str, list[Damage]]:
        found = {
            attempt_id: [Damage(kind, attempt_id + DELETED)] for attempt_id, kind in self._unreadable.items()
        }
        sums: dict[str, str | None] = {}
        for _, named in self.statements():
            damage = self._compare(named, sums)
            if damage and damage not in found.setdefault(named.id, []):
                found[named.id].append(damage)
        return {attempt_id: damage for attempt_id, damage in found.items() if damage}

    def _compare(self, named: Named, sums: dict[str, str | None]) -> Damage | None:
        if named.id in self._unreadable:
            return None  # said already
        if named.id not in self._traces:
            return Damage(DamageKind.REMOVED, ".", named.sha256)
        tombstone = self._tombstones.get(named.id)
        if tombstone and tombstone.was_changed and named.id not in self._listing.sealed:
            return None  # it was known when it was deleted
        if named.id not in sums:
            sums[named.id] = self.sum_of(named.id)
        found = sums[named.id]
        # A tag manifest that cannot be read is damage of the bag itself.
        if found == named.sha256 or (found is None and not tombstone):
            return None
        return Damage(DamageKind.REPLACED, ".", named.sha256, found)

    def _said_by(self, attempt_id: str) -> Iterable[Named]:
        for folder in self._folders(attempt_id):
            with suppress(OSError, bag.MalformedError):
                return previous_of(folder)
        tombstone = self._tombstones.get(attempt_id)
        return [Named(one.id, one.sha256) for one in tombstone.previous] if tombstone else ()

    def _folders(self, attempt_id: str) -> Iterator[Path]:
        if attempt_id in self._listing.sealed:
            yield self._archive / attempt_id
        if attempt_id in self._listing.deleting:
            yield self._archive / (attempt_id + DELETING)


def deleted_attempts(archive: Path) -> list[str]:
    """Name the attempts of which only a tombstone is left, or a deletion that has not come to its end. Raises OSError."""
    listing = list_attempts(archive)
    return sorted((listing.deleted | listing.deleting) - listing.sealed)
