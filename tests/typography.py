"""How a text is set: one rule for each language, so that nobody need remember it. Used by the tests of every text that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

# Code, addresses, values that are filled in, and what Markdown needs: typed or followed, not read. Each ends in its own
# paragraph, so that one left open hides no more than that; what is left of it is a fault.
_EXEMPT = re.compile(
    r"^ *```.*?^ *```|`(?:[^`\n]|\n(?!\s*\n))*`|https?://\S+|\{[^{}\n]*\}|<!--.*?-->|\]\([^)\n]*\)|!\[|^\| --- [^\n]*$",
    re.MULTILINE | re.DOTALL,
)
_ANYWHERE = {
    "a straight apostrophe: ’": r"'",
    "a straight quotation mark": r'"',
    "a no-break space of another kind: U+00A0": r"[\u2007\u2009\u202f]",
    "an invisible or unusual sign": r"[\u00ad\u2000-\u2006\u2008\u200a-\u200f\u2010\u2011\u2060\u3000\ufeff]",
    "a space beside a no-break space": r"(?<=[^\s|])(?:\u00a0 | \u00a0)|^ *\u00a0",
    "three full stops: …": r"\.\.\.",
    "a hyphen for a dash: –": r"(?<=[\w.,;:!?)»”]) - (?=\w)",
    "a sign without its pair": r"[`{}]",
}
_OF = {
    "fr": {
        "no-break space (U+00A0) missing before it": r"(?<!\u00a0)[;!?»%€]|(?<!\u00a0):(?=[\s*_»)]|$)",
        "no-break space (U+00A0) missing after it": r"«(?!\u00a0)|\bn°(?!\u00a0)",
        "no-break space (U+00A0) missing in it": r"(?<=\d) \d{3}\b",
        "a foreign quotation mark: « »": r"[“”]",
    },
    "en": {"a foreign quotation mark: “ ”": r"[«»]", "a space before it": r"[\s\u00a0][;!?:](?=\s|$)"},
}
_FAMILIAR = r"\b(tu|te|toi|ton|tes|t’[a-zéè]+)\b"
_OF_ONE_GENDER = (
    r"\bvous (?:vous |n’)*(?:êtes|serez|étiez|seriez)(?: pas| plus| déjà| bien| toujours)*"
    r" (?:\w+é|prêt|sûr|seul|certain|inscrit)\b|\bvous seul\b"
)


def faults(text: str, language: Literal["fr", "en"]) -> list[str]:
    """Give each place that is set wrongly, with the words around it and what is wrong."""
    prose = _EXEMPT.sub("x", text)
    return list(_found(prose, _ANYWHERE | _OF[language]))


def rude_to_the_reader(text: str) -> list[str]:
    """Give the French words that call the reader by the familiar form, or take them for a man; what is quoted is another's."""
    rules = {"says tu": _FAMILIAR, "fits a man alone": _OF_ONE_GENDER}
    return list(_found(re.sub(r"«[^»]*»", "x", _EXEMPT.sub("x", text)), rules))


def _found(prose: str, rules: dict[str, str]) -> Iterator[str]:
    for why, pattern in rules.items():
        for found in re.finditer(pattern, prose, re.IGNORECASE | re.MULTILINE):
            yield f"{prose[max(0, found.start() - 40) : found.end() + 10]!r}: {why}"
