"""A page for who cannot be spoken to otherwise: what kept the window from opening, shown by whatever browser there is."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

from helper.cli.folders import documents_dir, free_name
from helper.evidence.files import begins_with_mark, write_whole
from helper.texts import Texts
from helper.window.draw import notice_page

NAME = "optout-assist-message.html"
# What makes a page one of ours, and so one that may be replaced.
_OURS = b'<meta name="generator" content="optout-assist notice">'


def show_notice(texts: Texts, lines: Sequence[str]) -> Path | None:
    """Write the page where every browser may read it, and open it; gives its path, None where it cannot be written."""
    content = notice_page(texts, lines).encode("utf-8")
    path = documents_dir() / NAME
    if not begins_with_mark(path, _OURS):
        path = free_name(path.parent, NAME)
    try:
        write_whole(path, path.with_name(f".{path.name}.part"), content)
    except OSError:  # the disk is full, or the folder is not ours: nothing is left to say it with
        return None
    webbrowser.open(path.as_uri())
    return path
