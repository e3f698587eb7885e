"""What this program is: how it was installed, how old its facts are, and what it brings along by others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, TypeAdapter

import flows
from flows.load import FlowError, load
from helper.age import Age, age_of
from helper.installed import Installation, InstallContext, read_licences, recognise_installation

PARTS = "parts.json"


class Component(BaseModel):
    """Something by others that a package brings along; `licence` is its name, `texts` are its terms in full."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    name: str
    version: str
    licence: str
    purl: str  # its address among packages, for lists that machines read (purl specification)
    texts: tuple[str, ...] = ()


_PARTS = TypeAdapter(tuple[Component, ...])


@dataclass(frozen=True)
class AboutProgram:
    """What this program is."""

    installation: Installation
    ages: tuple[Age, ...]
    parts: tuple[Component, ...]

    @property
    def over_a_year(self) -> tuple[Age, ...]:
        """The services whose forms have probably moved since."""
        return tuple(one for one in self.ages if one.is_over_a_year)


def read_about(setting: InstallContext, today: dt.date) -> AboutProgram:
    """Look at the program and its facts, and at nothing else."""
    return AboutProgram(
        installation=recognise_installation(setting),
        ages=tuple(_ages(today)),
        parts=read_parts(read_licences(setting, PARTS)),
    )


def read_parts(content: str | None) -> tuple[Component, ...]:
    """Read what a package says of what it brings along; a program that Python installed brings nothing."""
    return _PARTS.validate_json(content) if content else ()


def _ages(today: dt.date) -> list[Age]:
    found = []
    for name in flows.names():
        try:
            found.append(age_of(load(name), today))
        except FlowError:  # `doctor` says what is wrong with it
            continue
    return found
