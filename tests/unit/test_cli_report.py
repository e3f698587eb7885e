"""`flows report`: shown first, written only when the person agrees, never over anything, and clear about why not."""

from __future__ import annotations

import json
import os
import pty
import select
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_samples import kept, picture, record_of, reseal, seal_one
from page_samples import block, document

from flows.load import load
from flows.schema import State
from helper.drift.describe import shape_of
from helper.drift.description import PageShape
from helper.drift.report import DriftReport
from helper.drift.shapes import Shapes
from helper.evidence.store import Archive
from helper.page.facts import Page
from helper.program import program
from helper.recognise import Lexicon, Recognition

__all__ = ["kept"]  # fixtures

Run = Callable[..., Result]
SERVICE = load("facebook")


def unknown_page(text: str = "Envoyer") -> PageShape:
    page = Page(document(title="Geheim", blocks=(block(text, is_heading=True),)))
    return shape_of(page, SERVICE.flow, Lexicon(SERVICE.words), Recognition(State.UNKNOWN, languages=("fr",)))


def seal_with_shape(kept: Archive, service: str = "facebook") -> Path:
    """Make an attempt that met a page that was not recognised."""
    work = kept.begin(service)
    shapes = Shapes(work)
    shapes.keep(unknown_page())
    work.add("form.png", picture())
    record = record_of(work, {}, timeline=[{"at": "2026-11-22T14:03:12.25Z", "state": "unknown"}])
    return work.seal(record.model_copy(update={"evidence": shapes.evidence}))


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, lang: str = "en") -> Result:
        given = ["--lang", lang, "--archive", str(kept.path), "flows", "report", *arguments]
        return CliRunner().invoke(program, given)

    return invoke


def test_the_newest_attempt_that_kept_a_page_is_reported(run: Run, kept: Archive, tmp_path: Path) -> None:
    seal_with_shape(kept)
    seal_one(kept)
    kept.begin("facebook")
    result = run()
    assert result.exit_code == 0
    report = DriftReport.model_validate_json(result.stdout)
    assert (report.service, report.outcome, str(report.day)) == ("facebook", "submitted", "2026-11-22")
    assert [(step.seconds, step.state) for step in report.trace] == [(1.2, State.UNKNOWN)]
    assert report.sights[0].page == unknown_page()
    assert "--output FILE --yes" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


@pytest.mark.parametrize(("lang", "words"), [("en", "Not in it: your address"), ("fr", "N’y figurent pas")])
def test_what_is_in_it_and_what_is_not_is_said_beside_it(
    run: Run, kept: Archive, lang: str, words: str
) -> None:
    seal_with_shape(kept)
    assert words in run(lang=lang).stderr
    assert words in run("--quiet", lang=lang).stderr


def test_scripts_get_the_report_and_nothing_else(run: Run, kept: Archive) -> None:
    seal_with_shape(kept)
    result = run("--json")
    assert json.loads(result.stdout)["kind"] == "optout-assist drift report"
    assert result.stderr == ""


def test_it_reads_well(run: Run, kept: Archive) -> None:
    seal_with_shape(kept)
    lines = run("--json").stdout.splitlines()
    assert max(map(len, lines)) <= 140
    assert len(lines) < 100


def test_without_a_terminal_it_is_written_only_when_both_is_said(
    run: Run, kept: Archive, tmp_path: Path
) -> None:
    bag = seal_with_shape(kept)
    target = tmp_path / "report.json"
    for arguments in ((), ("--yes",), ("--output", "report.json")):
        assert run(*arguments).exit_code == 0
        assert not target.exists()
    shown = run(bag.name, "--output", "report.json", "--yes")
    assert target.read_text("utf-8") == shown.stdout
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert str(target) in shown.stderr


def test_scripts_can_have_it_written_too(run: Run, kept: Archive, tmp_path: Path) -> None:
    seal_with_shape(kept)
    shown = run("--json", "--output", "report.json", "--yes")
    assert (tmp_path / "report.json").read_text("utf-8") == shown.stdout


def test_a_file_that_is_there_is_never_overwritten(run: Run, kept: Archive, tmp_path: Path) -> None:
    seal_with_shape(kept)
    (tmp_path / "mine.json").write_text("mine", "utf-8")
    (tmp_path / "link.json").symlink_to("elsewhere.json")
    for name in ("mine.json", "link.json"):
        result = run("--output", name, "--yes")
        assert result.exit_code == 2
        assert "already exists" in result.stderr
        assert result.stdout == ""
    assert (tmp_path / "mine.json").read_text("utf-8") == "mine"
    assert not (tmp_path / "elsewhere.json").exists()


def test_it_is_not_written_into_the_archive(run: Run, kept: Archive) -> None:
    bag = seal_with_shape(kept)
    result = run("--output", str(bag / "data" / "report.json"), "--yes")
    assert result.exit_code == 2
    assert "inside the archive" in result.stderr


def test_a_place_that_cannot_be_written_is_named(run: Run, kept: Archive) -> None:
    seal_with_shape(kept)
    result = run("--output", "no/such/folder.json", "--yes")
    assert result.exit_code == 6
    assert "no/such/folder.json" in result.stderr


@pytest.mark.parametrize(
    ("reference", "status", "words"),
    [
        ("", 2, "holds no attempt"),
        ("last", 2, "There is no attempt “last”"),
    ],
)
def test_an_empty_archive_is_said(run: Run, reference: str, status: int, words: str) -> None:
    result = run(*filter(None, [reference]))
    assert (result.exit_code, words in result.stderr) == (status, True)


def test_attempts_without_such_a_page_are_said(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    assert "nothing to report" in run().stderr
    result = run(bag.name)
    assert result.exit_code == 2
    assert bag.name in result.stderr


def test_an_attempt_that_was_not_sealed_is_said(run: Run, kept: Archive) -> None:
    work = kept.begin("facebook")
    result = run(work.id)
    assert result.exit_code == 2
    assert "was not sealed" in result.stderr


def test_a_damaged_attempt_is_not_used(run: Run, kept: Archive) -> None:
    bag = seal_with_shape(kept)
    (bag / "data" / "shape-01.json").write_bytes(b'{"schema":1,"state":"form"}')
    for arguments in ((), (bag.name,)):
        result = run(*arguments)
        assert result.exit_code == 6
        assert "is damaged" in result.stderr
    (bag / "data" / "record.json").write_bytes(b"?")
    assert run(bag.name).exit_code == 6


def test_a_page_kept_by_a_later_version_is_said_not_guessed(run: Run, kept: Archive) -> None:
    work = kept.begin("facebook")
    digest = work.add("shape-01.json", b'{"schema":2,"state":"unknown"}')
    item = {"path": "shape-01.json", "kind": "shape", "sha256": digest, "url": None}
    work.seal(record_of(work, {}, evidence=[{**item, "captured_at": "2026-11-22T14:04:00Z"}]))
    result = run()
    assert result.exit_code == 6
    assert "cannot be read by this version" in result.stderr


def test_a_forged_name_of_a_page_leads_nowhere(run: Run, kept: Archive) -> None:
    bag = seal_with_shape(kept)
    record = json.loads((bag / "data" / "record.json").read_text())
    record["evidence"][0]["path"] = "../../../secret.json"
    (bag / "data" / "record.json").write_text(json.dumps(record))
    reseal(bag)
    assert run().exit_code == 6


def answer_on_a_terminal(kept: Archive, folder: Path, *typed: str) -> str:
    """Run the command in a terminal of its own, answer each question, and give what the terminal showed."""
    code = "from helper.program import main; main()"
    command = [sys.executable, "-c", code, "--lang", "en", "--archive", str(kept.path), "flows", "report"]
    ours, theirs = pty.openpty()
    root = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": root},
    )
    os.close(theirs)
    shown, answers = b"", list(typed)
    while select.select([ours], [], [], 30)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        shown += part
        if answers and b"does not:" in shown:
            os.write(ours, answers.pop(0).encode() + b"\n")
    process.wait(30)
    os.close(ours)
    return shown.decode()


def test_on_a_terminal_it_is_shown_then_asked_about(kept: Archive, tmp_path: Path) -> None:
    seal_with_shape(kept)
    target = tmp_path / "optout-assist-report-facebook-2026-11-22.json"
    shown = answer_on_a_terminal(kept, tmp_path, "no")
    assert shown.index('"kind"') < shown.index("Not in it") < shown.index("Read it above")
    assert "Nothing was written" in shown
    assert not target.exists()
    assert str(target.name) in answer_on_a_terminal(kept, tmp_path, "yes")
    DriftReport.model_validate_json(target.read_bytes())
    answer_on_a_terminal(kept, tmp_path, "oui")
    assert (tmp_path / f"{target.stem}-2.json").exists()
