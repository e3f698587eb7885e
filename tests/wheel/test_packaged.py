"""A packaged program (`make package`) is whole, stays by itself, and leaves every other program alone.

`make test-frozen` runs this; PACKAGED_PROGRAM names the program. Nothing here imports the program's own code.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_installed import HAS_X, HOMES, SOURCE, Run, display, run

__all__ = ["display", "run"]  # fixtures

PROGRAM = Path(os.environ["PACKAGED_PROGRAM"])
WINDOWED = PROGRAM.with_name(PROGRAM.name.replace("optout-assist", "optout-assist-window"))
KINDS = {"win32": {"windows"}, "darwin": {"mac"}}.get(sys.platform, {"deb", "tar"})
# What is brought along and has no terms in a file of its own.
FEW_TEXTS = 0.9


def content_of() -> Path:
    """Give the folder of what the program brings along."""
    places = (PROGRAM.parent / "_internal", PROGRAM.parent.parent / "Frameworks")
    return next(place for place in places if place.is_dir())


@pytest.fixture
def about(run: Run) -> dict[str, object]:
    document: dict[str, object] = json.loads(run("--json", "about", "--licences").stdout)
    return document


def test_every_file_of_the_source_that_is_no_code_is_there() -> None:
    there, missing = content_of(), []
    for package in ("helper", "flows"):
        for path in (SOURCE / package).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                place = there / path.relative_to(SOURCE)
                if not place.is_file() or place.read_bytes() != path.read_bytes():
                    missing.append(str(place))
    assert missing == []


def test_every_command_can_be_loaded(run: Run) -> None:
    documented = (SOURCE / "docs/en/commands.md").read_text("utf-8")
    names = re.findall(r"^### `optout-assist ([a-z]+(?:[ -][a-z]+)*)", documented, re.MULTILINE)
    assert len(names) > 20
    for name in names:
        shown = run(*name.split(), "--help")
        assert shown.returncode == 0, (name, shown.stderr)


def test_it_knows_how_it_was_installed(about: dict[str, object], run: Run) -> None:
    assert isinstance(about["installed"], dict)
    assert about["installed"]["kind"] in KINDS
    assert Path(about["installed"]["folder"]) in PROGRAM.resolve().parents
    checks = json.loads(run("--json", "doctor", DISPLAY="").stdout)["checks"]
    assert [one["status"] for one in checks if one["name"] in ("installed", "python", "packages")] == [
        "ok"
    ] * 3


def test_it_says_whose_everything_is_that_it_brings_along(about: dict[str, object]) -> None:
    parts = about["parts"]
    assert isinstance(parts, list)
    names = {one["name"].lower() for one in parts}
    assert names >= {
        "click",
        "cryptography",
        "playwright",
        "node.js",
        "playwright-core",
        "cpython",
        "pyinstaller",
    }
    assert "optout-assist" not in names
    assert not [one["name"] for one in parts if "GPL" in one["licence"] and " WITH " not in one["licence"]]
    assert sum(bool(one["texts"]) for one in parts) >= FEW_TEXTS * len(parts)


def test_what_it_starts_gets_the_environment_of_the_person(run: Run, tmp_path: Path) -> None:
    if not HAS_X:
        pytest.skip("a wrapper in sh")
    said = tmp_path / "environment"
    wrapper = tmp_path / "browser"
    wrapper.write_text(f'#!/bin/sh\nenv > "{said}"\necho "Chromium 1.2.3"\n', "utf-8")
    wrapper.chmod(0o700)
    run("doctor", "--browser", str(wrapper), DISPLAY=":0", LD_LIBRARY_PATH="/opt/theirs")
    lines = said.read_text("utf-8").splitlines()
    assert "LD_LIBRARY_PATH=/opt/theirs" in lines
    assert not [line for line in lines if line.startswith(("_PYI_", "LD_LIBRARY_PATH_ORIG"))]
    run("doctor", "--browser", str(wrapper), DISPLAY=":0")
    assert "LD_LIBRARY_PATH" not in said.read_text("utf-8")


def test_the_installer_of_a_browser_is_started_and_not_the_program_again(run: Run, tmp_path: Path) -> None:
    """It can download nothing here: what counts is that Playwright's installer says so, and that it ends."""
    ended = run(
        *("--json", "install-browser", "--again"),
        PLAYWRIGHT_DOWNLOAD_HOST="http://127.0.0.1:9",
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT="1000",
        PATH=str(tmp_path),
    )
    assert ended.returncode == 5, ended.stderr
    assert "127.0.0.1:9" in ended.stderr
    assert "No such command" not in ended.stderr


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give an archive with an attempt of an earlier version."""
    (golden,) = (SOURCE / "tests/golden/v1/first").glob("*-facebook-0a1b2c")
    target = tmp_path / "kept"
    target.mkdir(mode=0o700)
    shutil.copytree(golden, target / golden.name)
    return target


def test_evidence_is_verified_reported_and_put_into_a_calendar(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    kept = ("--archive", str(archive))
    assert run(*kept, "archive", "verify").returncode == 0
    report = run(*kept, "report", "--output", "report.html")
    assert report.returncode == 0, report.stderr
    assert (tmp_path / "report.html").stat().st_size > 5000
    # With no time zones but those that it brings along.
    days = run(*kept, "calendar", "--output", "days.ics", TZ="Europe/Paris")
    assert days.returncode == 0, days.stderr


@pytest.mark.skipif(not HAS_X, reason="a person's keyring is not for tests")
def test_a_keyring_that_is_not_there_is_said_and_is_no_bug(run: Run) -> None:
    assert run("account", "list", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere").returncode in (0, 8)


def test_without_standard_streams_it_works_all_the_same(tmp_path: Path) -> None:
    """As an icon starts it: nothing to read from, nobody to write to."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("OPTOUT_ASSIST_", "XDG_"))
    }
    environ |= {name: str(tmp_path) for name in HOMES}
    closed = "exec 0<&- 1>&- 2>&-; exec " if HAS_X else ""
    command = ["sh", "-c", f'{closed}"$0" "$@"', str(WINDOWED)] if HAS_X else [str(WINDOWED)]
    ended = subprocess.run([*command, "about"], cwd=tmp_path, env=environ, timeout=60, check=False)
    assert ended.returncode == 0


def test_the_second_name_starts_what_an_icon_stands_for(run: Run, tmp_path: Path) -> None:
    if not HAS_X:
        pytest.skip("opens a window")
    environ = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    refused = subprocess.run(
        [str(WINDOWED)],
        cwd=tmp_path,
        env=environ | {"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 5, refused.stderr  # it would have opened a window
