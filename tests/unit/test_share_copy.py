"""A copy to hand over: what is in it, how it is written, and what a copied picture looks like."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from evidence_samples import kept, picture, reseal, seal_one
from PIL import Image
from share_samples import SIZE, Run, drawn, run, seal, unpack

from helper.evidence.limits import read_limits
from helper.evidence.store import Archive
from helper.share.copy import ShareCopy
from helper.share.pictures import draw_copy, is_drawable
from helper.texts import LANGUAGES, Texts

__all__ = ["kept", "run"]  # fixtures


# the whole copy


def test_the_exact_bag_and_copies_to_read_are_in_one_file(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag = seal(kept, {})
    files = unpack(run())
    assert {name.split("/")[0] for name in files} == {bag.name, f"{bag.name}-copy"}
    for path in bag.rglob("*"):
        if path.is_file():
            assert files[f"{bag.name}/{path.relative_to(bag).as_posix()}"] == path.read_bytes()
    assert {name.split("/")[1] for name in files if "-copy/" in name} == {
        "01-form.png", "record.json", "LIMITS.txt", "LIMITES.txt", "READ-ME.txt", "LISEZ-MOI.txt",
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / f"{bag.name}.zip") as packed:
        packed.extractall(tmp_path / "out")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "-c", "--quiet", manifest]
        assert subprocess.run(command, cwd=tmp_path / "out" / bag.name, check=False).returncode == 0


def test_a_copied_picture_is_the_original_with_a_strip_below(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    copy = Image.open(io.BytesIO(unpack(run())[f"{bag.name}-copy/01-form.png"]))
    original = Image.open(bag / "data/01-form.png")
    assert copy.crop((0, 0, *SIZE)).tobytes() == original.convert("RGB").tobytes()
    assert copy.height > original.height + 80
    strip = copy.crop((0, original.height, copy.width, copy.height))
    assert len(strip.getcolors(100_000) or []) > 10  # letters


def test_the_instructions_name_every_sum(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    files = unpack(run())
    digest = hashlib.sha256((bag / "data/01-form.png").read_bytes()).hexdigest()
    seal_sum = hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    for name in ("READ-ME.txt", "LISEZ-MOI.txt"):
        text = files[f"{bag.name}-copy/{name}"].decode()
        assert digest in text
        assert seal_sum in text
        assert "sha256sum -c manifest-sha256.txt" in text
        assert "{" not in text


def test_a_bag_from_before_there_were_limits_gets_those_of_today(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    for name in read_limits():
        (bag / name).unlink()
    reseal(bag)
    files = unpack(run())
    assert files[f"{bag.name}-copy/LIMITS.txt"].decode() == read_limits()["LIMITS.txt"]


def test_the_exact_bag_alone_is_still_to_be_had(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    assert {name.split("/")[0] for name in unpack(run("--original"))} == {bag.name}


def test_originals_are_never_changed(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in bag.rglob("*") if path.is_file()}
    unpack(run())
    unpack(run("--redact"))
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in bag.rglob("*") if path.is_file()
    }


def test_it_is_private_whole_and_overwrites_nothing(run: Run, kept: Archive, tmp_path: Path) -> None:
    seal(kept, {})
    target = tmp_path / "x.zip"
    previous = os.umask(0)
    try:
        assert run("--output", str(target), "--redact").exit_code == 0
    finally:
        os.umask(previous)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    assert run("--output", str(target), "--redact").exit_code == 2
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "x.zip"]


@pytest.mark.parametrize("options", [("--redact", "--original"), ("a.zip", "--output", "b.zip")])
def test_two_wishes_that_exclude_each_other_are_refused(
    run: Run, kept: Archive, tmp_path: Path, options: tuple[str, ...]
) -> None:
    seal(kept, {})
    assert run(*options).exit_code == 2
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize("without_links", [False, True])
def test_what_appears_meanwhile_is_not_overwritten(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_links: bool
) -> None:
    seal(kept, {})
    target = tmp_path / "x.zip"
    real_fsync, real_link = os.fsync, os.link

    def appear(file: int) -> None:
        real_fsync(file)
        if not target.exists():
            target.write_bytes(b"precious")

    def link(*arguments: Any) -> None:
        if without_links:
            raise OSError(95, "no links here")
        real_link(*arguments)

    monkeypatch.setattr(os, "fsync", appear)
    monkeypatch.setattr(os, "link", link)
    assert run(str(target)).exit_code == 2
    assert target.read_bytes() == b"precious"
    assert not list(tmp_path.glob(".*.part"))


# the strip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strip_s_words_can_be_drawn_on_every_system(language: str) -> None:
    sentences = Texts.load(language).sentences
    captions = {key: text for key, text in sentences.items() if key.startswith("share.caption.")}
    assert captions
    for key, text in captions.items():
        assert is_drawable(text.replace("\u00a0", " ")), key


@pytest.mark.parametrize("text", ["W" * 10_000, "é\u202e\x1b[31m日本", "", " ", "a " * 3000])
def test_no_address_breaks_the_strip(text: str) -> None:
    copy = Image.open(io.BytesIO(draw_copy(drawn(), (), [text, "second line"])))
    assert copy.width == 640
    assert copy.height < 4000


def test_a_grey_picture_of_one_point_gets_its_strip() -> None:
    assert Image.open(io.BytesIO(draw_copy(picture(), (), ["x"]))).width == 640


def test_a_picture_that_was_changed_since_it_was_verified_is_not_handed_over(kept: Archive) -> None:
    bag = seal(kept, {})
    record = kept.find("last").record
    assert record is not None
    (bag / "data" / "01-form.png").write_bytes(drawn("#00f"))
    copy = ShareCopy(bag, record, Texts.load("en"), is_redacted=False)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        list(copy.files())
