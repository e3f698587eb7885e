"""What the tests of the command line begin with: an empty folder with nothing set, and the program as it is typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helper.program import program


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder with none of our names set."""
    for name in [name for name in os.environ if name.startswith("OPTOUT_ASSIST_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(program, list(arguments), prog_name="optout-assist")
