"""What the complaint says, part by part: the five points of article 4(1) of Regulation (EU) 2025/2518 and the proof. Pure.

Every sentence states what the archive shows, or is a gap that the person fills. Which ones stand there is decided here; how
they are said, by the words of the language.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.schema import State
from helper import __version__
from helper.complaint.case import Case
from helper.complaint.grounds import Decision, Ground, is_form_missing
from helper.drafts.blocks import (
    Bullets,
    DraftBlock,
    Heading,
    Paragraph,
    Quote,
    Table,
    TextLine,
    exact,
    plain,
    quoted,
)
from helper.drafts.places import post_lines
from helper.drafts.words import Words
from helper.email_check import is_masked
from helper.evidence.letters import Sent
from helper.record import Verdict

_MOST_PAGES = 20


def write_letter(case: Case, words: Words) -> tuple[DraftBlock, ...]:
    """Give the complaint in the order in which it is read."""
    parts = (_head, _who, _controller, _asked, _answer, _claim, _wish, _proof, _end)
    return tuple(block for part in parts for block in part(case, words))


def _head(case: Case, words: Words) -> Iterator[DraftBlock]:
    say = words.say
    yield Heading(say("letter.title"), 1)
    yield Paragraph(tuple(say(f"letter.sender_{one}") for one in ("name", "post", "contact")), "sender")
    yield Paragraph((plain(case.authority.name), *post_lines(case.authority.post, words)), "addressee")
    yield Paragraph((say("letter.place_and_date"),), "place")
    yield Paragraph((say("letter.subject", controller=case.controller, service=case.service),), "subject")
    yield _text(say("letter.salutation"))
    applies = case.procedure.applies_from
    yield _text(say("letter.opening", applies=words.day(applies or case.today)))


def _who(case: Case, words: Words) -> Iterator[DraftBlock]:
    check = case.record.email_check
    shown = check.displayed if check.displayed and not is_masked(check.displayed) else None
    known = (shown or check.expected or "").strip()
    address = exact(known) if known else words.say("who.account_missing")
    yield Heading(words.say("who.title"))
    yield _text(words.say("who.person", service=case.service, address=address))
    yield _text(words.say("who.body"))
    yield _text(words.say("who.residence" if case.is_residence_told else "who.residence_unsure"))


def _controller(case: Case, words: Words) -> Iterator[DraftBlock]:
    post = case.controller_post
    is_known = post is not None and not post.doubt
    where = plain(", ".join(post.lines)) if post and is_known else words.say("controller.post_missing")
    yield Heading(words.say("controller.title"))
    yield _text(words.say("controller.text", controller=case.controller, post=where, service=case.service))
    yield _text(words.say("controller.processing"))


def _asked(case: Case, words: Words) -> Iterator[DraftBlock]:
    say, record = words.say, case.record
    yield Heading(say("asked.title"))
    if is_form_missing(record):
        yield from _missing_form(case, words)
    if case.decision.is_form_sent:
        yield from _sent_form(case, words)
    if case.decision.letter:
        yield from _sent_letter(case.decision.letter, case, words)
    if case.decision.is_form_sent or case.decision.letter:
        yield _text(say("asked.right"))
        if case.procedure.applies_on(case.today):
            yield _text(say("asked.before"))


def _missing_form(case: Case, words: Words) -> Iterator[DraftBlock]:
    say, record = words.say, case.record
    at = words.moment(record.started_at, case.zone)
    yield _text(say("asked.opened", at=at, url=exact(record.page.url)))
    if record.navigations:
        yield _text(say("asked.pages"))
        pages = record.navigations[:_MOST_PAGES]
        yield Bullets(
            tuple(say("asked.page", at=words.moment(p.at, case.zone), url=exact(p.url)) for p in pages)
        )
    yield _text(say("asked.no_form"))


def _sent_letter(letter: Sent, case: Case, words: Words) -> Iterator[DraftBlock]:
    values = {"on": words.day(letter.on), "controller": case.controller}
    yield _text(words.say(f"asked.letter_{letter.by}", **values))
    if letter.received_on:
        yield _text(words.say("asked.letter_received", on=words.day(letter.received_on)))


def _sent_form(case: Case, words: Words) -> Iterator[DraftBlock]:
    say, record = words.say, case.record
    url = exact(record.page.url)
    at = words.moment(case.sent_at, case.zone) if case.sent_at else say("asked.at_unknown")
    key = "asked.by_hand" if record.is_by_hand else "asked.sent"
    yield _text(say(key, at=at, service=case.service, url=url))
    yield from _address_shown(case, words)
    if record.explanation.text:
        yield _text(say("asked.text"))
        yield Quote(quoted(record.explanation.text), record.page.spoken)
    else:
        yield _text(say("asked.no_text"))


def _address_shown(case: Case, words: Words) -> Iterator[DraftBlock]:
    check = case.record.email_check
    if not check.displayed or case.record.swap:
        return  # what the form showed is not what was sent, or may not be
    if check.verdict is Verdict.MISMATCH and check.expected:
        yield _text(
            words.say("asked.address_differs", address=exact(check.displayed), expected=exact(check.expected))
        )
    else:
        yield _text(words.say("asked.address", address=exact(check.displayed)))


def _answer(case: Case, words: Words) -> Iterator[DraftBlock]:
    say, answer = words.say, case.record.answer
    yield Heading(say("answer.title"))
    if case.decision.ground is Ground.NO_FORM:
        yield _text(say("answer.nothing"))
        return
    if answer and case.decision.is_form_sent:
        yield _text(say("answer.page"))
        yield Quote(quoted(answer.text), case.record.page.spoken)
    elif case.decision.is_form_sent:
        yield _text(say("answer.none"))
    if case.mails:
        yield _text(say("answer.mails"))
        yield Bullets(
            tuple(
                say(
                    "answer.mail",
                    at=words.moment(mail.sent_at, case.zone) if mail.sent_at else say("answer.mail_undated"),
                    sender=exact(mail.sender),
                    subject=mail.subject,
                    kind=say(f"answer.kind.{mail.kind}"),
                    signature=say(f"answer.signature.{mail.dkim}"),
                )
                for mail in case.mails
            )
        )
    else:
        yield _text(say("answer.no_mail"))
    yield _text(say("answer.other"))


def _claim(case: Case, words: Words) -> Iterator[DraftBlock]:
    say, decision = words.say, case.decision
    days = {"today": words.day(case.today), "due": words.day(decision.due) if decision.due else ""}
    yield Heading(say("claim.title"))
    if decision.ground in (Ground.NO_ANSWER, Ground.LETTER_UNANSWERED):
        yield _text(say(_due(decision), **days))
        points = [say("claim.article_12_3"), say("claim.article_12_4"), say("claim.article_21_1")]
    elif decision.ground is Ground.REFUSAL:
        refused_at = [decision.refusal.sent_at] if decision.refusal else case.record.times_of(State.REFUSED)
        at = next(iter(refused_at), None)
        yield _text(say("claim.refused", at=words.moment(at, case.zone) if at else say("asked.at_unknown")))
        points = [say("claim.refused_21_1"), say("claim.refused_12_4")]
    elif decision.ground is Ground.NO_FORM:
        at = case.record.started_at
        points = [
            say("claim.unavailable_21_4", at=words.moment(at, case.zone)),
            say("claim.unavailable_12_2"),
        ]
    else:
        yield _text(say("claim.due_running", **days))
        yield _text(say("claim.why_early"))
        points = [say("claim.early_provisions")]
    yield _text(say("claim.lead"))
    yield Bullets(tuple(points))


def _due(decision: Decision) -> str:
    """Choose how it is said that the time is over; a letter's begins when it is received, which nobody noted."""
    is_open = (
        decision.ground is Ground.LETTER_UNANSWERED and decision.letter and decision.letter.is_receipt_open
    )
    return (
        "claim.due_extended" if decision.is_extended else "claim.due_posted" if is_open else "claim.due_over"
    )


def _wish(case: Case, words: Words) -> Iterator[DraftBlock]:
    """Ask for what the authority can order: for a missing form, that there be one; else that the request be met."""
    is_missing = case.decision.ground is Ground.NO_FORM
    wishes = ("handle", "offer") if is_missing else ("handle", "act", "stop", "erase")
    yield Heading(words.say("wish.title"))
    yield Bullets(tuple(words.say(f"wish.{one}") for one in wishes))


def _proof(case: Case, words: Words) -> Iterator[DraftBlock]:
    say = words.say
    yield Heading(say("proof.title"))
    yield _text(say("proof.lead", id=exact(case.record.id), bag=exact(case.bag), copy=exact(case.copy)))
    yield Table(
        tuple(say(f"proof.{column}") for column in ("file", "what", "at", "sum")),
        tuple(
            (
                (exact(one.path),),
                say(f"proof.kind.{one.what}"),
                plain(words.moment(one.at, case.zone) if one.at else "–"),
                (exact(one.sha256),),
            )
            for one in case.exhibits
        ),
    )
    yield _text(say("proof.seal", sum=exact(case.seal)))
    for stamp in case.stamps:
        key = "proof.stamp" if stamp.is_vouched else "proof.stamp_sound"
        yield _text(say(key, authority=stamp.authority, at=words.moment(stamp.at, case.zone)))
    if case.decision.letter:
        yield _text(say("proof.letter"))
    if case.record.sealed_later:
        yield _text(say("proof.later"))
    yield _text(say("proof.limits"))


def _end(case: Case, words: Words) -> Iterator[DraftBlock]:
    yield _text(words.say("letter.closing"))
    yield _text(words.say("letter.signature"))
    yield Paragraph((words.say("letter.foot", version=__version__, today=words.day(case.today)),), "foot")


def _text(line: TextLine) -> Paragraph:
    return Paragraph((line,))
