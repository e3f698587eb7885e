"""`optout-assist account` as typed: what is asked, shown and refused, with a keyring in memory."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from keyring_samples import Memory

from helper.accounts import AccountBook
from helper.commands import account as command
from helper.program import program

ADDRESS = "marie@example.org"


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "account_book", lambda: AccountBook(5, lambda: memory))
    return memory


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(program, ["--lang", "en", "account", *arguments], input=answer)


def test_the_list_masks_what_show_gives_whole() -> None:
    assert run("add", "facebook", ADDRESS, "--label", "work").exit_code == 0
    assert run("list").stdout == "facebook  work  m…e@e…e.org\n"
    assert run("show", "facebook").stdout == f"{ADDRESS}\n"
    assert json.loads(run("show", "facebook", "--label", "work", "--json").stdout) == {
        "service": "facebook",
        "label": "work",
        "address": ADDRESS,
    }


def test_what_is_said_after_saving_masks_the_address() -> None:
    result = run("add", "facebook", ADDRESS)
    assert ADDRESS not in result.output
    assert "Replaced" in run("add", "facebook", ADDRESS).stdout


def test_an_empty_list_says_how_to_save_one_and_is_an_empty_array_for_scripts() -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "account add" in result.stderr
    assert json.loads(run("list", "--json").stdout) == []


def test_the_address_is_asked_for_on_a_terminal(monkeypatch: pytest.MonkeyPatch, vault: Memory) -> None:
    monkeypatch.setattr(command, "_is_terminal", lambda: True)
    result = run("add", "facebook", answer=f"{ADDRESS}\n")
    assert result.exit_code == 0
    assert "E-mail address of your facebook account" in result.stderr
    assert vault.kept["optout-assist", "facebook/default"] == ADDRESS


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_without_a_terminal_the_error_names_the_argument(more: tuple[str, ...], vault: Memory) -> None:
    result = run("add", "facebook", *more, answer=f"{ADDRESS}\n")
    assert result.exit_code == 2
    assert "account add facebook ADDRESS" in (result.stdout if more else result.stderr)
    assert vault.kept == {}


def test_with_json_nothing_is_asked_on_a_terminal_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_terminal", lambda: True)
    assert json.loads(run("add", "facebook", "--json").stdout)["error"]["code"] == "usage"


@pytest.mark.parametrize(
    "address", ["marie", "marie@", "@example.org", "", "a b@example.org", "m•••@example.org", "a@b@c.org"]
)
def test_a_malformed_address_is_refused_and_nothing_is_saved(address: str, vault: Memory) -> None:
    result = run("add", "facebook", address)
    assert result.exit_code == 2
    assert "marie@example.org" in result.stderr
    assert vault.kept == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "myspace", ADDRESS),
        ("show", "myspace"),
        ("show", "facebook"),
        ("show", "facebook", "--label", "work"),
        ("remove", "facebook"),
        ("add", "facebook", ADDRESS, "--label", ""),
        ("add", "facebook", ADDRESS, "--password", "x"),
        ("add",),
        ("rename",),
    ],
)
def test_what_cannot_be_done_is_exit_2_with_one_message_and_nothing_on_stdout(
    arguments: tuple[str, ...],
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert "Traceback" not in result.output


def test_removing_one_of_several_needs_the_label() -> None:
    run("add", "facebook", ADDRESS)
    run("add", "facebook", "work@example.org", "--label", "work")
    result = run("remove", "facebook")
    assert result.exit_code == 2
    assert "default, work" in result.stderr
    assert json.loads(run("remove", "facebook", "--label", "work", "--json").stdout)["removed"] is True
    assert run("show", "facebook").stdout == f"{ADDRESS}\n"


def test_a_pipe_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not command._is_terminal()
