"""A time-stamping authority on loopback: OpenSSL's own, behind a server that can be told to misbehave in every way."""

from __future__ import annotations

import datetime as dt
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from helper.timestamps import der

TIME_STAMPING, WEB = ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.SERVER_AUTH
CONFIGURATION = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = {naming}
"""


@dataclass(frozen=True)
class Signer:
    """A key and its certificate, as files too."""

    key: Any
    certificate: x509.Certificate
    path: Path

    @property
    def key_path(self) -> Path:
        return self.path.with_suffix(".key")


@dataclass(frozen=True)
class Received:
    """What the server was asked."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """What the server is to answer, and how."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # claimed; None: the true one; negative: none at all
    is_stalled: bool = False  # after the headers and the body, silence
    drips: bool = False  # a byte at a time, without end
    is_silent: bool = False  # the connection is closed at once


class Authority:
    """A root, its signers good and bad, and what OpenSSL makes of a request with one of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "serial").write_text("01\n")
        for naming in ("sha256", "sha1"):
            text = CONFIGURATION.format(folder=folder, naming=naming)
            (folder / f"{naming}.cnf").write_text(text)
        self.root = self._make("Test Root", None, None)
        self.other_root = self._make("Other Root", None, None)

    @cached_property
    def good(self) -> Signer:
        return self._make("Test Authority", self.root, [TIME_STAMPING])

    @cached_property
    def middle(self) -> Signer:
        return self._make("Test Middle", self.root, None)

    @cached_property
    def below_middle(self) -> Signer:
        return self._make("Test Authority Below", self.middle, [TIME_STAMPING])

    @cached_property
    def with_rsa(self) -> Signer:
        return self._make(
            "Test RSA Authority", self.root, [TIME_STAMPING], key=rsa.generate_private_key(65537, 2048)
        )

    @cached_property
    def stranger(self) -> Signer:
        return self._make("Strange Authority", self.other_root, [TIME_STAMPING])

    @cached_property
    def expired(self) -> Signer:
        return self._make("Expired Authority", self.root, [TIME_STAMPING], days=(-400, -30))

    @cached_property
    def early(self) -> Signer:
        return self._make("Early Authority", self.root, [TIME_STAMPING], days=(30, 400))

    @cached_property
    def web(self) -> Signer:
        return self._make("Web Server", self.root, [WEB])

    @cached_property
    def both(self) -> Signer:
        return self._make("Web Server Too", self.root, [TIME_STAMPING, WEB])

    @cached_property
    def plain(self) -> Signer:
        return self._make("Plain", self.root, [])

    @cached_property
    def relaxed(self) -> Signer:
        return self._make("Relaxed", self.root, [TIME_STAMPING], is_critical=False)

    def stamp(
        self,
        request: bytes,
        signer: Signer | None = None,
        *,
        more: Signer | None = None,
        naming: str = "sha256",
    ) -> bytes:
        """Have OpenSSL answer a request; with `more`, another certificate comes along."""
        signer = signer or self.good
        (self.folder / "query.tsq").write_bytes(request)
        chain = ["-chain", str(more.path)] if more else []
        self._openssl(
            "ts", "-reply", "-config", f"{naming}.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr",
            "-signer", str(signer.path), "-inkey", str(signer.key_path), *chain,
        )  # fmt: skip
        return (self.folder / "reply.tsr").read_bytes()

    def sign_anyway(self, request: bytes, signer: Signer, *options: str, status: int = 0) -> bytes:
        """Sign a time stamp with a certificate, or in a way, with which OpenSSL's authority refuses to."""
        content = der.read_signature(self.stamp(request)).content
        (self.folder / "content.der").write_bytes(content)
        self._openssl(
            "cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256", "-outform", "DER", "-nosmimecap",
            "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-signer", str(signer.path),
            "-inkey", str(signer.key_path), "-in", "content.der", "-out", "token.der", *options,
        )  # fmt: skip
        granted = bytes([0x30, 3, 2, 1, status])
        return element(0x30, granted + (self.folder / "token.der").read_bytes())

    def ask_for(self, data: bytes) -> bytes:
        """Make a request with OpenSSL, which has another nonce than any other."""
        (self.folder / "data").write_bytes(data)
        self._openssl("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "other.tsq")
        return (self.folder / "other.tsq").read_bytes()

    def refuse(self) -> bytes:
        """Have OpenSSL refuse: it is asked for a kind of hash that it does not take."""
        (self.folder / "data").write_bytes(b"x")
        self._openssl("ts", "-query", "-data", "data", "-sha512", "-out", "refused.tsq")
        return self.stamp((self.folder / "refused.tsq").read_bytes())

    def server_context(self) -> ssl.SSLContext:
        """Give the settings of a TLS server that the root vouches for."""
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        server = self._make("127.0.0.1", self.root, [WEB], names=names)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(server.path, server.key_path)
        return context

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def _make(
        self,
        name: str,
        above: Signer | None,
        usage: list[x509.ObjectIdentifier] | None,
        *,
        key: Any = None,
        days: tuple[int, int] = (-1, 3650),
        is_critical: bool = True,
        names: x509.SubjectAlternativeName | None = None,
    ) -> Signer:
        """Make a certificate; `usage` None: one that may sign others."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = dt.datetime.now(dt.UTC)
        may_sign = usage is None
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(above.certificate.subject if above else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + dt.timedelta(days=days[0]))
            .not_valid_after(now + dt.timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=may_sign, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=is_critical)
        if names:
            builder = builder.add_extension(names, critical=False)
        certificate = builder.sign(above.key if above else key, hashes.SHA256())
        path = self.folder / f"{name.lower().replace(' ', '-')}.pem"
        path.write_bytes(certificate.public_bytes(Encoding.PEM))
        signer = Signer(key, certificate, path)
        signer.key_path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return signer


def element(tag: int, content: bytes) -> bytes:
    """Write an element of DER."""
    count = len(content)
    length = bytes([count]) if count < 128 else b"\x82" + count.to_bytes(2, "big")
    return bytes([tag]) + length + content


class Server(ThreadingHTTPServer):
    """The authority's address on loopback. `answer` says what a request gets; `received` has all that came."""

    daemon_threads = True

    def __init__(self, authority: Authority, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.authority = authority
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.server_address[1]}/tsr"
        self.received: list[Received] = []
        self.ended = threading.Event()
        self.answer: Callable[[bytes], Reply] = lambda request: Reply(authority.stamp(request))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves, or refuses the certificate, is what some tests want."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(Received(self.path, dict(self.headers.items()), body))
        reply = self.server.answer(body)
        if reply.is_silent:
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        length = len(reply.body) if reply.length is None else reply.length
        if length >= 0:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(reply.body)
        while reply.drips and not self.server.ended.wait(0.02):
            self.wfile.write(b"0")
        if reply.is_stalled:
            self.server.ended.wait()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(authority: Authority, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run the server until the block ends."""
    with Server(authority, context) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(authority: Authority) -> Iterator[Server]:
    with serving(authority) as running:
        yield running
