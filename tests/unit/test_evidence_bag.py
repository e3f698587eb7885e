"""What is written while an attempt runs, the bag that it becomes, and what verification finds."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from evidence_samples import BEGAN_AT, NAMES, picture, record_of, reseal, seal_one

from helper.errors import ArchiveProblem
from helper.evidence.bag import render_manifest
from helper.evidence.store import Archive
from helper.evidence.verify import Damage, DamageKind, verify_bag
from helper.evidence.work import WorkFolder


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def work(archive: Archive) -> WorkFolder:
    return archive.begin("facebook")


@pytest.fixture
def bag(archive: Archive) -> Path:
    return seal_one(archive)


def kinds(damage: list[Damage]) -> set[tuple[str, str]]:
    return {(item.kind.value, item.file) for item in damage}


def judge(bag: Path) -> bool:
    """Ask the library of the format's authors; in a process of its own, since it changes directory."""
    code = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"
    return (
        subprocess.run([sys.executable, "-c", code, str(bag)], capture_output=True, check=False).returncode
        == 0
    )


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


# Tampering

FILES = [
    "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "LIMITS.txt",
    "LIMITES.txt", "data/record.json", "data/journal.jsonl", *(f"data/{name}" for name in NAMES),
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_deleted_file_is_named(bag: Path, file: str) -> None:
    (bag / file).unlink()
    assert ("missing", file) in kinds(verify_bag(bag))


@pytest.mark.parametrize("file", FILES)
def test_a_renamed_file_is_named_under_both_names(bag: Path, file: str) -> None:
    (bag / file).rename(bag / (file + ".bak"))
    expected = {("missing", file), ("added", file + ".bak")}
    if file.startswith("tagmanifest"):
        expected = {("missing", file)}  # without it, nothing says which other tag files belong
    assert expected <= kinds(verify_bag(bag))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_truncated_file_is_named(bag: Path, file: str, share: float) -> None:
    os.truncate(bag / file, int((bag / file).stat().st_size * share))
    found = verify_bag(bag)
    # Nothing speaks for the last manifest but itself: what it no longer lists shows its loss.
    assert file in {item.file for item in found} or (file.startswith("tagmanifest") and found)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_grew_is_named(bag: Path, file: str) -> None:
    with (bag / file).open("ab") as out:
        out.write(b"x")
    assert file in {item.file for item in verify_bag(bag)}


def test_swapped_files_are_both_named(bag: Path) -> None:
    first, second = bag / "data" / NAMES[0], bag / "data" / NAMES[1]
    first.rename(bag / "x")
    second.rename(first)
    (bag / "x").rename(second)
    assert kinds(verify_bag(bag)) == {("changed", f"data/{NAMES[0]}"), ("changed", f"data/{NAMES[1]}")}


@pytest.mark.parametrize(
    "place", ["extra.txt", "data/extra.png", "data/.hidden", ".DS_Store", "data/a\nb\x1b"]
)
def test_an_added_file_is_named(bag: Path, place: str) -> None:
    (bag / place).write_bytes(b"")
    assert kinds(verify_bag(bag)) == {("added", place)}


@pytest.mark.parametrize("place", ["extra", "data/sub", "metadata"])
def test_an_added_folder_is_named(bag: Path, place: str) -> None:
    (bag / place).mkdir()
    (bag / place / "x").write_bytes(b"")
    assert kinds(verify_bag(bag)) == {("added", place + "/")}


def test_a_name_that_is_not_utf8_is_named(bag: Path) -> None:
    with open(os.fsencode(bag) + b"/data/\xff.png", "wb"):  # noqa: PTH123  bytes
        pass
    assert kinds(verify_bag(bag)) == {("added", "data/\udcff.png")}


def test_a_bag_under_the_name_of_another_is_found(archive: Archive) -> None:
    first, second = seal_one(archive), seal_one(archive)
    shutil.rmtree(second)
    first.rename(second)
    assert kinds(verify_bag(second)) == {("malformed", "bag-info.txt"), ("malformed", "data/record.json")}


def test_a_copy_elsewhere_is_intact(bag: Path, tmp_path: Path) -> None:
    shutil.copytree(bag, tmp_path / "for my lawyer")
    assert verify_bag(tmp_path / "for my lawyer") == []


def test_all_damage_is_collected_with_what_was_expected_and_found(bag: Path) -> None:
    content = picture(77)
    expected = hashlib.sha256((bag / "data/form.png").read_bytes()).hexdigest()
    (bag / "data/form.png").write_bytes(content)
    (bag / "data/filled.png").unlink()
    (bag / "data/new.png").write_bytes(b"")
    (bag / "LIMITS.txt").write_bytes(b"?")
    found = verify_bag(bag)
    assert kinds(found) == {
        ("changed", "data/form.png"),
        ("missing", "data/filled.png"),
        ("added", "data/new.png"),
        ("changed", "LIMITS.txt"),
    }
    assert Damage(DamageKind.CHANGED, "data/form.png", expected, hashlib.sha256(content).hexdigest()) in found


# Forged bags: every sum is right, and still something is wrong


def test_a_picture_exchanged_with_all_sums_disagrees_with_the_record(bag: Path) -> None:
    (bag / "data/form.png").write_bytes(picture(99))
    reseal(bag)
    assert judge(bag)
    assert kinds(verify_bag(bag)) == {("changed", "data/form.png")}


def test_a_picture_removed_with_all_sums_is_missed_by_the_record(bag: Path) -> None:
    (bag / "data/form.png").unlink()
    reseal(bag)
    assert kinds(verify_bag(bag)) == {("missing", "data/form.png")}


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b"\xff", b'{"schema": 1}', b"null"])
def test_a_record_that_is_none_is_malformed(bag: Path, content: bytes) -> None:
    (bag / "data/record.json").write_bytes(content)
    reseal(bag)
    assert ("malformed", "data/record.json") in kinds(verify_bag(bag))


@pytest.mark.parametrize("path", ["../../x", "/etc/passwd", "data/../../x", "a/b", "..", "C:\\x", ""])
def test_a_record_that_points_out_of_the_bag_is_unsafe(bag: Path, path: str) -> None:
    record = json.loads((bag / "data/record.json").read_text())
    record["evidence"][0]["path"] = path
    (bag / "data/record.json").write_text(json.dumps(record))
    reseal(bag)
    assert DamageKind.UNSAFE in {item.kind for item in verify_bag(bag)}


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../../../etc/passwd", "data/../bagit.txt", "data/..", "~/x", "data\\x", "C:/x"]
)
def test_a_manifest_that_points_out_of_the_bag_is_unsafe_and_not_followed(bag: Path, path: str) -> None:
    manifest = bag / "manifest-sha256.txt"
    lines = [*manifest.read_text().splitlines(), f"{'0' * 64}  {path}"]
    manifest.write_text("".join(f"{line}\n" for line in sorted(lines, key=lambda line: line.split("  ")[1])))
    assert ("unsafe", path) in kinds(verify_bag(bag))


@pytest.mark.parametrize("place", ["data/link.png", "link.txt"])
def test_a_symlink_is_unsafe(bag: Path, tmp_path: Path, place: str) -> None:
    (bag / place).symlink_to("/etc/hostname")
    assert kinds(verify_bag(bag)) == {("unsafe", place)}


@pytest.mark.parametrize("file", FILES)
def test_a_file_replaced_by_a_symlink_to_its_content_is_unsafe(bag: Path, tmp_path: Path, file: str) -> None:
    (bag / file).rename(tmp_path / "moved")
    (bag / file).symlink_to(tmp_path / "moved")
    assert ("unsafe", file) in kinds(verify_bag(bag))
    assert not any(item.kind is DamageKind.MISSING and item.file == file for item in verify_bag(bag))


def test_devices_fifos_and_sockets_are_unsafe_and_do_not_block(
    bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(bag / "data/fifo")
    monkeypatch.chdir(bag / "data")  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert kinds(verify_bag(bag)) == {("unsafe", "data/fifo"), ("unsafe", "data/socket")}


def test_a_folder_of_the_bag_replaced_by_a_symlink_is_unsafe(bag: Path, tmp_path: Path) -> None:
    (bag / "data").rename(tmp_path / "moved")
    (bag / "data").symlink_to(tmp_path / "moved")
    assert kinds(verify_bag(bag)) == {("unsafe", "data/")}
    link = tmp_path / "link"
    link.symlink_to(bag)
    assert kinds(verify_bag(link)) == {("unsafe", ".")}


def test_what_is_no_folder_or_absent_is_damage_not_an_exception(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert kinds(verify_bag(tmp_path / "file")) == {("unsafe", ".")}
    assert kinds(verify_bag(tmp_path / "absent")) == {("missing", ".")}
    (tmp_path / "empty").mkdir()
    assert kinds(verify_bag(tmp_path / "empty")) == {("missing", "data/")}


def test_a_bag_to_be_fetched_is_unsafe(bag: Path) -> None:
    (bag / "fetch.txt").write_text("https://example.org/x - data/x\n")
    reseal(bag)
    assert kinds(verify_bag(bag)) == {("unsafe", "fetch.txt")}


def test_a_payload_that_claims_another_size_is_found(bag: Path) -> None:
    info = bag / "bag-info.txt"
    info.write_text(info.read_text().replace("Payload-Oxum: ", "Payload-Oxum: 1"))
    tags = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in bag.iterdir() if path.is_file()
    }
    del tags["tagmanifest-sha256.txt"]
    (bag / "tagmanifest-sha256.txt").write_text(render_manifest(tags))
    assert kinds(verify_bag(bag)) == {("malformed", "bag-info.txt")}


def test_a_file_larger_than_the_whole_payload_is_not_read(bag: Path) -> None:
    os.truncate(bag / "data/form.png", 10**13)  # sparse; reading it would take an hour
    assert kinds(verify_bag(bag)) == {("changed", "data/form.png")}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 2_000_000, b"", b"\n" * 50, b"a: b\r\n"])
@pytest.mark.parametrize(
    "file", ["manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt", "bagit.txt"]
)
def test_a_tag_file_of_nonsense_is_damage_not_an_exception(bag: Path, file: str, content: bytes) -> None:
    (bag / file).write_bytes(content)
    assert verify_bag(bag) != []


def test_a_file_that_cannot_be_read_is_damage(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path, *rest, **more):
        if str(path).endswith("form.png"):
            raise PermissionError(errno.EACCES, "no")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert kinds(verify_bag(bag)) == {("malformed", "data/form.png")}
