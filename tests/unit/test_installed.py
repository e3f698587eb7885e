"""How the program came onto the computer is told from what lies there, and what a package sets up stays its own."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from helper import installed
from helper.installed import (
    FROM_ICON,
    Installation,
    InstallContext,
    InstallKind,
    arguments_of,
    environment_of_others,
    read_licences,
    read_preference,
    recognise_installation,
    set_up,
    this_setting,
)
from helper.program import program
from helper.texts.language import first_spoken, preferred_language

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = Path("/usr/lib/optout-assist/_internal")


def setting(
    *files: str, platform: str = "linux", package: Path | None = None, said: str = ""
) -> InstallContext:
    """Describe a computer on which only these files are there."""
    return InstallContext(
        platform=platform,
        package=package,
        program=package.parent / "optout-assist" if package else Path("/home/marie/env/bin/python"),
        prefix=Path("/home/marie/env"),
        source=Path("/home/marie/env/lib/python3.11/site-packages"),
        read=lambda path: said if path.as_posix() in files else None,
    )


@pytest.mark.parametrize(
    ("here", "kind", "folder"),
    [
        (setting(f"{BUNDLE}/package-kind.txt", package=BUNDLE, said="deb\n"), InstallKind.DEB, BUNDLE.parent),
        (setting(f"{BUNDLE}/package-kind.txt", package=BUNDLE, said="tar"), InstallKind.TAR, BUNDLE.parent),
        (setting(package=BUNDLE), InstallKind.TAR, BUNDLE.parent),
        (setting(f"{BUNDLE}/package-kind.txt", package=BUNDLE, said="rpm"), InstallKind.TAR, BUNDLE.parent),
        (setting(f"{BUNDLE}/package-kind.txt", package=BUNDLE, said="uv"), InstallKind.TAR, BUNDLE.parent),
        (setting(package=BUNDLE, platform="win32"), InstallKind.WINDOWS, BUNDLE.parent),
        (setting("/home/marie/env/uv-receipt.toml"), InstallKind.UV, Path("/home/marie/env")),
        (setting("/home/marie/env/pipx_metadata.json"), InstallKind.PIPX, Path("/home/marie/env")),
        (setting(), InstallKind.PYTHON, Path("/home/marie/env")),
        (
            setting("/home/marie/env/lib/python3.11/site-packages/pyproject.toml"),
            InstallKind.CHECKOUT,
            Path("/home/marie/env/lib/python3.11/site-packages"),
        ),
    ],
)
def test_what_lies_there_tells_how_it_was_installed(
    here: InstallContext, kind: InstallKind, folder: Path
) -> None:
    assert recognise_installation(here) == Installation(kind, folder)


def test_on_a_mac_the_program_is_the_folder_that_looks_like_a_file() -> None:
    inside = Path("/Applications/Optout Assist.app/Contents")
    here = replace(
        setting(platform="darwin", package=inside / "Frameworks"), program=inside / "MacOS" / "optout-assist"
    )
    assert recognise_installation(here) == Installation(
        InstallKind.MAC, Path("/Applications/Optout Assist.app")
    )


def test_these_tests_run_in_a_checkout() -> None:
    assert recognise_installation(this_setting()) == Installation(InstallKind.CHECKOUT, ROOT)
    assert read_licences(this_setting(), "components.json") is None


@pytest.mark.parametrize(
    "started",
    [
        "/usr/lib/optout-assist/optout-assist-window",
        "optout-assist-window",
        r"C:\Users\Marie\AppData\Local\Programs\optout-assist\optout-assist-window.exe",
        "/Applications/Optout Assist.app/Contents/MacOS/optout-assist-window",
    ],
)
def test_an_icon_starts_what_it_stands_for_and_what_is_typed_goes_before(started: str) -> None:
    assert arguments_of(started, []) == list(FROM_ICON)
    assert arguments_of(started, ["doctor"]) == ["doctor"]


@pytest.mark.parametrize("started", ["/usr/bin/optout-assist", r"C:\Programs\optout-assist.exe", "python"])
def test_without_an_icon_nothing_typed_is_nothing(started: str) -> None:
    assert arguments_of(started, []) == []


def test_what_the_icon_starts_is_a_command_that_needs_no_terminal() -> None:
    assert CliRunner().invoke(program, [*FROM_ICON, "--help"]).exit_code == 0


STARTER = {
    "_PYI_ARCHIVE_FILE": "/usr/lib/optout-assist/optout-assist",
    "_PYI_PARENT_PROCESS_LEVEL": "1",
    "LD_LIBRARY_PATH": str(BUNDLE),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"HOME": "/home/marie"} | STARTER, {"HOME": "/home/marie"}),
        (
            {"LD_LIBRARY_PATH_ORIG": "/opt/gpu/lib"} | STARTER,
            {"LD_LIBRARY_PATH": "/opt/gpu/lib"},
        ),
        ({"LD_LIBRARY_PATH_ORIG": ""} | STARTER, {}),
        ({"MY_PYI_NAME": "x", "LD_PRELOAD": "y"} | STARTER, {"MY_PYI_NAME": "x", "LD_PRELOAD": "y"}),
    ],
)
def test_other_programs_get_the_environment_that_the_person_had(
    before: dict[str, str], after: dict[str, str]
) -> None:
    assert environment_of_others(before) == after


def test_whatever_a_package_starts_finds_the_systems_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in STARTER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/gpu/lib")
    assert set_up(["/usr/bin/optout-assist", "status"]) == ["status"]
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os; print(os.environ.get('LD_LIBRARY_PATH'), '_PYI_ARCHIVE_FILE' in os.environ)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.split() == ["/opt/gpu/lib", "False"]
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/gpu/lib"


@pytest.mark.parametrize("kind", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_macs_choice_of_languages_is_read_from_its_preferences(kind: plistlib.PlistFormat) -> None:
    content = plistlib.dumps({"AppleLanguages": ["fr-CA", "en-US"], "AppleLocale": "fr_FR"}, fmt=kind)
    assert read_preference(content, "AppleLanguages") == ["fr-CA", "en-US"]
    assert read_preference(content, "AppleLocale") == ["fr_FR"]
    assert read_preference(content, "AppleMetricUnits") == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bplist00",
        b"bplist00" + bytes(40),
        b"<plist><dict>",
        b"<?xml version='1.0'?><plist><array/></plist>",
    ],
)
def test_damaged_preferences_choose_nothing(content: bytes) -> None:
    assert read_preference(content, "AppleLanguages") == []


@pytest.mark.parametrize(
    ("named", "language"),
    [
        (["fr-FR", "en-FR"], "fr"),
        (["fr_FR.UTF-8"], "fr"),
        (["de-DE", "fr-FR", "en-US"], "fr"),
        (["en-GB", "fr-FR"], "en"),
        (["French_France"], "fr"),
        (["de-DE"], "en"),
        (["C.UTF-8"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_the_program_speaks_is_taken(named: list[str], language: str) -> None:
    assert first_spoken(named) == language


def test_a_french_mac_whose_finder_gives_no_language_is_spoken_to_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preferences = tmp_path / "Library" / "Preferences"
    preferences.mkdir(parents=True)
    content = plistlib.dumps(
        {"AppleLanguages": ["fr-FR", "en-FR"], "AppleLocale": "fr_FR"}, fmt=plistlib.FMT_BINARY
    )
    (preferences / ".GlobalPreferences.plist").write_bytes(content)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert preferred_language() == "fr"
    assert installed.system_locale() == "fr_FR"
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert preferred_language() == "en", "what the environment says goes before"
