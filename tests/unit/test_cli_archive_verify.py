"""`archive verify`: each damaged file is named, and what is removed, renewed or newer is told apart from it."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archive_command_samples import Run, answer, raise_of, run
from click.testing import CliRunner
from evidence_samples import kept, picture, reseal, seal_one

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.store import Archive
from helper.program import program
from helper.texts import LANGUAGES

__all__ = ["kept", "run"]  # fixtures


# verify


def test_verify_says_that_all_is_intact(run: Run, kept: Archive) -> None:
    bags = [seal_one(kept), seal_one(kept)]
    result = run("verify")
    assert result.return_value == 0
    assert all(f"{bag.name}: sealed and intact" in result.stdout for bag in bags)


def test_verify_names_each_damaged_file_and_exits_with_6(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    (bag / "data/form.png").write_bytes(picture(9))
    (bag / "data/filled.png").unlink()
    (bag / "data/new.png").write_bytes(b"")
    result = run("verify")
    assert result.return_value == 6
    for line in ("changed: data/form.png", "missing: data/filled.png", "added: data/new.png"):
        assert line in result.stdout
    result = run("verify", json=True)
    assert result.return_value == 6
    (row,) = answer(result)  # type: ignore[misc]
    assert (row["id"], row["sealed"], row["intact"]) == (bag.name, True, False)
    assert {(item["kind"], item["file"]) for item in row["damage"]} == {
        ("changed", "data/form.png"), ("missing", "data/filled.png"), ("added", "data/new.png"),
    }  # fmt: skip


def test_an_unsealed_attempt_is_said_and_is_no_damage(run: Run, kept: Archive) -> None:
    seal_one(kept)
    work = kept.begin("facebook")
    result = run("verify")
    assert result.return_value == 0
    assert f"{work.id}: under way" in result.stdout
    work.close()
    assert f"{work.id}: not sealed" in run("verify").stdout
    assert run("verify", work.id).return_value == 0


def test_only_the_named_attempts_are_verified(run: Run, kept: Archive) -> None:
    intact, damaged = seal_one(kept), seal_one(kept)
    (damaged / "data/form.png").unlink()
    assert run("verify", intact.name).return_value == 0
    assert run("verify", intact.name, damaged.name, damaged.name).return_value == 6
    with pytest.raises(UsageProblem):
        raise_of(run("verify", "../../etc"))


def test_verify_of_all_names_a_removed_attempt_and_tells_a_deletion_from_it(run: Run, kept: Archive) -> None:
    removed, deleted, last = seal_one(kept), seal_one(kept), seal_one(kept)
    run("delete", deleted.name, "--yes")
    assert run("verify").return_value == 0
    assert f"{deleted.name}: deleted on purpose" in run("verify").stdout
    shutil.rmtree(removed)
    result = run("verify")
    assert result.return_value == 6
    assert f"{removed.name}: DAMAGED\n  gone: a later attempt names it" in result.stdout
    assert f"{last.name}: sealed and intact" in result.stdout
    rows = {row["id"]: row for row in answer(run("verify", json=True))}  # type: ignore[attr-defined]
    assert [item["kind"] for item in rows[removed.name]["damage"]] == ["removed"]
    assert rows[removed.name]["intact"] is False
    assert (rows[deleted.name]["deleted"], rows[deleted.name]["intact"]) == (True, None)
    assert run("verify", last.name).return_value == 0  # a bag that is named is verified alone


def test_verify_names_an_attempt_that_was_written_anew(run: Run, kept: Archive) -> None:
    forged = seal_one(kept)
    seal_one(kept)
    path = forged / "data/record.json"
    path.write_text(path.read_text().replace("Merci", "Refus"))
    reseal(forged)
    result = run("verify")
    assert result.return_value == 6
    assert f"{forged.name}: DAMAGED\n  not the attempt that a later one names" in result.stdout


def test_what_a_newer_version_wrote_is_refused_with_the_advice_to_update(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    path = bag / "data/record.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 2'))
    reseal(bag)
    assert "update the program" in run("list").stdout
    result = run("verify")
    assert result.return_value == 6
    assert "Update the program" in result.stderr
    with pytest.raises(ArchiveProblem, match="archive_newer"):
        raise_of(run("show", "last"))


@pytest.mark.parametrize(
    ("seconds", "quiet", "is_shown"), [(0, False, True), (0, True, False), (60, False, False)]
)
def test_a_bar_shows_on_a_terminal_what_takes_long(
    kept: Archive, seconds: int, quiet: bool, is_shown: bool
) -> None:
    bags = [seal_one(kept), seal_one(kept), seal_one(kept)]
    code = (
        "import sys; from pathlib import Path; from helper.cli import progress; from helper.commands.archive import archive;"
        "from helper.cli.options import Shared; progress.AFTER_SECONDS = float(sys.argv[2]);"
        "shared = Shared(lang='en', archive=Path(sys.argv[1]), quiet=sys.argv[3] == 'True');"
        "archive.main(['verify'], obj=shared, standalone_mode=False)"
    )
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", code, str(kept.path), str(seconds), str(quiet)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=follower, env={**os.environ, "TERM": "xterm"}
    )
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # the terminal is gone with its last user
        pass
    os.close(leader)
    said, _ = child.communicate()
    assert child.returncode == 0
    assert all(f"{bag.name}: sealed and intact" in said.decode() for bag in bags)
    assert (b"Verifying" in shown and b"100%" in shown) == is_shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", [["archive", "verify"], ["archive", "list"], ["status"], ["report"]])
def test_an_archive_that_holds_nothing_is_named(tmp_path: Path, lang: str, command: list[str]) -> None:
    """The folder may be mistyped, or on a disk that is not there."""
    folder = str(tmp_path / "mistyped")
    result = CliRunner().invoke(program, ["--lang", lang, "--archive", folder, *command])
    assert (result.exit_code, folder in result.stderr) == (0, True)
