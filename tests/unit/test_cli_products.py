"""Somebody who types a product of Meta's gets an answer with sources, and is offered what there is to start."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows import names, product_names
from helper.cli import attempts
from helper.cli.attempt_options import AttemptOptions
from helper.commands import coverage
from helper.errors import UsageProblem
from helper.program import COMMANDS, program
from helper.session import opening

ANSWERED = [name for name in product_names() if name not in names()]
Started = list[Callable[[], object]]


@pytest.fixture(autouse=True)
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Started:
    """Run in an empty folder with an empty home; what would open a browser is noted instead."""
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    begun: Started = []

    def note(prepare: Callable[[], object]) -> Any:
        begun.append(prepare)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "run_attempt", note)
    return begun


def run(*arguments: str, typed: str = "", lang: str = "en") -> Result:
    return CliRunner().invoke(program, ["--lang", lang, *arguments], input=typed, prog_name="optout-assist")


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (coverage, attempts):
        monkeypatch.setattr(module, "can_ask", lambda shared: not shared.json)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ANSWERED)
def test_a_product_is_answered_with_sources_and_dates(name: str, lang: str, started: Started) -> None:
    result = run(name, lang=lang)
    assert result.exit_code == 0, result.output
    assert "optout-assist facebook" in result.stdout or "optout-assist instagram" in result.stdout
    assert "2025-" in result.stdout
    assert result.stderr == ""
    assert started == []


@pytest.mark.parametrize("name", ANSWERED)
def test_for_scripts_the_answer_is_one_object_and_names_the_command(name: str) -> None:
    result = run(name, "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["product"] == name
    begun = {command.partition(" --url ")[0] for command in document["commands"]}
    assert begun <= {"optout-assist facebook", "optout-assist instagram"}
    for part in ("data", "covered", "not_covered", "unknown", "addresses"):
        assert all({"source", "date", "certainty"} <= set(fact) for fact in document[part])


@pytest.mark.parametrize(
    ("typed", "product"),
    [
        (["Threads"], "threads"),
        (["meta", "ai"], "meta-ai"),
        (["facebook", "messenger"], "messenger"),
        (["ray-ban"], "glasses"),
        (["Ray", "Ban", "Meta"], "glasses"),
        (["oculus"], "quest"),
        (["llama"], "meta-ai"),
        (["meta"], "meta"),
        (["comptes", "Meta"], "meta-account"),
    ],
)
def test_names_that_people_use_are_understood(typed: list[str], product: str) -> None:
    assert json.loads(run(*typed, "--json").stdout)["product"] == product


@pytest.mark.parametrize(
    ("typed", "service"),
    [("fb", "facebook"), ("Facebook", "facebook"), ("insta", "instagram"), ("IG", "instagram"), ("wa", "whatsapp")],
)  # fmt: skip
def test_another_name_of_a_service_is_its_command_with_all_options(
    typed: str, service: str, started: Started
) -> None:
    assert f"optout-assist {service}" in run(typed, "--help").stdout
    run(typed, "--email", "camille.martin@example.org", "--cnil")
    assert len(started) == 1


def test_on_a_terminal_a_yes_starts_the_objection(at_a_terminal: None, started: Started) -> None:
    result = run("threads", "--email", "camille.martin@example.org", typed="y\n")
    assert "Instagram" in result.stderr
    assert len(started) == 1


def test_on_a_terminal_each_objection_is_offered_until_one_is_wanted(
    at_a_terminal: None, started: Started
) -> None:
    result = run("meta-ai", "--email", "camille.martin@example.org", typed="n\no\n")
    assert result.stderr.index("Facebook") < result.stderr.index("Instagram")
    assert len(started) == 1


def test_what_the_settings_say_holds_for_the_objection_that_is_started(
    at_a_terminal: None, started: Started
) -> None:
    Path(".env").write_text("OPTOUT_ASSIST_EMAIL=marie\n", encoding="utf-8")
    assert run("threads", typed="y\n").exit_code == 2  # no whole address: it was read
    Path(".env").write_text("OPTOUT_ASSIST_REFERENCE=nobody\n", encoding="utf-8")
    run("threads", "--email", "camille.martin@example.org", typed="y\n")
    [prepare] = started
    with pytest.raises(UsageProblem, match="reference_unknown"):
        prepare()


@pytest.mark.parametrize("typed", ["\n", "n\n", "perhaps\n"])
def test_anything_but_a_yes_starts_nothing_and_is_no_error(
    at_a_terminal: None, typed: str, started: Started
) -> None:
    result = run("messenger", typed=typed)
    assert result.exit_code == 0
    assert started == []


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ("whatsapp", "This form does not cover Meta AI"),
        ("third-party", "not the objection form of an account"),
    ],
)
def test_a_form_that_is_not_the_objection_says_so_first(service: str, words: str, started: Started) -> None:
    result = run(service)
    assert words in result.stderr
    assert result.stdout == ""
    assert len(started) == 1


@pytest.mark.parametrize("service", ["whatsapp", "third-party"])
def test_somebody_who_then_does_not_want_that_form_opens_nothing(
    at_a_terminal: None, service: str, started: Started
) -> None:
    result = run(service, typed="n\n")
    assert result.exit_code == 0
    assert "Nothing was opened" in result.stderr
    assert started == []


@pytest.mark.parametrize(
    ("typed", "near"), [("facbook", "facebook"), ("archve", "archive"), ("trheads", "threads")]
)
def test_a_mistyped_word_gets_the_nearest(typed: str, near: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert f"“{near}”" in result.stderr


def test_a_word_that_means_nothing_is_a_usage_error() -> None:
    result = run("xyzzyq")
    assert result.exit_code == 2
    assert "xyzzyq" in result.stderr


def test_help_names_the_products_apart_from_the_commands() -> None:
    said = run("--help").stdout
    commands, _, others = said.partition("Other products of Meta")
    assert all(name in others for name in ANSWERED)
    assert all(f"\n  {name} " in commands for name in (*names(), *COMMANDS))
    assert "\n  threads" not in commands


@pytest.mark.parametrize("name", ANSWERED)
def test_each_has_help_of_its_own(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "--cnil" in result.stdout


@pytest.mark.parametrize("service", ["whatsapp", "third-party"])
def test_only_the_objection_can_be_rehearsed(service: str) -> None:
    assert run("rehearse", service).exit_code == 2


@pytest.mark.parametrize(
    "typed", ["portal", "help.meta.com", "https://help.meta.com/support/privacy/", "privacy portal"]
)
def test_the_portal_is_answered_with_commands_that_begin_there(typed: str, started: Started) -> None:
    result = run(*typed.split())
    assert result.exit_code == 0, result.output
    assert "optout-assist facebook --url https://help.meta.com/support/privacy/" in result.stdout
    assert "It is not known" in result.stdout
    assert started == []


def test_what_the_portal_s_answer_starts_begins_at_the_portal(
    at_a_terminal: None, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "saved_or_typed_address", lambda *_, **__: None)
    opened: list[str | None] = []
    monkeypatch.setattr(
        AttemptOptions, "addresses", lambda typed, _: opened.append(typed.url) or (typed.url,)
    )
    monkeypatch.setattr(opening, "run_attempt", lambda prepare: prepare())
    run("portal", "--attach", "http://192.0.2.1:9222", typed="y\n")
    assert opened == ["https://help.meta.com/support/privacy/"]
