"""The words of an HTML mail, without its markup: nothing is rendered, loaded or followed."""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser

LIMIT = 100_000  # characters of HTML that are looked at

_SILENT = frozenset({"head", "style", "script", "title", "template", "noscript", "svg", "math"})
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "br",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "footer",
            "form",
            "hr",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "li",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "td",
            "th",
        ),
        *("tr", "ul"),
    }
)


def strip_html(html: str) -> str:
    """Give the text of HTML, with an empty line between blocks."""
    reader = _Reader()
    with suppress(ValueError, AssertionError):  # what it raises on broken declarations
        # Never `close`d: at the end, the parser would go over each unfinished tag again and again.
        reader.feed(html[:LIMIT])
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
