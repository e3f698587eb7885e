"""Draws a draft as a page to read, to print on A4 and to make a PDF of."""

from __future__ import annotations

from helper import __version__
from helper.drafts.blocks import Draft
from helper.safe.pages import render_inert


def to_html(draft: Draft) -> str:
    """Write the page: the sheet for the person on a sheet of its own, then what may be sent."""
    values: dict[str, object] = {
        "draft": draft,
        "version": __version__,
        "kind_of": lambda block: type(block).__name__,
    }
    return render_inert(__package__, "page.html", "page.css", values)
