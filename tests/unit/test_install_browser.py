"""Every way through installing a browser, with fakes in place of the network and the system."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from helper.browser.find import Machine
from helper.browser.install import (
    Tools,
    clean_environment,
    install_browser,
    line_to_type,
    playwright_of,
    this_computer,
    working_browser,
)
from helper.errors import BrowserProblem, Exit
from helper.program import program

ROOT = "/home/marie/.cache/ms-playwright"
DOWNLOADED = f"{ROOT}/chromium-1255/chrome-linux64/chrome"
PLAYWRIGHT = "/driver/node /driver/package/cli.js install chromium"
APT = ["/usr/bin/apt-get update", "/usr/bin/apt-get install -y chromium"]


class Computer:
    """A computer on which some installers work."""

    def __init__(
        self, *works: str, platform: str = "linux", programs: tuple[str, ...] = ("apt-get",)
    ) -> None:
        self.works = works
        self.platform = platform
        self.programs = programs
        self.files: set[str] = set()
        self.broken: set[str] = set()
        self.ran: list[str] = []
        self.environ: Mapping[str, str] = {}
        self.said: list[str] = []

    def machine(self) -> Machine:
        return Machine(
            platform=self.platform,
            environ={
                "PATH": "/usr/bin",
                "DEBUG": "pw:api",
                "NODE_OPTIONS": "--inspect",
                "HTTPS_PROXY": "http://proxy",
            },
            home="/home/marie",
            which=lambda name: f"/usr/bin/{name}" if name in self.programs else None,
            exists=self.files.__contains__,
            is_executable=self.files.__contains__,
            list_folder=lambda path: ["chromium-1255"] if path == ROOT else [],
        )

    def run(self, command: Sequence[str], environ: Mapping[str, str]) -> int:
        line = " ".join(command)
        self.ran.append(line)
        self.environ = environ
        if line == PLAYWRIGHT and "playwright" in self.works:
            self.files.add(DOWNLOADED)
            return 0
        if line == APT[1] and "apt" in self.works:
            self.files.add("/usr/bin/chromium")
            return 0
        return 0 if line == APT[0] and "apt" in self.works else 100

    def tools(self, *, is_root: bool = True) -> Tools:
        return Tools(
            machine=self.machine,
            run=self.run,
            works=lambda path: str(path) not in self.broken,
            is_root=is_root,
            playwright=("/driver/node", "/driver/package/cli.js"),
        )


def test_playwrights_installer_is_enough_where_it_can_download() -> None:
    computer = Computer("playwright")
    assert install_browser(computer.tools(), computer.said.append).path == Path(DOWNLOADED)
    assert computer.ran == [PLAYWRIGHT]
    assert computer.said == ["install.playwright"]


def test_the_installer_gets_an_environment_that_logs_nothing_and_keeps_the_proxy() -> None:
    computer = Computer("playwright")
    install_browser(computer.tools(), computer.said.append)
    assert computer.environ == {"PATH": "/usr/bin", "HTTPS_PROXY": "http://proxy"}


@pytest.mark.parametrize(("platform", "node"), [("linux", "node"), ("darwin", "node"), ("win32", "node.exe")])
def test_playwrights_installer_is_its_driver_and_no_python(platform: str, node: str) -> None:
    machine = replace(Computer(platform=platform).machine(), driver_folder="/driver/package")
    assert playwright_of(machine) == (f"/driver/{node}", "/driver/package/cli.js")
    assert playwright_of(Computer().machine()) == ()


def test_the_installer_that_would_be_started_is_there_and_answers() -> None:
    node, script = this_computer().playwright
    said = subprocess.run(
        [node, script, "install", "--help"], capture_output=True, text=True, timeout=60, check=False
    )
    assert said.returncode == 0, said.stderr


def test_root_falls_back_to_the_systems_package() -> None:
    computer = Computer("apt")
    assert install_browser(computer.tools(), computer.said.append).path == Path("/usr/bin/chromium")
    assert computer.ran == [PLAYWRIGHT, *APT]
    assert computer.environ["DEBIAN_FRONTEND"] == "noninteractive"
    assert computer.said == ["install.playwright", "install.apt"]


def test_a_download_that_does_not_start_is_followed_by_the_package() -> None:
    computer = Computer("playwright", "apt")
    computer.broken.add(DOWNLOADED)  # its libraries are missing on a bare machine
    assert install_browser(computer.tools(), computer.said.append).path == Path("/usr/bin/chromium")


@pytest.mark.parametrize(
    ("computer", "is_root", "line"),
    [
        (Computer(), True, "sudo apt-get install chromium"),
        (Computer("apt"), False, "sudo apt-get install chromium"),
        (Computer(programs=("dnf",)), True, "sudo dnf install chromium"),
        (Computer(platform="darwin", programs=()), False, "brew install --cask google-chrome"),
        (Computer(platform="win32", programs=()), False, "winget install Google.Chrome"),
    ],
    ids=["apt failed", "not root", "dnf", "mac", "windows"],
)
def test_where_nothing_can_be_installed_the_line_to_type_is_given(
    computer: Computer, is_root: bool, line: str
) -> None:
    with pytest.raises(BrowserProblem, match="install_failed_type") as caught:
        install_browser(computer.tools(is_root=is_root), computer.said.append)
    assert caught.value.values["line"] == line
    assert caught.value.exit is Exit.BROWSER
    assert is_root or computer.ran == [PLAYWRIGHT]


def test_an_unknown_system_still_gets_an_answer() -> None:
    computer = Computer(programs=())
    assert line_to_type(computer.machine()) is None
    with pytest.raises(BrowserProblem, match="install_failed") as caught:
        install_browser(computer.tools(), computer.said.append)
    assert caught.value.key == "install_failed"


def test_a_browser_that_does_not_start_is_no_working_browser() -> None:
    computer = Computer()
    assert working_browser(computer.tools()) is None
    computer.files.add("/usr/bin/chromium")
    assert working_browser(computer.tools()) is not None
    computer.broken.add("/usr/bin/chromium")
    assert working_browser(computer.tools()) is None


def test_names_that_log_or_inject_are_dropped_and_the_rest_is_kept() -> None:
    kept = {
        "HOME": "/",
        "PLAYWRIGHT_BROWSERS_PATH": "/b",
        "PLAYWRIGHT_DOWNLOAD_HOST": "mirror",
        "DISPLAY": ":0",
    }
    dropped = {"DEBUG": "1", "DEBUG_FILE": "x", "PWDEBUG": "1", "NODE_OPTIONS": "x", "SSLKEYLOGFILE": "x"}
    assert clean_environment(kept | dropped) == kept


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("outside")
def test_the_command_leaves_a_working_browser_alone_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer("playwright")
    computer.files.add("/usr/bin/chromium")
    monkeypatch.setattr("helper.browser.install.this_computer", computer.tools)
    result = CliRunner().invoke(program, ["install-browser", "--json"])
    assert (result.exit_code, computer.ran) == (0, [])
    assert json.loads(result.stdout) == {
        "browser": "chromium",
        "path": "/usr/bin/chromium",
        "installed": False,
    }
    result = CliRunner().invoke(program, ["install-browser", "--again"])
    assert (result.exit_code, computer.ran) == (0, [PLAYWRIGHT])


@pytest.mark.usefixtures("outside")
def test_the_command_ends_with_5_and_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer()
    monkeypatch.setattr(
        "helper.browser.install.this_computer", lambda: replace(computer.tools(), is_root=False)
    )
    result = CliRunner().invoke(program, ["--lang", "en", "install-browser"])
    assert result.exit_code == 5
    assert result.stdout == ""
    assert "sudo apt-get install chromium" in result.stderr
