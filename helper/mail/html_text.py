"""The words of an HTML mail as its reader sees them, without its markup: nothing is rendered, loaded or followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LIMIT = 500_000  # characters of HTML that are looked at
# What HTML could be made of to take minutes; no mail comes near. The parser takes quadratic time in elements that lie in
# one another, and in the attributes of one element.
_MOST_TAGS = 10_000
# Blanks, strokes and quotation marks up to the next tag: of a style sheet, the rest is left out.
_MOST_ATTRIBUTES = 4_000

_SILENT = frozenset(
    {
        *("audio", "canvas", "datalist", "head", "iframe", "noembed", "noframes", "object", "script"),
        *("style", "svg", "template", "title", "video"),
    }
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_REPETITION = "blockquote"
_BETWEEN = re.compile(r"[\s/\"']+")
_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def strip_html(html: str) -> str:
    """Give the text of HTML, with an empty line between blocks, and a new line where it has one.

    What it repeats of another mail has the sign before each line that it has in a mail without HTML.
    """
    node: LexborNode | None = LexborHTMLParser(_bounded(html)).root
    pieces: list[str] = []
    depth = 0  # of repetitions within one another
    # Not by recursion: elements may lie in one another a thousand times.
    while node is not None:
        if node.is_text_node:
            pieces.append(_SPACE.sub(" ", node.text_content or ""))
        elif node.is_element_node:
            pieces.append(_break(node, depth))
        child = node.child if _is_seen(node) else None
        if child is not None and node.tag == _REPETITION:
            depth += 1
            pieces.append(_break(node, depth))
        while child is None and node is not None:
            child = node.next
            if child is None:
                node = node.parent
                depth -= node is not None and node.tag == _REPETITION
                pieces.append(_break(node, depth) if node is not None and node.is_element_node else "")
        node = child
    lines = (line.strip(" ") for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _bounded(html: str) -> str:
    parts = html[:LIMIT].split("<", _MOST_TAGS)[:_MOST_TAGS]
    return "<".join(map(_with_few_attributes, parts))


def _with_few_attributes(part: str) -> str:
    if len(part) <= _MOST_ATTRIBUTES:
        return part
    for number, found in enumerate(_BETWEEN.finditer(part)):
        if number == _MOST_ATTRIBUTES:
            return part[: found.start()]
    return part


def _break(node: LexborNode, depth: int) -> str:
    ends = "\n" if node.tag == "br" else "\n\n" if node.tag in _BLOCKS else ""
    return f"{ends}> " if ends and depth else ends


def _is_seen(node: LexborNode) -> bool:
    if not node.is_element_node:
        return True
    if node.tag in _SILENT:
        return False
    attributes = node.attributes
    return "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or "")
