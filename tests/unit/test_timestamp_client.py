"""The conversation with a time-stamping authority: what is sent, and how each way in which it can go wrong is named."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from time_authority import Authority, Reply, Server, authority, server, serving

from helper.errors import Exit, TimestampProblem, UsageProblem
from helper.texts import Texts
from helper.timestamps import client
from helper.timestamps.client import LIMIT, ask, parse_authority
from helper.timestamps.judgement import make_request

__all__ = ["authority", "server"]  # fixtures

REQUEST = make_request(b"the list of files")


def problem(server: Server, seconds: float = 20) -> TimestampProblem:
    with pytest.raises(TimestampProblem) as caught:
        ask(parse_authority(server.url), REQUEST, seconds)
    assert caught.value.values["host"] == "127.0.0.1"
    assert caught.value.exit is Exit.TIMESTAMP
    return caught.value


def test_only_the_request_and_what_http_asks_for_is_sent(server: Server) -> None:
    reply = ask(parse_authority(f"{server.url}?kind=1"), REQUEST)
    (received,) = server.received
    assert received.body == REQUEST
    assert received.path == "/tsr?kind=1"
    assert received.headers == {
        "Host": server.url.split("/")[2],
        "Content-Type": "application/timestamp-query",
        "Content-Length": str(len(REQUEST)),
    }
    assert reply.startswith(b"\x30")


def test_no_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(parse_authority(server.url), REQUEST)


def test_a_redirect_is_named_and_not_followed(server: Server, authority: Authority) -> None:
    with serving(authority) as other:
        server.answer = lambda _: Reply(status=307, headers={"Location": other.url})
        found = problem(server)
        assert other.received == []
    assert (found.key, found.values["other"]) == ("timestamp_redirect", other.url)


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/", "/elsewhere", ""])
def test_no_redirect_at_all_is_followed(server: Server, place: str) -> None:
    server.answer = lambda _: Reply(status=302, headers={"Location": place})
    assert problem(server).key == "timestamp_redirect"
    assert len(server.received) == 1


@pytest.mark.parametrize("status", [204, 400, 403, 404, 429, 500, 503])
def test_an_error_of_the_server_is_named_with_its_number(server: Server, status: int) -> None:
    server.answer = lambda _: Reply(b"<html>" * 9, status=status)
    found = problem(server)
    assert (found.key, found.values["status"]) == ("timestamp_status", status)


CUT: dict[str, Reply] = {
    "half of what was announced": Reply(b"0" * 100, length=200),
    "nothing of what was announced": Reply(length=200),
    "no answer": Reply(is_silent=True),
    "a broken chunk": Reply(b"ff\r\n0000", length=-1, headers={"Transfer-Encoding": "chunked"}),
    "too many headers": Reply(headers={f"X-{number}": "x" for number in range(200)}),
}


@pytest.mark.parametrize("name", CUT)
def test_an_answer_that_breaks_off_is_named(server: Server, name: str) -> None:
    server.answer = lambda _: replace(CUT[name])
    assert problem(server).key == "timestamp_cut"


def test_something_that_does_not_speak_http_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        # The answer waits in the connection before the question comes, so no thread is needed.
        client = parse_authority(f"http://127.0.0.1:{port}/")
        real = socket.create_connection

        def connect(*arguments: object, **named: object) -> socket.socket:
            made = real(*arguments, **named)  # type: ignore[arg-type, call-overload]
            accepted, _ = listener.accept()
            accepted.sendall(b"220 mail.example.org ESMTP\r\n")
            accepted.shutdown(socket.SHUT_WR)
            kept.append(accepted)
            return made

        kept: list[socket.socket] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(socket, "create_connection", connect)
            with pytest.raises(TimestampProblem, match="timestamp_cut"):
                ask(client, REQUEST, 20)
        kept[0].close()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"0" * (LIMIT + 1)),
        Reply(b"0", length=100 * 1024 * 1024),
        Reply(b"0" * (LIMIT + 1), length=-1),
    ],
)
def test_an_answer_that_is_too_large_is_named_and_not_read(server: Server, reply: Reply) -> None:
    server.answer = lambda _: replace(reply)
    assert problem(server).key == "timestamp_too_large"


SLOW: dict[str, Reply] = {
    "silence after the headers": Reply(length=100, is_stalled=True),
    "silence in the middle": Reply(b"0" * 50, length=100, is_stalled=True),
    "silence at the end of an answer of unknown length": Reply(b"0" * 50, length=-1, is_stalled=True),
    "a byte at a time": Reply(length=-1, drips=True),
    "a byte at a time of a known length": Reply(length=100_000, drips=True),
}


@pytest.mark.parametrize("name", SLOW)
def test_an_answer_that_takes_too_long_as_a_whole_is_named(server: Server, name: str) -> None:
    server.answer = lambda _: replace(SLOW[name])
    found = problem(server, seconds=0.3)
    assert (found.key, found.values["seconds"]) == ("timestamp_slow", "0.3")


def test_a_server_that_never_accepts_is_slow() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as listener:
        address = parse_authority(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.raises(TimestampProblem, match="timestamp_slow"):
            ask(address, REQUEST, 0.3)


def test_nobody_at_that_address_is_named_with_the_reason() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(TimestampProblem) as caught:
        ask(parse_authority(f"http://127.0.0.1:{port}/"), REQUEST)
    assert caught.value.key == "timestamp_unreachable"
    assert "refused" in str(caught.value.values["reason"])


def test_a_name_that_does_not_exist_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(TimestampProblem) as caught:
        ask(parse_authority("http://authority.invalid/"), REQUEST)
    assert caught.value.key == "timestamp_unreachable"
    assert "introuvable sur le réseau" in " ".join(Texts.load("fr").explain(caught.value))


@pytest.fixture
def secure_server(authority: Authority) -> Iterator[Server]:
    with serving(authority, authority.server_context()) as running:
        yield running


def test_a_certificate_that_nobody_vouches_for_ends_it_before_anything_is_sent(secure_server: Server) -> None:
    found = problem(secure_server)
    assert found.key == "timestamp_insecure"
    assert "certificate" in str(found.values["reason"])
    assert secure_server.received == []


def test_a_certificate_that_the_system_trusts_is_enough(
    secure_server: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root.path))
    assert ask(parse_authority(secure_server.url), REQUEST)


def test_a_secure_connection_is_cut_after_the_same_time(
    secure_server: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root.path))
    secure_server.answer = lambda _: Reply(length=-1, drips=True)
    assert problem(secure_server, seconds=0.5).key == "timestamp_slow"


def test_the_name_in_the_certificate_counts(
    secure_server: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root.path))
    address = parse_authority(secure_server.url.replace("127.0.0.1", "localhost"))
    with pytest.raises(TimestampProblem, match="timestamp_insecure"):
        ask(address, REQUEST)


def test_plain_http_at_a_secure_address_is_insecure(server: Server) -> None:
    with pytest.raises(TimestampProblem, match="timestamp_insecure"):
        ask(parse_authority(server.url.replace("http:", "https:")), REQUEST)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("http://tsa.example.org", "http://tsa.example.org/"),
        ("https://TSA.example.org:8443/tsr?a=b", "https://tsa.example.org:8443/tsr?a=b"),
        (" https://tsa.example.org:443/tsr ", "https://tsa.example.org/tsr"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://127.0.0.1", "http://127.0.0.1/"),
        ("http://x--y.example/", "http://x--y.example/"),
        (f"http://{'x' * 63}.example/", f"http://{'x' * 63}.example/"),
    ],
)
def test_an_address_is_read(address: str, plain: str) -> None:
    assert parse_authority(address).url == plain


@pytest.mark.parametrize(
    "address",
    [
        *("", "tsa.example.org", "ftp://tsa.example.org/", "file:///etc/passwd", "http://", "http:///tsr"),
        *("http://ana:secret@tsa.example.org/", "http://@tsa.example.org/", "http://tsa.example.org/#a"),
        *("http://tsa.example.org:0/", "http://tsa.example.org:99999/", "http://tsa.example.org:x/"),
        *("http://tsa.example.org\\@evil.example/", "http://tsa.exämple.org/", "http://tsa example.org/"),
        *("http://tsa.example.org/a b", "http://tsa.example.org/é", "http://[::1/", "http://-a.example/"),
        *(
            "http://tsa..example.org/",
            "http://.example.org/",
            "http://a-.example/",
            f"http://{'x' * 64}.example/",
        ),
    ],
)
def test_an_address_that_could_mean_two_things_is_refused(address: str) -> None:
    with pytest.raises(UsageProblem, match="timestamp_bad_address"):
        parse_authority(address)


def test_control_characters_never_reach_the_request() -> None:
    for address in (
        "http://tsa.example.org/a\r\nX: y",
        "http://tsa.example.org/\x00",
        "http://tsa\x1b.example.org/",
    ):
        try:
            found = parse_authority(address)
        except UsageProblem:
            continue
        assert found.url.isprintable()  # the standard library leaves line ends out


def test_the_time_allowed_is_that_of_a_person_who_waits() -> None:
    assert 10 <= client.SECONDS <= 60


def test_alarms_end_with_the_conversation(server: Server, count_timers: Callable[[], int]) -> None:
    before = count_timers()
    ask(parse_authority(server.url), REQUEST)
    assert count_timers() == before


@pytest.fixture
def count_timers() -> Callable[[], int]:
    import threading

    return lambda: sum(
        isinstance(one, threading.Timer) and not one.finished.is_set() for one in threading.enumerate()
    )
