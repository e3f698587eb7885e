"""One reading of one page: what the rules of the recogniser share, found once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.concepts import Concept
from flows.schema import Flow, PathMarker, Purpose
from helper.page.facts import Document, Page, PageField
from helper.recognise.address import FREE_TEXT
from helper.recognise.claims import find_claim, may_claim
from helper.recognise.form import FormView, find_forms
from helper.recognise.holders import is_of_chat
from helper.recognise.words import Hit, Lexicon

SHORT_PAGE = 15  # blocks of text
# What AI is called where the words around it cannot be read: its letters, as they are written (small, "ai" and "ia" are
# words of many languages; Basque adds endings), and its name in languages for which there are no words.
_AI_LETTERS = r"(?<![0-9A-Za-zÀ-ɏЀ-ӿ_.])(?:AI|A\.\s?I\.?|IA|I\.\s?A\.?|KI|K\.\s?I\.?|AA(?:ren|rako|ri)?|ИИ|ШІ)(?![A-Za-z0-9À-ɏ])"
_AI_NAMES = (
    *("adimen artifizial", "intelixencia artificial", "inteligjenc", "deallusrwydd artiffisial"),
    *("süni intellekt",),
    *("искусственн", "вештачк", "veštačk", "штучн", "ხელოვნურ", "արհեստական բանական", "בינה מלאכותית"),
    *("هوش مصنوعی",),
    *("مصنوعی ذہانت", "कृत्रिम बुद्धि", "কৃত্রিম বুদ্ধি", "kecerdasan buatan", "trí tuệ nhân tạo", "ปัญญาประดิษฐ์"),
    *("人工智能", "人工智慧", "人工知能", "인공지능", "artificial intelligence"),
)
_AI_ANYWHERE = re.compile("|".join([_AI_LETTERS, *(f"(?i:{name})" for name in _AI_NAMES)]))
WHO = ("email", "text", "tel")  # kinds of the field in which one says who one is


class Reading:
    """What stands on a page, where, and in which language."""

    def __init__(self, page: Page, top: Document, flow: Flow, lexicon: Lexicon, is_after_send: bool) -> None:
        self.page, self.top, self.is_after_send = page, top, is_after_send
        self.flow, self.lexicon = flow, lexicon
        self.ours = [d for d in page.documents if d.is_ours and d.is_visible]
        texts = [t for d in self.ours for t in _all_texts(d)]
        declared = next((d.language for d in self.ours if d.language), "")
        self.languages = lexicon.page_languages(declared, texts)
        self.path_marker = next(
            (m for m in flow.marker if isinstance(m, PathMarker) and m.matches(top.host, top.path)), None
        )
        self.path_state = self.path_marker.state if self.path_marker else None
        self.url_ids = {i for d in self.ours if (i := flow.form_id_in(d.url))}
        # Other forms ask for things of their own: nothing is written into a field that might be for one of these.
        must_ask = flow.purpose is not Purpose.OBJECTION
        self.forms = [
            form
            for d in self.ours
            for form in find_forms(
                d, lexicon, self.languages, frames=list(page.frames_in(d)), must_ask=must_ask
            )
        ]

    def find(self, concept: Concept, texts: Iterator[str] | list[str]) -> Hit | None:
        """Find a word of a concept in any of the texts, a confirmed one first."""
        best: Hit | None = None
        for text in texts:
            hit = self.lexicon.find(concept, text, self.languages)
            if hit and hit.is_verified:
                return hit
            best = best or hit
        return best

    def blocks(self) -> list[str]:
        """Give every visible piece of text."""
        return [b.text for d in self.ours for b in d.blocks]

    def claims(self) -> list[str]:
        """Give the visible pieces of text that may claim something of the page or of the account."""
        return [b.text for d in self.ours for b in may_claim([b for b in d.blocks if b.floating is None])]

    def claims_that(self, concept: Concept) -> Hit | None:
        """Find a word of a concept in what the page claims, a confirmed one first."""
        hits = [
            hit
            for text in self.claims()
            if (hit := find_claim([concept], text, self.lexicon, self.languages))
        ]
        return next((hit for hit in hits if hit.is_verified), hits[0] if hits else None)

    def headings(self, form: FormView | None = None) -> list[str]:
        """Give what says what the page is about: titles, headings, and the names of layers that have no heading to show.

        What floats over the page has headings of its own: they count for a form that stands in it.
        """
        own = form.floats_in if form else frozenset()
        return [
            text
            for d in self.ours
            for text in (
                d.title,
                *(b.text for b in d.blocks if b.is_heading and not is_of_chat(b, own)),
                *(one.name for one in d.dialogs),
            )
            if text
        ]

    def objection_and_ai(self, texts: list[str]) -> Hit | None:
        """Find a text that names both the objection and AI."""
        for text in texts:
            for (
                language
            ) in self.languages:  # both in one language: "di" and "si" are AI in some, and words in others
                objection = self.lexicon.find(Concept.OBJECTION, text, (language,))
                ai = self.lexicon.find(Concept.AI, text, (language,))
                if objection and ai:
                    return Hit(language, objection.is_verified and ai.is_verified, text)
        return None

    def names_ai(self, texts: Iterable[str]) -> bool:
        """Tell whether anything speaks of AI, in the page's language or in one that nobody here knows."""
        if self.languages:
            return any(self.lexicon.find(Concept.AI, text, self.languages) for text in texts)
        return any(_AI_ANYWHERE.search(text) for text in texts)

    def is_login_step(self, fields: Sequence[PageField], texts: list[str]) -> bool:
        """The first of two login steps: one field for who one is, a login word, no password yet."""
        who = [f for f in fields if f.kind in WHO]
        return (
            len(who) == 1
            and not any(f.kind in FREE_TEXT for f in fields)
            and self.find(Concept.LOGIN, texts) is not None
        )

    @property
    def is_form_path(self) -> bool:
        """Tell whether the page stands where the service keeps its contact forms."""
        return bool(self.url_ids) or any(self.top.url == a.url for a in self.flow.address)


def holds_form(dialog: int, form: FormView) -> bool:
    """Tell whether the form stands in this dialog."""
    return form.container == dialog or any(dialog in f.within for f in form.fields)


def _all_texts(document: Document) -> Iterator[str]:
    yield document.title
    for button in document.buttons:
        yield button.text
    for item in document.fields:
        yield item.name
        yield item.hint
    for block in document.blocks:
        yield block.text
