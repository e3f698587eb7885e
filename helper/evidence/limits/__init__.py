"""What every bag says of itself in plain words: what it shows, what it does not prove, and how anybody can check it."""

from __future__ import annotations

from importlib import resources

from helper.evidence import bag


def read_limits() -> dict[str, str]:
    """Give the texts by the name that each has in a bag, one in each language."""
    folder = resources.files(__package__)
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in bag.LIMITS}
