"""Mails on the disk, each a folder beside the bag: `ARCHIVE/<id>.mails/01/`.

Each holds the raw bytes as they came, what was made of them, the key of the signature where there was one, and the hashes of
these files (`helper.evidence.additions` says how they come there). What is learnt of a mail later (the person says what it is,
its key was fetched) comes into a folder of its own, after it: nothing that was kept is ever changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from helper.evidence.additions import (
    MAILS,
    Addition,
    attempt_of,
    folder_beside,
    list_beside,
    name_beside,
    order_of,
    parse_addition,
    put_beside,
    read_beside,
)
from helper.evidence.verify import Damage, DamageKind
from helper.mail.kinds import DkimReason, DkimVerdict, MailKind
from helper.mail.parse import MAIL_LIMIT
from helper.mail.signature import KEY_LIMIT
from helper.record import Frozen, Sha256, Time

MESSAGE, ABOUT, KEY = "message.eml", "about.json", "dkim-key.txt"

_LIMITS = {MESSAGE: MAIL_LIMIT, ABOUT: 100_000, KEY: KEY_LIMIT + 1}
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

SaidBy = Literal["words", "person"]


class KeySource(Frozen):
    """How a key came here."""

    name: str
    source: Literal["file", "dns"]
    fetched_at: Time | None
    server: str | None


class AboutSignature(Frozen):
    """What was found of the signature on the day."""

    verdict: DkimVerdict
    reason: DkimReason | None
    domain: str | None
    selector: str | None
    key: KeySource | None = None


class About(Addition):
    """What was made of a mail: `about.json`."""

    sha256: Sha256  # of the raw bytes
    size: int
    # None: they lie in this folder; else the number of the folder of an earlier look at the same mail.
    message_in: Annotated[str, StringConstraints(pattern=r"^\d{2,3}$")] | None = None
    kind: MailKind
    said_by: SaidBy
    quote: str | None  # the sentence that decided
    subject: str
    sender: str  # its domain
    sender_is_service: bool
    sent_at: Time | None  # as the mail says
    kept_at: Time
    # Against the attempt that the person named.
    doubts: tuple[Literal["service", "address", "time"], ...] = ()
    signature: AboutSignature
    software: str


@dataclass(frozen=True)
class KeptMail:
    """A mail beside a bag. When its files are not what was kept, `damage` says so, and the rest may be unknown."""

    attempt_id: str
    path: Path
    kind: MailKind = MailKind.UNCLEAR
    said_by: SaidBy = "words"
    sent_at: dt.datetime | None = None  # as the mail says; aware UTC
    kept_at: dt.datetime = _NEVER
    subject: str = ""  # ready to show
    sender: str = ""  # its domain, ready to show
    dkim: DkimVerdict = DkimVerdict.UNCHECKED
    sha256: str = ""
    damage: tuple[Damage, ...] = ()
    dkim_reason: DkimReason | None = None
    is_from_service: bool = True
    about: About | None = None  # all of it, as far as it is what was kept


@dataclass(frozen=True)
class Piece:
    """One folder, as it was found."""

    path: Path
    about: About | None = None
    message: bytes | None = None
    key: str | None = None
    damage: tuple[Damage, ...] = ()


def mails_folder(bag_path: Path) -> Path:
    """Give the folder in which the mails of a bag lie, if it has any."""
    return folder_beside(bag_path, MAILS)


def keep_mail(
    bag_path: Path,
    about: About,
    raw: bytes,
    key: str | None,
    is_new: Callable[[Sequence[KeptMail]], bool] = lambda _: True,
) -> tuple[Path, bool]:
    """Put a mail beside its bag: durable and whole on return, after an error not there. Gives where it is, and if it is new.

    Bytes that are kept already are not kept twice: then only what is new about them is, if `is_new` says that something is.
    Raises ArchiveProblem.
    """

    def decide() -> dict[str, bytes] | Path:
        there = [one for one in kept_mails(bag_path) if one.sha256 == about.sha256 and not one.damage]
        if there and not is_new(there):
            return there[-1].path
        found = about.model_copy(update={"message_in": there[-1].path.name if there else None})
        return {
            **({} if there else {MESSAGE: raw}),
            ABOUT: found.to_json(),
            **({} if key is None else {KEY: key.encode() + b"\n"}),
        }

    return put_beside(mails_folder(bag_path), decide)


def kept_mails(bag_path: Path) -> list[KeptMail]:
    """Give the mails of a bag in order of time, each with what was said of it last; damaged ones with their damage."""
    attempt_id, folder = attempt_of(bag_path), mails_folder(bag_path)
    whole: dict[str, KeptMail] = {}
    broken: list[KeptMail] = []
    for piece in read_pieces(bag_path):
        if piece.about is None or piece.damage:
            broken.append(_show(attempt_id, piece))
        elif piece.about.message_in is None:
            whole[piece.path.name] = _show(attempt_id, piece)
        elif (first := whole.get(piece.about.message_in)) and first.sha256 == piece.about.sha256:
            whole[piece.about.message_in] = _show(attempt_id, piece, first)
        else:
            damage = Damage(DamageKind.MISSING, f"{folder.name}/{piece.about.message_in}/{MESSAGE}")
            broken.append(_show(attempt_id, replace(piece, damage=(damage,))))
    for name, damage in list_beside(folder).damage:
        broken.append(_show(attempt_id, Piece(folder / name, damage=(damage,))))
    return sorted(
        [*whole.values(), *broken], key=lambda one: (one.sent_at or one.kept_at, order_of(one.path.name))
    )


def read_pieces(bag_path: Path) -> list[Piece]:
    """Read everything that was kept, in the order in which it was, with what is wrong with each."""
    return [_read(path, attempt_of(bag_path)) for path in list_beside(mails_folder(bag_path)).found]


def _read(path: Path, attempt_id: str) -> Piece:
    contents, damage = read_beside(path, _LIMITS, optional=(MESSAGE, KEY))
    shown = name_beside(path, ABOUT)
    about: About | None = None
    if ABOUT in contents and not any(one.file == shown for one in damage):
        about, wrong = parse_addition(About, contents[ABOUT], shown, attempt_id)
        damage += wrong
    if about is not None:
        message = contents.get(MESSAGE)
        found = None if message is None else hashlib.sha256(message).hexdigest()
        if found != (about.sha256 if about.message_in is None else None) and not damage:
            kind = DamageKind.MISSING if found is None else DamageKind.CHANGED
            damage.append(Damage(kind, name_beside(path, MESSAGE), about.sha256, found))
    key = contents[KEY].decode("ascii", "replace").strip() if KEY in contents else None
    return Piece(path, about, contents.get(MESSAGE), key, tuple(damage))


def _show(attempt_id: str, piece: Piece, first: KeptMail | None = None) -> KeptMail:
    about = piece.about
    if about is None:
        return KeptMail(attempt_id, piece.path, damage=piece.damage, is_from_service=False)
    return KeptMail(
        attempt_id=attempt_id,
        path=first.path if first else piece.path,
        kind=about.kind,
        said_by=about.said_by,
        sent_at=about.sent_at,
        kept_at=first.kept_at if first else about.kept_at,
        subject=about.subject,
        sender=about.sender,
        dkim=about.signature.verdict,
        sha256=about.sha256,
        damage=piece.damage,
        dkim_reason=about.signature.reason,
        is_from_service=about.sender_is_service,
        about=about,
    )
