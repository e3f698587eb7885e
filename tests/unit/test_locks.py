"""Disks that cannot lock files, as homes on a network often are: said before anything is at stake, never waited for."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest
from evidence_samples import seal_one

from helper.browser import launch
from helper.doctor import check_archive
from helper.errors import ArchiveProblem, BrowserProblem
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.locks import NO_LOCKS

pytestmark = pytest.mark.filterwarnings("error")  # none may reach the person's terminal

ANSWERS = sorted(NO_LOCKS)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which an earlier run left a lock's file behind."""
    monkeypatch.setattr(launch, "profiles_dir", lambda: tmp_path / "profiles")
    return tmp_path


def without_locks(monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    def refuse(*_: object) -> None:
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.parametrize("answer", ANSWERS, ids=errno.errorcode.get)
def test_a_profile_there_is_refused_with_its_place_and_leaves_nothing(
    disk: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    without_locks(monkeypatch, answer)
    with pytest.raises(BrowserProblem) as caught, launch.fresh_profile():
        pytest.fail("no browser may start there")
    assert caught.value.key == "profile_no_locks"
    assert caught.value.values["path"] == disk / "profiles"
    assert list((disk / "profiles").iterdir()) == []


@pytest.mark.parametrize("answer", ANSWERS, ids=errno.errorcode.get)
def test_an_archive_there_is_refused_at_once_also_with_an_old_lock_file(
    disk: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    archive = Archive(disk / "archive")
    bag = seal_one(archive)
    (archive.path / ".lock").touch()
    without_locks(monkeypatch, answer)
    with pytest.raises(ArchiveProblem, match="archive_no_locks"):
        archive.begin("facebook")
    assert verify_bag(bag) == []
    problem = check_archive(archive.path).problem
    assert problem, "the doctor tries what an attempt will do"
    assert problem.key == "archive_no_locks"


def test_an_attempt_that_begins_at_the_same_moment_sweeps_no_profile_that_is_being_made(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = launch._write_preferences

    def begin_another(profile: Path) -> None:
        assert launch.sweep_profiles(disk / "profiles") == 0
        write(profile)

    monkeypatch.setattr(launch, "_write_preferences", begin_another)
    with launch.fresh_profile() as profile:
        assert profile.is_dir()


def test_with_locks_a_profile_is_there_until_the_end(disk: Path) -> None:
    with launch.fresh_profile() as profile:
        assert launch.sweep_profiles(disk / "profiles") == 0, "it is in use"
        assert profile.is_dir()
    assert list((disk / "profiles").iterdir()) == []
    assert check_archive(disk / "archive").problem is None
