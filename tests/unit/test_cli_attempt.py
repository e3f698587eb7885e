"""What an attempt or a rehearsal refuses before any window opens: one clear message, the right status, nothing half-written."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import flows
from helper.cli.attempt_options import MAX_REASON_BYTES, AttemptOptions
from helper.commands.service import service_command
from helper.errors import UsageProblem
from helper.program import program
from helper.session import opening
from helper.texts import LANGUAGES

ADDRESS = "camille.martin@example.org"
OWN_FLOW = Path(flows.__file__).parent / "facebook.toml"


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run in an empty folder with an empty home, and fail if a browser is started at all."""
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    home, folder = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(folder)

    def refuse(prepare: Callable[[], object]) -> None:
        prepare()
        raise AssertionError("a browser was started")

    monkeypatch.setattr(opening, "run_attempt", refuse)
    yield
    # A log may have been begun; evidence, accounts and profiles may not.
    kept = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert {path for path in kept if not path.endswith(".log")} == set()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["--lang", "en", *arguments], prog_name="optout-assist")


def expect(status: int, result: Result, *words: str) -> None:
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_what_click_hands_over_is_what_an_attempt_takes() -> None:
    """One name from the option to the plan: a new option without its field, or a field without option, is seen here."""
    taken = {field.name: field.default for field in dataclasses.fields(AttemptOptions)}
    for name in flows.names():
        handed = {one.name: one for one in service_command(name).params if one.expose_value}
        assert set(handed) == set(taken)
        for option, default in ((handed[one], taken[one]) for one in ("timeout", "linger")):
            assert option.default == default


def make_file(name: str, content: bytes) -> str:
    Path(name).write_bytes(content)
    return name


@pytest.fixture(params=["facebook", "instagram", "rehearse"])
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    "address",
    ["", "marie", "marie@", "@example.org", "marie@example", "marie @example.org", "a@b@example.org"],
)
def test_a_malformed_address(command: str, address: str) -> None:
    expect(2, run(command, "--email", address), "complete e-mail address", "marie@example.org")


@pytest.mark.parametrize(
    "arguments",
    [("start", "--facebook", ""), ("renew", "--email", ""), ("letter", "write", "facebook", "--email", "")],
)
def test_an_empty_address_is_a_mistake_wherever_one_is_named(arguments: tuple[str, ...]) -> None:
    expect(2, run(*arguments), "complete e-mail address")


def test_an_empty_name_is_not_as_if_none_were_given(command: str) -> None:
    if command != "rehearse":  # which takes neither
        expect(2, run(command, "--email", ADDRESS, "--attach", ""), "--attach")


@pytest.mark.parametrize("service", ["facbook", "myspace", "practice"])
def test_an_unknown_service(service: str) -> None:
    expect(2, run(service), service, "optout-assist --help")
    expect(2, run("rehearse", service), service, "facebook")


def test_an_unknown_reference(command: str) -> None:
    expect(2, run(command, "--email", ADDRESS, "--reference", "cnli"), "cnli", "cnil")


def test_two_references_at_once(command: str) -> None:
    expect(2, run(command, "--email", ADDRESS, "--cnil", "--reference", "garante"), "--cnil", "garante")


def test_two_reasons_at_once(command: str) -> None:
    file = make_file("reason.txt", b"because")
    expect(2, run(command, "--email", ADDRESS, "--reason", "a", "--reason-file", file), "--reason-file")


def test_a_reason_file_that_is_missing(command: str) -> None:
    expect(2, run(command, "--email", ADDRESS, "--reason-file", "nowhere.txt"), "nowhere.txt", "no such file")


def test_a_reason_file_that_is_a_folder(command: str) -> None:
    Path("reasons").mkdir()
    expect(2, run(command, "--email", ADDRESS, "--reason-file", "reasons"), "reasons")


@pytest.mark.parametrize("content", ["", "\ufeff", " \n\n"])
def test_a_reason_file_in_which_nothing_is_written(command: str, content: str) -> None:
    file = make_file("reason.txt", content.encode())
    expect(2, run(command, "--email", ADDRESS, "--reason-file", file), "reason.txt", "empty")


def test_a_reason_file_that_is_not_utf_8(command: str) -> None:
    file = make_file("reason.txt", "été".encode("latin-1"))
    expect(2, run(command, "--email", ADDRESS, "--reason-file", file), "reason.txt", "UTF-8")


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("Mes photos".encode("utf-16-le"), "U+0000"),  # without the mark that tells UTF-16
        (b"My photos\x1b[31m", "U+001B"),
        ("My photos\u202e".encode(), "U+202E"),
    ],
)
def test_a_reason_that_its_reader_would_not_see_as_it_is(command: str, content: bytes, number: str) -> None:
    file = make_file("reason.txt", content)
    expect(2, run(command, "--email", ADDRESS, "--reason-file", file), "reason.txt", number)
    if b"\0" not in content:  # no command line holds one
        expect(2, run(command, "--email", ADDRESS, "--reason", content.decode()), number)


def test_a_reason_file_that_is_too_large(command: str) -> None:
    file = make_file("reason.txt", b"x" * (64 * 1024 + 1))
    expect(2, run(command, "--email", ADDRESS, "--reason-file", file), "reason.txt", "64 KiB")


@pytest.mark.parametrize("path", ["/dev/zero", "pipe"])
def test_a_reason_is_read_from_an_ordinary_file_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened: it may never end"))
    monkeypatch.setattr(Path, "read_bytes", lambda *_: pytest.fail("opened: it may never end"))
    with pytest.raises(UsageProblem, match="reason_file_kind"):
        AttemptOptions(reason_file=tmp_path / path).read_reason()


def test_of_a_file_that_grows_no_more_is_read_than_a_reason_may_have(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "reason.txt").write_bytes(b"x" * (MAX_REASON_BYTES + 1))
    (tmp_path / "small").write_bytes(b"")
    found = (tmp_path / "small").stat()  # as the file was when it was looked at
    monkeypatch.setattr(Path, "stat", lambda *_: found)
    with pytest.raises(UsageProblem, match="reason_file_large"):
        AttemptOptions(reason_file=tmp_path / "reason.txt").read_reason()


@pytest.mark.parametrize("archive", ["file", "file/below"])
def test_an_archive_that_is_a_file(command: str, archive: str) -> None:
    make_file("file", b"mine")
    expect(6, run("--archive", archive, command, "--email", ADDRESS), "file", "--archive")
    assert Path("file").read_bytes() == b"mine"


def test_an_archive_that_cannot_be_written(command: str) -> None:
    # The kernel refuses everybody there, root included.
    expect(6, run("--archive", "/proc/archive", command, "--email", ADDRESS), "/proc/archive", "--archive")


def test_an_archive_that_is_a_link(command: str) -> None:
    Path("elsewhere").mkdir()
    Path("archive").symlink_to("elsewhere")
    expect(6, run("--archive", "archive", command, "--email", ADDRESS), "archive", "--archive")
    assert [path for path in Path("elsewhere").rglob("*") if path.is_file()] == []


def test_a_browser_that_is_not_there(command: str) -> None:
    result = run("--archive", "kept", command, "--email", ADDRESS, "--browser", "./nowhere")
    expect(5, result, "nowhere", "--browser")
    assert list(Path("kept").rglob("*.png")) == []


@pytest.mark.parametrize(("name", "mode"), [("notes.txt", 0o600), ("firefox", 0o700)])
def test_a_browser_that_is_no_browser_of_the_family(command: str, name: str, mode: int) -> None:
    make_file(name, b"#!/bin/sh\n")
    Path(name).chmod(mode)
    expect(
        5, run("--archive", "kept", command, "--email", ADDRESS, "--browser", f"./{name}"), name, "--browser"
    )


def test_no_display(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    browser = make_file("chromium", b"#!/bin/sh\n")
    Path(browser).chmod(0o700)
    monkeypatch.setattr("sys.platform", "linux")
    expect(5, run("--archive", "kept", command, "--email", ADDRESS, "--browser", f"./{browser}"))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "schema"),
        (b"schema = [", "facebook.toml"),
        (b"\xff\xfe", "UTF-8"),
        (OWN_FLOW.read_bytes().replace(b"schema = 1", b"schema = 99", 1), "schema"),
        (b"verb = 'press'\n" + OWN_FLOW.read_bytes(), "verb"),
        (OWN_FLOW.read_bytes().replace(b"www.facebook.com", b"www.facebook.example"), "facebook.example"),
    ],
)
def test_a_broken_flow_file(content: bytes, word: str) -> None:
    file = make_file("facebook.toml", content)
    expect(2, run("facebook", "--email", ADDRESS, "--flow-file", file), "facebook.toml", word, "flows check")


def test_the_flow_file_of_another_service() -> None:
    result = run("instagram", "--email", ADDRESS, "--flow-file", str(OWN_FLOW))
    expect(2, result, "facebook", "instagram")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com.evil.example/help/contact/712876720715583",
        "https://evil.example/?u=https://www.facebook.com/",
        "https://www.facebook.com@evil.example/",
        "https://www.xn--facbook-8pa.com/",
        "http://www.facebook.com/help/contact/712876720715583",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "facebook",
    ],
)
def test_an_address_that_is_not_the_services(url: str) -> None:
    expect(2, run("facebook", "--email", ADDRESS, "--url", url), "e-mail", "https")


@pytest.mark.parametrize(
    ("service", "other", "url"),
    [
        ("facebook", "instagram", "https://help.instagram.com/contact/767264225370182"),
        ("instagram", "facebook", "https://www.facebook.com/help/contact/712876720715583"),
    ],
)
def test_an_address_of_another_service_names_the_command_for_it(service: str, other: str, url: str) -> None:
    result = run(service, "--email", ADDRESS, "--url", url)
    expect(2, result, f"optout-assist {other} --url")
    assert "e-mail" not in result.stderr


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1:9222", "https://example.org", "ws://evil.example:9222", "9222"]
)
def test_a_browser_on_another_computer_is_not_attached_to(url: str) -> None:
    expect(2, run("--archive", "kept", "facebook", "--email", ADDRESS, "--attach", url), "127.0.0.1")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--timeout", value] for value in ("0", "-1", "soon", "nan", "inf", "1e999")),
        *(["--linger", value] for value in ("-1", "nan", "inf", "-inf")),
    ],
)
def test_a_time_that_is_none(command: str, arguments: list[str]) -> None:
    expect(2, run(command, "--email", ADDRESS, *arguments), arguments[0])


def test_an_env_file_with_an_unknown_name_of_ours(command: str) -> None:
    make_file(".env", b"OPTOUT_ASSIST_EMIAL=a@example.org\n")
    expect(2, run(command, "--email", ADDRESS), "OPTOUT_ASSIST_EMIAL", ".env")


@pytest.mark.parametrize("name", ["BROWSER", "FLOW_FILE", "REASON_FILE", "ATTACH", "URL"])
def test_a_folder_does_not_choose_what_runs_or_is_read(command: str, name: str) -> None:
    make_file(".env", f"OPTOUT_ASSIST_{name}=x\n".encode())
    expect(2, run(command, "--email", ADDRESS), f"OPTOUT_ASSIST_{name}", ".env")


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_json_the_error_is_one_object_and_nothing_is_asked(language: str) -> None:
    for arguments, status, code in (
        (["facebook", "--email", "marie"], 2, "usage"),
        (["rehearse", "--reference", "nobody"], 2, "usage"),
        (["facebook", "--email", ADDRESS, "--archive", "/proc/archive"], 6, "archive"),
        (["facebook", "--email", ADDRESS, "--archive", "kept", "--browser", "./nowhere"], 5, "browser"),
    ):
        result = CliRunner().invoke(program, ["--lang", language, "--json", *arguments])
        assert result.exit_code == status, result.output
        error = json.loads(result.stdout)["error"]
        assert error["code"] == code
        assert len(error["message"]) > 40
