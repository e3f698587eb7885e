"""Every kind of damage to a sealed bag is found and named, and a forged bag is none the better for right sums."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from bag_samples import archive, bag, judge, kinds
from evidence_samples import NAMES, picture, reseal, seal_one

from helper.evidence.bag import render_manifest
from helper.evidence.store import Archive
from helper.evidence.verify import Damage, DamageKind, verify_bag

__all__ = ["archive", "bag"]  # fixtures


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


@pytest.mark.parametrize("file", FILES)
def test_a_file_replaced_by_a_folder_is_missing_and_the_folder_added(bag: Path, file: str) -> None:
    (bag / file).unlink()
    (bag / file).mkdir()
    assert {("missing", file), ("added", file + "/")} <= kinds(verify_bag(bag))


@pytest.mark.parametrize("file", ["bagit.txt", "bag-info.txt", "LIMITS.txt", "manifest-sha256.txt"])
def test_a_huge_file_beside_the_payload_is_named_unread(bag: Path, file: str) -> None:
    os.truncate(bag / file, 10**13)  # sparse; reading it would take an hour
    assert ("changed", file) in kinds(verify_bag(bag))


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


@pytest.mark.parametrize("elsewhere", ["instagram", "<script>", "", "Facebook"])
def test_a_record_of_another_service_is_malformed_for_verify_as_for_every_command(
    archive: Archive, bag: Path, elsewhere: str
) -> None:
    assert verify_bag(bag) == []
    record = json.loads((bag / "data/record.json").read_text())
    (bag / "data/record.json").write_text(json.dumps(record | {"service": elsewhere}))
    reseal(bag)
    assert kinds(verify_bag(bag)) == {("malformed", "data/record.json")}
    assert archive.find(bag.name).record is None


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
