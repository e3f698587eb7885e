"""Meta's other products, and `optout-assist coverage`: answers for people who ask which objection covers what."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from helper.cli.attempt_options import AttemptOptions, attempt_options
from helper.cli.attempts import make_attempt
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.questions import agrees, can_ask
from helper.cli.terminal import count_columns, print_table
from helper.safe.clean import clean

if TYPE_CHECKING:
    from flows.products import Product

_WIDE = 120  # columns of a terminal in which the table is readable


def product_command(shared: Shared, product: Product) -> click.Command:
    """Make the command of a product that has no form of its own: it answers, and offers to start what covers it."""
    from helper.products import spoken

    about = shared.texts.say("product.about", product=product.title.said(spoken(shared.texts)))

    @click.command(product.name, cls=Command, help=about)
    @attempt_options
    @shared_options
    @click.pass_context
    def command(ctx: click.Context, /, **options: Any) -> int:
        return _answer(ctx, shared, product, options)

    return command


def _answer(ctx: click.Context, shared: Shared, product: Product, options: dict[str, Any]) -> int:
    from flows.products import load_products
    from helper.products import answer, commands_of, document

    catalogue, texts = load_products(), shared.texts

    def human() -> None:
        click.echo(clean(answer(catalogue, product, texts), keep="\n"))
        if not can_ask(shared):
            click.echo()
            for command in commands_of(product):
                click.echo(texts.say("product.start", command=command))

    shared.result(document(catalogue, product, texts), human, as_written=True)
    for service in product.starts:
        question = texts.say("product.ask", service=service.capitalize())
        if can_ask(shared) and agrees(shared, question):
            wishes = _with_settings(ctx, service, options)
            if product.begins_at:
                wishes["url"] = wishes["url"] or product.begins_at
            return make_attempt(shared, service, AttemptOptions(**wishes))
    return 0


def _with_settings(ctx: click.Context, service: str, options: dict[str, Any]) -> dict[str, Any]:
    """Add what `.env` sets for the service and nobody typed: Click hands it to the command of that name alone."""
    settings = (ctx.parent.default_map if ctx.parent else None) or {}
    own = settings.get(service) or {}
    default = click.core.ParameterSource.DEFAULT
    return {
        name: own.get(name, value) if ctx.get_parameter_source(name) is default else value
        for name, value in options.items()
    }


@click.command("coverage", cls=Command)
@shared_options
@click.pass_obj
def coverage(shared: Shared) -> None:
    """Show each product, what is used of it, what covers it, its form, and how it stands with the person."""
    from flows.products import load_products
    from helper.evidence.store import Archive
    from helper.products import coverage as rows_of
    from helper.products import coverage_document, outcomes

    catalogue, texts = load_products(), shared.texts
    mine = outcomes(Archive(shared.archive_dir).summaries())

    def human() -> None:
        _print(shared, rows_of(catalogue, mine, texts))
        shared.hint("coverage.hint")

    shared.result(coverage_document(catalogue, mine, texts), human, as_written=True)


def _print(shared: Shared, rows: list[tuple[str, ...]]) -> None:
    """Print a table where there is room, blocks on a narrower terminal, and lines with tabs for other programs."""
    from helper.products import COLUMNS

    head = [shared.texts.say(f"coverage.column.{name}") for name in COLUMNS]
    cells = [list(map(clean, row)) for row in rows]
    if not shared.is_styled(sys.stdout):
        click.echo("\n".join("\t".join(row) for row in cells))
    elif count_columns() < _WIDE:
        for title, *rest in cells:
            click.echo(title)
            for label, cell in zip(head[1:], rest, strict=True):
                click.echo("  " + shared.texts.say("archive.line", label=label, value=cell))
    else:
        print_table(cells, head, has_gaps=True)
