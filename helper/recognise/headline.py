"""What a headline that names the objection and AI says that one objects to: the use of one's data, or something else. Pure.

A service has other forms whose titles name both: to appeal against the AI label of a post, to rate an answer of its AI, to
ask how an objection stands, to take one back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.concepts import Concept
from flows.wording import normalise
from helper.recognise.patterns import Matcher
from helper.recognise.reading import Reading
from helper.recognise.words import Hit

# Of a stem ("object") the rest of the word; then at most a short word stands before what is objected to.
_POSSESSIVE = re.compile(r"\w*\W+(?:\w{1,6}\W+)?")
_REST = re.compile(r"\w*\W*(\w{1,3}\W+)?")


def objection_named(r: Reading, headings: list[str]) -> Hit | None:
    """Find a heading that names the objection and AI, and not that an objection is taken back."""
    return r.objection_and_ai([text for text in headings if not _is_undone(r, text)])


def names_undoing(r: Reading, headings: list[str]) -> bool:
    """Tell whether a heading is about an objection to AI that is taken back."""
    return any(_is_undone(r, text) and r.objection_and_ai([text]) for text in headings)


def is_to_use_of_data(r: Reading, headings: list[str]) -> bool:
    """Tell whether one of the headings that name the objection allows that it is one to the use of one's data for AI.

    "Object to your information being used for AI", "Right to object: AI at Meta"; not "Object to an answer of AI", nor
    "Object to the AI label on your post".
    """
    return any(_may_be_to_use(r, text) for text in headings if not _is_undone(r, text))


def _is_undone(r: Reading, text: str) -> bool:
    said = normalise(text)
    return r.find(Concept.UNDONE, [text]) is not None or any(
        _is_right_before(before, r.lexicon.matcher(language, Concept.WITHDRAW))
        for language in r.languages
        for before in r.lexicon.matcher(language, Concept.OBJECTION).before(said)
    )


def _is_right_before(text: str, words: Matcher) -> bool:
    """Tell whether a text ends with one of the words: "retirer votre", and not "at any time you may"."""
    return any(_POSSESSIVE.fullmatch(rest) for _, rest in words.ends(text))


def _may_be_to_use(r: Reading, text: str) -> bool:
    return any(_is_of_use(normalise(text), _Words(r, language)) for language in r.languages)


class _Words:
    """The words of one language that tell what is objected to."""

    def __init__(self, r: Reading, language: str) -> None:
        self._r, self._language = r, language

    def of(self, concept: Concept) -> Matcher:
        """Give the words of a class."""
        return self._r.lexicon.matcher(self._language, concept)


def _is_of_use(said: str, words: _Words) -> bool:
    ai, data = words.of(Concept.AI).spans(said), words.of(Concept.DATA).spans(said)
    objection = words.of(Concept.OBJECTION).spans(said)
    if not (ai and objection):
        return False
    first_ai, begin = min(ai)[0], min(objection)[0]
    if data:  # "the AI label on your post": what is objected to comes first, and is not the data
        return min(data)[0] < first_ai or first_ai < begin
    return not any(_is_said_to_what(rest, words) for rest in _behind(said, words))


def _behind(said: str, words: _Words) -> Iterator[str]:
    for _, rest in words.of(Concept.OBJECTION).ends(said):
        yield rest


def _is_said_to_what(rest: str, words: _Words) -> bool:
    """Tell whether right behind the objection it is said what it is to."""
    return any(_REST.fullmatch(before) for before in words.of(Concept.OBJECTED).before(rest))
