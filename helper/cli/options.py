"""The options that every command understands, before or after its name, and how results and errors are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from helper.cli.terminal import is_styled, tell
from helper.errors import Exit, HelperError
from helper.safe.clean import clean
from helper.texts.language import LANGUAGES, preferred_language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from helper.cli.help_texts import HelpTexts
    from helper.texts import Texts

# What Click takes for a yes where an option without a value is set in the environment.
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@dataclass
class Shared:
    """What the group's options say; one object for the whole run, kept as `ctx.obj`."""

    lang: str | None = None
    archive: Path | None = None
    json: bool = False
    quiet: bool = False
    verbose: bool = False
    plain: bool = False
    speaks_by_page: bool = False  # nobody reads what is written: errors are shown in a browser
    has_attempt: bool = False  # one was made: its result is the exit status, whatever becomes of the words
    has_asked: bool = False  # a question: what was typed beside its answer waits in the terminal
    _has_told: bool = field(default=False, init=False, repr=False, compare=False)

    @property
    def language(self) -> str:
        """The person's language: the one asked for, else that of the system."""
        return self.lang or preferred_language()

    @property
    def texts(self) -> Texts:
        """The catalogue in the person's language."""
        from helper.texts import Texts

        return Texts.load(self.language)

    @property
    def help_texts(self) -> HelpTexts:
        """What `--help` says, in the person's language."""
        from helper.cli.help_texts import HelpTexts

        return HelpTexts.load(self.language)

    @property
    def archive_dir(self) -> Path:
        """The folder of the archive: the one asked for, else the usual place of the system."""
        if self.archive is not None:
            return self.archive
        import platformdirs

        return Path(platformdirs.user_data_dir("optout-assist", appauthor=False)) / "archive"

    @property
    def rehearsals_dir(self) -> Path:
        """The folder in which rehearsals are kept, apart from the archive."""
        parent = self.archive_dir if self.archive else self.archive_dir.parent
        return parent / "rehearsals"

    @property
    def settings_path(self) -> Path:
        """The small file with what the person told about themselves: the country they live in."""
        from helper.residence import FILE_NAME

        return self.rehearsals_dir.parent / FILE_NAME

    def is_styled(self, stream: TextIO | None) -> bool:
        """Tell whether a stream takes colours, frames and tables."""
        return is_styled(stream, is_plain=self.plain)

    def result(self, document: object, human: Callable[[], None], *, as_written: bool = False) -> None:
        """Show a result: `document` as JSON on stdout with --json, else what `human` prints.

        `as_written`: with accents as letters, not as their numbers.
        """
        if self.json:
            import json as jsonlib

            click.echo(jsonlib.dumps(document, ensure_ascii=not as_written))
        else:
            human()

    def hint(self, key: str, **values: object) -> None:
        """Say something useful beside the result, unless the person wants none of it."""
        if not self.quiet:
            tell(self.texts.say(key, **values))

    def report(self, error: HelperError) -> int:
        """Say an error of ours in three parts and give its exit status."""
        # Without a browser an attempt ends before it begins: nothing was sent.
        more = {"outcome": "not_sent"} if error.exit == Exit.BROWSER else {}
        self._say_error(error.code, self.texts.explain(error), **more)
        if self.speaks_by_page:
            from helper.window.words import explain

            self._show_page(explain(error, self.texts))
        return error.exit

    def report_lost(self, problem: OSError, status: int) -> int:
        """Say that the result could not be written, unless an error was said anyway, and give the exit status."""
        from helper.errors import ArchiveProblem

        if not self._has_told:
            self.report(
                ArchiveProblem("output_lost_attempt" if self.has_attempt else "output_lost", reason=problem)
            )
        return status if self.has_attempt else status or Exit.ARCHIVE

    def report_interrupt(self) -> int:
        """Say that Ctrl-C came before an attempt had begun."""
        self._say_error("interrupted", [self.texts.say("error.interrupted")])
        return Exit.INTERRUPTED

    def report_usage(self, said: str, where: str) -> int:
        """Say what is wrong with the command as typed, and which command that is."""
        self._say_error("usage", [said, self.texts.say("error.usage_hint", command=where)])
        self._show_page([said])
        return Exit.USAGE

    def report_bug(self, error: Exception) -> int:
        """Write the details of a bug to the log and say where they are."""
        from helper.log import write_crash

        return self.report(HelperError("bug", log=write_crash(error)))

    def _show_page(self, lines: list[str]) -> None:
        if self.speaks_by_page:
            from helper.cli.notice import show_notice

            show_notice(self.texts, lines)

    def _say_error(self, code: str, parts: list[str], **more: str) -> None:
        self._has_told = True
        cleaned = [clean(part, keep="\n") for part in parts]
        if self.json:
            import json as jsonlib

            click.echo(jsonlib.dumps({"error": {"code": code, "message": " ".join(cleaned)}, **more}))
        for part in cleaned:
            tell(part)


def asks_for_json(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Tell whether JSON is asked for, also where the rest cannot be parsed: `--version` and a mistyped option answer
    before the environment is read.
    """
    return "--json" in arguments or environ.get("OPTOUT_ASSIST_JSON", "").strip().lower() in _TRUE


class Folder(click.ParamType):  # type: ignore[type-arg]  # Click 8.2 has no arguments for it
    """A folder, there or not, of which the shell completes the name.

    Click's own type says its name through gettext as it is made, and `--help` had to read the table of locales for that. It
    also refuses a folder that may not be read, in words of its own; the archive does so in ours.
    """

    name = "path"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path as it was typed."""
        del param, ctx
        return Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Let the shell complete the names of folders, and of no files."""
        from click.shell_completion import CompletionItem

        del ctx, param
        return [CompletionItem(incomplete, type="dir")]


def _store(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a shared option wherever it was given; one that was left out after the command changes nothing."""
    source = ctx.get_parameter_source(param.name or "")
    # The group has read environment and `.env` already: after a command's name only what is typed there counts.
    if (
        source is None
        or source.name == "DEFAULT"
        or (source.name != "COMMANDLINE" and ctx.parent is not None)
    ):
        return
    setattr(ctx.ensure_object(Shared), param.name or "", value)


def _option(*names: str, **attributes: Any) -> Callable[[Decorated], Decorated]:
    return click.option(*names, expose_value=False, callback=_store, **attributes)


def give_options(*options: Callable[[Any], Any]) -> Callable[[Decorated], Decorated]:
    """Give a command several options, which help lists in this order."""

    def give(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def shared_options(command: Decorated) -> Decorated:
    """Give a command the group's options too."""
    return give_options(
        _option("--lang", type=click.Choice(LANGUAGES), envvar="OPTOUT_ASSIST_LANG"),
        _option(
            "--archive",
            type=Folder(),
            envvar="OPTOUT_ASSIST_ARCHIVE",
            metavar="DIR",
        ),
        _option("--json", is_flag=True, envvar="OPTOUT_ASSIST_JSON"),
        _option("-q", "--quiet", is_flag=True, envvar="OPTOUT_ASSIST_QUIET"),
        _option("-v", "--verbose", is_flag=True, envvar="OPTOUT_ASSIST_VERBOSE"),
        _option("--plain", is_flag=True, envvar="OPTOUT_ASSIST_PLAIN"),
    )(command)
