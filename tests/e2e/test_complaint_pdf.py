"""The PDF of a complaint, made by a real browser of the page that we wrote, and that page in the browser."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from complaint_samples import case, draft
from playwright.sync_api import Page

from helper.browser.find import find_browser
from helper.browser.print_pdf import print_pdf
from helper.drafts.page import to_html

A4 = (595, 842)  # points


@pytest.mark.usefixtures("display")
def test_a_real_browser_makes_a_pdf_on_a4_of_the_whole_draft() -> None:
    content = print_pdf(to_html(draft(case(), "fr")), find_browser())
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    streams = [_inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)]
    boxes = re.findall(rb"/MediaBox\s*\[([^]]+)\]", content + b"".join(streams))
    # The sheet for the person, and the complaint on pages of its own.
    assert len(boxes) >= 3
    for box in boxes:
        _, _, width, height = map(float, box.split())
        assert (round(width), round(height)) == pytest.approx(A4, abs=1)


def test_the_page_runs_nothing_asks_for_nothing_and_fits_narrow_windows(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "complaint.html"
    path.write_text(to_html(draft(case(), "fr")), "utf-8")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for width in (320, 390, 768, 1180):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), width
    assert set(asked) == {path.as_uri()}
    assert said == []
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("mark").first.evaluate(colour) == "rgb(255, 230, 128)"


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
