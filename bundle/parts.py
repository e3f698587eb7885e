"""By whom everything in a package is, and under which terms: each file has an owner, or there is no package.

An owner is a package of Python's, one of the system's (Debian), Python itself, or what rides inside one of these and
has terms of its own: Node.js and Playwright's driver. `about --licences` shows the list, the SBOM is written from it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

OURS = "optout-assist"
# What makes a package is in it too: the starter, and the modules that prepare others for it.
_MAKER = "pyinstaller"
_TERMS = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
# Libraries of Debian's that Python or a package is linked with: the licences that their copyright files name, in short.
# One that is not here is shown with its copyright file alone, and refused where that names the GPL.
_OF_DEBIAN = {
    **dict.fromkeys(("libgcc-s1", "libstdc++6", "libatomic1"), "GPL-3.0-or-later WITH GCC-exception-3.1"),
    **dict.fromkeys(("libbz2-1.0",), "bzip2-1.0.6"),
    **dict.fromkeys(("libffi8", "libexpat1"), "MIT"),
    **dict.fromkeys(("liblzma5",), "0BSD"),
    **dict.fromkeys(("libsqlite3-0",), "blessing"),
    **dict.fromkeys(("libssl3", "libssl3t64"), "Apache-2.0"),
    **dict.fromkeys(("libtinfo6",), "X11"),
    **dict.fromkeys(("libuuid1",), "BSD-3-Clause"),
    **dict.fromkeys(("zlib1g",), "Zlib"),
}
# Python itself where it is Debian's: its terms are Python's, of which the copyright file names many more than are in it.
_PYTHON_OF_DEBIAN = re.compile(r"(lib)?python3\.\d+(-minimal|-stdlib)?(:\w+)?")
_SEE_TERMS = "see its terms"
# What PyInstaller writes for a folder of modules that is no file.
_NO_FILE = ("", "-", None)
# The names that metadata of Python packages use besides those of SPDX.
_NAMES = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD-like": "dkimpy (zlib style)",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "GPLv2-or-later with a special exception which allows to use PyInstaller to build and distribute non-free programs "
    "(including commercial ones)": "GPL-2.0-or-later WITH Bootloader-exception",
}


@dataclass(frozen=True)
class Part:
    """Something by others in a package."""

    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[str, ...] = ()


def write(found: Iterable[Part], target: Path) -> None:
    """Write the list that `about` reads."""
    target.write_text(json.dumps([asdict(one) for one in found], ensure_ascii=False), encoding="utf-8")


def of(paths: Iterable[str]) -> list[Part]:
    """Give what the files of a package belong to, by name; ends the program where that is not known or not allowed."""
    names: set[str] = {_MAKER}
    packages: set[str] = set()
    unknown: set[Path] = set()
    has_python = False
    for path in {Path(path).resolve() for path in paths if path not in _NO_FILE}:
        if owner := _distributions().get(path):
            names.add(owner)
        elif path.name == "base_library.zip" or _is_made_here(path):
            has_python = True
        elif package := _packages_of_debian().get(_without_usr(str(path))):
            if _PYTHON_OF_DEBIAN.fullmatch(package):
                has_python = True
            else:
                packages.add(package)
        elif path.is_relative_to(Path(sys.base_prefix).resolve()):
            has_python = True
        else:
            unknown.add(path)
    if unknown:
        sys.exit("Nobody knows whose these files are:\n" + "\n".join(sorted(map(str, unknown))))
    found = [
        *(_of_python(name) for name in names - {OURS}),
        *map(_of_debian, packages),
        *([_python()] if has_python else []),
        *(_inside_playwright() if "playwright" in names else ()),
    ]
    if refused := [one.name for one in found if is_refused(one)]:
        sys.exit(
            f"Their licence would bind the whole package, or nobody has looked: {', '.join(sorted(refused))}"
        )
    return sorted(found, key=lambda one: (one.name.lower(), one.version))


def is_refused(part: Part) -> bool:
    """Tell whether a licence would, or may, bind what it is put together with: one that nobody has looked at yet may."""
    if part.licence == _SEE_TERMS:
        return not part.texts or any("GPL" in text for text in part.texts)
    return "GPL" in part.licence and "LGPL" not in part.licence and " WITH " not in part.licence


def _is_made_here(path: Path) -> bool:
    """Tell whether PyInstaller wrote a file while it made the package, or it is our own start."""
    here = Path(__file__).resolve().parent
    return path.is_relative_to(here) or path.is_relative_to(here.parent / "build/package/pyinstaller")


@cache
def _distributions() -> dict[Path, str]:
    """Say for each file of each installed Python package whose it is."""
    return {
        Path(str(one.locate_file(file))).resolve(): one.name.lower()
        for one in metadata.distributions()
        for file in one.files or ()
    }


def _of_python(name: str) -> Part:
    found = metadata.distribution(name)
    texts = [
        text
        for file in found.files or ()
        if _TERMS.search(file.name) and ".dist-info" in str(file)
        if (text := _read(Path(str(found.locate_file(file)))))
    ]
    return Part(
        found.name,
        found.version,
        licence_of(found.metadata),
        purl("pypi", found.name, found.version),
        tuple(texts),
    )


def licence_of(said: metadata.PackageMetadata) -> str:
    """Name the licence of a Python package: its own expression, else what its older fields say."""
    if expression := said.get("License-Expression"):
        return expression
    field = (said.get("License") or "").strip().partition("\n")[0]
    classified = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier") or ()
        if one.startswith("License :: OSI Approved")
    ]
    named = [field] if field and field != "UNKNOWN" else classified
    return " AND ".join(_NAMES.get(one, one) for one in named if one) or _SEE_TERMS


def purl(kind: str, name: str, version: str, more: str = "") -> str:
    """Give the address of something among packages (purl specification)."""
    normal = re.sub(r"[-_.]+", "-", name).lower() if kind == "pypi" else name
    return f"pkg:{kind}/{quote(normal, safe='/')}@{quote(version, safe='')}{more}"


@cache
def _packages_of_debian() -> dict[str, str]:
    """Say for each file that Debian's packages installed whose it is, as dpkg keeps it."""
    return {
        _without_usr(line): listed.name.removesuffix(".list")
        for listed in Path("/var/lib/dpkg/info").glob("*.list")
        for line in listed.read_text("utf-8", errors="replace").splitlines()
    }


def _without_usr(path: str) -> str:
    """Give one name to a file that the system has in `/lib` and `/usr/lib` alike."""
    return path.removeprefix("/usr")


def _of_debian(package: str) -> Part:
    asked = ["dpkg-query", "-W", "-f", "${Package}\t${Version}\t${Architecture}", package]
    name, version, architecture = subprocess.run(
        asked, capture_output=True, text=True, check=True
    ).stdout.split("\t")
    text = _read(Path("/usr/share/doc") / name / "copyright")
    more = f"?arch={architecture}"
    licence = _OF_DEBIAN.get(name, _SEE_TERMS)
    return Part(name, version, licence, purl("deb", f"debian/{name}", version, more), (text,) if text else ())


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    library = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = (library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    texts = [text for place in places if (text := _read(place))]
    return Part("CPython", version, "PSF-2.0", purl("generic", "cpython", version), tuple(texts[:1]))


def _inside_playwright() -> Iterator[Part]:
    driver = Path(str(metadata.distribution("playwright").locate_file("playwright/driver")))
    node = next(path for path in (driver / "node", driver / "node.exe") if path.is_file())
    version = (
        subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        .stdout.strip()
        .lstrip("v")
    )
    terms = _read(driver / "LICENSE")
    yield Part("Node.js", version, "MIT", purl("generic", "nodejs", version), (terms,) if terms else ())
    package = driver / "package"
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    texts = [
        text
        for path in sorted(package.iterdir())
        if path.is_file() and _TERMS.search(path.name)
        if (text := _read(path))
    ]
    yield Part(
        "playwright-core", version, "Apache-2.0", purl("npm", "playwright-core", version), tuple(texts)
    )


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return None
