"""`complaint`: everything that it refuses without a trace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from drafting_samples import Run, complain, expect, run_at
from followup_samples import SENT_AT, after, keep, root, seal_at

from helper.evidence.letters import keep_letter
from helper.evidence.store import Archive

__all__ = ["complain", "root", "run_at"]  # fixtures


def test_before_the_month_is_over_it_waits_unless_told_not_to(complain: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    expect(complain("last", at=after(days=29)), 2, "1er octobre 2026", "--anyway")
    assert complain("last", "--anyway", at=after(days=29)).exit_code == 0
    (page,) = Path.cwd().glob("*/complaint.md")
    assert "n’est pas écoulé" in page.read_text("utf-8")


def test_a_kept_refusal_does_not_wait(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    keep(bag, "refusal", after(days=2))
    assert json.loads(complain("last", "--json", at=after(days=3)).stdout)["ground"] == "refusal"


def test_a_missing_form_asks_for_an_objection_by_letter_first(complain: Run, root: Path) -> None:
    states = [{"at": SENT_AT.isoformat(), "state": "unavailable"}]
    bag = seal_at(root, SENT_AT, outcome="unavailable", timeline=states)
    expect(complain("last", at=after(days=300)), 2, f"optout-assist letter {bag.name}", "--anyway")
    document = json.loads(complain("last", "--json", "--anyway", at=after(days=3)).stdout)
    assert (document["ground"], document["due"]) == ("no_form", None)
    (page,) = Path.cwd().glob("*/complaint.md")
    first = page.read_text("utf-8").split("\n- ")[1]
    assert "vous opposer autrement" in first
    assert "Merrion Road" in first


def test_a_letter_that_was_not_answered_is_a_ground(complain: Run, root: Path) -> None:
    states = [{"at": SENT_AT.isoformat(), "state": "unavailable"}]
    bag = seal_at(root, SENT_AT, outcome="unavailable", timeline=states)
    keep_letter(bag, (after(days=1).date(), "post"), after(days=4).date(), after(days=5))
    expect(complain("last", at=after(days=30)), 2, "5 octobre 2026", "--anyway")
    document = json.loads(complain("last", "--json", "--output", "x", at=after(days=50)).stdout)
    assert (document["ground"], document["due"]) == ("letter_unanswered", "2026-10-05")
    assert document["letter"]["said_by"] == "person"
    text = Path("x/complaint.md").read_text("utf-8")
    assert "Cette date repose sur ma propre déclaration" in text
    assert (Path("x") / f"{bag.name}.letters" / "01" / "letter.json").is_file()
    assert f"{bag.name}.letters/01/letter.json" in text


def test_a_damaged_statement_is_refused_and_named(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    path = keep_letter(bag, (after(days=1).date(), "post"), None, after(days=5))
    (path / "letter.json").write_text("{}")
    expect(complain("last"), 6, f"{bag.name}.letters/01/letter.json")


@pytest.mark.parametrize("outcome", ["not_sent", "rejected", "moved"])
def test_what_was_never_sent_is_refused(complain: Run, root: Path, outcome: str) -> None:
    bag = seal_at(root, SENT_AT, outcome=outcome)
    expect(complain("last", "--anyway"), 2, bag.name)


def test_practice_is_refused(complain: Run, root: Path) -> None:
    seal_at(root, SENT_AT, rehearsal=True)
    expect(complain("last", "--anyway"), 2)


def test_a_form_that_is_not_about_ai_training_is_refused(complain: Run, root: Path) -> None:
    seal_at(root, SENT_AT, service="whatsapp")
    expect(complain("last", "--anyway"), 2, "whatsapp", "archive export")
    seal_at(root, after(hours=1), service="gone")
    expect(complain("last", "--anyway"), 2, "gone")


def test_an_attempt_that_was_never_sealed_is_refused(complain: Run, root: Path) -> None:
    work = Archive(root).begin("facebook")
    expect(complain("last"), 2, work.id)


def test_an_attempt_that_is_not_there_is_refused(complain: Run) -> None:
    expect(complain("../../etc"), 2)


@pytest.mark.parametrize("anyway", [(), ("--anyway",)])
def test_damaged_evidence_is_refused_and_named(complain: Run, root: Path, anyway: tuple[str, ...]) -> None:
    bag = seal_at(root, SENT_AT)
    (bag / "data/filled.png").write_bytes(b"other")
    expect(complain("last", *anyway), 6, "data/filled.png", "archive verify")


def test_a_damaged_mail_is_refused_and_named(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    kept = keep(bag, "acknowledgement", after(minutes=5))
    (kept / "message.eml").write_bytes(b"other")
    expect(complain("last"), 6, f"{bag.name}.mails/01/message.eml")


def test_an_attempt_that_was_written_anew_is_refused(complain: Run, root: Path) -> None:
    first = seal_at(root, SENT_AT)
    seal_at(root, after(hours=1))
    shutil.rmtree(first)
    again = seal_at(root, SENT_AT)
    shutil.move(again, first) if again != first else None
    result = complain(first.name)
    assert result.exit_code == 6
    assert list(Path.cwd().iterdir()) == []


def test_many_damaged_files_are_named_in_part(complain: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT)
    for number in range(9):
        (bag / "data" / f"{number}.txt").write_text("x")
    expect(complain("last"), 6, "data/0.txt", "+ 4")
