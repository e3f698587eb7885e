"""`coverage`: every product in one table, from the facts, with how it stands in the person's own archive."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_samples import seal_one

from flows import product_names
from flows.load import load
from helper.evidence.store import Archive
from helper.products import outcomes
from helper.program import program
from helper.record import Outcome


@dataclass(frozen=True)
class Tried:
    """What a list tells of an attempt."""

    service: str
    outcome: str | None
    day: int
    rehearsal: bool | None = False

    @property
    def told_as(self) -> str | None:
        return self.outcome

    @property
    def started_at(self) -> dt.datetime:
        return dt.datetime(2026, 11, self.day, tzinfo=dt.UTC)


def run(archive: Path, *arguments: str, lang: str = "en") -> Result:
    command = ["--lang", lang, "--archive", str(archive), "coverage", *arguments]
    return CliRunner().invoke(program, command, prog_name="optout-assist")


def rows(archive: Path) -> dict[str, dict[str, object]]:
    result = run(archive, "--json")
    assert result.exit_code == 0, result.output
    return {row["product"]: row for row in json.loads(result.stdout)}


def test_every_product_has_a_row_in_the_order_of_the_facts(tmp_path: Path) -> None:
    assert list(rows(tmp_path / "none")) == product_names()
    assert not (tmp_path / "none").exists()


def test_a_row_tells_what_covers_the_product_and_where_its_form_is(tmp_path: Path) -> None:
    found = rows(tmp_path)
    first = load("facebook").flow.address[0]
    assert found["facebook"]["form"] == first.url
    assert found["facebook"]["last_seen"] == first.date.isoformat()
    assert found["threads"]["covered_by"] == ["instagram"]
    assert found["messenger"]["form"] is None
    assert found["whatsapp"]["covered_by"] == []


def test_the_persons_own_state_comes_from_the_archive(tmp_path: Path) -> None:
    kept = Archive(tmp_path)
    seal_one(kept, "instagram")
    found = rows(tmp_path)
    assert found["threads"]["yours"]["instagram"]["outcome"] == "submitted"  # type: ignore[index]
    assert found["facebook"]["yours"] == {"facebook": None}
    said = run(tmp_path).stdout.splitlines()
    threads = next(line for line in said if line.startswith("Threads\t"))
    assert threads.endswith("Instagram: sent, receipt confirmed, 2026-11-22")


def test_of_a_page_that_nobody_read_it_is_not_said_that_nothing_was_sent(tmp_path: Path) -> None:
    seal_one(Archive(tmp_path), "instagram", outcome=Outcome.NOT_SENT, notes=["unread_sent"])
    assert "Instagram: not known whether anything was sent, 2026-11-22" in run(tmp_path).stdout


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_for_other_programs_a_line_is_a_row_with_tabs(tmp_path: Path, lang: str) -> None:
    result = run(tmp_path, lang=lang)
    lines = result.stdout.splitlines()
    assert len(lines) == len(product_names())
    assert {line.count("\t") for line in lines} == {5}
    assert "optout-assist" in result.stderr


def test_what_was_confirmed_once_stays_confirmed() -> None:
    attempts = [
        Tried("facebook", "submitted", 1),
        Tried("facebook", "not_sent", 2),
        Tried("instagram", "rejected", 1),
        Tried("instagram", "sent_unconfirmed", 3),
        Tried("instagram", "not_sent", 4),
    ]
    found = outcomes(attempts)
    assert (found["facebook"].outcome, found["facebook"].started_at.day) == (Outcome.SUBMITTED, 1)
    assert (found["instagram"].outcome, found["instagram"].started_at.day) == (Outcome.SENT_UNCONFIRMED, 3)


def test_a_rehearsal_or_an_attempt_without_an_end_says_nothing() -> None:
    assert outcomes([Tried("facebook", "submitted", 1, rehearsal=True), Tried("facebook", None, 2)]) == {}


def test_a_damaged_archive_is_no_reason_to_guess(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert run(tmp_path / "file").exit_code == 6
