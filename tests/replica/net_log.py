"""What the browser's own net log says of whom it tried to reach: the one witness that no page and no proxy has to be asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Names that are looked up, connections made ahead, and requests (net/log/net_log_event_type_list.h, Chromium 156).
_OF_NAMES = ("DNS_TRANSACTION", "HOST_RESOLVER_MANAGER_REQUEST", "HOST_RESOLVER_MANAGER_JOB")
_OF_REQUESTS = ("URL_REQUEST_START_JOB", "HTTP_STREAM_JOB_CONTROLLER")
_OF_SOCKETS = ("TCP_CONNECT_ATTEMPT", "UDP_CONNECT")
# Chromium asks the system by which way it would reach this address, to learn whether IPv6 works: no packet is sent.
_PROBE = "2001:4860:4860::8888"
_NAME_SERVER_PORT = 53


def write_net_log(path: Path) -> list[str]:
    """Give the arguments that make the browser keep its net log, with everything in it."""
    return [f"--log-net-log={path}", "--net-log-capture-mode=Everything"]


def read_hosts(path: Path) -> set[str]:
    """Name every host outside this computer that the browser looked up, connected to or sent something to."""
    return {host for host in _hosts(_read(path)) if host and not _is_this_computer(host)}


def read_lookups(path: Path) -> set[str]:
    """Name every host that a name server was asked for."""
    return {
        params["hostname"]
        for name, params in _read(path)
        if name == "DNS_TRANSACTION" and "hostname" in params
    }


def _read(path: Path) -> list[tuple[str, dict[str, Any]]]:
    text = path.read_text("utf-8")
    try:
        log = json.loads(text)
    except ValueError:  # the browser was killed: what it had written by then is whole lines
        log = json.loads(text[: text.rindex("}")].rstrip(",\n") + "}]}")
    names = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    events = [(names[event["type"]], event.get("params") or {}) for event in log["events"]]
    known = {*names.values()}
    assert known.issuperset((*_OF_NAMES, *_OF_REQUESTS, *_OF_SOCKETS)), (
        "this browser names its events otherwise"
    )
    assert events, "an empty log says nothing"
    return events


def _hosts(events: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    for name, params in events:
        if name in _OF_NAMES:
            said = params.get("hostname") or params.get("host") or ""
            yield urlsplit(said if "//" in said else f"//{said}").hostname or ""
        elif name in _OF_REQUESTS and "url" in params:
            yield urlsplit(params["url"]).hostname or ""
        elif name in _OF_SOCKETS and "address" in params:
            host, _, port = params["address"].rpartition(":")
            if int(port) != _NAME_SERVER_PORT:
                yield host.strip("[]")


def _is_this_computer(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or str(address) == _PROBE
