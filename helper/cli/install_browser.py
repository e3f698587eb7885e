"""`optout-assist install-browser`: the one command that downloads a browser."""

from __future__ import annotations

import json

import click

from helper.cli.shared import Shared, shared_options


@click.command(
    "install-browser",
    help="Install a browser (Chromium) when the computer has none. Contacts the hosts of Playwright's download or of "
    "your system's packages.",
)
@click.option("--again", is_flag=True, help="Install one although a working browser is there.")
@shared_options
@click.pass_obj
def install_browser(shared: Shared, again: bool) -> None:
    """Install a browser, or say what to type."""
    from helper.browser import install

    tools = install.this_computer()
    found = None if again else install.working_browser(tools)
    is_new = found is None
    if found is None:

        def say(key: str) -> None:
            if not shared.quiet:
                click.echo(shared.texts.say(key), err=True)

        found = install.install_browser(tools, say)
    document = {"browser": found.name, "path": str(found.path), "installed": is_new}
    key = "install.done" if is_new else "install.there"
    shared.result(json.dumps(document), lambda: click.echo(shared.texts.say(key, path=found.path)))
