"""Makes a `.deb` and a `.tar.gz` of the folder that PyInstaller made, the same ones each time.

python bundle/linux_files.py FOLDER TARGET      with SOURCE_DATE_EPOCH: the time of every file in them
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from helper import __version__
from helper.installed import LICENCES, MARK, WINDOWED

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "optout-assist"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
INSIDE = "_internal"

# `chromium` first: what Debian installs where there is no browser yet. Others do as well; so does a keyring of the system.
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: the authors of optout-assist <noreply@localhost>
Installed-Size: {size}
Depends: libc6 (>= {libc}), tzdata
Recommends: chromium | google-chrome-stable | microsoft-edge-stable | chromium-browser, gnome-keyring | kwalletmanager
Section: web
Priority: optional
Description: sits beside you while you object to Meta's AI training
 Opens the form in a browser window, checks the e-mail address that it shows,
 and keeps sealed evidence of what was sent. You log in and you press Send.
 .
 En français : ouvre le formulaire dans une fenêtre, vérifie l'adresse e-mail
 affichée, et garde des preuves scellées de ce qui a été envoyé. Vous vous
 connectez et vous appuyez sur Envoyer.
 .
 It brings its own Python along. No service of its own runs, nothing is sent
 to its authors, and nobody is asked for updates.
"""


def main() -> None:
    """Write both files and name them."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    time = int(os.environ["SOURCE_DATE_EPOCH"])
    target.mkdir(parents=True, exist_ok=True)
    work = folder.parent / "files"
    shutil.rmtree(work, ignore_errors=True)
    print(make_deb(folder, work / "deb", target, time))
    print(make_tar(folder, work / "tar", target, time))


def make_deb(folder: Path, work: Path, target: Path, time: int) -> Path:
    """Make the Debian package: the program, an entry in the menu with its icon, and what it is made of."""
    share = work / "usr/share"
    put_program(folder, work / "usr/lib" / NAME, "deb")
    command = work / "usr/bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{NAME}/{NAME}")
    put(HERE / f"linux/{NAME}.desktop", share / f"applications/{NAME}.desktop")
    put(HERE / f"icons/{NAME}.svg", share / f"icons/hicolor/scalable/apps/{NAME}.svg")
    for size in SIZES:
        put(HERE / f"icons/{NAME}-{size}.png", share / f"icons/hicolor/{size}x{size}/apps/{NAME}.png")
    put(ROOT / "LICENSE", share / f"doc/{NAME}/copyright")
    terms = share / f"doc/{NAME}/LICENCES.txt"
    terms.write_text(terms_of(folder), "utf-8")
    changes = share / f"doc/{NAME}/changelog.gz"
    changes.write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=time))
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    control = work / "DEBIAN"
    control.mkdir()
    said = CONTROL.format(
        name=NAME, version=__version__, architecture=architecture, size=kibibytes(work), libc=libc_version()
    )
    (control / "control").write_text(said, "utf-8")
    (control / "md5sums").write_text("".join(sums(work)), "utf-8")
    put(HERE / "linux/postrm", control / "postrm", mode=0o755)
    settle(work, time)
    made = target / f"{NAME}_{__version__}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", str(work), str(made)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(time)},
    )
    return made


def make_tar(folder: Path, work: Path, target: Path, time: int) -> Path:
    """Make the archive for systems without Debian's packages: one folder to unpack anywhere."""
    name = f"{NAME}-{__version__}-linux-{platform.machine()}"
    top = work / name
    put_program(folder, top, "tar")
    for file in ("LICENSE", "CHANGELOG.md"):
        put(ROOT / file, top / file)
    for file in ("README.txt", "LISEZMOI.txt"):
        put(HERE / "linux" / file, top / file)
    put(HERE / f"icons/{NAME}.svg", top / f"{NAME}.svg")
    (top / "LICENCES.txt").write_text(terms_of(folder), "utf-8")
    settle(work, time)
    made = target / f"{name}.tar.gz"
    # The name of the file and the time are left out of the header: else no two are the same.
    with (
        made.open("wb") as opened,
        gzip.GzipFile("", "wb", 9, opened, mtime=time) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in [top, *sorted(top.rglob("*"))]:
            archive.add(path, str(path.relative_to(work)), recursive=False, filter=as_root)
    return made


def terms_of(folder: Path) -> str:
    """Give the licences of everything by others in the package, to be read without the program."""
    listed = json.loads((folder / INSIDE / LICENCES / "parts.json").read_text("utf-8"))
    first = "What this package brings along by others, each with its terms. The program itself: see LICENSE or copyright.\n"
    parts = (
        "\n\n".join(
            [f"{one['name']} {one['version']} ({one['licence']})", *(text.strip() for text in one["texts"])]
        )
        for one in listed
    )
    rule = "\n\n" + "-" * 70 + "\n\n"
    return rule.join([first.strip(), *parts]) + "\n"


def put_program(folder: Path, target: Path, kind: str) -> None:
    """Copy the program, say in it what kind of package it is in, and give it its second name."""
    shutil.copytree(folder, target, symlinks=True)
    (target / INSIDE / MARK).write_text(f"{kind}\n", "utf-8")
    (target / WINDOWED).symlink_to(NAME)


def put(source: Path, target: Path, mode: int = 0o644) -> None:
    """Copy a file to a place that is made for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def settle(folder: Path, time: int) -> None:
    """Make modes and times the same on every computer: everybody may read, programs may be run."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            may_run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if may_run else 0o644)
        os.utime(path, (time, time), follow_symlinks=False)


def as_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Name no user of the computer that made it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def sums(folder: Path) -> Iterator[str]:
    """Give the lines of Debian's list of hashes."""
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and place.parts[0] != "DEBIAN":
            yield f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {place}\n"


def kibibytes(folder: Path) -> int:
    """Give how much a folder holds."""
    return sum(path.lstat().st_size for path in folder.rglob("*")) // 1024


def libc_version() -> str:
    """Give the C library that the package is linked with: an older one cannot run it."""
    return platform.libc_ver()[1]


if __name__ == "__main__":
    main()
