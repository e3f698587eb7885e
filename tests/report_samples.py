"""An invented archive to show: two accounts of Camille Martin, who does not exist, and pictures of the replica's pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evidence_samples import record_of
from playwright.sync_api import Browser
from replica.pages import render
from replica.texts import texts

from flows.references import load_references
from helper.evidence.store import Archive

ADDRESS = "camille.martin@example.org"
OTHER_ADDRESS = "camille.martin@example.com"
PAGES = {
    "facebook": "https://www.facebook.com/help/contact/712876720715583",
    "instagram": "https://help.instagram.com/contact/767264225370182",
}
SIZE = {"width": 820, "height": 600}
# A tab that has not drawn its first frame yet gives no picture.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True)
class Example:
    """An attempt to invent; `pictures` are kinds in their order."""

    service: str
    began_at: dt.datetime
    outcome: str
    pictures: tuple[str, ...]
    address: str = ADDRESS
    expected: str = ADDRESS
    changes: Mapping[str, object] = field(default_factory=dict)


def examples(language: str) -> tuple[Example, ...]:
    """Give a short story with a confirmed objection, one that waits, and one that was stopped."""
    return (
        Example("instagram", _at(18, 17, 12), "not_sent", ("form",)),
        Example("facebook", _at(18, 17, 31), "submitted", ("form", "filled", "confirmation")),
        Example("instagram", _at(21, 8, 4), "sent_unconfirmed", ("form", "filled"), address=OTHER_ADDRESS),
    )


def fill_archive(path: Path, pictures: Mapping[tuple[str, str, str], bytes], language: str) -> Archive:
    """Seal the examples; `pictures` by service, kind and address."""
    for number, example in enumerate(examples(language)):
        archive = Archive(path, lambda at=example.began_at: at, lambda _n, n=number: f"{7 + n}f3a9c"[:6])  # type: ignore[misc]
        _seal(archive, example, pictures, language)
    return Archive(path)


def _seal(
    archive: Archive, example: Example, pictures: Mapping[tuple[str, str, str], bytes], language: str
) -> None:
    work = archive.begin(example.service)
    evidence = []
    for number, kind in enumerate(example.pictures, 1):
        content = pictures[example.service, kind, example.address]
        name = f"{number:02d}-{kind}.png"
        work.add(name, content)
        evidence.append(
            {
                "path": name,
                "kind": kind,
                "sha256": hashlib.sha256(content).hexdigest(),
                "captured_at": _later(example, 40 * number),
                "url": PAGES[example.service],
                **({"matches_sent": True} if kind == "filled" else {}),
            }
        )
    is_sent = "filled" in example.pictures
    is_submitted = example.outcome == "submitted"
    states = {"form": 40, **({"sent": 95} if is_sent else {}), **({"submitted": 97} if is_submitted else {})}
    record = record_of(
        work,
        {},
        outcome=example.outcome,
        started_at=_later(example, 0),
        ended_at=_later(example, 130),
        page={"url": PAGES[example.service], "language": language, "variant": None},
        email_check={
            "verdict": "match" if example.address == example.expected else "mismatch",
            "displayed": example.address,
            "expected": example.expected,
        },
        explanation={
            "reference": "cnil",
            "inserted": is_sent,
            "text": load_references()["cnil"].words[language].forms[0] if is_sent else None,
        },
        confirmation={
            "text": texts(language).wordings("success")[0],
            "signs": ["form_gone"],
            "words_verified": True,
        }
        if is_submitted
        else None,
        timeline=[{"at": _later(example, seconds), "state": state} for state, seconds in states.items()],
        evidence=evidence,
        software={"name": "optout-assist", "version": "0.1.0", "browser": "Chromium 156"},
        **example.changes,
    )
    work.seal(record)


def take_pictures(browser: Browser, language: str) -> dict[tuple[str, str, str], bytes]:
    """Picture the replica's pages that the examples need."""
    page = browser.new_page(viewport=SIZE)
    reference = load_references()["cnil"].words[language].forms[0]
    taken = {}
    for example in examples(language):
        for kind in example.pictures:
            state = "submitted" if kind == "confirmation" else "form"
            filled = reference if kind == "filled" else ""
            html = render(
                example.service, "desktop", language, state, address=example.address, prefilled=filled
            )
            page.set_content(html)
            page.evaluate(DRAWN)
            taken[example.service, kind, example.address] = page.screenshot()
    page.close()
    return taken


def _at(day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, 8, tzinfo=dt.UTC)


def _later(example: Example, seconds: int) -> str:
    return (example.began_at + dt.timedelta(seconds=seconds)).isoformat()
