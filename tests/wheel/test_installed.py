"""The installed program does the main job by itself, with the source tree out of the way.

`make test-wheel` runs this against the wheel, `make test-frozen` against a packaged program, which PACKAGED_PROGRAM names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("PACKAGED_PROGRAM") or Path(sys.executable).parent / "optout-assist")
# What the systems call a home, and the folder of data on Windows.
HOMES = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA")
HAS_X = sys.platform.startswith("linux")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def display() -> Iterator[str]:
    """Give the display that is there, else one of our own."""
    if (name := os.environ.get("DISPLAY")) or not HAS_X:
        yield name or ""
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
        server.terminate()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed program in an empty folder with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPTOUT_ASSIST_", "PYTHON", "XDG_"))
        and name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }

    def start(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *arguments],
            cwd=tmp_path,
            env=clean | {name: str(home) for name in HOMES} | {"LANG": "C.UTF-8"} | environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=150,
            check=False,
        )

    return start


@pytest.mark.parametrize(("language", "words"), [("fr", "Commencer"), ("en", "Getting started")])
def test_the_documents_can_be_read(run: Run, language: str, words: str) -> None:
    listed = run("--lang", language, "explain")
    assert words in listed.stdout
    for line in listed.stdout.splitlines():
        assert len(run("--lang", language, "explain", line.split()[0]).stdout) > 1000


def test_help_in_french(run: Run) -> None:
    shown = run("--help", LANG="fr_FR.UTF-8").stdout
    assert shown.startswith("Utilisation\u00a0: optout-assist")
    assert "Regarder les preuves" in shown


def test_help_and_version(run: Run) -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for command in (
        "facebook",
        "instagram",
        "rehearse",
        "archive",
        "account",
        "doctor",
        "flows",
        "install-browser",
    ):
        assert f"\n  {command} " in shown.stdout
        assert run(command, "--help").returncode == 0
    version = re.search(
        r'^__version__ = "(.+)"$', (SOURCE / "helper/__init__.py").read_text("utf-8"), re.MULTILINE
    )
    assert version
    assert version[1] in run("--version").stdout


def test_the_flows_that_ship_are_good(run: Run) -> None:
    checked = run("flows", "check", "--json")
    assert checked.returncode == 0, checked.stdout
    assert json.loads(checked.stdout)["problems"] == []
    assert {one["service"] for one in json.loads(run("flows", "list", "--json").stdout)} >= {
        "facebook",
        "instagram",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_rehearsal_ends_in_a_sealed_bag(run: Run, display: str, tmp_path: Path, language: str) -> None:
    ended = run(
        *("--json", "--lang", language, "--archive", "kept", "rehearse", "--autopilot", "--cnil"),
        *("--linger", "1"),
        DISPLAY=display,
    )
    assert ended.returncode == 0, ended.stderr
    record = json.loads(ended.stdout)
    assert (record["outcome"], record["rehearsal"]) == ("submitted", True)
    assert record["email_check"]["verdict"] == "match"
    assert "cnil.fr" in record["explanation"]["text"]
    assert {"form", "filled", "confirmation"} <= {one["kind"] for one in record["evidence"]}

    bag = tmp_path / "kept" / "rehearsals" / record["id"]
    for line in (bag / "manifest-sha256.txt").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest, name
    archive = ("--json", "--archive", "kept/rehearsals", "archive", "verify")
    assert run(*archive).returncode == 0
    (bag / "data" / "record.json").write_text("{}", "utf-8")
    damaged = run(*archive)
    assert damaged.returncode == 6
    assert "record.json" in damaged.stdout


@pytest.mark.skipif(not HAS_X, reason="there is always a display")
def test_without_a_display_it_says_what_to_do(run: Run) -> None:
    refused = run("--json", "rehearse", "--autopilot")
    assert refused.returncode == 5
    error = json.loads(refused.stdout)["error"]
    assert error["code"] == "browser"
    assert "xvfb-run" in error["message"]
