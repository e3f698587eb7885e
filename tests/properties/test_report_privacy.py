"""Nothing that a page, a person or an address says gets into a drift report, whatever it is and wherever it stands."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from evidence_samples import record_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flows
from flows.concepts import Concept
from flows.load import load
from flows.schema import State, words_of
from flows.wording import normalise
from helper.drift.describe import shape_of
from helper.drift.description import TechnicalWord
from helper.drift.report import SYSTEMS, DriftReport, make_report
from helper.evidence.store import Archive
from helper.page.facts import Block, Button, Dialog, Document, FieldKind, FormElement, Frame, Page, PageField
from helper.recognise import Lexicon, recognise
from helper.record import Outcome

SERVICE = load("facebook")
# Few languages, since a page in none of them is searched in all.
LEXICON = Lexicon({language: SERVICE.words[language] for language in ("fr", "de", "ar")})
FRENCH = (
    "Envoyer",
    "m’opposer à l’IA",
    "adresse e-mail",
    "Expliquez pourquoi",
    "informations supplémentaires",
)
KNOWN_HOSTS = ("www.facebook.com", "m.facebook.com", "fr-fr.facebook.com")
PATHS = ("/help/contact/712876720715583", "/help/contact/", "/login/", "/checkpoint/", "/privacy/genai/", "/")
TIME = "2026-11-22T14:04:00Z"

# Everything that may stand in a report as text, besides hashes and numbers.
OUR_WORDS = {w for by in SERVICE.words.values() for v in by.values() for _, w in words_of(v)}
OUR_TERMS = {
    *map(str, (*State, *Concept, *Outcome)),
    *get_args(FieldKind),
    *get_args(TechnicalWord),
    *SYSTEMS.values(),
    *("email", "explanation", "text", "other", "alert", "status", "loading", "interactive", "complete"),
    *("shipped", "custom", "browser_page", "optout-assist drift report"),
    *(n for m in SERVICE.flow.marker for n in getattr(m, "names", ())),
    *(m.id for m in SERVICE.flow.marker if m.kind == "form_id"),
    *flows.names(),
}
OUR_FORMS = re.compile(
    r"[0-9a-f]{4}|[0-9a-f]{16}|[a-z]{2,3}(-[A-Z]{2})?|\d{4}-\d\d-\d\d"
    r"|(/(\{\d+\}|[0-9]{5,20}|help|contact|login|checkpoint|privacy|genai)?)*"
)


class Pages:
    """Draws pages whose every text holds secrets, and remembers all of these texts."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        letters = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHéйع0123456789", min_size=8, max_size=12)
        secrets = st.lists(letters.map("zQ{}".format), min_size=3, max_size=5, unique=True)
        number = draw(st.from_regex(r"[1-9][0-9]{12,15}", fullmatch=True))
        self.secrets = [*draw(secrets), "ana@zq.example", number]
        self.texts: list[str] = []

    def any(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self._draw(strategy)

    def text(self) -> str:
        pieces = st.one_of(st.sampled_from(self.secrets), st.sampled_from(FRENCH))
        parts = self._draw(st.lists(pieces, min_size=1, max_size=4))
        text = self._draw(st.sampled_from([" ", " : ", "\u202f", ""])).join(
            [self._draw(st.sampled_from(self.secrets)), *parts]
        )
        self.texts.append(text)
        return text

    def address(self) -> str:
        secret = self._draw(st.sampled_from(self.secrets))
        host = self._draw(st.sampled_from([*KNOWN_HOSTS, f"{secret}.facebook.com", "evil.example"]))
        path = self._draw(st.sampled_from(PATHS)) + self._draw(st.sampled_from(["", secret, f"{secret}/x"]))
        return f"https://{host}{path}" + self._draw(st.sampled_from(["", f"?next={secret}", f"#{secret}"]))

    def flag(self) -> bool:
        return bool(self._draw(st.booleans()))

    def chain(self) -> tuple[int, ...]:
        return tuple(self._draw(st.lists(st.integers(1, 9), max_size=4)))

    def field(self, key: int) -> PageField:
        limit = st.none() | st.integers(1, 10**9)
        return PageField(
            key=key,
            kind=self.any(st.sampled_from(get_args(FieldKind))),
            name=self.any(st.sampled_from(["", self.text()])),
            before=self.text(),
            hint=self.text(),
            technical=self.text(),
            group=self.text(),
            value=self.any(st.sampled_from([None, self.text()])),
            is_required=self.flag(),
            is_locked=self.flag(),
            is_invalid=self.flag(),
            max_length=self.any(limit),
            min_length=self.any(limit),
            touches=3,
            within=self.any(st.sampled_from([(9, 1), self.chain()])),
        )

    def document(self, number: int) -> Document:
        dialogs = self.any(st.lists(st.integers(1, 9), max_size=2, unique=True))
        blocks = [
            Block(
                text=self.any(st.sampled_from([self.text(), "M’opposer à l’IA"])),
                dialog=self.any(st.sampled_from([None, *dialogs])),
                live=self.any(st.sampled_from(["", "alert"])),
                is_heading=self.flag(),
            )
            for _ in range(self.any(st.integers(0, 4)))
        ]
        return Document(
            id=self.text(),
            url=self.address() if self.flag() else "https://www.facebook.com/help/contact/712876720715583",
            is_top=number == 0,
            is_ours=True,
            inherits=self.flag() and number > 0,
            has_password=False,
            has_code=False,
            is_visible=True,
            ready="complete",
            language=self.any(st.sampled_from(["fr", "fr-FR", "", self.text()])),
            title=self.text(),
            blocks=tuple(blocks),
            fields=tuple(self.field(20 + i) for i in range(self.any(st.integers(0, 3)))),
            buttons=tuple(
                Button(
                    key=30 + i,
                    text=self.any(st.sampled_from(["Envoyer", self.text()])),
                    is_submit=self.flag(),
                    is_off=self.flag(),
                    within=(9, 1),
                )
                for i in range(self.any(st.integers(0, 2)))
            ),
            forms=(
                FormElement(key=9, is_native=self.flag(), technical=self.text(), ids=(self.secrets[-1],)),
            ),
            dialogs=tuple(Dialog(key=key, is_modal=self.flag(), within=self.chain()) for key in dialogs),
            frames=(
                Frame(
                    host=self.any(st.sampled_from(["www.google.com", f"{self.secrets[0].lower()}.example"])),
                    path="/recaptcha/" + self.secrets[1],
                    width=300,
                    height=70,
                    within=(),
                ),
            ),
        )


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Draw a report of random pages and a record full of secrets, with the secrets and the texts that held them."""
    pages = Pages(draw)
    page = Page(pages.document(0), tuple(pages.document(1) for _ in range(draw(st.integers(0, 1)))))
    shape = shape_of(page, SERVICE.flow, LEXICON, recognise(page, SERVICE.flow, LEXICON))
    with tempfile.TemporaryDirectory() as folder:
        work = Archive(Path(folder) / "archive").begin("facebook")
    name = draw(st.sampled_from(["facebook", "anas-own"]))
    record = record_of(
        work,
        {},
        service=name,
        flow={"name": pages.text(), "revision": pages.text(), "sha256": pages.text(), "origin": "custom"},
        page={
            "url": pages.address(),
            "language": draw(st.sampled_from([None, "fr-FR", pages.text()])),
            "variant": pages.text(),
            "form_fingerprint": shape.fingerprint,
        },
        email_check={"verdict": "mismatch", "displayed": pages.text(), "expected": pages.text()},
        explanation={"reference": pages.text(), "inserted": True, "text": pages.text()},
        confirmation={"text": pages.text(), "signs": [pages.text()], "words_verified": False},
        timeline=[{"at": TIME, "state": "unknown"}],
        software={"name": pages.text(), "version": pages.text(), "browser": pages.text() + " 156.0.1"},
        notes=[pages.text()],
    )
    report = make_report(
        record, [(record.ended_at, shape)], services=flows.names(), system=pages.text()
    ).to_json()
    assert DriftReport.model_validate_json(report).sights[0].page == shape
    return report, pages.secrets, pages.texts


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in strings(one))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(reports())
def test_no_text_of_page_person_or_address_is_in_a_report_nor_its_hash(
    drawn: tuple[str, list[str], list[str]],
) -> None:
    report, secrets, texts = drawn
    folded, plain = report.casefold(), normalise(report)
    for secret in secrets:
        assert secret.casefold() not in folded
        assert normalise(secret) not in plain
    for text in [*secrets, *texts]:
        for spelling in (text, normalise(text), text.lower()):
            assert hashlib.sha256(spelling.encode()).hexdigest()[:16] not in report
    # The same from the other side: every text in it is one of ours, and no hour is.
    known = {*OUR_TERMS, *OUR_WORDS, *KNOWN_HOSTS, "www.google.com"}
    for text in strings(json.loads(report)):
        assert text in known or OUR_FORMS.fullmatch(text), text
    assert not re.search(r"\d\d:\d\d", report)
