"""What the tests of copies to hand over begin with: a sealed attempt with pictures, the command, an unpacked copy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evidence_samples import record_of
from PIL import Image

from helper.evidence.store import Archive
from helper.program import program
from helper.record import Evidence, Record

Run = Callable[..., Result]
ADDRESS = "ana@example.org"
SIZE = (400, 300)
FIELD = {"what": "address", "x": 20.0, "y": 40.0, "width": 100.0, "height": 20.0}


def drawn(colour: str = "#f0f", size: tuple[int, int] = SIZE) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def seal(kept: Archive, *pictures: dict[str, Any], content: bytes | None = None, **changes: Any) -> Path:
    """Seal an attempt with these pictures, each a dict of what its evidence says beside the usual."""
    work = kept.begin("facebook")
    evidence = []
    for number, more in enumerate(pictures, 1):
        name = more.get("path", f"{number:02d}-form.png")
        shown = content or drawn()
        if number > 1:
            shown = drawn("#0f0")
        digest = work.add(name, shown)
        usual = {"path": name, "kind": "form", "captured_at": "2026-11-22T14:04:00Z"}
        evidence.append(
            {
                **usual,
                "url": "https://x.example/help",
                "scale": 1.0,
                "regions": [FIELD],
                **more,
                "sha256": digest,
            }
        )
    return work.seal(record_of(work, {}, evidence=evidence, **changes))


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, lang: str = "en") -> Result:
        options = ["--lang", lang, "--archive", str(kept.path), "archive", "export", "last"]
        return CliRunner().invoke(program, [*options, *arguments])

    return invoke


def unpack(result: Result) -> dict[str, bytes]:
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(result.stdout.strip()) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def evidence(**more: Any) -> Evidence:
    usual = {
        "path": "x.png",
        "kind": "form",
        "sha256": "0" * 64,
        "captured_at": "2026-11-22T14:04:00Z",
        "url": None,
    }
    return Evidence.model_validate({**usual, "scale": 1.0, "regions": [FIELD], **more})


def record(kept: Archive, **changes: Any) -> Record:
    return record_of(kept.begin("facebook"), {}, **changes)


class _Named:
    id = "20261122T140311Z-facebook-7f3a9c"


RECORD = record_of(_Named(), {})  # type: ignore[arg-type]


PAGE = {"width": 800, "height": 1200, "viewWidth": 400, "viewHeight": 300, "x": 0, "y": 100, "zoom": 1}
