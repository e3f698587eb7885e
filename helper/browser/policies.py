"""Reads what an administrator forbids the browser (a policy of a company or a school), so that silence gets a name.

Places: the makers' pages on policies and chrome_paths.cc of Chromium. What keeps a window from answering was tried on
Chromium 156 under Linux (2026-11-27): a value of the wrong kind counts for nothing, one that is only recommended counts.
Policies that come from the maker's cloud are kept enciphered and cannot be read here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from helper.installed import parse_plist

PolicySettings = Mapping[str, object]

# Per member of the family, each browser that it may be: folders of Linux, names of macOS, keys below Software\Policies.
# Nobody knows which one `other` is: it may obey the settings of any.
_PLACES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "linux": {
        "chrome": ("/etc/opt/chrome",),
        "msedge": ("/etc/opt/edge",),
        "chromium": ("/etc/chromium", "/etc/chromium-browser", "/etc/opt/chrome_for_testing"),
        "other": ("/etc/brave",),
    },
    "darwin": {
        "chrome": ("com.google.Chrome",),
        "msedge": ("com.microsoft.Edge",),
        "chromium": ("org.chromium.Chromium", "com.google.chrome.for.testing"),
        "other": ("com.brave.Browser",),
    },
    "win32": {
        "chrome": ("Google\\Chrome",),
        "msedge": ("Microsoft\\Edge",),
        "chromium": ("Chromium", "Google\\Chrome for Testing"),
        "other": ("BraveSoftware\\Brave",),
    },
}
_STRING = r'"(?:\\.|[^"\\])*"'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*|/\*.*?\*/", re.DOTALL)
_LAST_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)


@dataclass(frozen=True)
class Policy:
    """One setting of an administrator, and where it stands."""

    name: str
    place: str


@dataclass(frozen=True)
class Policies:
    """All that an administrator set for one browser, with the place where each setting stands."""

    settings: PolicySettings
    places: Mapping[str, str]

    def named(self, name: str) -> Policy:
        """Give a setting with its place."""
        return Policy(name, self.places[name])


@dataclass(frozen=True)
class Computer:
    """What the search may know of the computer, so that every system is tested on any."""

    platform: str  # as sys.platform
    user: str
    files: Callable[[str], Mapping[str, bytes]]  # of a folder, by path; empty where there is none
    read: Callable[[str], bytes | None]
    registry: Callable[[str, str], PolicySettings]  # of a hive (HKLM, HKCU) and a key; lists as lists


def this_computer() -> Computer:
    """Describe the computer that we run on."""
    return Computer(sys.platform, Path.home().name, _files, _read, _registry)


def read_policies(kind: str, computer: Computer | None = None) -> list[Policies]:
    """Collect what an administrator set for each browser that one of this kind (`chrome`, ..., `other`) may be."""
    computer = computer or this_computer()
    kinds = _PLACES[_system(computer)] if kind == "other" else (kind,)
    products = [product for one in kinds for product in _PLACES[_system(computer)][one]]
    return [_collect(_sources(product, computer)) for product in products]


def find_forbidding(found: Iterable[Policies]) -> Policy | None:
    """Tell which setting keeps the browser from answering a program."""
    return next(filter(None, map(_forbids_debugging, found)), None)


def find_blocking(found: Iterable[Policies], address: str) -> Policy | None:
    """Tell which setting keeps the browser from opening an address."""
    return next(filter(None, (_blocks(one, address) for one in found)), None)


def _collect(sources: Iterable[tuple[str, PolicySettings]]) -> Policies:
    settings: dict[str, object] = {}
    places: dict[str, str] = {}
    for place, found in sources:
        settings.update(found)
        places.update(dict.fromkeys(found, place))
    return Policies(settings, places)


def _forbids_debugging(policies: Policies) -> Policy | None:
    settings = policies.settings
    if settings.get("RemoteDebuggingAllowed") is False:
        return policies.named("RemoteDebuggingAllowed")
    # The older setting counts only where the newer one says nothing.
    if type(tools := settings.get("DeveloperToolsAvailability")) is int:
        if tools == 2:
            return policies.named("DeveloperToolsAvailability")
    elif settings.get("DeveloperToolsDisabled") is True:
        return policies.named("DeveloperToolsDisabled")
    # The browser asks for an account of its own before it shows any page.
    if type(signin := settings.get("BrowserSignin")) is int and signin == 2:
        return policies.named("BrowserSignin")
    return None


def _blocks(policies: Policies, address: str) -> Policy | None:
    """Read the two lists of addresses: the most exact pattern counts, and of equals the one that allows."""
    matching = [
        (*exactness, is_allowed)
        for name, is_allowed in (("URLBlocklist", False), ("URLAllowlist", True))
        for pattern in _texts_of(policies.settings.get(name))
        if (exactness := _exactness(pattern, address)) is not None
    ]
    if not matching or max(matching)[-1]:
        return None
    return policies.named("URLBlocklist")


def _exactness(pattern: str, address: str) -> tuple[bool, int, int] | None:
    """Tell how exactly a pattern names an address ([scheme://][.]host[:port][/path]); None where it does not."""
    wanted = urlsplit(address)
    host = wanted.hostname or ""
    scheme, separator, rest = pattern.strip().lower().rpartition("://")
    name, slash, path = rest.partition("/")
    name, _, port = name.partition(":")
    is_exact, name = name.startswith("."), name.removeprefix(".")
    if (separator and scheme not in ("*", wanted.scheme)) or "?" in pattern or port not in ("", "*", "443"):
        return None
    if name not in ("*", host) and (is_exact or not host.endswith(f".{name}") or not name):
        return None
    # In the path letters may be large or small: it is taken as it was written.
    written = pattern.strip()[len(pattern.strip()) - len(path) :] if path else ""
    if not (wanted.path or "/").startswith(slash + written.removesuffix("*")):
        return None
    return (name != "*", len(name), len(path))


def _texts_of(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


# ---------------------------------------------------------------------------------------------------- where it stands


def _system(computer: Computer) -> str:
    return computer.platform if computer.platform in _PLACES else "linux"


def _sources(product: str, computer: Computer) -> Iterator[tuple[str, PolicySettings]]:
    """Give what each place sets for one browser, the one that counts most last."""
    match _system(computer):
        case "win32":
            key = f"Software\\Policies\\{product}"
            for name in (f"{key}\\Recommended", key):
                for hive in ("HKCU", "HKLM"):
                    yield f"{hive}\\{name}", _with_truths(computer.registry(hive, name))
        case "darwin":
            for folder in (f"/Library/Managed Preferences/{computer.user}", "/Library/Managed Preferences"):
                path = f"{folder}/{product}.plist"
                yield path, parse_plist(computer.read(path) or b"")
        case _:
            for level in ("recommended", "managed"):
                files = computer.files(f"{product}/policies/{level}")
                for path in sorted(files):
                    yield path, parse_json(files[path])


def parse_json(content: bytes) -> PolicySettings:
    """Read a policy file as Chromium does, with comments and last commas; nothing where it is damaged."""
    try:
        text = _COMMENT.sub(r"\1", content.decode("utf-8-sig"))
        found = json.loads(_LAST_COMMA.sub(r"\1", text))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _with_truths(settings: PolicySettings) -> PolicySettings:
    """The registry has no truth values: 0 and 1 stand for them."""
    known = ("RemoteDebuggingAllowed", "DeveloperToolsDisabled")
    return {
        name: bool(value) if name in known and isinstance(value, int) else value
        for name, value in settings.items()
    }


def _files(folder: str) -> Mapping[str, bytes]:
    try:
        paths = [path for path in Path(folder).iterdir() if path.is_file()]
    except OSError:
        return {}
    return {str(path): content for path in paths if (content := _read(str(path))) is not None}


def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def _registry(hive: str, key: str) -> PolicySettings:
    if sys.platform != "win32":
        return {}
    import winreg  # noqa: PLC0415  only Windows has it

    root = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}[hive]
    found: dict[str, object] = {}
    try:
        with winreg.OpenKey(root, key) as opened:
            subkeys, values, _ = winreg.QueryInfoKey(opened)
            for index in range(values):
                name, value, _ = winreg.EnumValue(opened, index)
                found[name] = value
            for index in range(subkeys):
                name = winreg.EnumKey(opened, index)
                with winreg.OpenKey(opened, name) as listed:
                    found[name] = [
                        winreg.EnumValue(listed, i)[1] for i in range(winreg.QueryInfoKey(listed)[1])
                    ]
    except OSError:
        return found
    return found
