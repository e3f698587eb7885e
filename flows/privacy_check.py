"""The pages where a person reduces what is public, for `optout-assist privacy-check`: dated facts, and no verb.

Each page lies on the hosts of a service's flow, whose markers tell a login or a check of the account there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from flows import CHECK, FOLDER, names
from flows.hosts import is_allowed
from flows.load import load, read
from flows.products import Name, SourcedSentence, key_of, known_place
from flows.schema import Address, Slug, Strict, Text

FILE = FOLDER / f"{CHECK}.toml"


class CheckAddress(Address):
    """Where a page lies; `date` is when its source is from, else when it was looked up."""

    url: Annotated[Text, AfterValidator(known_place)]


class CheckPage(Strict):
    """One page: what a person may do there, in the order in which they are told."""

    name: Slug
    flow: Slug  # the service on whose hosts it lies
    title: Name
    short: Name  # in the panel's list of pages, where a word of twelve letters does not fit
    address: CheckAddress
    what: tuple[SourcedSentence, ...] = Field(min_length=1)  # what one may change there
    menu: tuple[SourcedSentence, ...] = Field(min_length=1)  # how to find it by the service's own menus
    limit: tuple[SourcedSentence, ...] = ()  # what it does not do

    @property
    def sentences(self) -> tuple[SourcedSentence, ...]:
        """Give everything that is told of it."""
        return (*self.what, *self.menu, *self.limit)


class Pages(Strict):
    """The file of pages, in the order in which they are opened."""

    schema_version: Literal[1] = Field(alias="schema")
    revision: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(\.\d+)?$")]
    page: tuple[CheckPage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        own, urls = [one.name for one in self.page], [one.address.url for one in self.page]
        if len(set(own)) < len(own) or len(set(urls)) < len(urls):
            raise ValueError("a name or an address stands there twice")
        for one in self.page:
            if one.flow not in names():
                raise ValueError(f"{one.name}: there is no flow {one.flow!r}")
            flow = load(one.flow).flow
            if not is_allowed(one.address.url, flow.hosts, flow.locale_domains):
                raise ValueError(f"{one.name}: its address is not on the hosts of {one.flow}")
        return self


@dataclass(frozen=True)
class ShippedCheck:
    """The pages that ship, and by which file."""

    pages: tuple[CheckPage, ...]
    revision: str
    sha256: str

    def choose(self, typed: Iterable[str]) -> tuple[CheckPage, ...] | str:
        """Give the pages that somebody names, by their names or their service's; else the word that names none."""
        wanted = list(typed)
        found: list[CheckPage] = []
        for word in wanted:
            key = key_of(word)
            of_word = [one for one in self.pages if key and key in (key_of(one.name), key_of(one.flow))]
            if not of_word:
                return word
            found += of_word
        return tuple(one for one in self.pages if one in found) if wanted else self.pages


@cache
def load_check(path: Path = FILE) -> ShippedCheck:
    """Read the pages; raises FlowError."""
    file = read(path, Pages)
    return ShippedCheck(file.page, file.revision, hashlib.sha256(path.read_bytes()).hexdigest())
