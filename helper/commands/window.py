"""`optout-assist window`: the same questions, attempts and results, in the browser window alone; what the icon starts."""

from __future__ import annotations

from typing import Any

import click

from helper.cli.attempt_options import AttemptOptions, window_options
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options


@click.command(cls=Command)
@window_options
@shared_options
@click.pass_obj
def window(shared: Shared, /, **options: Any) -> int:
    """Ask in the window and show there what became of it, until the person closes it."""
    from helper.desk.conversation import converse

    return converse(shared, AttemptOptions(**options))
