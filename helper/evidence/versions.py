"""What is on the disk says by which rules it was written; what a newer program wrote is refused, never half read."""

from __future__ import annotations

import json


class NewerSchemaError(ValueError):
    """A newer version of the program wrote this; only that one, or a later one, can read it."""


def refuse_newer(content: bytes, known: int) -> None:
    """Raise NewerSchemaError for a JSON object whose `schema` is above `known`; anything else is left to its reader."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return
    schema = document.get("schema") if isinstance(document, dict) else None
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > known:
        raise NewerSchemaError(f"schema {schema}")
