"""`optout-assist archive`: look at the evidence that is kept, verify it, open it, hand it over."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.beside import (
    kept_beside,
    letter_beside,
    letter_row,
    mail_rows,
    print_damage,
    print_letter,
    print_mails,
)
from helper.cli.folders import hint_nothing_kept, open_attempt
from helper.cli.localised import Group
from helper.cli.options import Shared, shared_options
from helper.cli.progress import with_progress
from helper.cli.terminal import count_columns, pair, print_list
from helper.commands.archive import changes
from helper.commands.archive import timestamp as stamps
from helper.commands.archive.export import export
from helper.errors import ArchiveProblem, Exit
from helper.followup import clock
from helper.followup.deadlines import local_day
from helper.safe.clean import clean, clean_lines

if TYPE_CHECKING:
    from helper.evidence.store import Entry, Summary
    from helper.evidence.verify import Damage
    from helper.texts import Texts


@click.group(commands=[changes.delete, changes.seal, export, stamps.timestamp], cls=Group)
@shared_options
def archive() -> None:
    """Group the commands about what is kept."""


@archive.command("list")
@shared_options
@click.pass_obj
def list_attempts(shared: Shared) -> None:
    """Show which attempts there are and how each ended."""
    from helper.evidence.store import Archive

    entries = Archive(shared.archive_dir).summaries()

    def human() -> None:
        texts = shared.texts
        is_unsealed = False
        rows = []
        for entry in entries:
            state = _open_state(entry)
            outcome = _outcome(texts, entry, state)
            rows.append((entry.id, _local_time(entry.started_at), entry.service, outcome))
            is_unsealed |= state == "unsealed"
        head = [texts.say(f"archive.column.{name}") for name in ("id", "date", "service", "outcome")]
        if rows and shared.is_styled(sys.stdout):
            print_list([tuple(map(clean, row)) for row in rows], head)
        elif rows:
            click.echo("\n".join("\t".join(map(clean, row)) for row in rows))
        if not rows:
            hint_nothing_kept(shared, "archive.empty")
        elif is_unsealed:
            shared.hint("archive.unsealed_hint")

    shared.result([entry.document() for entry in entries] if shared.json else [], human)


@archive.command()
@click.argument("reference", metavar="ID")
@shared_options
@click.pass_obj
def show(shared: Shared, reference: str) -> None:
    """Show what the record says and whether the bag is still what was sealed."""
    from helper.evidence.store import Archive, Fault
    from helper.evidence.verify import verify_bag
    from helper.timestamps.stamps import check_stamps

    entry = Archive(shared.archive_dir).find(reference)
    if entry.fault is Fault.NEWER:
        raise ArchiveProblem("archive_newer", id=entry.id, path=entry.path)
    damage = verify_bag(entry.path) if entry.sealed else []
    stamped = check_stamps(entry.path)
    mails, letter = kept_beside(entry), letter_beside(entry)
    # The fields of the record, as in record.json, and what the archive adds to them.
    document = {
        **(json.loads(entry.record.to_json()) if entry.record else {}),
        **entry.document(),
        "damage": [_damage_row(item) for item in damage],
        "timestamps": stamps.rows(stamped),
        "mails": mail_rows(mails),
        **({"letter": letter_row(letter)} if letter else {}),
    }

    def human() -> None:
        _print_pairs(shared, _shown(shared, entry))
        click.echo(_condition(shared, entry, damage))
        print_damage(shared, damage, "  ")
        stamps.print_stamps(shared, stamped)
        print_mails(shared, mails)
        print_letter(shared, letter)

    shared.result(document, human)


@archive.command()
@click.argument("references", metavar="[ID]...", nargs=-1)
@stamps.ca_option
@shared_options
@click.pass_obj
def verify(shared: Shared, references: tuple[str, ...], ca: Path | None) -> int:
    """Name every damaged file; an attempt that was never sealed is said and is no damage."""
    from helper.evidence.additions import left_behind
    from helper.evidence.store import Archive
    from helper.evidence.verify import DamageKind, verify_bag
    from helper.timestamps.stamps import check_stamps

    roots = stamps.load_roots(ca)
    kept = Archive(shared.archive_dir)
    entries = (
        [kept.find(reference) for reference in dict.fromkeys(references)] if references else kept.entries()
    )
    between, deleted = {}, []
    if not references:  # between the attempts something can be wrong only as far as all of them are looked at
        between = {
            **left_behind(kept.path, [one.id for one in entries]),
            **kept.check_chain(),
        }
        deleted = [one for one in kept.deleted() if one not in between]
    found = [
        (entry, [*(verify_bag(entry.path) if entry.sealed else []), *between.pop(entry.id, [])])
        for entry in with_progress(shared, entries, shared.texts.say("archive.verifying"))
    ]
    stamped = {entry.id: check_stamps(entry.path, roots) for entry in entries}
    mails = {entry.id: kept_beside(entry, is_checked=True) for entry in entries}
    letters = {entry.id: letter_beside(entry) for entry in entries}
    of_letters = [item for one in letters.values() if one for item in one.damage]
    of_mails = [item for several in mails.values() for one in several for item in one.damage]
    of_bags = [item for damage in (*(damage for _, damage in found), *between.values()) for item in damage]
    all_damage = of_bags + of_mails + of_letters
    is_newer = any(item.kind is DamageKind.NEWER for item in all_damage)
    is_refused = any(stamps.is_refused(one, roots) for several in stamped.values() for one in several)
    document = [
        {
            "id": entry.id,
            "sealed": entry.sealed,
            "intact": not damage if entry.sealed else None,
            "damage": [_damage_row(item) for item in damage],
            "timestamps": stamps.rows(stamped[entry.id]),
            "mails": mail_rows(mails[entry.id]),
            **({"letter": letter_row(letters[entry.id])} if letters[entry.id] else {}),
        }
        for entry, damage in found
    ]
    document += [
        {"id": one, "sealed": False, "intact": False, "damage": [_damage_row(item) for item in damage]}
        for one, damage in between.items()
    ]
    document += [
        {"id": one, "sealed": False, "intact": None, "damage": [], "deleted": True} for one in deleted
    ]

    def human() -> None:
        for entry, damage in found:
            click.echo(_line(shared, entry.id, _condition(shared, entry, damage)))
            print_damage(shared, damage, "  ")
            stamps.print_stamps(shared, stamped[entry.id])
            print_mails(shared, mails[entry.id])
            print_letter(shared, letters[entry.id])
        for one, damage in between.items():
            click.echo(_line(shared, one, shared.texts.say("archive.damaged")))
            print_damage(shared, damage, "  ")
        for one in deleted:
            click.echo(_line(shared, one, shared.texts.say("archive.deleted")))
        if not found:
            hint_nothing_kept(shared, "archive.empty")
        if all_damage:
            shared.hint("archive.newer_advice" if is_newer else "archive.damage_advice")

    shared.result(document, human)
    return Exit.ARCHIVE if all_damage or is_refused else Exit.OK


@archive.command("open")
@click.argument("reference", metavar="ID")
@shared_options
@click.pass_obj
def open_folder(shared: Shared, reference: str) -> None:
    """Open the folder with the system's opener, and print its path."""
    from helper.evidence.store import Archive

    entry = open_attempt(Archive(shared.archive_dir), reference)
    shared.result({"id": entry.id, "path": str(entry.path)}, lambda: click.echo(clean(str(entry.path))))


def _local_time(at: dt.datetime) -> str:
    try:
        return at.astimezone().isoformat(" ", "minutes")[: len("2026-11-22 14:03")]
    except (OverflowError, OSError, ValueError):  # a forged time that the system's calendar does not know
        return str(at)


def _outcome(texts: Texts, entry: Summary, open_state: str | None) -> str:
    """Say how an attempt ended, and what its date makes doubtful: a day still to come."""
    said = texts.say(f"archive.{open_state}") if open_state else _ended(texts, entry)
    is_ahead = local_day(entry.started_at) > local_day(clock.read_clock().now)
    return texts.say("archive.ahead", outcome=said) if is_ahead else said


def _open_state(entry: Summary) -> str | None:
    """Tell an attempt that is under way from one whose program died; None for one that was sealed."""
    from helper.evidence.files import is_under_way

    if entry.sealed:
        return None
    return "running" if is_under_way(entry.path.parent, entry.id) else "unsealed"


def _ended(texts: Texts, entry: Summary) -> str:
    if entry.fault is not None:
        return texts.say(f"archive.fault.{entry.fault}")
    said = texts.say(f"archive.outcome.{entry.told_as}")
    if (beside := letter_beside(entry)) and beside.sent:
        said = texts.say("archive.with_letter", outcome=said)
    return texts.say("archive.rehearsal", outcome=said) if entry.rehearsal else said


def _shown(shared: Shared, entry: Entry) -> list[tuple[str, str | Path]]:
    """Choose what a person wants to read of an attempt; `--json` has everything."""
    shown: list[tuple[str, str | Path]] = [
        ("id", entry.id),
        ("service", entry.service),
        ("date", _local_time(entry.started_at)),
        ("outcome", _outcome(shared.texts, entry, _open_state(entry))),
    ]
    record = entry.record
    if record is not None and record.privacy_check:
        from flows.privacy_check import load_check
        from helper.privacy_check import told

        shown += [("page", line) for line in told(record, load_check().pages, shared.texts)]
    elif record is not None:
        check = record.email_check
        key = record.swap or ("unread" if check.is_unread else check.verdict)
        shown += [
            ("page", record.page.url or "–"),
            ("email", shared.texts.say(f"archive.email.{key}", displayed=check.displayed or "–")),
            ("explanation", record.explanation.text or "–"),
            ("confirmation", record.answer.text if record.answer else "–"),
            *(("evidence", item.path) for item in record.evidence),
        ]
    if record is not None and (later := record.sealed_later):
        text = shared.texts.say(f"archive.sealed_later.{later.source}", date=_local_time(later.at))
        shown.append(("sealed_later", text))
    return [*shown, ("folder", entry.path)]


def _condition(shared: Shared, entry: Entry, damage: Sequence[Damage]) -> str:
    state = _open_state(entry) or ("damaged" if damage else "intact")
    return shared.texts.say(f"archive.{state}")


def _damage_row(damage: Damage) -> dict[str, str | None]:
    return {"kind": damage.kind, "file": damage.file, "expected": damage.expected, "found": damage.found}


def _line(shared: Shared, label: str, value: str) -> str:
    return shared.texts.say("archive.line", label=label, value=value)


def _print_pairs(shared: Shared, pairs: Sequence[tuple[str, str | Path]]) -> None:
    labelled = [(shared.texts.say(f"archive.column.{name}"), value) for name, value in pairs]
    if not shared.is_styled(sys.stdout):
        for label, value in labelled:
            click.echo(_line(shared, label, clean_lines(str(value))))
        return
    width = max(len(label) for label, _ in labelled)
    columns = count_columns()
    for label, value in labelled:
        shown = Path(clean(str(value))) if isinstance(value, Path) else clean(value, keep="\n")
        click.echo(pair(label, shown, width, columns))
