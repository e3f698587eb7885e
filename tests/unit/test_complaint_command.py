"""`complaint`: what is written where, what is packed with it, and everything that it refuses without a trace."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from evidence_samples import NAMES
from followup_samples import SENT_AT, after, keep, seal_at
from markdown_it import MarkdownIt

from helper.browser import find, print_pdf
from helper.browser.find import FoundBrowser
from helper.errors import BrowserProblem
from helper.evidence.letters import keep_letter
from helper.evidence.store import Archive
from helper.followup import clock
from helper.followup.clock import Clock
from helper.program import program

Run = Callable[..., Result]
LATE = after(days=40)
NO_REFERENCE = {"explanation": {"reference": None, "inserted": False, "text": "Je m’oppose."}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in an empty folder, as a person in France, at a time."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")

    def invoke(*arguments: str, at: dt.datetime = LATE) -> Result:
        monkeypatch.setattr(clock, "read_clock", lambda: Clock(at, dt.UTC))
        return CliRunner().invoke(program, ["--archive", str(root), "complaint", *arguments])

    return invoke


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def expect(result: Result, code: int, *words: str) -> None:
    """Check the exit status, that each word is said on stderr, and that nothing was written."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert list(Path.cwd().iterdir()) == []


# what is written


def test_the_draft_and_the_evidence_are_in_a_folder_of_its_own(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    result = run("last")
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
    run: Run, root: Path
) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "acknowledgement", after(minutes=5))
    result = run("last", "--output", "x")
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


def test_a_mail_with_a_one_time_code_is_not_packed(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "code", after(minutes=5), subject="123456")
    keep(bag, "unclear", after(minutes=6))
    assert run("last", "--output", "x").exit_code == 0
    assert [path.name for path in (Path("x") / f"{bag.name}.mails").iterdir()] == ["02"]
    assert b"123456" not in Path("x/complaint.html").read_bytes()


def test_only_the_person_can_read_it_and_the_archive_is_not_touched(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    before = files_in(root)
    previous = os.umask(0)
    try:
        assert run("last", "--output", "x").exit_code == 0
    finally:
        os.umask(previous)
    for path in [Path("x"), *Path("x").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert files_in(root) == before
    assert bag.is_dir()


def test_a_zip_holds_the_same(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    assert run("last", "--output", "x").exit_code == 0
    assert run("last", "--output", "x.zip").exit_code == 0
    with zipfile.ZipFile("x.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files_in(Path("x"))
    assert stat.S_IMODE(Path("x.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["x", "x.zip"])
@pytest.mark.parametrize("kind", ["file", "folder", "symlink"])
def test_what_is_there_already_stays(run: Run, root: Path, tmp_path: Path, name: str, kind: str) -> None:
    seal_at(root, SENT_AT)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    if kind == "file":
        Path(name).write_text("precious")
    elif kind == "folder":
        Path(name).mkdir()
    else:
        Path(name).symlink_to(victim)
    assert run("last", "--output", name).exit_code == 2
    assert [path.name for path in Path.cwd().iterdir()] == [name]
    assert victim.read_text() == "precious"
    assert kind != "folder" or not list(Path(name).iterdir())


def test_a_second_draft_never_replaces_the_first(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    assert run("last").exit_code == 0
    before = files_in(Path.cwd())
    assert run("last").exit_code == 2
    assert files_in(Path.cwd()) == before


def test_nothing_is_written_into_the_archive(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    expect(run("last", "--output", str(bag / "x")), 2)
    assert not (bag / "x").exists()


def test_a_disk_that_takes_nothing_leaves_nothing(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT)

    def fail(_file: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", fail)
    expect(run("last", "--output", "x"), 6, "ENOSPC")


def test_scripts_learn_what_was_written(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    result = run("last", "--json", "--authority", "ie", "--quiet")
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
    run: Run,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    changes: dict[str, Any],
    lang: str,
    expected: tuple[str, str],
) -> None:
    seal_at(root, SENT_AT, **changes)
    monkeypatch.setenv("LANG", lang)
    document = json.loads(run("last", "--json", *arguments).stdout)
    assert (document["authority"], document["language"]) == expected


def test_where_no_authority_can_be_told_the_option_is_named(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT, **NO_REFERENCE)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    expect(run("last"), 2, "--authority", "de-hh", "edpb.europa.eu")


def test_an_unknown_authority_is_refused(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    expect(run("last", "--authority", "nobody"), 2, "nobody", "de-hh", "edpb.europa.eu")
    expect(run("last", "--authority", "ch"), 2, "FADP")
    assert run("last", "--language", "pl").exit_code == 2


# what is refused


def test_before_the_month_is_over_it_waits_unless_told_not_to(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    expect(run("last", at=after(days=29)), 2, "1er octobre 2026", "--anyway")
    assert run("last", "--anyway", at=after(days=29)).exit_code == 0
    (page,) = Path.cwd().glob("*/complaint.md")
    assert "n’est pas écoulé" in page.read_text("utf-8")


def test_a_kept_refusal_does_not_wait(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "refusal", after(days=2))
    assert json.loads(run("last", "--json", at=after(days=3)).stdout)["ground"] == "refusal"


def test_a_missing_form_asks_for_an_objection_by_letter_first(run: Run, root: Path) -> None:
    states = [{"at": SENT_AT.isoformat(), "state": "unavailable"}]
    bag = seal_at(root, SENT_AT, outcome="unavailable", timeline=states)
    expect(run("last", at=after(days=300)), 2, f"optout-assist letter {bag.name}", "--anyway")
    document = json.loads(run("last", "--json", "--anyway", at=after(days=3)).stdout)
    assert (document["ground"], document["due"]) == ("no_form", None)
    (page,) = Path.cwd().glob("*/complaint.md")
    first = page.read_text("utf-8").split("\n- ")[1]
    assert "vous opposer autrement" in first
    assert "Merrion Road" in first


def test_a_letter_that_was_not_answered_is_a_ground(run: Run, root: Path) -> None:
    states = [{"at": SENT_AT.isoformat(), "state": "unavailable"}]
    bag = seal_at(root, SENT_AT, outcome="unavailable", timeline=states)
    keep_letter(bag, (after(days=1).date(), "post"), after(days=4).date(), after(days=5))
    expect(run("last", at=after(days=30)), 2, "5 octobre 2026", "--anyway")
    document = json.loads(run("last", "--json", "--output", "x", at=after(days=50)).stdout)
    assert (document["ground"], document["due"]) == ("letter_unanswered", "2026-10-05")
    assert document["letter"]["said_by"] == "person"
    text = Path("x/complaint.md").read_text("utf-8")
    assert "Cette date repose sur ma propre déclaration" in text
    assert (Path("x") / f"{bag.name}.letters" / "01" / "letter.json").is_file()
    assert f"{bag.name}.letters/01/letter.json" in text


def test_a_damaged_statement_is_refused_and_named(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    path = keep_letter(bag, (after(days=1).date(), "post"), None, after(days=5))
    (path / "letter.json").write_text("{}")
    expect(run("last"), 6, f"{bag.name}.letters/01/letter.json")


@pytest.mark.parametrize("outcome", ["not_sent", "rejected", "moved"])
def test_what_was_never_sent_is_refused(run: Run, root: Path, outcome: str) -> None:
    bag = seal_at(root, SENT_AT, outcome=outcome)
    expect(run("last", "--anyway"), 2, bag.name)


def test_practice_is_refused(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT, rehearsal=True)
    expect(run("last", "--anyway"), 2)


def test_a_form_that_is_not_about_ai_training_is_refused(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT, service="whatsapp")
    expect(run("last", "--anyway"), 2, "whatsapp", "archive export")
    seal_at(root, after(hours=1), service="gone")
    expect(run("last", "--anyway"), 2, "gone")


def test_an_attempt_that_was_never_sealed_is_refused(run: Run, root: Path) -> None:
    work = Archive(root).begin("facebook")
    expect(run("last"), 2, work.id)


def test_an_attempt_that_is_not_there_is_refused(run: Run) -> None:
    expect(run("../../etc"), 2)


@pytest.mark.parametrize("anyway", [(), ("--anyway",)])
def test_damaged_evidence_is_refused_and_named(run: Run, root: Path, anyway: tuple[str, ...]) -> None:
    bag = seal_at(root, SENT_AT)
    (bag / "data/filled.png").write_bytes(b"other")
    expect(run("last", *anyway), 6, "data/filled.png", "archive verify")


def test_a_damaged_mail_is_refused_and_named(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    kept = keep(bag, "acknowledgement", after(minutes=5))
    (kept / "message.eml").write_bytes(b"other")
    expect(run("last"), 6, f"{bag.name}.mails/01/message.eml")


def test_an_attempt_that_was_written_anew_is_refused(run: Run, root: Path) -> None:
    first = seal_at(root, SENT_AT)
    seal_at(root, after(hours=1))
    shutil.rmtree(first)
    again = seal_at(root, SENT_AT)
    shutil.move(again, first) if again != first else None
    result = run(first.name)
    assert result.exit_code == 6
    assert list(Path.cwd().iterdir()) == []


def test_many_damaged_files_are_named_in_part(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    for number in range(9):
        (bag / "data" / f"{number}.txt").write_text("x")
    expect(run("last"), 6, "data/0.txt", "+ 4")


# the PDF


def test_the_pdf_is_made_of_the_page_that_was_written(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT)
    printed: list[str] = []
    monkeypatch.setattr(find, "find_browser", lambda: FoundBrowser("chromium", Path("/x")))
    monkeypatch.setattr(print_pdf, "print_pdf", lambda html, _browser: printed.append(html) or b"%PDF-1.7")
    document = json.loads(run("last", "--pdf", "--output", "x", "--json").stdout)
    assert document["pdf"] is True
    assert printed == [Path("x/complaint.html").read_text("utf-8")]
    assert Path("x/complaint.pdf").read_bytes() == b"%PDF-1.7"


def test_without_a_browser_the_draft_is_there_all_the_same(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT)

    def none_found() -> FoundBrowser:
        raise BrowserProblem("browser_none")

    monkeypatch.setattr(find, "find_browser", none_found)
    result = run("last", "--pdf", "--output", "x", "--lang", "en")
    assert result.exit_code == 0
    assert "So there is no PDF" in result.stderr
    assert {path.name for path in Path("x").iterdir() if path.is_file()} == {"complaint.md", "complaint.html"}


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("#!/bin/sh\nexit 1\n", "CalledProcessError"),
        ("#!/bin/sh\nexit 0\n", "FileNotFoundError"),
        ("no program", "OSError"),
        ("#!/bin/sh\nexec sleep 60\n", "TimeoutExpired"),
        (
            '#!/bin/sh\nfor one; do case "$one" in --print-to-pdf=*) echo no > "${one#*=}";; esac; done\n',
            "PDF",
        ),
    ],
)
def test_a_browser_that_makes_no_pdf_is_said_to_make_none(tmp_path: Path, script: str, reason: str) -> None:
    program_file = tmp_path / "browser"
    program_file.write_text(script)
    program_file.chmod(0o700)
    with pytest.raises(BrowserProblem) as caught:
        print_pdf.print_pdf("<p>x</p>", FoundBrowser("other", program_file), seconds=0.5)
    assert caught.value.key == "print_pdf"
    assert caught.value.values["reason"] == reason


def test_the_browser_gets_nothing_but_our_own_page_and_can_reach_nobody(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program_file = tmp_path / "browser"
    program_file.write_text(
        f'#!/bin/sh\nfor one; do echo "$one" >> {seen}; case "$one" in --print-to-pdf=*) echo %PDF-1 > "${{one#*=}}";; esac; done\n'
    )
    program_file.chmod(0o700)
    assert print_pdf.print_pdf("<p>x</p>", FoundBrowser("other", program_file)) == b"%PDF-1\n"
    arguments = seen.read_text().splitlines()
    assert [one for one in arguments if not one.startswith("--")] == [arguments[-1]]
    assert arguments[-1].startswith("file:///")
    assert arguments[-1].endswith("/page.html")
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
    assert "--headless=new" in arguments
    assert not Path(arguments[-1].removeprefix("file://")).exists()
