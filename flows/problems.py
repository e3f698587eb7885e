"""What is wrong with a file, told apart so well that a person who mends it can be told in their language.

A problem names its sentence by a key and gives the values that fill it; the sentences are in the program's catalogue.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic_core import ErrorDetails

# ("marker", 3, "kind"): as the file's own tables and keys are nested, counted from 0.
KeyPath = tuple[str | int, ...]

# How a value may look, for the names that a person is most likely to write.
EXAMPLES = {
    "schema": "schema = 1",
    "name": 'name = "facebook"',
    "title": 'title = "Facebook"',
    "purpose": 'purpose = "objection"',
    "controller": 'controller = "Meta Platforms Ireland Ltd"',
    "revision": 'revision = "2026-11-22"',
    "verified_live": 'verified_live = "never"',
    "language": 'language = "fr"',
    "source": 'source = "where you saw it"',
    "date": "date = 2026-11-22",
    "certainty": 'certainty = "C"',
    "url": 'url = "https://www.facebook.com/help/contact/712876720715583"',
    "names": 'names = ["www.facebook.com"]',
    "host": 'host = "www.facebook.com"',
    "kind": 'kind = "path"',
    "state": 'state = "login"',
    "path": 'path = "/login"',
    "id": 'id = "712876720715583"',
    "words": 'words = ["Send"]',
    "unverified": 'unverified = ["Send"]',
    "verified": 'verified = [{ words = ["Send"], source = "where you saw it", date = 2026-11-22 }]',
    "address": "[[address]]",
    "marker": "[[marker]]",
}
# What the schema's own validators raise: they name the sentence themselves.
_OWN = {"foreign_host", "invisible"}
_SIMPLE = {
    "string_too_short": "empty",
    "too_short": "empty_list",
    "string_type": "not_text",
    "tuple_type": "not_list",
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "not_table"),
    **dict.fromkeys(("date_type", "date_parsing"), "not_date"),
    **dict.fromkeys(("date_from_datetime_parsing", "date_from_datetime_inexact"), "not_date"),
}


@dataclass(frozen=True)
class Problem:
    """One mistake: the sentence that explains it, its place, and its line where that is sure."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    place: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Give it for the log: the key and the values, without a sentence."""
        where = [f"line {self.line}"] if self.line else []
        where += [self.place] if self.place else []
        values = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return ": ".join([*where, f"{self.key} ({values})" if values else self.key])


@dataclass(frozen=True)
class Mistake:
    """Something that a schema found once the form was right."""

    place: KeyPath
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def mistakes_of(
    error: ValidationError, where: Callable[[KeyPath], KeyPath], known: Iterable[str]
) -> Iterator[Mistake]:
    """Translate what pydantic found; `known` are the names that a mistyped one may have meant."""
    names = list(known)
    seen: set[KeyPath] = set()
    for one in error.errors():
        # A list whose entries are all wrong counts as empty too.
        if one["type"] == "too_short" and one["input"]:
            continue
        mistake = _translate(one, where(one["loc"]), names)
        # A value that may be two things ("never" or a date) is wrong twice: once is enough.
        if mistake.place not in seen:
            seen.add(mistake.place)
            yield mistake


def _translate(error: ErrorDetails, place: KeyPath, known: list[str]) -> Mistake:
    kind, context, found = error["type"], error.get("ctx", {}), error.get("input")
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    if kind in _OWN:
        return Mistake(place, kind, context)
    if name == "verified_live" and kind != "missing":
        return Mistake(place, "not_live_date")
    if kind == "union_tag_not_found":
        kind, name, place = "missing", "kind", (*place, "kind")
    if kind == "missing":
        return Mistake(place, kind, {"example": EXAMPLES.get(name, f"{name} = …")})
    # "[key]": the name of a table is wrong, a concept's or a language's.
    if kind == "extra_forbidden" or (kind == "enum" and error["loc"][-1] == "[key]"):
        return _with_near(Mistake(place, "unknown_name", {"name": name}), name, known)
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        possible = str(context.get("expected") or context["expected_tags"])
        possible = possible.replace("'", "").replace(" or ", ", ")
        if kind == "union_tag_invalid":
            place, found = (*place, "kind"), context["tag"]
        mistake = Mistake(place, "not_possible", {"found": found, "possible": possible})
        return _with_near(mistake, str(found), possible.split(", "))
    if kind == "string_pattern_mismatch":
        return Mistake(
            place, "wrong_form", {"found": found, "example": EXAMPLES.get(name, "[words.fr.send]")}
        )
    if kind == "string_too_long":
        return Mistake(place, "too_long", {"most": context["max_length"]})
    if kind in _SIMPLE:
        return Mistake(place, _SIMPLE[kind])
    return Mistake(place, "other", {"reason": error["msg"]})


def _with_near(mistake: Mistake, typed: str, known: list[str]) -> Mistake:
    """Add what was probably meant, if something known is near."""
    near = difflib.get_close_matches(typed, known, n=1)
    if not near:
        return mistake
    return Mistake(mistake.place, f"{mistake.key}_near", {**mistake.values, "near": near[0]})
