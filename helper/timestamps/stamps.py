"""Time stamps on the disk, each a folder beside the bag: `ARCHIVE/<id>.timestamps/01/`.

Each holds everything that a stranger needs: the request, the raw reply, the chain of certificates, how to verify it, and
the hashes of these files (`helper.evidence.additions` says how they come there).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helper.evidence import bag
from helper.evidence.additions import (
    TIMESTAMPS,
    folder_beside,
    list_beside,
    order_of,
    put_beside,
    read_beside,
)
from helper.evidence.files import read_small
from helper.evidence.verify import TAG_LIMIT, Damage

if TYPE_CHECKING:
    from cryptography import x509

    from helper.timestamps.judgement import JudgedStamp

REQUEST, REPLY, CHAIN, ADVICE = "request.tsq", "reply.tsr", "chain.pem", "VERIFY.txt"
FILES = (REQUEST, REPLY, CHAIN, ADVICE)
ROOT = "ROOT.pem"  # put there by whoever follows the advice; nothing here reads it

_LIMIT = 1_000_000  # bytes of a file that we are willing to read; ours have a few thousand


@dataclass(frozen=True)
class KeptStamp:
    """A time stamp of a bag: what it is worth, or None and the damage when its files are not what was kept."""

    name: str
    path: Path
    stamp: JudgedStamp | None
    damage: tuple[Damage, ...] = ()


def stamps_folder(bag_path: Path) -> Path:
    """Give the folder in which the time stamps of a bag lie, if it has any."""
    return folder_beside(bag_path, TIMESTAMPS)


def read_data(bag_path: Path) -> bytes:
    """Read what is stamped, the bag's list of its own files; raises OSError."""
    return read_small(bag_path / bag.TAG_MANIFEST, TAG_LIMIT)


def keep_stamp(bag_path: Path, files: Mapping[str, bytes]) -> Path:
    """Put a time stamp beside its bag and give its folder: durable and whole on return, after an error not there.

    Raises ArchiveProblem.
    """
    path, _ = put_beside(stamps_folder(bag_path), lambda: {name: files[name] for name in FILES})
    return path


def check_stamps(bag_path: Path, roots: Sequence[x509.Certificate] = ()) -> list[KeptStamp]:
    """Judge all time stamps of a bag as it is now, in the order in which they were made; as quick as one look for none."""
    folder = stamps_folder(bag_path)
    if not os.path.lexists(folder):
        return []
    numbered = list_beside(folder)
    try:
        data = read_data(bag_path)
    except OSError:
        data = b""  # the bag is damaged or gone: then no time stamp is of it
    found = [_check(path, data, roots) for path in numbered.found]
    found += [KeptStamp(name, folder / name, None, (damage,)) for name, damage in numbered.damage]
    return sorted(found, key=lambda one: order_of(one.name))


def _check(path: Path, data: bytes, roots: Sequence[x509.Certificate]) -> KeptStamp:
    # Here, so that only those who have time stamps wait for its libraries.
    from helper.timestamps.judgement import judge  # noqa: PLC0415

    contents, damage = read_beside(path, dict.fromkeys(FILES, _LIMIT), ignored=(ROOT,))
    if damage:
        return KeptStamp(path.name, path, None, tuple(damage))
    return KeptStamp(path.name, path, judge(contents[REPLY], contents[REQUEST], data, roots))
