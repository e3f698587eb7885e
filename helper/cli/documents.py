"""The documents of `docs/`, to be read in a terminal: the same text, one source.

In the installed program they lie beside this module (pyproject.toml puts them there); in a checkout they are read where they
are written.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from helper.cli.options import Shared

# In the order in which they are listed; each is a file of that name in every language's folder.
TOPICS = (
    *("start", "objection", "products", "letter", "complaint", "questions", "privacy"),
    *("evidence", "mails", "install", "commands", "flows", "architecture", "packaging"),
)
_PACKAGED = Path(__file__).resolve().parents[1] / "documents"
_CHECKOUT = Path(__file__).resolve().parents[2] / "docs"
_PICTURE_LINE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
_COMMENT = re.compile(r"^<!--.*?-->\n\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)([^)\s]+)\)")

# Rich breaks lines at every kind of space; a letter of nobody's keeps a French colon with the word before it.
_NO_BREAK = "\u00a0"
_KEPT = "\ue000"
# Rich would also cut a long address in two, and half an address cannot be opened: a stand-in takes its place while lines are
# laid out. Not in a row of a table, where the stand-in itself might be cut, nor behind a link's words, where Rich writes it anew.
_ADDRESS = re.compile(r"^\|.*|(?<!\]\()(https?://[^\s<>()\[\]`]+)", re.MULTILINE)
_STAND_IN = 0xE100
_BESIDE = 12  # columns that indents and frames may take


@dataclass(frozen=True)
class ManualPage:
    """One topic in one language."""

    topic: str
    title: str
    text: str


def load_document(topic: str, language: str) -> ManualPage:
    """Read one of TOPICS."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    text = for_terminal((folder / language / f"{topic}.md").read_text("utf-8"))
    title = text.partition("\n")[0].removeprefix("# ")
    return ManualPage(topic, title, text)


def for_terminal(text: str) -> str:
    """Leave out what only a page can show: pictures, and links to other files, which become the command to type."""
    text = _COMMENT.sub("", _PICTURE_LINE.sub("", text))
    return _LINK.sub(lambda link: link[1] + _command(link[2]), text)


def print_document(shared: Shared, text: str) -> None:
    """Print a document: set for reading on a terminal, else as it is written."""
    if not shared.is_styled(sys.stdout):
        click.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(highlight=False)
    shown, addresses = _stand_in(text.replace(_NO_BREAK, _KEPT), console.width - _BESIDE)
    with console.capture() as captured:
        # Addresses are written out: not every terminal can follow a link, and a person wants to see where it leads.
        console.print(Markdown(shown, hyperlinks=False))
    laid_out = captured.get().replace(_KEPT, _NO_BREAK)
    for number, address in enumerate(addresses):
        laid_out = re.sub(f"{chr(_STAND_IN + number)}+", address.replace("\\", r"\\"), laid_out)
    click.echo(laid_out, nl=False)


def _command(target: str) -> str:
    topic = target.partition("#")[0].removesuffix(".md")
    return f" (`optout-assist explain {topic}`)" if topic in TOPICS else ""


def _stand_in(text: str, columns: int) -> tuple[str, list[str]]:
    """Put a stand-in that fits a line in the place of every address that does not; give the addresses too."""
    addresses: list[str] = []

    def shorten(found: re.Match[str]) -> str:
        address = found[1]
        if not address or len(address) <= columns:
            return found[0]
        addresses.append(address)
        return chr(_STAND_IN + len(addresses) - 1) * max(columns, 1)

    return _ADDRESS.sub(shorten, text), addresses
