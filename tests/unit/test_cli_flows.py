"""`optout-assist flows`: what is known is shown with its source and date, and a broken file is told apart."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import flows
from flows.load import languages
from helper.program import program


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
    words = [f"{part}/{language}" for part in ("words", "answers") for language in languages()]
    good = [*flows.names(), "practice", *words]
    assert json.loads(result.stdout) == {"good": good, "problems": [], "notes": []}


def test_every_problem_of_a_file_is_listed_with_its_place() -> None:
    text = (flows.FOLDER / "facebook.toml").read_text(encoding="utf-8")
    broken = text.replace("www.facebook.com", "www.facebook.example").replace(
        "schema = 1", "schema = 9\nclick = 1", 1
    )
    Path("mine.toml").write_text(broken, encoding="utf-8")
    result = run("check", "mine.toml")
    assert result.exit_code == 2
    line = broken[: broken.index("schema = 9")].count("\n") + 1
    assert f"mine.toml:{line}: schema: “9” is not possible here." in result.stdout
    assert f"mine.toml:{line + 1}: click: the name “click” means nothing here." in result.stdout
    hosts = broken[: broken.index('"www.facebook.example"')].count("\n") + 1
    assert (
        f"mine.toml:{hosts}: host.0.names.0: “www.facebook.example” is not one of the hosts" in result.stdout
    )


def test_json_names_the_line_or_null() -> None:
    Path("mine.toml").write_text('schema = 1\nname = "facebook"\ntitel = "Facebook"\n', encoding="utf-8")
    problems = json.loads(run("check", "mine.toml", "--json").stdout)["problems"]
    lines = {one["problem"].partition(":")[0]: one["line"] for one in problems}
    assert lines == {"titel": 3} | dict.fromkeys(
        ("title", "controller", "revision", "verified_live", "address", "host")
    )


def test_a_file_of_words_is_checked_as_such() -> None:
    text = (flows.FOLDER / "words" / "fr.toml").read_text(encoding="utf-8")
    Path("fr.toml").write_text(text, encoding="utf-8")
    assert run("check", "fr.toml").exit_code == 0
    Path("fr.toml").write_text(text + '\n[sned]\nunverified = ["Expédier"]\n', encoding="utf-8")
    result = run("check", "fr.toml")
    assert result.exit_code == 2
    assert f"fr.toml:{text.count(chr(10)) + 2}: sned: " in result.stdout
    assert "Did you mean “send”?" in result.stdout


def test_what_may_not_be_meant_is_a_note_and_no_problem() -> None:
    Path("mine.toml").write_text(
        (flows.FOLDER / "facebook.toml").read_text(encoding="utf-8")
        + '\n[words.fr.send]\nunverified = ["expédier ma dem"]\n',
        encoding="utf-8",
    )
    result = run("check", "mine.toml")
    assert result.exit_code == 0
    assert "note: words.fr.send.unverified.0: “dem” at the end of “expédier ma dem”" in result.stdout
    assert len(json.loads(run("check", "mine.toml", "--json").stdout)["notes"]) == 1


def test_the_person_is_told_in_their_language() -> None:
    Path("mine.toml").write_text("schema = 1\n", encoding="utf-8")
    said = CliRunner().invoke(program, ["--lang", "fr", "flows", "check", "mine.toml"]).stdout
    assert "il manque quelque chose ici" in said


def test_a_copy_is_the_flow_that_ships_and_replaces_nothing() -> None:
    assert run("copy", "facebook", "mine.toml").exit_code == 0
    assert Path("mine.toml").read_bytes() == (flows.FOLDER / "facebook.toml").read_bytes()
    Path("mine.toml").write_text("mine", encoding="utf-8")
    for target in ("mine.toml", "nowhere/mine.toml"):
        result = run("copy", "facebook", target)
        assert result.exit_code == 2
        assert target in result.stderr
    assert Path("mine.toml").read_text(encoding="utf-8") == "mine"


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
    places = {line.partition(" ")[0] for line in result.stdout.splitlines()}
    assert places
    assert all(re.fullmatch(r"bad\.toml(:\d+)?:", place) for place in places)
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    "arguments", [("check", "missing.toml"), ("check", "."), ("show", "myspace"), ("show",)]
)
def test_what_is_not_there_is_exit_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
