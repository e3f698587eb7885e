"""Attempts vouch for each other, and a deletion is told from damage."""

from __future__ import annotations

import json
import os
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from bag_samples import archive
from evidence_samples import picture, record_of, reseal, seal_one

from helper.errors import ArchiveProblem
from helper.evidence import bag
from helper.evidence.chain import previous_of, unnamed_attempts
from helper.evidence.files import sha256_of
from helper.evidence.store import Archive
from helper.evidence.tombstones import Tombstone
from helper.evidence.verify import verify_bag

__all__ = ["archive"]  # fixtures


@pytest.fixture
def bags(archive: Archive) -> list[Path]:
    return [seal_one(archive, service) for service in ("facebook", "instagram", "threads", "facebook")]


def wrong(archive: Archive) -> dict[str, set[str]]:
    """Give what is wrong between attempts."""
    return {one: {str(item.kind) for item in damage} for one, damage in archive.check_chain().items()}


def test_each_attempt_names_the_one_sealed_before_it(bags: list[Path]) -> None:
    assert previous_of(bags[0]) == ()
    for earlier, later in pairwise(bags):
        assert previous_of(later) == ((earlier.name, sha256_of(earlier / bag.TAG_MANIFEST)),)


def test_it_is_the_order_of_sealing_that_counts(archive: Archive) -> None:
    slow, quick = archive.begin("facebook"), archive.begin("instagram")
    first = quick.seal(record_of(quick, {}))
    second = slow.seal(record_of(slow, {}))
    assert [one.id for one in previous_of(second)] == [first.name]


def test_an_intact_chain_has_nothing_wrong(archive: Archive, bags: list[Path]) -> None:
    assert wrong(archive) == {}
    assert Archive(archive.path / "none").check_chain() == {}


def test_bags_from_before_there_was_a_chain_stay_valid_and_are_vouched_for(
    archive: Archive, bags: list[Path]
) -> None:
    for one in bags:
        info = one / bag.INFO
        info.write_text(
            "".join(line for line in info.read_text().splitlines(True) if bag.PREVIOUS not in line)
        )
        reseal(one)
        assert verify_bag(one) == []
    assert wrong(archive) == {}
    last = seal_one(archive)
    assert {one.id for one in previous_of(last)} == {one.name for one in bags}
    shutil.rmtree(bags[2])
    assert wrong(archive) == {bags[2].name: {"removed"}}


@pytest.mark.parametrize("index", range(3))
def test_a_removed_attempt_is_named(archive: Archive, bags: list[Path], index: int) -> None:
    shutil.rmtree(bags[index])
    assert wrong(archive) == {bags[index].name: {"removed"}}


def test_the_newest_can_be_removed_unseen_as_the_limits_say(archive: Archive, bags: list[Path]) -> None:
    shutil.rmtree(bags[-1])
    assert wrong(archive) == {}


@pytest.mark.parametrize("index", range(3))
def test_an_attempt_written_anew_with_all_its_sums_is_named(
    archive: Archive, bags: list[Path], index: int
) -> None:
    path = bags[index] / "data/record.json"
    path.write_text(path.read_text().replace("Merci", "Refus"))
    reseal(bags[index])
    assert verify_bag(bags[index]) == []
    assert wrong(archive) == {bags[index].name: {"replaced"}}


def test_exchanged_attempts_are_both_named(archive: Archive, bags: list[Path]) -> None:
    bags[0].rename(archive.path / "aside")
    bags[1].rename(bags[0])
    (archive.path / "aside").rename(bags[1])
    assert wrong(archive) == {bags[0].name: {"replaced"}, bags[1].name: {"replaced"}}


def test_an_attempt_hidden_as_unsealed_is_named(archive: Archive, bags: list[Path]) -> None:
    bags[1].rename(bags[1].with_name(bags[1].name + ".unsealed"))
    assert wrong(archive) == {bags[1].name: {"removed"}}


def test_a_link_cut_out_of_an_attempt_is_named(archive: Archive, bags: list[Path]) -> None:
    """The one that lost its link is not what its successor names."""
    info = bags[1] / bag.INFO
    info.write_text("".join(line for line in info.read_text().splitlines(True) if bag.PREVIOUS not in line))
    reseal(bags[1])
    assert wrong(archive) == {bags[1].name: {"replaced"}}


@pytest.mark.parametrize(
    "link", ["", "x", "None", "20261122T140311Z-facebook-7f3a9c", "../../x " + "0" * 64, "none, none"]
)
def test_a_link_that_is_none_is_malformed(bags: list[Path], link: str) -> None:
    info = bags[1] / bag.INFO
    before = info.read_text()
    info.write_text(before[: before.index(bag.PREVIOUS)] + f"{bag.PREVIOUS}: {link}\n")
    reseal(bags[1])
    assert ("malformed", bag.INFO) in {(item.kind, item.file) for item in verify_bag(bags[1])}


def test_damage_elsewhere_does_not_hinder_sealing(archive: Archive, bags: list[Path]) -> None:
    (bags[1] / bag.INFO).write_bytes(b"\xff")
    (bags[2] / bag.TAG_MANIFEST).unlink()
    shutil.rmtree(bags[3])
    bags[3].write_bytes(b"")
    (archive.path / "20261122T140311Z-facebook-0a1b2c").symlink_to("/etc")
    (archive.path / "20261122T140311Z-facebook-0a1b2d.deleted").write_bytes(b"{")
    seal_one(archive)


def test_a_copy_that_is_handed_on_verifies_alone(bags: list[Path], tmp_path: Path) -> None:
    shutil.copytree(bags[2], tmp_path / "elsewhere" / bags[2].name)
    assert verify_bag(tmp_path / "elsewhere" / bags[2].name) == []


# Deleting


@pytest.mark.parametrize("index", range(4))
def test_a_deleted_attempt_is_gone_and_the_chain_still_verifies(
    archive: Archive, bags: list[Path], index: int
) -> None:
    archive.delete(archive.find(bags[index].name))
    left = [path.name for path in archive.path.iterdir() if path.name.startswith(bags[index].name)]
    assert left == [f"{bags[index].name}.deleted"]
    assert wrong(archive) == {}
    assert archive.deleted() == [bags[index].name]
    assert bags[index].name not in {entry.id for entry in archive.entries()}
    following = seal_one(archive)
    assert wrong(archive) == {}
    expected = bags[3].name
    assert [one.id for one in previous_of(following)] == [expected]


def test_all_can_be_deleted_and_a_new_attempt_goes_on(archive: Archive, bags: list[Path]) -> None:
    for entry in archive.entries():
        archive.delete(entry)
    assert archive.entries() == []
    assert wrong(archive) == {}
    assert [one.id for one in previous_of(seal_one(archive))] == [bags[-1].name]


def test_a_tombstone_has_nothing_of_the_person(archive: Archive) -> None:
    sealed = seal_one(archive)
    sum_of_it = sha256_of(sealed / bag.TAG_MANIFEST)
    archive.delete(archive.find("last"))
    text = (archive.path / f"{sealed.name}.deleted").read_text()
    assert set(json.loads(text)) == {
        "schema",
        "id",
        "deleted_at",
        "tag_manifest_sha256",
        "was_changed",
        "previous",
    }
    assert Tombstone.model_validate_json(text).tag_manifest_sha256 == sum_of_it
    assert not any(word in text for word in ("ana@", "example", "submitted", "Merci"))
    assert (archive.path / f"{sealed.name}.deleted").stat().st_mode & 0o077 == 0


def test_what_lies_beside_an_attempt_goes_with_it(archive: Archive, bags: list[Path], tmp_path: Path) -> None:
    stamps = archive.path / f"{bags[1].name}.timestamps"
    (stamps / "01").mkdir(parents=True)
    (stamps / "01/reply.tsr").write_bytes(b"x")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/precious").write_bytes(b"x")
    (stamps / "link").symlink_to(tmp_path / "outside")
    others = archive.path / f"{bags[2].name}.timestamps"
    others.mkdir()
    archive.delete(archive.find(bags[1].name))
    assert not stamps.exists()
    assert others.exists()
    assert (tmp_path / "outside/precious").exists()


@pytest.mark.parametrize("place", ["", "data"])
def test_a_symlink_in_place_of_a_folder_is_removed_and_not_followed(
    archive: Archive, bags: list[Path], tmp_path: Path, place: str
) -> None:
    (bags[1] / place).rename(tmp_path / "outside")
    (bags[1] / place).symlink_to(tmp_path / "outside")
    before = sorted(tmp_path.joinpath("outside").rglob("*"))
    archive.delete(archive.find(bags[1].name))
    assert not os.path.lexists(bags[1])
    assert sorted(tmp_path.joinpath("outside").rglob("*")) == before
    assert wrong(archive) == {}


def test_an_unsealed_attempt_is_deleted_too(archive: Archive, bags: list[Path]) -> None:
    work = archive.begin("facebook")
    work.add("form.png", picture())
    work.close()
    archive.delete(archive.find(work.id))
    assert [path.name for path in archive.path.iterdir() if work.id in path.name] == [f"{work.id}.deleted"]
    seal_one(archive)
    assert wrong(archive) == {}


def test_a_damaged_attempt_can_be_deleted_and_is_no_alarm_for_ever(
    archive: Archive, bags: list[Path]
) -> None:
    (bags[1] / bag.TAG_MANIFEST).write_bytes(b"?")
    (bags[2] / bag.TAG_MANIFEST).unlink()
    for one in bags[1:3]:
        archive.delete(archive.find(one.name))
    assert wrong(archive) == {}
    assert Tombstone.model_validate_json((archive.path / f"{bags[1].name}.deleted").read_text()).was_changed


def test_a_name_is_not_given_twice_even_after_a_deletion(tmp_path: Path) -> None:
    from evidence_samples import BEGAN_AT

    rest = iter(["aaaaaa", "aaaaaa", "bbbbbb"])
    archive = Archive(tmp_path, lambda: BEGAN_AT, lambda _: next(rest))
    seal_one(archive)
    archive.delete(archive.find("last"))
    assert archive.begin("facebook").id.endswith("bbbbbb")


# Tombstones that somebody changed


def test_a_removed_tombstone_is_named(archive: Archive, bags: list[Path]) -> None:
    archive.delete(archive.find(bags[1].name))
    (archive.path / f"{bags[1].name}.deleted").unlink()
    assert wrong(archive) == {bags[1].name: {"removed"}}


def test_a_tombstone_with_another_sum_is_named(archive: Archive, bags: list[Path]) -> None:
    archive.delete(archive.find(bags[1].name))
    path = archive.path / f"{bags[1].name}.deleted"
    document = json.loads(path.read_text())
    for digest in ("0" * 64, None):
        path.write_text(json.dumps({**document, "tag_manifest_sha256": digest}))
        assert wrong(archive) == {bags[1].name: {"replaced"}}


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"schema": 1}'])
def test_a_tombstone_that_is_none_is_named(archive: Archive, bags: list[Path], content: bytes) -> None:
    archive.delete(archive.find(bags[1].name))
    path = archive.path / f"{bags[1].name}.deleted"
    path.write_bytes(content)
    assert wrong(archive) == {bags[1].name: {"malformed"}}
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert wrong(archive) == {bags[1].name: {"malformed"}}


def test_a_tombstone_of_another_attempt_is_named(archive: Archive, bags: list[Path]) -> None:
    for index in (1, 2):
        archive.delete(archive.find(bags[index].name))
    first, second = (archive.path / f"{bags[index].name}.deleted" for index in (1, 2))
    first.write_bytes(second.read_bytes())
    assert wrong(archive) == {bags[1].name: {"malformed"}}


def test_the_chain_that_a_deleted_attempt_held_holds_on(archive: Archive, bags: list[Path]) -> None:
    archive.delete(archive.find(bags[2].name))
    shutil.rmtree(bags[1])
    assert wrong(archive) == {bags[1].name: {"removed"}}


def test_an_attempt_brought_back_from_a_backup_is_welcome(
    archive: Archive, bags: list[Path], tmp_path: Path
) -> None:
    shutil.copytree(bags[1], tmp_path / "backup")
    archive.delete(archive.find(bags[1].name))
    shutil.copytree(tmp_path / "backup", bags[1])
    assert wrong(archive) == {}
    seal_one(archive)  # which sweeps
    assert bags[1].exists()
    assert archive.deleted() == []


def test_the_folder_of_an_archive_that_cannot_be_listed_is_said(
    archive: Archive, bags: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(ArchiveProblem) as caught:
        archive.check_chain()
    assert caught.value.key == "archive_unreadable"


def test_the_list_of_those_to_name_has_an_end(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helper.evidence.chain.MOST_NAMED", 2)
    bags = [seal_one(archive) for _ in range(4)]
    for one in bags:
        info = one / bag.INFO
        info.write_text(
            "".join(line for line in info.read_text().splitlines(True) if bag.PREVIOUS not in line)
        )
    assert [one.id for one in unnamed_attempts(archive.path)] == sorted(one.name for one in bags)[-2:]
