"""Reads what the service answered after Send: never from a click or a status, only from what newly stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.concepts import Concept
from flows.schema import State
from flows.wording import normalise
from helper.page.facts import Block, Button, Document, Page, PageField
from helper.recognise.claims import find_claim, may_claim
from helper.recognise.form import FormView, has_counterpart, is_same_form
from helper.recognise.holders import is_of_chat
from helper.recognise.page import Recognition
from helper.recognise.sentence import Meaning
from helper.recognise.statements import (
    BESIDE,
    Statement,
    is_doubtful_fault,
    is_of_others,
    is_taken_back,
    understand,
)
from helper.recognise.words import Lexicon

_REFUSALS = (Concept.ERROR, Concept.UNAVAILABLE, Concept.REGION)
_FAULTS = (*_REFUSALS, Concept.TOO_SHORT, Concept.REQUIRED)
# A link that says any of this may be more than the way to another page: "withdraw your objection", "what Meta uses for AI".
_OF_ANSWERS = (
    *(
        *_FAULTS,
        Concept.REFUSED,
        Concept.NEGATION,
        Concept.UNDONE,
        Concept.UNDERWAY,
        Concept.FAILURE,
        Concept.REGRET,
    ),
    *(
        Concept.DEMAND,
        Concept.CONDITIONAL,
        Concept.CODE,
        Concept.REQUEST,
        Concept.OBJECTION,
        Concept.FORM,
        Concept.SEND,
    ),
    *(Concept.AI, Concept.TRAINED, Concept.DATA),
)
_ASKED = (Concept.DEMAND, Concept.CODE)
_LONGEST_WAY = 60  # characters: "Back to the Help Centre"


@dataclass(frozen=True)
class Reply:
    """What the service answered, in its own words, and every sign that makes it an answer (promise 6): for a success the
    form that is gone is one of them."""

    text: str
    signs: tuple[str, ...]
    is_verified: bool


@dataclass(frozen=True)
class Answer:
    """What one look at the page after Send shows: words, structure, an error; each may be seen without the others."""

    statement: Statement | None  # what the new text says of the request, where nothing in it takes that back
    sign: str | None  # what tells that the form can no longer be sent; None while it stands there
    error: str | None
    news: frozenset[str] = frozenset()  # what tells that the page changed since Send: new words, and the sign

    def reply(self, statement: Statement | None = None) -> Reply | None:
        """Give words that were seen before (else its own) together with the structure; None where either is missing."""
        said = statement or self.statement
        if said is None or self.sign is None:
            return None
        return Reply(said.text, (self.sign, f"words:{said.language}"), said.is_verified)


def read_answer(
    pressed: FormView, texts_before: frozenset[str], page: Page, now: Recognition, lexicon: Lexicon
) -> Answer:
    """Compare the page with what stood there when Send was pressed; `now` has the form that was sent, or none."""
    fresh = _new_blocks(texts_before, page, pressed)
    languages = _languages(pressed, now, lexicon, fresh)
    sign = _form_went_off(pressed, page, now)
    own = _answering(fresh, pressed, page, lexicon, languages)
    statement = understand([block.text for block in own or fresh], lexicon, languages)
    if statement and (
        _is_only_a_step(now, page) or _has_fault_beside(statement, own or fresh, lexicon, languages)
    ):
        statement = None
    error = _structural_error(pressed, now)
    if error is None and (statement is None or sign is None):
        # Only a form that still stands there can miss something: elsewhere "enter your address" asks for another thing.
        faulty = own if sign is None else _of_request(own, lexicon, languages)
        error = _first_fault(faulty, _FAULTS if sign is None else _REFUSALS, lexicon, languages)
        if error and sign and is_doubtful_fault(error, [block.text for block in own], lexicon, languages):
            error = None
    if error is not None and statement and statement.meaning is not Meaning.REFUSED:
        statement = None
    news = frozenset(block.text for block in fresh) | ({sign} if sign else set())
    return Answer(statement, sign, error, news)


def takes_back(
    pressed: FormView, texts_before: frozenset[str], page: Page, now: Recognition, lexicon: Lexicon
) -> bool:
    """Tell whether what stands there now may take back words of success that were seen a moment before."""
    fresh = _new_blocks(texts_before, page, pressed)
    languages = _languages(pressed, now, lexicon, fresh)
    own = _answering(fresh, pressed, page, lexicon, languages)
    return _is_only_a_step(now, page) or is_taken_back([block.text for block in own], lexicon, languages)


def is_undone(
    pressed: FormView, texts_before: frozenset[str], page: Page, now: Recognition, lexicon: Lexicon
) -> bool:
    """Tell whether a page shows that what was sent is undone, after the person pressed something to undo it.

    `texts_before` stood there then. The form can be sent again; or new words say so. Words of another page have to
    speak of the objection: a feed may tell of much that was withdrawn.
    """
    if now.form and is_same_form(pressed, now.form) and _form_went_off(pressed, page, now) is None:
        return True
    fresh = _new_blocks(texts_before, page, pressed)
    languages = _languages(pressed, now, lexicon, fresh)
    fresh = _of_request(fresh, lexicon, languages)
    texts = [block.text for block in fresh]
    if page.top and page.top.id == pressed.document.id:
        said = understand(texts, lexicon, languages)
        # It may be the undoing that is refused.
        is_refused = said is not None and said.meaning is Meaning.REFUSED
        return not is_refused and is_taken_back(texts, lexicon, languages)
    concepts = (Concept.UNDONE, Concept.OBJECTION)
    return any(
        all(lexicon.find(concept, sentence, (language,)) for concept in concepts)
        for language in languages
        for text in texts
        for sentence in lexicon.sentences(text, language)
    )


def _languages(
    pressed: FormView, now: Recognition, lexicon: Lexicon, fresh: Sequence[Block]
) -> tuple[str, ...]:
    """Give the languages of the page, and that of what newly stands there if it is in none of them."""
    own, texts = tuple(dict.fromkeys([*pressed.languages, *now.languages])), [b.text for b in fresh]
    return (*own, *lexicon.foreign_language(texts, own)) if own else lexicon.answering_languages(texts)


def _shown(page: Page) -> list[Document]:
    """Give the service's own documents that can be seen."""
    return [d for d in page.documents if d.is_ours and d.is_visible]


def _is_only_a_step(now: Recognition, page: Page) -> bool:
    """Tell whether something else is asked first: "received, now enter the code" is not the end yet."""
    return now.state is State.CODE or page.has_secret


def _new_blocks(texts_before: frozenset[str], page: Page, pressed: FormView) -> list[Block]:
    # A sentence that was only set anew, with other spaces, stood there before.
    known = set(map(normalise, texts_before))
    return [
        block
        for document in _shown(page)
        for block in document.blocks
        # "Not satisfied" is what a survey lets the person choose: like the label of a button it is no answer.
        if not (block.is_aside or block.is_named_only or is_of_chat(block, pressed.floats_in))
        and normalise(block.text) not in known
    ]


def _answering(
    fresh: Sequence[Block], pressed: FormView, page: Page, lexicon: Lexicon, languages: Sequence[str]
) -> list[Block]:
    """Give what may answer: no link that only leads elsewhere, which is the label of a button in other clothes; and of a
    home page that followed a toast, a dialog or what speaks of the objection.

    All else there is what it shows to everybody, of whatever failed or pleased their friends.
    """
    top = page.top
    is_home = top and top.id != pressed.document.id and not (top.route or top.path).strip("/")
    return [
        block
        for block in fresh
        if not _only_leads_on(block, lexicon, languages)
        and (
            not is_home
            or block.live
            or block.dialog is not None
            or lexicon.find(Concept.OBJECTION, block.text, languages)
        )
    ]


def _only_leads_on(block: Block, lexicon: Lexicon, languages: Sequence[str]) -> bool:
    """Tell whether a block is a link, and no word of it may be one of an answer: "back to the home page"."""
    if not block.is_link or len(block.text) > _LONGEST_WAY:
        return False
    if any(lexicon.find(concept, block.text, languages) for concept in _OF_ANSWERS):
        return False
    said = normalise(block.text)
    return not any(
        lexicon.names_kin(_ASKED, said, one) or lexicon.matcher(one, Concept.NEXT).is_all_of(said)
        for one in languages
    )


def _of_request(fresh: Sequence[Block], lexicon: Lexicon, languages: Sequence[str]) -> list[Block]:
    """Leave out what names something else and no request, where the form is gone: "your feedback could not be sent"."""

    def names(block: Block, *concepts: Concept) -> bool:
        return any(lexicon.find(concept, block.text, languages) for concept in concepts)

    about = (Concept.OBJECTION, Concept.REQUEST)
    return [b for b in fresh if names(b, *about) or not names(b, Concept.ELSEWHERE)]


def _has_fault_beside(
    statement: Statement, fresh: Sequence[Block], lexicon: Lexicon, languages: Sequence[str]
) -> bool:
    """Tell whether what stands beside a success speaks of a fault or a code."""
    if statement.meaning is Meaning.REFUSED:
        return False
    at = next(number for number, block in enumerate(fresh) if block.text == statement.text)
    beside = fresh[max(0, at - BESIDE) : at + BESIDE + 1]
    return any(
        lexicon.find(concept, text, languages, claims_only=True)
        for block in beside
        if block.dialog == fresh[at].dialog
        for concept in (*_FAULTS, Concept.CODE)
        if lexicon.find(concept, block.text, languages, claims_only=True)
        for text in _stated(block.text, lexicon, languages, is_of_region=concept is Concept.REGION)
    )


def _stated(
    text: str, lexicon: Lexicon, languages: Sequence[str], *, is_of_region: bool = False
) -> Iterator[str]:
    """Give the sentences but those of what others share: "they can post photos of where you are"; of those that name a
    region, but those that name it for its law: "we honour it under the law of your region"."""
    for language in languages:
        for one in lexicon.sentences(text, language):
            is_of_law = is_of_region and lexicon.find(Concept.ACCEPTED, one, (language,))
            if is_of_law and not is_taken_back([one], lexicon, [language]):
                continue
            if not is_of_others(one, lexicon, language):
                yield one


def _first_fault(
    fresh: Sequence[Block], concepts: Sequence[Concept], lexicon: Lexicon, languages: Sequence[str]
) -> str | None:
    def names_fault(text: str) -> bool:
        return find_claim(concepts, text, lexicon, languages) is not None

    claims = (block.text for block in may_claim(fresh) if names_fault(block.text))
    return next((text for text in claims if any(map(names_fault, _stated(text, lexicon, languages)))), None)


def _structural_error(pressed: FormView, now: Recognition) -> str | None:
    """An error that needs no words: a field of the form is marked invalid since Send was pressed."""
    if now.form is None:
        return None
    before = {f.technical for f in pressed.fields if f.is_invalid}
    marked = [f for f in now.form.fields if f.is_invalid and f.technical not in before]
    return marked[0].words if marked else None


def _form_went_off(pressed: FormView, page: Page, now: Recognition) -> str | None:
    """Name the structural sign that the form can no longer be sent; None when it still stands there."""
    form = now.form
    if form is None:
        # As long as nothing stands there, what comes instead of the form has not come: of a page that is one frame, in it.
        if page.top is None or page.is_loading or not any(d.blocks for d in _shown(page)):
            return None
        # The recogniser may have lost a form that still stands there: the very text fields are asked.
        if _still_has_fields(pressed, page):
            return None
        return "form_gone"
    if form.is_off:
        return "form_disabled"
    modal = [d for d in form.document.dialogs if d.is_modal and d.key not in _chain(form)]
    return "form_covered" if modal else None


def _chain(form: FormView) -> set[int]:
    members: tuple[PageField | Button, ...] = (*form.fields, *form.send)
    return {form.container}.union(*(set(m.within) for m in members))


def _still_has_fields(pressed: FormView, page: Page) -> bool:
    """Tell whether a text field of the form can still be filled in, though the form was drawn anew."""
    return any(
        has_counterpart(field, pressed, d, [f for f in d.fields if f.kind == field.kind and not f.is_locked])
        for d in _shown(page)
        for field in pressed.text_fields
    )
