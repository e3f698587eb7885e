"""Asks one name server one question, for the key of one signature: the only thing in `helper.mail` that contacts anybody."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver

from helper.errors import UsageProblem
from helper.mail.kinds import DkimReason
from helper.mail.signature import KEY_LIMIT, DkimKey

SECONDS = 5.0

# What the library raises for an address that cannot be reached, or an answer that is none.
_FAILED = (dns.exception.DNSException, OSError, ValueError, EOFError)


@dataclass(frozen=True)
class NameServer:
    """A name server."""

    host: str
    port: int = 53

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def system_servers() -> list[NameServer]:
    """Name the name servers of the system, in their order; none when it has none."""
    try:
        found = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return []
    return [
        NameServer(host, found.port)
        for host in found.nameservers
        if isinstance(host, str) and _is_address(host)
    ]


def choose_server(named: str | None) -> NameServer:
    """Give the name server to ask: the system's first one, or the named one if it is on this computer or the system's.

    Raises UsageProblem: nobody else is ever asked, since whoever is asked learns which mail somebody has.
    """
    known = system_servers()
    if named is None:
        if not known:
            raise UsageProblem("mail_no_resolver")
        return known[0]
    server = _parse(named)
    if server is None or not (ipaddress.ip_address(server.host).is_loopback or server in known):
        raise UsageProblem("mail_bad_resolver", address=named)
    return server


def ask_server(
    server: NameServer, tell: Callable[[NameServer, str], None], name: str, seconds: float = SECONDS
) -> DkimKey | DkimReason:
    """Ask for the key record of one mail; the answer is not checked with DNSSEC.

    `tell` is called with the server and the name before anything is sent.
    """
    try:
        wanted = dns.name.from_text(name)
        question = dns.message.make_query(wanted, dns.rdatatype.TXT, use_edns=0)
    except _FAILED:
        return DkimReason.NOT_PUBLISHED
    tell(server, name)
    try:
        answer, _ = dns.query.udp_with_fallback(question, server.host, timeout=seconds, port=server.port)
        if not isinstance(answer, dns.message.QueryMessage):
            return DkimReason.NO_ANSWER
        chain = answer.resolve_chaining()
    except _FAILED:
        return DkimReason.NO_ANSWER
    if answer.rcode() not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return DkimReason.NO_ANSWER
    records = [b"".join(item.strings) for item in chain.answer or ()]
    records.sort(key=lambda record: not record.startswith(b"v=DKIM1"))
    if not records:
        return DkimReason.NOT_PUBLISHED
    text = records[0][: KEY_LIMIT + 1].decode("ascii", "replace")
    return DkimKey(text, "dns", dt.datetime.now(dt.UTC), str(server))


def _parse(named: str) -> NameServer | None:
    host, colon, port = named.rpartition(":")
    if not colon or (host.count(":") and not host.startswith("[")):
        host, port = named, "53"
    host = host.removeprefix("[").removesuffix("]")
    is_port = port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65_536
    return NameServer(host, int(port)) if is_port and _is_address(host) else None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
