"""The archive's promise when the disk fails: a complete bag, or a folder marked unsealed.

Every call to the file system is made to fail, in turn and in every way.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from evidence_samples import picture, record_of, seal_one
from failing_disk import ERRNOS, attempt, check_promise, count_calls, failing, file_system

from helper.errors import ArchiveProblem
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.evidence.work import UNSEALED


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("code", ERRNOS)
def test_an_error_at_any_call_leaves_a_whole_bag_or_an_unsealed_folder(
    tmp_path: Path, code: str, lasting: bool
) -> None:
    outcomes = {"sealed": 0, "unsealed": 0, "nothing": 0}
    calls = count_calls(lambda: attempt(tmp_path / "counted", {}))
    assert calls > 100
    for broken in range(1, calls + 1):
        archive = tmp_path / str(broken)
        saved: dict[str, str] = {}
        bag = None
        # Any other exception fails the test.
        with file_system(failing(code, broken, lasting=lasting)), suppress(ArchiveProblem):
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
    work = Archive(tmp_path / "counted").begin("facebook")
    with file_system(lambda _name, _number: None) as made:
        work.note("capture")
        work.add("form.png", picture())
        work.add("mistake.png", b"secret")
        work.discard("mistake.png")
        work.seal(record_of(work, {"form.png": hashlib.sha256(picture()).hexdigest()}))
    for broken in range(1, len(made) + 1):
        work = Archive(tmp_path / str(broken)).begin("facebook")
        saved: dict[str, str] = {}
        bag = None
        with file_system(failing(code, broken, lasting=False)):
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


def test_an_unsealed_folder_never_has_the_name_of_a_sealed_one(tmp_path: Path) -> None:
    work = Archive(tmp_path / "archive").begin("facebook")
    assert work.path.name == work.id + UNSEALED
