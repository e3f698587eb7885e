"""`optout-assist letter`: an objection by letter or e-mail, where there was no form; and what the person says of sending it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helper.cli.attempt_options import AttemptOptions, words_options
from helper.cli.localised import Group
from helper.cli.options import Folder, Shared, shared_options
from helper.drafts.words import LANGUAGES
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.evidence.letters import By

WAYS = ("post", "email")
DEFAULT = "write"


class WriteByDefault(Group):
    """A group whose first command is meant where none is named: `optout-assist letter facebook`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the first command before what is typed, unless a command or help is asked for."""
        is_named = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if is_named or ctx.resilient_parsing else [DEFAULT, *args])


@click.group(cls=WriteByDefault)
@shared_options
def letter() -> None:
    """Group the commands about letters."""


@letter.command()
@click.argument("subject_name", metavar="[ID|SERVICE]", required=False)
@click.option("--email", metavar="ADDRESS", envvar="OPTOUT_ASSIST_EMAIL")
@words_options
@click.option("--country", metavar="CODE", envvar="OPTOUT_ASSIST_COUNTRY")
@click.option("--language", type=click.Choice(LANGUAGES))
@click.option("--pdf", is_flag=True)
@click.option("--output", metavar="DIR", type=Folder())
@shared_options
@click.pass_obj
def write(
    shared: Shared,
    /,
    subject_name: str | None,
    country: str | None,
    language: str | None,
    output: Path | None,
    *,
    pdf: bool,
    **options: Any,
) -> None:
    """Write the draft to a folder of its own; nothing is sent, and nothing is overwritten."""
    from helper.cli.letters import draft_letter, remarks_on_letter

    wishes = AttemptOptions(**options)
    drafted = draft_letter(shared, subject_name, wishes, country, language, output=output, has_pdf=pdf)
    subject, draft = drafted.subject, drafted.draft
    written = str(drafted.target.absolute())
    for said in remarks_on_letter(drafted):
        shared.hint(said.key, **said.values)
    document = {
        "id": subject.entry.id if subject.entry else None,
        "service": subject.service.flow.name,
        "path": written,
        "language": draft.language,
        "gaps": draft.gaps,
        "pdf": drafted.has_pdf,
    }
    shared.result(document, lambda: click.echo(clean(written)))


@letter.command()
@click.argument("subject_name", metavar="[ID|SERVICE]", required=False)
@click.option("--on", metavar="DATE")
@click.option("--by", type=click.Choice(WAYS))
@click.option("--received", metavar="DATE")
@click.option("--email", metavar="ADDRESS", envvar="OPTOUT_ASSIST_EMAIL")
@click.option("--undo", is_flag=True)
@shared_options
@click.pass_obj
def sent(
    shared: Shared,
    subject_name: str | None,
    *,
    on: str | None,
    by: By | None,
    received: str | None,
    email: str | None,
    undo: bool,
) -> None:
    """Keep the day on which the person says they sent it, beside the attempt: their word, and no evidence of sending."""
    from helper.cli.letters import note_letter, sentences_on_sending, take_back_letter
    from helper.letter.sending import read_sending
    from helper.texts.sentences import in_words

    noted = (
        take_back_letter(shared, subject_name, email)
        if undo
        else note_letter(
            shared, subject_name, email, lambda before, today: read_sending(on, by, received, before, today)
        )
    )

    def human() -> None:
        first, *others = sentences_on_sending(noted)
        click.echo(in_words(first, shared.texts))
        for said in others:
            shared.hint(said.key, **said.values)

    document = {"id": noted.bag_path.name, "letter": noted.sent and noted.sent.document()}
    shared.result(document, human)
