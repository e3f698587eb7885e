"""Attempts and mails for tests of what follows Send: as values, and on the disk."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest
from evidence_samples import seal_one

from helper.evidence.store import Archive
from helper.followup.standing import Past
from helper.mail.kept import About, AboutSignature, KeptMail, keep_mail
from helper.mail.kinds import DkimVerdict, MailKind
from helper.record import Outcome

SENT_AT = dt.datetime(2026, 9, 1, 9, 0, tzinfo=dt.UTC)
ADDRESS = "camille.martin@example.org"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def after(**span: float) -> dt.datetime:
    """Give a time after Send."""
    return SENT_AT + dt.timedelta(**span)


def past(outcome: str | None = "submitted", at: dt.datetime = SENT_AT, **changes: Any) -> Past:
    """Make an attempt as a value."""
    is_sent = outcome in ("submitted", "sent_unconfirmed", "rejected")
    fields = {
        "attempt_id": f"{at:%Y%m%dT%H%M%SZ}-facebook-000000",
        "service": "facebook",
        "address": ADDRESS,
        "outcome": Outcome(outcome) if outcome else None,
        "started_at": at,
        "sent_at": at if is_sent else None,
        "seen_at": at,
        "displayed": ADDRESS,
        **changes,
    }
    return Past(**fields)


def mail(kind: str, at: dt.datetime | None, **changes: Any) -> KeptMail:
    """Make a kept mail as a value."""
    fields = {
        "attempt_id": "20260901T090000Z-facebook-000000",
        "path": Path("mails/01"),
        "kind": MailKind(kind),
        "said_by": "words",
        "sent_at": at,
        "kept_at": after(days=60),
        "subject": "Your objection",
        "sender": "facebookmail.com",
        "dkim": DkimVerdict.ALIGNED,
        "sha256": "0" * 64,
        **changes,
    }
    return KeptMail(**fields)


def seal_at(
    root: Path, at: dt.datetime, service: str = "facebook", outcome: str = "submitted", **changes: Any
) -> Path:
    """Seal an attempt that was made at a time."""
    number = len(list(root.iterdir())) if root.exists() else 0
    archive = Archive(root, lambda: at, lambda _: f"{number:06x}")
    states = {"submitted": ("sent", "submitted"), "sent_unconfirmed": ("sent",), "rejected": ("sent",)}
    fields = {
        "outcome": outcome,
        "started_at": at.isoformat(),
        "ended_at": at.isoformat(),
        "timeline": [{"at": at.isoformat(), "state": state} for state in states.get(outcome, ("form",))],
        "email_check": {"verdict": "match", "displayed": ADDRESS, "expected": ADDRESS},
        **changes,
    }
    return seal_one(archive, service, **fields)


def keep(bag: Path, kind: str, at: dt.datetime, subject: str = "Your objection", **changes: Any) -> Path:
    """Keep a mail beside a bag."""
    raw = f"{kind} {at} {subject}".encode()
    about = About(
        attempt=bag.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        kind=MailKind(kind),
        said_by=changes.get("said_by", "words"),
        quote=None,
        subject=subject,
        sender="facebookmail.com",
        sender_is_service=True,
        sent_at=at,
        kept_at=at,
        signature=AboutSignature(
            verdict=DkimVerdict(changes.get("dkim", "aligned")),
            reason=None,
            domain="facebookmail.com",
            selector="s",
        ),
        software="optout-assist 0",
    )
    return keep_mail(bag, about, raw, None)[0]
