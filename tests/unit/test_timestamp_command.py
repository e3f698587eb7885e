"""`archive timestamp` from end to end, against OpenSSL's own authority on loopback, and what `show` and `verify` say."""

from __future__ import annotations

import errno
import json
import os
import pty
import select
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_samples import reseal, seal_one
from time_authority import Authority, Reply, Server, serving

from helper.commands.archive import timestamp as timestamp_command
from helper.evidence import additions
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.program import program
from helper.timestamps import client, stamps
from helper.timestamps.judgement import make_request

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(authority: Authority) -> Iterator[Server]:
    with serving(authority) as running:
        yield running


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of `archive`, with exit status and messages as a person gets them."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OPTOUT_ASSIST_")]:
        monkeypatch.delenv(name)

    def invoke(*arguments: object, lang: str = "en") -> Result:
        given = ["--lang", lang, "--archive", str(kept.path), "archive", *map(str, arguments)]
        return CliRunner().invoke(program, given)

    return invoke


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_says_who_is_contacted_then_keeps_what_proves_the_time(
    run: Run, kept: Archive, server: Server, authority: Authority
) -> None:
    bag = seal_one(kept)
    before = tree(bag)
    result = run("timestamp", "last", "--tsa", server.url, "--ca", authority.root.path, "--yes")
    assert result.exit_code == 0, result.output
    assert "127.0.0.1 will be contacted" in result.stderr
    assert "this attempt existed at 20" in result.stdout
    assert "Test Authority" in result.stdout
    assert tree(bag) == before
    assert verify_bag(bag) == []
    (received,) = server.received
    path = bag.parent / f"{bag.name}.timestamps" / "01"
    assert (path / "request.tsq").read_bytes() == received.body
    assert b"BEGIN CERTIFICATE" in (path / "chain.pem").read_bytes()
    assert str(path) in result.stdout


def test_nothing_of_the_person_or_the_attempt_reaches_the_authority(
    run: Run, kept: Archive, server: Server
) -> None:
    bag = seal_one(kept)
    assert run("timestamp", "last", "--tsa", server.url, "--yes").exit_code == 0
    (received,) = server.received
    assert len(received.body) < 80
    assert set(received.headers) == {"Host", "Content-Type", "Content-Length"}
    said = received.body + repr((received.path, received.headers)).encode()
    for secret in (bag.name, "facebook", "ana", "example.org", "optout", "python", str(kept.path)):
        assert secret.lower().encode() not in said.lower()


@pytest.mark.parametrize("signer", ["good", "with_rsa", "below_middle"])
def test_the_line_that_is_printed_verifies_it_with_openssl(
    run: Run, kept: Archive, server: Server, authority: Authority, signer: str
) -> None:
    """Printed, in the JSON, and in the text beside the time stamp; a change of the bag makes it fail."""
    more = authority.middle if signer == "below_middle" else None
    server.answer = lambda request: Reply(authority.stamp(request, getattr(authority, signer), more=more))
    bag = seal_one(kept)
    printed = run("timestamp", "last", "--tsa", server.url, "--yes").stdout
    line = next(part for part in printed.splitlines() if "openssl ts -verify" in part).partition("openssl ")
    path = stamps.stamps_folder(bag) / "01"
    command = "openssl " + line[2]
    assert command in (path / "VERIFY.txt").read_text("utf-8").splitlines()
    (path / "ROOT.pem").write_bytes(authority.root.path.read_bytes())

    def verified() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command.split(), cwd=path, check=False, capture_output=True, text=True)

    ran = verified()
    assert run("verify").exit_code == 0, "who follows the advice damages nothing"
    assert (ran.returncode, "Verification: OK" in ran.stdout + ran.stderr) == (0, True), ran.stderr
    with (bag / "tagmanifest-sha256.txt").open("a") as file:
        file.write("\n")
    assert verified().returncode != 0


def test_the_text_beside_it_is_in_both_languages(run: Run, kept: Archive, server: Server) -> None:
    bag = seal_one(kept)
    assert run("timestamp", "last", "--tsa", server.url, "--yes").exit_code == 0
    text = (stamps.stamps_folder(bag) / "01" / "VERIFY.txt").read_text("utf-8")
    assert "HOW TO VERIFY" in text
    assert "COMMENT VÉRIFIER" in text
    assert "“Test Root”" in text
    assert "{" not in text


def test_for_scripts_it_is_one_object(run: Run, kept: Archive, server: Server, authority: Authority) -> None:
    bag = seal_one(kept)
    result = run("timestamp", "last", "--tsa", server.url, "--yes", "--json")
    found = json.loads(result.stdout)
    assert found["id"] == bag.name
    assert (found["name"], found["verdict"], found["authority"]) == ("01", "unvouched", "Test Authority")
    assert found["stamped_at"].endswith("Z")
    assert found["authority_host"] == "127.0.0.1"
    assert found["openssl"].startswith("openssl ts -verify -attime ")
    assert "127.0.0.1" in result.stderr


def test_several_time_stamps_by_several_authorities(
    run: Run, kept: Archive, server: Server, authority: Authority, tmp_path: Path
) -> None:
    seal_one(kept)
    assert run("timestamp", "last", "--tsa", server.url, "--yes").exit_code == 0
    server.answer = lambda request: Reply(authority.stamp(request, authority.stranger))
    assert run("timestamp", "last", "--tsa", server.url, "--yes").exit_code == 0
    rows = json.loads(run("verify", "--json").stdout)[0]["timestamps"]
    assert [(row["name"], row["authority"]) for row in rows] == [
        ("01", "Test Authority"), ("02", "Strange Authority"),
    ]  # fmt: skip
    both = tmp_path / "both.pem"
    both.write_bytes(authority.root.path.read_bytes() + authority.other_root.path.read_bytes())
    assert run("verify", "--ca", both).exit_code == 0
    assert run("verify", "--ca", authority.root.path).exit_code == 6


# What comes back and is no time stamp of this attempt.


def flip_last(reply: bytes) -> bytes:
    return reply[:-1] + bytes([reply[-1] ^ 1])


WRONG: dict[str, tuple[Callable[[Authority, bytes], bytes], str]] = {
    "refused": (lambda a, _: a.refuse(), "the authority refused"),
    "other bytes": (lambda a, _: a.stamp(a.ask_for(b"other")), "it is for other files"),
    "expired": (lambda a, r: a.sign_anyway(r, a.expired), "were not valid at"),
    "not yet valid": (lambda a, r: a.sign_anyway(r, a.early), "were not valid at"),
    "of a web server": (lambda a, r: a.sign_anyway(r, a.web), "is not made for time stamps"),
    "for everything": (lambda a, r: a.sign_anyway(r, a.both), "is not made for time stamps"),
    "cut": (lambda a, r: a.stamp(r)[:-9], "it cannot be read"),
    "empty": (lambda _, __: b"", "it cannot be read"),
    "a web page": (lambda _, __: b"<!doctype html><title>Hello</title>", "it cannot be read"),
    "a broken signature": (lambda a, r: flip_last(a.stamp(r)), "its signature is not valid"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_answer_that_is_no_time_stamp_is_named_and_not_kept(
    run: Run, kept: Archive, server: Server, authority: Authority, name: str
) -> None:
    make, words = WRONG[name]
    server.answer = lambda request: Reply(make(authority, request))
    seal_one(kept)
    before = tree(kept.path)
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert result.exit_code == 9
    what, safe, now = result.stderr.splitlines()[-3:]
    assert words in what
    assert "127.0.0.1" in what
    assert "as it was" in safe
    assert "--tsa" in now
    assert result.stdout == ""
    assert tree(kept.path) == before
    assert run("verify").exit_code == 0


def test_the_answer_to_another_question_is_named(
    run: Run, kept: Archive, server: Server, authority: Authority
) -> None:
    bag = seal_one(kept)
    data = stamps.read_data(bag)
    server.answer = lambda _: Reply(authority.stamp(authority.ask_for(data)))
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert (result.exit_code, "another question" in result.stderr) == (9, True)
    assert not stamps.has_stamps(bag)


FAILED: dict[str, tuple[Reply, str]] = {
    "an error": (Reply(b"<html>", status=503), "the error 503"),
    "a redirect": (Reply(status=302, headers={"Location": "http://evil.example/\x1b[2J"}), "evil.example"),
    "too large": (Reply(b"0" * 300_000), "larger than 256 KiB"),
    "cut": (Reply(b"0" * 10, length=20), "broke off"),
    "no answer": (Reply(is_silent=True), "broke off"),
    "slow": (Reply(length=10, is_stalled=True), "within 0.2 seconds"),
}


@pytest.mark.parametrize("name", FAILED)
def test_a_conversation_that_fails_is_named_and_leaves_nothing(
    run: Run, kept: Archive, server: Server, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, words = FAILED[name]
    ask = client.ask
    monkeypatch.setattr(client, "ask", lambda one, request: ask(one, request, 0.2 if name == "slow" else 20))
    server.answer = lambda _: replace(reply)
    seal_one(kept)
    before = tree(kept.path)
    result = run("timestamp", "last", "--tsa", server.url, "--yes", "--json")
    assert result.exit_code == 9
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "timestamp"
    assert words in error["message"]
    assert error["message"].isprintable()
    assert tree(kept.path) == before
    assert len(server.received) == 1


def test_nobody_there_is_named(run: Run, kept: Archive, server: Server) -> None:
    seal_one(kept)
    server.shutdown()
    server.server_close()
    result = run("timestamp", "last", "--tsa", server.url, "--yes", lang="fr")
    assert result.exit_code == 9
    assert "injoignable" in result.stderr


def test_a_disk_that_takes_nothing_is_an_error_of_the_archive(
    run: Run, kept: Archive, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(additions, "write_new", full)
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert result.exit_code == 6
    assert "The disk is full" in result.stderr
    assert not list(kept.path.glob("*.timestamps"))


# What is refused before anybody is contacted.


def test_without_an_authority_nobody_is_contacted(run: Run, kept: Archive) -> None:
    seal_one(kept)
    result = run("timestamp", "last", "--yes")
    assert (result.exit_code, "--tsa URL" in result.stderr) == (2, True)


def test_a_clock_that_is_wrong_is_said(
    run: Run, kept: Archive, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)
    assert "Check your clock" not in run("timestamp", "last", "--tsa", server.url, "--yes").stderr
    monkeypatch.setattr(timestamp_command, "SKEW_SECONDS", -1)
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert (result.exit_code, "Check your clock" in result.stderr) == (0, True)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_where_nobody_can_be_asked_the_flag_that_answers_is_named(
    run: Run, kept: Archive, server: Server, more: list[str]
) -> None:
    seal_one(kept)
    result = run("timestamp", "last", "--tsa", server.url, *more)
    assert (result.exit_code, "--yes" in result.stderr) == (2, True)
    assert server.received == []


def test_only_an_intact_sealed_attempt_is_stamped(run: Run, kept: Archive, server: Server) -> None:
    work = kept.begin("facebook")
    assert run("timestamp", work.id, "--tsa", server.url, "--yes").exit_code == 2
    bag = seal_one(kept, "instagram")
    (bag / "data" / "form.png").write_bytes(b"")
    result = run("timestamp", bag.name, "--tsa", server.url, "--yes")
    assert (result.exit_code, "is damaged" in result.stderr) == (6, True)
    assert run("timestamp", "nothing", "--tsa", server.url, "--yes").exit_code == 2
    assert server.received == []


@pytest.mark.parametrize("content", [None, b"", b"?", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_file_without_certificates_is_refused_first(
    run: Run, kept: Archive, server: Server, tmp_path: Path, content: bytes | None
) -> None:
    seal_one(kept)
    file = tmp_path / "root.pem"
    if content is not None:
        file.write_bytes(content)
    for command in (["timestamp", "last", "--tsa", server.url, "--yes"], ["verify"]):
        result = run(*command, "--ca", file)
        assert (result.exit_code, str(file) in result.stderr) == (2, True)
    assert server.received == []


def test_a_kind_of_signature_that_is_not_checked_is_said_and_not_called_wrong(
    run: Run, kept: Archive, server: Server, authority: Authority
) -> None:
    def sign(request: bytes) -> Reply:
        return Reply(authority.sign_anyway(request, authority.with_rsa, "-keyopt", "rsa_padding_mode:pss"))

    server.answer = sign
    bag = seal_one(kept)
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert result.exit_code == 9
    assert "cannot check" in result.stderr
    assert "WRONG" not in result.stderr
    # One that is there all the same, kept by a version that knows it:
    data = stamps.read_data(bag)
    request = make_request(data)
    files = {stamps.REQUEST: request, stamps.REPLY: sign(request).body, stamps.CHAIN: b"", stamps.ADVICE: b""}
    stamps.keep_stamp(bag, files)
    verified = run("verify")
    assert (verified.exit_code, "NOT CHECKED" in verified.stdout) == (0, True), verified.output


def test_the_environment_names_authority_and_root_and_a_file_of_the_folder_cannot(
    run: Run, kept: Archive, server: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)
    Path(".env").write_text(f"OPTOUT_ASSIST_TSA={server.url}\n")
    result = run("timestamp", "last", "--yes")
    assert (result.exit_code, "OPTOUT_ASSIST_TSA" in result.stderr) == (2, True)
    assert server.received == []
    Path(".env").unlink()
    monkeypatch.setenv("OPTOUT_ASSIST_TSA", server.url)
    monkeypatch.setenv("OPTOUT_ASSIST_CA", str(authority.root.path))
    assert json.loads(run("timestamp", "last", "--yes", "--json").stdout)["verdict"] == "good"
    assert json.loads(run("verify", "--json").stdout)[0]["timestamps"][0]["verdict"] == "good"
    result = run("timestamp", "last", "--yes", "--tsa", "ftp://typed.example/")
    assert (result.exit_code, "ftp://typed.example/" in result.stderr) == (2, True)


def on_a_terminal(kept: Archive, server: Server, typed: str) -> tuple[str, int]:
    """Run the command in a terminal of its own and answer its question."""
    code = "from helper.program import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "--lang",
        "en",
        "--archive",
        str(kept.path),
        "archive",
        "timestamp",
    ]
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPTOUT_ASSIST_")}
    process = subprocess.Popen(
        [*command, "last", "--tsa", server.url],
        cwd=kept.path.parent, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**environment, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(theirs)
    shown, is_answered = b"", False
    while select.select([ours], [], [], 30)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        shown += part
        if b"[y/N]" in shown and not is_answered:
            assert server.received == []
            os.write(ours, typed.encode() + b"\n")
            is_answered = True
    status = process.wait(30)
    os.close(ours)
    return shown.decode(), status


@pytest.mark.parametrize("typed", ["", "n", "perhaps"])
def test_on_a_terminal_nobody_is_contacted_without_a_yes(kept: Archive, server: Server, typed: str) -> None:
    bag = seal_one(kept)
    shown, status = on_a_terminal(kept, server, typed)
    assert status == 2
    assert shown.index("will be contacted") < shown.index("[y/N]") < shown.index("was not contacted")
    assert server.received == []
    assert not stamps.has_stamps(bag)


def test_on_a_terminal_a_yes_is_enough(kept: Archive, server: Server) -> None:
    bag = seal_one(kept)
    assert on_a_terminal(kept, server, "yes")[1] == 0
    assert len(server.received) == 1
    assert stamps.has_stamps(bag)


# What is said of time stamps later.


@pytest.fixture
def stamped(run: Run, kept: Archive, server: Server) -> Path:
    bag = seal_one(kept)
    assert run("timestamp", "last", "--tsa", server.url, "--yes").exit_code == 0
    return bag


def test_verify_says_the_time_and_that_nobody_vouches(run: Run, stamped: Path, authority: Authority) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert "time stamp 01: valid, but nothing vouches for the authority yet" in result.stdout
    assert "“Test Root”" in result.stdout
    assert "--ca FILE" in result.stdout
    result = run("verify", "--ca", authority.root.path)
    assert result.exit_code == 0
    assert "this attempt existed at 20" in result.stdout
    result = run("verify", "--ca", authority.other_root.path)
    assert (result.exit_code, "nothing vouches" in result.stdout) == (6, True)


def test_show_mentions_it(run: Run, stamped: Path) -> None:
    assert "time stamp 01: valid" in run("show", "last").stdout
    assert "horodatage 01" in run("show", "last", lang="fr").stdout
    (row,) = json.loads(run("show", "last", "--json").stdout)["timestamps"]
    assert (row["verdict"], row["damage"]) == ("unvouched", [])


def test_a_bag_made_anew_is_found_by_verify(run: Run, stamped: Path) -> None:
    (stamped / "data" / "journal.jsonl").write_text("{}\n")
    reseal(stamped)
    result = run("verify", stamped.name)
    assert (result.exit_code, "WRONG: it is for other files" in result.stdout) == (6, True)


def test_a_damaged_time_stamp_is_named_with_its_file(run: Run, stamped: Path) -> None:
    file = stamps.stamps_folder(stamped) / "01" / "reply.tsr"
    file.write_bytes(file.read_bytes()[:-1])
    result = run("verify")
    assert result.exit_code == 6
    assert f"changed: {stamped.name}.timestamps/01/reply.tsr" in result.stdout
    (row,) = json.loads(run("verify", "--json").stdout)
    assert row["intact"] is True
    assert [damage["kind"] for damage in row["timestamps"][0]["damage"]] == ["changed"]


def test_an_attempt_that_was_removed_is_missed_for_its_time_stamp(run: Run, stamped: Path) -> None:
    """The newest attempt is named by no later one: nothing else would tell."""
    shutil.rmtree(stamped)
    result = run("verify")
    assert (result.exit_code, stamped.name in result.stdout) == (6, True)
    assert [row["id"] for row in json.loads(run("verify", "--json").stdout)] == [stamped.name]


def test_an_attempt_that_was_deleted_takes_its_time_stamps_along(run: Run, stamped: Path) -> None:
    assert run("delete", "last", "--yes").exit_code == 0
    assert not stamps.has_stamps(stamped)
    assert run("verify").exit_code == 0


def test_hostile_names_cannot_steer_the_terminal(run: Run, stamped: Path) -> None:
    (stamps.stamps_folder(stamped) / "a\x1b[2J\u202e").write_bytes(b"")
    result = run("verify")
    assert result.exit_code == 6
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_help_and_an_attempt_never_load_what_time_stamps_need() -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from helper.program import program\n"
        "assert CliRunner().invoke(program, ['archive', 'timestamp', '--help']).exit_code == 0\n"
        "import helper.commands.service, helper.session.attempt, helper.evidence.store\n"
        "print({'rfc3161_client', 'cryptography', 'http.client', 'helper.timestamps.client'} & set(sys.modules))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.stdout == "set()\n"


def test_everything_beside_the_bag_is_private(run: Run, stamped: Path) -> None:
    folder = stamps.stamps_folder(stamped)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "01")} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "01").iterdir()} == {0o600}
