"""Puts a copy to hand over together, file by file, in memory no more than one picture at a time."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helper.evidence import bag
from helper.evidence.files import read_small, sha256_of
from helper.evidence.limits import read_limits
from helper.record import Evidence, Record
from helper.safe.clean import clean
from helper.safe.pictures import MOST_BYTES, UNREADABLE
from helper.share.locate import LeftOut, locate_masks
from helper.share.pictures import draw_copy, size_of
from helper.share.redact import redact_record
from helper.texts import Texts
from helper.texts.language import LANGUAGES
from helper.texts.sentences import format_utc

READ_ME = {"en": "READ-ME.txt", "fr": "LISEZ-MOI.txt"}
_LONGEST_ADDRESS = 300


@dataclass
class ShareCopy:
    """What a copy came to be; filled in while its files are given."""

    bag_path: Path
    record: Record
    texts: Texts  # of the captions
    is_redacted: bool
    shown: list[Evidence] = field(default_factory=list)
    left_out: list[tuple[Evidence, LeftOut]] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The name of the copy's folder."""
        return f"{self.record.id}-{'redacted' if self.is_redacted else 'copy'}"

    def say_left_out(self, texts: Texts) -> list[str]:
        """Name the pictures that are not in the copy, each with the reason; nothing where all are."""
        lines = self._left_out_lines(texts)
        return [texts.say("share.some_left_out"), *lines] if lines else []

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give the copy's files by name, the pictures first; raises OSError."""
        for item in self.record.evidence:
            if item.path.endswith(".png"):
                copied = self._picture(item)
                if isinstance(copied, LeftOut):
                    self.left_out.append((item, copied))
                else:
                    self.shown.append(item)
                    yield f"{self.folder}/{bag.name_in_data(item.path)}", copied
        yield f"{self.folder}/{bag.RECORD}", self._record()
        for name, content in self._limits().items():
            yield f"{self.folder}/{name}", content
        seal = sha256_of(self.bag_path / bag.TAG_MANIFEST)
        for language in LANGUAGES:
            text = self._read_me(Texts.load(language), seal)
            yield f"{self.folder}/{READ_ME[language]}", text.encode("utf-8")

    def _picture(self, item: Evidence) -> bytes | LeftOut:
        if not bag.is_file_name(bag.name_in_data(item.path)):
            return LeftOut.UNREADABLE
        content = read_small(self.bag_path / bag.DATA / bag.name_in_data(item.path), MOST_BYTES)
        if hashlib.sha256(content).hexdigest() != item.sha256:  # changed since it was verified
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        try:
            masks = locate_masks(item, size_of(content), self.record) if self.is_redacted else ()
            return masks if isinstance(masks, LeftOut) else draw_copy(content, masks, self._caption(item))
        except UNREADABLE:
            return LeftOut.UNREADABLE

    def _caption(self, item: Evidence) -> list[str]:
        say = self.texts.say
        lines = [
            say("share.caption.address", address=(item.url or "–")[:_LONGEST_ADDRESS]),
            say("share.caption.taken", time=format_utc(item.captured_at)),
            say("share.caption.attempt", id=self.record.id, picture=bag.name_in_data(item.path)),
            say("share.caption.sum", sum=item.sha256),
            say("share.caption.rehearsal") if self.record.rehearsal else "",
            say("share.caption.added"),
            say("share.caption.masked") if self.is_redacted else "",
        ]
        return list(filter(None, lines))

    def _record(self) -> bytes:
        if self.is_redacted:
            return redact_record(self.record, {item.path for item in self.shown}).encode("utf-8")
        return read_small(self.bag_path / bag.DATA / bag.RECORD, MOST_BYTES)

    def _limits(self) -> dict[str, bytes]:
        """Give the bag's own words on what it does not prove; those of today for a bag that has none."""
        found = {}
        for name, text in read_limits().items():
            try:
                found[name] = read_small(self.bag_path / name, MOST_BYTES)
            except FileNotFoundError:
                found[name] = text.encode("utf-8")
        return found

    def _read_me(self, texts: Texts, seal: str) -> str:
        kind = "redacted" if self.is_redacted else "copy"
        parts = [
            texts.say("share.title", id=self.record.id),
            *([texts.say("share.caption.rehearsal")] if self.record.rehearsal else []),
            texts.say(f"share.what.{kind}"),
            texts.say("share.pictures"),
            "\n\n".join(self._listed(texts, item) for item in self.shown) or texts.say("share.none"),
        ]
        if self.left_out:
            parts.append(texts.say("share.left_out"))
            parts.append("\n".join(self._left_out_lines(texts)))
        parts.append(texts.say(f"share.verify.{kind}", id=self.record.id, seal=seal))
        return "\n\n".join(parts) + "\n"

    def _listed(self, texts: Texts, item: Evidence) -> str:
        return texts.say(
            "share.picture",
            name=bag.name_in_data(item.path),
            kind=texts.say(f"share.kind.{item.kind}"),
            time=format_utc(item.captured_at),
            sum=item.sha256,
        )

    def _left_out_lines(self, texts: Texts) -> list[str]:
        return [
            "  "
            + texts.say(
                "share.one_left_out",
                name=clean(bag.name_in_data(item.path)),
                why=texts.say(f"share.why.{why}"),
            )
            for item, why in self.left_out
        ]
