"""What the doctor sees, what it says to do, and the exit status that tells whether the main job would run."""

from __future__ import annotations

import datetime as dt
import json
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from evidence_samples import seal_one

import flows
import helper
from flows.load import FlowError
from flows.problems import Problem
from helper import doctor
from helper.accounts import AccountBook
from helper.browser.find import FoundBrowser
from helper.commands.doctor import explain
from helper.doctor import (
    HealthCheck,
    HealthStatus,
    check_archive,
    check_browser,
    check_flows,
    check_forms,
    check_packages,
    exit_of,
)
from helper.errors import Exit, KeyringProblem
from helper.evidence.store import Archive
from helper.program import program
from helper.texts import LANGUAGES, Texts

ROOT = Path(helper.__file__).parents[1]


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which an attempt would run; gives the archive's folder."""
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho Chromium 156.0.1\n", encoding="utf-8")
    browser.chmod(0o700)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPTOUT_ASSIST_BROWSER", str(browser))
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr(doctor, "check_browser", partial(check_browser, start=start_nothing))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return tmp_path / "archive"


async def start_nothing(found: FoundBrowser) -> None:
    """Stand for a browser that starts."""


def run(archive: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, ["--lang", "en", "--archive", str(archive), "doctor", *arguments])
    return result.exit_code, result.stdout


def test_a_computer_that_is_ready_gives_0_and_the_keyring_is_only_a_note(ready: Path) -> None:
    status, text = run(ready, "--json")
    document = json.loads(text)
    assert (status, document["ready"]) == (0, True), document
    by_name = {check["name"]: check for check in document["checks"]}
    assert "156.0.1" in by_name["browser"]["what"]
    assert by_name["keyring"]["status"] == "warn"
    assert "--email" in by_name["keyring"]["remedy"]
    assert not ready.exists()


def test_without_a_display_it_gives_5_and_the_remedy(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    status, text = run(ready)
    assert status == 5
    assert "PROBLEM" in text
    assert "xvfb-run" in text


def test_without_the_browser_that_was_asked_for_it_gives_5(ready: Path) -> None:
    status, text = run(ready, "--browser", "/no/such/browser", "--json")
    assert status == 5
    assert any(
        c["name"] == "browser" and c["status"] == "fail" and c["remedy"] for c in json.loads(text)["checks"]
    )


def test_a_browser_that_does_not_start_is_a_failure(ready: Path) -> None:
    assert check_browser("/bin/sh", read=lambda _: None).key == "browser_broken"


def test_an_archive_that_is_a_file_gives_6_even_when_more_is_wrong(ready: Path) -> None:
    ready.write_text("", encoding="utf-8")
    assert run(ready, "--browser", "/no/such/browser")[0] == 6


def test_an_archive_that_others_can_change_is_a_failure(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert check_archive(tmp_path).exit is Exit.ARCHIVE
    tmp_path.chmod(0o700)
    assert check_archive(tmp_path).status is HealthStatus.OK
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    assert check_archive(tmp_path / "link").status is HealthStatus.FAIL


def test_looking_at_the_archive_leaves_nothing_behind(tmp_path: Path) -> None:
    assert check_archive(tmp_path).status is HealthStatus.OK
    assert check_archive(tmp_path / "not" / "yet").status is HealthStatus.OK
    assert list(tmp_path.iterdir()) == []


def test_every_flow_tells_the_age_of_its_facts() -> None:
    today = list(check_flows(dt.date(2026, 11, 22)))
    assert [check.values["service"] for check in today] == flows.names()
    assert all(check.status is HealthStatus.OK for check in today)
    later = list(check_flows(dt.date(2028, 1, 1)))
    assert all(check.status is HealthStatus.WARN and check.key.startswith("flow_old") for check in later)


def test_a_flow_that_nobody_has_seen_live_says_so() -> None:
    never = [check for check in check_flows(dt.date(2026, 11, 22)) if check.values["live"] == "never"]
    texts = Texts.load("en")
    assert all("never seen live" in explain(check, texts)[0] for check in never)


def test_a_broken_flow_gives_2(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise FlowError(Path(f"{name}.toml"), [Problem("empty", place="address.0.url", line=14)])

    monkeypatch.setattr(doctor, "load", broken)
    status, text = run(ready)
    assert status == 2
    assert "line 14: address.0.url: nothing stands between the quotation marks" in text


def test_another_package_of_our_names_is_noticed_wherever_it_is(tmp_path: Path) -> None:
    assert check_packages([str(ROOT)], ROOT).status is HealthStatus.OK
    (tmp_path / "helper").mkdir()
    # No package, only a folder.
    assert check_packages([str(ROOT), str(tmp_path)], ROOT).status is HealthStatus.OK
    (tmp_path / "helper" / "__init__.py").touch()
    (tmp_path / "flows.py").touch()
    found = check_packages([str(tmp_path), str(ROOT)], ROOT)
    assert found.status is HealthStatus.WARN
    assert str(tmp_path / "flows.py") in str(found.values["places"])
    assert str(tmp_path / "helper") in str(found.values["places"])


def test_flows_of_another_program_keep_the_main_job_from_running(tmp_path: Path) -> None:
    found = check_packages([], tmp_path)
    assert (found.status, found.exit) == (HealthStatus.FAIL, Exit.BUG)


def test_an_installed_package_of_our_names_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "importlib.metadata.packages_distributions",
        lambda: {"helper": ["other-helper"], "flows": ["optout_assist"]},
    )
    assert check_packages([], ROOT).values["places"] == "helper (other-helper)"


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        ([], Exit.OK),
        ([Exit.BROWSER], Exit.BROWSER),
        ([Exit.BROWSER, Exit.USAGE], Exit.BROWSER),
        ([Exit.BUG, Exit.USAGE], Exit.USAGE),
        ([Exit.BUG, Exit.BROWSER, Exit.ARCHIVE], Exit.ARCHIVE),
    ],
)
def test_the_failure_that_matters_most_gives_the_status(failures: list[Exit], expected: Exit) -> None:
    checks = [HealthCheck("x", HealthStatus.FAIL, "python_old", exit=status) for status in failures]
    assert (
        exit_of([*checks, HealthCheck("x", HealthStatus.WARN, "keyring_unusable", exit=Exit.KEYRING)])
        == expected
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_that_is_not_good_comes_with_a_remedy(language: str, tmp_path: Path) -> None:
    class Silent(AccountBook):
        def probe(self) -> None:
            raise KeyringProblem("keyring_silent", seconds=60)

    (tmp_path / "file").touch()
    texts = Texts.load(language)
    checks = [
        doctor.check_python((3, 10)),
        check_browser("/no/such/browser"),
        check_browser("/bin/sh", read=lambda _: None),
        doctor.check_display(False),
        doctor.check_keyring(Silent(1)),
        check_archive(tmp_path / "file"),
        *check_flows(dt.date(2028, 1, 1)),
        check_packages([], tmp_path),
    ]
    for check in checks:
        assert check.status is not HealthStatus.OK
        what, remedy = explain(check, texts)
        assert what
        assert remedy


def seal_form(archive: Archive, structure: str, labels: str, day: int) -> None:
    page = {"url": "https://www.facebook.com/", "language": "fr", "variant": None}
    mark = {"structure": structure * 16, "labels": labels * 16, "languages": ["fr"]}
    at = f"2026-11-{day}T14:03:11Z"
    seal_one(archive, page={**page, "form_fingerprint": mark}, started_at=at)


@pytest.mark.parametrize(
    ("labels", "structure", "words"),
    [("1", "0", "the words of its fields are different"), ("0", "1", "it has other fields or buttons")],
)
def test_a_form_that_changed_between_the_last_two_attempts_is_a_note(
    ready: Path, labels: str, structure: str, words: str
) -> None:
    ticks = iter(range(1, 60))
    archive = Archive(ready, now=lambda: dt.datetime(2026, 11, 22, 14, 0, next(ticks), tzinfo=dt.UTC))
    seal_form(archive, "7", "7", 18)
    seal_form(archive, "0", "0", 20)
    seal_form(archive, structure, labels, 22)
    status, text = run(ready)
    assert status == 0
    assert f"note     Facebook’s form changed between 20 November 2026 and 22 November 2026: {words}." in text
    assert "flows report" in text


def test_a_form_that_stayed_the_same_or_was_seen_once_is_not_mentioned(ready: Path) -> None:
    archive = Archive(ready)
    seal_form(archive, "0", "0", 20)
    assert list(check_forms(ready)) == []
    seal_form(archive, "0", "0", 22)
    assert list(check_forms(ready)) == []
    assert list(check_forms(ready / "none")) == []
    ready.chmod(0o777)
    assert list(check_forms(ready)) == []
