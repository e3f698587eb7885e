"""How an archive of 10,000 attempts is listed and verified, against one `sha256sum -c` over the same files.

`FIGURES="archive:500"` makes a smaller one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from evidence_samples import BEGAN_AT, seal_one

from benchmark.figure import Figure, load_now, of_times
from helper.evidence import bag
from helper.evidence.bag import Named
from helper.evidence.store import Archive

BAGS = 10_000
PICTURE_BYTES = 40_000  # a small one; those of a whole page have ten times as much
RUNS = 3
# It tells the most memory itself: what the system says of a child that ended begins with what its parent had.
_PROGRAM = """
import sys
sys.argv[0] = "optout-assist"
from helper.program import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""


def measure(bags: str = str(BAGS)) -> Iterator[Figure]:
    """Make the archive, then look at it as a person would: with the program's own commands."""
    with tempfile.TemporaryDirectory(prefix="optout-assist-bench-") as folder:
        archive = Path(folder) / "archive"
        count = int(bags)
        make_archive(archive, count)
        first, _ = _run(archive, "list")
        yield Figure(f"list_{count}_first", round(first, 2), "s", "no goal of its own", 1, load=load_now())
        again, memory = zip(*(_run(archive, "list") for _ in range(RUNS)), strict=True)
        yield of_times(f"list_{count}_again", again, "s", "under 1 s")
        yield Figure(f"list_{count}_memory", max(memory), "MB", "under 200 MB", RUNS)
        sums = Path(folder) / "sums.txt"
        _write_sums(archive, sums)
        ours, memory = zip(*(_run(archive, "verify") for _ in range(RUNS)), strict=True)
        theirs = [_sha256sum(archive, sums) for _ in range(RUNS)]
        yield of_times(f"verify_{count}", ours, "s", "no goal of its own")
        yield of_times(f"sha256sum_{count}", theirs, "s", "no goal: what it is compared with")
        ratio = round(min(ours) / min(theirs), 2)
        yield Figure("verify_over_sha256sum", ratio, "ratio", "under 1.5", RUNS, load=load_now())
        yield Figure(f"verify_{count}_memory", max(memory), "MB", "flat: under 200 MB", RUNS)


def make_archive(archive: Path, count: int) -> None:
    """Write an archive of small bags, each a copy of one that was sealed, under its own name and in one chain."""
    with tempfile.TemporaryDirectory() as folder:
        model = seal_one(Archive(Path(folder) / "archive"))
        files = {
            str(path.relative_to(model)): path.read_bytes() for path in model.rglob("*") if path.is_file()
        }
    names = [name for name in files if name.endswith(".png")]
    archive.mkdir(mode=0o700)
    before: tuple[Named, ...] = ()
    for number in range(count):
        at = BEGAN_AT + dt.timedelta(seconds=number)
        made = f"{at:%Y%m%dT%H%M%SZ}-facebook-{number:06x}"
        payload = {name: files[name] + os.urandom(8) + bytes(PICTURE_BYTES) for name in names}
        journal = f"{bag.DATA}/{bag.JOURNAL}"
        payload[journal] = files[journal].replace(model.name.encode(), made.encode())
        record = json.loads(files[f"{bag.DATA}/{bag.RECORD}"]) | {"id": made}
        for item in record["evidence"]:
            item["sha256"] = _sha256(payload[f"{bag.DATA}/{item['path']}"])
        payload[f"{bag.DATA}/{bag.RECORD}"] = json.dumps(record).encode()
        before = _write_bag(archive / made, payload, before, {name: files[name] for name in bag.LIMITS})


def _write_bag(
    folder: Path, payload: dict[str, bytes], before: tuple[Named, ...], texts: dict[str, bytes]
) -> tuple[Named, ...]:
    size = sum(map(len, payload.values()))
    info = [
        ("Payload-Oxum", bag.render_oxum(size, len(payload))),
        ("External-Identifier", folder.name),
        (bag.PREVIOUS, bag.render_previous(before)),
    ]
    tags = {
        **texts,
        bag.BAGIT: bag.BAGIT_TEXT.encode(),
        bag.INFO: bag.render_info(info).encode(),
        bag.MANIFEST: bag.render_manifest(
            {name: _sha256(content) for name, content in payload.items()}
        ).encode(),
    }
    last = bag.render_manifest({name: _sha256(content) for name, content in tags.items()}).encode()
    (folder / bag.DATA).mkdir(parents=True)
    for name, content in {**payload, **tags, bag.TAG_MANIFEST: last}.items():
        (folder / name).write_bytes(content)
    return (Named(folder.name, _sha256(last)),)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _run(archive: Path, command: str) -> tuple[float, int]:
    """Run a command of the program; gives its seconds and the most memory that it had, in MB."""
    arguments = [sys.executable, "-c", _PROGRAM, "--archive", str(archive), "archive", command]
    begin = time.perf_counter()
    ran = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    seconds = time.perf_counter() - begin
    return seconds, int(ran.stderr.split()[-1]) // 1024


def _write_sums(archive: Path, sums: Path) -> None:
    """Put all manifests into one, with paths below the archive."""
    with sums.open("wb") as out:
        for folder in sorted(archive.iterdir()):
            for manifest in (bag.MANIFEST, bag.TAG_MANIFEST):
                listed = folder / manifest
                if listed.exists():
                    for file, digest in bag.parse_manifest(listed.read_bytes()).items():
                        out.write(f"{digest}  {folder.name}/{file}\n".encode())


def _sha256sum(archive: Path, sums: Path) -> float:
    begin = time.perf_counter()
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", str(sums)], cwd=archive, check=True)
    return time.perf_counter() - begin
