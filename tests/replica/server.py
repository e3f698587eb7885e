"""A TLS server on loopback that answers by Host header and records everything that it is asked."""

from __future__ import annotations

import math
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from replica.certificate import Certificate
from replica.exchange import Received, Request, Response, read_request
from replica.scenario import Scenario
from replica.site import Site


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, owner: Server, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner
        self._context = context

    def get_request(self) -> tuple[Any, Any]:
        # The handshake happens in the handler's thread, so that a slow client holds up nobody.
        connection, address = super().get_request()
        return self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Break every connection before a word is said while there is no network."""
        return not self.owner.is_down

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers drop connections as they please; that is no failure of the replica."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    # HTTP/1.0: one request a connection. Chromium repeats a POST whose reused connection breaks, which nobody wants here.
    protocol_version = "HTTP/1.0"

    def _exchange(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").partition(":")[0]
        request = read_request(self.command, host, self.path, headers, body, datetime.now(UTC))
        self._send(self.server.owner.handle(request))

    do_GET = do_POST = do_HEAD = _exchange  # noqa: N815  names of http.server

    def _send(self, response: Response) -> None:
        if not self.server.owner.wait(response.wait_s):
            return
        if response.is_closed:
            # Broken in the middle of the headers: on silence Chromium may repeat the request, a POST too.
            self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: te")
            return
        body = response.body.encode()
        self.send_response(response.status)
        for name, value in (("Content-Type", response.content_type), *response.headers):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The replica records requests itself."""


class Server:
    """The services' real addresses on 127.0.0.1; use as a context manager."""

    def __init__(self, scenario: Scenario, certificate: Certificate, beside: Scenario | None = None) -> None:
        """`beside` is what another service does at the same time, at its own addresses."""
        self.certificate = certificate
        self.requests: list[Request] = []
        self.failures: list[Exception] = []
        self._news = threading.Condition()
        self._stopped = threading.Event()
        self._listener = _Listener(self, certificate.server_context())
        self.begin(scenario)
        self._beside = Site(beside) if beside else None

    def begin(self, scenario: Scenario) -> None:
        """Forget everything and play another scenario."""
        with self._news:
            self.scenario = scenario
            self.is_down = scenario.is_down
            self.site = Site(scenario)
            self.requests = []

    @property
    def port(self) -> int:
        """Give the port on 127.0.0.1."""
        return int(self._listener.server_address[1])

    @property
    def received(self) -> list[Received]:
        """Give the forms that were sent, in order."""
        return [*self.site.received, *(self._beside.received if self._beside else ())]

    @property
    def tokens(self) -> list[str]:
        """Give what the browsers hold as cookies: who has one of them is logged in."""
        return [*self.site.tokens, *(self._beside.tokens if self._beside else ())]

    def opened(self, path: str) -> int:
        """Count how often a path was opened by the browser."""
        return sum(1 for request in self.requests if request.method == "GET" and request.path == path)

    def handle(self, request: Request) -> Response:
        """Answer a request and tell those who wait for it."""
        try:
            response = self._site_of(request).answer(request)
        except Exception as error:
            self.failures.append(error)
            raise
        with self._news:
            self.requests.append(request)
            self._news.notify_all()
        return response

    def _site_of(self, request: Request) -> Site:
        beside = self._beside
        is_beside = beside is not None and request.host.endswith(beside.place.cookie_domain)
        return beside if beside and is_beside else self.site

    def wait(self, seconds: float) -> bool:
        """Hold an answer back; False when the server stops meanwhile."""
        return not self._stopped.wait(None if math.isinf(seconds) else seconds)

    def wait_until(self, is_true: Callable[[Server], object], timeout_s: float = 20) -> None:
        """Wait until requests make something true, for example `lambda s: s.received`."""
        with self._news:
            if not self._news.wait_for(lambda: is_true(self), timeout_s):
                seen = ", ".join(f"{r.method} {r.address}" for r in self.requests) or "nothing"
                raise TimeoutError(f"the server still waits after {timeout_s} s; it was asked: {seen}")

    def __enter__(self) -> Server:
        threading.Thread(target=self._listener.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._listener.shutdown()
        self._listener.server_close()
