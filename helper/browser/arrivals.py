"""Tells where each page of a tab came from: its address, the server and its certificate, the service's own clock.

And that a page sends something; never what.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any

from playwright.async_api import Error, Frame, Page, Request, Response

from flows.hosts import strip_query
from helper.page.ports import Arrived, Requested
from helper.record import Server


def is_page_of(response: Response, page: Page) -> bool:
    """Tell whether a response is the page itself and not a part of it."""
    with contextlib.suppress(Error):  # a service worker's request belongs to no frame
        return response.request.is_navigation_request() and response.frame == page.main_frame
    return False


def read_request(tab: int, request: Request, at: float) -> Requested | None:
    """Tell what a page sends to a server; None for one that only asks for something, or that belongs to no frame."""
    if request.method not in ("POST", "PUT", "PATCH"):
        return None
    with contextlib.suppress(Error):  # a service worker's request, or the first one of a new tab
        frames: list[str] = []
        frame: Frame | None = request.frame
        while frame is not None:
            # A document that a page's script put together: the watcher names it by the address within.
            frames.append(strip_query(frame.url.removeprefix("blob:")))
            frame = frame.parent_frame
        is_navigation = request.is_navigation_request()
        return Requested(tab, tuple(frames), strip_query(request.url), is_navigation, at)
    return None


async def read_arrival(tab: int, response: Response) -> Arrived:
    """Read what a response says of its server; raises Error when the tab is gone."""
    at = dt.datetime.now(dt.UTC)
    security: Mapping[str, Any] = await response.security_details() or {}
    address = await response.server_addr()
    valid_from, valid_to = security.get("validFrom"), security.get("validTo")
    server = Server(
        address=_plain_address(address["ipAddress"]) if address else None,
        port=address["port"] if address else None,
        protocol=_short(security.get("protocol")),
        certificate_issuer=_short(security.get("issuer")),
        certificate_subject=_short(security.get("subjectName")),
        valid_from=dt.datetime.fromtimestamp(valid_from, dt.UTC) if valid_from else None,
        valid_to=dt.datetime.fromtimestamp(valid_to, dt.UTC) if valid_to else None,
    )
    return Arrived(
        tab, strip_query(response.url), at, response.status, server, _date(response.headers.get("date"))
    )


def _date(header: str | None) -> dt.datetime | None:
    """Read an HTTP `Date` (RFC 9110 section 6.6.1); None for one that is none."""
    try:
        found = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return found.astimezone(dt.UTC) if found.tzinfo else None


def _plain_address(address: str) -> str | None:
    """Give an address as text; a proxy or the replay of a cache may name none."""
    try:
        return str(ip_address(address.strip("[]")))
    except ValueError:
        return None


def _short(text: str | None) -> str | None:
    return text[:200] if text else None
