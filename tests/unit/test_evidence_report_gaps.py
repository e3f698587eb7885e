"""`report` says what is missing from the evidence."""

from __future__ import annotations

import pytest
from evidence_report_samples import FILLED, NOW, SETTING, gaps_of
from evidence_samples import kept, picture, record_of, seal_one

from helper.evidence.store import Archive

__all__ = ["kept"]  # fixtures


# what is missing


def test_the_service_s_e_mail_is_missed_wherever_something_was_sent(kept: Archive) -> None:
    seal_one(kept)
    assert "no_mail" in gaps_of(kept)


def test_nothing_is_missed_where_nothing_was_sent(kept: Archive) -> None:
    seal_one(kept, outcome="not_sent", timeline=[], confirmation=None)
    assert gaps_of(kept) == set()


def mismatch() -> dict[str, object]:
    check = {"verdict": "mismatch", "displayed": "b@example.org", "expected": "a@example.org"}
    return {"email_check": check}


@pytest.mark.parametrize(
    ("gap", "changes"),
    [
        ("no_answer", {"outcome": "sent_unconfirmed"}),
        (
            "said_by_person",
            {
                "outcome": "sent_unconfirmed",
                "timeline": [{"at": NOW.isoformat(), "state": "sent", "said_by": "person"}],
            },
        ),
        ("unread_sent", {"outcome": "sent_unconfirmed", "notes": ["unread_sent"]}),
        ("unwatched", {"outcome": "sent_unconfirmed", "notes": ["stood_still", "unwatched"]}),
        ("unnoted", {"outcome": "interrupted", "notes": ["unnoted"]}),
        ("stood_still", {"notes": ["stood_still"]}),
        ("rejected", {"outcome": "rejected"}),
        ("mismatch", mismatch()),
        ("no_reference", {"explanation": {"reference": "cnil", "inserted": False, "text": None}}),
        ("no_filled_picture", {"evidence": []}),
        ("no_answer_picture", {"evidence": []}),
        ("words_unchecked", {"confirmation": {"text": "ok", "signs": [], "words_verified": False}}),
        ("skew", {"setting": {**SETTING, "skew_seconds": -121.0}}),
        (
            "sealed_later",
            {"sealed_later": {"at": NOW.isoformat(), "source": "journal", "journal": "whole"}},
        ),
        (
            "custom_flow",
            {"flow": {"name": "facebook", "revision": "1", "sha256": "0" * 64, "origin": "custom"}},
        ),
    ],
)
def test_what_is_missing_is_said(kept: Archive, gap: str, changes: dict[str, object]) -> None:
    seal_one(kept, names=(), **changes)
    assert gap in gaps_of(kept)


@pytest.mark.parametrize(("matches", "expected"), [(True, False), (False, True), (None, True)])
def test_a_picture_that_does_not_show_what_was_sent_is_said(
    kept: Archive, matches: bool | None, expected: bool
) -> None:
    work = kept.begin("facebook")
    digest = work.add("filled.png", picture())
    item = {**FILLED, "sha256": digest, "matches_sent": matches}
    work.seal(record_of(work, {}, evidence=[item]))
    assert ("filled_differs" in gaps_of(kept)) is expected


@pytest.mark.parametrize(
    ("matches", "shows_all", "expected"),
    [(True, False, True), (True, True, False), (True, None, False), (False, False, False)],
)
def test_a_picture_that_does_not_show_all_of_it_is_said(
    kept: Archive, matches: bool, shows_all: bool | None, expected: bool
) -> None:
    work = kept.begin("facebook")
    digest = work.add("filled.png", picture())
    item = {**FILLED, "sha256": digest, "matches_sent": matches, "shows_all": shows_all}
    work.seal(record_of(work, {}, evidence=[item]))
    assert ("filled_in_part" in gaps_of(kept)) is expected
