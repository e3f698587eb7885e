"""Kept mails, each signature judged anew with the key that is kept beside it: for years, and without asking anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.mails import load_mails
from helper.evidence.additions import name_beside
from helper.evidence.verify import Damage, DamageKind
from helper.mail.kept import ABOUT, KeptMail, Piece, kept_mails, read_pieces
from helper.mail.kinds import DkimReason, DkimVerdict
from helper.mail.parse import NotAMailError, parse_mail
from helper.mail.signature import DkimKey, judge


def check_mails(bag_path: Path) -> list[KeptMail]:
    """Give the mails of a bag like `kept_mails`; one that claims more than its bytes and its key show is damaged."""
    pieces = read_pieces(bag_path)
    checked = []
    for one in kept_mails(bag_path):
        damage = [] if one.damage else _false_claims(one, pieces)
        checked.append(replace(one, damage=(*one.damage, *damage)))
    return checked


def _false_claims(mail: KeptMail, pieces: Sequence[Piece]) -> list[Damage]:
    own = [piece for piece in pieces if piece.about and piece.about.sha256 == mail.sha256]
    raw = next((piece.message for piece in own if piece.message is not None), b"")
    keys = [piece.key for piece in own if piece.key is not None]
    if mail.about is None or mail.dkim not in (DkimVerdict.ALIGNED, DkimVerdict.REFUSED):
        return []
    found = judge(
        raw,
        _domain(raw),
        load_mails(),
        lambda _: DkimKey(keys[-1], "file") if keys else DkimReason.NO_KEY,
    )
    # What it said of itself then may be over by now.
    if found.verdict is mail.dkim or found.reason is DkimReason.EXPIRED:
        return []
    return [Damage(DamageKind.CHANGED, name_beside(mail.path, ABOUT), str(found.verdict), str(mail.dkim))]


def _domain(raw: bytes) -> str:
    try:
        return parse_mail(raw).domain
    except NotAMailError:
        return ""
