"""What passes between browser and replica: requests, answers, and the forms that were sent."""

from __future__ import annotations

import email
import email.policy
import json
from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from replica.states import KEY_OF_NAME


@dataclass(frozen=True)
class Request:
    """One request as the replica saw it."""

    method: str
    host: str
    path: str
    query: dict[str, str]
    cookies: dict[str, str]
    fields: dict[str, str]
    at: datetime

    @property
    def address(self) -> str:
        """Give the address without its query."""
        return f"https://{self.host}{self.path}"


@dataclass(frozen=True)
class Response:
    """What goes back; `wait_s` first, and `is_closed` drops the connection without a word."""

    status: int = 200
    body: str = ""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    wait_s: float = 0.0
    is_closed: bool = False

    @classmethod
    def redirect(cls, address: str, *headers: tuple[str, str], wait_s: float = 0.0) -> Response:
        """Send the browser elsewhere with GET."""
        return cls(303, headers=(("Location", address), *headers), wait_s=wait_s)

    @classmethod
    def script(cls, **reply: str) -> Response:
        """Answer a script: always 200, whatever happened, as the service does."""
        return cls(
            body="for (;;);" + json.dumps(reply), content_type="application/x-javascript; charset=utf-8"
        )


@dataclass(frozen=True)
class Received:
    """A form that reached the service; `values` are named by key (`email`, `explanation`, ...), not by field name."""

    host: str
    path: str
    at: datetime
    answer: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        """Give the address that was sent."""
        return self.values.get("email", "")

    @property
    def explanation(self) -> str:
        """Give the explanation that was sent, with plain line ends."""
        return self.values.get("explanation", "").replace("\r\n", "\n")


def by_key(fields: dict[str, str]) -> dict[str, str]:
    """Rename fields from what they are called on the page to what tests call them."""
    return {KEY_OF_NAME[name]: value for name, value in fields.items() if name in KEY_OF_NAME}


def read_fields(content_type: str, body: bytes) -> dict[str, str]:
    """Read the fields of a posted form, multipart or not."""
    if content_type.startswith("multipart/form-data"):
        message = email.message_from_bytes(
            b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=email.policy.HTTP
        )
        return {
            str(part.get_param("name", header="content-disposition")): (
                part.get_payload(decode=True) or b""
            ).decode()
            for part in message.iter_parts()  # type: ignore[attr-defined]
        }
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def read_request(
    method: str, host: str, target: str, headers: dict[str, str], body: bytes, at: datetime
) -> Request:
    """Make a request out of its parts."""
    parts = urlsplit(target)
    cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    fields = read_fields(headers.get("content-type", ""), body) if body else {}
    return Request(method, host, parts.path, dict(parse_qsl(parts.query)), cookies, fields, at)
