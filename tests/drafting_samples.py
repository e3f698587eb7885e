"""What the tests of `complaint` and `letter` begin with: an archive, and the program in France, at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from followup_samples import after

from helper.followup import clock
from helper.followup.clock import Clock
from helper.program import program

Run = Callable[..., Result]
LATE = after(days=40)


@pytest.fixture
def run_at(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder, as a person whose computer is set to France, at a time."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")

    def invoke(at: dt.datetime, *arguments: str) -> Result:
        monkeypatch.setattr(clock, "read_clock", lambda: Clock(at, dt.UTC))
        return CliRunner().invoke(program, ["--archive", str(root), *arguments])

    return invoke


@pytest.fixture
def complain(run_at: Run) -> Run:
    """Run `complaint`, more than a month after Send."""

    def invoke(*arguments: str, at: dt.datetime = LATE) -> Result:
        return run_at(at, "complaint", *arguments)

    return invoke


def expect(result: Result, code: int, *words: str) -> None:
    """Check the exit status, that each word is said on stderr, and that nothing was written."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert list(Path.cwd().iterdir()) == []
