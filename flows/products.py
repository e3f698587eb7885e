"""What is known of each of Meta's products: what is used, which objection covers it, and what nobody knows.

A product that has a flow of its own names it; the addresses of its form are that flow's. What holds for every objection
stands once, under `general`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from flows import FOLDER, names
from flows.hosts import is_nameable_host, split_web_address
from flows.load import load, read
from flows.schema import Fact, Slug, Strict, Text

FILE = FOLDER / "products.toml"
Spoken = Literal["fr", "en"]
Part = Literal["data", "covered", "not_covered", "unknown"]
# The parts of an answer, in the order in which they are told.
PARTS: tuple[Part, ...] = get_args(Part)


def known_place(url: str) -> str:
    parts = split_web_address(url)
    if parts is None or not is_nameable_host(parts.hostname or ""):
        raise PydanticCustomError("foreign_host", "{host} is not under a known domain", {"host": url})
    return url


class Name(Strict):
    """Words in both languages: what a product or a page is called."""

    fr: Text
    en: Text

    def said(self, language: Spoken) -> str:
        """Give them in one language."""
        return self.fr if language == "fr" else self.en


class SourcedSentence(Name, Fact):
    """One thing that is known, with its source."""


class Door(Fact):
    """An address where a person may go on; `date` is when somebody last saw it."""

    url: Annotated[Text, AfterValidator(known_place)]


class General(Strict):
    """What holds for every product that an objection covers."""

    covered: tuple[SourcedSentence, ...] = ()
    not_covered: tuple[SourcedSentence, ...] = ()


class Product(Strict):
    """One product: `flow` is its own form's, `covered_by` names the flows of the objections that cover it."""

    name: Slug
    title: Name
    aliases: tuple[Text, ...] = ()
    flow: Slug | None = None
    covered_by: tuple[Slug, ...] = ()
    data: tuple[SourcedSentence, ...] = Field(min_length=1)
    covered: tuple[SourcedSentence, ...] = ()
    not_covered: tuple[SourcedSentence, ...] = ()
    unknown: tuple[SourcedSentence, ...] = ()
    form: tuple[Door, ...] = ()
    # Where its commands begin, in place of the forms that their flows know.
    begins_at: Annotated[Text, AfterValidator(known_place)] | None = None

    @property
    def starts(self) -> tuple[str, ...]:
        """Name the commands that do something for it: its own flow's first."""
        return tuple(dict.fromkeys([*filter(None, [self.flow]), *self.covered_by]))

    @property
    def doors(self) -> tuple[Door, ...]:
        """Give the addresses of its form, the first that is tried first; those of a flow come from the flow."""
        if self.flow is None:
            return self.form
        own = load(self.flow).flow.address
        return tuple(
            Door(url=a.url, source=a.source, date=a.date, certainty=a.certainty)
            for a in own
            if a.kind == "form"
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Give everything that a person may type for it."""
        return (self.name, self.title.fr, self.title.en, *self.aliases)

    @property
    def spellings(self) -> Iterator[str]:
        """Give the same as `key_of` writes it."""
        yield from map(key_of, self.names)


class Catalogue(Strict):
    """The file of products, in the order in which they are shown, and what may be asked of them."""

    schema_version: Literal[1] = Field(alias="schema")
    general: General
    product: tuple[Product, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        taken: dict[str, str] = {}
        for one in self.product:
            for flow in one.starts:
                if flow not in names():
                    raise ValueError(f"{one.name}: there is no flow {flow!r}")
            if one.begins_at and not all(load(flow).flow.allows(one.begins_at) for flow in one.starts):
                raise ValueError(f"{one.name}: its commands may not open {one.begins_at}")
            if one.flow and one.form:
                raise ValueError(f"{one.name}: the addresses of its form are those of its flow")
            if not (one.covered or one.not_covered):
                raise ValueError(f"{one.name}: says neither what is covered nor what is not")
            for key in one.spellings:
                if taken.setdefault(key, one.name) != one.name:
                    raise ValueError(f"{one.name}: {key!r} means {taken[key]} already")
        return self

    def find(self, typed: str) -> Product | None:
        """Give the product that somebody means, however they write it."""
        key = key_of(typed)
        return next((one for one in self.product if key and key in one.spellings), None)

    def sentences(self, product: Product, part: Part) -> tuple[SourcedSentence, ...]:
        """Give what is known of a product in one respect, what holds for every objection after its own."""
        own: tuple[SourcedSentence, ...] = getattr(product, part)
        if not product.covered_by or part not in ("covered", "not_covered"):
            return own
        shared: tuple[SourcedSentence, ...] = getattr(self.general, part)
        return (*own, *shared)


def key_of(typed: str) -> str:
    """Write a name so that case, accents, spaces and hyphens make no difference."""
    plain = unicodedata.normalize("NFKD", typed.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Give the one of `known` that somebody who typed `typed` probably meant; None when none is near."""
    by_key: dict[str, str] = {}
    for name in known:
        by_key.setdefault(key_of(name), name)
    found = difflib.get_close_matches(key_of(typed), by_key, n=1, cutoff=0.7)
    return by_key[found[0]] if found else None


@cache
def load_products(path: Path = FILE) -> Catalogue:
    """Read the products; raises FlowError."""
    return read(path, Catalogue)
