"""What `archive` says of the letters that a person says they sent: their word, and whether it is what was kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from helper.cli.damage import damage_rows, print_damage
from helper.cli.options import Shared
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.evidence.letters import KeptLetter
    from helper.evidence.store import Summary


def letter_beside(entry: Summary) -> KeptLetter | None:
    """Give what is said of an attempt's letter; as quick as one look for nothing."""
    from helper.evidence.additions import folder_beside

    if not os.path.lexists(folder_beside(entry.path, ".letters")):
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
    from helper.letter.sentences import say_sent
    from helper.texts.sentences import in_words

    if letter is None:
        return
    if letter.sent:
        click.echo("  " + clean(in_words(say_sent(letter.sent), shared.texts)))
    print_damage(shared, letter.damage)
