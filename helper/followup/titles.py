"""What services are called in sentences."""

from __future__ import annotations

from functools import cache

from flows.load import FlowError, load


@cache
def title_of(service: str) -> str:
    """Give the name of a service as people know it; of one whose facts do not ship (any more), its name in the archive."""
    try:
        title = load(service).flow.title
    except FlowError:
        return service.capitalize()
    # In a list, "Meta" alone would not tell that it is the form on third parties.
    return title if title.casefold() == service else f"{title} ({service})"
