"""`optout-assist completion`: the lines that let a shell complete commands and options."""

from __future__ import annotations

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.terminal import tell

PROGRAM = "optout-assist"
VARIABLE = "_OPTOUT_ASSIST_COMPLETE"  # Click's name for it; it begins with no name of ours
# Where each shell reads it from at its start.
PLACES = {
    "bash": 'eval "$(optout-assist completion bash)"  # ~/.bashrc',
    "zsh": 'eval "$(optout-assist completion zsh)"  # ~/.zshrc',
    "fish": "optout-assist completion fish > ~/.config/fish/completions/optout-assist.fish",
}


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(PLACES)))
@shared_options
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script of a shell; how to use it is said beside it."""
    from click.shell_completion import get_completion_class

    shared = ctx.ensure_object(Shared)
    maker = get_completion_class(shell)
    if maker is None:  # Click knows these three
        raise LookupError(shell)
    script = maker(ctx.find_root().command, {}, PROGRAM, VARIABLE).source()
    shared.result({"shell": shell, "script": script}, lambda: click.echo(script))
    if not (shared.quiet or shared.json):
        tell(shared.texts.say("completion.how", line=PLACES[shell]))
