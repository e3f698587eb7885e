"""What is said to the person beside the result: on stderr, its lines broken between words."""

from __future__ import annotations

import shutil
import sys

import click


def tell(text: str) -> None:
    """Say something to the person; to another program it is left as it is."""
    from helper.cli.terminal import wrap

    is_seen = sys.stderr is not None and sys.stderr.isatty()
    click.echo(wrap(text, shutil.get_terminal_size().columns) if is_seen else text, err=True)
