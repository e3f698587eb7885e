"""Pages without the form: a gateway, a login wall, a notice that says why there is no form. Pure."""

from __future__ import annotations

from flows.concepts import Concept
from flows.schema import State
from helper.page.facts import Document, PageField
from helper.recognise.address import FREE_TEXT
from helper.recognise.claims import find_claim
from helper.recognise.patterns import products_in
from helper.recognise.reading import SHORT_PAGE, WHO, Reading
from helper.recognise.sentence import Meaning
from helper.recognise.statements import (
    BESIDE,
    Statement,
    is_taken_back,
    may_say_already,
    says_already,
    understand,
)

_LONGEST_LABEL = 30  # characters, of bare words before a field: a notice may stand there too
_CHOSEN = ("select", "combobox", "checkbox", "radio")
_WRITTEN = (*FREE_TEXT, "email", "text", "tel")


def state_without_form(r: Reading) -> tuple[State, bool]:
    """Give what a page without a form of ours shows, and whether it is a locked account."""
    for document in r.ours:
        is_elsewhere = r.is_form_path or r.path_state is State.MOVED
        fields = [] if is_elsewhere else [f for f in document.fields if not f.is_aside]
        # A newsletter beside a button "Log in" is no login: the button stands in the field's own form.
        if any(r.is_login_step(fields, _buttons_at(f, document)) for f in fields if f.kind in WHO):
            return State.LOGIN, False
    if _is_cookie_page(r):
        return State.COOKIE_BANNER, False
    if _is_gateway(r):
        return State.GATEWAY, False
    if notice := _notice(r):
        return notice
    if _asks_by_list_or_buttons(r):
        return State.GATEWAY, False
    return (State.MOVED if r.path_state is State.MOVED else State.UNKNOWN), False


def says_there_is_no_form(r: Reading) -> bool:
    """Tell whether a page says that there is no form here, or none that is needed: whatever else can be filled in there."""
    if _standing(r) is not None:
        return True
    fields = [f for d in r.ours for f in d.fields]
    said = [text for text in r.claims() if not any(is_label(text, f) for f in fields)]
    reasons = (Concept.UNAVAILABLE, Concept.REGION, Concept.NOT_OPEN)
    return any(find_claim(reasons, text, r.lexicon, r.languages) for text in said)


def is_label(text: str, field: PageField) -> bool:
    """Tell whether a text is what a field is called: "the country where you live" says nothing of the form."""
    return text in field.name or (len(text) <= _LONGEST_LABEL and field.before.endswith(text))


def _notice(r: Reading) -> tuple[State, bool] | None:
    """Read a page that only says something; of one with fields to fill in, no sentence says what it is."""
    is_bare = r.top.ready == "complete" and not any(
        (f.kind in FREE_TEXT or f.kind == "email") and not f.is_aside for d in r.ours for f in d.fields
    )
    if not is_bare:
        return None

    def says(concept: Concept) -> bool:
        # Unconfirmed words need a sign that is no word: a form's own address that shows no form, or the page that
        # took the form's place after Send.
        hit = r.claims_that(concept)
        return hit is not None and (hit.is_verified or r.is_form_path or r.is_after_send)

    has_button = any(d.buttons for d in r.ours)
    # A long page about privacy may say of anything that it is not available somewhere.
    may_be_closed = r.path_state is not State.MOVED or len(r.blocks()) <= SHORT_PAGE
    if (standing := _standing(r)) and (standing.is_verified or r.is_form_path or r.is_after_send):
        return State.ALREADY_OBJECTED, False
    if says(Concept.PAGE_IDENTITY):
        return State.PAGE_IDENTITY, False
    if says(Concept.LOCKED):
        return State.CHECKPOINT, True
    if has_button and says(Concept.CHECKPOINT):
        return State.CHECKPOINT, False
    if may_be_closed and any(map(says, (Concept.REGION, Concept.UNAVAILABLE, Concept.NOT_OPEN))):
        return State.UNAVAILABLE, False
    if r.is_form_path and not r.is_after_send and says(Concept.ERROR):
        return State.UNAVAILABLE, False
    return (State.LOGIN, False) if _is_login_wall(r, r.blocks()) else None


def _standing(r: Reading) -> Statement | None:
    """Give what says that an earlier objection stands.

    Before Send "it is registered by now" can only be of an earlier one; after it, that is what becomes of this one.
    """
    texts, words = list(r.claims()), (r.lexicon, r.languages)
    for number, text in enumerate(texts):
        if not may_say_already(text, *words):
            continue
        found = understand([text], *words) if r.is_after_send else says_already(text, *words)
        if found is None or (r.is_after_send and found.meaning is not Meaning.ALREADY):
            continue
        if not r.is_after_send and _is_said_of_another(r, found):
            continue
        # "You have already objected" / "That objection no longer counts."
        around = texts[max(0, number - BESIDE) : number] + texts[number + 1 : number + 1 + BESIDE]
        if not is_taken_back(around, *words):
            return found
    return None


def _is_said_of_another(r: Reading, found: Statement) -> bool:
    """Tell whether "you have already objected on Instagram" is said of another service alone, and not of this account."""
    mine, named = (products_in(text) - {"meta"} for text in (r.flow.title, found.sentence))
    # A flow for all of Meta, or for the practice site, is of no product in particular.
    return bool(mine and named) and mine.isdisjoint(named)


def _is_login_wall(r: Reading, blocks: list[str]) -> bool:
    """A page that only says that one has to log in, with a button that leads there."""
    named = [b.text for d in r.ours for b in d.buttons]
    return (
        len(blocks) <= SHORT_PAGE
        and r.find(Concept.LOGIN, named) is not None
        and r.find(Concept.LOGIN, [text for text in blocks if text not in named]) is not None
    )


def _is_cookie_page(r: Reading) -> bool:
    return (
        bool(r.find(Concept.COOKIES, r.headings()))
        and sum(len(d.buttons) for d in r.ours) >= 1
        and not any(d.fields for d in r.ours)
    )


def _is_gateway(r: Reading) -> bool:
    """A choice to make before the form, and nothing to write: radio buttons at an address of a form or a gateway.

    Any page may have radio buttons: words have to ask whether it is about AI, or the objection.
    """
    choices = [(d, f) for d in r.ours for f in d.fields if f.kind == "radio" and not f.is_aside]
    if len(choices) < 2 or any(f.kind in _WRITTEN for d, radio in choices for f in _with(radio, d)):
        return False
    if not r.url_ids:
        return False
    told = [b.text for d in {d.id: d for d, _ in choices}.values() for b in d.blocks if not b.is_aside]
    asked = [*r.headings(), *(f.words for _, f in choices), *told]
    if r.find(Concept.GATEWAY, asked) is not None or r.objection_and_ai(asked) is not None:
        return True
    known = r.flow.form_ids(State.GATEWAY) | r.flow.form_ids(State.FORM)
    named = [form.technical for d in r.ours for form in d.forms]
    return bool(r.url_ids & known) and r.names_ai([*asked, *named])


def _asks_by_list_or_buttons(r: Reading) -> bool:
    """A choice to make before the form, as a list or as buttons ("Yes", "No"), which any page has: its question alone tells."""
    if not r.url_ids or any(f.kind in _WRITTEN and not f.is_aside for d in r.ours for f in d.fields):
        return False
    choices = [f for d in r.ours for f in d.fields if f.kind in _CHOSEN and not f.is_aside]
    if not choices and sum(len(d.buttons) for d in r.ours) < 2:
        return False
    told = [b.text for d in r.ours for b in d.blocks if not b.is_aside]
    return r.find(Concept.GATEWAY, [*r.headings(), *(f.words for f in choices), *told]) is not None


def _buttons_at(field: PageField, document: Document) -> list[str]:
    """Give what the buttons of the field's own form say, or of the page where it is in none."""
    own = _forms_around(field, document)
    return [b.text for b in document.buttons if not own or own.intersection(b.within)]


def _with(field: PageField, document: Document) -> list[PageField]:
    """Give the fields of the field's own form, or those of the page that are in none."""
    own = _forms_around(field, document)
    return [f for f in document.fields if not f.is_aside and _forms_around(f, document) == own]


def _forms_around(field: PageField, document: Document) -> set[int]:
    return {form.key for form in document.forms}.intersection(field.within)
