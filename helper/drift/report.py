"""The drift report: what somebody needs to mend a flow whose page changed, and nothing that is about the person. Pure.

Like the shapes in it, it is private by construction: no field takes a text that a page, a person or a file chose.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from flows.schema import State
from helper.drift.description import LanguageTag, PageShape, language_tag
from helper.record import FormFingerprint, Frozen, Outcome, Record

SYSTEMS = {"Linux": "Linux", "Darwin": "macOS", "Windows": "Windows"}
_VERSION = r"\d{1,4}(\.\d{1,6}){0,3}((a|b|rc|\.dev|\.post)\d{1,6})?"
_REVISION = r"\d{4}-\d{2}-\d{2}(\.\d{1,6})?"
_SHA256 = r"[0-9a-f]{64}"
_WIDTH = 110

Seconds = Annotated[float, Field(ge=0)]


class ReportedFlow(Frozen):
    """Which facts the attempt rested on."""

    revision: Annotated[str, StringConstraints(pattern=rf"^{_REVISION}$")] | None
    sha256: Annotated[str, StringConstraints(pattern=rf"^{_SHA256}$")] | None
    origin: Literal["shipped", "custom"]


class ReportedSoftware(Frozen):
    """What looked at the page."""

    version: Annotated[str, StringConstraints(pattern=rf"^{_VERSION}$")] | None
    browser_major: Annotated[int, Field(ge=0, le=9999)] | None
    system: Literal["Linux", "macOS", "Windows", "other"]


class ReportedStep(Frozen):
    """A state of the attempt, and when it began."""

    seconds: Seconds
    state: State
    said_by: Literal["person"] | None = None  # else the program recognised it


class ReportedPage(Frozen):
    """A page that was kept, and when it was seen."""

    seconds: Seconds
    page: PageShape


class DriftReport(Frozen):
    """One attempt as its reader may know it."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    kind: Literal["optout-assist drift report"] = "optout-assist drift report"
    service: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,30}$")] | None  # one that ships
    is_rehearsal: bool
    day: dt.date  # UTC; nothing here tells the hour
    outcome: Outcome
    flow: ReportedFlow
    software: ReportedSoftware
    page_language: LanguageTag | None
    form_fingerprint: FormFingerprint | None
    trace: tuple[ReportedStep, ...]
    sights: tuple[ReportedPage, ...]

    def to_json(self) -> str:
        """Write it for people to read before they hand it on: short tables on one line, usual values left out."""
        document = self.model_dump(mode="json", by_alias=True)
        sights = [
            sight.model_dump(mode="json", by_alias=True, exclude_defaults=True) for sight in self.sights
        ]
        return _render({**document, "sights": sights}, "") + "\n"


def make_report(
    record: Record,
    shapes: Iterable[tuple[dt.datetime, PageShape]],
    *,
    services: Iterable[str],
    system: str,
) -> DriftReport:
    """Make the report of an attempt; what is not written as ours is left out, so a forged record tells nothing."""
    software = record.software
    major = re.search(r"\b(\d{1,4})\.", software.browser or "", re.ASCII)
    return DriftReport(
        service=record.service if record.service in services else None,
        is_rehearsal=record.rehearsal,
        day=record.started_at.date(),
        outcome=record.outcome,
        flow=ReportedFlow(
            revision=_only(_REVISION, record.flow.revision),
            sha256=_only(_SHA256, record.flow.sha256),
            origin=record.flow.origin,
        ),
        software=ReportedSoftware.model_validate(
            {
                "version": _only(_VERSION, software.version),
                "browser_major": int(major[1]) if major else None,
                "system": SYSTEMS.get(system, "other"),
            }
        ),
        page_language=language_tag(record.page.language or ""),
        form_fingerprint=record.page.form_fingerprint,
        trace=tuple(
            ReportedStep(seconds=_since(record, m.at), state=m.state, said_by=m.said_by)
            for m in record.timeline
        ),
        sights=tuple(ReportedPage(seconds=_since(record, at), page=shape) for at, shape in shapes),
    )


def _since(record: Record, at: dt.datetime) -> float:
    return max(0.0, round((at - record.started_at).total_seconds(), 1))


def _only(pattern: str, text: str) -> str | None:
    return text if re.fullmatch(pattern, text, re.ASCII) else None


def _render(value: object, indent: str) -> str:
    """Write JSON in which only what does not fit on a line is broken."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {_render(one, inner)}" for key, one in value.items()]
    else:
        parts = [_render(one, inner) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}{closing}"
