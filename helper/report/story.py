"""How the report tells the archive: attempts become accounts, each with its news and its timeline. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.changes import Change
from flows.schema import State
from helper.email_check import is_masked, mask_address
from helper.evidence.letters import BY_LETTER
from helper.followup.ending import TONES, outcome_key
from helper.followup.sentences import advice_on, is_counted, say_sent, situation_of, tone_of
from helper.followup.standing import Situation, Standing, address_of, find_standings, mail_time
from helper.record import CONFIRMED_OUTCOMES, Kind, Outcome, Record, Verdict
from helper.report.attempts import KeptAttempt, PictureFile, StampView
from helper.report.gaps import find_gaps, was_sent
from helper.texts.sentences import NewsLine, NewsTone, Said, say

if TYPE_CHECKING:
    from helper.mail.kept import KeptMail

_MARKED_STATES = {
    State.FORM: "form",
    State.SENT: "sent",
    State.SUBMITTED: "answer",
    State.REFUSED: "answer",
    State.ALREADY_OBJECTED: "answer",
}
# Where the standing says already all that is known.
_TOLD_ALREADY = frozenset(
    {
        *(Situation.NOT_SENT, Situation.UNREAD, Situation.REJECTED, Situation.UNFINISHED),
        *(Situation.DAMAGED, Situation.NEWER, Situation.SENT_UNCONFIRMED, Situation.ALREADY_OBJECTED),
    }
)
_SHOWN_KINDS = frozenset({Kind.FORM, Kind.FILLED, Kind.CONFIRMATION, Kind.STATE, Kind.DRAFT})


@dataclass(frozen=True)
class MomentView:
    """A step of the attempt that a person remembers, and when it was."""

    name: Said
    at: dt.datetime


@dataclass(frozen=True)
class PictureView:
    """A picture with its caption."""

    caption: Said
    file: PictureFile
    note: Said | None  # why it is not shown small


@dataclass(frozen=True)
class MailView:
    """An e-mail of the service that is kept with the attempt."""

    at: dt.datetime
    subject: str
    kind: Said
    signature: NewsLine


@dataclass(frozen=True)
class Story:
    """One attempt, told."""

    id: str
    at: dt.datetime
    headline: NewsLine
    rehearsed: Said | None  # of practice: what the headline would be, had it been real
    moments: tuple[MomentView, ...]
    address: NewsLine | None
    reference: NewsLine | None
    explanation: str | None
    answer: str | None
    language: str | None  # of the page; only one that we know
    gaps: tuple[Said, ...]
    seal: NewsLine
    damage: tuple[Said, ...]
    stamps: tuple[NewsLine, ...]
    mails: tuple[MailView, ...]
    letter: NewsLine | None  # what the person says of one that they sent
    pictures: tuple[PictureView, ...]
    link: str


@dataclass(frozen=True)
class AccountView:
    """All attempts for one account, the newest first, and where its objection stands."""

    title: str
    address: str | None  # masked
    standing: NewsLine
    awaited: NewsLine | None  # what the evidence alone does not say: what is due, or has come by e-mail
    advice: Said | None
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class BackPage:
    """What somebody who checks wants of one attempt."""

    id: str
    started_at: dt.datetime
    url: str | None
    flow: Said | None
    software: str | None
    seal: str | None
    pictures: tuple[tuple[str, str], ...]  # file, SHA-256


@dataclass(frozen=True)
class Report:
    """The whole page."""

    made_at: dt.datetime
    accounts: tuple[AccountView, ...]
    confirmed: int  # accounts
    waiting: int  # accounts whose objection was sent and not confirmed
    intact: int  # attempts
    attempts: int
    damaged: int
    lost: tuple[Said, ...]
    back: tuple[BackPage, ...]
    is_counted: bool  # a day is named that was counted without public holidays
    is_practice: bool  # nothing but rehearsals


def tell(
    attempts: Sequence[KeptAttempt],
    made_at: dt.datetime,
    languages: Collection[str],
    lost: Sequence[str] = (),
    *,
    zone: dt.tzinfo | None = None,
    changes: Sequence[Change] = (),
) -> Report:
    """Arrange attempts as the report shows them; `languages` are those that a page may be said to be in.

    Days are counted in the time zone of the person, by default this computer's; `changes` are what objections may be
    renewed for.
    """
    groups: dict[tuple[str, bool, str], list[KeptAttempt]] = {}
    for attempt in sorted(attempts, key=lambda one: (one.started_at, one.id), reverse=True):
        address = (_address_of(attempt) or "").casefold()
        key = (attempt.title, not address, address)  # those of unknown address last
        groups.setdefault(key, []).append(attempt)
    past = [attempt.past for attempt in attempts if attempt.past]
    standings = {one.attempt_id: one for one in find_standings(past, made_at, zone, changes)}
    accounts = tuple(_account(group, languages, standings, zone) for _, group in sorted(groups.items()))
    return Report(
        made_at=made_at,
        accounts=accounts,
        confirmed=sum(account.standing.tone == "good" for account in accounts),
        waiting=sum(account.standing.tone == "wait" for account in accounts),
        intact=sum(attempt.is_intact for attempt in attempts),
        attempts=len(attempts),
        damaged=sum(
            _is_damaged(one) or bool(one.letter.damage) or any(mail.damage for mail in one.mails)
            for one in attempts
        ),
        lost=tuple(say("report_page.lost", id=one) for one in lost),
        back=tuple(_back_page(attempt) for group in sorted(groups.items()) for attempt in group[1]),
        is_counted=any(map(is_counted, standings.values())),
        is_practice=not lost and bool(attempts) and all(attempt.is_rehearsal for attempt in attempts),
    )


def _is_damaged(attempt: KeptAttempt) -> bool:
    return bool(attempt.damage) or attempt.fault is not None


def _address_of(attempt: KeptAttempt) -> str | None:
    return address_of(attempt.record.email_check) if attempt.record else None


def _account(
    attempts: list[KeptAttempt],
    languages: Collection[str],
    standings: Mapping[str, Standing],
    zone: dt.tzinfo | None,
) -> AccountView:
    address = _address_of(attempts[0])
    followup = next((standings[one.id] for one in attempts if one.id in standings), None)
    is_news = followup is not None and (followup.is_ahead or followup.situation not in _TOLD_ALREADY)
    return AccountView(
        title=attempts[0].title,
        address=mask_address(address) if address else None,
        standing=_by_letter(followup) or _standing(attempts),
        awaited=NewsLine(situation_of(followup, zone), tone_of(followup)) if followup and is_news else None,
        advice=advice_on(followup) if followup else None,
        stories=tuple(_story(attempt, languages) for attempt in attempts),
    )


def _by_letter(followup: Standing | None) -> NewsLine | None:
    """Say that the objection rests on a letter; what came of it stands in the line below."""
    if followup is None or followup.letter is None:
        return None
    return NewsLine(say(f"report_page.by_letter.{followup.letter.by}", on=followup.letter.on), "wait")


def _standing(attempts: Iterable[KeptAttempt]) -> NewsLine:
    """Say what the evidence shows of an account's objection; only what is whole counts, and practice never does."""
    real = [attempt for attempt in attempts if not attempt.is_rehearsal]
    told = [(attempt, attempt.record) for attempt in real if attempt.is_intact and attempt.record]
    if not real:
        return NewsLine(say("report_page.standing.rehearsed"))
    for wanted in (CONFIRMED_OUTCOMES, {Outcome.REFUSED}, {Outcome.SENT_UNCONFIRMED}, {Outcome.REJECTED}):
        for _, record in told:
            if record.outcome in wanted:
                key = "unread" if record.may_be_sent else record.outcome
                said = say(f"report_page.standing.{key}", date=_decided_at(record))
                return NewsLine(said, TONES[record.outcome])
    if unread := next((record for _, record in told if record.may_be_sent), None):
        return NewsLine(say("report_page.standing.unread", date=_decided_at(unread)), "wait")
    if any(_is_damaged(attempt) for attempt in real):
        return NewsLine(say("report_page.standing.damaged"), "bad")
    return NewsLine(say("report_page.standing.none"))


def _decided_at(record: Record) -> dt.datetime:
    """Tell when what an account's standing rests on was seen: the answer, else Send."""
    for states in ((State.SUBMITTED, State.REFUSED, State.ALREADY_OBJECTED), (State.SENT,)):
        if found := record.times_of(*states):
            return found[-1]
    return record.ended_at


def _story(attempt: KeptAttempt, languages: Collection[str]) -> Story:
    record = attempt.record
    return Story(
        id=attempt.id,
        at=attempt.started_at,
        headline=_headline(attempt),
        rehearsed=say("report_page.rehearsal_outcome", outcome=_ending(attempt).said)
        if attempt.is_rehearsal
        else None,
        moments=tuple(_moments(record)) if record else (),
        address=_address(record) if record else None,
        reference=_reference(record) if record else None,
        explanation=record.explanation.text if record else None,
        answer=record.answer.text if record and record.answer else None,
        language=record.page.spoken if record and record.page.spoken in languages else None,
        gaps=find_gaps(record, has_mail=any(not mail.damage for mail in attempt.mails))
        if record and attempt.is_sealed
        else (),
        seal=_seal(attempt),
        damage=tuple(
            say(f"report_page.damage.{one.kind}", file=one.file)
            for one in (
                *attempt.damage,
                *(one for mail in attempt.mails for one in mail.damage),
                *attempt.letter.damage,
            )
        ),
        stamps=tuple(map(_stamp, attempt.stamps)),
        mails=tuple(_mail(mail) for mail in attempt.mails if not mail.damage),
        letter=NewsLine(say_sent(attempt.letter.sent)) if attempt.letter.sent else None,
        pictures=tuple(_pictures(attempt)),
        link=attempt.link,
    )


def _headline(attempt: KeptAttempt) -> NewsLine:
    """Say how an attempt ended; of practice, first of all that it was practice."""
    ending = _ending(attempt)
    tone: NewsTone = "bad" if ending.tone == "bad" else "plain"
    return NewsLine(say("report_page.rehearsal"), tone) if attempt.is_rehearsal else ending


def _ending(attempt: KeptAttempt) -> NewsLine:
    if not attempt.is_sealed:
        return NewsLine(say("report_page.unsealed"), "wait")
    if attempt.record is None:
        return NewsLine(say(f"archive.fault.{attempt.fault}"), "bad")
    record = attempt.record
    if BY_LETTER in record.notes:
        return NewsLine(say("report_page.no_form_opened"), "bad" if attempt.damage else "plain")
    tone = "bad" if attempt.damage else TONES.get(record.outcome, "plain")
    return NewsLine(say(outcome_key(record), service=attempt.title), tone)


def _moments(record: Record) -> Iterator[MomentView]:
    yield MomentView(say("report_page.moment.began"), record.started_at)
    for state, name in _MARKED_STATES.items():
        # The form as it first stood; Send and the answer as they were last.
        if found := record.times_of(state):
            yield MomentView(
                say(f"report_page.moment.{name}"), found[0] if state is State.FORM else found[-1]
            )


def _address(record: Record) -> NewsLine:
    check = record.email_check
    displayed, expected = _masked(check.displayed), _masked(check.expected)
    tones: dict[Verdict, NewsTone] = {Verdict.MATCH: "good", Verdict.MISMATCH: "bad", Verdict.EMPTY: "wait"}
    key = record.swap or ("unread" if check.is_unread else check.verdict)
    sentence = say(f"report_page.email.{key}", displayed=displayed, expected=expected)
    return NewsLine(sentence, "bad" if record.swap else tones.get(check.verdict, "plain"))


def _masked(address: str | None) -> str:
    if not address:
        return "–"
    return address if is_masked(address) else mask_address(address)  # the service's own mask says most


def _reference(record: Record) -> NewsLine | None:
    code, is_inserted = record.explanation.reference, record.explanation.inserted
    if code and (is_inserted or was_sent(record)):
        name = "inserted" if is_inserted else "not_inserted"
        tone: NewsTone = "good" if is_inserted else "wait"
        return NewsLine(say(f"report_page.reference.{name}", reference=code.upper()[:40]), tone)
    if is_inserted:
        return NewsLine(say("report_page.reference.own_text"))
    return NewsLine(say("report_page.reference.none")) if was_sent(record) else None


def _seal(attempt: KeptAttempt) -> NewsLine:
    if not attempt.is_sealed:
        return NewsLine(say("report_page.seal.unsealed"), "wait")
    if _is_damaged(attempt):
        return NewsLine(say("report_page.seal.damaged"), "bad")
    return NewsLine(say("report_page.seal.intact"), "good")


def _stamp(stamp: StampView) -> NewsLine:
    if stamp.worth == "bad" or stamp.at is None:
        return NewsLine(say("report_page.stamp.bad"), "bad")
    tone: NewsTone = "good" if stamp.worth == "good" else "plain"
    return NewsLine(
        say(f"report_page.stamp.{stamp.worth}", authority=stamp.authority or "–", date=stamp.at), tone
    )


def _mail(kept: KeptMail) -> MailView:
    tones: dict[str, NewsTone] = {"aligned": "good", "not_aligned": "bad", "refused": "bad"}
    return MailView(
        at=mail_time(kept),
        subject=kept.subject,
        kind=say(f"report_page.mail.{kept.kind}"),
        signature=NewsLine(
            say(f"report_page.signature.{kept.dkim}", sender=kept.sender), tones.get(kept.dkim, "plain")
        ),
    )


def _pictures(attempt: KeptAttempt) -> Iterator[PictureView]:
    for file in attempt.pictures:
        if file.evidence.kind in _SHOWN_KINDS:
            why = file.thumbnail if isinstance(file.thumbnail, str) else None
            note = say(f"report_page.no_thumbnail.{why}") if why else None
            yield PictureView(say(f"report_page.picture.{file.evidence.kind}"), file, note)


def _back_page(attempt: KeptAttempt) -> BackPage:
    record = attempt.record
    flow, software = (record.flow, record.software) if record else (None, None)
    return BackPage(
        id=attempt.id,
        started_at=attempt.started_at,
        url=record.page.url if record else None,
        flow=say(f"report_page.flow.{flow.origin}", name=flow.name, revision=flow.revision) if flow else None,
        software=", ".join(filter(None, (f"{software.name} {software.version}", software.browser)))
        if software
        else None,
        seal=attempt.seal,
        pictures=tuple((file.evidence.path, file.evidence.sha256) for file in attempt.pictures),
    )
