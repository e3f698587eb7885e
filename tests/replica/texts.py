"""Every visible sentence of the replica, a file a language, written as a web service would write it.

They are the authors' own sentences. Only English must be complete: what another language leaves out is page furniture
(search box, newsletter, ...) that real pages often leave in English too.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDINGS_DIR = Path(__file__).with_name("wordings")
LANGUAGES = tuple(sorted(path.stem for path in WORDINGS_DIR.glob("*.toml")))
# Of people elsewhere: the program knows no word of these.
STRANGE_LANGUAGES = tuple(sorted(path.stem for path in WORDINGS_DIR.glob("strange/*.toml")))
CORE_LANGUAGES = ("fr", "en", "de", "it", "es", "nl", "pt", "pl")
# May be English on a page in another language.
FURNITURE = frozenset(
    {
        "home",
        "search",
        "newsletter",
        "subscribe",
        "portal_title",
        "portal_product",
        "sending",
        "third_evidence",
        "settings_title",
        "settings_text",
    }
)


@dataclass(frozen=True)
class Texts:
    """The sentences of one language, by key: `texts["send"]`; several wordings by `texts.wordings("success")`."""

    language: str
    own: dict[str, str | list[str]]
    fallback: dict[str, str | list[str]]

    def wordings(self, key: str) -> tuple[str, ...]:
        """Give every wording of a sentence."""
        found = self.own[key] if key in self.own or key not in FURNITURE else self.fallback[key]
        return (found,) if isinstance(found, str) else tuple(found)

    def __getitem__(self, key: str) -> str:
        return self.wordings(key)[0]

    def pick(self, key: str, index: int) -> str:
        """Give one of the wordings, counting round."""
        found = self.wordings(key)
        return found[index % len(found)]


@cache
def texts(language: str) -> Texts:
    """Read a language; raises KeyError when it lacks a sentence that is not furniture."""
    fallback = _read("en")
    own = _read(language)
    if missing := fallback.keys() - own.keys() - FURNITURE:
        raise KeyError(f"{language}.toml lacks {', '.join(sorted(missing))}")
    if surplus := own.keys() - fallback.keys():
        raise KeyError(f"{language}.toml has the unknown {', '.join(sorted(surplus))}")
    return Texts(language, own, fallback)


def _read(language: str) -> dict[str, str | list[str]]:
    folder = WORDINGS_DIR / "strange" if language in STRANGE_LANGUAGES else WORDINGS_DIR
    return tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))
