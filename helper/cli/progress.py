"""A bar for what takes long, on a terminal: so that nobody wonders whether anything happens."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

from helper.cli.options import Shared

AFTER_SECONDS = 1.0  # what is quicker needs no bar

_Item = TypeVar("_Item")


def with_progress(shared: Shared, items: Sequence[_Item], label: str) -> Iterator[_Item]:
    """Give the items one by one; a bar on stderr shows how many are done, if a person looks and it takes long."""
    is_watched = not (shared.json or shared.quiet) and sys.stderr is not None and sys.stderr.isatty()
    began = time.monotonic()
    rest = iter(items)
    if is_watched:
        for done, item in enumerate(rest):
            if time.monotonic() - began < AFTER_SECONDS:
                yield item
                continue
            with click.progressbar(length=len(items), label=label, file=sys.stderr) as bar:
                bar.update(done)
                yield item
                bar.update(1)
                for other in rest:
                    yield other
                    bar.update(1)
    yield from rest
