"""What the tests of `mail` begin with: an archive with an attempt, the command in a folder of its own, a saved mail."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evidence_samples import seal_one

from helper.evidence.store import Archive
from helper.program import program

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[1]
SENT = [{"at": "2026-11-22T14:04:00Z", "state": "sent"}]


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command, with exit status and messages as a person gets them."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OPTOUT_ASSIST_")]:
        monkeypatch.delenv(name)

    def invoke(*arguments: object, lang: str = "en", stdin: bytes = b"") -> Result:
        given = ["--lang", lang, "--archive", str(kept.path), *map(str, arguments)]
        return CliRunner().invoke(program, given, input=stdin, prog_name="optout-assist")

    return invoke


@pytest.fixture
def bag(kept: Archive) -> Path:
    return seal_one(kept)


def save(raw: bytes, name: str = "message.eml") -> str:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(raw)
    return name


def answer(result: Result) -> Any:
    return json.loads(result.stdout)


def only(result: Result) -> dict[str, Any]:
    (row,) = answer(result)["mails"]
    assert isinstance(row, dict)
    return row
