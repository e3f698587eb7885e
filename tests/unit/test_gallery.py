"""The pictures that are kept: what each is called, and whether it shows what was sent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from page_samples import document

from helper.evidence.store import Archive
from helper.facts import Page
from helper.guide.gallery import Gallery, Values
from helper.ports import Picture
from helper.record import Kind

SENT: Values = (("email", "ana@example.org"), ("explanation", "Mine."))


def picture() -> Picture:
    """Make a picture of the form."""
    page = Page(document())
    return Picture(b"\x89PNG", dt.datetime.now(dt.UTC), page.url, True, (), None, page, page)


@pytest.mark.parametrize(
    ("values", "matches"),
    [
        (SENT, True),
        ((("email", "ana@example.org"), ("explanation", "")), False),
        (SENT[:1], False),
        (None, False),  # the form changed while the picture was taken
    ],
)
def test_the_picture_before_send_says_whether_it_shows_what_was_sent(
    tmp_path: Path, values: Values | None, matches: bool
) -> None:
    gallery = Gallery(Archive(tmp_path).begin("facebook"))
    gallery.keep_draft(picture(), values)
    gallery.settle_filled(SENT)
    assert [(e.kind, e.matches_sent) for e in gallery.evidence] == [(Kind.FILLED, matches)]
