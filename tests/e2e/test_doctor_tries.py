"""The doctor starts the browser for real, as an attempt will, and leaves nothing of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from replica.attempt import bare_environment, program_command
from replica.browser_wrapper import browser_path

# As a flatpak does, which sees a home of its own: another profile than the one that it was given.
ELSEWHERE = """#!/bin/sh
for each in "$@"; do
  shift
  case "$each" in --user-data-dir=*) each="--user-data-dir={folder}/elsewhere" ;; esac
  set -- "$@" "$each"
done
exec "{browser}" "$@"
"""
HERE = """#!/bin/sh
exec "{browser}" "$@"
"""


@pytest.mark.parametrize(("script", "status"), [(HERE, "ok"), (ELSEWHERE, "fail")])
def test_the_doctor_starts_the_browser(tmp_path: Path, script: str, status: str) -> None:
    wrapper = tmp_path / "browser"
    wrapper.write_text(script.format(browser=browser_path(), folder=tmp_path), encoding="utf-8")
    wrapper.chmod(0o700)
    environment = bare_environment(tmp_path / "home", {})
    command = [*program_command(), "--json", "doctor", "--browser", str(wrapper)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path, check=False)
    (check,) = (one for one in json.loads(done.stdout)["checks"] if one["name"] == "browser")
    assert check["status"] == status, check
    assert ("snap" in check["what"]) == (status == "fail")
    assert list((tmp_path / "home/cache/optout-assist/profiles").iterdir()) == []
