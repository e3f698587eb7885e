"""An answer that is no time stamp, or a conversation that fails, is named, and nothing of it is kept."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from evidence_samples import files_in, kept, seal_one
from time_authority import Authority, Reply, Server, authority, server
from timestamp_command_samples import Run, run

from helper.evidence import additions
from helper.evidence.store import Archive
from helper.timestamps import client, stamps

__all__ = ["authority", "kept", "run", "server"]  # fixtures


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
    before = files_in(kept.path)
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert result.exit_code == 9
    what, safe, now = result.stderr.splitlines()[-3:]
    assert words in what
    assert "127.0.0.1" in what
    assert "as it was" in safe
    assert "--tsa" in now
    assert result.stdout == ""
    assert files_in(kept.path) == before
    assert run("verify").exit_code == 0


def test_the_answer_to_another_question_is_named(
    run: Run, kept: Archive, server: Server, authority: Authority
) -> None:
    bag = seal_one(kept)
    data = stamps.read_data(bag)
    server.answer = lambda _: Reply(authority.stamp(authority.ask_for(data)))
    result = run("timestamp", "last", "--tsa", server.url, "--yes")
    assert (result.exit_code, "another question" in result.stderr) == (9, True)
    assert not stamps.stamps_folder(bag).exists()


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
    before = files_in(kept.path)
    result = run("timestamp", "last", "--tsa", server.url, "--yes", "--json")
    assert result.exit_code == 9
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "timestamp"
    assert words in error["message"]
    assert error["message"].isprintable()
    assert files_in(kept.path) == before
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
