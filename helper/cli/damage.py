"""What is said of damage: each file that is not what was kept, for a person and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from helper.cli.options import Shared
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.evidence.verify import Damage


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
