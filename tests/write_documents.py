"""Writes the lists of commands in `docs/*/commands.md` from the program itself: `make documents`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from helper.cli.help_texts import HelpTexts
from helper.cli.localised import name_of, path_of
from helper.cli.options import Shared
from helper.cli.settings import FIELDS, NEVER_IN_FILE
from helper.cli.settings import name_of as variable_of
from helper.program import program
from helper.texts.language import LANGUAGES


@dataclass(frozen=True)
class Words:
    """What stands above and in the lists, beside what the program says itself."""

    common: str
    attempt: str
    commands: str
    exits: str
    and_attempt: str
    meaning: str
    variables: str
    order: str
    variable: str
    in_file: str
    yes: str
    no: str
    no_variables: str


WORDS = {
    "fr": Words(
        common="Options communes",
        attempt="Options d’une démarche",
        commands="Commandes",
        exits="Codes de sortie",
        and_attempt="Avec toutes les options d’une démarche.",
        meaning="ce que cela veut dire",
        variables="Variables d’environnement",
        order="Ce qui est tapé l’emporte sur la variable d’environnement, et celle-ci sur le fichier `.env` du dossier où le"
        " programme est lancé. Un tel fichier ne peut choisir ni ce qui s’exécute, ni ce qui est lu, ni qui est contacté. Un nom"
        " inconnu qui commence par `OPTOUT_ASSIST_` est une erreur.",
        variable="variable",
        in_file="aussi dans `.env`",
        yes="oui",
        no="non",
        no_variables="Les autres options n’ont pas de variable ; elles valent pour une commande, une fois :",
    ),
    "en": Words(
        common="Common options",
        attempt="Options of an attempt",
        commands="Commands",
        exits="Exit codes",
        and_attempt="With all options of an attempt.",
        meaning="meaning",
        variables="Environment variables",
        order="What is typed wins over the environment variable, and that over the file `.env` in the folder from which the program"
        " is started. Such a file can choose neither what runs, nor what is read, nor who is contacted. An unknown name that begins"
        " with `OPTOUT_ASSIST_` is an error.",
        variable="variable",
        in_file="in `.env` too",
        yes="yes",
        no="no",
        no_variables="The other options have no variable; they hold for one command, once:",
    ),
}


def main() -> None:
    """Rewrite what stands below the comment in each language's page."""
    folder = Path(sys.argv[1])
    for language in LANGUAGES:
        page = folder / language / "commands.md"
        page.write_text(written_anew(page.read_text("utf-8"), language), "utf-8")


def written_anew(page: str, language: str) -> str:
    """Give the page with its lists as the program is now; what stands above the comment is written by hand."""
    above, marker, rest = page.partition("<!--")
    comment = rest.partition("-->")[0]
    return f"{above}{marker}{comment}-->\n\n" + "\n".join(_lists(language)).rstrip() + "\n"


def walk(ctx: click.Context | None = None) -> Iterator[click.Context]:
    """Give a context for the program and for each of its commands, in the order of `--help`."""
    ctx = ctx or click.Context(program, info_name="optout-assist", obj=Shared(), **program.context_settings)
    yield ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            assert command is not None, name
            yield from walk(click.Context(command, info_name=name, parent=ctx))


def options_of(ctx: click.Context) -> list[click.Option]:
    """Give the options of a command, `--help` among them."""
    return [one for one in ctx.command.get_params(ctx) if isinstance(one, click.Option) and not one.hidden]


def _lists(language: str) -> Iterator[str]:
    texts, words = HelpTexts.load(language), WORDS[language]
    root, *others = walk()
    shared = _names(root)
    attempt = next(ctx for ctx in others if path_of(ctx) == "facebook")
    of_attempts = _names(attempt) - shared
    yield f"## {words.common}\n"
    yield from _options(root, shared, texts, words)
    yield f"## {words.attempt}\n"
    yield from _options(attempt, of_attempts, texts, words)
    yield f"## {words.commands}\n"
    for ctx in others:
        yield f"### `{' '.join(['optout-assist', path_of(ctx), *_arguments(ctx, texts)])}`\n"
        yield (texts.about(path_of(ctx)) or "").strip().replace("\n", "\n\n") + "\n"
        own = _names(ctx) - shared
        if of_attempts <= own:
            own -= of_attempts
            yield f"{words.and_attempt}\n"
        if own:
            yield from _options(ctx, own, texts, words)
    yield f"## {words.exits}\n"
    yield f"| code | {words.meaning} |\n| --- | --- |"
    yield from (f"| {status} | {said} |" for status, said in texts.exits.items())
    yield f"\n## {words.variables}\n"
    yield f"{words.order}\n"
    yield f"| {words.variable} | option | {words.in_file} |\n| --- | --- | --- |"
    for field in FIELDS:
        in_file = words.no if field in NEVER_IN_FILE else words.yes
        yield f"| `{variable_of(field)}` | `{option_of(field)}` | {in_file} |"
    yield f"\n{words.no_variables} {', '.join(f'`{name}`' for name in without_variable())}."


def option_of(field: str) -> str:
    """Give the option that a field of the settings belongs to."""
    return f"--{field.replace('_', '-')}"


def without_variable() -> list[str]:
    """Name the options that no environment variable sets."""
    return sorted({name for ctx in walk() for name in _names(ctx)} - set(map(option_of, FIELDS)))


def _names(ctx: click.Context) -> set[str]:
    return {name_of(one) for one in options_of(ctx)}


def _arguments(ctx: click.Context, texts: HelpTexts) -> Iterator[str]:
    for one in ctx.command.params:
        if isinstance(one, click.Argument):
            yield texts.value(one.make_metavar(ctx))


def _options(ctx: click.Context, names: set[str], texts: HelpTexts, words: Words) -> Iterator[str]:
    yield f"| option | {words.meaning} |\n| --- | --- |"
    for one in options_of(ctx):
        if name_of(one) in names:
            value = "" if one.is_flag else f" {texts.value(one.make_metavar(ctx))}"
            spelling = f"{', '.join(sorted(one.opts, key=len))}{value}".replace("|", "\\|")
            said = texts.option(path_of(ctx), name_of(one)) or ""
            if one.show_default and isinstance(one.default, int | float):
                said += f" ({texts.said_by_click('default: {default}').format(default=f'{one.default:g}')})"
            yield f"| `{spelling}` | {said} |"
    yield ""


if __name__ == "__main__":
    main()
