"""The installed wheel does the main job by itself: `make test-wheel` runs this with the source tree out of the way."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import metadata, resources
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).parent / "optout-assist"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def display() -> Iterator[str]:
    """Give the display that is there, else one of our own."""
    if name := os.environ.get("DISPLAY"):
        yield name
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
            env=clean | {"HOME": str(home), "LANG": "C.UTF-8"} | environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )

    return start


def test_the_source_tree_is_out_of_the_way() -> None:
    import flows
    import helper

    for package in (helper, flows):
        place = Path(str(package.__file__)).resolve()
        assert place.is_relative_to(Path(sys.prefix).resolve())
        assert place.parent.parent.name == "site-packages"
    assert str(SOURCE) not in sys.path


def test_every_file_of_the_packages_was_installed_and_nothing_else() -> None:
    for package in ("helper", "flows"):
        there = Path(str(resources.files(package)))
        wanted = {
            path.relative_to(SOURCE / package) for path in (SOURCE / package).rglob("*") if is_content(path)
        }
        if package == "helper":  # what `explain` reads
            wanted |= {Path("documents", *path.parts[-2:]) for path in (SOURCE / "docs").glob("??/*.md")}
        assert {path.relative_to(there) for path in there.rglob("*") if is_content(path)} == wanted
    tops = {
        Path(str(file)).parts[0]
        for file in metadata.files("optout-assist") or ()
        if not str(file).startswith("..")
    }
    assert {top for top in tops if not top.endswith(".dist-info")} == {"helper", "flows"}


def is_content(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


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
    assert metadata.version("optout-assist") in run("--version").stdout


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
        *(
            "--json",
            "--lang",
            language,
            "--archive",
            "kept",
            "rehearse",
            "--autopilot",
            "--cnil",
            "--linger",
            "1",
        ),
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


def test_without_a_display_it_says_what_to_do(run: Run) -> None:
    refused = run("--json", "rehearse", "--autopilot")
    assert refused.returncode == 5
    error = json.loads(refused.stdout)["error"]
    assert error["code"] == "browser"
    assert "xvfb-run" in error["message"]
