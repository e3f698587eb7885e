"""How this program came onto the computer, and what that changes: the one module that knows packages and their ways.

A package (PyInstaller's one-folder build) brings its own Python and libraries; what it sets up for itself must not reach
the browser or any other program of the system. Everything is decided in pure functions over values; `this_setting`,
`set_up` and `system_languages` look at the computer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PureWindowsPath

# What an icon starts, where nobody can type anything.
FROM_ICON = ("window",)

# The second name of a packaged program: the same without a terminal. Icons start it.
WINDOWED = "optout-assist-window"
# Written into a package by what makes it: which kind it is.
MARK = "package-kind.txt"
# Who made what the package brings along, and under which terms: beside the mark.
LICENCES = "licences"

# PyInstaller's starter sends the loader of libraries to the package's own, and notes for itself where it is.
_LIBRARIES = "LD_LIBRARY_PATH"
_LIBRARIES_BEFORE = "LD_LIBRARY_PATH_ORIG"
_OF_THE_STARTER = "_PYI_"


class InstallKind(StrEnum):
    """The ways onto a computer."""

    DEB = "deb"
    TAR = "tar"
    WINDOWS = "windows"
    MAC = "mac"
    UV = "uv"
    PIPX = "pipx"
    PYTHON = "python"  # some other environment of Python
    CHECKOUT = "checkout"


PACKAGES = frozenset({InstallKind.DEB, InstallKind.TAR, InstallKind.WINDOWS, InstallKind.MAC})


@dataclass(frozen=True)
class InstallContext:
    """What tells how the program was installed."""

    platform: str  # as sys.platform
    # The folder that a packaged program brings along; None where Python was there before it.
    package: Path | None
    program: Path  # what was started
    prefix: Path  # of the Python environment
    source: Path  # the folder in which `helper` lies
    read: Callable[[Path], str | None]  # None for a file that is not there


@dataclass(frozen=True)
class Installation:
    """How the program was installed, and the folder that would be gone without it."""

    kind: InstallKind
    folder: Path


def this_setting() -> InstallContext:
    """Look at the program that runs."""
    packaged = getattr(sys, "_MEIPASS", None)
    return InstallContext(
        platform=sys.platform,
        package=Path(packaged) if packaged else None,
        program=Path(sys.executable),
        prefix=Path(sys.prefix),
        source=Path(__file__).resolve().parents[1],
        read=_read,
    )


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def recognise_installation(setting: InstallContext) -> Installation:
    """Tell how the program was installed: by what the package says, else by what the installer left in its environment."""
    if setting.package is not None:
        said = (setting.read(setting.package / MARK) or "").strip()
        usual = {"win32": InstallKind.WINDOWS, "darwin": InstallKind.MAC}.get(
            setting.platform, InstallKind.TAR
        )
        kind = InstallKind(said) if said in PACKAGES else usual
        return Installation(kind, _folder_of(setting.program, kind))
    if setting.read(setting.source / "pyproject.toml") is not None:
        return Installation(InstallKind.CHECKOUT, setting.source)
    for kind, receipt in ((InstallKind.UV, "uv-receipt.toml"), (InstallKind.PIPX, "pipx_metadata.json")):
        if setting.read(setting.prefix / receipt) is not None:
            return Installation(kind, setting.prefix)
    return Installation(InstallKind.PYTHON, setting.prefix)


def _folder_of(program: Path, kind: InstallKind) -> Path:
    """Give the folder of a package; on macOS a program is a folder that looks like a file."""
    if kind is InstallKind.MAC:
        return next((place for place in program.parents if place.suffix == ".app"), program.parent)
    return program.parent


def read_licences(setting: InstallContext, name: str) -> str | None:
    """Give a text of the folder on what the package brings along; None where nothing is brought along."""
    return setting.read(setting.package / LICENCES / name) if setting.package else None


def arguments_of(program: str, typed: Sequence[str]) -> list[str]:
    """Give what to run: what was typed, else, started from an icon, what the icon stands for."""
    # A Windows path splits at both strokes, so this reads every system's.
    is_icon = PureWindowsPath(program).stem == WINDOWED
    return list(FROM_ICON) if is_icon and not typed else list(typed)


def environment_of_others(environ: Mapping[str, str]) -> dict[str, str]:
    """Give the environment as it was before a package was started: other programs have libraries of their own."""
    ours = {_LIBRARIES, _LIBRARIES_BEFORE}
    others = {
        name: value
        for name, value in environ.items()
        if name not in ours and not name.startswith(_OF_THE_STARTER)
    }
    before = environ.get(_LIBRARIES_BEFORE)
    return others | {_LIBRARIES: before} if before else others


def set_up(argv: Sequence[str]) -> list[str]:
    """Make a packaged program one like any other, before it does anything; gives the arguments to run it with.

    Our own process found its libraries when it began; from here on, whatever it starts gets the person's environment.
    """
    others = environment_of_others(os.environ)
    for name in set(os.environ) - set(others):
        del os.environ[name]
    os.environ.update(others)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        # The starter's; programs that we start would inherit it.
        ctypes.windll.kernel32.SetDllDirectoryW(None)
    return arguments_of(argv[0], argv[1:])


def system_languages() -> list[str]:
    """Give the languages that the person chose in the system, the first one preferred: for where the environment is silent."""
    return _of_mac("AppleLanguages") or [name for name in [system_locale()] if name]


def system_locale() -> str | None:
    """Give the language and country that the system is set to (`fr_FR`); None where it does not say."""
    import locale  # noqa: PLC0415  only where the environment is silent: `--help` must answer at once

    return next(iter(_of_mac("AppleLocale")), None) or locale.getlocale()[0]


def _of_mac(name: str) -> list[str]:
    """Read a choice of the person's on macOS: a program that the Finder starts has no LANG."""
    if sys.platform != "darwin":
        return []
    try:
        content = Path("~/Library/Preferences/.GlobalPreferences.plist").expanduser().read_bytes()
    except (OSError, RuntimeError):
        return []
    return read_preference(content, name)


def parse_plist(content: bytes) -> dict[str, object]:
    """Read a property list of macOS; nothing where it is damaged."""
    import plistlib  # noqa: PLC0415  `--help` must answer at once
    from xml.parsers.expat import ExpatError  # noqa: PLC0415

    try:
        found = plistlib.loads(content)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, ExpatError):
        return {}
    return found if isinstance(found, dict) else {}


def read_preference(content: bytes, name: str) -> list[str]:
    """Read one choice out of macOS's file of preferences; nothing where it is not there or damaged."""
    value = parse_plist(content).get(name)
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
