"""The command line: the group, its sub-commands by name, and the one place where errors become messages.

Nothing heavy is imported here or at the top of a sub-command's module: `--help` must answer at once.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import Any

import click

from flows import names as service_names
from flows import product_names
from helper import __version__
from helper.cli.localised import Group, say_usage, teach_click, variable_blamed_by
from helper.cli.options import Shared, asks_for_json, shared_options
from helper.cli.streams import is_from_icon, safe_streams
from helper.cli.terminal import count_columns
from helper.errors import Exit, HelperError, UsageProblem
from helper.texts.language import asked_language

# Sub-command -> where it lives. The services come from the flow files, one sub-command each.
COMMANDS = {
    "about": "helper.commands.about:about",
    "account": "helper.commands.account:account",
    "all": "helper.commands.all:every",
    "archive": "helper.commands.archive:archive",
    "authorities": "helper.commands.authorities:authorities",
    "calendar": "helper.commands.calendar:calendar",
    "complaint": "helper.commands.complaint:complaint",
    "coverage": "helper.commands.coverage:coverage",
    "completion": "helper.commands.completion:completion",
    "doctor": "helper.commands.doctor:doctor",
    "explain": "helper.commands.explain:explain",
    "flows": "helper.commands.flows:flows_group",
    "country": "helper.commands.country:country",
    "install-browser": "helper.commands.install_browser:install_browser",
    "letter": "helper.commands.letter:letter",
    "mail": "helper.commands.mail:mail",
    "privacy-check": "helper.commands.privacy_check:privacy_check",
    "rehearse": "helper.commands.rehearse:rehearse",
    "renew": "helper.commands.renew:renew",
    "report": "helper.commands.report:report",
    "start": "helper.commands.start:start",
    "status": "helper.commands.status:status",
    "window": "helper.commands.window:window",
}

MOST_WORDS = 4  # of a product's name
NARROWEST, WIDEST, MARGIN = 50, 100, 2  # columns of --help


class Program(Group):
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
            from helper.commands.service import service_command

            return service_command(cmd_name)
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find what is meant: a command, or a product of Meta's under any of its names, also of several words."""
        words = list(takewhile(lambda word: not word.startswith("-"), args))[:MOST_WORDS]
        is_plain = not words or words[0] in COMMANDS or (len(words) == 1 and words[0] in service_names())
        if is_plain:
            return super().resolve_command(ctx, args)
        from flows.products import load_products, nearest

        shared, catalogue = ctx.ensure_object(Shared), load_products()
        for count in range(len(words), 0, -1):
            if product := catalogue.find(" ".join(words[:count])):
                from helper.commands.coverage import product_command

                own = self.get_command(ctx, product.flow) if product.flow else None
                return product.flow or product.name, own or product_command(shared, product), args[count:]
        known = [*service_names(), *COMMANDS, *(name for one in catalogue.product for name in one.names)]
        if near := nearest(words[0], known):
            raise UsageProblem("command_near", typed=words[0], nearest=near)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands; the products that are only answered stand in one line below them."""
        super().format_commands(ctx, formatter)
        services = set(service_names())
        others = [name for name in product_names() if name not in services]
        title = ctx.ensure_object(Shared).help_texts.said_by_click("Other products of Meta")
        with formatter.section(title):
            formatter.write_text(", ".join(others))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; ends the process with its exit status (`Exit`)."""
        arguments = list(sys.argv[1:] if args is None else args)
        # Known even when the arguments cannot be parsed.
        shared = Shared(lang=asked_language(arguments, os.environ), json=asks_for_json(arguments, os.environ))
        if arguments[:1] in ([], ["window"]):
            shared.speaks_by_page = is_from_icon()
        teach_click()
        with safe_streams() as stdout:
            status = self._run(
                shared,
                arguments,
                prog_name or "optout-assist",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                obj=shared,
                terminal_width=max(NARROWEST, min(WIDEST, count_columns()) - MARGIN),
                **extra,
            )
            if stdout and (problem := stdout.problem):
                status = shared.report_lost(problem, status)
            if shared.has_asked:  # and the shell runs nothing of what was typed or pasted as an answer
                from helper.cli.typed_ahead import take_typed

                take_typed()
        if not standalone_mode:
            return int(status)
        sys.exit(int(status))

    def _run(self, shared: Shared, *arguments: Any, **settings: Any) -> int:
        """Run a command and give its exit status, whatever it raises."""
        try:
            result = super().main(*arguments, **settings)
            return result if isinstance(result, int) else Exit.OK
        except click.UsageError as error:
            if variable := variable_blamed_by(error):
                from helper.cli.settings import unusable

                return shared.report(unusable(variable, f"${variable}"))
            where = error.ctx.command_path if error.ctx else "optout-assist"
            return shared.report_usage(say_usage(error), where)
        except (click.Abort, KeyboardInterrupt):
            return shared.report_interrupt()
        except click.exceptions.Exit as error:
            return error.exit_code
        except HelperError as error:
            return shared.report(error)
        except Exception as error:  # noqa: BLE001  the one translator of bugs
            from helper.working_folder import is_adrift

            if isinstance(error, FileNotFoundError) and is_adrift():
                return shared.report(UsageProblem("folder_gone"))
            return shared.report_bug(error)


def _show_version(ctx: click.Context, _param: click.Parameter, is_wanted: bool) -> None:
    """Show the version and nothing else; Click's own option knows no `--json`."""
    if is_wanted and not ctx.resilient_parsing:
        human = partial(click.echo, f"optout-assist, version {__version__}")
        ctx.ensure_object(Shared).result({"name": "optout-assist", "version": __version__}, human)
        ctx.exit()


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
@shared_options
@click.pass_context
def program(ctx: click.Context) -> int:
    """Read the settings that every sub-command shares."""
    has_file = os.path.exists(".env")  # noqa: PTH110  a folder that may not be looked into has none for us
    if has_file or any(name.startswith("OPTOUT_ASSIST_") for name in os.environ):
        from helper.cli.settings import read_settings  # costs 0.1 s, and mostly there is nothing to read

        ctx.default_map = read_settings(ctx)
    if ctx.invoked_subcommand is None:
        from helper.commands.start import start_or_status

        return start_or_status(ctx)
    return Exit.OK


def main() -> None:
    """Run the program; the entry point `optout-assist`."""
    gc.set_threshold(100_000)  # a short life with little garbage: looking for it costs a tenth of the start
    program()
