"""The command line: the group, its sub-commands by name, and the one place where errors become messages.

Nothing heavy is imported here or at the top of a sub-command's module: `--help` must answer at once.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from flows import names as service_names
from helper import __version__
from helper.cli.shared import Shared, shared_options
from helper.errors import Exit, HelperError

# Sub-command -> where it lives. The services come from the flow files, one sub-command each.
COMMANDS = {
    "account": "helper.cli.account:account",
    "archive": "helper.cli.archive:archive",
    "doctor": "helper.cli.doctor:doctor",
    "flows": "helper.cli.flows:flows_group",
    "install-browser": "helper.cli.install_browser:install_browser",
    "rehearse": "helper.cli.rehearse:rehearse",
    "report": "helper.cli.evidence_report:report",
}


class Program(click.Group):
    """The group `optout-assist`: loads sub-commands when they are asked for, translates every error once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the services first, since they are what people come for."""
        return [*service_names(), *sorted(COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a sub-command; a service's is made from its name alone, its facts are read when it runs."""
        if cmd_name in COMMANDS:
            module, _, attribute = COMMANDS[cmd_name].partition(":")
            command: click.Command = getattr(importlib.import_module(module), attribute)
            return command
        if cmd_name in service_names():
            from helper.cli.attempt import service_command

            return service_command(cmd_name)
        return None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; ends the process with the contract's exit status."""
        arguments = list(sys.argv[1:] if args is None else args)
        shared = Shared(json="--json" in arguments)  # known even when the arguments cannot be parsed
        try:
            result = super().main(
                arguments,
                prog_name or "optout-assist",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                obj=shared,
                **extra,
            )
            status = result if isinstance(result, int) else Exit.OK
        except click.UsageError as error:
            status = shared.report_usage(error)
        except (click.Abort, KeyboardInterrupt):
            status = shared.report_interrupt()
        except click.exceptions.Exit as error:
            status = error.exit_code
        except HelperError as error:
            status = shared.report(error)
        except BrokenPipeError:
            # Whoever read stdout went away; what was to be sealed is sealed by now.
            status = Exit.OK
            sys.stdout = None
        except Exception as error:  # noqa: BLE001  the one translator of bugs
            status = shared.report_bug(error)
        if not standalone_mode:
            return int(status)
        sys.exit(int(status))


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Sits beside you while you object to Meta's AI training: opens the form, checks the e-mail address that it "
    "shows, and keeps sealed evidence. You log in and you press Send.",
)
@click.version_option(__version__, prog_name="optout-assist")
@shared_options
@click.pass_context
def program(ctx: click.Context) -> None:
    """Read the settings that every sub-command shares."""
    if Path(".env").exists() or any(name.startswith("OPTOUT_ASSIST_") for name in os.environ):
        from helper.settings import read_settings  # costs 0.1 s, and mostly there is nothing to read

        ctx.default_map = read_settings(ctx)


def main() -> None:
    """Run the program; the entry point `optout-assist`."""
    gc.set_threshold(100_000)  # a short life with little garbage: looking for it costs a tenth of the start
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without é must not end an attempt
    program()
