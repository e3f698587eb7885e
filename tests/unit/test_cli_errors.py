"""Bad input of every kind: one clear message with what to do, the right exit status, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from program_samples import folder, run

from helper import __version__

__all__ = ["folder"]  # fixtures
pytestmark = pytest.mark.usefixtures("folder")


def expect_usage(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_service_says_where_to_look() -> None:
    expect_usage(run("--lang", "en", "facbook"), "facbook", "optout-assist --help")
    expect_usage(run("--lang", "fr", "myspace"), "optout-assist --help", "Tapez")


def test_an_unknown_option_says_which() -> None:
    expect_usage(run("flows", "list", "--clikc"), "--clikc")


@pytest.mark.parametrize(("language", "begins"), [("fr", "Il manque l’ID"), ("en", "The ID is missing")])
@pytest.mark.parametrize(
    "command",
    [
        "complaint",
        *(f"archive {name}" for name in ("show", "open", "seal", "delete", "export", "timestamp")),
    ],
)
def test_who_leaves_the_id_out_learns_what_it_is_and_where_it_stands(
    command: str, language: str, begins: str
) -> None:
    result = run("--lang", language, *command.split())
    expect_usage(result, begins, "optout-assist archive list", "last", f"optout-assist {command} --help")
    assert "ID'" not in result.stderr, "not Click's own sentence"


@pytest.mark.parametrize(
    ("language", "begins"), [("fr", "Il manque l’e-mail"), ("en", "The e-mail is missing")]
)
def test_who_leaves_the_email_out_learns_how_to_save_one(language: str, begins: str) -> None:
    expect_usage(run("--lang", language, "mail", "add"), begins, "optout-assist mail help")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_there_is_to_choose_from_stands_in_one_line(language: str) -> None:
    result = run("--lang", language, "account", "show")
    expect_usage(result, "facebook, instagram")
    assert "u0009" not in result.stderr


def test_with_json_an_error_is_one_object_on_stdout() -> None:
    for arguments in (
        ["--json", "facbook"],
        ["flows", "show", "myspace", "--json"],
        ["flows", "--json", "nothing"],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        error = json.loads(result.stdout)["error"]
        assert error["code"] == "usage"
        assert error["message"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("OPTOUT_ASSIST_EMIAL=a@example.org", ["OPTOUT_ASSIST_EMIAL", "OPTOUT_ASSIST_EMAIL", ".env"]),
        ("OPTOUT_ASSIST_XYZZY=1", ["OPTOUT_ASSIST_XYZZY", ".env"]),
        ("OPTOUT_ASSIST_BROWSER=/tmp/evil", ["OPTOUT_ASSIST_BROWSER", ".env"]),
        ("OPTOUT_ASSIST_URL=https://evil.example", ["OPTOUT_ASSIST_URL"]),
        ("OPTOUT_ASSIST_TIMEOUT=soon", ["OPTOUT_ASSIST_TIMEOUT"]),
        ('OPTOUT_ASSIST_REASON="', ["1", ".env"]),
    ],
)
def test_a_bad_env_file_names_what_is_wrong_in_both_languages(
    language: str, text: str, words: list[str]
) -> None:
    Path(".env").write_text(text, encoding="utf-8")
    result = run("--lang", language, "flows", "list")
    expect_usage(result, *words)
    assert "/tmp/evil" not in result.stderr


def test_an_unknown_name_in_the_environment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_ASSIST_PASSWORD", "hunter2")
    result = run("flows", "list")
    expect_usage(result, "OPTOUT_ASSIST_PASSWORD")
    assert "hunter2" not in result.output


def test_an_env_file_of_another_project_is_left_alone() -> None:
    Path(".env").write_text("DATABASE_URL=x\nSECRET='\n", encoding="utf-8")
    assert run("flows", "list").exit_code == 0


def test_settings_do_not_stand_in_the_way_of_help() -> None:
    Path(".env").write_text("OPTOUT_ASSIST_EMIAL=1", encoding="utf-8")
    assert run("--help").exit_code == 0
    assert run("--version").exit_code == 0


@pytest.mark.parametrize("arguments", [["--json", "--version"], ["--version", "--json"]])
def test_with_json_the_version_is_one_object_too(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"name": "optout-assist", "version": __version__}
    assert __version__ in run("--version").stdout


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_json_from_the_environment_counts_before_the_environment_is_read(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("OPTOUT_ASSIST_JSON", value)
    assert json.loads(run("--version").stdout) == {"name": "optout-assist", "version": __version__}
    monkeypatch.setenv("OPTOUT_ASSIST_LANG", "xx")
    for arguments in (["--clikc"], ["facbook"], ["flows", "list"], ["flows", "list", "--clikc"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert json.loads(result.stdout)["error"]["code"] == "usage", arguments


@pytest.mark.parametrize(
    ("setting", "takes"), [("LANG=de", "`fr`"), ("JSON=perhaps", "`1`"), ("PLAIN=x", "`1`")]
)
def test_a_value_of_the_environment_is_not_blamed_on_an_option_that_nobody_typed(
    monkeypatch: pytest.MonkeyPatch, setting: str, takes: str
) -> None:
    name, value = setting.split("=")
    monkeypatch.setenv(f"OPTOUT_ASSIST_{name}", value)
    result = run("status")
    assert result.exit_code == 2
    assert f"$OPTOUT_ASSIST_{name} " in result.stderr
    assert takes in result.stderr
    assert "--" not in result.stderr
    typed = run(f"--{name.lower()}=x", "status")
    assert typed.exit_code == 2
    assert "$" not in typed.stderr


# Each setting as it may be, and as it may not.
BESIDE = ("JSON=no", "JSON=maybe", "LANG=xx", "PLAIN=1", "QUIET=1", "VERBOSE=x", "ARCHIVE=/nowhere", "TIMEOUT=soon",
    "EMAIL=nobody", "BROWSER=/nowhere", "XYZZY=1")  # fmt: skip


@pytest.mark.parametrize("setting", BESIDE)
def test_no_setting_stands_in_the_way_of_version_and_help(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    name, value = setting.split("=")
    version, help_ = run("--version").stdout, run("--help").stdout
    monkeypatch.setenv(f"OPTOUT_ASSIST_{name}", value)
    for arguments, said in ((["--version"], version), (["--help"], help_)):
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (0, said, "")


@pytest.mark.parametrize("language", ["de", "", "FR"])
def test_a_language_that_we_do_not_speak_is_refused(language: str) -> None:
    expect_usage(run("--lang", language, "flows", "list"), "--lang")
