"""Completion in real shells: the script is what the shell runs, and the words are the program's own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from helper.program import program

WRAPPER = """#!/bin/sh
exec {python} -c 'from helper.program import main; main()' "$@"
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which `optout-assist` is this program."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    command = bin_folder / "optout-assist"
    command.write_text(WRAPPER.format(python=shlex.quote(sys.executable)))
    command.chmod(0o755)
    root = Path(__file__).resolve().parents[2]
    return {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(root),
        "LANG": "C.UTF-8",
    }


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_this_program(shell: str) -> None:
    result = CliRunner().invoke(program, ["--lang", "en", "completion", shell])
    assert result.exit_code == 0, result.output
    assert f"_OPTOUT_ASSIST_COMPLETE={shell}_complete" in result.stdout
    assert "completion " + shell in result.stderr


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("optout-assist insta", "instagram"),
        ("optout-assist facebook --cn", "--cnil"),
        ("optout-assist archive ver", "verify"),
    ],
)
def test_bash_completes_commands_and_options(typed: str, expected: str, environ: dict[str, str]) -> None:
    words = typed.split(" ")
    script = f"""
        eval "$(optout-assist completion bash 2>/dev/null)"
        COMP_WORDS=({" ".join(words)}) COMP_CWORD={len(words) - 1}
        _optout_assist_completion optout-assist
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert shutil.which("bash")
    result = subprocess.run(["bash", "-c", script], env=environ, capture_output=True, text=True, check=False)
    assert expected in result.stdout.split(), result.stderr


@pytest.mark.parametrize(
    "typed", ["status --archive", "letter write facebook --output", "complaint --output"]
)
def test_where_a_folder_is_wanted_the_shell_completes_folders(typed: str, environ: dict[str, str]) -> None:
    asked = {"_OPTOUT_ASSIST_COMPLETE": "bash_complete", "COMP_WORDS": f"optout-assist {typed} ev"}
    count = str(len(typed.split()) + 1)
    result = subprocess.run(
        [sys.executable, "-c", "from helper.program import program; program(prog_name='optout-assist')"],
        env={**environ, **asked, "COMP_CWORD": count},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.split() == ["dir,ev"], result.stderr
