"""Looks for what must not be left anywhere: whatever the pretend person typed in secret, and the session that it opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PASSWORD = "correct horse"
TWO_FACTOR_CODE = "123456"
FORM_CODE = "654321"
# Where the address and the person's own words belong: what describes the form, the pictures, and the report.
PERSONAL_FILES = re.compile(r"/data/(record\.json|journal\.jsonl|[^/]+\.(png|txt))\Z|/archive/report\.html\Z")


def find_secrets(folders: Iterable[Path], more: Iterable[str]) -> list[str]:
    """Name each file below the folders that holds a password, a code, or one of `more` (cookies, tokens)."""
    secret = _pattern([PASSWORD, TWO_FACTOR_CODE, FORM_CODE, *more])
    return [f"{path}: {found[0]!r}" for path, text in _files(folders) if (found := secret.search(text))]


def find_strays(folders: Iterable[Path], words: Iterable[str]) -> list[str]:
    """Name each file that holds the person's address or words and is not made for them."""
    wanted = _pattern(words)
    return [
        f"{path}: {found[0]!r}"
        for path, text in _files(folders)
        if not PERSONAL_FILES.search(str(path)) and (found := wanted.search(text))
    ]


def secrets_in_command_lines() -> list[str]:
    """Name each command line on this machine that shows a password or a code to whoever lists the processes (Linux)."""
    secret = _pattern([PASSWORD, TWO_FACTOR_CODE, FORM_CODE])
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except OSError:  # it ended
            continue
        if secret.search(line):
            found.append(line.replace(b"\0", b" ").decode("utf-8", "replace"))
    return found


def _pattern(words: Iterable[str]) -> re.Pattern[bytes]:
    # A code of six digits is in one of many thousand hashes by chance: it counts only if it stands alone.
    alternatives = [
        rb"(?<![0-9A-Za-z])" + re.escape(word.encode(encoding)) + rb"(?![0-9A-Za-z])"
        for word in words
        for encoding in ("utf-8", "utf-16-le")
    ]
    return re.compile(b"|".join(alternatives) or rb"(?!)")


def _files(folders: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                path = Path(root, name)
                if path.is_file() and not path.is_symlink():
                    yield path, path.read_bytes()
