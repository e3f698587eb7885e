"""A page taken apart so that it can be changed, and what a change means for what is right to say.

`mutate(html, mutator, about, chance)` gives the changed page and what is right to say of it now, or None where the change
does not apply: a pure function. `chance` decides where and how; the same chance gives the same page.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from bs4 import BeautifulSoup, NavigableString, Tag
from replica.texts import Texts, texts

from flows.schema import State
from helper.record import Verdict

FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable]"
ADDRESS_FIELDS = "[name=email]:not([type=hidden])"
# Of the replica's own scripts: what these find must stay findable.
KEPT_IDS = ("mount_0_0", "late", "setup")
LABELS = ("email", "explanation", "explanation_required", "additional", "country")
ALL_LABELS = (*LABELS, "third_prompt", "third_evidence", "general_reason", "portal_product")
FORMS = frozenset({"form", "validation_error", "third_party_form", "other_form"})
OUR_FORM = frozenset({"form", "validation_error"})
NOTICES = {
    "already_objected": "already",
    "unavailable": "unavailable",
    "region": "region",
    "error": "error",
    "page_identity": "page_identity",
}
NO_MATCH = frozenset(Verdict) - {Verdict.MATCH}


@dataclass(frozen=True)
class About:
    """What a page is: which state, in which language, and which addresses the person and the page have."""

    state: str
    language: str
    displayed: str  # the address on the form
    expected: str  # the person's own

    @property
    def words(self) -> Texts:
        """The page's sentences."""
        return texts(self.language)


@dataclass(frozen=True)
class Effect:
    """What a change makes right: other states beside the page's own, other verdicts instead of it."""

    also: frozenset[State] = frozenset()
    verdicts: frozenset[Verdict] | None = None


UNCHANGED = Effect()
MAY_BE_UNKNOWN = Effect(frozenset({State.UNKNOWN}))


class Canvas:
    """A page taken apart. The react engine's form is kept by its script: it is the part that `form` is about."""

    def __init__(self, html: str) -> None:
        self.page = BeautifulSoup(html, "html.parser")
        late = self.page.find("script", id="late")
        self._late = late if isinstance(late, Tag) else None
        self.form = (
            BeautifulSoup(json.loads(self._late.string or ""), "html.parser") if self._late else self.page
        )

    def html(self) -> str:
        """Put the page together again."""
        if self._late:
            self._late.string = json.dumps(str(self.form)).replace("<", "\\u003c")
        return str(self.page)

    @property
    def parts(self) -> list[BeautifulSoup]:
        """The page, and its form where that is another part."""
        return [self.page, self.form] if self._late else [self.page]

    @property
    def box(self) -> Tag | None:
        """The element that holds the form's fields."""
        return self.form.select_one("[data-transport]")

    @property
    def rows(self) -> list[Tag]:
        """The rows of the form that hold a field."""
        return (
            [row for row in self.box.find_all(True, recursive=False) if row.select(FIELDS)]
            if self.box
            else []
        )

    def texts(self) -> list[NavigableString]:
        """Every visible piece of text."""
        unseen = ("script", "style", "title", "option", "textarea", "head", "[document]", "html")
        return [
            node
            for part in self.parts
            for node in part.find_all(string=True)
            if isinstance(node, NavigableString)
            and node.parent is not None
            and node.parent.name not in unseen
            and (node.parent.name != "template")
            and node.strip()
        ] + ([n for n in self.form.find_all(string=True, recursive=False) if n.strip()] if self._late else [])

    def say_instead(self, old: str, new: str) -> bool:
        """Replace a sentence wherever it stands, as text or as an attribute that people hear."""
        is_found = False
        for node in self.texts():
            if node.strip() == old:
                node.replace_with(new)
                is_found = True
        for part in self.parts:
            for tag in part.find_all(True):
                for name in ("aria-label", "placeholder", "value"):
                    if tag.get(name) == old:
                        tag[name] = new
                        is_found = True
            if part.title and part.title.string == old:
                part.title.string = new
        return is_found

    def new(self, html: str) -> Tag:
        """Make an element."""
        made = BeautifulSoup(html, "html.parser").find(True)
        assert isinstance(made, Tag)
        return made.extract()

    def place(self, html: str, where: str) -> None:
        """Put something on the page: at its `top`, its `end`, or `before` or `after` the form."""
        body, made = self.page.body, self.new(html)
        assert body is not None
        if where in ("before", "after") and self.box is not None:
            (self.box.insert_before if where == "before" else self.box.insert_after)(made)
        elif where == "top":
            body.insert(0, made)
        else:
            body.append(made)


Change = Callable[[Canvas, About, Random], Effect | None]


@dataclass(frozen=True)
class Mutator:
    """One kind of change, and the states to whose pages it applies."""

    change: Change
    states: frozenset[str] | None = None  # None: all

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.change.__name__


def mutate(html: str, chosen: Mutator, about: About, chance: Random) -> tuple[str, Effect] | None:
    """Change a page; None where the change does not apply."""
    canvas = Canvas(html)
    effect = chosen.change(canvas, about, chance)
    return None if effect is None else (canvas.html(), effect)


@cache
def synonyms(language: str) -> dict[str, list[str]]:
    """Give other words of a language; none for most."""
    path = Path(__file__).with_name("synonyms.toml")
    return tomllib.loads(path.read_text("utf-8")).get(language, {})
