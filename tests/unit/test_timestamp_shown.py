"""What `archive show`, `verify` and `delete` say of a time stamp, whole or damaged."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from evidence_samples import kept, reseal, seal_one
from time_authority import Authority, Server, authority, server
from timestamp_command_samples import Run, run

from helper.evidence.store import Archive
from helper.timestamps import stamps

__all__ = ["authority", "kept", "run", "server"]  # fixtures


# What is said of time stamps later.


@pytest.fixture
def stamped(run: Run, kept: Archive, server: Server) -> Path:
    bag = seal_one(kept)
    assert run("timestamp", "last", "--tsa", server.url, "--yes").exit_code == 0
    return bag


def test_verify_says_the_time_and_that_nobody_vouches(run: Run, stamped: Path, authority: Authority) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert "time stamp 01: valid, but nothing vouches for the authority yet" in result.stdout
    assert "“Test Root”" in result.stdout
    assert "--ca FILE" in result.stdout
    result = run("verify", "--ca", authority.root.path)
    assert result.exit_code == 0
    assert "this attempt existed at 20" in result.stdout
    result = run("verify", "--ca", authority.other_root.path)
    assert (result.exit_code, "nothing vouches" in result.stdout) == (6, True)


def test_show_mentions_it(run: Run, stamped: Path) -> None:
    assert "time stamp 01: valid" in run("show", "last").stdout
    assert "horodatage 01" in run("show", "last", lang="fr").stdout
    (row,) = json.loads(run("show", "last", "--json").stdout)["timestamps"]
    assert (row["verdict"], row["damage"]) == ("unvouched", [])


def test_a_bag_made_anew_is_found_by_verify(run: Run, stamped: Path) -> None:
    (stamped / "data" / "journal.jsonl").write_text("{}\n")
    reseal(stamped)
    result = run("verify", stamped.name)
    assert (result.exit_code, "WRONG: it is for other files" in result.stdout) == (6, True)


def test_a_damaged_time_stamp_is_named_with_its_file(run: Run, stamped: Path) -> None:
    file = stamps.stamps_folder(stamped) / "01" / "reply.tsr"
    file.write_bytes(file.read_bytes()[:-1])
    result = run("verify")
    assert result.exit_code == 6
    assert f"changed: {stamped.name}.timestamps/01/reply.tsr" in result.stdout
    (row,) = json.loads(run("verify", "--json").stdout)
    assert row["intact"] is True
    assert [damage["kind"] for damage in row["timestamps"][0]["damage"]] == ["changed"]


def test_an_attempt_that_was_removed_is_missed_for_its_time_stamp(run: Run, stamped: Path) -> None:
    """The newest attempt is named by no later one: nothing else would tell."""
    shutil.rmtree(stamped)
    result = run("verify")
    assert (result.exit_code, stamped.name in result.stdout) == (6, True)
    assert [row["id"] for row in json.loads(run("verify", "--json").stdout)] == [stamped.name]


def test_an_attempt_that_was_deleted_takes_its_time_stamps_along(run: Run, stamped: Path) -> None:
    assert run("delete", "last", "--yes").exit_code == 0
    assert not stamps.stamps_folder(stamped).exists()
    assert run("verify").exit_code == 0


def test_hostile_names_cannot_steer_the_terminal(run: Run, stamped: Path) -> None:
    (stamps.stamps_folder(stamped) / "a\x1b[2J\u202e").write_bytes(b"")
    result = run("verify")
    assert result.exit_code == 6
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_everything_beside_the_bag_is_private(run: Run, stamped: Path) -> None:
    folder = stamps.stamps_folder(stamped)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "01")} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "01").iterdir()} == {0o600}
