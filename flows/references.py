"""The sentences in which a person can refer to a supervisory authority in the form, in each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from flows import FOLDER
from flows.authorities import load_authorities
from flows.load import read
from flows.schema import Language, Strict

# The form of 2024 demanded that many characters; a reference alone is to be enough.
MIN_LENGTH = 100
FALLBACK = "en"

Sentence = Annotated[str, StringConstraints(min_length=20, max_length=600)]


class Sentences(Strict):
    """What refers to an authority in one language: `essential` names it and ends with its link, `extra` may be left out."""

    essential: Sentence
    extra: Sentence

    @model_validator(mode="after")
    def _places_are_known(self) -> Self:
        if not self.essential.endswith("{url}") or self.essential.count("{authority}") != 1:
            raise ValueError("essential: names {authority} once and ends with {url}")
        left = self.essential.replace("{authority}", "").removesuffix("{url}")
        if "{" in left or "}" in left or "{" in self.extra or "}" in self.extra:
            raise ValueError("only {authority} and {url} stand for something, and only in essential")
        return self


class References(Strict):
    """The file of sentences."""

    schema_version: Literal[1] = Field(alias="schema")
    sentences: dict[Language, Sentences]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if FALLBACK not in self.sentences:
            raise ValueError(f"sentences: {FALLBACK!r} is missing, which stands in for other languages")
        return self


@dataclass(frozen=True)
class ReferenceWords:
    """The sentences as they go into the form."""

    essential: str
    extra: str


@dataclass(frozen=True)
class Reference:
    """One authority that can be referred to, and how in each language."""

    code: str
    name: str
    short: str
    url: str
    words: dict[str, ReferenceWords]

    def sentences_for(self, languages: Iterable[str]) -> ReferenceWords:
        """Give the sentences in the first of `languages` that has them, else in English."""
        return next(
            (self.words[language] for language in languages if language in self.words), self.words[FALLBACK]
        )


def _fill(sentences: Sentences, authority: str, url: str) -> ReferenceWords:
    # The short name alone: the link is long already, and the whole has to fit into short fields.
    essential = sentences.essential.replace("{authority}", authority).replace("{url}", url)
    return ReferenceWords(essential, sentences.extra)


@cache
def load_references(path: Path = FOLDER / "references.toml") -> dict[str, Reference]:
    """Read the sentences, by the code of the authority that they refer to; raises FlowError."""
    sentences = read(path, References).sentences
    found = {}
    for authority in load_authorities().authority:
        if authority.reference and authority.page:
            words = {
                language: _fill(one, authority.title, authority.page.url)
                for language, one in sentences.items()
            }
            found[authority.reference] = Reference(
                authority.reference, authority.name, authority.title, authority.page.url, words
            )
    return found


def find_reference(typed: str) -> Reference | None:
    """Give the reference that somebody means: by its code, or by its authority's (`fr` is `cnil`)."""
    authority = load_authorities().find(typed)
    return load_references().get(authority.reference) if authority and authority.reference else None
