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
    secret = _Search([PASSWORD, TWO_FACTOR_CODE, FORM_CODE, *more])
    return [f"{path}: {found[0]!r}" for path, text in _files(folders) if (found := secret.search(text))]


def find_strays(folders: Iterable[Path], words: Iterable[str]) -> list[str]:
    """Name each file that holds the person's address or words and is not made for them."""
    wanted = _Search(words)
    return [
        f"{path}: {found[0]!r}"
        for path, text in _files(folders)
        if not PERSONAL_FILES.search(str(path)) and (found := wanted.search(text))
    ]


def secrets_in_command_lines() -> list[str]:
    """Name each command line on this machine that shows a password or a code to whoever lists the processes (Linux)."""
    secret = _Search([PASSWORD, TWO_FACTOR_CODE, FORM_CODE])
    found = []
    processes = Path("/proc")
    for process in processes.iterdir() if processes.is_dir() else ():
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:  # no process, or it ended
            continue
        if secret.search(line):
            found.append(line.replace(b"\0", b" ").decode("utf-8", "replace"))
    return found


class _Search:
    """Words to look for in a file, in the two ways in which programs write them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le")]
        # A code of six digits is in one of many thousand hashes by chance: it counts only if it stands alone.
        alternatives = [rb"(?<![0-9A-Za-z])" + re.escape(word) + rb"(?![0-9A-Za-z])" for word in self._words]
        self._pattern = re.compile(b"|".join(alternatives))

    def search(self, text: bytes) -> re.Match[bytes] | None:
        """Find one of the words; the plain search first, which is a hundred times as quick."""
        return self._pattern.search(text) if any(word in text for word in self._words) else None


def _files(folders: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                path = Path(root, name)
                if path.is_file() and not path.is_symlink():
                    yield path, path.read_bytes()
