"""Browsers that do not start, above all those that may not use our folders (snap, flatpak): named, and found by the doctor."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from helper.browser import launch
from helper.browser.find import FoundBrowser
from helper.doctor import HealthStatus, check_browser
from helper.errors import BrowserProblem, Exit

# What Chromium 156 writes when it may not write into its profile (tried on 2026-11-27).
SNAP = r"""#!/bin/sh
for each in "$@"; do
  case "$each" in
    --version) echo "Chromium 156.0.1"; exit ;;
    --user-data-dir=*) place="${each#--user-data-dir=}" ;;
  esac
done
echo "[1:1:1127/130000.0:ERROR:process_singleton_posix.cc:353] Failed to create $place/SingletonLock: Permission denied (13)" >&2
echo "[1:1:1127/130000.0:ERROR:chrome_main_delegate.cc:520] Failed to create a ProcessSingleton for your profile directory." >&2
exit 21
"""
BROKEN = SNAP.replace("Permission denied (13)", "File exists (17)")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(launch, "profiles_dir", lambda: tmp_path / "profiles")
    return tmp_path


def stand_in(folder: Path, script: str) -> Path:
    path = folder / "chromium"
    path.write_text(script, encoding="utf-8")
    path.chmod(0o700)
    return path


def start(path: Path) -> str:
    """Start a browser as the doctor does, beside whatever loop other tests keep alive; gives the error's key."""
    keys = []

    def run() -> None:
        try:
            asyncio.run(launch.start_once(FoundBrowser("other", path)))
        except BrowserProblem as problem:
            keys.append(problem.key)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return "".join(keys)


def test_a_browser_that_ends_as_it_starts_is_started_once_more_and_not_again(place: Path) -> None:
    starts = place / "starts"
    script = BROKEN.replace("for each", f"echo >>{starts}\nfor each", 1)
    assert start(stand_in(place, script)) == "launch"
    assert len(starts.read_text().splitlines()) == 2
    assert list((place / "profiles").iterdir()) == []
    starts.unlink()
    assert (
        start(stand_in(place, script.replace("File exists (17)", "Permission denied (13)")))
        == "launch_confined"
    )
    assert len(starts.read_text().splitlines()) == 1, "it would be kept out again"


@pytest.mark.parametrize(("script", "key"), [(SNAP, "launch_confined"), (BROKEN, "launch")])
def test_a_browser_that_may_not_use_our_folder_is_told_from_one_that_is_broken(
    place: Path, script: str, key: str
) -> None:
    assert start(stand_in(place, script)) == key
    assert list((place / "profiles").iterdir()) == []


# By itself: of a driver that ended at once Playwright leaves a transport open, which a later test would be blamed for.
DRIVERLESS = """
import asyncio, pathlib, playwright._impl.transport as transport
from helper.browser import find, launch
from helper.errors import BrowserProblem
transport.compute_driver_executable = lambda: ("false", "")
try:
    asyncio.run(launch.start_once(find.FoundBrowser("other", pathlib.Path("false"))))
except BrowserProblem as problem:
    print(problem.key)
"""


def test_a_driver_that_ends_at_once_is_told_as_a_browser_that_does_not_start() -> None:
    done = subprocess.run([sys.executable, "-c", DRIVERLESS], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "launch", done.stderr


def test_the_doctor_starts_the_browser_and_says_what_an_attempt_would(place: Path) -> None:
    async def refuse(found: FoundBrowser) -> None:
        raise BrowserProblem("launch_confined", browser=found.path, path=place)

    check = check_browser(str(stand_in(place, SNAP)), start=refuse)
    assert (check.status, check.exit) == (HealthStatus.FAIL, Exit.BROWSER)
    assert check.problem
    assert check.problem.key == "launch_confined"


@pytest.mark.parametrize(
    ("said", "is_kept_out"),
    [
        ("Failed to create {profile}/SingletonLock: Permission denied (13)", True),
        ("[pid=7][err] mkdir {profile}/Default: Read-only file system", True),
        ("Cannot open {profile}: Operation not permitted", True),
        ("Failed to create {profile}/SingletonLock: File exists (17)", False),
        ("{profile}\n/dev/dri/card0: Permission denied", False),  # a graphics card, which is nothing to us
        ("", False),
    ],
)
def test_only_our_own_folder_counts(place: Path, said: str, is_kept_out: bool) -> None:
    assert launch.is_kept_out(place, said.format(profile=place)) == is_kept_out


def test_a_browser_that_leaves_our_folder_as_it_was_keeps_its_files_elsewhere(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "profiles_dir", lambda: place)
    with launch.fresh_profile() as profile:  # with all that we write into it ourselves
        assert not launch.is_used(profile, "linux")
        assert launch.is_used(profile, "win32"), "there is nothing that confines it"
        (profile / "SingletonLock").symlink_to("nowhere")
        assert launch.is_used(profile, "linux")
