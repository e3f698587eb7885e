"""`optout-assist flows`: what is known is shown with its source and date, and a broken file is told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import flows
from helper.cli import program


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder."""
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["--lang", "en", "flows", *arguments])


def test_the_list_names_every_service_with_its_addresses() -> None:
    found = json.loads(run("list", "--json").stdout)
    assert [one["service"] for one in found] == flows.names()
    assert all(one["addresses"] and one["revision"] and one["verified_live"] for one in found)
    text = run("list").stdout
    assert all(name in text for name in flows.names())


@pytest.mark.parametrize("name", flows.names())
def test_a_flow_is_shown_with_source_and_date_of_every_fact(name: str) -> None:
    document = json.loads(run("show", name, "--json").stdout)
    facts = [
        *document["addresses"],
        *document["hosts"],
        *(m for found in document["states"].values() for m in found),
    ]
    assert all(fact["source"] and fact["date"] for fact in facts)
    assert {"fr", "en"} <= set(document["languages"])
    text = run("show", name).stdout
    for fact in facts:
        assert fact["source"] in text
        assert fact["date"] in text


def test_all_flows_that_ship_are_good() -> None:
    result = run("check", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"good": [*flows.names(), "practice"], "problems": []}


def test_every_problem_of_a_file_is_listed_with_its_place() -> None:
    text = (flows.FOLDER / "facebook.toml").read_text(encoding="utf-8")
    broken = text.replace("www.facebook.com", "www.facebook.example").replace(
        "schema = 1", "schema = 9\nclick = 1", 1
    )
    Path("mine.toml").write_text(broken, encoding="utf-8")
    result = run("check", "mine.toml")
    assert result.exit_code == 2
    assert "mine.toml: schema:" in result.stdout
    assert "mine.toml: click:" in result.stdout
    assert "mine.toml: host.0.names" in result.stdout


def test_good_and_bad_files_are_told_apart() -> None:
    Path("good.toml").write_bytes((flows.FOLDER / "facebook.toml").read_bytes())
    Path("bad.toml").write_text("[[[", encoding="utf-8")
    document = json.loads(run("check", "good.toml", "bad.toml", "--json").stdout)
    assert document["good"] == ["good.toml"]
    assert {one["file"] for one in document["problems"]} == {"bad.toml"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"#" * 70_000,
        b"a = " + b"[" * 5000,
        b"x = " + b"9" * 5000,
        b"a = 1\na = 2",
        b'name = "\x1b[2J"',
    ],
    ids=["empty", "not utf-8", "too large", "too deep", "too long a number", "twice", "control character"],
)
def test_any_broken_file_is_one_clear_message(data: bytes) -> None:
    Path("bad.toml").write_bytes(data)
    result = run("check", "bad.toml")
    assert result.exit_code == 2
    assert result.stdout.startswith("bad.toml: ")
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    "arguments", [("check", "missing.toml"), ("check", "."), ("show", "myspace"), ("show",)]
)
def test_what_is_not_there_is_exit_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
