"""The supervisory authorities that a person can refer to in the form, and the sentences that do so in each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from flows import FOLDER
from flows.load import read
from flows.schema import Fact, Language, Slug, Strict, Text

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


class Authority(Fact):
    """A supervisory authority and its page on this subject."""

    code: Slug
    name: Text
    short: Text
    url: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+/\S+$", max_length=300)]


class References(Strict):
    """The file of authorities and sentences."""

    schema_version: Literal[1] = Field(alias="schema")
    authority: tuple[Authority, ...] = Field(min_length=1)
    sentences: dict[Language, Sentences]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        codes = [authority.code for authority in self.authority]
        if len(set(codes)) != len(codes):
            raise ValueError("authority: a code occurs twice")
        if FALLBACK not in self.sentences:
            raise ValueError(f"sentences: {FALLBACK!r} is missing, which stands in for other languages")
        for authority in self.authority:
            for language, sentences in self.sentences.items():
                if len(_fill(sentences, authority).essential) < MIN_LENGTH:
                    raise ValueError(
                        f"sentences.{language}: under {MIN_LENGTH} characters for {authority.code}"
                    )
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


def _fill(sentences: Sentences, authority: Authority) -> ReferenceWords:
    # The short name alone: the link is long already, and the whole has to fit into short fields.
    essential = sentences.essential.replace("{authority}", authority.short).replace("{url}", authority.url)
    return ReferenceWords(essential, sentences.extra)


@cache
def load_references(path: Path = FOLDER / "references.toml") -> dict[str, Reference]:
    """Read the authorities, by code; raises FlowError."""
    file = read(path, References)
    return {
        authority.code: Reference(
            code=authority.code,
            name=authority.name,
            short=authority.short,
            url=authority.url,
            words={language: _fill(sentences, authority) for language, sentences in file.sentences.items()},
        )
        for authority in file.authority
    }
