"""`optout-assist account`: the expected address of each account, kept in the operating system's keyring."""

from __future__ import annotations

import sys

import click

import flows
from helper.cli.attempt_options import read_address
from helper.cli.attempts import account_book
from helper.cli.localised import Group
from helper.cli.options import Shared, shared_options
from helper.cli.questions import type_word
from helper.cli.terminal import tell

_service = click.argument("service", type=click.Choice(flows.names()))
_label = click.option("--label", metavar="LABEL")


@click.group(cls=Group)
@shared_options
def account() -> None:
    """Hold the commands on accounts."""


@account.command()
@_service
@click.argument("address", required=False)
@_label
@shared_options
@click.pass_obj
def add(shared: Shared, service: str, address: str | None, label: str | None) -> None:
    """Save an account; the address is asked for on a terminal when it was left out."""
    from helper.accounts import DEFAULT_LABEL, Account, check_label
    from helper.email_check import mask_address

    label = DEFAULT_LABEL if label is None else label
    check_label(label)
    address = read_address(_ask(shared, service) if address is None else address)
    replaced = account_book().add(Account(service, label, address))
    document = {"service": service, "label": label, "address": address, "replaced": replaced}
    key = "account.replaced" if replaced else "account.added"
    shared.result(
        document,
        lambda: click.echo(
            shared.texts.say(key, service=service, label=label, address=mask_address(address))
        ),
        as_written=True,
    )


@account.command("list")
@shared_options
@click.pass_obj
def list_accounts(shared: Shared) -> None:
    """List what is saved."""
    from helper.email_check import mask_address

    saved = [
        {"service": one.service, "label": one.label, "address": mask_address(one.address)}
        for one in account_book().list()
    ]

    def human() -> None:
        if not saved:
            tell(shared.texts.say("account.empty"))
        for one in saved:
            click.echo(f"{one['service']}  {one['label']}  {one['address']}")

    shared.result(saved, human, as_written=True)


@account.command()
@_service
@_label
@shared_options
@click.pass_obj
def show(shared: Shared, service: str, label: str | None) -> None:
    """Show one account."""
    one = account_book().show(service, label)
    document = {"service": one.service, "label": one.label, "address": one.address}
    shared.result(document, lambda: click.echo(one.address), as_written=True)


@account.command()
@_service
@_label
@shared_options
@click.pass_obj
def remove(shared: Shared, service: str, label: str | None) -> None:
    """Forget one account."""
    one = account_book().remove(service, label)
    document = {"service": one.service, "label": one.label, "removed": True}
    shared.result(
        document,
        lambda: click.echo(shared.texts.say("account.removed", service=one.service, label=one.label)),
        as_written=True,
    )


def _ask(shared: Shared, service: str) -> str:
    from helper.errors import UsageProblem

    if shared.json or not _is_terminal():
        raise UsageProblem("account_address_missing", service=service)
    return type_word(shared, shared.texts.say("account.ask", service=service))


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
