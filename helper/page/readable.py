"""What a page says, as plain text: for those who cannot see a picture, or want to search or quote it. Pure."""

from __future__ import annotations

from helper.page.facts import Document, Page
from helper.safe.clean import clean

_MOST_LINES = 400


def readable(page: Page) -> str | None:
    """Write what stands on the service's own page; None of one with a password or code field (promise 4)."""
    if page.has_secret or page.top is None:
        return None
    documents = [d for d in page.documents if d.is_ours and d.is_visible]
    lines = [line for document in documents for line in _lines(document)]
    return "\n".join([page.url, *lines[:_MOST_LINES]]) + "\n"


def _lines(document: Document) -> list[str]:
    texts = [f"# {b.text}" if b.is_heading else b.text for b in document.blocks]
    fields = [f"[{f.kind}] {f.words.strip()}: {f.value}" for f in document.fields if f.value]
    buttons = [f"({button.text})" for button in document.buttons if button.text]
    return [clean(line) for line in (document.title, *texts, *fields, *buttons) if line]
