"""The archive's promise when the disk fails or the program dies: a complete bag, or a folder marked unsealed.

Every call to the file system is made to fail, in turn and in every way; then the program is ended at every call.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from evidence_samples import NAMES, picture, record_of, seal_one

from helper.errors import ArchiveProblem
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.evidence.work import UNSEALED

CALLS = (
    "open", "close", "write", "fsync", "ftruncate", "unlink", "rename", "replace", "mkdir", "rmdir",
    "listdir", "scandir", "stat", "lstat", "fstat",
)  # fmt: skip
ERRNOS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")


@contextmanager
def file_system(at_call: Callable[[str, int], None]) -> Iterator[list[str]]:
    """Call `at_call(name, number)` before each call to the file system; gives the list of the calls made."""
    made: list[str] = []

    def wrap(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            made.append(name)
            if name == "close":  # also a close that reports an error has closed
                real(*arguments, **named)
            at_call(name, len(made))
            # The real fsync would only cost time: what is looked at afterwards is what the system knows, not the disk.
            return None if name in {"close", "fsync"} else real(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        yield made


def attempt(archive: Path, saved: dict[str, str]) -> Path:
    """Run an attempt; `saved` receives each picture that was acknowledged."""
    work = Archive(archive).begin("facebook")
    for shade, name in enumerate(NAMES):
        work.note("capture", name=name)
        saved[name] = work.add(name, picture(shade))
    work.add("mistake.png", b"secret")
    work.discard("mistake.png")
    return work.seal(record_of(work, saved), {"about.txt": "what\n"})


def check_promise(archive: Path, saved: dict[str, str]) -> tuple[list[Path], list[Path]]:
    """Assert that all that is called sealed verifies, and that what was acknowledged is on the disk, whole."""
    entries = Archive(archive).entries()
    sealed = [entry.path for entry in entries if entry.sealed]
    unsealed = [entry.path for entry in entries if not entry.sealed]
    for bag in sealed:
        assert verify_bag(bag) == []
    for folder in sealed + unsealed:
        data = folder / "data"
        if not data.exists():  # ended between the two folders
            assert not saved
            continue
        sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data.glob("*.png")}
        assert sums.items() >= saved.items()
        # No half picture, and only the one in hand may be there without having been acknowledged.
        whole = {hashlib.sha256(picture(shade)).hexdigest() for shade in range(len(NAMES))}
        assert set(sums.values()) <= whole | {hashlib.sha256(b"secret").hexdigest()}
        for path in folder.rglob("*"):
            assert path.lstat().st_mode & 0o077 == 0
    return sealed, unsealed


def count_calls(tmp_path: Path) -> int:
    with file_system(lambda _name, _number: None) as made:
        attempt(tmp_path / "counted", {})
    return len(made)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("code", ERRNOS)
def test_an_error_at_any_call_leaves_a_whole_bag_or_an_unsealed_folder(
    tmp_path: Path, code: str, lasting: bool
) -> None:
    number = getattr(errno, code)
    outcomes = {"sealed": 0, "unsealed": 0, "nothing": 0}
    calls = count_calls(tmp_path)
    assert calls > 100
    for broken in range(1, calls + 1):

        def fail(_name: str, call: int, broken: int = broken) -> None:
            if call == broken or (lasting and call > broken):
                raise OSError(number, os.strerror(number))

        archive = tmp_path / str(broken)
        saved: dict[str, str] = {}
        bag = None
        with file_system(fail), suppress(ArchiveProblem):  # any other exception fails the test
            bag = attempt(archive, saved)
        sealed, unsealed = check_promise(archive, saved)
        assert len(sealed) + len(unsealed) <= 1
        if bag is not None:
            assert sealed == [bag]
        elif saved:
            assert sealed or unsealed
        outcomes["sealed" if sealed else "unsealed" if unsealed else "nothing"] += 1
    assert min(outcomes.values()) > 0, outcomes


@pytest.mark.parametrize("code", ERRNOS)
def test_after_an_error_at_any_call_the_attempt_goes_on_and_can_be_sealed(tmp_path: Path, code: str) -> None:
    """One picture that could not be saved costs that picture, not the attempt."""
    number = getattr(errno, code)
    work = Archive(tmp_path / "counted").begin("facebook")
    with file_system(lambda _name, _number: None) as made:
        work.note("capture")
        work.add("form.png", picture())
        work.add("mistake.png", b"secret")
        work.discard("mistake.png")
        work.seal(record_of(work, {"form.png": hashlib.sha256(picture()).hexdigest()}))
    for broken in range(1, len(made) + 1):

        def fail(_name: str, call: int, broken: int = broken) -> None:
            if call == broken:
                raise OSError(number, os.strerror(number))

        work = Archive(tmp_path / str(broken)).begin("facebook")
        saved: dict[str, str] = {}
        bag = None
        with file_system(fail):
            with suppress(ArchiveProblem):
                work.note("capture")
            with suppress(ArchiveProblem):
                saved["form.png"] = work.add("form.png", picture())
            with suppress(ArchiveProblem):
                work.add("mistake.png", b"secret")
                work.discard("mistake.png")
            with suppress(ArchiveProblem):
                bag = work.seal(record_of(work, saved))
        if bag is None and not work.is_sealed:
            bag = work.seal(record_of(work, saved))
        path = work.path
        assert verify_bag(path) == []
        assert not (path / "data/mistake.png").exists()
        lines = (path / "data/journal.jsonl").read_text().splitlines()
        assert {json.loads(line)["event"] for line in lines} >= {"begin", "seal"}


def test_a_disk_that_takes_bytes_in_pieces_gets_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, content: real(file, content[:7]))
    assert verify_bag(seal_one(Archive(tmp_path / "archive"))) == []


def test_a_disk_that_takes_nothing_is_an_error_and_no_endless_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Archive(tmp_path / "archive").begin("facebook")
    monkeypatch.setattr(os, "write", lambda _file, _content: 0)
    with pytest.raises(ArchiveProblem):
        work.add("form.png", picture())


def test_a_full_disk_cuts_a_journal_line_whole(tmp_path: Path) -> None:
    """Also when the full disk refuses to cut it: then the next note does."""
    work = Archive(tmp_path / "archive").begin("facebook")
    real = os.write

    def half(file: int, content: bytes) -> int:
        if len(content) < 20:
            raise OSError(errno.ENOSPC, "full")
        return real(file, content[: len(content) // 2])

    def refuse(_file: int, _size: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    for may_cut in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", half)
            if not may_cut:
                patch.setattr(os, "ftruncate", refuse)
            with pytest.raises(ArchiveProblem) as caught:
                work.note("lost", words="x" * 200)
            assert caught.value.key == "archive_full"
        if may_cut:
            assert (work.path / "data/journal.jsonl").read_bytes().endswith(b"\n")
        work.note("kept")
    bag = work.seal(record_of(work, {}))
    events = [json.loads(line)["event"] for line in (bag / "data/journal.jsonl").read_text().splitlines()]
    assert events == ["begin", "kept", "kept", "seal"]


def test_a_picture_that_may_not_be_durable_is_taken_back(tmp_path: Path) -> None:
    work = Archive(tmp_path / "archive").begin("facebook")
    synced: list[int] = []

    def fail(name: str, number: int) -> None:
        if name == "fsync":
            synced.append(number)
            if len(synced) == 2:  # the file's own succeeded, the folder's does not
                raise OSError(errno.EIO, "no")

    with file_system(fail), pytest.raises(ArchiveProblem):
        work.add("form.png", picture())
    assert [path.name for path in (work.path / "data").iterdir()] == ["journal.jsonl"]


def test_an_attempt_that_could_not_begin_leaves_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")

    def fail(name: str, _number: int) -> None:
        if name == "write":
            raise OSError(errno.ENOSPC, "full")

    with file_system(fail), pytest.raises(ArchiveProblem) as caught:
        archive.begin("facebook")
    assert caught.value.key == "archive_full"
    assert archive.entries() == []


def test_what_could_not_be_removed_at_once_is_removed_before_sealing(tmp_path: Path) -> None:
    work = Archive(tmp_path / "archive").begin("facebook")
    work.add("mistake.png", b"secret")

    def refuse(name: str, _number: int) -> None:
        if name == "unlink":
            raise OSError(errno.EIO, "no")

    with file_system(refuse), pytest.raises(ArchiveProblem):
        work.discard("mistake.png")
    bag = work.seal(record_of(work, {}))
    assert not (bag / "data/mistake.png").exists()
    assert verify_bag(bag) == []


def test_the_name_of_a_bag_is_given_after_everything_in_it_is_on_the_disk(tmp_path: Path) -> None:
    work = Archive(tmp_path / "archive").begin("facebook")
    digest = work.add("form.png", picture())
    with file_system(lambda _name, _number: None) as made:
        work.seal(record_of(work, {"form.png": digest}))
    renamed = made.index("rename")
    writes = [index for index, name in enumerate(made) if name in {"write", "replace"}]
    syncs = [index for index, name in enumerate(made) if name == "fsync"]
    assert max(writes) < max(sync for sync in syncs if sync < renamed)
    for placed in [index for index, name in enumerate(made) if name == "replace"]:
        written = max(index for index in range(placed) if made[index] == "write")
        assert any(written < sync < placed for sync in syncs), "a name is given to what is on the disk"
        assert any(placed < sync < renamed for sync in syncs)
    assert any(sync > renamed for sync in syncs), "the archive's own names are synced too"


# The program ends


def in_child(act: Callable[[int], None]) -> tuple[int, int]:
    """Run `act(pipe)` in a child process that ends without any clean-up; gives its id and the pipe to read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover
        try:
            os.close(reading)
            act(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def acknowledged(reading: int) -> list[str]:
    with os.fdopen(reading, "rb") as pipe:
        return [line.decode() for line in pipe.read().split(b"\n")[:-1]]


def test_an_end_at_any_call_leaves_a_whole_bag_or_an_unsealed_folder(tmp_path: Path) -> None:
    calls = count_calls(tmp_path)
    outcomes = {"sealed": 0, "unsealed": 0, "nothing": 0}
    for last in range(1, calls + 1):
        archive = tmp_path / str(last)

        def act(pipe: int, archive: Path = archive, last: int = last) -> None:
            class Telling(dict[str, str]):
                def __setitem__(self, name: str, digest: str) -> None:
                    super().__setitem__(name, digest)
                    real_write(pipe, f"{name} {digest}\n".encode())

            real_write = os.write

            def stop(_name: str, call: int) -> None:
                if call == last:
                    os._exit(0)

            with file_system(stop):
                attempt(archive, Telling())

        child, reading = in_child(act)
        saved = dict(line.split(" ") for line in acknowledged(reading))
        os.waitpid(child, 0)
        sealed, unsealed = check_promise(archive, saved)
        assert len(sealed) + len(unsealed) <= 1
        outcomes["sealed" if sealed else "unsealed" if unsealed else "nothing"] += 1
        seal_one(Archive(archive))  # the next run is not hindered, by a lock for instance
    assert min(outcomes.values()) > 0, outcomes


@pytest.mark.parametrize("kills", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path, kills: int) -> None:
    archive = tmp_path / "archive"
    chance = random.Random(20261122)  # noqa: S311  moments to kill at, the same in every run
    told: list[str] = []

    def act(pipe: int) -> None:
        while True:
            bag = attempt(archive, {})
            os.write(pipe, bag.name.encode() + b"\n")

    for _ in range(kills):
        child, reading = in_child(act)
        # A moment of the child's own work, not of the clock: it is killed in the midst of what follows an answer.
        first = b""
        while not first.endswith(b"\n"):
            first += os.read(reading, 1)
        spin = chance.randrange(200_000)
        while spin:
            spin -= 1
        os.kill(child, signal.SIGKILL)
        told += [first.decode().strip(), *acknowledged(reading)]
        os.waitpid(child, 0)
    sealed, unsealed = check_promise(archive, {})
    assert {bag.name for bag in sealed} >= set(told)
    assert len(told) >= kills
    assert unsealed, "no kill fell into an attempt: the test would prove nothing"


@pytest.mark.parametrize(("writers", "each"), [(6, 8), pytest.param(20, 50, marks=pytest.mark.slow)])
def test_parallel_writers_lose_and_mix_nothing(tmp_path: Path, writers: int, each: int) -> None:
    archive = tmp_path / "archive"

    def act(pipe: int) -> None:
        for _ in range(each):
            os.write(pipe, attempt(archive, {}).name.encode() + b"\n")

    children = [in_child(act) for _ in range(writers)]
    told = [name for _, reading in children for name in acknowledged(reading)]
    for child, _ in children:
        os.waitpid(child, 0)
    sealed, unsealed = check_promise(archive, {})
    assert len(told) == len(set(told)) == writers * each
    assert sorted(told) == [bag.name for bag in sealed]
    assert unsealed == []


# Tampering, byte by byte


@pytest.mark.parametrize("flips", [(0x01,), pytest.param((0x01, 0x20, 0x80, 0xFF), marks=pytest.mark.slow)])
def test_a_flip_of_any_byte_of_any_file_is_found_and_named(tmp_path: Path, flips: tuple[int, ...]) -> None:
    bag = seal_one(Archive(tmp_path / "archive"), names=("form.png",))
    flipped = 0
    for path in [path for path in bag.rglob("*") if path.is_file()]:
        content, file = path.read_bytes(), str(path.relative_to(bag))
        # In the quick run each byte of what nothing else speaks for, and every seventh of the rest.
        is_last_word = file == "tagmanifest-sha256.txt"
        step = 1 if is_last_word or len(flips) > 1 else 7
        for index in range(0, len(content), step):
            for flip in flips:
                path.write_bytes(content[:index] + bytes([content[index] ^ flip]) + content[index + 1 :])
                found = {item.file for item in verify_bag(bag)}
                assert found, (file, index)
                assert file in found or is_last_word, (file, index)
                flipped += 1
        path.write_bytes(content)
    assert verify_bag(bag) == []
    assert flipped > 500


def test_an_unsealed_folder_never_has_the_name_of_a_sealed_one(tmp_path: Path) -> None:
    work = Archive(tmp_path / "archive").begin("facebook")
    assert work.path.name == work.id + UNSEALED
