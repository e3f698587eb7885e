"""Which words of a text are somebody's name, by how they are written: what a person is called says nothing. Pure."""

from __future__ import annotations

import re

from flows.wording import normalise

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
# "lena_paints", "lena.paints": what an account is called, in small letters; "EXPIRED_24H" is a state.
_HANDLE = re.compile(r"\w+(?:_\w+)+|\b[^\W\d_]+(?:\.[^\W\d_]+)+\b")
_LATIN = re.compile(r"\b[A-Za-z\u00c0-\u024f]+\b")
_OTHER_SCRIPTS = frozenset({"ar", "bg", "el", "uk"})
# Where every noun has a capital it shows no name.
_NOUNS_IN_CAPITALS = frozenset({"de"})
_LONG = 4  # letters: a word of so many is written small in a sentence, and large in a Headline Like This
_AFTER_STOP = re.compile(r"[.!?…:•·|\"“”„«»(\[]\s*$|^\s*$")
_IN_LIST = re.compile(r"[:(]\s*$")


def names_in(text: str, language: str) -> frozenset[str]:
    """Give the words, normalised, that a capital in the middle of a sentence, another script or an underscore shows to be names."""
    found = [one[0] for one in _HANDLE.finditer(text) if one[0].islower()]
    if language in _OTHER_SCRIPTS:
        found += _LATIN.findall(text)
    if language not in _NOUNS_IN_CAPITALS:
        found += _capitals(text)
    return frozenset(word for name in found for word in re.findall(r"[^\W\d_]+", normalise(name)))


def _capitals(text: str) -> list[str]:
    tokens = list(_TOKEN.finditer(text))
    is_headline = len(tokens) > 1 and all(_is_capital(one[0]) for one in tokens[:2])
    if is_headline or not any(one[0].islower() and len(one[0]) >= _LONG for one in tokens):
        return []
    found = []
    for number, token in enumerate(tokens):
        if not _is_capital(token[0]):
            continue
        before = text[: token.start()]
        follows = tokens[number + 1 : number + 2]
        # "… accounts: Tom Ashdown" begins a list, not a sentence.
        is_full_name = (
            bool(follows)
            and _is_capital(follows[0][0])
            and text[token.end() : follows[0].start()] == " "
            and bool(_IN_LIST.search(before))
        )
        if is_full_name or not _AFTER_STOP.search(before):
            found.append(token[0])
    return found


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not (len(word) > 1 and word.isupper())
