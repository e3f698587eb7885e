"""Words from outside, made safe to show: nothing in them can move a cursor, hide text or turn its direction."""

from __future__ import annotations

import unicodedata


def clean(text: str, *, keep: str = "", limit: int | None = None) -> str:
    """Show every character that has no visible form as its number; `keep` names exceptions, such as a line's end.

    Escapes the categories Cc, Cf, Cs, Co, Cn, Zl and Zp as `\\uXXXX`. `click.unstyle` does not: it leaves OSC, C1
    and bidirectional controls (tried with Click 8.5).
    """
    if limit is not None and len(text) > limit:
        text = text[:limit] + "…"
    if text.isprintable():
        return text
    return "".join(char if _is_visible(char) or char in keep else _escape(char) for char in text)


def clean_lines(text: str) -> str:
    """Show a text as `clean` does, with its lines as lines; each but the first is indented, so that none passes for ours."""
    return clean(text.replace("\r\n", "\n"), keep="\n").rstrip("\n").replace("\n", "\n  ")


def _is_visible(char: str) -> bool:
    # `isprintable` is false for exactly the categories above and for the spaces of Zs, which do no harm.
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _escape(char: str) -> str:
    number = ord(char)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
