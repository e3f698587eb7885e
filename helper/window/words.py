"""The words of the window's pages: the catalogue's, but where a sentence names a command, the button that does it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from helper.errors import HelperError
from helper.safe.clean import clean
from helper.texts import Texts
from helper.texts.sentences import Said, in_words

# In the catalogue, a sentence with this before its key stands in for the terminal's.
INSTEAD = "window."


def tell(said: Said, texts: Texts) -> str:
    """Say a sentence as it is said where nobody types commands."""
    own = f"{INSTEAD}{said.key}"
    return in_words(Said(own, said.values) if texts.has(own) else said, texts)


def explain(error: HelperError, texts: Texts) -> list[str]:
    """Say an error of ours in its three parts."""
    keys = (f"error.{error.key}.{part}" for part in ("what", "safe", "now"))
    return [tell(Said(key, error.values), texts) for key in keys if texts.has(key)]


def tidy(lines: Iterable[str]) -> list[str]:
    """Make lines that another part wrote fit to be shown."""
    return [clean(line.strip(), keep="\n") for line in lines if line.strip()]
