"""What changed at a service so that an objection made before is worth renewing: dated facts, each with its source."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from flows import FOLDER, names
from flows.load import read
from flows.schema import Fact, Language, Slug, Strict, Text

FALLBACK = "en"

ChangeText = Annotated[Text, StringConstraints(min_length=10, max_length=160, pattern=r"[^.!?\s]$")]


class Change(Fact):
    """A change of a service's terms: from when it holds, for whom, and what it is in a few words."""

    effective: dt.date
    services: tuple[Slug, ...] = Field(min_length=1)
    about: dict[Language, ChangeText]

    @model_validator(mode="after")
    def _is_usable(self) -> Self:
        if unknown := set(self.services) - set(names()):
            raise ValueError(f"services: {', '.join(sorted(unknown))}")
        if FALLBACK not in self.about:
            raise ValueError(f"about: {FALLBACK!r} is missing, which stands in for other languages")
        return self

    def in_words(self, language: str) -> str:
        """Say what changed, in the language if it is there, else in English."""
        return self.about.get(language, self.about[FALLBACK])


class Changes(Strict):
    """The file of changes, the oldest first."""

    schema_version: Literal[1] = Field(alias="schema")
    change: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        days = [change.effective for change in self.change]
        if days != sorted(days):
            raise ValueError("change: the oldest comes first")
        return self


@cache
def load_changes(path: Path = FOLDER / "changes.toml") -> tuple[Change, ...]:
    """Read the changes, the oldest first; raises FlowError."""
    return read(path, Changes).change
