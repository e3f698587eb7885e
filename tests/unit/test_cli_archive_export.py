"""`archive export`: a private file that unpacks to the bag, overwrites nothing, and holds nothing damaged."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest
from archive_command_samples import Run, answer, raise_of, run
from bag_samples import judge
from evidence_samples import kept, seal_one

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.store import Archive

__all__ = ["kept", "run"]  # fixtures


# export


def test_export_writes_a_private_zip_that_unpacks_to_the_bag(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag = seal_one(kept)
    target = tmp_path / "for my lawyer.zip"
    previous = os.umask(0)
    try:
        assert run("export", "last", str(target)).stdout == f"{target}\n"
    finally:
        os.umask(previous)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        for item in packed.infolist():
            assert item.filename.split("/")[0] in (bag.name, f"{bag.name}-copy")
            assert stat.S_ISREG(item.external_attr >> 16)
        packed.extractall(tmp_path / "unpacked")
    assert judge(tmp_path / "unpacked" / bag.name)


def test_export_goes_to_the_present_folder_by_default(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = seal_one(kept)
    monkeypatch.chdir(tmp_path)
    assert answer(run("export", "last", json=True)) == {
        "id": bag.name,
        "path": str(tmp_path / f"{bag.name}.zip"),
        "left_out": [],
    }
    assert (tmp_path / f"{bag.name}.zip").exists()


@pytest.mark.parametrize("kind", ["file", "symlink", "dangling", "folder"])
def test_export_overwrites_nothing(run: Run, kept: Archive, tmp_path: Path, kind: str) -> None:
    seal_one(kept)
    victim, target = tmp_path / "victim", tmp_path / "x.zip"
    victim.write_bytes(b"precious")
    if kind == "file":
        target.write_bytes(b"precious")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(victim if kind == "symlink" else tmp_path / "nowhere")
    with pytest.raises(UsageProblem, match="archive_export_exists"):
        raise_of(run("export", "last", str(target)))
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()
    assert kind != "file" or target.read_bytes() == b"precious"


def test_export_into_the_archive_would_damage_it_and_is_refused(
    run: Run, kept: Archive, tmp_path: Path
) -> None:
    bag = seal_one(kept)
    (tmp_path / "way").symlink_to(bag)
    for target in (bag / "x.zip", bag / "data" / "x.zip", kept.path / "x.zip", tmp_path / "way" / "x.zip"):
        with pytest.raises(UsageProblem, match="archive_export_inside"):
            raise_of(run("export", "last", str(target)))
    assert run("verify").return_value == 0


def test_export_refuses_what_is_damaged_or_not_sealed(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag, work = seal_one(kept), kept.begin("instagram")
    (bag / "data/form.png").write_bytes(b"")
    with pytest.raises(ArchiveProblem, match="archive_damaged"):
        raise_of(run("export", bag.name, str(tmp_path / "x.zip")))
    with pytest.raises(UsageProblem, match="archive_not_sealed"):
        raise_of(run("export", work.id, str(tmp_path / "x.zip")))
    assert not (tmp_path / "x.zip").exists()


def test_export_to_a_full_disk_leaves_no_half_file(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)

    def fail(_file: int) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(ArchiveProblem, match="archive_export_failed"):
            raise_of(run("export", "last", str(tmp_path / "x.zip")))
    assert not (tmp_path / "x.zip").exists()
    with pytest.raises(ArchiveProblem, match="archive_export_failed"):
        raise_of(run("export", "last", str(tmp_path / "absent" / "x.zip")))
