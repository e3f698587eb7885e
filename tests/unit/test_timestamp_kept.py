"""Time stamps on the disk: whole or not at all, beside the bag and never in it, and every change to them is named."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from bag_samples import archive, bag
from evidence_samples import files_in, reseal, seal_one
from failing_disk import failing_calls
from time_authority import Authority, authority

from helper.errors import ArchiveProblem
from helper.evidence import files
from helper.evidence.additions import SUMS, ids_beside
from helper.evidence.ids import is_id
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.timestamps import stamps
from helper.timestamps.judgement import StampVerdict, judge, make_request
from helper.timestamps.stamps import check_stamps, keep_stamp, read_data, stamps_folder

__all__ = ["archive", "authority", "bag", "failing_calls"]  # fixtures


def keep(bag: Path, authority: Authority, data: bytes | None = None) -> Path:
    data = read_data(bag) if data is None else data
    request = make_request(data)
    reply = authority.stamp(request)
    stamp = judge(reply, request, data)
    contents = (request, reply, stamp.chain_pem, b"openssl ts -verify\n")
    return keep_stamp(bag, dict(zip(stamps.FILES, contents, strict=True)))


def test_it_lies_beside_the_bag_and_the_bag_is_untouched(bag: Path, authority: Authority) -> None:
    before = files_in(bag)
    path = keep(bag, authority)
    assert path == bag.parent / f"{bag.name}.timestamps" / "01"
    assert files_in(bag) == before
    assert verify_bag(bag) == []
    (kept,) = check_stamps(bag, [authority.root.certificate])
    assert kept.stamp
    assert (kept.name, kept.stamp.verdict, kept.damage) == ("01", StampVerdict.GOOD, ())


def test_only_the_person_can_read_it(bag: Path, authority: Authority) -> None:
    path = keep(bag, authority)
    for one in (path.parent, path, *path.iterdir()):
        expected = 0o700 if one.is_dir() else 0o600
        assert stat.S_IMODE(one.stat().st_mode) == expected


def test_the_archive_does_not_take_it_for_an_attempt(bag: Path, authority: Authority) -> None:
    keep(bag, authority)
    archive = Archive(bag.parent)
    assert [entry.path for entry in archive.entries()] == [bag]
    assert archive.find(bag.name[:12]).path == bag
    assert archive.find("last").path == bag
    assert not is_id(stamps_folder(bag).name)
    assert archive.begin("facebook").path.parent == bag.parent


def test_several_are_kept_in_their_order(bag: Path, authority: Authority) -> None:
    paths = [keep(bag, authority) for _ in range(3)]
    assert [path.name for path in paths] == ["01", "02", "03"]
    assert [kept.name for kept in check_stamps(bag)] == ["01", "02", "03"]
    assert {kept.stamp.verdict for kept in check_stamps(bag) if kept.stamp} == {StampVerdict.UNVOUCHED}


def test_without_any_there_is_nothing_to_say(bag: Path) -> None:
    assert not stamps_folder(bag).exists()
    assert check_stamps(bag) == []


def test_a_bag_that_was_made_anew_is_found_by_its_time_stamp_alone(bag: Path, authority: Authority) -> None:
    keep(bag, authority)
    (bag / "data" / "journal.jsonl").write_text("{}\n")
    reseal(bag)
    assert verify_bag(bag) == []
    (kept,) = check_stamps(bag, [authority.root.certificate])
    assert kept.stamp
    assert kept.stamp.verdict is StampVerdict.WRONG_HASH


def test_the_time_stamp_of_another_attempt_is_found(bag: Path, authority: Authority) -> None:
    other = seal_one(Archive(bag.parent), "instagram")
    keep(other, authority)
    shutil.copytree(stamps_folder(other), stamps_folder(bag))
    (kept,) = check_stamps(bag)
    assert kept.stamp
    assert kept.stamp.verdict is StampVerdict.WRONG_HASH


def test_time_stamps_of_a_bag_that_is_gone_are_of_nothing(bag: Path, authority: Authority) -> None:
    keep(bag, authority)
    shutil.rmtree(bag)
    assert ids_beside(bag.parent, ".timestamps") == {bag.name}
    (kept,) = check_stamps(bag)
    assert kept.stamp
    assert kept.stamp.verdict is StampVerdict.WRONG_HASH


def test_every_flipped_byte_of_every_file_is_found(bag: Path, authority: Authority) -> None:
    path = keep(bag, authority)
    for file in path.iterdir():
        content = file.read_bytes()
        for at in range(0, len(content), 7):
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            (kept,) = check_stamps(bag)
            assert kept.stamp is None, (file.name, at)
            assert kept.damage
        file.write_bytes(content)
    assert check_stamps(bag)[0].stamp


@pytest.mark.parametrize("name", [*stamps.FILES, SUMS])
def test_a_missing_a_longer_and_a_linked_file_are_named(bag: Path, authority: Authority, name: str) -> None:
    path = keep(bag, authority) / name
    content = path.read_bytes()

    def found() -> set[tuple[str, str]]:
        (kept,) = check_stamps(bag)
        assert kept.stamp is None
        return {(damage.kind, damage.file.rpartition("/")[2]) for damage in kept.damage}

    path.unlink()
    assert ("missing", name) in found()
    path.symlink_to("/etc/passwd")
    assert ("malformed", name) in found()
    path.unlink()
    os.mkfifo(path)
    assert ("malformed", name) in found()
    path.unlink()
    path.write_bytes(b"0" * 2_000_000)
    assert ("malformed", name) in found()
    path.write_bytes(content + b"\n")
    assert {kind for kind, _ in found()} <= {"changed", "malformed"}


def test_what_was_added_renamed_or_removed_is_named(bag: Path, authority: Authority) -> None:
    one, two = keep(bag, authority), keep(bag, authority)

    def damage() -> set[tuple[str, str]]:
        return {(d.kind, d.file.partition("/")[2]) for kept in check_stamps(bag) for d in kept.damage}

    (two / "more").write_bytes(b"")
    assert damage() == {("added", "02/more")}
    (two / "more").unlink()
    one.rename(one.with_name("aside"))
    assert damage() == {("missing", "01"), ("added", "aside")}
    one.with_name("aside").rename(one)
    (one.parent / "note.txt").write_bytes(b"")
    assert damage() == {("added", "note.txt")}
    (one.parent / "note.txt").unlink()
    (one.parent / "03").write_bytes(b"")
    assert damage() == {("unsafe", "03")}


@pytest.mark.parametrize("kind", ["file", "link", "foreign"])
def test_something_else_in_place_of_the_folder_is_named_and_not_written_to(
    bag: Path, authority: Authority, tmp_path: Path, kind: str
) -> None:
    folder = stamps_folder(bag)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if kind == "file":
        folder.write_bytes(b"")
    elif kind == "link":
        folder.symlink_to(elsewhere)
    else:
        folder.symlink_to(tmp_path / "nowhere")
    (kept,) = check_stamps(bag)
    assert [damage.kind for damage in kept.damage] == ["unsafe"]
    with pytest.raises(ArchiveProblem):
        keep(bag, authority)
    assert list(elsewhere.iterdir()) == []


def test_what_a_killed_run_left_is_no_time_stamp_and_is_swept(bag: Path, authority: Authority) -> None:
    left = stamps_folder(bag) / "01.part"
    left.mkdir(parents=True, mode=0o700)
    (left / "reply.tsr").write_bytes(b"0")
    assert check_stamps(bag) == []
    assert keep(bag, authority).name == "01"
    assert [path.name for path in stamps_folder(bag).iterdir()] == ["01"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("has_one", [False, True])
def test_an_error_at_any_call_to_the_disk_leaves_a_whole_time_stamp_or_none(
    bag: Path, authority: Authority, failing_calls: dict[str, int], number: int, has_one: bool
) -> None:
    data = read_data(bag)
    request = make_request(data)
    contents = dict.fromkeys(stamps.FILES, b"x") | {
        stamps.REQUEST: request,
        stamps.REPLY: authority.stamp(request),
    }
    before = files_in(bag)

    def fresh() -> None:
        failing_calls["at"] = 0
        shutil.rmtree(stamps_folder(bag), ignore_errors=True)
        if has_one:
            keep_stamp(bag, contents)
        failing_calls["made"] = 0

    fresh()
    keep_stamp(bag, contents)
    count = failing_calls["made"]
    assert count > 20
    for at in range(1, count + 1):
        fresh()
        failing_calls.update(at=at, errno=number)
        try:
            keep_stamp(bag, contents)
            is_told = False
        except ArchiveProblem:  # anything else would be a bug
            is_told = True
        failing_calls["at"] = 0
        found = check_stamps(bag)
        assert all(kept.stamp and kept.stamp.verdict is StampVerdict.UNVOUCHED for kept in found), at
        assert len(found) in (int(has_one), int(has_one) + 1)
        assert is_told or len(found) == int(has_one) + 1, at
    assert files_in(bag) == before
    keep_stamp(bag, contents)


def test_the_sums_are_a_file_that_sha256sum_reads(bag: Path, authority: Authority) -> None:
    path = keep(bag, authority)
    ran = subprocess.run(["sha256sum", "-c", SUMS], cwd=path, check=False, capture_output=True, text=True)
    assert ran.returncode == 0
    assert ran.stdout.count(": OK") == len(stamps.FILES)
    assert hashlib.sha256((path / stamps.REPLY).read_bytes()).hexdigest() in (path / SUMS).read_text()


def test_two_runs_at_once_get_a_number_each(bag: Path, authority: Authority) -> None:
    with files.commit_lock(bag.parent), pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "LOCK_SECONDS", 0.05)
        with pytest.raises(ArchiveProblem, match="archive_busy"):
            keep(bag, authority)
    assert keep(bag, authority).name == "01"
