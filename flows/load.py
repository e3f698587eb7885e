"""Reads flow and word files, with messages that a person who mends one can act on.

Size is capped before parsing, because a small TOML file of dotted keys can take seconds (40 kB: 8 s, measured), and deep
nesting raises RecursionError.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ValidationError

from flows import FOLDER
from flows.concepts import CLOSED, Concept
from flows.lines import Lines
from flows.problems import Mistake, Problem, mistakes_of
from flows.schema import Flow, Purpose, Strict, Vocabulary, WordsFile
from flows.soundness import find_doubts, find_mistakes

Model = TypeVar("Model", bound=Strict)  # Python 3.11 has no type parameters on functions

# Guards against a file that is none; the words of Ukrainian take half of it.
MAX_BYTES = 512 * 1024


class FlowError(Exception):
    """A flow or word file that cannot be used: `path` and every problem found in it."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__(f"{path}: " + "; ".join(map(str, self.problems)))


@dataclass(frozen=True)
class Service:
    """A flow together with the words of every language, as the recogniser needs them."""

    flow: Flow
    sha256: str
    origin: Literal["shipped", "custom"]

    @cached_property
    def words(self) -> Mapping[str, Mapping[Concept, Vocabulary]]:
        """The words of every language, the flow's own added to the shared ones; each file is read when it is needed."""
        known = dict.fromkeys((*languages(), *self.flow.words))
        return {language: _Merged(language, self.flow.words.get(language, {})) for language in known}


def read(path: Path, model: type[Model], *, is_known: bool = False) -> Model:
    """Read one TOML file into `model`; raises FlowError that holds every problem, with its line where that is known.

    `is_known`: the file ships, so that its words were looked at long ago; that takes three times as long as reading.
    """
    text = _read_text(path)
    try:
        data = model.arrange(tomllib.loads(text))
        # Through JSON, because pydantic's strict mode takes a TOML array for a tuple, a string for a state only there.
        found = model.model_validate_json(json.dumps(data, default=str))
        mistakes = [] if is_known else list(find_mistakes(found, _shared))
    except ValidationError as error:
        mistakes = list(mistakes_of(error, model.where, _known_names()))
    except RecursionError as error:
        raise FlowError(path, [Problem("too_deep")]) from error
    except ValueError as error:
        raise FlowError(path, [_syntax_problem(text, str(error))]) from error
    if mistakes:
        raise FlowError(path, _located(mistakes, text))
    return found


def check_file(path: Path) -> list[Problem]:
    """Check a flow file, or a file of words if it says its language; raises FlowError like `read`.

    What is allowed and may yet not be meant comes back.
    """
    text = _read_text(path)
    try:
        is_words = "language" in tomllib.loads(text)
    except (ValueError, RecursionError):
        is_words = False  # `read` says why
    return _located(find_doubts(read(path, WordsFile if is_words else Flow), _shared), text)


def _read_text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FlowError(path, [Problem("too_big", {"size": size, "most": MAX_BYTES})])
        data = path.read_bytes()
    except OSError as error:
        raise FlowError(path, [Problem("not_read", {"reason": error})]) from error
    try:
        # Some editors put a byte order mark at the front.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FlowError(path, [Problem("not_utf8", line=line)]) from error


def _located(mistakes: Iterable[Mistake], text: str) -> list[Problem]:
    """Add the lines, and put the problems in their order."""
    lines = Lines(text)
    found = [Problem(m.key, m.values, ".".join(map(str, m.place)), lines.find(m.place)) for m in mistakes]
    return sorted(found, key=lambda problem: problem.line or 0)


def _syntax_problem(text: str, said: str) -> Problem:
    """Tell where the text stops being TOML: where the parser says, else where a statement begins that never ends."""
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)\Z", said)
    reason = said[: at.start()] if at else said
    line = int(at[1]) if at and at[1] else Lines(text).unfinished
    return Problem("not_toml", {"reason": reason}, line=line)


def _known_names() -> set[str]:
    """Give every name that a file may hold, for somebody who mistyped one."""
    models, names = [Strict], set(map(str, Concept))
    while models:
        model = models.pop()
        models += model.__subclasses__()
        names |= {info.alias or name for name, info in model.model_fields.items()}
    return names


def _shared(language: str) -> Mapping[Concept, Vocabulary]:
    return vocabularies(language) if language in languages() else {}


@cache
def languages() -> tuple[str, ...]:
    """Name the languages whose words ship."""
    return tuple(sorted(path.stem for path in (FOLDER / "words").glob("*.toml")))


@cache
def words(language: str) -> WordsFile:
    """Read the words by which the pages before Send are known, in one language."""
    return _read_words("words", language)


@cache
def answers(language: str) -> WordsFile:
    """Read the words of an answer in one language: more than all others, and needed for one language only."""
    return _read_words("answers", language)


def _read_words(folder: str, language: str) -> WordsFile:
    path = FOLDER / folder / f"{language}.toml"
    found = read(path, WordsFile, is_known=True)
    if found.language != language:
        raise FlowError(path, [_other_name("language", found.language, language)])
    return found


def vocabularies(language: str) -> Mapping[Concept, Vocabulary]:
    """Give the words of one language that all services share."""
    return _Merged(language, {})


def load(name: str) -> Service:
    """Load a service that ships."""
    return load_file(FOLDER / f"{name}.toml", origin="shipped")


def load_objection(name: str) -> Service | None:
    """Load a service whose form objects to AI training; None for any other, also one that this version knows no more."""
    try:
        service = load(name)
    except FlowError:
        return None
    return service if service.flow.purpose is Purpose.OBJECTION else None


def load_file(path: Path, *, origin: Literal["shipped", "custom"] = "custom") -> Service:
    """Load a flow from a file, its own words added to the shared ones."""
    flow = read(path, Flow)
    if origin == "shipped" and flow.name != path.stem:
        raise FlowError(path, [_other_name("name", flow.name, path.stem)])
    return Service(flow, hashlib.sha256(path.read_bytes()).hexdigest(), origin)


def _other_name(place: str, found: str, name: str) -> Problem:
    return Problem("other_name", {"found": found, "name": name}, place)


class _Merged(Mapping[Concept, Vocabulary]):
    """The words of one language, a flow's own added to the shared ones, of which a file is read when one asks for it."""

    def __init__(self, language: str, own: Mapping[Concept, Vocabulary]) -> None:
        self._language, self._own = language, own

    def __getitem__(self, concept: Concept) -> Vocabulary:
        own, shared = self._own.get(concept), self._shared(concept)
        if own and shared:
            return Vocabulary(
                verified=own.verified + shared.verified, unverified=own.unverified + shared.unverified
            )
        if found := own or shared:
            return found
        raise KeyError(concept)

    def __iter__(self) -> Iterator[Concept]:
        return (concept for concept in Concept if concept in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _shared(self, concept: Concept) -> Vocabulary | None:
        if self._language not in languages():
            return None
        part = answers if concept in CLOSED else words
        return part(self._language).concepts.get(concept)
