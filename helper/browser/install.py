"""Gets a browser onto the computer: Playwright's installer, else the system's packages, else the line to type.

Effects come in as `Tools`, so that every path through is tested without a network.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helper.browser.find import FoundBrowser, Machine, find_browser, is_root, this_machine
from helper.browser.leaky import LEAKY
from helper.browser.version import read_version
from helper.errors import BrowserProblem

# What the installer is not given either; where it finds its browsers, and a mirror of them, it is.
_DROPPED = LEAKY | {"PLAYWRIGHT_NODEJS_PATH"}
_DROPPED_BEGINNINGS = ("DEBUG", "PW_TEST_")

# The one line that a person can type, by system.
_LINES = {
    "apt": "sudo apt-get install chromium",
    "dnf": "sudo dnf install chromium",
    "darwin": "brew install --cask google-chrome",
    "win32": "winget install Google.Chrome",
}


@dataclass(frozen=True)
class Tools:
    """What installing may use of the computer."""

    machine: Callable[[], Machine]
    run: Callable[[Sequence[str], Mapping[str, str]], int]  # exit status; 127 when the program is not there
    works: Callable[[Path], bool]
    is_root: bool
    playwright: Sequence[str]  # its installer, up to what it is to install


def this_computer() -> Tools:
    """Give the real tools; what the installers say goes to stderr as they say it."""
    return Tools(
        machine=this_machine,
        run=_run,
        works=lambda path: read_version(path) is not None,
        is_root=is_root(),
        playwright=playwright_of(this_machine()),
    )


def playwright_of(machine: Machine) -> Sequence[str]:
    """Give what starts Playwright's installer: its driver, as `python -m playwright` would.

    A packaged program has no Python to start, only itself.
    """
    if machine.driver_folder is None:
        return ()
    driver = Path(machine.driver_folder)
    node = "node.exe" if machine.platform == "win32" else "node"
    return (str(driver.parent / node), str(driver / "cli.js"))


def working_browser(tools: Tools) -> FoundBrowser | None:
    """Give the browser that an attempt would use, if it starts."""
    try:
        found = find_browser(None, tools.machine())
    except BrowserProblem:
        return None
    return found if tools.works(found.path) else None


def install_browser(tools: Tools, say: Callable[[str], None]) -> FoundBrowser:
    """Install a browser and give it; `say` is told the key of each step as it begins.

    Raises BrowserProblem with the line to type when nothing could be installed.
    """
    machine = tools.machine()
    environ = clean_environment(machine.environ)
    say("install.playwright")
    if tools.playwright and tools.run([*tools.playwright, "install", "chromium"], environ) == 0:
        found = working_browser(tools)
        if found is not None:
            return found
    apt = machine.which("apt-get") if machine.platform.startswith("linux") else None
    if apt is not None and tools.is_root:
        say("install.apt")
        quiet = environ | {"DEBIAN_FRONTEND": "noninteractive"}
        # A list of packages that cannot be renewed may still be good enough.
        tools.run([apt, "update"], quiet)
        if tools.run([apt, "install", "-y", "chromium"], quiet) == 0:
            found = working_browser(tools)
            if found is not None:
                return found
    line = line_to_type(machine)
    if line is None:
        raise BrowserProblem("install_failed")
    raise BrowserProblem("install_failed_type", line=line)


def line_to_type(machine: Machine) -> str | None:
    """Give the line that installs a browser on this system."""
    if machine.platform in _LINES:
        return _LINES[machine.platform]
    for program, key in (("apt-get", "apt"), ("dnf", "dnf")):
        if machine.which(program):
            return _LINES[key]
    return None


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Give the environment without what makes the driver or the browser log, pause, or run other code."""
    return {
        name: value
        for name, value in environ.items()
        if name not in _DROPPED and not name.startswith(_DROPPED_BEGINNINGS)
    }


def _run(command: Sequence[str], environ: Mapping[str, str]) -> int:
    try:
        # 2 is our stderr: stdout carries only the result.
        return subprocess.run(
            command, env=dict(environ), stdin=subprocess.DEVNULL, stdout=2, check=False
        ).returncode
    except OSError:
        return 127
