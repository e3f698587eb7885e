"""`optout-assist all`: every objection that is still to be made, one after another in one window."""

from __future__ import annotations

from typing import Any

import click

from helper.cli.attempt_options import AttemptOptions, series_options
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.series import run_series, saved_objections, still_left
from helper.errors import UsageProblem


@click.command("all", cls=Command)
@series_options
@shared_options
@click.pass_obj
def every(shared: Shared, /, **options: Any) -> int:
    """Take the saved accounts, leave out what was sent, and ask nothing."""
    saved = saved_objections()
    if not saved:
        raise UsageProblem("no_accounts")
    return run_series(shared, still_left(shared, saved), AttemptOptions(**options))
