"""Finds a browser of the Chromium family: the person's own first, Playwright's download last.

Pure over `Machine`, which tells what is on the computer, so that every system's paths are tested on any system.
Paths: Playwright 1.65 (registry of its driver), Debian's and Ubuntu's packages, the makers' installers; 2026-11-22.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helper.errors import BrowserProblem

NAMES = ("chrome", "msedge", "chromium")

_ON_PATH = {
    "chrome": ("google-chrome-stable", "google-chrome"),
    "msedge": ("microsoft-edge-stable", "microsoft-edge"),
    "chromium": ("chromium", "chromium-browser"),
}
_LINUX = {
    "chrome": ("/opt/google/chrome/chrome", "/usr/bin/google-chrome-stable"),
    "msedge": ("/opt/microsoft/msedge/msedge", "/usr/bin/microsoft-edge-stable"),
    "chromium": ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/lib/chromium/chromium"),
}
_CONFINED = ("/snap/", "/var/lib/snapd/snap/")
_MAC = {
    "chrome": "Google Chrome.app/Contents/MacOS/Google Chrome",
    "msedge": "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "chromium": "Chromium.app/Contents/MacOS/Chromium",
}
_WINDOWS = {
    "chrome": "Google\\Chrome\\Application\\chrome.exe",
    "msedge": "Microsoft\\Edge\\Application\\msedge.exe",
    "chromium": "Chromium\\Application\\chrome.exe",
}
_DOWNLOADED = {
    "linux": ("chrome-linux64/chrome", "chrome-linux-arm64/chrome", "chrome-linux/chrome"),
    "darwin": tuple(
        f"{folder}/{app}.app/Contents/MacOS/{app}"
        for folder in ("chrome-mac-arm64", "chrome-mac-x64", "chrome-mac")
        for app in ("Google Chrome for Testing", "Chromium")
    ),
    "win32": ("chrome-win64\\chrome.exe", "chrome-win\\chrome.exe"),
}


@dataclass(frozen=True)
class FoundBrowser:
    """A browser to start: which family member it is (`chrome`, `msedge`, `chromium`, or `other`) and where."""

    name: str
    path: Path


@dataclass(frozen=True)
class Machine:
    """What the search may know of the computer."""

    platform: str  # as sys.platform
    environ: Mapping[str, str]
    home: str
    which: Callable[[str], str | None]
    exists: Callable[[str], bool]
    is_executable: Callable[[str], bool]
    list_folder: Callable[[str], list[str]]  # empty when there is none
    driver_folder: str | None = None  # of the installed Playwright, for PLAYWRIGHT_BROWSERS_PATH=0


def this_machine() -> Machine:
    """Describe the computer that we run on."""
    spec = importlib.util.find_spec("playwright")
    package = Path(spec.origin).parent / "driver" / "package" if spec and spec.origin else None
    return Machine(
        platform=sys.platform,
        environ=os.environ,
        home=str(Path.home()),
        which=shutil.which,
        exists=lambda path: Path(path).exists(),
        is_executable=lambda path: Path(path).is_file() and os.access(path, os.X_OK),
        list_folder=_list_folder,
        driver_folder=str(package) if package else None,
    )


def find_browser(choice: str | None = None, machine: Machine | None = None) -> FoundBrowser:
    """Find the browser that was asked for (a name or a path), or the first of the usual ones.

    Raises BrowserProblem, which says what to do, when there is none or it cannot be started.
    """
    machine = machine or this_machine()
    if choice is not None and choice not in NAMES:
        return _at_path(choice, machine)
    for found in candidates(machine):
        if choice in (None, found.name) and machine.is_executable(str(found.path)):
            return found
    if choice is None:
        raise BrowserProblem("browser_none")
    raise BrowserProblem("browser_not_installed", name=choice)


def candidates(machine: Machine) -> Iterator[FoundBrowser]:
    """Name every place where a browser may be, in the order in which they are preferred."""
    confined: list[FoundBrowser] = []
    for name in NAMES:
        for path in _usual_paths(name, machine):
            found = FoundBrowser(name, Path(path))
            # It sees neither our temporary folder nor hidden ones: only when there is nothing else.
            if _is_confined(path, machine):
                confined.append(found)
            else:
                yield found
    yield from (FoundBrowser("chromium", Path(path)) for path in _downloaded(machine))
    yield from confined


def _is_confined(path: str, machine: Machine) -> bool:
    """Tell whether a browser comes from a snap or a flatpak. Ubuntu's `chromium-browser` only calls the snap."""
    if path.startswith(_CONFINED) or "/flatpak/exports/" in path:
        return True
    return path.endswith("/chromium-browser") and any(
        machine.exists(f"{root}bin/chromium") for root in _CONFINED
    )


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def is_root() -> bool:
    """Tell whether the program runs as root, for whom a browser's sandbox cannot start (tried with Chromium 156)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _at_path(choice: str, machine: Machine) -> FoundBrowser:
    path = choice
    if path == "~" or path.startswith(("~/", "~\\")):
        path = machine.home + path[1:]
    if not re.search(r"[/\\]", path):
        path = machine.which(path) or path
    path = path.rstrip("/")
    if machine.platform == "darwin" and path.endswith(".app"):
        path = f"{path}/Contents/MacOS/{Path(path).stem}"
    if not path or not machine.exists(path):
        raise BrowserProblem("browser_path_missing", path=choice)
    if re.match(r"(firefox|librewolf|safari)\b", re.split(r"[/\\]", path)[-1], re.IGNORECASE):
        raise BrowserProblem("browser_other_family", path=choice)
    if not machine.is_executable(path):
        raise BrowserProblem("browser_not_executable", path=choice)
    return FoundBrowser("other", Path(path).absolute())


def _usual_paths(name: str, machine: Machine) -> Iterator[str]:
    if machine.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if root := machine.environ.get(variable):
                yield f"{root}\\{_WINDOWS[name]}"
    elif machine.platform == "darwin":
        for root in ("", machine.home):
            yield f"{root}/Applications/{_MAC[name]}"
    else:
        for program in _ON_PATH[name]:
            if path := machine.which(program):
                yield path
        yield from _LINUX[name]
        if name == "chromium":
            yield "/snap/bin/chromium"


def _downloaded(machine: Machine) -> Iterator[str]:
    """Name what Playwright's installer put on this computer, newest first."""
    separator = "\\" if machine.platform == "win32" else "/"
    root = _registry_folder(machine, separator)
    if root is None:
        return
    revisions = {
        int(found[1]): folder
        for folder in machine.list_folder(root)
        if (found := re.fullmatch(r"chromium-(\d+)", folder))
    }
    for revision in sorted(revisions, reverse=True):
        for inside in _DOWNLOADED.get(machine.platform, _DOWNLOADED["linux"]):
            yield separator.join((root, revisions[revision], inside))


def _registry_folder(machine: Machine, separator: str) -> str | None:
    chosen = machine.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return separator.join((machine.driver_folder, ".local-browsers")) if machine.driver_folder else None
    if chosen:
        return chosen
    if machine.platform == "win32":
        root = machine.environ.get("LOCALAPPDATA") or f"{machine.home}\\AppData\\Local"
    elif machine.platform == "darwin":
        root = f"{machine.home}/Library/Caches"
    else:
        root = machine.environ.get("XDG_CACHE_HOME") or f"{machine.home}/.cache"
    return separator.join((root, "ms-playwright"))


def _list_folder(path: str) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208  names are wanted, not paths
    except OSError:
        return []
