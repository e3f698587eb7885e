"""Which form on a page is the one to object with, and which is another that we know. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from flows.concepts import Concept
from flows.schema import FormIdMarker, FormNameMarker, Purpose, State
from helper.page.facts import PageField
from helper.recognise.claims import is_question
from helper.recognise.form import FormView
from helper.recognise.headline import is_of_another_objection, is_to_use_of_data, objection_named
from helper.recognise.holders import is_of_chat
from helper.recognise.notices import is_label, says_there_is_no_form
from helper.recognise.reading import Reading, holds_form
from helper.recognise.words import Hit

_QUESTION_LENGTH = 80  # characters before a field


@dataclass(frozen=True)
class Found:
    """The one form that is ours, or what another form on the page is; nothing when nobody can tell."""

    form: FormView | None
    state: State | None
    alike: tuple[FormView, ...] = ()  # several that look like ours, where nothing tells which it is


def find_our_form(r: Reading) -> Found:
    """Find the form that is ours among those on the page."""
    verdicts = [(form, _classify(r, form)) for form in r.forms]
    ours = [form for form, state in verdicts if state is State.FORM]
    if ours:
        form = _one_of(r, ours)
        return Found(form, State.FORM) if form else Found(None, State.UNKNOWN, tuple(ours))
    others = [s for _, s in verdicts if s in (State.THIRD_PARTY_FORM, State.OTHER_FORM)]
    return Found(None, others[0] if others else None)


def _one_of(r: Reading, forms: list[FormView]) -> FormView | None:
    """Of several that look like the form, give the one that asks for reasons, is in use or the only whole one; else nobody knows.

    A chat that opens over the form has an address and a text field too, and no layer of it keeps anybody from the form.
    """
    asking = [f for f in forms if _asks_for_reasons(r, f)]
    asking_with_address = [f for f in asking if f.displayed_email is not None]
    with_address = [f for f in forms if f.displayed_email is not None]
    choices = (
        *(forms, asking, _in_dialogs(asking), asking_with_address),
        *(_in_modal_dialogs(forms), with_address),
    )
    return next((few[0] for few in choices if len(few) == 1), None)


def _in_dialogs(forms: list[FormView]) -> list[FormView]:
    return [f for f in forms if any(holds_form(d.key, f) for d in f.document.dialogs)]


def _in_modal_dialogs(forms: list[FormView]) -> list[FormView]:
    return [f for f in forms if any(d.is_modal and holds_form(d.key, f) for d in f.document.dialogs)]


def is_named_so(r: Reading, form: FormView) -> bool:
    """Tell whether words confirm that a page with this form is the flow's: of the objection, that it is about AI."""
    texts = [form.document.title, *(b.text for b in form.document.blocks)]
    asked = [f.words for f in form.fields]
    match r.flow.purpose:
        case Purpose.OBJECTION:
            return r.objection_and_ai([*r.headings(form), *texts]) is not None
        case Purpose.THIRD_PARTY:  # any page may speak of third parties: its title or its fields have to
            return r.find(Concept.THIRD_PARTY, [*r.headings(form), *asked]) is not None
        case Purpose.WHATSAPP:
            return r.find(Concept.OBJECTION, [*r.headings(form), *texts, *asked]) is not None
        case unknown:  # never judged like another form
            assert_never(unknown)


def _classify(r: Reading, form: FormView) -> State | None:
    """Tell whether a form is this flow's, another known one, or nothing that we know."""
    ids = form.ids | r.url_ids
    by_id: set[State] = {m.state for m in r.flow.marker if isinstance(m, FormIdMarker) and m.id in ids}
    technical = form.technical.lower()
    by_name: set[State] = {
        m.state
        for m in r.flow.marker
        if isinstance(m, FormNameMarker) and all(w.lower() in technical for w in m.words)
    }
    if r.flow.purpose is Purpose.OBJECTION:
        return _classify_objection(r, form, by_id, by_name)
    return _classify_other(r, form, by_id, by_name)


def _classify_objection(r: Reading, form: FormView, by_id: set[State], by_name: set[State]) -> State | None:
    headings = r.headings(form)
    objection = objection_named(r, headings)
    has_address = form.displayed_email is not None
    is_whole = bool(form.send) and has_address and bool(form.text_fields)
    asks_for_file = any(f.kind == "file" for f in form.fields)

    if State.THIRD_PARTY_FORM in by_id | by_name or asks_for_file:
        return State.THIRD_PARTY_FORM
    if r.find(Concept.THIRD_PARTY, headings):
        return State.THIRD_PARTY_FORM
    if State.OTHER_FORM in by_id | by_name:
        return State.OTHER_FORM
    if not objection and r.find(Concept.GENERAL_FORM, headings):
        return State.OTHER_FORM
    if not form.text_fields and r.is_login_step(form.fields, [b.text for b in form.send] + headings):
        return None
    # A page that says that there is no form here may have a comment box or a newsletter all the same, any page a chat; and
    # one that is about taking an objection back is not for making one.
    if not _asks_for_reasons(r, form) and (_is_in_layer_beside(r, form) or says_there_is_no_form(r)):
        return State.UNKNOWN
    if _floats_beside(r, form):
        return State.UNKNOWN
    # What is about an objection taken back, decided, for somebody else, or about no objection is not for making one.
    if is_of_another_objection(r, form) or _is_for_something_else(r, form):
        return State.UNKNOWN
    if State.FORM in by_id:
        return _classify_by_own_number(r, form, objection)
    # Without a number that is known: where the service keeps its forms, or words that no comment box has.
    is_at_home = bool(r.url_ids) or r.path_state is State.MOVED
    if is_whole and objection and (is_at_home or _asks_for_reasons(r, form)):
        return State.FORM if is_to_use_of_data(r, headings) else State.UNKNOWN
    # Another number, and words that we can read: not this form, unless a gateway's form may be just that.
    is_other = is_whole and bool(r.url_ids) and bool(r.languages)
    if is_other and (State.GATEWAY not in by_id or not _may_be_about_ai(r, form)):
        return State.OTHER_FORM
    return State.UNKNOWN


def _classify_by_own_number(r: Reading, form: FormView, objection: Hit | None) -> State:
    """Tell what a form under the number of ours is: the words at it have to agree, as far as they can be read."""
    has_address = form.displayed_email is not None
    is_whole = bool(form.send) and has_address and bool(form.text_fields)
    # Words that nobody here can read: something has to speak of AI all the same.
    is_asking = not r.languages or _asks_for_reasons(r, form)
    if is_whole and not objection and _is_headed_for_something_else(r, form):
        return State.UNKNOWN
    if is_whole and (objection or (_may_be_about_ai(r, form) and is_asking)):
        return State.FORM
    # Half a form: a comment box below the notice that there is no form here is not it. Or a step of one.
    is_half = form.send and (_asks_for_reasons(r, form) or (has_address and _is_to_send(r, form)))
    if objection and (is_half or _is_step(r, form)):
        return State.FORM
    # Words that we can read and that never name AI: the number leads to another form by now.
    named = [form.technical, *(b.text for d in r.ours for b in d.buttons)]
    is_other = is_whole and bool(r.languages) and not r.names_ai([*r.headings(form), *r.blocks(), *named])
    return State.OTHER_FORM if is_other else State.UNKNOWN


def _classify_other(r: Reading, form: FormView, by_id: set[State], by_name: set[State]) -> State | None:
    """Tell the same where the form is for something else than the objection: its number and its words have to agree."""
    if others := (by_id | by_name) - {State.FORM, State.GATEWAY}:
        return min(others)
    if not form.text_fields and r.is_login_step(
        form.fields, [*(b.text for b in form.send), *r.headings(form)]
    ):
        return None
    is_whole = bool(form.send) and form.displayed_email is not None
    if (
        not is_whole
        or _floats_beside(r, form)
        or (not _asks_for_reasons(r, form) and says_there_is_no_form(r))
    ):
        return State.UNKNOWN
    if State.FORM in by_id | by_name:
        is_named = is_named_so(r, form) if r.languages else State.FORM in by_name or _speaks_of_ai(r, form)
        return State.FORM if is_named else State.UNKNOWN
    # The number of another form, and words that we can read.
    return State.OTHER_FORM if r.url_ids and r.languages else State.UNKNOWN


def _asks_for_reasons(r: Reading, form: FormView) -> bool:
    """Tell whether the words at a text field are those of the form, and not those of a comment box."""
    concepts = (Concept.EXPLANATION, Concept.ADDITIONAL)
    return any(r.find(concept, [f.words for f in form.text_fields]) for concept in concepts)


def _is_for_something_else(r: Reading, form: FormView) -> bool:
    """Tell whether a form that stands apart from the page's headline says that it is for feedback, a survey, a report.

    Its own heading says so, or all that it has to write in. An article on the objection is headed as the form is.
    """
    if form.text_fields and all(_follows_survey(r, f) for f in form.text_fields):
        return True
    own = [b.text for b in form.document.blocks if b.is_heading and form.holds(b.within)]
    if r.objection_and_ai(own):
        return False
    asked = [f.words for f in form.text_fields]
    return (
        any(_names_only(r, (Concept.ELSEWHERE, Concept.SURVEY), text) for text in own)
        or any(_names_only(r, (Concept.SUPPORT,), text) for text in _head_of(form))
        or (bool(asked) and all(_names_only(r, (Concept.ELSEWHERE,), text) for text in asked))
    )


def _is_headed_for_something_else(r: Reading, form: FormView) -> bool:
    """Tell whether all headings that name AI are of feedback, a report, another matter, or deny that it is about AI.

    A text of such a form may well say where one objects. "Do not use my data for AI" denies too, and may be ours.
    """
    about_ai = [text for text in r.headings(form) if r.languages and r.names_ai([text])]
    other = (Concept.ELSEWHERE, Concept.SURVEY, Concept.OTHER_MATTER, Concept.NEGATION)
    return bool(about_ai) and all(
        any(r.find(one, [text]) for one in other) and not r.find(Concept.DATA, [text]) for text in about_ai
    )


def _head_of(form: FormView) -> list[str]:
    """Give the form's first heading; none where all that its fields are called stands before it: "Need help?" is a remark there."""
    blocks = form.document.blocks
    first = next((i for i, b in enumerate(blocks) if b.is_heading and form.holds(b.within)), None)
    labels = [
        i for i, b in enumerate(blocks) if not b.is_heading and any(is_label(b.text, f) for f in form.fields)
    ]
    return [] if first is None or (labels and labels[-1] < first) else [blocks[first].text]


def _names_only(r: Reading, concepts: tuple[Concept, ...], text: str) -> bool:
    """Tell whether a text names one of these, and nothing that the form to object with is about."""
    own = (Concept.OBJECTION, Concept.AI, Concept.DATA, Concept.ADDITIONAL)
    return any(r.find(one, [text]) for one in concepts) and not any(r.find(one, [text]) for one in own)


def _follows_survey(r: Reading, field: PageField) -> bool:
    """Tell whether a question of a survey stands at a text field: "Was this helpful? Tell us why"."""
    words = f"{field.before[-_QUESTION_LENGTH:]} {field.name} {field.hint}"
    return any(
        is_question(sentence)
        and _names_only(r, (Concept.SURVEY,), sentence)
        and not r.find(Concept.EXPLANATION, [sentence])
        for language in r.languages
        for sentence in r.lexicon.sentences(words, language)
    )


def _is_in_layer_beside(r: Reading, form: FormView) -> bool:
    """Tell whether a form stands in a layer that leaves the page usable, and of which nothing says that it is the form."""
    return any(
        not dialog.is_modal
        and holds_form(dialog.key, form)
        and not r.objection_and_ai(
            [dialog.name, *(b.text for b in form.document.blocks if b.dialog == dialog.key)]
        )
        for dialog in form.document.dialogs
    )


def _floats_beside(r: Reading, form: FormView) -> bool:
    """Tell whether a form floats over the page, and nothing in it says that it is this flow's: a chat asks to explain too."""
    if not form.floats_in:
        return False
    own = [b.text for b in form.document.blocks if b.floating in form.floats_in]
    if r.flow.purpose is Purpose.OBJECTION:
        return r.objection_and_ai(own) is None
    concept = Concept.THIRD_PARTY if r.flow.purpose is Purpose.THIRD_PARTY else Concept.OBJECTION
    return r.find(concept, [*own, *(f.words for f in form.fields)]) is None


def _is_step(r: Reading, form: FormView) -> bool:
    """Tell whether a form is a step that asks for reasons or shows the address, and leads on; not the way to a login."""
    if form.send or not form.onward:
        return False
    return _asks_for_reasons(r, form) or (
        form.displayed_email is not None and r.find(Concept.LOGIN, r.blocks()) is None
    )


def _is_to_send(r: Reading, form: FormView) -> bool:
    """Tell whether what sends a form is called so, as far as its words can be read: a newsletter's button is not."""
    named = [b.text for b in form.send]
    return not r.languages or any(r.find(concept, named) for concept in (Concept.SEND, Concept.OBJECTION))


def _may_be_about_ai(r: Reading, form: FormView) -> bool:
    """Tell whether the words allow that this is the form: they name the subject, or cannot be read but for AI."""
    if not r.languages:
        return _speaks_of_ai(r, form)
    texts = [*r.headings(form), *_own_texts(form)]
    return any(
        all(
            any(r.lexicon.find(concept, text, (language,)) for text in texts)
            for concept in (Concept.AI, Concept.OBJECTION)
        )
        for language in r.languages
    )


def _own_texts(form: FormView) -> list[str]:
    """Give what stands on the form's page, without a chat and the links that stand on every page of the service: "Meta AI"."""
    return [b.text for b in form.document.blocks if not b.is_aside and not is_of_chat(b, form.floats_in)]


def _speaks_of_ai(r: Reading, form: FormView) -> bool:
    """Tell whether anything at the form names AI: its technical name, a heading, a text, a field."""
    texts = [*r.headings(form), *_own_texts(form), *(f.words for f in form.fields)]
    return r.names_ai([form.technical, *texts])
