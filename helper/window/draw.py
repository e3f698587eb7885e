"""Draws the window's pages: templates over values, without a script, whose forms may go to our own origin alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from helper.safe.pages import render_inert
from helper.texts import Texts
from helper.window.words import tell


@dataclass(frozen=True)
class WindowPage:
    """One page: its template and the values in it; drawn once it is known where its form is sent."""

    template: str
    values: Mapping[str, object]
    texts: Texts

    def __call__(self, action: str) -> str:
        """Draw it."""
        parts = urlsplit(action)
        return _draw(self, action, f"{parts.scheme}://{parts.netloc}")


def notice_page(texts: Texts, lines: Sequence[str]) -> str:
    """Give the page that says what kept the window from opening."""
    values = {
        "title": texts.say("window.notice.title"),
        "lines": lines,
        "tone": "bad",
        "place": None,
        "buttons": (),
        "generator": "notice",
    }
    return _draw(WindowPage("told.html", values, texts), action="", forms_to="'none'")  # nobody would answer


def _draw(page: WindowPage, action: str, forms_to: str) -> str:
    texts = page.texts
    values: dict[str, object] = {
        "say": texts.say,
        "tell": partial(tell, texts=texts),
        "language": texts.language,
        "action": action,
        "problems": (),
        "generator": "window",
        **page.values,
    }
    return render_inert(__package__, page.template, "page.css", values, has_pictures=True, forms_to=forms_to)
