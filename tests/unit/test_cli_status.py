"""`status`: what a person reads, what a script gets, and what is there with nothing behind the program's name."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from followup_samples import ADDRESS, SENT_AT, after, keep, root, seal_at

from helper.evidence.store import Archive
from helper.followup import clock
from helper.program import program
from helper.texts import LANGUAGES, Texts

__all__ = ["root"]  # fixtures

Run = Callable[..., Result]
AN_HOUR_LATER = after(hours=1)


@pytest.fixture
def run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, now: dt.datetime = AN_HOUR_LATER, lang: str = "en") -> Result:
        monkeypatch.setattr(clock, "read_clock", lambda: clock.Clock(now, dt.UTC))
        return CliRunner().invoke(program, ["--lang", lang, "--archive", str(root), *arguments])

    return invoke


def accounts(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)["accounts"]
    return found


def test_an_account_is_one_line_with_its_evidence_and_one_line_of_advice(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    result = run("status")
    assert result.exit_code == 0
    line, advice = result.stdout.splitlines()
    assert line.split("\t") == [
        "Facebook (c…n@e…e.org)",
        bag.name,
        "Sent on 1 September 2026; the confirmation e-mail has yet to come. An answer is due by 1 October 2026.",
    ]
    assert advice.startswith("  → ")
    assert "mail add" in advice
    assert "public holiday" in result.stderr
    assert run("status", "--quiet").stderr == ""


def test_the_status_changes_as_mails_come_and_time_goes_by(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)

    def situation(now: dt.datetime) -> tuple[object, object]:
        (one,) = accounts(run("status", "--json", now=now))
        return one["situation"], one["due"]

    assert situation(after(hours=1)) == ("mail_awaited", "2026-10-01")
    assert situation(after(hours=49)) == ("mail_overdue", "2026-10-01")
    assert situation(after(days=31)) == ("overdue", "2026-10-01")
    keep(bag, "extension", after(days=20))
    assert situation(after(days=31)) == ("answer_due", "2026-12-01")
    keep(bag, "acknowledgement", after(days=40))
    assert situation(after(days=41)) == ("acknowledged", "2026-12-01")
    assert situation(after(days=366)) == ("renewal", "2026-12-01")
    keep(bag, "refusal", after(days=42))
    assert situation(after(days=43)) == ("refused", "2026-12-01")


def test_scripts_get_one_object_that_names_the_evidence(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    path = keep(bag, "acknowledgement", after(hours=2), "Your request")
    result = run("status", "--json", now=after(days=400))
    assert json.loads(result.stdout) == {
        "today": "2027-10-06",
        "accounts": [
            {
                "service": "facebook",
                "address": ADDRESS,
                "situation": "renewal",
                "attempt": bag.name,
                "since": "2026-09-01T09:00:00.000Z",
                "sent_at": "2026-09-01T09:00:00.000Z",
                "due": "2026-10-01",
                "extended": False,
                "mail": {
                    "kind": "acknowledgement",
                    "said_by": "words",
                    "at": "2026-09-01T11:00:00.000Z",
                    "subject": "Your request",
                    "dkim": "aligned",
                    "path": str(path),
                },
                "renewal": {"on": "2027-09-01", "reasons": [{"kind": "year", "since": "2027-09-01"}]},
                "letter": None,
                "damaged": [],
            }
        ],
        "missing": [],
    }
    assert result.stderr == ""


def test_a_change_of_policy_is_said_with_its_day(run: Run, root: Path) -> None:
    bag = seal_at(root, dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC))
    keep(bag, "acknowledgement", dt.datetime(2026, 6, 1, 10, 0, tzinfo=dt.UTC))
    now = dt.datetime(2026, 7, 23, 9, 0, tzinfo=dt.UTC)
    assert "privacy policy changed" in run("status", now=now).stdout
    assert "23 July 2026" in run("status", now=now).stdout
    assert "le 23 juillet 2026" in run("status", now=now, lang="fr").stdout


def test_not_sent_stands_first(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    seal_at(root, SENT_AT, "instagram", "not_sent")
    first, *_ = run("status").stdout.splitlines()
    assert first.startswith("Instagram")
    assert "Nothing has been sent" in first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_called_removed_or_confirmed_by_law(lang: str) -> None:
    said = " ".join(
        sentence for key, sentence in Texts.load(lang).sentences.items() if key.startswith("status.")
    ).lower()
    for claim in (
        "removed",
        "deleted your",
        "confirmed by",
        "guarantee",
        "retiré",
        "confirmée par",
        "garanti",
    ):
        assert claim not in said


def test_rehearsals_never_count(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT, rehearsal=True)
    assert accounts(run("status", "--json")) == []
    result = run("status")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "`optout-assist`." in result.stderr


def test_damaged_evidence_is_said_and_nothing_is_touched(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    (bag / "data/form.png").write_bytes(b"?")
    result = run("status")
    assert result.exit_code == 0
    assert "damaged" in result.stdout
    assert f"archive verify {bag.name}" in result.stdout
    other = seal_at(root, after(days=1))
    shown = run("status", now=after(days=2)).stdout.splitlines()[0]
    assert other.name in shown.split("\t")[1]
    assert f"Damaged: {bag.name}" in shown
    assert (bag / "data/form.png").read_bytes() == b"?"


def test_a_record_that_cannot_be_read_is_an_account_of_its_own(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    (bag / "data/record.json").write_bytes(b"?")
    (one,) = accounts(run("status", "--json"))
    assert (one["situation"], one["address"], one["attempt"]) == ("damaged", None, bag.name)


def test_an_attempt_that_is_gone_is_said(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    seal_at(root, after(days=1), "instagram")
    shutil.rmtree(bag)
    result = run("status")
    assert result.exit_code == 0
    assert bag.name in result.stderr
    assert json.loads(run("status", "--json").stdout)["missing"] == [bag.name]


def test_an_attempt_that_did_not_end_is_said(run: Run, root: Path) -> None:
    work = Archive(root).begin("facebook")
    assert f"archive seal {work.id}" in run("status").stdout


def test_an_archive_that_cannot_be_read_is_an_error(run: Run, root: Path) -> None:
    root.write_bytes(b"")
    for arguments in (["status"], []):
        assert run(*arguments).exit_code == 6
    assert json.loads(run("status", "--json").stdout)["error"]["code"] == "archive"


def test_nothing_that_a_service_wrote_steers_the_terminal(run: Run, root: Path) -> None:
    hostile = "\x1b]0;owned\x07\u202e@x.example"
    check = {"verdict": "unchecked", "displayed": hostile, "expected": None}
    seal_at(root, SENT_AT, email_check=check)
    assert not {"\x1b", "\x07", "\u202e"} & set(run("status").stdout)


# on a terminal


def on_a_terminal(columns: int, *arguments: str) -> str:
    """Run the program with a terminal of this width and give what it shows."""
    ours, theirs = pty.openpty()
    code = "from helper.program import main; main()"
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=theirs, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            shown += piece
        assert process.wait() == 0
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_wraps_well_on_a_narrow_terminal(root: Path, lang: str) -> None:
    bag = seal_at(root, SENT_AT)
    seal_at(root, SENT_AT, "instagram", "unavailable")
    lines = on_a_terminal(60, "--lang", lang, "--archive", str(root), "status").splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 60
    assert [line[0] for line in lines if line[0] != " "] == ["!", "!"]  # what hangs over is indented
    assert any(bag.name in line for line in lines)
    assert sum(line.startswith("  → ") for line in lines) == 2


# with nothing behind the program's name


def test_with_history_the_program_s_name_alone_shows_the_status(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    assert run().stdout == run("status").stdout
    assert run("--json").stdout == run("status", "--json").stdout


def test_without_history_it_says_what_can_be_typed_as_before(run: Run, root: Path) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Missing command" in result.stderr
    assert json.loads(run("--json").stdout)["error"]["code"] == "usage"
    assert not root.exists()


def test_without_history_and_options_it_shows_the_help_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(program, [])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "facebook" in result.stderr
    assert "archive" in result.stderr
