"""How the words of a flow are compared with a page's: what is the same when typed otherwise, and which never match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Stands in a phrase for any text within the same sentence. Each one makes a search longer: few are enough.
GAP = "…"
MOST_GAPS = 3
# At an edge of a word of a closed class: the word may go on there ("demande*", "*n't").
OPEN = "*"
# A last word of so few letters must stand alone: "ia" is not found in "maria", nor "du" in "durée".
SHORT = 3

# Where a word begins and ends.
BEGINS = r"(?<!\w)"
ENDS = r"(?!\w)"

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′`´‛＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
# A number with a full stop is nearly always an ordinal ("21. článek"), which ends no sentence.
_SENTENCE_END = re.compile(r"\s[•·|]\s|(?<=[.!?؟。])(?<!\d\.)\s+")
# Scripts that set no spaces between words: two letters of Chinese or Japanese, four of Thai, Lao, Burmese or Khmer, before
# another one of them, are about a word.
_UNSPACED = re.compile(
    r"[\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003134f]{2}(?=[\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003134f])"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{4}(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])"
)
# Arabic joins "and", "by", "for", "like" and the article to the word that follows; as few of them as leave a known word.
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
ARABIC_PREFIX = "(?:[وفبلك]{0,2}?(?:ال|لل)??)"


@lru_cache(maxsize=32768)  # the phrases of some languages, and what the page says
def normalise(text: str) -> str:
    """Give the text without what typography and encodings vary: accents, case, apostrophes, hyphens, kinds of space."""
    if text.isascii():  # nothing to decompose, at a tenth of the time
        return " ".join(text.translate(_APOSTROPHES).lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_HYPHENS))
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    # Case-folding may bring back combining marks (Turkish İ), hence folded last and stripped again.
    folded = unicodedata.normalize("NFKD", kept.casefold())
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Mn").split())


def spaced(text: str) -> str:
    """Give the text with spaces in what is written without any: a sentence in Japanese is no single word."""
    return _UNSPACED.sub(lambda found: f"{found[0]} ", text)


def abbreviation_pattern(abbreviations: Iterable[str]) -> re.Pattern[str] | None:
    """Compile abbreviations ("dvs.", "p. ex."), whose full stop ends no sentence; None without any."""
    alternatives = [re.escape(normalise(one)) for one in abbreviations]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})") if alternatives else None


def sentences(text: str, abbreviations: re.Pattern[str] | None = None) -> list[str]:
    """Split normalised text where sentences end, and not after an abbreviation."""
    ends = list(_SENTENCE_END.finditer(text))
    if ends and abbreviations:
        spans = [found.span() for found in abbreviations.finditer(text)]
        ends = [
            end
            for end in ends
            if end.group().strip() or not any(first < end.start() <= last for first, last in spans)
        ]
    starts = [0, *(end.end() for end in ends)]
    stops = [*(end.start() for end in ends), len(text)]
    return [text[start:stop] for start, stop in zip(starts, stops, strict=True) if start < stop]


def phrase_pattern(phrase: str) -> str:
    """Give the regular expression that finds a phrase in a normalised sentence.

    A phrase begins where a word begins, and its last word may go on ("oppos" finds "opposer") unless it is short.
    """
    return ".*?".join(map(_part_pattern, map(normalise, phrase.split(GAP))))


def _part_pattern(part: str) -> str:
    prefix = ARABIC_PREFIX if _ARABIC_LETTER.match(part) else ""
    # After an apostrophe ("merci d'") or before one ("'s") letters are what is expected.
    begins = BEGINS if re.match(r"\w", part) else ""
    ends = ENDS if len(part.rsplit(" ", 1)[-1]) <= SHORT and re.search(r"\w\Z", part) else ""
    return prefix.join([begins, re.escape(part)]) + ends


def class_pattern(phrase: str) -> str:
    """Give the regular expression that finds a member of a closed class: whole words, but for an edge that is open."""
    return ".*?".join(_member_pattern(part) for part in phrase.split(GAP))


def _member_pattern(part: str) -> str:
    inner = normalise(part.strip().strip(OPEN))
    # An open edge takes the rest of the word with it, so that nothing of it is left when the word is cut out.
    begins = r"\w*" if part.strip().startswith(OPEN) else BEGINS if re.match(r"\w", inner) else ""
    ends = r"\w*" if part.strip().endswith(OPEN) else ENDS if re.search(r"\w\Z", inner) else ""
    prefix = ARABIC_PREFIX if _ARABIC_LETTER.match(inner) else ""
    return begins + prefix + re.escape(inner) + ends


def short_end(phrase: str) -> str | None:
    """Give the last word of a phrase of several words if it is so short that it is found as a whole word only."""
    last = re.findall(r"\w+", normalise(phrase.rsplit(GAP, 1)[-1]))
    return last[-1] if " " in phrase.strip() and last and len(last[-1]) <= SHORT else None


def whole_words(phrases: Iterable[str]) -> set[str]:
    """Give every word that stands in the phrases as a whole: the last one of a phrase may be a mere beginning."""
    found: set[str] = set()
    for phrase in phrases:
        tokens = re.findall(r"\w+", normalise(phrase.replace(GAP, " ")))
        found.update(tokens[:-1] or tokens)
    return found


def flaw(phrase: str, abbreviations: re.Pattern[str] | None = None) -> str | None:
    """Name what keeps a phrase from ever matching: `gap_at_edge`, `three_dots`, `too_many_gaps`, `no_letters`,
    `one_letter`, `two_sentences`; None for a sound one."""
    parts = [normalise(part) for part in phrase.split(GAP)]
    if len(parts) > 1 and not all(parts):
        return "gap_at_edge"
    if ".." in phrase:
        return "three_dots"
    if len(parts) - 1 > MOST_GAPS:
        return "too_many_gaps"
    letters = [len(re.findall(r"\w", part)) for part in parts]
    if not all(letters):
        return "no_letters"
    if sum(letters) == 1:
        return "one_letter"
    if any(len(sentences(part, abbreviations)) > 1 for part in parts):
        return "two_sentences"
    return None
