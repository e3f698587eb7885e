"""What to write into the explanation field so that it fits, and what became of it.

The person's reason comes first, then the objection with its reference to an authority, which has several forms: some
end with a link, the shortest has none. Lengths are UTF-16 code units, as browsers count `maxlength` (HTML standard, "API
value"). All functions are pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

# Why nothing is inserted, or why what is inserted may not do.
WhyNot = Literal["nothing_asked", "already_there", "does_not_fit", "too_short"]

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_AFTER_URL = ".,;:!?…)]}»”’\"'"  # what stands after an address in a sentence, not in it
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")

# A stop counts before white space only, so that 3.5 and example.org stay whole; the stops of Chinese and Japanese need
# none after them. An empty line ends a sentence too (headings), a single line break does not (wrapped lines).
_SENTENCE_END = re.compile(
    r"""(?<![.!?…؟۔।])[.!?…؟۔।]++(?:\s?[»”’"')\]])*(?=\s|\Z)|[\u3002\uff01\uff1f\uff61]+[」』”’)]*|(?=\n\n)|\Z"""
)
# LRO and RLO: what follows is read backwards. Marks and isolates, with which Arabic or Hebrew is typed, are none of these.
_OVERRIDES = "\u202d\u202e"
_SHINGLE = 4  # words in a row that are ours and no accident


@dataclass(frozen=True)
class PlannedText:
    """What is appended to the field, as it stands, after what is there already; `text` None: nothing."""

    text: str | None
    shortened: bool = False  # the person's reason lost sentences, or the reference its link
    why: WhyNot | None = None
    has_reference: bool = False  # `text` holds the link


def utf16_length(text: str) -> int:
    """Count as browsers do for `maxlength`: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plan_text(
    *,
    reason: str | None,
    forms: Sequence[str],
    existing: str,
    max_units: int | None,
    min_units: int | None,
    multiline: bool = True,
) -> PlannedText:
    """Decide the text that is appended to `existing`: whole sentences only, a link whole or not at all.

    `forms` are the ways to put the reference, the longest first. The limits are those of the field, for all that stands
    in it afterwards. When the text is too long, a shorter form with the link is taken, then the reason loses sentences
    from its end, then the link goes. What the field holds already is not written a second time.
    """
    reason = _tidy(reason, multiline)
    forms = tuple(filter(None, (_tidy(form, multiline) for form in forms)))
    if not reason and not forms:
        return PlannedText(None, why="nothing_asked")
    if reason and _same_breaks(reason) in _same_breaks(existing):
        reason = ""
    if holds_reference(existing, forms):
        forms = ()
    if not reason and not forms:
        return PlannedText(None, why="already_there")

    joint = "\n" if multiline else " "
    lead = joint if existing.strip() and not existing[-1].isspace() else ""
    room = None if max_units is None else max_units - utf16_length(existing + lead)
    linked = tuple(form for form in forms if _links(form))
    bare = tuple(form for form in forms if not _links(form))
    fitted = _fit(reason, linked, joint, room) if linked or not bare else None
    fitted = fitted or (_fit(reason, bare, joint, room) if bare else None)
    if fitted is None:
        return PlannedText(None, why="does_not_fit")
    body, form = fitted
    has_link = bool(form and _links(form))
    is_short = min_units is not None and utf16_length(existing + lead + body) < min_units
    return PlannedText(
        lead + body,
        shortened=not body.startswith(reason) or (bool(linked) and not has_link),
        why="too_short" if is_short else None,
        has_reference=has_link,
    )


def unreadable_in(text: str) -> str | None:
    """Give the first character that no reader sees and that changes what they see, or None; line breaks and tabs are fine.

    Control characters (a file in UTF-16 is full of NUL), the overrides that turn a line around, and halves of characters.
    """
    return next(
        (
            char
            for char in text
            if (unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r\x85") or char in _OVERRIDES
        ),
        None,
    )


def holds_reference(text: str, forms: Iterable[str]) -> bool:
    """Tell whether a text holds one of the forms: its link, as a whole link, or, where it has none, its words."""
    links, words = set(_links(text)), _same_breaks(text)
    return any(
        own[-1] in links if (own := _links(form)) else _same_breaks(form) in words for form in forms if form
    )


def read_back(expected_text: str, found: str | None) -> Literal["present", "changed", "gone"]:
    """Tell what became of an inserted text in what the field holds now (None: the field is gone).

    Only the kind of line break and of no-break space is forgiven, since editors change both. `changed` means that
    something that can only be ours is left: four words in a row, or a link.
    """
    ours, theirs = _same_breaks(expected_text), _same_breaks(found or "")
    if ours in theirs:
        return "present"
    return "changed" if _traces(ours) & _traces(theirs) else "gone"


def _fit(reason: str, forms: Sequence[str], joint: str, room: int | None) -> tuple[str, str] | None:
    """Join as much as there is room for, and tell the form that was taken; None when not even the shortest fits."""
    forms = forms or ("",)
    shortest = forms[-1]
    left_for_reason = 0 if room is None else room - utf16_length(joint + shortest if shortest else "")
    kept = _first_sentences(reason, left_for_reason)
    tries = [(reason, form) for form in forms]
    tries += [(kept, shortest)] if kept else []
    tries += [("", form) for form in forms]
    for start, form in tries:
        body = joint.join(filter(None, (start, form)))
        if body and (room is None or utf16_length(body) <= room):
            return body, form
    return None


def _first_sentences(text: str, room: int) -> str:
    """Keep as many whole sentences as fit; "" when not even the first one does."""
    kept_end = 0
    used = 0
    for start, end in pairwise([0, *_sentence_ends(text)]):
        used += utf16_length(text[start:end])
        if used > room:
            break
        kept_end = end
    return text[:kept_end].rstrip()


def _sentence_ends(text: str) -> list[int]:
    """Find where the text may be cut: after each sentence, never inside a link; the end of the text is the last."""
    inside_links = {at for link in _URL.finditer(text) for at in range(link.start() + 1, link.end())}
    ends = {match.end() for match in _SENTENCE_END.finditer(text)}
    return sorted(end for end in ends - inside_links if end > 0)


def _links(text: str) -> list[str]:
    return [match.group().rstrip(_AFTER_URL) for match in _URL.finditer(text)]


def _tidy(text: str | None, multiline: bool) -> str:
    """Trim; write line breaks as the field keeps them: it strips them when it has one line."""
    lines = (line.strip(" \t") for line in _BREAK.split((text or "").strip()))
    return "\n".join(lines) if multiline else " ".join(filter(None, lines))


def _same_breaks(text: str) -> str:
    """Write every kind of line break and no-break space alike; an editor that sets paragraphs doubles line breaks."""
    lines = (line.strip(" \t") for line in _BREAK.split(_NO_BREAK_SPACE.sub(" ", text)))
    return "\n".join(filter(None, lines))


def _traces(text: str) -> set[tuple[str, ...]]:
    """Collect what would betray a part of the text elsewhere: its links, and its runs of words."""
    words = text.split()
    runs = {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
    return runs | {(link,) for link in _links(text)}
