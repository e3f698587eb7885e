"""Whatever is done to a sealed archive is found, and the file or the attempt is named: about 3,000 ways.

`bagit` and `sha256sum` judge the same bags: what they find, we find; and what they can find, they do.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from evidence_samples import BEGAN_AT, picture, record_of, reseal, seal_one

from helper.evidence.bag import TAG_MANIFEST
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.evidence.work import WorkFolder

FLIPS = 2_400  # in the quick run, spread over the bytes of all files


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of four bags that nobody touches; their names are in the order of sealing."""
    seconds = itertools.count()
    archive = Archive(
        tmp_path_factory.mktemp("pristine") / "archive",
        lambda: BEGAN_AT + dt.timedelta(seconds=next(seconds)),
    )
    for service in ("facebook", "instagram", "threads", "facebook"):
        seal_one(archive, service)
    return archive.path


@pytest.fixture
def archive(pristine: Path, tmp_path: Path) -> Archive:
    shutil.copytree(pristine, tmp_path / "archive")
    return Archive(tmp_path / "archive")


@pytest.fixture
def bag(archive: Archive) -> Path:
    return archive.entries()[1].path


def files_of(bag: Path) -> list[str]:
    return sorted(str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file())


def named(bag: Path) -> set[str]:
    return {item.file for item in verify_bag(bag)}


# Bytes


def flips(bag: Path, every: int) -> Iterator[tuple[str, int, int]]:
    """Give which bit of which byte to turn: each byte of the last manifest, and every so many of the others."""
    for file in files_of(bag):
        size = (bag / file).stat().st_size
        step = 1 if file == TAG_MANIFEST else every
        for index in range(0, size, step):
            yield file, index, (0x01, 0x20, 0x80, 0xFF)[(index // step) % 4]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "every", [pytest.param(1, marks=pytest.mark.slow), 0], ids=["every byte", "2,400 of them"]
)
def test_a_flip_of_any_byte_of_any_file_is_found_and_named(bag: Path, every: int) -> None:
    size = sum((bag / file).stat().st_size for file in files_of(bag) if file != TAG_MANIFEST)
    done = 0
    for file, index, bits in flips(bag, every or max(1, size // FLIPS)):
        path = bag / file
        content = path.read_bytes()
        path.write_bytes(content[:index] + bytes([content[index] ^ bits]) + content[index + 1 :])
        found = named(bag)
        assert found, (file, index)
        assert file in found or file == TAG_MANIFEST, (file, index)
        path.write_bytes(content)
        done += 1
    assert verify_bag(bag) == []
    assert done >= FLIPS


# Files


def _truncate(share: float) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


def _append(content: bytes) -> Callable[[Path], None]:
    def append(path: Path) -> None:
        with path.open("ab") as file:
            file.write(content)

    return append


def _rename(path: Path) -> None:
    path.rename(path.with_name(path.name + ".bak"))


def _link(path: Path) -> None:
    path.rename(path.parents[1] / "moved")
    path.symlink_to(path.parents[1] / "moved")


def _hard_to_open(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


def _upper(path: Path) -> None:
    path.write_bytes(path.read_bytes().swapcase())


def _crlf(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r")


def _bom(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def _reverse_lines(path: Path) -> None:
    path.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True))) + b"x")


HARMS: dict[str, Callable[[Path], None]] = {
    "deleted": Path.unlink,
    "renamed": _rename,
    **{f"cut to {share:.0%}": _truncate(share) for share in (0.0, 0.25, 0.5, 0.75, 0.99)},
    **{f"with {content!r} behind": _append(content) for content in (b"\n", b"\0", b" ", b"x" * 5000)},
    "other letters": _upper,
    "other line ends": _crlf,
    "a mark before": _bom,
    "lines turned": _reverse_lines,
    "a symlink": _link,
    "a folder": _hard_to_open(Path.mkdir),
    "a FIFO": _hard_to_open(os.mkfifo),
    "a device": _hard_to_open(lambda path: path.symlink_to("/dev/zero")),
    "empty": lambda path: path.write_bytes(b""),
}
FILES = [
    "bagit.txt", "bag-info.txt", "manifest-sha256.txt", TAG_MANIFEST, "LIMITS.txt", "LIMITES.txt",
    "data/record.json", "data/journal.jsonl", "data/form.png", "data/filled.png", "data/confirmation.png",
]  # fmt: skip


def test_these_are_all_files(bag: Path) -> None:
    assert files_of(bag) == sorted(FILES)


@pytest.mark.parametrize("harm", HARMS)
def test_harm_to_any_file_is_found_and_named(archive: Archive, pristine: Path, harm: str) -> None:
    for file in FILES:
        shutil.rmtree(archive.path)
        shutil.copytree(pristine, archive.path)
        bag = archive.entries()[1].path
        HARMS[harm](bag / file)
        found = named(bag)
        assert found & {file, file + "/"} or (file == TAG_MANIFEST and found), (harm, file)


def test_any_two_files_exchanged_are_both_named(bag: Path) -> None:
    for first, second in itertools.combinations(FILES, 2):
        before = (bag / first).read_bytes(), (bag / second).read_bytes()
        (bag / first).write_bytes(before[1])
        (bag / second).write_bytes(before[0])
        found = named(bag)
        # Of a manifest that is none, no file can be held against: it is named itself.
        expected = {first, second} & {"manifest-sha256.txt"} or {first, second}
        assert found if TAG_MANIFEST in (first, second) else expected <= found, (first, second)
        (bag / first).write_bytes(before[0])
        (bag / second).write_bytes(before[1])
    assert named(bag) == set()


ADDED = [
    *("extra.txt", "data/extra.png", "data/.hidden", ".DS_Store", "fetch.txt", "data/é.png"),
    *("manifest-md5.txt",),
    *("tagmanifest-sha512.txt", "data/FORM.PNG", "data/form.png ", "data/a\nb", "data/\x1b[31m"),
    *("LIMITS.TXT",),
    *("data/form.png.part", "-rf", "data/-rf", "data/%41.png", "data/con"),
]


@pytest.mark.parametrize("where", ADDED)
def test_an_added_file_is_named_whatever_it_is(bag: Path, where: str) -> None:
    for make in (Path.touch, Path.mkdir, os.mkfifo, lambda path: path.symlink_to("bagit.txt")):
        path = bag / where
        make(path)
        assert named(bag) & {where, where + "/"}, where
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    assert named(bag) == set()


# Attempts


def check_all(archive: Archive) -> set[str]:
    """Name every attempt with which something is wrong, as `archive verify` does."""
    damaged = {entry.id for entry in archive.entries() if entry.sealed and verify_bag(entry.path)}
    return damaged | set(archive.check_chain())


def test_any_attempt_but_the_newest_that_is_removed_replaced_or_written_anew_is_named(
    archive: Archive, pristine: Path, tmp_path: Path
) -> None:
    def write_anew(bag: Path) -> None:
        (bag / "LIMITS.txt").write_text("something else\n")
        reseal(bag)

    def seal_again(bag: Path) -> None:
        """Put another attempt of the same name in its place, sealed by the program itself."""
        other = tmp_path / "other"
        shutil.rmtree(other, ignore_errors=True)
        other.mkdir(mode=0o700)
        work = WorkFolder.create(other, bag.name)
        work.add("form.png", picture(9))
        made = work.seal(record_of(work, {}))
        shutil.rmtree(bag)
        shutil.copytree(made, bag)

    harms: list[Callable[[Path], object]] = [
        shutil.rmtree,
        write_anew,
        seal_again,
        lambda bag: bag.rename(bag.with_name(bag.name + ".unsealed")),
        lambda bag: bag.rename(bag.with_name("20261122T140311Z-facebook-0a1b2c")),
        lambda bag: bag.rename(bag.with_name("aside")),
        lambda bag: (shutil.rmtree(bag), bag.write_bytes(b"")),
        lambda bag: (
            bag.rename(tmp_path / f"moved-{bag.name}"),
            bag.symlink_to(tmp_path / f"moved-{bag.name}"),
        ),
    ]
    for number, harm in enumerate(harms):
        for index in range(3):
            shutil.rmtree(archive.path)
            shutil.copytree(pristine, archive.path)
            target = archive.entries()[index].path
            harm(target)
            assert target.name in check_all(archive), (number, index)


def test_attempts_exchanged_are_both_named(archive: Archive) -> None:
    paths = [entry.path for entry in archive.entries()]
    aside = archive.path / "aside"
    for first, second in itertools.combinations(paths, 2):
        for expected in ({first.name, second.name}, set()):  # there and back
            first.rename(aside)
            second.rename(first)
            aside.rename(second)
            assert check_all(archive) == expected


# The judges


JUDGE = """
import sys, bagit, logging
logging.disable()
for line in sys.stdin:
    try:
        bagit.Bag(line[:-1]).validate()
        print("good", flush=True)
    except Exception:
        print("bad", flush=True)
"""


@pytest.fixture
def judge() -> Iterator[Callable[[Path], bool]]:
    """Give the library of the format's authors, in a process of its own: tells whether a bag is good."""
    with subprocess.Popen(
        [sys.executable, "-c", JUDGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout

        def ask(bag: Path) -> bool:
            process.stdin.write(f"{bag}\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return process.stdout.readline() == "good\n"  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


def sums_hold(bag: Path) -> bool:
    return all(
        subprocess.run(
            ["sha256sum", "--check", "--strict", "--status", manifest],
            cwd=bag,
            capture_output=True,
            check=False,
        ).returncode
        == 0
        for manifest in ("manifest-sha256.txt", TAG_MANIFEST)
    )


def test_bagit_and_sha256sum_find_nothing_that_we_do_not(
    archive: Archive, pristine: Path, judge: Callable[[Path], bool]
) -> None:
    bag = archive.entries()[1].path
    assert judge(bag)
    assert sums_hold(bag)
    for (harm, do), file in itertools.product(HARMS.items(), FILES):
        if harm in ("a FIFO", "a device"):
            continue  # both read for ever
        shutil.rmtree(archive.path)
        shutil.copytree(pristine, archive.path)
        do(bag / file)
        is_content = harm not in ("a symlink", "renamed") and file != TAG_MANIFEST
        sums, library = sums_hold(bag), judge(bag)
        assert verify_bag(bag)
        # What either can see at all, a listed file with other content, both see.
        assert not (is_content and sums), (harm, file)
        assert not (is_content and library), (harm, file)


def test_bagit_and_sha256sum_agree_on_flipped_bytes(bag: Path, judge: Callable[[Path], bool]) -> None:
    for number, (file, index, bits) in enumerate(flips(bag, 97)):
        if file == TAG_MANIFEST and number % 13:
            continue
        path = bag / file
        content = path.read_bytes()
        path.write_bytes(content[:index] + bytes([content[index] ^ bits]) + content[index + 1 :])
        assert verify_bag(bag), (file, index)
        if file != TAG_MANIFEST:  # of which bagit and sha256sum accept other spellings
            assert not judge(bag), (file, index)
            assert not sums_hold(bag), (file, index)
        path.write_bytes(content)
    assert judge(bag)
    assert sums_hold(bag)
