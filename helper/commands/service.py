"""`optout-assist facebook` and the like: the command that runs an attempt, one a service."""

from __future__ import annotations

from typing import Any

import click

from helper.cli.attempt_options import AttemptOptions, attempt_options
from helper.cli.attempts import make_attempt
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options


def service_command(name: str) -> click.Command:
    """Make the command of a service from its name; its facts are read when it runs."""

    @click.command(name, cls=Command)
    @attempt_options
    @shared_options
    @click.pass_obj
    def command(shared: Shared, /, **options: Any) -> int:
        return make_attempt(shared, name, AttemptOptions(**options))

    return command
