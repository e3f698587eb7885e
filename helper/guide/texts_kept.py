"""What is kept besides the pictures: what form and answer say, and what the pages that mattered are built like."""

from __future__ import annotations

from typing import Literal

from flows.schema import Flow
from helper.drift.describe import shape_of
from helper.drift.shapes import Shapes
from helper.evidence.work import WorkFolder, utc_now
from helper.page.facts import Page
from helper.page.readable import readable
from helper.recognise import Lexicon, Recognition
from helper.record import Evidence, Kind


class Papers:
    """Keeps texts and shapes; of each text the last one, since a form may be sent again after an error."""

    def __init__(self, work: WorkFolder, flow: Flow, lexicon: Lexicon) -> None:
        self._work, self._flow, self._lexicon = work, flow, lexicon
        self._shapes = Shapes(work)
        self._texts: dict[str, Evidence] = {}

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that was kept."""
        return (*self._texts.values(), *self._shapes.evidence)

    def keep_shape(self, page: Page | None, reading: Recognition) -> None:
        """Keep what a page is built like, for a report on how the service's pages change; no words of it, no values."""
        if page:
            self._shapes.keep(shape_of(page, self._flow, self._lexicon, reading))

    def keep_text(self, what: Literal["form", "answer"], page: Page | None) -> None:
        """Keep what a page says."""
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
