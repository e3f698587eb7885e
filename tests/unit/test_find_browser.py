"""Where a browser is looked for on each system, in which order, and what is said when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from helper.browser.find import FoundBrowser, Machine, candidates, find_browser, has_display, this_machine
from helper.browser.version import read_version
from helper.errors import BrowserProblem, Exit

HOMES = {"linux": "/home/marie", "darwin": "/Users/marie", "win32": "C:\\Users\\marie"}
WINDOWS = {
    "PROGRAMFILES": "C:\\Program Files",
    "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
    "LOCALAPPDATA": "C:\\Users\\marie\\AppData\\Local",
}


def machine(
    platform: str = "linux",
    *programs: str,
    environ: Mapping[str, str] | None = None,
    on_path: Mapping[str, str] | None = None,
    files: tuple[str, ...] = (),
    folders: Mapping[str, list[str]] | None = None,
) -> Machine:
    found = dict(on_path or {})
    listed = dict(folders or {})
    return Machine(
        platform=platform,
        environ=environ if environ is not None else (WINDOWS if platform == "win32" else {}),
        home=HOMES[platform],
        which=found.get,
        exists=lambda path: path in programs or path in files or path in found.values(),
        is_executable=lambda path: path in programs or path in found.values(),
        list_folder=lambda path: listed.get(path, []),
        driver_folder="/env/playwright/driver/package",
    )


@pytest.mark.parametrize(
    ("platform", "path", "name"),
    [
        ("linux", "/opt/google/chrome/chrome", "chrome"),
        ("linux", "/opt/microsoft/msedge/msedge", "msedge"),
        ("linux", "/usr/bin/chromium", "chromium"),
        ("linux", "/usr/bin/chromium-browser", "chromium"),
        ("linux", "/snap/bin/chromium", "chromium"),
        ("darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "chrome"),
        ("darwin", "/Users/marie/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "msedge"),
        ("darwin", "/Applications/Chromium.app/Contents/MacOS/Chromium", "chromium"),
        ("win32", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "chrome"),
        ("win32", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe", "msedge"),
        ("win32", "C:\\Users\\marie\\AppData\\Local\\Chromium\\Application\\chrome.exe", "chromium"),
    ],
)
def test_the_usual_places_of_each_system_are_searched(platform: str, path: str, name: str) -> None:
    assert find_browser(None, machine(platform, path)) == FoundBrowser(name, Path(path))
    assert find_browser(name, machine(platform, path)) == FoundBrowser(name, Path(path))


@pytest.mark.parametrize(
    ("platform", "root", "inside"),
    [
        ("linux", "/home/marie/.cache/ms-playwright", "chrome-linux64/chrome"),
        ("linux", "/home/marie/.cache/ms-playwright", "chrome-linux/chrome"),
        (
            "darwin",
            "/Users/marie/Library/Caches/ms-playwright",
            "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        ),
        ("win32", "C:\\Users\\marie\\AppData\\Local\\ms-playwright", "chrome-win64\\chrome.exe"),
    ],
)
def test_the_newest_download_of_playwright_is_found_last(platform: str, root: str, inside: str) -> None:
    slash = "\\" if platform == "win32" else "/"
    old, new = (slash.join((root, f"chromium-{revision}", inside)) for revision in (999, 1255))
    folders = {
        root: ["chromium-999", "chromium-1255", "chromium_headless_shell-1300", "ffmpeg-1011", ".links"]
    }
    assert find_browser(None, machine(platform, old, new, folders=folders)).path == Path(new)
    assert find_browser("chromium", machine(platform, old, folders=folders)).path == Path(old)


@pytest.mark.parametrize(
    ("environ", "root"),
    [
        ({"PLAYWRIGHT_BROWSERS_PATH": "/srv/browsers"}, "/srv/browsers"),
        ({"PLAYWRIGHT_BROWSERS_PATH": "0"}, "/env/playwright/driver/package/.local-browsers"),
        ({"XDG_CACHE_HOME": "/var/cache/marie"}, "/var/cache/marie/ms-playwright"),
    ],
)
def test_playwrights_own_settings_say_where_its_download_is(environ: dict[str, str], root: str) -> None:
    path = f"{root}/chromium-1255/chrome-linux64/chrome"
    found = find_browser(None, machine("linux", path, environ=environ, folders={root: ["chromium-1255"]}))
    assert found == FoundBrowser("chromium", Path(path))


def test_the_persons_own_browser_comes_first_and_a_snap_last() -> None:
    root = "/home/marie/.cache/ms-playwright"
    download = f"{root}/chromium-1/chrome-linux64/chrome"
    everything = machine(
        "linux",
        *("/snap/bin/chromium", download, "/usr/bin/chromium", "/opt/microsoft/msedge/msedge"),
        *("/opt/google/chrome/chrome",),
        folders={root: ["chromium-1"]},
    )
    order = [str(found.path) for found in candidates(everything) if everything.is_executable(str(found.path))]
    assert order == [
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
        "/usr/bin/chromium",
        download,
        "/snap/bin/chromium",
    ]


@pytest.mark.parametrize(
    "confined",
    [
        ("/snap/bin/chromium",),
        ("/usr/bin/chromium-browser", "/snap/bin/chromium"),  # Ubuntu's, which only calls the other
        ("/usr/bin/chromium-browser", "/var/lib/snapd/snap/bin/chromium"),
    ],
)
def test_what_only_calls_a_snap_is_one(confined: tuple[str, ...]) -> None:
    root = "/home/marie/.cache/ms-playwright"
    download = f"{root}/chromium-1/chrome-linux64/chrome"
    there = machine("linux", *confined, download, folders={root: ["chromium-1"]})
    assert find_browser(None, there).path == Path(download)


def test_a_flatpak_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    exported = "/var/lib/flatpak/exports/bin/google-chrome"
    there = machine("linux", exported, "/usr/bin/chromium", on_path={"google-chrome": exported})
    assert find_browser(None, there).path == Path("/usr/bin/chromium")
    assert find_browser("chrome", there).path == Path(exported)


def test_a_program_on_the_path_wins_over_the_usual_place() -> None:
    found = find_browser(
        "chrome",
        machine("linux", "/opt/google/chrome/chrome", on_path={"google-chrome": "/mine/google-chrome"}),
    )
    assert found.path == Path("/mine/google-chrome")


def test_a_file_that_cannot_be_started_is_passed_over() -> None:
    found = find_browser(None, machine("linux", "/usr/bin/chromium", files=("/opt/google/chrome/chrome",)))
    assert found.name == "chromium"


@pytest.mark.parametrize(
    ("choice", "path"),
    [
        ("/opt/brave/brave", "/opt/brave/brave"),
        ("~/bin/my chrome", "/home/marie/bin/my chrome"),
        ("brave-browser", "/usr/bin/brave-browser"),
    ],
)
def test_a_path_or_a_program_of_the_family_is_taken_as_it_is(choice: str, path: str) -> None:
    computer = machine(
        "linux",
        "/opt/brave/brave",
        "/home/marie/bin/my chrome",
        on_path={"brave-browser": "/usr/bin/brave-browser"},
    )
    assert find_browser(choice, computer) == FoundBrowser("other", Path(path))


def test_an_application_folder_of_a_mac_is_enough() -> None:
    inside = "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"
    assert find_browser("/Applications/Brave Browser.app/", machine("darwin", inside)).path == Path(inside)


@pytest.mark.parametrize(
    ("choice", "key"),
    [
        (None, "browser_none"),
        ("chrome", "browser_not_installed"),
        ("/no/such", "browser_path_missing"),
        ("chroom", "browser_path_missing"),
        ("", "browser_path_missing"),
        ("/", "browser_path_missing"),
        ("/etc/hosts", "browser_not_executable"),
        ("/usr/bin/firefox", "browser_other_family"),
    ],
)
def test_what_cannot_be_used_is_an_error_with_exit_5(choice: str | None, key: str) -> None:
    computer = machine("linux", "/usr/bin/firefox", files=("/etc/hosts",))
    with pytest.raises(BrowserProblem, match=key) as caught:
        find_browser(choice, computer)
    assert caught.value.exit is Exit.BROWSER


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_known_by_the_environment(
    platform: str, environ: dict[str, str], expected: bool
) -> None:
    assert has_display(platform, environ) is expected


def script(folder: Path, text: str) -> Path:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o700)
    return path


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("echo Chromium 156.0.8078.79 built on Debian", "156.0.8078.79"),
        ("echo Google Chrome 156.0.1; echo 'error while loading 1.2.3' >&2", "156.0.1"),
        ("echo hello", None),
        ("echo 1.2.3; exit 1", None),
    ],
)
def test_the_version_is_what_the_browser_says(tmp_path: Path, text: str, version: str | None) -> None:
    assert read_version(script(tmp_path, text), platform="linux") == version


def test_a_browser_that_never_answers_has_no_version(tmp_path: Path) -> None:
    assert read_version(script(tmp_path, "exec tail -f /dev/null"), platform="linux", seconds=0.05) is None


def test_on_windows_the_version_is_read_from_the_folder_without_starting_anything(tmp_path: Path) -> None:
    for name in ("99.0.1.1", "156.0.8078.79", "Dictionaries", "chrome.exe"):
        (tmp_path / name).mkdir()
    assert read_version(tmp_path / "chrome.exe", platform="win32") == "156.0.8078.79"
    assert read_version(tmp_path / "gone" / "chrome.exe", platform="win32") is None


@pytest.mark.programs
def test_the_browser_of_this_computer_is_found() -> None:
    found = find_browser(None, this_machine())
    assert read_version(found.path) is not None
