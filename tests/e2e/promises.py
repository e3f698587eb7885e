"""The promises (docs/en/architecture.md) that hold for every attempt, whatever happened in it; called by each scenario.

That no secret is left anywhere is looked for after every attempt, by the fixture that starts them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Sequence

import bagit
from replica.attempt import Attempt, Result
from replica.exchange import Received

from helper.evidence.verify import verify_bag
from helper.record import Record

EXITS = {
    "submitted": {0},
    "already_objected": {0},
    "not_sent": {3, 5},
    "unavailable": {4},
    "moved": {4},
    "sent_unconfirmed": {7},
    "rejected": {7},
    "interrupted": {130, 143},
    "refused": {7},
    "reviewed": {0},
}
BEGINNINGS = {"shape": b'{"schema":1', "text": b"https://"}


def check_promises(attempt: Attempt, result: Result) -> None:
    """Check what must be true of every finished attempt; fails with the promise that was broken."""
    record = Record.model_validate_json(json.dumps(result.record))
    assert result.exit in EXITS[record.outcome], "exit status and outcome belong together"

    # 8: what was captured is on disk and verifies, by our own code and by a tool that is not ours.
    assert verify_bag(result.bag) == []
    sums = subprocess.run(
        ["sha256sum", "-c", "--quiet", "manifest-sha256.txt"],
        cwd=result.bag,
        capture_output=True,
        text=True,
        check=False,
    )
    assert sums.returncode == 0, sums.stderr
    bagit.Bag(str(result.bag)).validate()  # raises what it finds; only making a bag changes directory
    assert json.loads((result.bag / "data" / "record.json").read_text()) == result.record
    for item in record.evidence:
        content = (result.bag / "data" / item.path).read_bytes()
        assert content.startswith(BEGINNINGS.get(item.kind, b"\x89PNG"))
        assert hashlib.sha256(content).hexdigest() == item.sha256

    # 1: each address at most once, one return, one re-opening.
    opened = [n for n in read_journal(result) if n["event"] == "open"]
    assert len({n["address"] for n in opened}) == len(opened)
    assert sum(n["event"] == "return" for n in read_journal(result)) <= 1
    assert sum(n["event"] == "reopen" for n in read_journal(result)) <= 1

    # 6: nothing counts as sent that the service did not get; what counts as submitted was answered with success.
    states = [moment.state for moment in record.timeline]
    if record.outcome == "submitted":
        assert record.confirmation is not None
        assert "sent" in states
        assert result.received
    if record.outcome in ("not_sent", "interrupted", "unavailable", "moved", "reviewed"):
        assert "sent" not in states
        assert not result.received
    # 2: the address that went off is the one that the form showed and the record names.
    check_sent_address(record, result.received)
    # The record tells what was sent, word for word.
    if result.received and record.explanation.text is not None:
        assert result.received[-1].explanation.replace("\r\n", "\n") == record.explanation.text

    # Nothing of ours is left behind.
    profiles = attempt.folder / "home" / "cache" / "optout-assist" / "profiles"
    assert not list(profiles.glob("profile-*"))


def close_and_check(attempt: Attempt) -> Result:
    """Close the window and check what holds for every attempt."""
    result = attempt.close_window_and_finish()
    check_promises(attempt, result)
    return result


def check_sent_address(record: Record, received: Sequence[Received]) -> None:
    """Check that the address that went off is the one that the form showed; an emptied one is no exception."""
    displayed = record.email_check.displayed
    # A form that shows the address as mere text sends none; a masked one says less than what goes off.
    if received and displayed and "•" not in displayed and "email" in received[-1].values:
        assert received[-1].email == displayed


def read_journal(result: Result) -> list[dict[str, object]]:
    """Give the journal of the bag."""
    lines = (result.bag / "data" / "journal.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def kinds(result: Result) -> list[str]:
    """Give the kinds of the evidence, in order."""
    return [item["kind"] for item in result.record["evidence"]]
