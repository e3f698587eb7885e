"""What a headline that names the objection and AI says that one objects to: the use of one's data, or something else. Pure.

A service has other forms whose titles name both: to appeal against the AI label of a post, to rate an answer of its AI, to
ask how an objection stands, to take one back.
"""

from __future__ import annotations

import re

from flows.concepts import Concept
from flows.wording import normalise
from helper.recognise.patterns import Matcher
from helper.recognise.reading import Reading
from helper.recognise.words import Hit, Lexicon

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
    return any(_is_of_use(r.lexicon, language, normalise(text)) for language in r.languages)


def _is_of_use(lexicon: Lexicon, language: str, said: str) -> bool:
    of = (Concept.AI, Concept.DATA, Concept.OBJECTION)
    ai, data, objection = (lexicon.matcher(language, concept).spans(said) for concept in of)
    if not (ai and objection):
        return False
    first_ai, begin = min(ai)[0], min(objection)[0]
    if data:  # "the AI label on your post": what is objected to comes first, and is not the data
        return min(data)[0] < first_ai or first_ai < begin
    objected = lexicon.matcher(language, Concept.OBJECTED)
    behind = (rest for _, rest in lexicon.matcher(language, Concept.OBJECTION).ends(said))
    # Right behind the objection it may be said what it is to: "object to an answer of AI".
    return not any(_REST.fullmatch(before) for rest in behind for before in objected.before(rest))
