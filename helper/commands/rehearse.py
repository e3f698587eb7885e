"""`optout-assist rehearse`: the same guide, recogniser, panel and archive against a practice site that ships with us."""

from __future__ import annotations

from typing import Any

import click

import flows
from helper.cli.attempt_options import AttemptOptions, attempt_options
from helper.cli.attempts import show_ending
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.practising import practise


@click.command("rehearse", cls=Command)
@click.argument("service", type=click.Choice(flows.objection_names()), default="facebook")
@click.option("--autopilot", is_flag=True, envvar="OPTOUT_ASSIST_AUTOPILOT")
@attempt_options
@shared_options
@click.pass_obj
def rehearse(shared: Shared, /, service: str, *, autopilot: bool, **options: Any) -> int:
    """Run a rehearsal. The record, the exit status and the bag are those of an attempt, marked as a rehearsal."""
    return show_ending(shared, practise(shared, service, AttemptOptions(**options), autopilot=autopilot))
