"""Sealing later and deleting, when the disk fails or the program dies at any call: nothing is lost, nothing comes back."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from evidence_samples import picture, seal_one
from failing_disk import ERRNOS, acknowledged, count_calls, ending, failing, file_system, in_child

from helper.errors import ArchiveProblem
from helper.evidence.recovery import seal_later
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag

pytestmark = pytest.mark.thorough  # minutes; what may befall an attempt itself is tried by `make test` too

PICTURE = hashlib.sha256(picture(5)).hexdigest()


def seal(archive: Archive, attempt_id: str) -> None:
    seal_later(archive.path, attempt_id)


def delete(archive: Archive, attempt_id: str) -> None:
    archive.tidy()
    if attempt_id in {entry.id for entry in archive.entries()}:
        archive.delete(archive.find(attempt_id))


@pytest.fixture
def template(tmp_path: Path) -> tuple[Path, str, str]:
    """Make an archive of three attempts, the second one dead; gives the names of the first and of the dead one."""
    archive = Archive(tmp_path / "template")
    first = seal_one(archive, names=("form.png",)).name
    (archive.path / f"{first}.timestamps").mkdir()
    (archive.path / f"{first}.timestamps/reply.tsr").write_bytes(b"x")
    dead = archive.begin("instagram")
    dead.add("form.png", picture(5))
    dead.close()
    with (dead.path / "data/journal.jsonl").open("ab") as journal:
        journal.write(b'{"torn')
    (dead.path / "filled.png.part").write_bytes(b"half")
    seal_one(archive, names=("form.png",))
    return archive.path, first, dead.id


def copied(template: Path, to: Path) -> Archive:
    shutil.copytree(template, to)
    return Archive(to)


def check_nothing_is_lost(archive: Archive, dead: str) -> None:
    """Assert that what is called sealed verifies, and that the picture of the dead attempt is where it was."""
    for entry in archive.entries():
        assert not entry.sealed or verify_bag(entry.path) == []
    (entry,) = [entry for entry in archive.entries() if entry.id == dead]
    assert hashlib.sha256((entry.path / "data/form.png").read_bytes()).hexdigest() == PICTURE
    assert archive.check_chain() == {}


def check_it_is_gone(archive: Archive, attempt_id: str) -> None:
    assert [path.name for path in archive.path.iterdir() if attempt_id in path.name] == [
        f"{attempt_id}.deleted"
    ]
    assert archive.check_chain() == {}


def check_the_others(archive: Archive, attempt_id: str) -> None:
    for entry in archive.entries():
        if entry.id != attempt_id and entry.sealed:
            assert verify_bag(entry.path) == []
    assert archive.check_chain() == {}


SOMETIMES = [False, pytest.param(True, marks=pytest.mark.slow)]


@pytest.mark.parametrize("lasting", SOMETIMES, ids=["once", "from-then-on"])
@pytest.mark.parametrize("code", ERRNOS)
def test_an_error_at_any_call_of_sealing_later_loses_nothing(
    tmp_path: Path, template: tuple[Path, str, str], code: str, lasting: bool
) -> None:
    source, _, dead = template
    calls = count_calls(lambda: seal(copied(source, tmp_path / "counted"), dead))
    sealed = 0
    for broken in range(1, calls + 1):
        archive = copied(source, tmp_path / str(broken))
        with file_system(failing(code, broken, lasting=lasting)), suppress(ArchiveProblem):
            seal(archive, dead)
        check_nothing_is_lost(archive, dead)
        if archive.find(dead).sealed:
            sealed += 1
        else:
            seal(archive, dead)  # once the disk works again
            check_nothing_is_lost(archive, dead)
        shutil.rmtree(archive.path)
    assert 0 < sealed < calls


@pytest.mark.parametrize("lasting", SOMETIMES, ids=["once", "from-then-on"])
@pytest.mark.parametrize("code", ERRNOS)
@pytest.mark.parametrize("which", ["sealed", "unsealed"])
def test_an_error_at_any_call_of_a_deletion_leaves_the_attempt_or_an_end_that_comes_later(
    tmp_path: Path, template: tuple[Path, str, str], which: str, code: str, lasting: bool
) -> None:
    source, first, dead = template
    target = first if which == "sealed" else dead
    calls = count_calls(lambda: delete(copied(source, tmp_path / "counted"), target))
    for broken in range(1, calls + 1):
        archive = copied(source, tmp_path / str(broken))
        with file_system(failing(code, broken, lasting=lasting)), suppress(ArchiveProblem):
            delete(archive, target)
        check_the_others(archive, target)
        for entry in archive.entries():
            assert not entry.sealed or verify_bag(entry.path) == [], "half of it under its own name"
        delete(archive, target)
        check_it_is_gone(archive, target)
        shutil.rmtree(archive.path)


@pytest.mark.parametrize("which", ["seal", "delete sealed", "delete unsealed"])
def test_an_end_at_any_call_can_be_made_good(
    tmp_path: Path, template: tuple[Path, str, str], which: str
) -> None:
    source, first, dead = template
    act, target = (seal, dead) if which == "seal" else (delete, first if which == "delete sealed" else dead)
    calls = count_calls(lambda: act(copied(source, tmp_path / "counted"), target))
    for last in range(1, calls + 1):
        archive = copied(source, tmp_path / str(last))

        def run(pipe: int, archive: Archive = archive, last: int = last) -> None:
            del pipe
            with file_system(ending(last)):
                act(archive, target)

        child, reading = in_child(run)
        acknowledged(reading)
        os.waitpid(child, 0)
        check_the_others(archive, target)
        seal_one(archive)  # the next run is not hindered
        if which != "seal":
            delete(archive, target)
            check_it_is_gone(archive, target)
        elif not archive.find(dead).sealed:
            seal(archive, dead)
        if which == "seal":
            check_nothing_is_lost(archive, dead)
        shutil.rmtree(archive.path)
