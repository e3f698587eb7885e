"""The text that objects and refers to a supervisory authority, in each language and in forms of several lengths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from flows import FOLDER
from flows.authorities import load_authorities
from flows.load import read
from flows.schema import Language, Strict

FALLBACK = "en"
# How many UTF-16 code units each form may have, with the name and the page of every authority.
LIMITS = {"full": 500, "medium": 300, "short": 200, "bare": 120}

ReferenceText = Annotated[str, StringConstraints(min_length=20, max_length=600)]


class Forms(Strict):
    """The text in one language, the longest first: an objection, then {authority} and last {url}; `bare` has neither."""

    full: ReferenceText
    medium: ReferenceText
    short: ReferenceText
    bare: ReferenceText

    @model_validator(mode="after")
    def _places_are_known(self) -> Self:
        for form in (self.full, self.medium, self.short):
            if not form.endswith("{url}") or form.count("{authority}") != 1:
                raise ValueError("all forms but bare: name {authority} once and end with {url}")
        for form in (self.full, self.medium, self.short, self.bare):
            left = form.removesuffix("{url}").replace("{authority}", "")
            if "{" in left or "}" in left:
                raise ValueError("only {authority} and {url} stand for something")
        if "{" in self.bare:
            raise ValueError("bare: names no authority and has no link")
        return self


class References(Strict):
    """The file of texts."""

    schema_version: Literal[2] = Field(alias="schema")
    sentences: dict[Language, Forms]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if FALLBACK not in self.sentences:
            raise ValueError(f"sentences: {FALLBACK!r} is missing, which stands in for other languages")
        return self


class FormerSentences(Strict):
    """What earlier versions wrote in one language."""

    essential: ReferenceText
    extra: ReferenceText


class FormerReferences(Strict):
    """The file of earlier sentences."""

    schema_version: Literal[1] = Field(alias="schema")
    sentences: dict[Language, FormerSentences]


@dataclass(frozen=True)
class ReferenceWords:
    """The texts of one language as they go into the form, the longest first, and those that went into it once."""

    linked: tuple[str, ...]  # each ends with the link
    bare: str
    former: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All that may be written today."""
        return (*self.linked, self.bare)


@dataclass(frozen=True)
class Reference:
    """One authority that can be referred to, and how in each language."""

    code: str
    name: str
    short: str
    url: str
    words: dict[str, ReferenceWords]

    def sentences_for(self, languages: Iterable[str]) -> ReferenceWords:
        """Give the texts in the first of `languages` that has them, else in English."""
        return next(
            (self.words[language] for language in languages if language in self.words), self.words[FALLBACK]
        )


def _fill(forms: Forms, former: FormerSentences | None, authority: str, url: str) -> ReferenceWords:
    # The short name alone: the link is long already, and the whole has to fit into short fields.
    def put(text: str) -> str:
        return text.replace("{authority}", authority).replace("{url}", url)

    essential = put(former.essential) if former else ""
    return ReferenceWords(
        linked=tuple(put(form) for form in (forms.full, forms.medium, forms.short)),
        bare=forms.bare,
        former=(f"{essential} {former.extra}", essential) if former else (),
    )


@cache
def load_references() -> dict[str, Reference]:
    """Read the texts, by the code of the authority that they refer to; raises FlowError."""
    forms = read(FOLDER / "references.toml", References).sentences
    former = read(FOLDER / "former-references.toml", FormerReferences).sentences
    found = {}
    for authority in load_authorities().authority:
        if authority.reference and authority.page:
            words = {
                language: _fill(one, former.get(language), authority.title, authority.page.url)
                for language, one in forms.items()
            }
            found[authority.reference] = Reference(
                authority.reference, authority.name, authority.title, authority.page.url, words
            )
    return found


def find_reference(typed: str) -> Reference | None:
    """Give the reference that somebody means: by its code, or by its authority's (`fr` is `cnil`)."""
    authority = load_authorities().find(typed)
    return load_references().get(authority.reference) if authority and authority.reference else None
