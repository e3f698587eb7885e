"""Attempts to seal in tests: a record, a picture, a sealed bag."""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from helper.evidence.store import Archive
from helper.evidence.work import WorkFolder
from helper.record import Record

BEGAN_AT = dt.datetime(2026, 11, 22, 14, 3, 11, tzinfo=dt.UTC)
NAMES = ("form.png", "filled.png", "confirmation.png")


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Make a part of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(shade: int = 0) -> bytes:
    """Make a PNG of one grey pixel."""

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def record_of(work: WorkFolder, sums: dict[str, str], **changes: object) -> Record:
    """Make the record of an attempt whose pictures have these sums."""
    at = "2026-11-22T14:04:00Z"
    fields: dict[str, object] = {
        "schema": 1,
        "id": work.id,
        "service": work.id.split("-", 1)[1].rsplit("-", 1)[0],
        "flow": {"name": "facebook", "revision": "1", "sha256": "0" * 64, "origin": "shipped"},
        "outcome": "submitted",
        "started_at": "2026-11-22T14:03:11Z",
        "ended_at": at,
        "page": {
            "url": "https://www.facebook.com/help/contact/712876720715583",
            "language": "fr-FR",
            "variant": None,
        },
        "email_check": {"verdict": "match", "displayed": "ana@example.org", "expected": "ana@example.org"},
        "explanation": {"reference": "cnil", "inserted": True, "text": "Je m’oppose.\nVoir la CNIL."},
        "confirmation": {
            "text": "Merci, c’est noté.",
            "signs": ["form_gone", "words"],
            "words_verified": True,
        },
        "timeline": [{"at": at, "state": "sent"}],
        "evidence": [
            {
                "path": name,
                "kind": name.removesuffix(".png"),
                "sha256": digest,
                "captured_at": at,
                "url": None,
            }
            for name, digest in sums.items()
        ],
        "software": {"name": "optout-assist", "version": "0", "browser": None},
        **changes,
    }
    return Record.model_validate(fields)


def seal_one(
    archive: Archive, service: str = "facebook", names: tuple[str, ...] = NAMES, **changes: object
) -> Path:
    """Make one whole attempt and give the sealed bag."""
    work = archive.begin(service)
    work.note("state", state="form")
    sums = {name: work.add(name, picture(shade)) for shade, name in enumerate(names)}
    return work.seal(record_of(work, sums, **changes))


def reseal(bag: Path) -> None:
    """Write all sums of a bag anew, as a forger who knows the format would."""
    from helper.evidence.bag import render_manifest, render_oxum

    payload = {f"data/{path.name}": path for path in (bag / "data").iterdir() if path.is_file()}
    manifest = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in payload.items()}
    (bag / "manifest-sha256.txt").write_text(render_manifest(manifest))
    oxum = render_oxum(sum(path.stat().st_size for path in payload.values()), len(payload))
    info = (bag / "bag-info.txt").read_text().splitlines()
    info = [f"Payload-Oxum: {oxum}" if line.startswith("Payload-Oxum") else line for line in info]
    (bag / "bag-info.txt").write_text("\n".join(info) + "\n")
    tags = [path for path in bag.iterdir() if path.is_file() and path.name != "tagmanifest-sha256.txt"]
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tags}
    (bag / "tagmanifest-sha256.txt").write_text(render_manifest(sums))


def files_in(folder: Path) -> dict[str, bytes]:
    """Give what the files below a folder hold, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
