"""What is said of what lies beside an attempt: its mails, the person's word on a letter, and damage to any of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from helper.cli.options import Shared
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.evidence.letters import KeptLetter
    from helper.evidence.store import Entry, Summary
    from helper.evidence.verify import Damage
    from helper.mail.kept import KeptMail


def damage_rows(damage: Iterable[Damage]) -> list[dict[str, str]]:
    """Give what `--json` says of damage to what lies beside a bag."""
    return [{"kind": one.kind, "file": one.file} for one in damage]


def print_damage(shared: Shared, damage: Iterable[Damage], indent: str = "    ") -> None:
    """Name each file and what is wrong with it; of what is wrong with an attempt as a whole, no file."""
    say = shared.texts.say
    for one in damage:
        kind = say(f"archive.damage.{one.kind}")
        line = say("archive.line", label=kind, value=clean(one.file)) if one.file != "." else kind
        click.echo(indent + line)


def kept_beside(entry: Entry, *, is_checked: bool = False) -> list[KeptMail]:
    """Give the mails of an attempt, if wanted with their signatures judged anew; as quick as one look for none."""
    from helper.evidence.additions import MAILS, folder_beside

    if not os.path.lexists(folder_beside(entry.path, MAILS)):
        return []
    if is_checked:
        from helper.mail.recheck import check_mails

        return check_mails(entry.path)
    from helper.mail.kept import kept_mails

    return kept_mails(entry.path)


def mail_rows(mails: Iterable[KeptMail]) -> list[dict[str, object]]:
    """Give what `--json` says of kept mails."""
    from helper.record import format_time

    return [
        {
            "name": one.path.name,
            "path": str(one.path),
            "kind": one.kind,
            "said_by": one.said_by,
            "subject": one.subject,
            "sender": one.sender,
            "sender_is_service": one.is_from_service,
            "sent_at": format_time(one.sent_at) if one.sent_at else None,
            "kept_at": format_time(one.kept_at),
            "sha256": one.sha256,
            "dkim": {"verdict": one.dkim, "reason": one.dkim_reason},
            "damage": damage_rows(one.damage),
        }
        for one in mails
    ]


def print_mails(shared: Shared, mails: Iterable[KeptMail]) -> None:
    """Say what each mail is, and which of its files are damaged."""
    say = shared.texts.say
    for one in mails:
        if one.damage:
            click.echo("  " + say("mail.damaged_line", name=clean(one.path.name)))
        else:
            at = one.sent_at or one.kept_at
            kind = say(f"mail.kind.{one.kind}")
            values = {"name": clean(one.path.name), "kind": kind, "sender": one.sender or "?"}
            click.echo("  " + say("mail.line", date=f"{at:%Y-%m-%d}", **values))
        print_damage(shared, one.damage)


def letter_beside(entry: Summary) -> KeptLetter | None:
    """Give what is said of an attempt's letter; as quick as one look for nothing."""
    from helper.evidence.additions import LETTERS, folder_beside

    if not os.path.lexists(folder_beside(entry.path, LETTERS)):
        return None
    from helper.evidence.letters import kept_letter

    return kept_letter(entry.path)


def letter_row(letter: KeptLetter | None) -> dict[str, object] | None:
    """Give what `--json` says of it; None where nothing was ever said."""
    if letter is None:
        return None
    return {
        **(letter.sent.document() if letter.sent else {}),
        "path": str(letter.path) if letter.path else None,
        "damage": damage_rows(letter.damage),
    }


def print_letter(shared: Shared, letter: KeptLetter | None) -> None:
    """Say what the person said, and which of its files are damaged."""
    from helper.followup.sentences import say_sent
    from helper.texts.sentences import in_words

    if letter is None:
        return
    if letter.sent:
        click.echo("  " + clean(in_words(say_sent(letter.sent), shared.texts)))
    print_damage(shared, letter.damage)
