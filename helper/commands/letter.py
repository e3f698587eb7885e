"""`optout-assist letter`: an objection by letter or e-mail, where there was no form; and what the person says of sending it."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helper.cli.attempt_options import AttemptOptions, check_address, words_options
from helper.cli.countries import residence_of, system_locale
from helper.cli.drafting import LANGUAGES, draft_items, print_draft
from helper.cli.localised import Group
from helper.cli.options import Shared, shared_options
from helper.errors import UsageProblem
from helper.safe.clean import clean

if TYPE_CHECKING:
    from flows.authorities import Authorities
    from flows.references import Reference
    from helper.drafts.blocks import Draft
    from helper.evidence.letters import By, Sent
    from helper.letter.gather import Subject

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
@click.option("--output", metavar="DIR", type=click.Path(path_type=Path))
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
    from flows.authorities import load_authorities
    from helper.drafts.pack import pack
    from helper.drafts.words import Words
    from helper.evidence.export import refuse_target
    from helper.evidence.store import Archive
    from helper.followup import clock
    from helper.letter.draft import write_draft
    from helper.letter.gather import find_subject, make_case

    archive, known, typed = Archive(shared.archive_dir), load_authorities(), AttemptOptions(**options)
    subject = find_subject(archive, subject_name)
    language = language or _language(shared)
    case = make_case(
        subject,
        known,
        clock.read_clock(),
        language=language,
        email=typed.expected_address(),
        reference=typed.find_reference() or _own_reference(shared, known, country),
        reason=typed.read_reason(),
    )
    target = output or Path(f"{subject.name}-letter")
    refuse_target(archive.path, target)
    draft = write_draft(case, Words.load(language, "helper.letter"))
    printed = print_draft(shared, draft) if pdf else None
    pack(target, draft_items("letter", draft, printed))
    _show_draft(shared, target, subject, draft, has_pdf=printed is not None)


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
    from helper.evidence.letters import keep_letter, kept_letter
    from helper.evidence.store import Archive
    from helper.followup import clock as clocks
    from helper.followup.deadlines import local_day
    from helper.letter.attempt import seal_without_form
    from helper.letter.gather import find_subject

    archive, clock = Archive(shared.archive_dir), clocks.read_clock()
    subject = find_subject(archive, subject_name)
    before = kept_letter(subject.entry.path).sent if subject.entry else None
    today = local_day(clock.now, clock.zone)
    said = None if undo else _said(on, by, received, before, today)
    if subject.entry:
        bag_path = subject.entry.path
    elif undo:
        raise UsageProblem("letter_nothing_to_undo", id=subject.name)
    else:
        bag_path = seal_without_form(archive, subject.service, check_address(email), clock.now)
    if undo and before is None:
        raise UsageProblem("letter_nothing_to_undo", id=subject.name)
    keep_letter(bag_path, said and (said[0], said[1]), said[2] if said else None, clock.now)
    _show_sent(shared, bag_path, kept_letter(bag_path).sent)


def _language(shared: Shared) -> str:
    """Choose the language that the person writes in, if drafts are written in it."""
    preferred = shared.lang or system_locale().language or shared.language
    return preferred if preferred in LANGUAGES else "en"


def _own_reference(shared: Shared, known: Authorities, country: str | None) -> Reference | None:
    """Give the reference of the person's own authority, if it has one."""
    from flows.references import load_references
    from helper.complaint.choice import reference_for

    authority, is_stand_in = reference_for(known, residence_of(shared, known, country))
    return None if is_stand_in or not authority.reference else load_references()[authority.reference]


def _said(
    on: str | None, by: By | None, received: str | None, before: Sent | None, today: dt.date
) -> tuple[dt.date, By, dt.date | None]:
    """Read what the person says; what they said before stands where they say nothing else."""
    from helper.texts.sentences import format_day

    received_on = _day(received, "--received") if received else None
    sent_on = _day(on, "--on") if on else before.on if before else None
    way = by or (before.by if before else None)
    if sent_on is None or way is None:
        raise UsageProblem("letter_when", example=today.isoformat())
    if received_on is None and before and on is None:
        received_on = before.received_on
    if sent_on > today or (received_on and received_on > today):
        raise UsageProblem("letter_future", today=partial(format_day, today))
    if received_on and received_on < sent_on:
        raise UsageProblem(
            "letter_received_first",
            sent=partial(format_day, sent_on),
            received=partial(format_day, received_on),
        )
    return sent_on, way, received_on


def _day(typed: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError as error:
        raise UsageProblem("letter_date", option=option, typed=typed) from error


def _show_draft(shared: Shared, target: Path, subject: Subject, draft: Draft, *, has_pdf: bool) -> None:
    written = str(target.absolute())
    shared.hint("by_letter.written", count=draft.gaps)
    shared.hint("by_letter.then", id=subject.name)
    document = {
        "id": subject.entry.id if subject.entry else None,
        "service": subject.service.flow.name,
        "path": written,
        "language": draft.language,
        "gaps": draft.gaps,
        "pdf": has_pdf,
    }
    shared.result(json.dumps(document), lambda: click.echo(clean(written)))


def _show_sent(shared: Shared, bag_path: Path, said: Sent | None) -> None:
    from helper.letter.sentences import say_sent
    from helper.texts.sentences import in_words

    texts = shared.texts

    def human() -> None:
        click.echo(in_words(say_sent(said), texts) if said else texts.say("by_letter.undone"))
        if said:
            shared.hint("by_letter.kept", id=bag_path.name)

    shared.result(json.dumps({"id": bag_path.name, "letter": said.document() if said else None}), human)
