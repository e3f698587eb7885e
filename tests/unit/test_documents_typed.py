"""What the documents tell people to type works, typed into an empty home with one attempt in it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from document_samples import EVERYWHERE, PAGES, commands_of
from evidence_samples import seal_one
from time_authority import Authority, Server, serving

from helper.browser.find import find_browser
from helper.errors import BrowserProblem, Exit
from helper.evidence.store import Archive
from helper.program import program

Type = Callable[[str], None]

# What is told to be typed but cannot be here, and why.
NOT_HERE = {
    r"optout-assist (facebook|instagram|rehearse|start|all)\b.*": "opens a window: tests/e2e and tests/wheel",
    r"optout-assist": "asks a person: tests/unit/test_cli_start.py",
    r"optout-assist install-browser": "downloads a browser",
    r"optout-assist mail add .*": "wants a mail: tests/unit/test_mail_command.py",
    r"optout-assist letter sent .*": "a day that may not have come: tests/unit/test_letter_command.py",
    r"optout-assist complaint .*": "a month to pass: tests/unit/test_complaint_command.py",
    r"optout-assist flows (copy|check) .*": "tests/e2e/test_flow_documents.py",
    r"(pipx|uv|curl) .*": "installs or removes something: .ci/test-install",
    r"sha256sum --check .*": "wants the files of make package: tests/unit/test_bundle.py",
    r"make .*": "for developers: CI types these",
}
ATTEMPT = "20261122T140311Z-facebook-7f3a9c"


def is_not_here(line: str) -> bool:
    return any(re.fullmatch(pattern, line) for pattern in NOT_HERE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Authority]]:
    """Run a time-stamping authority on loopback, in place of the one that a person would choose."""
    authority = Authority(tmp_path_factory.mktemp("authority"))
    with serving(authority) as running:
        yield running, authority


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: tuple[Server, Authority]) -> Type:
    """Type a line of a document: an empty home with one sealed attempt, no network, nothing opened on a screen."""
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(click, "launch", lambda _: 0)
    archive = Archive(tmp_path / ".local/share/optout-assist/archive")
    bag = seal_one(archive)
    running, authority = server

    def fill_in(line: str) -> str:
        line = line.replace(ATTEMPT, bag.name).replace("../../ID/", f"../../{bag.name}/")
        line = re.sub(r"--tsa \S+", f"--yes --tsa {running.url}", line)
        line = re.sub(r"--ca \S+", f"--ca {authority.root.path}", line)
        line = re.sub(r"-CAfile \S+", f"-CAfile {authority.root.path}", line)
        return re.sub(r"-attime \d+ ", "", line)  # the time in the document is an example's

    def type_line(line: str) -> None:
        words = shlex.split(fill_in(line))
        if words[0] == "optout-assist":
            result = CliRunner().invoke(program, words[1:], prog_name="optout-assist")
            # Whether there is a screen, a keyring and a browser here is for another test.
            expected = {0, Exit.BROWSER} if words[1] == "doctor" else {0}
            assert result.exit_code in expected, result.output
            return
        folder = {"bagit.py": bag.parent, "openssl": bag.parent / f"{bag.name}.timestamps" / "01"}.get(
            words[0], bag
        )
        if words[0] == "openssl" and not folder.exists():
            type_line("optout-assist archive timestamp last --tsa https://tsa.example.org/tsr --ca root.pem")
        if words[0] == "bagit.py":
            # Not by its first line, which names an interpreter whose path may hold a space.
            words[:1] = [sys.executable, str(Path(sys.executable).parent / "bagit.py")]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return type_line


@pytest.mark.parametrize("document", EVERYWHERE)
def test_what_a_page_tells_people_to_type_works(document: str, typed: Type) -> None:
    for line in commands_of(EVERYWHERE[document]):
        if not is_not_here(line):
            typed(line)


def test_every_reason_for_not_typing_something_is_still_needed() -> None:
    lines = {line for document in EVERYWHERE.values() for line in commands_of(document)}
    for pattern in NOT_HERE:
        assert any(re.fullmatch(pattern, line) for line in lines), pattern


def test_firefox_will_not_do_as_the_pages_say() -> None:
    with pytest.raises(BrowserProblem):
        find_browser("firefox")


def test_sums_alone_do_not_see_a_file_that_was_added_as_the_pages_say(tmp_path: Path) -> None:
    bag = seal_one(Archive(tmp_path / "archive"))
    (bag / "data" / "added.png").write_bytes(b"not ours")
    for sums in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(["sha256sum", "-c", sums], cwd=bag, capture_output=True, check=False)
        assert done.returncode == 0
    ours = ["--archive", str(bag.parent), "archive", "verify", bag.name]
    assert CliRunner().invoke(program, ours, prog_name="optout-assist").exit_code == Exit.ARCHIVE
    theirs = [sys.executable, str(Path(sys.executable).parent / "bagit.py"), "--validate", str(bag)]
    assert subprocess.run(theirs, capture_output=True, check=False).returncode != 0
    for language, warning in (("fr", "ne voit pas tout"), ("en", "does not see everything")):
        assert warning in PAGES[f"{language}/evidence"]
