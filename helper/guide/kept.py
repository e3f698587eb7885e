"""Everything that a run keeps: written to the disk at once, and listed for the record.

Pictures with what they show, what form and answer say, and what the pages that mattered are built like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helper.drift.description import PageShape
from helper.drift.shapes import Shapes
from helper.evidence.work import WorkFolder, utc_now
from helper.page.facts import Page
from helper.page.ports import Picture
from helper.page.readable import readable
from helper.record import Evidence, Kind

Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Draft:
    evidence: Evidence
    values: Values | None  # what the form held while it was taken; None when it changed meanwhile
    shows_all: bool | None = None  # of what was filled in


class Kept:
    """Keeps what matters; of the form being filled in only the latest picture, of each text the last one."""

    def __init__(self, work: WorkFolder) -> None:
        self._work = work
        self._kept: list[Evidence] = []
        self._draft: _Draft | None = None
        self._filled: Values | None = None  # what was sent, if `filled` shows that
        self._texts: dict[str, Evidence] = {}
        self._shapes = Shapes(work)
        self._count = 0

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that was kept, in the order in which it was taken."""
        drafts = [self._draft.evidence] if self._draft else []
        every = [*self._kept, *drafts, *self._texts.values(), *self._shapes.evidence]
        return tuple(sorted(every, key=lambda e: e.captured_at))

    def has(self, kind: Kind) -> bool:
        """Tell whether a picture of this kind is kept."""
        return any(e.kind is kind for e in self._kept)

    def draft_shows(self, values: Values) -> bool:
        """Tell whether the latest picture of the form shows these values."""
        return self._draft is not None and self._draft.values == values

    def keep(self, kind: Kind, picture: Picture) -> Evidence:
        """Write a picture durably, and into the journal that it is there."""
        evidence = self._write(kind, picture)
        self._kept.append(evidence)
        self.note(evidence)
        return evidence

    def note(self, evidence: Evidence) -> None:
        """Write into the journal that a picture is there."""
        self._work.note("picture", kind=evidence.kind, path=evidence.path)

    def keep_draft(
        self, picture: Picture, values: Values | None, *, shows_all: bool | None = None
    ) -> Evidence:
        """Write a picture of the form as it stands, in place of the one before."""
        before = self._draft
        self._draft = _Draft(self._write(Kind.DRAFT, picture), values, shows_all)
        if before:
            self._work.discard(before.evidence.path)
        return self._draft.evidence

    def rename(self, path: str, kind: Kind) -> None:
        """Call a picture that is kept what it turned out to be."""
        self._kept = [_as_kind(one, kind) if one.path == path else one for one in self._kept]

    def rename_all(self, kind: Kind, other: Kind) -> None:
        """Call every picture of a kind that is kept another one."""
        self._kept = [_as_kind(one, other) if one.kind is kind else one for one in self._kept]

    def settle_filled(self, sent: Values) -> None:
        """Send was pressed: the latest picture of the form becomes `filled`, and says whether it shows what was sent."""
        if self._draft is None:
            if self._filled != sent:
                self.rename_all(Kind.FILLED, Kind.DRAFT)  # it shows what was sent another time
            return
        self.rename_all(Kind.FILLED, Kind.DRAFT)  # of a first try that the person repaired
        self._filled = sent if self._draft.values == sent else None
        evidence = self._draft.evidence.model_copy(
            update={
                "kind": Kind.FILLED,
                "matches_sent": self._draft.values == sent,
                "shows_all": self._draft.shows_all,
            }
        )
        self._kept.append(evidence)
        self._draft = None

    def note_sent_otherwise(self) -> None:
        """The page sent something else than stood in the form: no picture of the form shows what was sent."""
        is_false = {"matches_sent": False}
        self._kept = [e.model_copy(update=is_false) if e.kind is Kind.FILLED else e for e in self._kept]

    def keep_text(self, what: Literal["form", "answer", "after-send"], page: Page | None) -> None:
        """Keep what a page says, in place of what it said before: a form may be sent again after an error."""
        text = readable(page) if page else None
        if page is None or text is None:
            return
        name = f"{what}.txt"
        if name in self._texts:
            self._work.discard(name)
        digest = self._work.add(name, text.encode("utf-8"))
        self._texts[name] = Evidence(
            path=name, kind=Kind.TEXT, sha256=digest, captured_at=utc_now(), url=page.url
        )

    def keep_shape(self, shape: PageShape) -> None:
        """Keep what a page is built like, each kind of page once."""
        self._shapes.keep(shape)

    def _write(self, kind: Kind, picture: Picture) -> Evidence:
        self._count += 1
        path = f"{self._count:02d}-{'filled' if kind is Kind.DRAFT else kind}.png"
        digest = self._work.add(path, picture.png)
        return Evidence(
            path=path,
            kind=kind,
            sha256=digest,
            captured_at=picture.taken_at,
            url=picture.url,
            regions=picture.regions,
            scale=picture.scale,
        )


def _as_kind(evidence: Evidence, kind: Kind) -> Evidence:
    """Give the same picture under another kind."""
    return evidence.model_copy(update={"kind": kind, "matches_sent": None, "shows_all": None})
