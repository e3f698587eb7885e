"""What a page with the form on it says of an earlier objection: worth telling, and no finding. Pure.

Without a form such words are what the page came to (`notices`). Beside one nobody knows: they may be of another account,
or of the form of last year, and the form can be sent all the same. So they are told to the person, who can read on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.concepts import Concept
from flows.wording import normalise
from helper.page.facts import Block, Document, Page, PageField
from helper.recognise.claims import may_claim
from helper.recognise.holders import is_of_chat
from helper.recognise.page import Recognition
from helper.recognise.sentence import Meaning
from helper.recognise.statements import BESIDE, is_taken_back, says_already, understand
from helper.recognise.words import Lexicon

_WITHDRAWS = (Concept.UNDONE, Concept.NEGATION)


def find_standing(page: Page, reading: Recognition, lexicon: Lexicon) -> str | None:
    """Give what the page says of an objection that stands already, beside the form that was recognised on it."""
    if reading.form is None:
        return None
    return next(
        (
            text
            for document in page.documents
            if document.is_ours and document.is_visible
            for text in _standing_in(document, reading.form.floats_in, reading.languages, lexicon)
        ),
        None,
    )


def _standing_in(
    document: Document, own: frozenset[int], languages: Sequence[str], lexicon: Lexicon
) -> Iterator[str]:
    """A label is what the person is to say or to choose ("I have already objected"), never what the service says."""
    labels = " ".join(normalise(_named(f)) for f in document.fields)
    said = may_claim([b for b in document.blocks if not is_of_chat(b, own)])
    blocks = [b for b in said if normalise(b.text) not in labels]
    for number, block in enumerate(blocks):
        if says_already(block.text, lexicon, languages):
            around = _beside(block, blocks[max(0, number - BESIDE) : number][::-1])
            around += _beside(block, blocks[number + 1 : number + 1 + BESIDE])
            if not any(_withdraws(text, languages, lexicon) for text in around):
                yield block.text


def _named(field: PageField) -> str:
    """Give what names a field. What only stands before it may be a box; before something to tick it is what one ticks."""
    before = field.before if field.kind in ("checkbox", "radio") else ""
    return f"{field.name} {field.hint} {field.group} {before}"


def _beside(claim: Block, others: Sequence[Block]) -> list[str]:
    """Give what stands in the same box, as far as one can tell: up to a heading, or to another layer."""
    texts: list[str] = []
    for block in others:
        if block.is_heading or (block.dialog, block.live) != (claim.dialog, claim.live):
            break
        texts.append(block.text)
    return texts


def _withdraws(text: str, languages: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a text says that what was claimed beside it holds no more; that one may object does not."""
    said = understand([text], lexicon, languages)
    if said is not None and said.meaning is Meaning.REFUSED:
        return True
    says_so = any(lexicon.find(concept, text, languages) for concept in _WITHDRAWS)
    return says_so and is_taken_back([text], lexicon, languages)
