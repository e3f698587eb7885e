"""The documents as their readers have them: every page in every language, and what is set as code in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from helper.cli.documents import TOPICS
from helper.texts.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = {
    f"{language}/{name}": (DOCS / language / f"{name}.md").read_text("utf-8")
    for language in LANGUAGES
    for name in (*TOPICS, "README")
}
READMES = {name: (ROOT / f"{name}.md").read_text("utf-8") for name in ("README", "README.fr")}
EVERYWHERE = PAGES | READMES


def code_of(document: str) -> Iterator[str]:
    """Give everything that is set as code: in a line, and line by line in blocks."""
    for block in re.findall(r"^ *```(?:sh|powershell)\n(.*?)^ *```", document, re.MULTILINE | re.DOTALL):
        yield from (re.sub(r"\s+#.*", "", line).strip() for line in block.splitlines())
    # What a program answers and what stands in a flow file is not typed.
    for code in re.findall(
        r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", document, flags=re.MULTILINE | re.DOTALL)
    ):
        yield code.replace("\\|", "|")


def commands_of(document: str) -> list[str]:
    """Give the lines that are to be typed, without what stands there as a comment."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", document, re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"\s+#.*", "", line).strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]
