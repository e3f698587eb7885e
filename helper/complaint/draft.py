"""Puts a draft together: the complaint, and before it the sheet that tells the person what to do with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from helper.complaint.body import write_letter
from helper.complaint.case import Case
from helper.complaint.grounds import Ground
from helper.drafts.blocks import Bullets, Draft, Heading, TextLine, TextRun, count_gaps, plain
from helper.drafts.places import say_place
from helper.drafts.words import Words
from helper.mail.kinds import MailKind


def write_draft(case: Case, words: Words) -> Draft:
    """Write the whole draft in one language."""
    letter = write_letter(case, words)
    advice = (*_before_sending(case, words, count_gaps(letter)), *_addresses(case, words))
    return Draft(words.language, (Heading(words.say("sheet.title"), 1), Bullets(advice)), letter)


def _before_sending(case: Case, words: Words, gaps: int) -> Iterator[TextLine]:
    say, kinds = words.say, {mail.kind for mail in case.mails}
    if case.decision.ground is Ground.NO_FORM:
        yield say("sheet.object_first", place=_controller(case, words))
    yield say("sheet.draft")
    yield say("sheet.advice")
    yield say("sheet.gaps", example=say("sheet.example"), count=str(gaps))
    if case.decision.ground in (Ground.NO_FORM, Ground.EARLY):
        yield say(f"sheet.{case.decision.ground}")
    is_answered = case.record.confirmation is not None or MailKind.ACKNOWLEDGEMENT in kinds
    if is_answered and case.decision.ground not in (Ground.REFUSAL, Ground.NO_FORM):
        yield say("sheet.acknowledged")
    if MailKind.MORE_DETAILS in kinds:
        yield say("sheet.asked_more")
    if case.record.is_by_hand:
        yield say("sheet.by_hand")
    if case.decision.letter:
        yield say("sheet.letter")
        if case.decision.letter.is_receipt_open and case.decision.ground is Ground.LETTER_UNANSWERED:
            yield say("sheet.received")
    yield say("sheet.attach", bag=TextRun(case.bag, "code"), copy=TextRun(case.copy, "code"))
    if words.language not in case.authority.languages:
        yield say("sheet.language", languages=", ".join(case.authority.languages))
    if case.authority.hint == "german_lands":
        yield say("sheet.land")


def _addresses(case: Case, words: Words) -> Iterator[TextLine]:
    """Give every place of the authority, each with how sure it is."""
    authority = case.authority
    if authority.complaint is None:
        yield words.say(
            "sheet.no_complaint", authority=authority.title, place=say_place(authority.site, words)
        )
    else:
        place = say_place(authority.complaint, words)
        yield words.say("sheet.complaint", authority=authority.title, place=place)
    yield words.say("sheet.free")
    if authority.easy:
        yield words.say("sheet.easy", place=say_place(authority.easy, words))
    if authority.email:
        yield words.say("sheet.email", place=say_place(authority.email, words))
    if authority.post:
        yield words.say("sheet.post", place=say_place(authority.post, words))
    yield words.say("sheet.fallback", url=TextRun(case.fallback.url, "link"))


def _controller(case: Case, words: Words) -> TextLine:
    """Name the controller with its address, as far as it is known."""
    name = plain(case.controller)
    return (*name, TextRun(", "), *say_place(case.controller_post, words)) if case.controller_post else name
