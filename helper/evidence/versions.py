"""What is on the disk says by which rules it was written; what a newer program wrote is refused, never half read."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError

_Document = TypeVar("_Document", bound=BaseModel)


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


def parse_document(model: type[_Document], content: bytes, known: int) -> _Document:
    """Read a document of ours; raises ValueError when it is none, NewerSchemaError when a newer program wrote it."""
    try:
        return model.model_validate_json(content)
    # Nested too deeply; a time before the first year.
    except (ValueError, RecursionError, OverflowError) as error:
        refuse_newer(content, known)
        # A field may be added without another number: where nothing else is wrong, a newer program did.
        if isinstance(error, ValidationError) and {one["type"] for one in error.errors()} == {
            "extra_forbidden"
        }:
            raise NewerSchemaError("a field that this version does not know") from error
        raise ValueError(type(error).__name__) from error
