"""What the tests of `archive timestamp` begin with: OpenSSL's own authority on loopback, an archive, the command."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helper.evidence.store import Archive
from helper.program import program

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of `archive`, with exit status and messages as a person gets them."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OPTOUT_ASSIST_")]:
        monkeypatch.delenv(name)

    def invoke(*arguments: object, lang: str = "en") -> Result:
        given = ["--lang", lang, "--archive", str(kept.path), "archive", *map(str, arguments)]
        return CliRunner().invoke(program, given)

    return invoke
