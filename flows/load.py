"""Reads flow and word files, with messages that a person who mends one can act on.

Size is capped before parsing, because a small TOML file of dotted keys can take seconds (40 kB: 8 s, measured), and deep
nesting raises RecursionError.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ValidationError

from flows import FOLDER
from flows.schema import Concept, Flow, Strict, Vocabulary, Words

Model = TypeVar("Model", bound=Strict)  # Python 3.11 has no type parameters on functions

MAX_BYTES = 64 * 1024


class FlowError(Exception):
    """A flow or word file that cannot be used: `path` and every problem found in it."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__(f"{path}: " + "; ".join(problems))
        self.path = path
        self.problems = problems


@dataclass(frozen=True)
class Service:
    """A flow together with the words of every language, as the recogniser needs them."""

    flow: Flow
    sha256: str
    origin: Literal["shipped", "custom"]

    @cached_property
    def words(self) -> Mapping[str, Mapping[Concept, Vocabulary]]:
        """The words of every language, the flow's own added to the shared ones; read on first use (0.1 s)."""
        merged = {language: _merge(language, self.flow) for language in languages()}
        for language, own in self.flow.words.items():
            merged.setdefault(language, own)
        return merged


def read(path: Path, model: type[Model]) -> Model:
    """Read one TOML file into `model`; raises FlowError that lists each problem as `place: what is wrong`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FlowError(path, [f"{size} bytes; at most {MAX_BYTES} are read"])
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        # Through JSON, because pydantic's strict mode takes a TOML array for a tuple, a string for a state only there.
        return model.model_validate_json(json.dumps(model.arrange(data), default=str))
    except OSError as error:
        raise FlowError(path, [error.strerror or str(error)]) from error
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()]
        raise FlowError(path, problems) from error
    except UnicodeDecodeError as error:
        raise FlowError(path, [f"not UTF-8 text (byte {error.start})"]) from error
    except (ValueError, RecursionError) as error:
        raise FlowError(path, [str(error) or type(error).__name__]) from error


@cache
def languages() -> tuple[str, ...]:
    """Name the languages whose words ship."""
    return tuple(sorted(path.stem for path in (FOLDER / "words").glob("*.toml")))


@cache
def words(language: str) -> Words:
    """Read the words of one language that all services share."""
    path = FOLDER / "words" / f"{language}.toml"
    found = read(path, Words)
    if found.language != language:
        raise FlowError(path, [f"language: says {found.language!r}, the file's name says {language!r}"])
    return found


def load(name: str) -> Service:
    """Load a service that ships."""
    return load_file(FOLDER / f"{name}.toml", origin="shipped")


def load_file(path: Path, *, origin: Literal["shipped", "custom"] = "custom") -> Service:
    """Load a flow from a file, its own words added to the shared ones."""
    flow = read(path, Flow)
    if origin == "shipped" and flow.name != path.stem:
        raise FlowError(path, [f"name: says {flow.name!r}, the file's name says {path.stem!r}"])
    return Service(flow, hashlib.sha256(path.read_bytes()).hexdigest(), origin)


def _merge(language: str, flow: Flow) -> dict[Concept, Vocabulary]:
    merged = dict(words(language).concepts)
    for concept, own in flow.words.get(language, {}).items():
        shared = merged.get(concept, Vocabulary())
        merged[concept] = Vocabulary(
            verified=own.verified + shared.verified, unverified=own.unverified + shared.unverified
        )
    return merged
