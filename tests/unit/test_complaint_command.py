"""`complaint`: what is written where, what is packed with it, to whom and in which language."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import bagit
import pytest
from bs4 import BeautifulSoup
from drafting_samples import Run, complain, expect, run_at
from evidence_samples import NAMES, files_in
from followup_samples import SENT_AT, after, keep, root, seal_at
from markdown_it import MarkdownIt

from helper.browser import find, print_pdf
from helper.browser.find import FoundBrowser
from helper.errors import BrowserProblem

__all__ = ["complain", "root", "run_at"]  # fixtures
NO_REFERENCE = {"explanation": {"reference": None, "inserted": False, "text": "Je m’oppose."}}


# what is written


def test_the_draft_and_the_evidence_are_in_a_folder_of_its_own(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    result = complain("last")
    assert result.exit_code == 0
    folder = Path.cwd() / f"{bag.name}-complaint-fr"
    assert result.stdout == f"{folder}\n"
    assert "rien n’a été envoyé" in result.stderr.replace("\u00a0", " ")
    assert "https://www.cnil.fr/fr/adresser-une-plainte" in result.stderr
    found = files_in(folder)
    assert {name for name in found if "/" not in name} == {"complaint.md", "complaint.html"}
    assert {f"{bag.name}-copy/{name}" for name in NAMES} <= set(found)
    assert {name: found[f"{bag.name}/{name}"] for name in files_in(bag)} == files_in(bag)
    bagit.Bag(str(folder / bag.name)).validate()


def test_it_can_be_read_back_by_parsers_of_others_and_its_sums_are_those_of_the_files(
    complain: Run, root: Path
) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "acknowledgement", after(minutes=5))
    result = complain("last", "--output", "x")
    assert result.exit_code == 0, result.stderr
    page = BeautifulSoup(Path("x/complaint.html").read_text("utf-8"), "html.parser")
    again = BeautifulSoup(
        MarkdownIt("commonmark").enable("table").render(Path("x/complaint.md").read_text("utf-8")),
        "html.parser",
    )
    assert page.html
    assert page.html["lang"] == "fr"
    for one in (page, again):
        rows = [[cell.get_text() for cell in row.find_all("td")] for row in one.find_all("tr")][1:]
        assert len(rows) == len(NAMES) + 2
        for path, _, _, digest in rows:
            file = Path("x") / path if path.startswith(bag.name) else Path("x") / bag.name / path
            assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
        seal = hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
        assert seal in one.get_text()
    assert (Path("x") / f"{bag.name}.mails" / "01" / "message.eml").is_file()


def test_a_mail_with_a_one_time_code_is_not_packed(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "code", after(minutes=5), subject="123456")
    keep(bag, "unclear", after(minutes=6))
    assert complain("last", "--output", "x").exit_code == 0
    assert [path.name for path in (Path("x") / f"{bag.name}.mails").iterdir()] == ["02"]
    assert b"123456" not in Path("x/complaint.html").read_bytes()


def test_only_the_person_can_read_it_and_the_archive_is_not_touched(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    before = files_in(root)
    previous = os.umask(0)
    try:
        assert complain("last", "--output", "x").exit_code == 0
    finally:
        os.umask(previous)
    for path in [Path("x"), *Path("x").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert files_in(root) == before
    assert bag.is_dir()


def test_a_zip_holds_the_same(complain: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    assert complain("last", "--output", "x").exit_code == 0
    assert complain("last", "--output", "x.zip").exit_code == 0
    with zipfile.ZipFile("x.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files_in(Path("x"))
    assert stat.S_IMODE(Path("x.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["x", "x.zip"])
@pytest.mark.parametrize("kind", ["file", "folder", "symlink"])
def test_what_is_there_already_stays(complain: Run, root: Path, tmp_path: Path, name: str, kind: str) -> None:
    seal_at(root, SENT_AT)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    if kind == "file":
        Path(name).write_text("precious")
    elif kind == "folder":
        Path(name).mkdir()
    else:
        Path(name).symlink_to(victim)
    assert complain("last", "--output", name).exit_code == 2
    assert [path.name for path in Path.cwd().iterdir()] == [name]
    assert victim.read_text() == "precious"
    assert kind != "folder" or not list(Path(name).iterdir())


def test_a_second_draft_never_replaces_the_first(complain: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    assert complain("last").exit_code == 0
    before = files_in(Path.cwd())
    assert complain("last").exit_code == 2
    assert files_in(Path.cwd()) == before


def test_nothing_is_written_into_the_archive(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    expect(complain("last", "--output", str(bag / "x")), 2)
    assert not (bag / "x").exists()


def test_a_disk_that_takes_nothing_leaves_nothing(
    complain: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT)

    def fail(_file: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", fail)
    expect(complain("last", "--output", "x"), 6, "le disque est plein")


def test_scripts_learn_what_was_written(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    result = complain("last", "--json", "--authority", "ie", "--quiet")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    gaps = document.pop("gaps")
    assert gaps >= 8
    assert document == {
        "id": bag.name, "path": str(Path.cwd() / f"{bag.name}-complaint-ie"), "authority": "ie", "language": "en",
        "ground": "no_answer", "letter": None, "due": "2026-10-01", "pdf": False, "left_out": [],
    }  # fmt: skip
    assert result.stderr == ""


# to whom and in which language


@pytest.mark.parametrize(
    ("arguments", "changes", "lang", "expected"),
    [
        ((), {}, "nl_BE.UTF-8", ("be", "nl")),  # not that of the CNIL, which the objection cites
        (("--country", "lu"), {}, "fr_FR.UTF-8", ("lu", "fr")),
        ((), NO_REFERENCE, "nl_BE.UTF-8", ("be", "nl")),
        ((), NO_REFERENCE, "de_AT.UTF-8", ("at", "de")),
        ((), NO_REFERENCE, "pl_PL.UTF-8", ("pl", "en")),
        (("--authority", "IT"), {}, "fr_FR.UTF-8", ("it", "it")),
        (("--authority", "aepd"), {}, "fr_FR.UTF-8", ("es", "es")),
        (("--authority", "be", "--lang", "fr"), {}, "nl_BE", ("be", "fr")),
        (("--authority", "fr", "--language", "en"), {}, "fr_FR.UTF-8", ("fr", "en")),
    ],
)
def test_authority_and_language_are_those_asked_for_or_told_by_attempt_and_computer(
    complain: Run,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    changes: dict[str, Any],
    lang: str,
    expected: tuple[str, str],
) -> None:
    seal_at(root, SENT_AT, **changes)
    monkeypatch.setenv("LANG", lang)
    document = json.loads(complain("last", "--json", *arguments).stdout)
    assert (document["authority"], document["language"]) == expected


def test_where_no_authority_can_be_told_the_option_is_named(
    complain: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT, **NO_REFERENCE)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    expect(complain("last"), 2, "--authority", "de-hh", "edpb.europa.eu")


def test_an_unknown_authority_is_refused(complain: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    expect(complain("last", "--authority", "nobody"), 2, "nobody", "de-hh", "edpb.europa.eu")
    expect(complain("last", "--authority", "ch"), 2, "FADP")
    assert complain("last", "--language", "pl").exit_code == 2


# the PDF


def test_the_pdf_is_made_of_the_page_that_was_written(
    complain: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT)
    printed: list[str] = []
    monkeypatch.setattr(find, "find_browser", lambda: FoundBrowser("chromium", Path("/x")))
    monkeypatch.setattr(print_pdf, "print_pdf", lambda html, _browser: printed.append(html) or b"%PDF-1.7")
    document = json.loads(complain("last", "--pdf", "--output", "x", "--json").stdout)
    assert document["pdf"] is True
    assert printed == [Path("x/complaint.html").read_text("utf-8")]
    assert Path("x/complaint.pdf").read_bytes() == b"%PDF-1.7"


def test_without_a_browser_the_draft_is_there_all_the_same(
    complain: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT)

    def none_found() -> FoundBrowser:
        raise BrowserProblem("browser_none")

    monkeypatch.setattr(find, "find_browser", none_found)
    result = complain("last", "--pdf", "--output", "x", "--lang", "en")
    assert result.exit_code == 0
    assert "So there is no PDF" in result.stderr
    assert {path.name for path in Path("x").iterdir() if path.is_file()} == {"complaint.md", "complaint.html"}
