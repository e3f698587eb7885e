"""`optout-assist explain`: the documents, in the terminal and in the person's language."""

from __future__ import annotations

import json
import re
import sys

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.talk import tell
from helper.errors import UsageProblem

# Rich breaks lines at every kind of space; a letter of nobody's keeps a French colon with the word before it.
_NO_BREAK = "\u00a0"
_KEPT = "\ue000"
# Rich would also cut a long address in two, and half an address cannot be opened: a stand-in takes its place while lines are
# laid out. Not in a row of a table, where the stand-in itself might be cut, nor behind a link's words, where Rich writes it anew.
_ADDRESS = re.compile(r"^\|.*|(?<!\]\()(https?://[^\s<>()\[\]`]+)", re.MULTILINE)
_STAND_IN = 0xE100
_BESIDE = 12  # columns that indents and frames may take


@click.command(cls=Command)
@click.argument("topic", metavar="[TOPIC]", required=False)
@shared_options
@click.pass_obj
def explain(shared: Shared, topic: str | None) -> None:
    """Print one topic, or the list of them."""
    from helper.cli.documents import TOPICS, load_document
    from helper.safe.clean import clean

    if topic is None:
        _list(shared)
        return
    if topic not in TOPICS:
        raise UsageProblem("unknown_topic", topic=clean(topic, limit=80), topics=", ".join(TOPICS))
    document = load_document(topic, shared.language)
    shared.result(
        json.dumps({"topic": topic, "title": document.title, "text": document.text}, ensure_ascii=False),
        lambda: print_document(shared, document.text),
    )


def _list(shared: Shared) -> None:
    from helper.cli.documents import TOPICS, load_document

    documents = [load_document(topic, shared.language) for topic in TOPICS]

    def human() -> None:
        width = max(map(len, TOPICS))
        for one in documents:
            click.echo(f"{one.topic:<{width}}  {one.title}")
        if not shared.quiet:
            tell(shared.texts.say("explain.how"))

    rows = [{"topic": one.topic, "title": one.title} for one in documents]
    shared.result(json.dumps(rows, ensure_ascii=False), human)


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
