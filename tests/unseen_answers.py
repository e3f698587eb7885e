"""Answers in sentences that the tables of words were not made from: each judged as an attempt judges a page after Send.

`tests/answers/<language>.toml` is not tuned to: when an answer is read wrongly, the rule or a whole class of words is mended,
and new answers are written; those of before go to `earlier/`. Those in `ordinary/` are the most likely ones. A kind says
what the answer means: `success`, `refused`, `condition`, `undone`, `underway`, `elsewhere`, `general` (what the law, a
policy or a form says), `other`, `question`, `contract`, `error`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from page_samples import block, document

from flows.load import load
from flows.schema import Flow, State
from helper.guide.history import History
from helper.guide.sending import Sending
from helper.page.facts import Block, Page
from helper.recognise import FormView, Lexicon, recognise

FOLDER = Path(__file__).parent / "answers"
_PRESSED = History(timeline=[], is_pressed=True)
RIGHT = {"success": {State.SUBMITTED}, "refused": {State.REFUSED}}
# What may be said of anything else: that it went off, or that something is wrong with it; never that it counts.
NEVER = {State.SUBMITTED, State.ALREADY_OBJECTED}


@dataclass(frozen=True)
class UnseenAnswer:
    """What a page shows after Send, and what kind of answer that is."""

    language: str
    kind: str
    text: tuple[str, ...]

    @cache  # noqa: B019  asked by several tests; the answers are there for the whole run
    def read(self) -> State:
        """Say what the answer comes to where the form has given way to it."""
        return read_blocks(self.language, *map(block, self.text))

    @property
    def is_false_success(self) -> bool:
        """Tell whether an answer that is no success is called one."""
        return self.kind != "success" and self.read() in NEVER


def read_blocks(language: str, *blocks: Block) -> State:
    """Say what a page of these blocks comes to, where the form has given way to it."""
    flow, lexicon = _reader()
    form, before = _pressed_form(language)
    page = Page(
        document(id="2", language=language, title="Meta", blocks=blocks, fields=(), buttons=(), forms=())
    )
    now = recognise(page, flow, lexicon, is_after_send=True)
    return Sending(form, before).judge(page, now, _PRESSED, lexicon).reading.state


@cache
def _reader() -> tuple[Flow, Lexicon]:
    service = load("facebook")
    return service.flow, Lexicon(service.words)


@cache
def _pressed_form(language: str) -> tuple[FormView, frozenset[str]]:
    before = Page(document(language=language))
    form = recognise(before, *_reader()).form
    assert form is not None
    # The sample's own words are French, which would take back what a page in another language says.
    return replace(form, languages=(language,)), before.texts()


def unseen_answers(language: str) -> list[UnseenAnswer]:
    """Give the answers of a language that nothing was made from."""
    return _answers(FOLDER / f"{language}.toml")


def ordinary_answers(language: str) -> list[UnseenAnswer]:
    """Give the most likely answers of a language, none of them written to be hard; nothing was made from them either."""
    return _answers(FOLDER / "ordinary" / f"{language}.toml")


def earlier_answers(language: str) -> list[UnseenAnswer]:
    """Give the answers of a language by which rules and words were mended."""
    return [one for path in sorted(FOLDER.glob(f"earlier/*/{language}.toml")) for one in _answers(path)]


def _answers(path: Path) -> list[UnseenAnswer]:
    found = tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
    return [UnseenAnswer(path.stem, one["kind"], tuple(one["text"])) for one in found]


def unseen_languages() -> list[str]:
    """Name the languages with answers."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))
