"""`optout-assist install-browser`: the one command that downloads a browser."""

from __future__ import annotations

import click

from helper.cli.browsers import fetch
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options


@click.command("install-browser", cls=Command)
@click.option("--again", is_flag=True)
@shared_options
@click.pass_obj
def install_browser(shared: Shared, again: bool) -> None:
    """Install a browser, or say what to type."""
    from helper.browser import install

    there = None if again else install.working_browser(install.this_computer())
    found = there or fetch(shared)
    document = {"browser": found.name, "path": str(found.path), "installed": there is None}
    key = "install.there" if there else "install.done"
    shared.result(document, lambda: click.echo(shared.texts.say(key, path=found.path)))
