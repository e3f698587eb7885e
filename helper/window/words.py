"""The words of the window's pages: the catalogue's, but where a sentence names a command, the button that does it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from helper.errors import HelperError
from helper.safe.clean import clean
from helper.texts import Texts
from helper.texts.sentences import Said, in_words

# In the catalogue, a sentence with this before its key stands in for the terminal's.
INSTEAD = "window."


def in_the_window(texts: Texts) -> Texts:
    """Give the catalogue with the window's sentences in the place of those that name a command."""
    own = {
        key.removeprefix(INSTEAD): said for key, said in texts.sentences.items() if key.startswith(INSTEAD)
    }
    return replace(texts, sentences={**texts.sentences, **own})


def tell(said: Said, texts: Texts) -> str:
    """Say a sentence as it is said where nobody types commands."""
    return in_words(said, in_the_window(texts))


def explain(error: HelperError, texts: Texts) -> list[str]:
    """Say an error of ours in its three parts."""
    return tidy(in_the_window(texts).explain(error))


def tidy(lines: Iterable[str]) -> list[str]:
    """Make lines that another part wrote fit to be shown."""
    return [clean(line.strip(), keep="\n") for line in lines if line.strip()]
