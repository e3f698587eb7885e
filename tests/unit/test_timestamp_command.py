"""`archive timestamp` from end to end, against OpenSSL's own authority on loopback: what it contacts, keeps and prints."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_samples import files_in, kept, seal_one
from time_authority import Authority, Reply, Server, authority, server
from timestamp_command_samples import ROOT, Run, run

from helper import record
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.timestamps import stamps
from helper.timestamps.judgement import make_request

__all__ = ["authority", "kept", "run", "server"]  # fixtures


def test_it_says_who_is_contacted_then_keeps_what_proves_the_time(
    run: Run, kept: Archive, server: Server, authority: Authority
) -> None:
    bag = seal_one(kept)
    before = files_in(bag)
    result = run("timestamp", "last", "--tsa", server.url, "--ca", authority.root.path, "--yes")
    assert result.exit_code == 0, result.output
    assert "127.0.0.1 will be contacted" in result.stderr
    assert "this attempt existed at 20" in result.stdout
    assert "Test Authority" in result.stdout
    assert files_in(bag) == before
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
    monkeypatch.setattr(record, "MOST_SKEW_SECONDS", -1)
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
    assert not stamps.stamps_folder(bag).exists()


def test_on_a_terminal_a_yes_is_enough(kept: Archive, server: Server) -> None:
    bag = seal_one(kept)
    assert on_a_terminal(kept, server, "yes")[1] == 0
    assert len(server.received) == 1
    assert stamps.stamps_folder(bag).exists()


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
