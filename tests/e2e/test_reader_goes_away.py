"""Whoever reads what is said goes away while Send is pressed: the attempt goes on, and its evidence is sealed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from replica.attempt import bare_environment, program_command

from helper.evidence.verify import verify_bag


@pytest.mark.parametrize("shell", ["2>&1 >/dev/null | head -n 2", "2>/dev/full >/dev/full", "2>&- >&-"])
def test_an_attempt_without_a_reader_is_sealed_and_keeps_its_status(
    display: str, tmp_path: Path, shell: str
) -> None:
    archive = tmp_path / "archive"
    given = [*program_command(), "--lang", "en", "--archive", str(archive)]
    command = [*given, "rehearse", "--autopilot", "--linger", "0"]
    script = f'{{ "$@"; echo $? >{tmp_path}/status; }} {shell}'
    environment = bare_environment(tmp_path / "home", {})
    subprocess.run(["/bin/sh", "-c", script, "sh", *command], env=environment, cwd=tmp_path, check=False)
    assert (tmp_path / "status").read_text().strip() == "0"
    (bag,) = (path for path in (archive / "rehearsals").iterdir() if path.is_dir())
    assert not bag.name.endswith(".unsealed")
    assert verify_bag(bag) == []
