"""The program dies at some moment of an attempt: what was captured can be sealed later, and claims no more than is known."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest
from replica.attempt import Attempt, bare_environment, program_command
from replica.scenario import Scenario

from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.record import Outcome

ADDRESS = "person@example.org"
Run = Callable[..., Attempt]


def opened(attempt: Attempt) -> None:
    attempt.wait_for_note("state", state="login")


def at_the_form(attempt: Attempt) -> None:
    attempt.person.log_in()
    attempt.wait_for_note("picture", kind="form")
    attempt.wait_for_note("writing", status="done")


def sending(attempt: Attempt) -> None:
    at_the_form(attempt)
    attempt.person.press_send()
    attempt.wait_for_note("send_pressed")


def answered(attempt: Attempt) -> None:
    sending(attempt)
    attempt.wait_for_note("picture", kind="confirmation")


@pytest.mark.proves("promise 8", case="sending-sent_unconfirmed")
@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        (opened, Outcome.INTERRUPTED),
        (at_the_form, Outcome.INTERRUPTED),
        (sending, Outcome.SENT_UNCONFIRMED),
        (answered, Outcome.SENT_UNCONFIRMED),
    ],
)
def test_what_a_killed_program_captured_is_sealed_later(
    run_attempt: Run, until: Callable[[Attempt], None], outcome: Outcome
) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", ADDRESS, "--cnil")
    _ = attempt.person
    until(attempt)
    attempt.kill()
    attempt.process.wait()
    done = subprocess.run(
        [*program_command(), "--archive", str(attempt.archive), "archive", "seal", "last", "--json"],
        env=bare_environment(attempt.folder / "home", {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcome"] == outcome
    [entry] = Archive(attempt.archive).entries()
    assert entry.sealed
    assert verify_bag(entry.path) == []
    record = entry.record
    assert record is not None
    assert (record.outcome, record.confirmation) == (outcome, None)
    assert (record.flow.name, record.flow.origin) == ("facebook", "shipped")
    assert record.explanation.reference == "cnil"
    assert record.explanation.inserted is (until is not opened)
    assert record.sealed_later is not None
