"""The documents of `docs/`, to be read in a terminal: the same text, one source.

In the installed program they lie beside this module (pyproject.toml puts them there); in a checkout they are read where they
are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# In the order in which they are listed; each is a file of that name in every language's folder.
TOPICS = (
    *(
        "start",
        "objection",
        "products",
        "letter",
        "complaint",
        "questions",
        "privacy",
        "evidence",
        "mails",
        "install",
        "commands",
        "flows",
        "architecture",
        "packaging",
    ),
)
_PACKAGED = Path(__file__).resolve().parents[1] / "documents"
_CHECKOUT = Path(__file__).resolve().parents[2] / "docs"
_PICTURE_LINE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
_COMMENT = re.compile(r"^<!--.*?-->\n\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)([^)\s]+)\)")


@dataclass(frozen=True)
class Document:
    """One topic in one language."""

    topic: str
    title: str
    text: str


def load_document(topic: str, language: str) -> Document:
    """Read a topic; raises KeyError for one that there is not."""
    if topic not in TOPICS:
        raise KeyError(topic)
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    text = for_terminal((folder / language / f"{topic}.md").read_text("utf-8"))
    title = text.partition("\n")[0].removeprefix("# ")
    return Document(topic, title, text)


def for_terminal(text: str) -> str:
    """Leave out what only a page can show: pictures, and links to other files, which become the command to type."""
    text = _COMMENT.sub("", _PICTURE_LINE.sub("", text))
    return _LINK.sub(lambda link: link[1] + _command(link[2]), text)


def _command(target: str) -> str:
    topic = target.partition("#")[0].removesuffix(".md")
    return f" (`optout-assist explain {topic}`)" if topic in TOPICS else ""
