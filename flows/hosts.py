"""Which hosts may ever appear in a flow, and whether an address belongs to one: exact comparison, no guessing.

A flow file, also a repaired one that somebody hands around, can only name hosts under these registrable domains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

# The practice site of `optout-assist rehearse`. `.invalid` never resolves (RFC 2606 section 2), so it cannot be visited.
PRACTICE_HOST = "practice.optout-assist.invalid"

# Source: shared list of hosts seen in public captures of Meta's pages, 2026-11-22.
REGISTRABLE_DOMAINS = frozenset(
    {
        "facebook.com",
        "instagram.com",
        "meta.com",
        "whatsapp.com",  # www.whatsapp.com/contact/forms: the form that WhatsApp's policy for the EEA links
        "threads.com",
        "threads.net",
        "optout-assist.invalid",
    }
)

_HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z")
# fr-fr.facebook.com, pt-br.facebook.com: the service's pages in one language (policy captures 2018-2026).
_LOCALE_LABEL = re.compile(r"[a-z]{2}-[a-z]{2}\Z")


def is_nameable_host(host: str) -> bool:
    """Tell whether a flow file may name this host at all."""
    return bool(_HOST.match(host)) and any(
        host == domain or host.endswith("." + domain) for domain in REGISTRABLE_DOMAINS
    )


def split_web_address(address: str) -> SplitResult | None:
    """Split an https address whose host is plain; None for anything that could mean two things.

    Refused: other schemes, a user name or password before the host, a port other than 443, a trailing dot, a host that
    is not lower-case ASCII letters, digits and hyphens (punycode look-alikes stay what they are and match no host).
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or "@" in parts.netloc or "\\" in address or port not in (None, 443):
        return None
    host = parts.netloc.partition(":")[0].lower()
    return parts if _HOST.match(host) and host == parts.hostname else None


def is_allowed(address: str, hosts: Iterable[str], locale_domains: Iterable[str] = ()) -> bool:
    """Tell whether `address` is on one of `hosts`, or on a language label (`fr-fr`) right below a locale domain."""
    parts = split_web_address(address)
    if parts is None or parts.hostname is None:
        return False
    host = parts.hostname
    if host in frozenset(hosts):
        return True
    label, _, parent = host.partition(".")
    return parent in frozenset(locale_domains) and bool(_LOCALE_LABEL.match(label))


def strip_query(address: str) -> str:
    """Give the address without query and fragment, which can hold secrets (login codes, tokens)."""
    return address.partition("#")[0].partition("?")[0]
