"""Mails for tests: plain, signed with keys made here, damaged; and a real name server on loopback that publishes the keys."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cache
from typing import Any

import dkim
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SELECTOR, DOMAIN = "s2026", "facebookmail.com"
NAME = f"{SELECTOR}._domainkey.{DOMAIN}"
ACKNOWLEDGED = (
    "Hi Ana,\n\nWe will honour your objection. This will be applied going forward.\n\nThanks, Facebook\n"
)
UNCLEAR = "Hi Ana,\n\nWe have read what you wrote about AI and your objection.\n\nThe team\n"
SENT_AT = "Sun, 22 Nov 2026 14:05:30 +0000"  # after the attempt that `seal_one` makes
SIGNED = (b"from", b"to", b"subject", b"date")


def mail(
    text: str = ACKNOWLEDGED,
    *,
    sender: str = "Facebook <notification@facebookmail.com>",
    to: str | None = "ana@example.org",
    subject: str = "Your objection",
    date: str | None = SENT_AT,
    html: str | None = None,
    **more: str,
) -> bytes:
    """Make a mail as it lies in a file; `more` are further lines of its head."""
    message = EmailMessage()
    heads = {"From": sender, "To": to, "Subject": subject, "Date": date, "Message-ID": "<1@facebookmail.com>"}
    for name, value in (heads | {name.replace("_", "-"): value for name, value in more.items()}).items():
        if value is not None:
            message[name] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message.as_bytes().replace(b"\n", b"\r\n")


@cache
def private_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def pem(bits: int = 2048) -> bytes:
    return private_key(bits).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def record(bits: int = 2048) -> str:
    """Give the TXT record of a key."""
    public = private_key(bits).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return "v=DKIM1; k=rsa; p=" + base64.b64encode(der).decode()


def sign(
    raw: bytes,
    *,
    domain: str = DOMAIN,
    selector: str = SELECTOR,
    covered: tuple[bytes, ...] = SIGNED,
    has_length: bool = False,
    bits: int = 2048,
    algorithm: bytes = b"rsa-sha256",
) -> bytes:
    """Give a mail with a signature above it, as a sending server puts it."""
    line: bytes = dkim.DKIM(raw, minkey=512).sign(
        selector.encode(),
        domain.encode(),
        pem(bits),
        signature_algorithm=algorithm,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=list(covered),
        length=has_length,
    )
    return line + raw


@dataclass
class NameServer:
    """A name server that is really asked over UDP and TCP; `asked` has every name."""

    records: Mapping[str, str | list[str]]
    port: int = 0
    asked: list[str] = field(default_factory=list)
    behaviour: str = "answer"  # or: silent, servfail, truncate, garbage

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def reply(self, wire: bytes, *, is_tcp: bool) -> bytes | None:
        question = dns.message.from_wire(wire)
        name = question.question[0].name.to_text(omit_final_dot=True)
        self.asked.append(name)
        if self.behaviour == "silent":
            return None
        if self.behaviour == "garbage":
            return b"\x00" * 40
        answer: Any = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if self.behaviour == "truncate" and not is_tcp:
            answer.flags |= dns.flags.TC
        elif self.behaviour == "servfail":
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif name in self.records:
            found = self.records[name]
            for one in [found] if isinstance(found, str) else found:
                if one.startswith("CNAME "):
                    alias = one.removeprefix("CNAME ")
                    answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{alias}."))
                    name, one = alias, str(self.records[alias])  # noqa: PLW2901
                parts = " ".join(f'"{one[at : at + 200]}"' for at in range(0, len(one), 200))
                answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", parts))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return bytes(answer.to_wire())


@contextmanager
def name_server(records: Mapping[str, str | list[str]]) -> Iterator[NameServer]:
    """Run a name server on a free port of loopback."""
    tcp = socket.create_server(("127.0.0.1", 0))
    server = NameServer(records, tcp.getsockname()[1])
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", server.port))

    def serve_udp() -> None:
        while True:
            try:
                wire, client = udp.recvfrom(4096)
            except OSError:
                return
            if not wire:
                return
            reply = server.reply(wire, is_tcp=False)
            if reply is not None:
                udp.sendto(reply, client)

    def serve_tcp() -> None:
        while True:
            try:
                connection, _ = tcp.accept()
            except OSError:
                return
            with connection:
                head = connection.recv(2)
                if len(head) < 2:
                    return
                reply = server.reply(connection.recv(int.from_bytes(head, "big")), is_tcp=True)
                if reply is not None:
                    connection.sendall(len(reply).to_bytes(2, "big") + reply)

    threads = [threading.Thread(target=one, daemon=True) for one in (serve_udp, serve_tcp)]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        # An empty packet ends the one, an empty connection the other.
        udp.sendto(b"", ("127.0.0.1", server.port))
        socket.create_connection(("127.0.0.1", server.port)).close()
        for thread in threads:
            thread.join(5)
        udp.close()
        tcp.close()
