"""What is said of the law: each statement with the act that it comes from, its source, and from when it applies."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from flows import FOLDER
from flows.load import read
from flows.schema import Fact, Strict, Text


class Provision(Fact):
    """One statement; `certainty` and `date` are those of the source."""

    name: str = Field(pattern=r"^[a-z_]+$")
    act: Text
    text: Text
    applies_from: dt.date | None = None  # None: it applied already when it was written down here

    def applies_on(self, day: dt.date) -> bool:
        """Tell whether somebody may be told, on a day, that it applies."""
        return self.applies_from is None or day >= self.applies_from


class Law(Strict):
    """The file of provisions."""

    schema_version: Literal[1] = Field(alias="schema")
    provision: tuple[Provision, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        names = [one.name for one in self.provision]
        if len(set(names)) != len(names):
            raise ValueError("name: one occurs twice")
        return self

    def find(self, name: str) -> Provision:
        """Give a provision by its name; one that is not there is a bug and raises KeyError."""
        return {one.name: one for one in self.provision}[name]


@cache
def load_law() -> Law:
    """Read the provisions; raises FlowError."""
    return read(FOLDER / "law.toml", Law, is_known=True)
