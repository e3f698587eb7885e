"""`make test` may lose no outcome and no promise: for each, a whole program is run in a real window."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import tiers

from helper.record import Outcome

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
# The promises of docs/en/architecture.md, by number; tests/e2e/promises.py checks most of them after every attempt.
PROMISES = {f"promise {number}" for number in range(1, 9)}
NAMING = """
import tiers

def pytest_collection_finish(session):
    for item in session.items:
        print("test", item.nodeid)
        for what in tiers.proven_by(item):
            print("proves", what)
"""


def chosen(target: str) -> str:
    """Give what a target of the Makefile asks pytest for with `-m`."""
    (found,) = re.findall(
        rf'^{target}:.*\n\t\$\(BIN\)/python -m pytest .*-m "([^"]+)"', MAKEFILE, re.MULTILINE
    )
    return str(found)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give what `make test` runs of the whole-program tests, and what that stands for."""
    folder = tmp_path_factory.mktemp("naming")
    (folder / "naming.py").write_text(NAMING, "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider"),
            *("-p", "naming", "-m", chosen("test"), "tests/e2e"),
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}:{folder}", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_make_test_runs_a_whole_program_for_each_outcome_and_each_promise(collected: list[str]) -> None:
    proven = {line.removeprefix("proves ") for line in collected if line.startswith("proves ")}
    assert proven == PROMISES | set(map(str, Outcome))


def test_make_test_runs_few_whole_programs(collected: list[str]) -> None:
    """Each costs about five seconds of work: what stands for nothing new belongs to `make test-all`."""
    assert len([line for line in collected if line.startswith("test ")]) <= 25


def test_make_test_all_leaves_out_nothing_but_the_slow_ones() -> None:
    assert chosen("test-all") == "not slow"
    assert re.search(
        r"^\t\$\(BIN\)/python -m pytest -n \$\(WORKERS\) \$\(PYTEST_ARGS\)$", MAKEFILE, re.MULTILINE
    )
    assert "make test-all\n" in (ROOT / ".ci/run").read_text("utf-8")


def test_a_pure_test_starts_no_program(watch: tiers.Watch) -> None:
    with watch.forbidding(), pytest.raises(AssertionError, match="pure"):
        subprocess.run(["true"], check=True)
    subprocess.run(["true"], check=True)


def test_languages_that_are_not_the_program_s_are_thorough() -> None:
    assert tiers.marks_of_language("fr") == tiers.marks_of_language("en") == ()
    assert [mark.name for mark in tiers.marks_of_language("de")] == ["thorough"]
    assert [one.values for one in tiers.in_turn(["fr", ("de", "Danke")])] == [("fr",), ("de", "Danke")]
