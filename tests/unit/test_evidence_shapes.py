"""Shapes are kept like pictures, and the archive knows which form it saw last."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence_samples import record_of, reseal, seal_one

from flows.schema import State
from helper.drift.description import PageShape
from helper.drift.shapes import MOST, Shapes, has_shapes, read_shapes
from helper.evidence import store
from helper.evidence.forms import last_fingerprint, seen_forms
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.record import FormFingerprint, Kind


def clock() -> Iterator[dt.datetime]:
    at = dt.datetime(2026, 11, 22, 14, 3, 11, tzinfo=dt.UTC)
    while True:
        yield at
        at += dt.timedelta(seconds=1)


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    ticks = clock()
    return Archive(tmp_path / "archive", now=lambda: next(ticks))


def mark(letter: str) -> FormFingerprint:
    return FormFingerprint(structure=letter * 16, labels="0" * 16, languages=("fr",))


def seal_form(archive: Archive, letter: str, day: int = 22, service: str = "facebook") -> Path:
    page = {"url": "https://www.facebook.com/", "language": "fr", "variant": None}
    page |= {"form_fingerprint": mark(letter).model_dump()}
    return seal_one(archive, service, page=page, started_at=f"2026-11-{day}T14:03:11Z")


def shape(signs: str) -> PageShape:
    return PageShape(schema_version=1, state=State.UNKNOWN, signs=(signs,))


def test_each_shape_is_kept_once_and_not_without_end(kept: Archive) -> None:
    work = kept.begin("facebook")
    shapes = Shapes(work)
    first = shapes.keep(shape("a"))
    assert first is not None
    assert (first.path, first.kind, first.url) == ("shape-01.json", Kind.SHAPE, None)
    assert shapes.keep(shape("a")) is None
    for number in range(2 * MOST):
        shapes.keep(shape("b" * (number + 1)))
    assert len(shapes.evidence) == MOST


def test_the_shapes_of_a_bag_are_read_back_and_verified(kept: Archive) -> None:
    work = kept.begin("facebook")
    shapes = Shapes(work)
    for sign in ("a", "b"):
        shapes.keep(shape(sign))
    bag = work.seal(record_of(work, {}).model_copy(update={"evidence": shapes.evidence}))
    assert verify_bag(bag) == []
    record = kept.find("last").record
    assert record is not None
    assert has_shapes(record)
    assert [found for _, found in read_shapes(bag, record)] == [shape("a"), shape("b")]


def test_the_last_form_of_a_service_is_found(kept: Archive) -> None:
    assert last_fingerprint(kept, "facebook") is None
    seal_form(kept, "a", 20)
    seal_form(kept, "b", 21)
    seal_form(kept, "c", 22, "instagram")
    seal_one(kept)  # one that saw no form
    assert last_fingerprint(kept, "facebook") == (mark("b"), dt.date(2026, 11, 21))
    assert [seen.fingerprint for seen in seen_forms(kept, "facebook")] == [mark("b"), mark("a")]


def test_attempts_that_are_damaged_or_not_sealed_are_passed_over(kept: Archive) -> None:
    seal_form(kept, "a")
    for broken in (b"", b"?", b"{}", b"[" * 100_000):
        (seal_form(kept, "b") / "data" / "record.json").write_bytes(broken)
    (kept.path / "20991122T140311Z-facebook-7f3a9c").write_bytes(b"a file")
    kept.begin("facebook")
    found = last_fingerprint(kept, "facebook")
    assert found is not None
    assert found.fingerprint == mark("a")


def test_no_more_attempts_are_read_than_it_takes(kept: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for letter in "abc":
        seal_form(kept, letter)
    seal_form(kept, "d", service="instagram")
    read: list[Path] = []
    real = store.read_record

    def counting(path: Path) -> object:
        read.append(path)
        return real(path)

    monkeypatch.setattr(store, "read_record", counting)
    assert last_fingerprint(kept, "facebook") is not None
    assert len(read) == 1


def test_a_record_from_before_there_were_fingerprints_is_still_read(kept: Archive) -> None:
    bag = seal_one(kept)
    path = bag / "data" / "record.json"
    document = json.loads(path.read_text())
    del document["page"]["form_fingerprint"]
    path.write_text(json.dumps(document))
    reseal(bag)
    assert verify_bag(bag) == []
    entry = kept.find("last")
    assert entry.record is not None
    assert (entry.fault, entry.record.page.form_fingerprint) == (None, None)
    assert last_fingerprint(kept, "facebook") is None
