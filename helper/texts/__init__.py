"""The one catalogue of words shown to people, in French and English.

`Texts.load("fr").say("panel.form.now", address=…)` gives a sentence. A missing key is a bug and raises KeyError: a
test keeps both languages complete and finds every key that the program asks for.
"""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from helper.errors import HelperError
from helper.texts.language import LANGUAGES

ERROR_PARTS = ("what", "safe", "now")


@dataclass(frozen=True)
class Texts:
    """The sentences of one language."""

    language: str
    sentences: Mapping[str, str]

    @classmethod
    def load(cls, language: str) -> Texts:
        """Read one language's catalogue; raises KeyError for a language that we do not speak."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return cls(language, read_sentences(__package__, f"{language}.toml"))

    def say(self, key: str, **values: object) -> str:
        """Give the sentence `key` with its `{values}` filled in.

        A value that needs words itself is a function of the texts, or what the system refused, which speaks English.
        """
        filled = {name: self._filled(value) for name, value in values.items()}
        sentence = self.sentences[key]
        return (_elide(sentence, filled) if self.language == "fr" else sentence).format(**filled)

    def _filled(self, value: object) -> object:
        if isinstance(value, OSError):
            return self._system_error(value)
        return value(self) if callable(value) else value

    def _system_error(self, error: OSError) -> str:
        """Say what the system refused, the usual in words, anything else by its number, which can be looked up."""
        # The look-up of a host's name has numbers of its own; to import its class for that would slow every start.
        is_of_name = type(error).__name__ == "gaierror"
        name = "no_host" if is_of_name else errno.errorcode.get(error.errno or 0, "").lower()
        key = f"system_error.{name}"
        if self.has(key):
            return self.say(key)
        return self.say("system_error.number", number=error.errno) if error.errno else type(error).__name__

    def explain(self, error: HelperError, parts: Iterable[str] = ERROR_PARTS) -> list[str]:
        """Say an error of ours: what happened, what is safe and what to do now, as far as each is told."""
        keys = (f"error.{error.key}.{part}" for part in parts)
        return [self.say(key, **error.values) for key in keys if self.has(key)]

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows `key`, for sentences that only some situations have."""
        return key in self.sentences


def _elide(sentence: str, values: Mapping[str, object]) -> str:
    """Write d’Instagram where a sentence has "de {service}": only the value tells whether a vowel follows."""

    def shorten(match: re.Match[str]) -> str:
        vowel = str(values.get(match[2], ""))[:1].lower() in tuple("aeiouyéèêàâîô")
        return f"{match[1]}’{{{match[2]}}}" if vowel else match[0]

    return re.sub(r"\b([Dd]|[Qq]u)e \{(service|next)\}", shorten, sentence)


@cache  # a file of ours does not change while the program runs; a page of the window asks for it several times
def read_sentences(package: str, name: str) -> Mapping[str, str]:
    """Read a package's file of sentences: each by its whole key (`panel.form.now`)."""
    # Here and not above: this package is read for `--help`, and the import takes as long as a fourth of Click's.
    from importlib import resources  # noqa: PLC0415

    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType(dict(_flatten(tomllib.loads(text))))


def _flatten(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            pairs += _flatten(value, f"{key}.")
        else:
            pairs.append((key, str(value).strip()))
    return pairs
