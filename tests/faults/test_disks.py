"""Real disks and real rights: full, read-only, of somebody else. They need root; without it these tests fail and say so."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from evidence_samples import picture, record_of, seal_one
from failing_disk import acknowledged, in_child

from helper.errors import ArchiveProblem
from helper.evidence.recovery import seal_later
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.texts import Texts

NOBODY = 65534


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"mounting needs root (CAP_SYS_ADMIN); run the tests as root: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(place))
    yield place
    while place.is_mount():
        unmount(place)


def unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def make_read_only(place: Path) -> None:
    """Put a read-only view of a disk over itself: also what has files open there cannot make or name any."""
    mount("--bind", str(place), str(place))
    mount("-o", "remount,bind,ro", str(place))


def large_picture(shade: int) -> bytes:
    return picture(shade) + bytes(30_000)


def write_until_full(archive: Archive) -> None:
    """Make attempts until the disk takes no more."""
    for _ in range(100):
        work = archive.begin("facebook")
        try:
            saved = {
                f"form{shade}.png": work.add(f"form{shade}.png", large_picture(shade)) for shade in range(3)
            }
            work.seal(record_of(work, {}, evidence=[{"path": name, "kind": "form", "sha256": digest,
                "captured_at": "2026-11-22T14:04:00Z", "url": None} for name, digest in saved.items()]))  # fmt: skip
        finally:
            work.close()
    pytest.fail("the disk was never full")


@pytest.mark.parametrize("ballast", range(0, 100_000, 5_000))
def test_a_full_disk_is_said_and_all_that_was_sealed_is_whole(disk: Path, ballast: int) -> None:
    (disk / "ballast").write_bytes(bytes(ballast))
    archive = Archive(disk / "archive")
    with pytest.raises(ArchiveProblem) as caught:
        write_until_full(archive)
    assert caught.value.key == "archive_full"
    sealed = [entry for entry in archive.entries() if entry.sealed]
    assert len(sealed) > 5
    assert all(verify_bag(entry.path) == [] for entry in sealed)
    assert archive.check_chain() == {}
    # Deleting makes room, also where there is none for a tombstone; then everything works again.
    with suppress(ArchiveProblem):
        archive.delete(sealed[0])
    archive.tidy()
    assert sealed[0].id not in {entry.id for entry in archive.entries()}
    for entry in archive.entries():
        if not entry.sealed:
            seal_later(archive.path, entry.id)
    assert verify_bag(seal_one(archive)) == []
    assert archive.check_chain() == {}


def test_a_disk_that_became_read_only_is_said_and_can_be_read(disk: Path) -> None:
    archive = Archive(disk / "archive")
    bag, dead = seal_one(archive), archive.begin("facebook")
    dead.close()
    make_read_only(disk)
    for act in (
        lambda: archive.begin("facebook"),
        lambda: archive.delete(archive.find(bag.name)),
        lambda: seal_later(archive.path, dead.id),
        archive.tidy,
    ):
        with pytest.raises(ArchiveProblem) as caught:
            act()
        assert caught.value.key == "archive_read_only"
        assert "le disque est en lecture seule" in " ".join(Texts.load("fr").explain(caught.value))
    assert verify_bag(bag) == []
    assert archive.check_chain() == {}
    assert [entry.id for entry in archive.entries()] == sorted([bag.name, dead.id])


def test_an_attempt_whose_disk_becomes_read_only_keeps_what_it_has(disk: Path) -> None:
    archive = Archive(disk / "archive")
    work = archive.begin("facebook")
    work.add("form.png", picture())
    make_read_only(disk)
    for act in (
        lambda: work.add("more.png", b""),
        lambda: work.note("x"),
        lambda: work.seal(record_of(work, {})),
    ):
        with pytest.raises(ArchiveProblem):
            act()
    unmount(disk)
    work.close()
    assert verify_bag(seal_later(archive.path, work.id)[0]) == []


def as_nobody(path: Path) -> list[str]:
    """Try to use an archive as another user; gives the key of the error."""

    def run(pipe: int) -> None:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            Archive(path).begin("facebook")
        except ArchiveProblem as error:
            os.write(pipe, error.key.encode() + b"\n")

    child, reading = in_child(run)
    said = acknowledged(reading)
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_place(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that another user can reach."""
    if os.geteuid() != 0:
        pytest.fail("becoming another user needs root; run the tests as root")
    place = Path("/var/tmp") / f"optout-assist-{os.getpid()}"
    place.mkdir(mode=0o755)
    place.chmod(0o755)
    yield place
    subprocess.run(["rm", "-rf", str(place)], check=True)


@pytest.mark.parametrize(
    ("owner", "mode", "key"),
    [
        (0, 0o755, "archive_of_another_user"),
        (NOBODY, 0o500, "archive_read_only"),
        (NOBODY, 0o777, "archive_open_to_others"),
        (NOBODY, 0o720, "archive_open_to_others"),
    ],
)
def test_the_rights_of_a_folder_decide_whether_it_is_used(
    open_place: Path, owner: int, mode: int, key: str
) -> None:
    folder = open_place / "archive"
    folder.mkdir()
    os.chown(folder, owner, owner)
    folder.chmod(mode)
    assert as_nobody(folder) == [key]
    assert list(folder.iterdir()) == []


def test_a_folder_in_which_nothing_can_be_made_is_said(open_place: Path) -> None:
    assert as_nobody(open_place / "archive") == ["archive_read_only"]


def test_a_folder_of_one_s_own_is_used(open_place: Path) -> None:
    folder = open_place / "archive"
    folder.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    assert as_nobody(folder) == []
    assert len([path for path in folder.iterdir() if path.name.endswith(".unsealed")]) == 1
