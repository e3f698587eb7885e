"""`about` tells what the program is without asking anybody, and after a year that forms move."""

from __future__ import annotations

import datetime as dt
import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import flows
from flows.load import FlowError, load
from flows.problems import Problem
from helper import __version__
from helper.about import Component, read_about, read_parts
from helper.age import YEAR_DAYS, age_of
from helper.installed import LICENCES, InstallContext, InstallKind, this_setting
from helper.program import program
from helper.texts.language import LANGUAGES

TODAY = dt.date(2026, 11, 27)
PARTS = json.dumps(
    [
        {
            "name": "click",
            "version": "8.5",
            "licence": "BSD-3-Clause",
            "purl": "pkg:pypi/click@8.5",
            "texts": ["Permission"],
        },
        {"name": "CPython", "version": "3.11.7", "licence": "PSF-2.0", "purl": "pkg:generic/cpython@3.11.7"},
    ]
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["about", *arguments], prog_name="optout-assist")


def packaged(parts: str) -> InstallContext:
    """Describe a Debian package that brings along `parts`."""
    folder = Path("/usr/lib/optout-assist/_internal")
    files = {folder / "package-kind.txt": "deb", folder / LICENCES / "parts.json": parts}
    return InstallContext("linux", folder, folder.parent / "optout-assist", folder, folder, files.get)


def test_it_says_version_age_and_how_it_was_installed() -> None:
    document = json.loads(run("--json").stdout)
    assert document["version"] == __version__
    assert document["installed"] == {"kind": "checkout", "folder": str(this_setting().source)}
    assert [one["service"] for one in document["facts"]] == flows.names()
    assert document["archive"].endswith("optout-assist/archive")
    assert document["parts"] == []


def test_it_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert run().exit_code == 0
    assert run("--licences").exit_code == 0


@pytest.mark.parametrize(
    ("days", "is_said"), [(0, False), (YEAR_DAYS, False), (YEAR_DAYS + 1, True), (3000, True)]
)
def test_after_a_year_it_says_that_forms_move(days: int, is_said: bool) -> None:
    newest = {name: age_of(load(name), TODAY).newest for name in flows.names()}
    found = read_about(this_setting(), max(newest.values()) + dt.timedelta(days=days))
    assert bool(found.over_a_year) is is_said


def test_one_service_with_old_facts_is_named_though_the_others_are_fresh() -> None:
    ages = read_about(this_setting(), TODAY).ages
    today = min(one.newest for one in ages) + dt.timedelta(days=YEAR_DAYS + 1)
    old = read_about(this_setting(), today).over_a_year
    assert {one.newest for one in old} == {min(one.newest for one in ages)}


def test_a_clock_that_is_before_the_facts_gives_no_negative_age() -> None:
    assert {one.days for one in read_about(this_setting(), dt.date(2020, 1, 1)).ages} == {0}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Forms move."), ("fr", "Les formulaires changent de place.")]
)
def test_it_is_said_in_the_persons_language(
    language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words not in run("--lang", language).stdout
    monkeypatch.setattr("helper.age.YEAR_DAYS", -1)
    assert words in run("--lang", language).stdout


def test_what_a_package_brings_along_is_shown_with_its_licence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helper.installed.this_setting", lambda: packaged(PARTS))
    document = json.loads(run("--json").stdout)
    assert document["installed"] == {"kind": "deb", "folder": "/usr/lib/optout-assist"}
    assert document["parts"][0] == {"name": "click", "version": "8.5", "licence": "BSD-3-Clause"}
    assert json.loads(run("--json", "--licences").stdout)["parts"][0]["texts"] == ["Permission"]
    shown = run("--licences").stdout
    assert "click 8.5 (BSD-3-Clause)\n\nPermission\n" in shown
    assert "CPython 3.11.7 (PSF-2.0)" in shown
    assert ": 2." in run("--lang", "en").stdout


def test_a_program_without_a_package_brings_nothing() -> None:
    assert read_parts(None) == ()
    assert read_parts(PARTS)[1] == Component(
        name="CPython", version="3.11.7", licence="PSF-2.0", purl="pkg:generic/cpython@3.11.7"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", InstallKind)
def test_every_way_of_installing_has_its_own_way_of_removing(kind: InstallKind, language: str) -> None:
    from helper.texts import Texts

    texts = Texts.load(language)
    said = texts.say(f"installed.{kind}.remove", folder="/x")
    others = [texts.say(f"installed.{one}.remove", folder="/x") for one in InstallKind if one is not kind]
    assert said not in others or kind in (InstallKind.TAR, InstallKind.CHECKOUT)


def test_a_broken_flow_hides_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> object:
        if name == "facebook":
            raise FlowError(Path("facebook.toml"), [Problem("too_deep")])
        return load(name)

    monkeypatch.setattr("helper.about.load", broken)
    assert [one.service for one in read_about(this_setting(), TODAY).ages] == flows.names()[1:]


def test_the_doctor_begins_with_how_it_was_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from helper.commands.doctor import explain
    from helper.doctor import check_installation
    from helper.installed import Installation
    from helper.texts import Texts

    check = check_installation(Installation(InstallKind.DEB, Path("/usr/lib/optout-assist")))
    assert explain(check, Texts.load("en")) == (
        "Installed from the Debian package (.deb), in /usr/lib/optout-assist",
        None,
    )
