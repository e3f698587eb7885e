"""The record without what tells who the person is. Pure; what is masked is masked wherever it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from helper.email_check import find_addresses
from helper.record import Record

MASK = "[masked]"

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def redact_record(record: Record, kept: Collection[str]) -> str:
    """Write the record without addresses; of the evidence only the pictures in `kept`, by their path.

    What the person wrote stays, but for addresses in it: it is what the objection says.
    """
    check = record.email_check
    known = [address for address in (check.displayed, check.expected) if address]
    hidden = {name: MASK for name in ("displayed", "expected") if getattr(check, name)}
    changes = {
        "email_check": check.model_copy(update=hidden),
        "evidence": tuple(item for item in record.evidence if item.path in kept),
    }
    document: Json = json.loads(record.model_copy(update=changes).to_json())
    masked = mask_addresses(document, known)
    return json.dumps({"redacted": True, "record": masked}, ensure_ascii=False, indent=2) + "\n"


def mask_addresses(value: Json, known: Collection[str]) -> Json:
    """Mask every address in every text of a JSON value: those that are known, and whatever reads as one."""
    if isinstance(value, dict):
        return {name: mask_addresses(inner, known) for name, inner in value.items()}
    if isinstance(value, list):
        return [mask_addresses(inner, known) for inner in value]
    return _mask(value, known) if isinstance(value, str) else value


def _mask(text: str, known: Collection[str]) -> str:
    for address in sorted({*known, *find_addresses(text)}, key=len, reverse=True):
        text = (
            re.sub(re.escape(address.strip()), MASK, text, flags=re.IGNORECASE) if address.strip() else text
        )
    # An at sign with something around it may be an address in a spelling that nobody thought of.
    return re.sub(r"\S+[@\uff20\ufe6b]\S+", MASK, text)
