"""What a mutant is: a changed page, or what followed Send, and what is right to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from replica.texts import LANGUAGES

from benchmark.canvas import synonyms
from benchmark.exhibit import Exhibit
from flows.schema import State
from helper.record import Verdict

# Languages for which we have other words to change to.
RICH_LANGUAGES = tuple(language for language in LANGUAGES if synonyms(language))


@dataclass(frozen=True)
class After:
    """What followed Send: `pages` of the mutant is what stood there before."""

    kind: str
    # new_page, redrawn (all elements new in the same document), inserted (beside what stands there).
    manner: str
    html: str
    may_be_submitted: bool


@dataclass(frozen=True)
class Mutant:
    """A changed page, and what is right to say of it."""

    id: str
    exhibit: Exhibit
    displayed: str  # the address on the form
    mutators: tuple[str, ...]
    pages: Mapping[str, str]
    right: frozenset[State]
    verdicts: frozenset[Verdict]
    after: After | None = None

    @property
    def name(self) -> str:
        """Name the page and what was changed."""
        e = self.exhibit
        what = f"{self.after.kind}, {self.after.manner}" if self.after else e.name
        return f"{self.id}: {what}; {e.service} {e.language} {e.engine}; {', '.join(self.mutators) or 'no mutator'}"


def page_with_form(exhibit: Exhibit, pages: Mapping[str, str]) -> str:
    """Name the document that is changed: the frame where the form is in one."""
    return next((url for url in pages if url.endswith("?framed=1")), exhibit.url)
