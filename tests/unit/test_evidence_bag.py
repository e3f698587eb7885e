"""What is written while an attempt runs, and the bag that it becomes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from bag_samples import archive, bag, judge, work
from evidence_samples import BEGAN_AT, NAMES, picture, record_of, seal_one

from helper.errors import ArchiveProblem
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.evidence.work import WorkFolder

__all__ = ["archive", "bag", "work"]  # fixtures


# While the attempt runs


def test_a_note_is_one_line_with_time_and_seconds(archive: Archive) -> None:
    ticks = iter([10.0, 11.5])
    work = WorkFolder(archive.path, "20261122T140311Z-facebook-7f3a9c", lambda: BEGAN_AT, lambda: next(ticks))
    (work.path / "data").mkdir(parents=True)
    work.note("state", state="form", at_page=BEGAN_AT, text="é\n\u2028\udcff\x1b")
    (line,) = (work.path / "data" / "journal.jsonl").read_bytes().split(b"\n")[:-1]
    assert json.loads(line) == {
        "at": "2026-11-22T14:03:11.000Z",
        "seconds": 1.5,
        "event": "state",
        "state": "form",
        "at_page": "2026-11-22T14:03:11.000Z",
        "text": "é\n\u2028\udcff\x1b",
    }


def test_a_note_may_not_pose_as_the_journal(work: WorkFolder) -> None:
    with pytest.raises(ValueError, match="at"):
        work.note("state", at="yesterday")


def test_what_is_added_is_on_the_disk_with_its_sum(work: WorkFolder) -> None:
    content = picture()
    assert work.add("form.png", content) == hashlib.sha256(content).hexdigest()
    assert (work.path / "data" / "form.png").read_bytes() == content


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "/etc/x", "a/b", "a\\b", "-rf", ".hidden", "Form.png", "é.png", "con", "nul.png", "a b",
     "x" * 300, "a\n", "a\0", "record.json", "journal.jsonl", "end."],
)  # fmt: skip
def test_only_plain_names_are_written(work: WorkFolder, name: str) -> None:
    with pytest.raises(ValueError, match="file name"):
        work.add(name, b"")


def test_a_name_is_used_once(work: WorkFolder) -> None:
    work.add("form.png", b"1")
    with pytest.raises(ValueError, match="file name"):
        work.add("form.png", b"2")


@pytest.mark.parametrize("place", ["data/form.png", "form.png.part"])
def test_a_symlink_in_the_way_harms_nothing(work: WorkFolder, tmp_path: Path, place: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (work.path / place).symlink_to(victim)
    with suppress(ArchiveProblem):
        work.add("form.png", b"new")
    assert victim.read_bytes() == b"precious"
    assert (work.path / "data/form.png").is_symlink() == (place == "data/form.png")


def test_a_journal_that_became_a_symlink_is_not_followed(work: WorkFolder, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (work.path / "data/journal.jsonl").unlink()
    (work.path / "data/journal.jsonl").symlink_to(victim)
    with pytest.raises(ArchiveProblem):
        work.note("state")
    assert victim.read_bytes() == b"precious"


def test_what_is_discarded_is_gone_and_its_name_is_free(work: WorkFolder) -> None:
    work.add("form.png", b"secret")
    work.discard("form.png")
    assert not (work.path / "data/form.png").exists()
    work.add("form.png", b"other")


def test_only_own_files_can_be_discarded(work: WorkFolder) -> None:
    with pytest.raises(ValueError, match="not a file"):
        work.discard("journal.jsonl")


# Sealing


def test_a_sealed_bag_satisfies_the_library_sha256sum_and_ourselves(bag: Path) -> None:
    assert verify_bag(bag) == []
    assert judge(bag)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        check = ["sha256sum", "--check", "--strict", "--status", manifest]
        assert subprocess.run(check, cwd=bag, check=False).returncode == 0


def test_a_sealed_bag_holds_what_the_contract_names(bag: Path) -> None:
    files = {str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file()}
    assert files == {
        "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "LIMITS.txt",
        "LIMITES.txt", "data/record.json", "data/journal.jsonl", *(f"data/{name}" for name in NAMES),
    }  # fmt: skip
    listed = (bag / "manifest-sha256.txt").read_text()
    assert [line.split("  ")[1] for line in listed.splitlines()] == sorted(
        f for f in files if f.startswith("data/")
    )
    info = (bag / "bag-info.txt").read_text()
    payload = [path.stat().st_size for path in (bag / "data").iterdir()]
    assert f"Payload-Oxum: {sum(payload)}.{len(payload)}\n" in info
    assert f"External-Identifier: {bag.name}\n" in info
    assert f"Bagging-Date: {dt.datetime.now(dt.UTC).date()}\n" in info
    assert json.loads((bag / "data/record.json").read_text())["id"] == bag.name


def test_a_sealed_attempt_takes_nothing_more(work: WorkFolder) -> None:
    work.seal(record_of(work, {}))
    for act in (lambda: work.note("x"), lambda: work.add("x.png", b""), lambda: work.discard("x.png")):
        with pytest.raises(RuntimeError):
            act()


def test_a_rehearsal_says_so_in_the_bag(archive: Archive) -> None:
    bag = seal_one(archive, rehearsal=True)
    assert "Rehearsal" in (bag / "bag-info.txt").read_text()


def test_the_record_of_another_attempt_is_not_sealed(archive: Archive, work: WorkFolder) -> None:
    with pytest.raises(ValueError, match="another attempt"):
        work.seal(record_of(archive.begin("facebook"), {}))


def test_what_changed_before_sealing_is_not_sealed(work: WorkFolder) -> None:
    digest = work.add("form.png", picture())
    (work.path / "data/form.png").write_bytes(b"forged")
    with pytest.raises(ArchiveProblem) as caught:
        work.seal(record_of(work, {"form.png": digest}))
    assert caught.value.key == "archive_unverified"
    assert caught.value.values["files"] == "data/form.png"
    assert work.path.name.endswith(".unsealed")


def test_a_stranger_s_file_is_neither_sealed_nor_removed(work: WorkFolder) -> None:
    stranger = work.path / "data" / "stranger\x1b.png"
    stranger.write_bytes(b"")
    with pytest.raises(ArchiveProblem) as caught:
        work.seal(record_of(work, {}))
    assert caught.value.values["files"] == "data/stranger\\u001b.png"
    assert stranger.exists()


def test_a_record_that_names_a_picture_that_is_not_there_is_not_sealed(work: WorkFolder) -> None:
    with pytest.raises(ArchiveProblem):
        work.seal(record_of(work, {"form.png": "0" * 64}))


def test_sealing_can_be_tried_again(work: WorkFolder) -> None:
    digest = work.add("form.png", picture())
    (work.path / "data/stranger").write_bytes(b"")
    with pytest.raises(ArchiveProblem):
        work.seal(record_of(work, {"form.png": digest}))
    (work.path / "data/stranger").unlink()
    bag = work.seal(record_of(work, {"form.png": digest}))
    assert judge(bag)
    assert verify_bag(bag) == []


def test_a_folder_that_took_the_name_is_not_overwritten(work: WorkFolder) -> None:
    squatter = work.path.with_name(work.id)
    squatter.mkdir()
    with pytest.raises(ArchiveProblem):
        work.seal(record_of(work, {}))
    assert list(squatter.iterdir()) == []
    assert work.path.name.endswith(".unsealed")
