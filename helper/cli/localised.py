"""Commands whose `--help` speaks the person's language, and Click's own words in it.

A command without texts in the file says what its decorators say.
"""

from __future__ import annotations

import gettext
import sys
from textwrap import indent
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from helper.cli.options import Shared
from helper.cli.terminal import wrap

if TYPE_CHECKING:
    from helper.cli.help_texts import HelpTexts

# Said while a command is being defined, whether anybody will read it or not: help has words of its own for these.
_SAID_TOO_EARLY = frozenset(
    {
        *("path", "file", "directory", "%(prog)s, version %(version)s"),
        *("Show this message and exit.", "Show the version and exit."),
    }
)
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "_termui_impl")


def translate(message: str) -> str:
    """Give a message of Click's in the language of the command that is running."""
    context = click.get_current_context(silent=True)
    shared = context.find_object(Shared) if context and message not in _SAID_TOO_EARLY else None
    return shared.help_texts.said_by_click(message) if shared else message


def translate_plural(one: str, many: str, count: int) -> str:
    """Give a message of Click's about one thing or several."""
    return translate(one if count == 1 else many)


def teach_click() -> None:
    """Let Click say its own messages through `translate`.

    Click marks every one of them for gettext, which knows only the language of the environment and binary catalogues:
    `--lang` would change nothing.
    """
    ours = {gettext.gettext: ("_", translate), gettext.ngettext: ("ngettext", translate_plural)}
    for module in filter(None, (sys.modules.get(f"click.{name}") for name in _MODULES)):
        for theirs, (name, function) in ours.items():
            if vars(module).get(name) is theirs:
                vars(module)[name] = function


# What is said of an argument that was left out, by its place in the usage: what it is, and how to come by it.
_LEFT_OUT = {"ID": "error.usage_id", "PATH...": "error.usage_mail"}


def say_usage(error: click.UsageError) -> str:
    """Say what is wrong with a command as typed, in the language of that command."""
    if error.ctx is None:
        return error.format_message()
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Argument):
        key = _LEFT_OUT.get(error.param.make_metavar(error.ctx))
        if key is not None:
            return error.ctx.ensure_object(Shared).texts.say(key)
    with error.ctx.scope(cleanup=False):  # whose language Click asks for
        message = error.format_message().replace("\n\t", " ")  # a choice is a sentence here, not a list
    for parameter in error.ctx.command.params:
        hint = parameter.get_error_hint(error.ctx)
        message = message.replace(hint, _texts(error.ctx).value(hint))
    return message


def variable_blamed_by(error: click.UsageError) -> str | None:
    """Name the variable whose value is wrong, where nobody typed the option that Click speaks of."""
    option = error.param if isinstance(error, click.BadParameter) else None
    if option is None or error.ctx is None:
        return None
    is_set = error.ctx.get_parameter_source(option.name or "") is ParameterSource.ENVIRONMENT
    return option.envvar if is_set and isinstance(option.envvar, str) else None


class Command(click.Command):
    """A command that is explained in the person's language."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the arguments in the person's language."""
        return list(map(_texts(ctx).value, super().collect_usage_pieces(ctx)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the command is for."""
        about = _texts(ctx).about(path_of(ctx))
        if about is None:
            super().format_help_text(ctx, formatter)
            return
        formatter.write_paragraph()
        with formatter.indentation():
            # Not by Click, which breaks an address at its hyphens: it is copied whole.
            margin = " " * formatter.current_indent
            said = wrap(about.replace("\n", "\n\n"), formatter.width - formatter.current_indent)
            formatter.write(indent(said, margin) + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, each with its words and its default."""
        options = [
            param for param in self.get_params(ctx) if isinstance(param, click.Option) and not param.hidden
        ]
        with formatter.section(_texts(ctx).said_by_click("Options")):
            formatter.write_dl([_row(ctx, option) for option in options])


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options and then the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first line of what each is for; one that is in the file is not loaded for that."""
        rows = []
        for name in self.list_commands(ctx):
            about = _texts(ctx).about(f"{path_of(ctx)} {name}".strip())
            if about is not None:
                rows.append((name, about.partition("\n")[0].removesuffix(".")))
            elif (command := self.get_command(ctx, name)) and not command.hidden:
                rows.append((name, command.get_short_help_str(formatter.width)))
        with formatter.section(_texts(ctx).said_by_click("Commands")):
            formatter.write_dl(rows)


def path_of(ctx: click.Context) -> str:
    """Name a command as it is typed behind the program's name; the program itself is the empty name."""
    names = []
    while ctx.parent is not None:
        names.append(ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(reversed(names))


def name_of(option: click.Option) -> str:
    """Give the name under which an option's words are kept: the longest of its spellings."""
    return max(option.opts, key=len)


def _row(ctx: click.Context, option: click.Option) -> tuple[str, str]:
    texts = _texts(ctx)
    record = option.get_help_record(ctx)
    spelling = record[0] if record else name_of(option)
    said = texts.option(path_of(ctx), name_of(option)) or option.help or ""
    if option.required:
        said += f"  [{texts.said_by_click('required')}]"
    if option.show_default and isinstance(option.default, int | float):
        said += f"  [{texts.said_by_click('default: {default}').format(default=f'{option.default:g}')}]"
    return texts.value(spelling), said


def _texts(ctx: click.Context) -> HelpTexts:
    return ctx.ensure_object(Shared).help_texts
