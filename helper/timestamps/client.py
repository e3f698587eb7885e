"""The one conversation that `archive timestamp` has: a question to one host, its answer, and no other contact.

Only the standard library's plain HTTP client: it sends no name of a program, keeps no cookie, follows no redirect and
looks for no proxy. So the host that was named is the only one that is contacted, directly or not at all.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from helper.errors import TimestampProblem, UsageProblem

SECONDS = 30.0  # from the beginning to the last byte
LIMIT = 256 * 1024  # bytes of a reply; real ones have two to ten thousand

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # a longer or an empty one is no name that can be looked up
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|[0-9a-f:.]*:[0-9a-f:.]*", re.ASCII)
_PATH = re.compile(r"[!-~]*", re.ASCII)
_OK = 200
_REDIRECTS = range(300, 400)


@dataclass(frozen=True)
class TimestampAuthority:
    """Where a time-stamping authority answers."""

    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address, as the person gave it or in its plain form."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.is_secure else 80
        port = "" if self.port == usual else f":{self.port}"
        return f"{'https' if self.is_secure else 'http'}://{host}{port}{self.path}"


def parse_authority(address: str) -> TimestampAuthority:
    """Read the address of an authority; raises UsageProblem for any that could mean two things, or holds a password."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise UsageProblem("timestamp_bad_address", address=address) from error
    host, path = (parts.hostname or "").lower(), parts.path or "/"
    path += f"?{parts.query}" if parts.query else ""
    is_plain = _HOST.fullmatch(host) and _PATH.fullmatch(path) and "@" not in parts.netloc and port != 0
    if parts.scheme not in ("http", "https") or not is_plain or parts.fragment or "\\" in address:
        raise UsageProblem("timestamp_bad_address", address=address)
    is_secure = parts.scheme == "https"
    return TimestampAuthority(is_secure, host, port or (443 if is_secure else 80), path)


def ask(authority: TimestampAuthority, request: bytes, seconds: float = SECONDS) -> bytes:
    """Send a request and give the raw reply; raises TimestampProblem for whatever else comes."""
    alarm = _Alarm(seconds)
    try:
        reply = _converse(authority, request, seconds, alarm)
    except (TimestampProblem, TimeoutError) as problem:
        if alarm.has_rung or isinstance(problem, TimeoutError):
            raise _too_slow(authority, seconds) from problem
        raise
    finally:
        alarm.stop()
    if alarm.has_rung:  # what came until then may look like a whole reply
        raise _too_slow(authority, seconds)
    return reply


def _converse(authority: TimestampAuthority, request: bytes, seconds: float, alarm: _Alarm) -> bytes:
    host = authority.host
    connection = _connect(authority, seconds)
    try:
        connection.connect()
        alarm.watch(connection.sock)
        connection.putrequest("POST", authority.path, skip_accept_encoding=True)
        connection.putheader("Content-Type", "application/timestamp-query")
        connection.putheader("Content-Length", str(len(request)))
        connection.endheaders(request)
        return _read(connection.getresponse(), host)
    except TimeoutError:
        raise
    except ssl.SSLError as error:
        raise TimestampProblem("timestamp_insecure", host=host, reason=_reason(error)) from error
    except (http.client.HTTPException, ConnectionResetError, BrokenPipeError) as error:
        raise TimestampProblem("timestamp_cut", host=host) from error
    except OSError as error:
        raise TimestampProblem("timestamp_unreachable", host=host, reason=error) from error
    finally:
        connection.close()


def _too_slow(authority: TimestampAuthority, seconds: float) -> TimestampProblem:
    return TimestampProblem("timestamp_slow", host=authority.host, seconds=f"{seconds:g}")


def _connect(authority: TimestampAuthority, seconds: float) -> http.client.HTTPConnection:
    if authority.is_secure:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(authority.host, authority.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(authority.host, authority.port, timeout=seconds)


def _read(response: http.client.HTTPResponse, host: str) -> bytes:
    if response.status in _REDIRECTS:
        other = response.getheader("Location") or "?"
        raise TimestampProblem("timestamp_redirect", host=host, other=other[:200])
    if response.status != _OK:
        raise TimestampProblem("timestamp_status", host=host, status=response.status)
    announced = response.length  # None where the server does not say
    if announced is not None and announced > LIMIT:
        raise TimestampProblem("timestamp_too_large", host=host, limit=LIMIT // 1024)
    reply = response.read(LIMIT + 1)
    if len(reply) > LIMIT:
        raise TimestampProblem("timestamp_too_large", host=host, limit=LIMIT // 1024)
    if announced is not None and len(reply) < announced:
        raise TimestampProblem("timestamp_cut", host=host)
    return reply


class _Alarm:
    """Ends a conversation that takes too long as a whole; a socket's own limit begins anew with each byte."""

    def __init__(self, seconds: float) -> None:
        self.has_rung = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connected: socket.socket) -> None:
        """Take note of the socket that is to be cut."""
        self._socket = connected
        if self.has_rung:
            self._ring()

    def stop(self) -> None:
        """Let it be."""
        self._timer.cancel()

    def _ring(self) -> None:
        self.has_rung = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself


def _reason(error: Exception) -> str:
    return str(getattr(error, "verify_message", "") or getattr(error, "reason", "") or type(error).__name__)
