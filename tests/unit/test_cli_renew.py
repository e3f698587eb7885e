"""`renew`: which account is meant, what is proposed again, what differs at the end, and what it refuses."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_samples import record_of
from followup_samples import ADDRESS, SENT_AT, after, keep, root, seal_at

from flows.references import load_references
from helper import accounts
from helper.accounts import Account
from helper.browser import find, launch
from helper.cli.console import Console
from helper.evidence.store import Archive
from helper.guide.plan import Plan
from helper.program import program
from helper.session import opening
from helper.session.running import Ending
from helper.texts import Texts

__all__ = ["root"]  # fixtures

Run = Callable[..., Result]
ESSENTIAL = load_references()["cnil"].words["fr"].forms[0]
WROTE = {"reference": "cnil", "inserted": True, "text": f"Ma situation.\n{ESSENTIAL}"}


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[Plan]:
    """Collect what attempts would do, and end each with the record that its `last` changes say."""
    found: list[Plan] = []

    class _Work:
        id = "20271122T140311Z-facebook-7f3a9c"

    def pretend(prepare: Callable[[], object]) -> Ending:
        plan: Plan = prepare().keywords["errand"].plan  # type: ignore[attr-defined]
        found.append(plan)
        check = {"verdict": "match", "displayed": plan.expected_email, "expected": plan.expected_email}
        record = record_of(_Work(), {}, service="facebook", explanation=WROTE, email_check=check)  # type: ignore[arg-type]
        return Ending(record, 0, root / record.id)

    monkeypatch.setattr(opening, "run_attempt", pretend)
    monkeypatch.setattr(find, "find_browser", lambda _: find.FoundBrowser("other", Path("/x")))
    monkeypatch.setattr(launch, "require_display", lambda: None)
    return found


@pytest.fixture
def run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plans: list[Plan]) -> Iterator[Run]:
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)

    def invoke(*arguments: str, lang: str = "en") -> Result:
        given = ["--lang", lang, "--archive", str(root), "renew", *arguments]
        return CliRunner().invoke(program, given)

    return invoke


def test_the_same_again_with_address_reference_and_words_of_last_time(
    run: Run, root: Path, plans: list[Plan]
) -> None:
    seal_at(root, SENT_AT, explanation={"reference": "dpc", "inserted": False, "text": None})
    seal_at(root, after(days=1), explanation=WROTE)
    seal_at(root, after(days=2), outcome="not_sent", explanation={**WROTE, "reference": None})
    result = run()
    assert result.exit_code == 0, result.output
    (plan,) = plans
    assert (plan.expected_email, plan.reason) == (ADDRESS, "Ma situation.")
    assert plan.reference is not None
    assert (plan.reference.code, plan.recorded_service) == ("cnil", "facebook")
    assert "2 September 2026" in result.stderr
    assert "CNIL" in result.stderr
    assert "Ma situation." in result.stderr
    assert "from last time" in result.stdout


def test_what_is_said_now_wins(run: Run, root: Path, plans: list[Plan], tmp_path: Path) -> None:
    seal_at(root, SENT_AT, explanation=WROTE)
    (tmp_path / "reason.txt").write_text("From a file.", "utf-8")
    run("facebook", "--email", "new@example.org", "--reference", "dpc", "--reason", "Another one.")
    run("facebook", "--reason-file", str(tmp_path / "reason.txt"))
    first, second = plans
    assert first.reference is not None
    assert (first.expected_email, first.reference.code, first.reason) == (
        "new@example.org", "dpc", "Another one.",
    )  # fmt: skip
    assert second.reason == "From a file."


def test_settings_of_the_environment_reach_it(
    run: Run, root: Path, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_at(root, SENT_AT, explanation=WROTE)
    monkeypatch.setenv("OPTOUT_ASSIST_REASON", "From the environment.")
    Path(".env").write_text("OPTOUT_ASSIST_TIMEOUT=2\n", "utf-8")
    assert run().exit_code == 0
    assert (plans[0].reason, plans[0].timeout_seconds) == ("From the environment.", 120)


def test_scripts_get_one_object_with_the_differences_and_are_asked_nothing(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda: pytest.fail("asked"))
    seal_at(
        root,
        SENT_AT,
        explanation=WROTE,
        confirmation={"text": "Bien reçu.", "signs": [], "words_verified": True},
    )
    result = run("--json")
    document = json.loads(result.stdout)
    assert document["schema"] == 1
    assert document["differences"] == [
        {"what": "answer", "before": "Bien reçu.", "after": "Merci, c’est noté."}
    ]
    assert json.loads(result.stdout)["outcome"] == "submitted"


def test_people_are_told_what_differs(run: Run, root: Path) -> None:
    seal_at(
        root, SENT_AT, outcome="sent_unconfirmed", confirmation=None, explanation={**WROTE, "text": "Moins."}
    )
    shown = run("--email", "new@example.org").stdout
    assert "What has changed since last time" in shown
    assert "c…n@e…e.org, now n…@e…e.org" in shown  # never the whole address
    assert "“Moins.”" in shown
    assert "“sent, no confirmation seen”, now “sent, receipt confirmed”" in shown


def test_nothing_that_differs_is_said_too(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT, explanation=WROTE)
    assert "No difference from last time" in run().stdout
    assert json.loads(run("--json").stdout)["differences"] == []


def test_an_ordinary_attempt_has_no_differences(run: Run, root: Path) -> None:
    seal_at(root, SENT_AT)
    result = CliRunner().invoke(program, ["--json", "--archive", str(root), "facebook", "--email", ADDRESS])
    assert "differences" not in json.loads(result.stdout)


def test_on_a_terminal_the_address_can_be_typed_anew(
    run: Run, root: Path, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    from helper.cli.options import Shared

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    typed = iter(["", "nonsense", "typed@example.org"])
    monkeypatch.setattr("builtins.input", lambda: next(typed))
    console = Console(Shared(lang="en"))
    assert console.ask_address("facebook", ADDRESS) == ADDRESS
    assert console.ask_address("facebook", ADDRESS) == "typed@example.org"


# which account is meant


def test_of_two_accounts_one_has_to_be_named(run: Run, root: Path, plans: list[Plan]) -> None:
    other = {"verdict": "match", "displayed": "eve@example.net", "expected": "eve@example.net"}
    seal_at(root, SENT_AT)
    seal_at(root, SENT_AT, email_check=other)
    seal_at(root, SENT_AT, "instagram", email_check=other)
    for arguments in ([], ["facebook"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "facebook c…n@e…e.org, facebook e…@e…e.net" in result.stderr
        assert "--email" in result.stderr
    assert run("instagram").exit_code == 0
    assert run("facebook", "--email", "EVE@example.net").exit_code == 0
    assert [plan.expected_email for plan in plans] == ["eve@example.net", "EVE@example.net"]


class _Book:
    def __init__(self, _seconds: float) -> None:
        pass

    def list(self) -> list[Account]:
        return [Account("facebook", "work", "eve@example.net"), Account("instagram", "default", ADDRESS)]

    def find(self, service: str, label: str | None = None) -> None:
        return None


def test_a_saved_account_can_be_named(
    run: Run, root: Path, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "AccountBook", _Book)
    other = {"verdict": "match", "displayed": "eve@example.net", "expected": "eve@example.net"}
    seal_at(root, SENT_AT)
    seal_at(root, SENT_AT, email_check=other)
    assert run("work").exit_code == 0
    assert run("facebook", "--account", "work").exit_code == 0
    assert {plan.expected_email for plan in plans} == {"eve@example.net"}
    for arguments in (["nobody"], ["instagram", "--account", "work"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "account list" in result.stderr


def test_the_saved_address_is_expected_even_if_it_changed_since(
    run: Run, root: Path, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "AccountBook", _Book)
    seal_at(root, SENT_AT)
    assert run("work").exit_code == 0
    assert plans[0].expected_email == "eve@example.net"


# what cannot be renewed


@pytest.mark.parametrize("outcome", ["not_sent", "rejected", "unavailable", "interrupted"])
def test_what_was_never_sent_is_not_renewed(run: Run, root: Path, outcome: str) -> None:
    seal_at(root, SENT_AT, outcome=outcome)
    result = run("facebook")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "optout-assist facebook" in result.stderr


def test_what_the_service_acknowledged_by_mail_is_renewed(run: Run, root: Path) -> None:
    keep(seal_at(root, SENT_AT, outcome="interrupted"), "acknowledgement", after(hours=1))
    assert run("facebook").exit_code == 0


def test_neither_an_empty_archive_nor_a_rehearsal_nor_an_attempt_without_end(run: Run, root: Path) -> None:
    assert run().exit_code == 2
    assert not root.exists()
    seal_at(root, SENT_AT, rehearsal=True)
    Archive(root).begin("facebook")
    assert run().exit_code == 2


def test_a_damaged_attempt_is_not_used(run: Run, root: Path, plans: list[Plan]) -> None:
    bag = seal_at(root, SENT_AT)
    (bag / "data/form.png").write_bytes(b"?")
    result = run("facebook")
    assert (result.exit_code, result.stdout, plans) == (6, "", [])
    assert f"archive verify {bag.name}" in result.stderr
    seal_at(root, after(days=1))
    assert run("facebook").exit_code == 0


def test_errors_are_one_object_for_scripts(run: Run) -> None:
    assert json.loads(run("--json").stdout)["error"]["code"] == "usage"
    assert Texts.load("fr").say("error.renew_not_sent.what") in run(lang="fr").stderr
