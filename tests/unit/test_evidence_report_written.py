"""Where the page of `report` is written, that it harms nothing there, and which pictures it shows."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import click
import pytest
from bs4 import BeautifulSoup
from evidence_report_samples import Run, page_of, run
from evidence_samples import chunk, kept, picture, reseal, seal_one

from helper.evidence.store import Archive
from helper.report.gather import link_to
from helper.report.thumbnails import Thumbnails

__all__ = ["kept", "run"]  # fixtures


# where it is written


def test_it_lies_in_the_archive_for_the_person_alone_and_harms_nothing(run: Run, kept: Archive) -> None:
    seal_one(kept)
    page = kept.path / "report.html"
    previous = os.umask(0)
    try:
        for _ in range(2):
            result = run()
            assert (result.exit_code, result.stdout) == (0, f"{page}\n")
    finally:
        os.umask(previous)
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert sorted(path.name for path in kept.path.iterdir() if path.is_file()) == [".lock", "report.html"]
    assert len(kept.entries()) == 1


@pytest.mark.parametrize("kind", ["file", "symlink", "folder"])
def test_only_an_earlier_page_of_ours_is_replaced(run: Run, kept: Archive, tmp_path: Path, kind: str) -> None:
    seal_one(kept)
    victim, page = tmp_path / "victim", kept.path / "report.html"
    victim.write_text("precious")
    if kind == "file":
        page.write_text("precious")
    elif kind == "symlink":
        page.symlink_to(victim)
    else:
        page.mkdir()
    assert run().exit_code == 2
    assert victim.read_text() == "precious"
    assert kind != "file" or page.read_text() == "precious"


def test_a_page_elsewhere_overwrites_nothing_and_links_to_the_pictures(
    run: Run, kept: Archive, tmp_path: Path
) -> None:
    bag = seal_one(kept)
    target = tmp_path / "for me" / "page.html"
    target.parent.mkdir()
    assert run("--output", str(target)).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    page = BeautifulSoup(target.read_text("utf-8"), "html.parser")
    links = {link["href"] for link in page.find_all("a")}
    assert f"./../archive/{bag.name}/data/form.png" in links
    assert all((target.parent / link).exists() for link in links)
    before = target.read_bytes()
    assert run("--output", str(target)).exit_code == 2
    assert target.read_bytes() == before
    assert run("--output", str(bag / "data" / "page.html")).exit_code == 2
    assert run("--output", str(tmp_path / "absent" / "page.html")).exit_code == 6


def test_a_disk_that_takes_nothing_leaves_the_earlier_page(
    run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)
    run()
    before = (kept.path / "report.html").read_bytes()

    def fail(_file: int) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        result = run()
    assert result.exit_code == 6
    assert (kept.path / "report.html").read_bytes() == before
    assert not list(kept.path.glob(".report*"))


def test_an_empty_archive_gets_no_page(run: Run, kept: Archive) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert "empty" in result.stderr
    assert json.loads(run("--json").stdout)["path"] is None
    assert not kept.path.exists()


def test_scripts_learn_where_it_is_and_that_something_is_damaged(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    seal_one(kept, "instagram")
    (bag / "data/form.png").unlink()
    result = run("--json")
    assert result.exit_code == 6
    assert json.loads(result.stdout) == {
        "path": str(kept.path / "report.html"), "attempts": 2, "damaged": 1, "lost": 0,
    }  # fmt: skip


def test_open_gives_the_page_to_the_system(run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_one(kept)
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or 0)
    assert run("--open").exit_code == 0
    assert opened == [str(kept.path / "report.html")]
    monkeypatch.setattr(click, "launch", lambda _path: 1)
    result = run("--open")
    assert result.exit_code == 2
    assert "report.html" in result.stderr


# pictures and links


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.png", "/etc/x.png", "A.png", "a b.png", "javascript:x.png"]
)
def test_a_picture_by_a_name_that_is_none_of_ours_is_neither_read_nor_linked(
    kept: Archive, name: str
) -> None:
    bag = seal_one(kept)
    path = bag / "data/record.json"
    path.write_text(path.read_text("utf-8").replace('"form.png"', json.dumps(name)), "utf-8")
    reseal(bag)
    html = page_of(kept).decode()
    assert 'href="javascript' not in html
    assert not re.search(r'(href|src)="[^"]*(etc/|%20b\.png|A\.png)', html)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", picture()[:40], b"\x89PNG\r\n\x1a\n" + b"\0" * 60], ids=range(4)
)
def test_a_file_that_is_no_picture_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert Thumbnails().make(path) == "unreadable"


def test_a_picture_that_would_fill_the_memory_is_not_opened(tmp_path: Path) -> None:
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")))
    assert Thumbnails().make(path) == "unreadable"


def test_a_symlink_in_place_of_a_picture_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(picture())
    (tmp_path / "x.png").symlink_to(tmp_path / "real.png")
    assert Thumbnails().make(tmp_path / "x.png") == "unreadable"


def test_enough_small_copies_are_enough(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(picture())
    thumbnails = Thumbnails(budget=10)
    assert not isinstance(thumbnails.make(tmp_path / "x.png"), str)
    assert thumbnails.make(tmp_path / "x.png") == "left_out"


def test_links_survive_odd_folder_names(tmp_path: Path) -> None:
    target = tmp_path / "a:b" / 'é #?"<%\udcff' / "x.png"
    link = link_to(target, tmp_path / "report.html")
    assert link.startswith("./")
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", link)
