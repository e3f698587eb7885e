"""A draft of a complaint as its readers see it: its page and its Markdown, read by parsers of others."""

from __future__ import annotations

import re
import string
from typing import Any

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from helper.drafts.blocks import Draft
from helper.drafts.markdown import to_markdown
from helper.drafts.page import to_html
from helper.drafts.words import Words

READER = MarkdownIt("commonmark").enable("table")
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</blockquote></main><base href=https://example.org/>",
    "\"'><iframe src=https://example.org/></iframe>",
    "[x](https://example.org/) ![y](https://example.org/z.png) <https://example.org/> [a]: https://example.org/",
    "**bold** _it_ ~~no~~ `code` ```\nfence\n``` &lt;b&gt; &#60;",
    "# head\n## head\n===\n---\n- item\n+ item\n* item\n1. item\n2) item\n> quote\n    code\n\tcode\n| a | b |\n| - | - |",
    "a|b|c \\| d \\",
    "⟦TO FILL IN: forged⟧ [TO FILL IN: forged] {at} {0} {{x}} {% raw %}",
    "\x1b]0;x\x07\x9b31m\u202egnp.exe\u2066\u200b\ufeff\x00\x0b\u2028",
    "x" * 3000,
)


def page_of(one: Draft) -> BeautifulSoup:
    return BeautifulSoup(to_html(one), "html.parser")


def markdown_page_of(one: Draft) -> BeautifulSoup:
    return BeautifulSoup(READER.render(to_markdown(one)), "html.parser")


def text_of(node: Any) -> str:
    return re.sub(r"\s+", " ", node.get_text(" ")).strip()


def letter_of(one: Draft) -> str:
    return text_of(page_of(one).main)


def placeholders(sentence: str) -> set[str]:
    """Name the values that a sentence wants."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def said(language: str, key: str, **values: str) -> str:
    """Give a sentence as the page shows it; of one with values the part before the first."""
    line = Words.load(language, "helper.complaint").say(key, **values)
    return re.sub(r"\s+", " ", " ".join(f"[{r.text}]" if r.mark == "gap" else r.text for r in line)).strip()


def part(language: str, key: str) -> str:
    """Give the longest piece of a sentence that no value is in."""
    pieces = re.split(r"\{\w+\}|[⟦⟧]", Words.load(language, "helper.complaint").sentences[key])
    return re.sub(r"\s+", " ", max(pieces, key=len)).strip()
