"""`optout-assist archive seal` and `delete`: finish an attempt whose program died, and remove one for good."""

from __future__ import annotations

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.questions import agrees, can_ask
from helper.errors import ArchiveProblem, UsageProblem
from helper.safe.clean import clean


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@shared_options
@click.pass_obj
def seal(shared: Shared, reference: str) -> None:
    """Make a bag of an unsealed attempt; its record says that, and what is not known."""
    from helper.evidence.recovery import seal_later
    from helper.evidence.store import Archive, Fault

    kept = Archive(shared.archive_dir)
    entry = kept.find(reference)
    if entry.sealed:
        raise UsageProblem("archive_sealed_already", id=entry.id, path=entry.path)
    if entry.fault is Fault.NOT_A_FOLDER:
        raise ArchiveProblem("archive_damaged", id=entry.id, path=entry.path)
    path, record = seal_later(kept.path, entry.id)
    document = {"id": entry.id, "path": str(path), "outcome": record.outcome}

    def human() -> None:
        outcome = shared.texts.say(f"archive.outcome.{record.told_as}")
        click.echo(shared.texts.say("archive.line", label=entry.id, value=outcome))
        shared.hint("archive.sealed_now")

    shared.result(document, human)


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@click.option("--yes", is_flag=True)
@shared_options
@click.pass_obj
def delete(shared: Shared, reference: str, yes: bool) -> None:
    """Remove everything of an attempt, after asking, and leave its tombstone."""
    from helper.evidence.store import Archive

    kept = Archive(shared.archive_dir)
    kept.tidy()  # also a deletion that was interrupted
    entry = kept.find(reference)
    is_agreed = yes or _agrees(shared, shared.texts.say("archive.delete_ask", id=entry.id), entry.id)
    if is_agreed:
        kept.delete(entry)
    said = shared.texts.say("archive.deleted_now" if is_agreed else "archive.not_deleted", id=entry.id)
    shared.result({"id": entry.id, "deleted": is_agreed}, lambda: click.echo(clean(said)))


def _agrees(shared: Shared, question: str, attempt_id: str) -> bool:
    if not can_ask(shared):
        raise UsageProblem("archive_delete_needs_yes", id=attempt_id)
    return agrees(shared, question)
