"""What a headline that names the objection and AI says that one objects to: the use of one's data, or something else. Pure.

A service has other forms whose titles name both: to appeal against the AI label of a post, to rate an answer of its AI, to
ask how an objection stands, to take one back.
"""

from __future__ import annotations

import re

from flows.concepts import Concept
from flows.wording import normalise
from helper.recognise.form import FormView
from helper.recognise.reading import Reading
from helper.recognise.words import Hit, Lexicon

# Of a stem ("object") the rest of the word; then at most a short word stands before what is objected to.
_BEFORE = {
    Concept.WITHDRAW: re.compile(r"\w* +(?:\w{1,6}\W+)?"),
    Concept.NOT_SEND: re.compile(r"\w* +(?:\w{1,2}\W+)?(?:\w{1,6}\W+)?"),  # "elimina la tua"
}
_BEHIND = re.compile(r"\w* +")
_REST = re.compile(r"\w*\W*(\w{1,3}\W+)?")


def objection_named(r: Reading, headings: list[str]) -> Hit | None:
    """Find a heading that names the objection and AI, and not that an objection is taken back, or is another."""
    return r.objection_and_ai([text for text in headings if _may_name_one_to_make(r, text)])


def is_of_another_objection(r: Reading, form: FormView) -> bool:
    """Tell whether the page's headings, or all that sends the form, are about another objection than one to be made here.

    One to AI that is taken back; one that was made before, of which one asks how it stands; one for a child, or to ads.
    A title that names an objection all the same is that of the place: what the page shows counts more.
    """
    titles = {d.title for d in r.ours}
    headings = r.headings(form)
    is_another = any(
        not _may_name_one_to_make(r, text) and (_is_of_other_matter(r, text) or r.objection_and_ai([text]))
        for text in headings
    )
    shown = [text for text in headings if text not in titles]
    sends = [normalise(b.text) for b in form.send]
    return (is_another and not objection_named(r, shown)) or (
        bool(sends) and all(any(_takes_back(r.lexicon, one, said) for one in r.languages) for said in sends)
    )


def is_to_use_of_data(r: Reading, headings: list[str]) -> bool:
    """Tell whether one of the headings that name the objection allows that it is one to the use of one's data for AI.

    "Object to your information being used for AI", "Right to object: AI at Meta"; not "Object to an answer of AI", nor
    "Object to the AI label on your post".
    """
    return any(_may_be_to_use(r, text) for text in headings if _may_name_one_to_make(r, text))


def _may_name_one_to_make(r: Reading, text: str) -> bool:
    """Tell whether nothing in a headline says that its objection is taken back, or is another than that to be made."""
    return not (_is_undone(r, text) or _is_of_other_matter(r, text))


def _is_undone(r: Reading, text: str) -> bool:
    said = normalise(text)
    return r.find(Concept.UNDONE, [text]) is not None or any(
        _takes_back(r.lexicon, language, said) for language in r.languages
    )


def _is_of_other_matter(r: Reading, text: str) -> bool:
    """Tell whether a headline is about another objection, or what the service made of one.

    "Object to your child's information being used for AI", "Appeal our decision about your objection".
    """
    is_other = any(r.find(concept, [text]) for concept in (Concept.DECIDED, Concept.OTHER_MATTER))
    return is_other and r.find(Concept.OBJECTION, [text]) is not None


def _takes_back(lexicon: Lexicon, language: str, said: str) -> bool:
    """Tell whether a label says that an objection is undone, or cancelled, edited, deleted.

    What is done to it stands right before the objection ("retirer votre"), and not "at any time you may"; in some
    languages right behind it: "Tiltakozás törlése".
    """
    if lexicon.find(Concept.UNDO, said, (language,)):
        return True
    objections = lexicon.matcher(language, Concept.OBJECTION).spans(said)
    choices = lexicon.matcher(language, Concept.CHOICE).spans(said)
    return any(
        between.fullmatch(said, last, begin)
        or (concept is Concept.NOT_SEND and _BEHIND.fullmatch(said, end, first))
        for concept, between in _BEFORE.items()
        for first, last in lexicon.matcher(language, concept).spans(said)
        # "Your choice to object" is none of them.
        if not any(start < last and first < stop for start, stop in choices)
        for begin, end in objections
    )


def _may_be_to_use(r: Reading, text: str) -> bool:
    return any(_is_of_use(r.lexicon, language, normalise(text)) for language in r.languages)


def _is_of_use(lexicon: Lexicon, language: str, said: str) -> bool:
    of = (Concept.AI, Concept.DATA, Concept.OBJECTION)
    ai, data, objection = (lexicon.matcher(language, concept).spans(said) for concept in of)
    if not (ai and objection):
        return False
    first_ai, begin = min(ai)[0], min(objection)[0]
    if data:  # "the AI label on your post": what is objected to comes first, and is not the data
        return min(data)[0] < first_ai or first_ai < begin
    objected = lexicon.matcher(language, Concept.OBJECTED)
    behind = (rest for _, rest in lexicon.matcher(language, Concept.OBJECTION).ends(said))
    # Right behind the objection it may be said what it is to: "object to an answer of AI".
    return not any(_REST.fullmatch(before) for rest in behind for before in objected.before(rest))
