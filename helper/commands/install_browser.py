"""`optout-assist install-browser`: the one command that downloads a browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.talk import tell

if TYPE_CHECKING:
    from helper.browser.find import FoundBrowser


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
    shared.result(json.dumps(document), lambda: click.echo(shared.texts.say(key, path=found.path)))


def fetch(shared: Shared) -> FoundBrowser:
    """Get a browser and say each step; raises BrowserProblem with the line to type when none can be had."""
    from helper.browser import install

    def say(key: str) -> None:
        if not shared.quiet:
            tell(shared.texts.say(key))

    return install.install_browser(install.this_computer(), say)
