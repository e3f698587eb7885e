"""What a person wrote last time, so that it can be proposed again. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.references import Reference
from helper.email_check import parse_address
from helper.followup.standing import address_of
from helper.record import Record


@dataclass(frozen=True)
class Proposal:
    """The wishes of the last attempt, as far as its record tells them."""

    address: str | None
    reference: str | None  # the code of an authority
    reason: str | None  # the person's own words


def propose(record: Record, known: Mapping[str, Reference]) -> Proposal:
    """Take address, reference and reason from a record; `known` are the references that can be inserted today."""
    explanation = record.explanation
    reference = known.get((explanation.reference or "").lower())
    return Proposal(
        address=_usable(address_of(record.email_check)),
        reference=reference.code if reference else None,
        reason=_own_words(explanation.text or "", explanation.inserted, explanation.reference, reference),
    )


def _usable(address: str | None) -> str | None:
    try:
        return parse_address(address) if address else None
    except ValueError:  # what the form displayed was none
        return None


def _own_words(text: str, is_inserted: bool, code: str | None, reference: Reference | None) -> str | None:
    """Take the objection and the reference out of what was sent, as this version or an earlier one wrote them.

    Where they cannot be found, because they have changed since, nothing is proposed: an old link is none of the
    person's words. Without a link in the record, all is kept: what was sent short is proposed as it was sent.
    """
    if not (is_inserted and code):
        return text.strip() or None
    for words in reference.words.values() if reference else ():
        for written in (*words.linked, *words.former):
            if found := re.search(_pattern(written), text):
                left = (text[: found.start()].strip(), text[found.end() :].strip())
                return "\n".join(filter(None, left)) or None
    return None


def _pattern(written: str) -> str:
    """Find a text whatever kind of spaces the page made of its own."""
    return r"\s+".join(map(re.escape, written.split()))
