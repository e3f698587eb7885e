"""What to write into the explanation field so that it fits, and what became of it.

The person's reason comes first, then the reference to an authority: an essential sentence that ends with a link, and
an extra one where there is room. Lengths are UTF-16 code units, as browsers count `maxlength` (HTML standard, "API
value"). All functions are pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

# Why nothing is inserted, or why what is inserted may not do.
Why = Literal["nothing_asked", "already_there", "does_not_fit", "too_short"]

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_AFTER_URL = ".,;:!?…)]}»”’\"'"  # what stands after an address in a sentence, not in it
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")

# A stop counts before white space only, so that 3.5 and example.org stay whole; the stops of Chinese and Japanese need
# none after them. An empty line ends a sentence too (headings), a single line break does not (wrapped lines).
_SENTENCE_END = re.compile(
    r"""(?<![.!?…؟۔।])[.!?…؟۔।]++(?:\s?[»”’"')\]])*(?=\s|\Z)|[\u3002\uff01\uff1f\uff61]+[」』”’)]*|(?=\n\n)|\Z"""
)
_SHINGLE = 4  # words in a row that are ours and no accident


@dataclass(frozen=True)
class Plan:
    """What is appended to the field, as it stands, after what is there already; `text` None: nothing."""

    text: str | None
    shortened: bool = False  # the person's reason lost sentences
    why: Why | None = None
    has_reference: bool = False  # `text` holds the essential sentence


def utf16_length(text: str) -> int:
    """Count as browsers do for `maxlength`: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plan_text(
    *,
    reason: str | None,
    essential: str | None,
    extra: str | None,
    existing: str,
    max_units: int | None,
    min_units: int | None,
    multiline: bool = True,
) -> Plan:
    """Decide the text that is appended to `existing`: whole sentences only, the link whole or nothing at all.

    The limits are those of the field, for all that stands in it afterwards. When the text is too long, `extra` goes
    first, then the reason loses sentences from its end. What the field holds already is not written a second time.
    """
    reason, essential, extra = (_tidy(part, multiline) for part in (reason, essential, extra))
    if not reason and not essential:
        return Plan(None, why="nothing_asked")
    if reason and _same_breaks(reason) in _same_breaks(existing):
        reason = ""
    if essential and _has_link_of(essential, existing):
        essential = extra = ""
    if not reason and not essential:
        return Plan(None, why="already_there")

    joint = "\n" if multiline else " "
    lead = joint if existing.strip() and not existing[-1].isspace() else ""
    room = None if max_units is None else max_units - utf16_length(existing + lead)
    body = _fit(reason, essential, extra if essential else "", joint, room)
    if body is None:
        return Plan(None, why="does_not_fit")
    is_short = min_units is not None and utf16_length(existing + lead + body) < min_units
    return Plan(
        lead + body,
        shortened=not body.startswith(reason),
        why="too_short" if is_short else None,
        has_reference=bool(essential),
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


def _fit(reason: str, essential: str, extra: str, joint: str, room: int | None) -> str | None:
    """Join as much as there is room for; None when the part that may not be cut does not fit."""
    reference = " ".join(filter(None, (essential, extra)))
    whole = joint.join(filter(None, (reason, reference)))
    if room is None or utf16_length(whole) <= room:
        return whole
    left_for_reason = room - utf16_length(joint + essential if essential else "")
    kept = _first_sentences(reason, left_for_reason)
    shorter = joint.join(filter(None, (kept, essential)))
    return shorter if shorter and utf16_length(shorter) <= room else None


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


def _has_link_of(essential: str, existing: str) -> bool:
    """Tell whether a text holds the link that the essential sentence ends with, as a whole link."""
    links = _links(essential)
    return links[-1] in _links(existing) if links else essential in existing


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
