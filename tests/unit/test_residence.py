"""The country that a person tells: asked once, kept plainly, changeable, removable, and never taken for told when guessed."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.authorities import load_authorities
from helper.errors import UsageProblem
from helper.program import program
from helper.residence import (
    FILE_NAME,
    Residence,
    find_residence,
    forget_country,
    parse_country,
    recall_country,
    remember_country,
)

KNOWN = load_authorities()
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(program, ["--lang", "en", "--archive", str(tmp_path / "a"), *arguments])

    return invoke


@pytest.mark.parametrize(
    ("asked", "remembered", "guessed", "expected"),
    [
        ("lu", "FR", "BE", Residence("LU", is_told=True)),
        (None, "FR", "BE", Residence("FR", is_told=True)),
        (None, "other", "BE", Residence("other", is_told=True)),
        (None, None, "BE", Residence("BE")),
        (None, None, "US", Residence(None)),
        (None, None, None, Residence(None)),
        ("Other", None, "FR", Residence("other", is_told=True)),
    ],
)
def test_what_is_said_now_goes_before_what_was_said_and_that_before_a_guess(
    tmp_path: Path, asked: str | None, remembered: str | None, guessed: str | None, expected: Residence
) -> None:
    path = tmp_path / FILE_NAME
    if remembered:
        remember_country(path, remembered)
    assert find_residence(KNOWN, asked, path, guessed) == expected


@pytest.mark.parametrize("typed", ["", "France", "F", "US", "../FR", "FRA"])
def test_a_country_that_is_not_known_is_refused(typed: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_country(KNOWN, typed)
    assert caught.value.key == "country_unknown"
    assert "FR" in str(caught.value.values["known"])


def test_it_is_kept_in_plain_words_for_the_person_only_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    assert recall_country(path) is None
    remember_country(path, "FR")
    assert path.read_text().endswith('country = "FR"\n')
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    remember_country(path, "BE")
    assert recall_country(path) == "BE"
    assert forget_country(path)
    assert not forget_country(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", ['country = "fr"', 'country = "FR"\nmore = 1', "x", "country = 3", "\xff", ""]
)
def test_a_file_that_says_something_else_is_refused_and_not_guessed_from(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(UsageProblem) as caught:
        recall_country(path)
    assert caught.value.key == "settings_file"


def test_the_command_shows_changes_and_forgets(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("country", "--json").stdout)
    assert (found["country"], found["told"], found["authorities"]) == ("BE", False, ["be"])
    assert "to be confirmed" in run("country").stdout
    found = json.loads(run("country", "fr", "--json").stdout)
    assert (found["country"], found["told"], found["authorities"]) == ("FR", True, ["fr"])
    assert Path(found["path"]) == tmp_path / "a" / FILE_NAME
    assert "CNIL" in run("country").stdout
    assert run("archive", "verify").exit_code == 0, "the archive does not mind the file"
    assert json.loads(run("country", "--forget", "--json").stdout)["forgotten"] is True
    assert "BE" in run("country", "--json").stdout
    assert run("country", "XX").exit_code == 2


def test_somewhere_else_and_germany_are_answered(run: Run) -> None:
    assert json.loads(run("country", "other", "--json").stdout)["authorities"] == []
    assert json.loads(run("country", "de", "--json").stdout)["authorities"] == ["de", "de-hh"]


def test_a_broken_file_can_be_forgotten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(0o700)
    (tmp_path / "a" / FILE_NAME).write_text("nonsense")
    assert run("country").exit_code == 2
    assert run("country", "--forget").exit_code == 0
    assert run("country").exit_code == 0


def test_without_an_own_archive_it_lies_beside_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from helper.cli.options import Shared

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    shared = Shared()
    assert shared.settings_path == shared.archive_dir.parent / FILE_NAME
