"""Writes a draft as Markdown (CommonMark, and GitHub's tables): whatever a text from outside holds, it stays text. Pure."""

from __future__ import annotations

import re

from helper.drafts.blocks import (
    Bullets,
    Draft,
    DraftBlock,
    Heading,
    Paragraph,
    Quote,
    Table,
    TextLine,
    TextRun,
)

# What can begin something within a line; `&` only where an entity could begin.
_INLINE = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w])")
# What can begin something at the start of a line: headings, lists, rules, underlines of headings.
_START = re.compile(r"^([-+=#:]|\d+(?=[.)]))")


def to_markdown(draft: Draft) -> str:
    """Write the sheet for the person, a rule, and what may be sent."""
    parts = [*map(_block, draft.sheet), "---", *map(_block, draft.letter)]
    return "\n\n".join(parts) + "\n"


def _block(block: DraftBlock) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_line(block.line)}"
    if isinstance(block, Paragraph):
        return "\\\n".join(_at_start(_line(line)) for line in block.lines)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_at_start(_line(item))}" for item in block.items)
    if isinstance(block, Quote):
        return _quote(block.text)
    return _table(block)


def _quote(text: str) -> str:
    """Give each line of a text a line of the quotation; empty ones part its paragraphs."""
    lines = [_at_start(escape(line.strip())) for line in text.strip().split("\n")]
    shown = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        shown.append(f"> {line}\\" if line and following else f"> {line}".rstrip())
    return "\n".join(shown)


def _table(table: Table) -> str:
    rows = [table.head, *table.rows]
    lines = ["| " + " | ".join(map(_line, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(table.head), *lines[1:]])


def _line(line: TextLine) -> str:
    return "".join(map(_run, line))


def _run(run: TextRun) -> str:
    text = run.text.replace("\n", " ")
    if run.mark == "gap":
        return f"**\\[{escape(text)}\\]**"
    if run.mark == "code":
        return _code(text)
    return f"<{text}>" if run.mark == "link" else escape(text)


def _code(text: str) -> str:
    """Set exact characters; the ticks around them are more than any in them. In a table a bar needs a backslash still."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    inside = f" {text} " if text.startswith("`") or text.endswith("`") else text
    return f"{ticks}{inside}{ticks}" if "|" not in text else escape(text)


def escape(text: str) -> str:
    """Take from a text whatever Markdown would read as more than text, the start of a line aside."""
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def _at_start(text: str) -> str:
    return _START.sub(lambda m: f"\\{m[0]}" if not m[0].isdigit() else f"{m[0]}\\", text)
