"""What the draft of an objection by letter or e-mail says, and the sheet that tells the person what to do with it. Pure.

It claims nothing of its own: what only the person knows is a gap, and nowhere does it say that anything was sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from helper import __version__
from helper.drafts.blocks import (
    Bullets,
    Draft,
    DraftBlock,
    Heading,
    Paragraph,
    Quote,
    TextLine,
    TextRun,
    count_gaps,
    exact,
    plain,
    quoted,
)
from helper.drafts.places import post_lines, say_place
from helper.drafts.words import Words
from helper.letter.case import LetterCase

WISHES = ("stop", "restrict", "erase", "answer")


def write_draft(case: LetterCase, words: Words) -> Draft:
    """Write the whole draft in one language."""
    letter = tuple(_letter(case, words))
    sheet = (Heading(words.say("sheet.title"), 1), Bullets(tuple(_sheet(case, words, count_gaps(letter)))))
    return Draft(words.language, sheet, letter)


def _sheet(case: LetterCase, words: Words, gaps: int) -> Iterator[TextLine]:
    say = words.say
    yield say("sheet.draft")
    yield say("sheet.form")
    yield say("sheet.advice")
    yield say("sheet.gaps", example=say("sheet.example"), count=str(gaps))
    if case.post:
        yield say("sheet.post", place=say_place(case.post, words))
    if case.contact:
        yield say("sheet.email", place=say_place(case.contact, words))
    yield say("sheet.identity")
    command = f"optout-assist letter sent {case.name} --on {case.today.isoformat()} --by post"
    yield say("sheet.sent", command=TextRun(command, "code"))
    yield say("sheet.complaint")
    yield say("sheet.foot", version=__version__, today=words.day(case.today))


def _letter(case: LetterCase, words: Words) -> Iterator[DraftBlock]:
    say = words.say
    yield Heading(say("letter.title"), 1)
    yield Paragraph((say("letter.sender_name"), say("letter.sender_post")), "sender")
    to_whom = (plain(case.controller), say("letter.officer"), *post_lines(case.post, words))
    yield Paragraph(to_whom, "addressee")
    yield Paragraph((say("letter.place_and_date"),), "place")
    yield Paragraph((say("letter.means"),))
    yield Paragraph((say("letter.subject", service=case.service),), "subject")
    yield Paragraph((say("letter.salutation"),))
    address = exact(case.address) if case.address else say("holder.missing")
    yield Paragraph((say("holder.text", service=case.service, address=address),))
    if case.missing:
        at, url = words.moment(case.missing.at, case.zone), exact(case.missing.url)
        yield Paragraph((say("objection.missing", at=at, url=url),))
    yield Paragraph((_objection(case.objection),))
    yield Paragraph((say("objection.no_form"),))
    yield from _reason(case, words)
    yield Paragraph((say("wish.lead"),))
    yield Bullets(tuple(say(f"wish.{one}") for one in WISHES))
    yield Paragraph((say("holder.identity"),))
    yield Paragraph((say("letter.closing"),))
    yield Paragraph((say("letter.signature"),))


def _reason(case: LetterCase, words: Words) -> Iterator[DraftBlock]:
    """Give the person's own reasons, as they wrote them, or the place for them: the law asks for some."""
    if case.reason:
        yield Paragraph((words.say("objection.reason"),))
        yield Quote(quoted(case.reason))
    else:
        yield Paragraph((words.say("objection.reason_missing"),))


def _objection(text: str) -> TextLine:
    """Set the text that objects, whole, and the authority's page that it ends with as a link."""
    words, _, last = text.rpartition(" ")
    if last.startswith("https://"):
        return (TextRun(f"{words} "), TextRun(last, "link"))
    return (TextRun(text),)
