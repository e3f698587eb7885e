"""Gives a letter that follows no attempt a place in the archive: a sealed record which says that no form was opened."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flows.load import Service
from helper.evidence.letters import BY_LETTER
from helper.evidence.store import Archive
from helper.evidence.work import this_software
from helper.record import EmailCheck, Explanation, Outcome, PageSeen, Record, Verdict, flow_used


def seal_without_form(archive: Archive, service: Service, address: str | None, now: dt.datetime) -> Path:
    """Make a record in which nothing was sent by a form, since none was opened; raises ArchiveProblem."""
    flow = service.flow
    used = flow_used(service)
    facts = {"flow": used.model_dump(mode="json"), "rehearsal": False, "reference": None}
    work = archive.begin(flow.name, **facts)
    record = Record(
        id=work.id,
        service=flow.name,
        flow=used,
        outcome=Outcome.NOT_SENT,
        started_at=now,
        ended_at=now,
        page=PageSeen(url="", language=None, variant=None),
        email_check=EmailCheck(verdict=Verdict.UNCHECKED, displayed=None, expected=address),
        explanation=Explanation(reference=None, inserted=False, text=None),
        confirmation=None,
        timeline=(),
        evidence=(),
        software=this_software(None),
        notes=(BY_LETTER,),
    )
    return work.seal(record)
