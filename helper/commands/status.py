"""`optout-assist status`: where each objection stands today, and what to do now."""

from __future__ import annotations

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options


@click.command(cls=Command)
@shared_options
@click.pass_obj
def status(shared: Shared) -> None:
    """Compute everything from the archive and today's date; nothing is kept of it, and rehearsals never count."""
    from helper.cli.standings_shown import show_status

    show_status(shared)
