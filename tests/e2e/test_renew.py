"""`renew` from end to end: the first attempt is archived, the form is sent once more, and what differs is told."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from promises import check_promises
from replica.attempt import Attempt, Result, bare_environment, program_command
from replica.options import Options
from replica.scenario import Scenario

from helper.evidence import bag
from helper.evidence.chain import previous_of
from helper.evidence.files import sha256_of

ADDRESS, OTHER = "person@example.org", "new@example.org"
REASON = "Mes photos de famille sont publiques."
Run = Callable[..., Attempt]


def go_through(attempt: Attempt) -> Result:
    """Log in, wait for the text, press Send and close the window as the person does."""
    attempt.person.log_in()
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    attempt.person.press_send()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    return attempt.close_window_and_finish()


def told_by(archive: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask the program something about an archive."""
    return subprocess.run(
        [*program_command(), "--archive", str(archive), *arguments],
        cwd=folder,
        env=bare_environment(folder / "home", {}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_objection_is_renewed_in_a_real_window(run_attempt: Run, tmp_path: Path) -> None:
    once = run_attempt(Scenario(language="fr"), "--email", ADDRESS, "--reference", "cnil", "--reason", REASON)
    first = go_through(once)
    check_promises(once, first)

    # Months later, on another day and with another address in the account.
    archive = tmp_path / "kept"
    shutil.move(first.archive, archive)
    later = Scenario(language="fr", options=Options(address=OTHER, wording=1))
    again = run_attempt(later, "--archive", str(archive), subcommand="renew")
    again.archive = archive
    second = go_through(again)
    differences = {one["what"]: one for one in second.record.pop("differences")}
    check_promises(again, second)  # what differs is told beside the record, and is no part of what was sealed

    # The same form was opened and sent again, with the words of last time.
    assert (second.exit, second.outcome) == (0, "submitted")
    [before], [now] = first.received, second.received
    assert now.explanation == before.explanation
    assert REASON in now.explanation
    assert "CNIL" in now.explanation
    assert (before.email, now.email) == (ADDRESS, OTHER)
    assert second.record["email_check"]["verdict"] == "mismatch"
    assert second.record["email_check"]["expected"] == ADDRESS
    assert "CNIL" in second.stderr
    assert REASON in second.stderr

    assert set(differences) == {"address", "answer"}
    assert differences["address"] == {"what": "address", "before": ADDRESS, "after": OTHER}
    assert differences["answer"]["before"] == first.record["confirmation"]["text"]

    # The second vouches for the first, and both are whole.
    name = first.record["id"]
    assert previous_of(second.bag) == ((name, sha256_of(archive / name / bag.TAG_MANIFEST)),)
    assert told_by(archive, tmp_path, "archive", "verify").returncode == 0
    listed = json.loads(told_by(archive, tmp_path, "archive", "list", "--json").stdout)
    assert {one["id"] for one in listed} == {name, second.record["id"]}
    assert all(one["sealed"] and one["outcome"] == "submitted" for one in listed)
    status = json.loads(told_by(archive, tmp_path, "status", "--json").stdout)
    assert second.record["id"] in json.dumps(status)
