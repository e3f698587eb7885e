"""`calendar`: the file on stdout or where it is wanted, and a clear word where there is nothing to remember."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import vobject
from click.testing import CliRunner, Result
from evidence_samples import reseal
from followup_samples import SENT_AT, after, keep, root, seal_at

import helper
from helper.cli.options import Shared
from helper.desk import doing
from helper.evidence.store import Archive
from helper.followup import clock
from helper.program import program
from helper.texts import LANGUAGES, Texts

__all__ = ["root"]  # fixtures

Run = Callable[..., Result]


@pytest.fixture
def run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "read_clock", lambda: clock.Clock(after(days=3), dt.UTC))

    def invoke(*arguments: str, lang: str = "en") -> Result:
        given = ["--lang", lang, "--archive", str(root), "calendar", *arguments]
        return CliRunner().invoke(program, given)

    return invoke


WITHOUT_ZONES = """
import sys
sys.modules["tzdata"] = None
from helper.program import main
main()
"""


def test_it_needs_no_files_of_time_zones(root: Path, tmp_path: Path) -> None:
    """Windows has none, and an installation may lack the package that brings them."""
    seal_at(root, SENT_AT)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ZONES, "--lang", "en", "--archive", root, "calendar"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONTZPATH": "", "PYTHONPATH": str(Path(helper.__file__).parents[1])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert [one.partition(".")[0] for one in kinds(done.stdout)][-1:] == ["renewal"]
    assert re.search(rb"^DTSTAMP:\d{8}T\d{6}Z\r$", done.stdout, re.MULTILINE)


def kinds(content: bytes) -> list[str]:
    (calendar,) = vobject.readComponents(content.decode("utf-8"))
    return sorted(event.uid.value.partition("@")[0] for event in calendar.vevent_list)


def test_stdout_carries_the_file_alone(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    result = run()
    assert result.exit_code == 0
    assert kinds(result.stdout_bytes) == [f"answer.{bag.name}", f"renewal.{bag.name}"]
    assert result.stdout_bytes.endswith(b"END:VCALENDAR\r\n")
    assert "Import it again" in result.stderr
    assert run("--quiet").stderr == ""


def test_it_is_written_where_it_is_wanted_and_over_nothing(run: Run, root: Path, tmp_path: Path) -> None:
    seal_at(root, SENT_AT)
    result = run("--output", "mine.ics")
    assert (result.exit_code, result.stdout) == (0, "mine.ics\n")
    path = tmp_path / "mine.ics"
    assert len(kinds(path.read_bytes())) == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    for target in ("mine.ics", str(root / "x.ics"), "no/such/folder.ics"):
        assert run("--output", target).exit_code in (2, 6)
    assert path.read_bytes() == before


def test_scripts_get_the_days(run: Run, root: Path, tmp_path: Path) -> None:
    bag = seal_at(root, SENT_AT)
    document = json.loads(run("--json").stdout)
    assert document["path"] is None
    assert [(one["kind"], one["date"], one["attempt"]) for one in document["events"]] == [
        ("answer", "2026-10-01", bag.name),
        ("renewal", "2027-09-01", bag.name),
    ]
    assert json.loads(run("--json", "--output", "x.ics").stdout)["path"] == str(tmp_path / "x.ics")


def test_one_attempt_alone_can_be_asked_for(run: Run, root: Path) -> None:
    first = seal_at(root, SENT_AT)
    second = seal_at(root, after(days=1))
    other = seal_at(root, after(days=1), "instagram")
    assert kinds(run("last").stdout_bytes) == [f"answer.{other.name}", f"renewal.{other.name}"]
    assert kinds(run(second.name).stdout_bytes) == [f"answer.{second.name}", f"renewal.{first.name}"]
    assert kinds(run(first.name).stdout_bytes) == [f"answer.{first.name}"]  # the renewal is the newer one's


def test_a_mail_that_announces_more_time_moves_the_day(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "extension", after(days=2))
    event, _ = json.loads(run("--json").stdout)["events"]
    assert (event["kind"], event["date"], event["uid"]) == (
        "extension", "2026-12-01", f"answer.{bag.name}@optout-assist",
    )  # fmt: skip


@pytest.mark.parametrize("outcome", ["not_sent", "rejected", "unavailable", "interrupted"])
def test_an_attempt_that_was_never_sent_has_nothing_to_remember(run: Run, root: Path, outcome: str) -> None:
    bag = seal_at(root, SENT_AT, outcome=outcome)
    for arguments in ([], [bag.name]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "optout-assist status" in result.stderr


def test_neither_has_a_rehearsal(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, rehearsal=True)
    assert run(bag.name).exit_code == run().exit_code == 2


def test_an_attempt_that_did_not_end_says_so(run: Run, root: Path) -> None:
    work = Archive(root).begin("facebook")
    result = run(work.id)
    assert result.exit_code == 2
    assert f"archive seal {work.id}" in result.stderr


def test_a_damaged_attempt_is_not_used(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    whole = seal_at(root, SENT_AT, "instagram")
    (bag / "data/form.png").write_bytes(b"?")
    result = run(bag.name)
    assert (result.exit_code, result.stdout) == (6, "")
    assert f"archive verify {bag.name}" in result.stderr
    assert kinds(run().stdout_bytes) == [f"answer.{whole.name}", f"renewal.{whole.name}"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_read_is_named_and_not_said_to_be_unsent(run: Run, root: Path, lang: str) -> None:
    damaged, newer = seal_at(root, SENT_AT), seal_at(root, SENT_AT, "instagram")
    (damaged / "data/form.png").write_bytes(b"x")
    (newer / "data/record.json").write_text('{"schema": 99}')
    reseal(newer)
    result = run(lang=lang)
    assert result.exit_code == 6
    assert all(one.name in result.stderr for one in (damaged, newer))
    assert Texts.load(lang).say("error.calendar_nothing.what") not in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_missing_beside_other_reminders_is_said(run: Run, root: Path, lang: str) -> None:
    whole, damaged = seal_at(root, SENT_AT), seal_at(root, SENT_AT, "instagram")
    ahead = seal_at(root, after(days=300), "third-party")
    (damaged / "data/form.png").write_bytes(b"x")
    result = run(lang=lang)
    assert result.exit_code == 0
    assert kinds(result.stdout_bytes) == [f"answer.{whole.name}", f"renewal.{whole.name}"]
    assert damaged.name in result.stderr
    assert ahead.name in result.stderr
    scripts = json.loads(run("--json").stdout)
    assert (scripts["unread"], scripts["ahead"]) == ([damaged.name], [ahead.name])
    assert whole.name not in run("--quiet").stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_window_says_what_is_missing_too_and_names_no_command(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    seal_at(root, SENT_AT)
    damaged, ahead = seal_at(root, SENT_AT, "instagram"), seal_at(root, after(days=300), "third-party")
    (damaged / "data/form.png").write_bytes(b"x")
    monkeypatch.setattr(clock, "read_clock", lambda: clock.Clock(after(days=3), dt.UTC))
    monkeypatch.setattr(doing, "documents_dir", lambda: tmp_path)
    told = doing.write_calendar(Shared(lang=lang, archive=root))
    _, *left_out = told.lines
    assert [name in line for name, line in zip((damaged.name, ahead.name), left_out, strict=True)] == [
        True
    ] * 2
    assert "`" not in "".join(told.lines)


def test_of_an_attempt_still_to_come_it_is_not_said_that_nothing_was_sent(run: Run, root: Path) -> None:
    ahead = seal_at(root, after(days=300))
    for arguments in ([], [ahead.name]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "dated in the future" in result.stderr


def test_a_dash_is_stdout(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    assert run("--output", "-").stdout_bytes == run().stdout_bytes
    assert not Path("-").exists()


def test_a_name_that_does_not_exist_and_an_empty_archive(run: Run, root: Path) -> None:
    assert run().exit_code == run("nothing").exit_code == run("last").exit_code == 2
    assert not root.exists()
    seal_at(root, SENT_AT)
    assert run("nothing").exit_code == 2
