"""`optout-assist explain`: the documents, in the terminal and in the person's language."""

from __future__ import annotations

import click

from helper.cli.documents import TOPICS, load_document, print_document
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.errors import UsageProblem
from helper.safe.clean import clean


@click.command(cls=Command)
@click.argument("topic", metavar="[TOPIC]", required=False)
@shared_options
@click.pass_obj
def explain(shared: Shared, topic: str | None) -> None:
    """Print one topic, or the list of them."""

    if topic is None:
        _list(shared)
        return
    if topic not in TOPICS:
        raise UsageProblem("unknown_topic", topic=clean(topic, limit=80), topics=", ".join(TOPICS))
    document = load_document(topic, shared.language)
    shared.result(
        {"topic": topic, "title": document.title, "text": document.text},
        lambda: print_document(shared, document.text),
        as_written=True,
    )


def _list(shared: Shared) -> None:
    documents = [load_document(topic, shared.language) for topic in TOPICS]

    def human() -> None:
        width = max(map(len, TOPICS))
        for one in documents:
            click.echo(f"{one.topic:<{width}}  {one.title}")
        shared.hint("explain.how")

    rows = [{"topic": one.topic, "title": one.title} for one in documents]
    shared.result(rows, human, as_written=True)
