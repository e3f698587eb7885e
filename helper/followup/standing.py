"""What stands for each account of a service: decided from what the archive holds and from today's date alone. Pure.

Only evidence that is whole counts, and of several attempts the one that says most. Nothing here ever means that the
service has removed something, or that it has to: each standing names the attempt and the e-mail that it rests on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from flows.changes import Change
from helper.email_check import is_masked, is_other_address
from helper.followup.deadlines import answer_due, extended_due, local_day, noon_of, renewal_due
from helper.mail.kinds import DOUBTFUL, MailKind
from helper.record import CONFIRMED_OUTCOMES, EmailCheck, Outcome, Verdict

if TYPE_CHECKING:
    from helper.evidence.letters import Sent
    from helper.mail.kept import KeptMail

MAIL_WITHIN = dt.timedelta(hours=48)  # guides and press: minutes to two days
RETRY_AFTER = dt.timedelta(days=3)  # a form that is not available: "try again in a few days"


class Situation(StrEnum):
    """Where the objection of one account stands; the most urgent comes first."""

    NOT_SENT = "not_sent"
    REJECTED = "rejected"  # Send was pressed, and the page showed an error
    UNREAD = "unread"  # a page was not recognised, and something may have been sent there
    UNFINISHED = "unfinished"  # the program died, or the attempt is under way
    DAMAGED = "damaged"  # the evidence is not what was sealed, and nothing else says more
    NEWER = "newer"  # a newer version of the program wrote it, and nothing else says more
    UNAVAILABLE = "unavailable"  # there was no form
    SENT_UNCONFIRMED = "sent_unconfirmed"
    REFUSED = "refused"
    MORE_ASKED = "more_asked"
    OVERDUE = "overdue"
    LETTER_OVERDUE = "letter_overdue"  # a month after the letter that the person says they sent
    MAIL_OVERDUE = "mail_overdue"  # 48 hours, and no e-mail is kept
    AHEAD = "ahead"  # sent, by a clock that was or is wrong: at a time still to come, from which no day can be counted
    RENEWAL = "renewal"
    MAIL_AWAITED = "mail_awaited"
    LETTER_SENT = "letter_sent"  # by the person's word alone
    ANSWER_DUE = "answer_due"  # an e-mail came that decides nothing, or that announces two months more
    ACKNOWLEDGED = "acknowledged"
    ALREADY_OBJECTED = "already_objected"


_URGENCY = {situation: number for number, situation in enumerate(Situation)}
_SAID_BY_MAIL = {
    MailKind.ACKNOWLEDGEMENT: Situation.ACKNOWLEDGED,
    MailKind.REFUSAL: Situation.REFUSED,
    MailKind.MORE_DETAILS: Situation.MORE_ASKED,
}
_DECIDING = frozenset({*_SAID_BY_MAIL, MailKind.EXTENSION})
# Where the last day for an answer is what there is to say.
_AWAITED = {Situation.MAIL_AWAITED, Situation.ANSWER_DUE, Situation.ACKNOWLEDGED, Situation.LETTER_SENT}


@dataclass(frozen=True)
class Past:
    """One attempt that was no practice, as far as it is known."""

    attempt_id: str
    service: str
    address: str | None  # by what its account is known
    outcome: Outcome | None  # None: not sealed, or not readable
    started_at: dt.datetime
    sent_at: dt.datetime | None = None  # when Send was pressed
    seen_at: dt.datetime | None = None  # when the page came to its outcome
    displayed: str | None = None  # the address that the form showed
    verdict: Verdict = Verdict.UNCHECKED
    may_be_sent: bool = False  # on a page that was not recognised: nobody knows
    is_sealed: bool = True
    is_intact: bool = True
    is_newer: bool = False  # not read as intact only because a newer version of the program wrote it
    mails: tuple[KeptMail, ...] = ()
    letter: Sent | None = None  # an objection by letter or e-mail, by the person's word
    has_damaged_letter: bool = False


@dataclass(frozen=True)
class Reason:
    """Why an objection is worth renewing, and since when."""

    kind: Literal["year", "policy", "address", "wrong_address"]
    since: dt.date
    change: Change | None = None


@dataclass(frozen=True)
class Standing:
    """Where one account's objection stands, and on what evidence."""

    service: str
    address: str | None
    situation: Situation
    since: dt.datetime  # when that happened on which it rests
    attempt_id: str
    # The last day for an answer; of a form that was not available, when to try again.
    due: dt.date | None = None
    is_extended: bool = False  # the service said in time that it takes two months more
    sent_at: dt.datetime | None = None
    mail: KeptMail | None = None  # the e-mail that decides
    renewal_on: dt.date | None = None  # twelve months after
    reasons: tuple[Reason, ...] = ()  # to renew now
    damaged: tuple[str, ...] = ()  # attempts of this account whose evidence is damaged
    # The first attempt in which something was sent: by it a calendar knows the account.
    first_id: str | None = None
    times_sent: int = 0
    # On which it rests: then `sent_at` is None, and days are counted from the letter.
    letter: Sent | None = None
    is_ahead: bool = False  # dated after today: then no day is counted from it


class _Rank(IntEnum):
    """How much an attempt says; of two alike the newer one counts."""

    NOTHING = 0
    UNKNOWN = 1
    REJECTED = 2
    UNCONFIRMED = 3
    REFUSED = 4
    LETTER = 5  # what was sent after a form that led to nothing
    OBJECTED = 6


_RANKS = {
    Outcome.REJECTED: _Rank.REJECTED,
    Outcome.SENT_UNCONFIRMED: _Rank.UNCONFIRMED,
    Outcome.REFUSED: _Rank.REFUSED,
}


class _Decided(NamedTuple):
    situation: Situation
    since: dt.datetime
    due: dt.date | None = None
    is_extended: bool = False


class _Today(NamedTuple):
    now: dt.datetime
    zone: dt.tzinfo | None
    changes: Sequence[Change]

    @property
    def day(self) -> dt.date:
        return local_day(self.now, self.zone)


def find_standings(
    past: Iterable[Past], now: dt.datetime, zone: dt.tzinfo | None = None, changes: Sequence[Change] = ()
) -> list[Standing]:
    """Tell where each account stands at `now`, the most urgent first; `zone` is by default the computer's own."""
    today = _Today(now, zone, changes)
    found = [_standing(group, today) for group in _accounts(past)]
    return sorted(
        found,
        key=lambda one: (_URGENCY[one.situation], one.due or dt.date.max, one.service, one.address or "~"),
    )


def address_of(check: EmailCheck) -> str | None:
    """Tell by which address an account is known: the expected one, else the one that the form displayed."""
    shown = check.displayed if check.displayed and not is_masked(check.displayed) else None
    return (check.expected or shown or "").strip() or None


def _accounts(past: Iterable[Past]) -> Iterator[list[Past]]:
    """Give the attempts of each account in their order.

    An attempt that ended before any address was seen belongs to the service's only known account; of several, it tells
    nothing once a later one was made.
    """
    attempts = sorted(past, key=lambda one: (one.started_at, one.attempt_id))
    known: dict[str, set[str]] = {}
    last: dict[str, Past] = {}
    for one in attempts:
        last[one.service] = one
        if one.address:
            known.setdefault(one.service, set()).add(one.address.casefold())
    groups: dict[tuple[str, str], list[Past]] = {}
    for one in attempts:
        address = (one.address or "").casefold()
        if not address and (_rank(one) is _Rank.NOTHING or one.letter):
            others = known.get(one.service, set())
            if len(others) == 1:
                address = min(others)
            elif last[one.service] is not one and not one.letter:
                continue
        groups.setdefault((one.service, address), []).append(one)
    yield from groups.values()


def _rank(one: Past) -> _Rank:
    return max(_rank_of_form(one), _Rank.LETTER if one.letter else _Rank.NOTHING)


def _rank_of_form(one: Past) -> _Rank:
    """Tell how much the attempt itself says, with its mails and without a letter."""
    if not one.is_sealed or not one.is_intact or one.outcome is None:
        return _Rank.UNKNOWN
    if one.outcome in CONFIRMED_OUTCOMES or _deciding_mail(one):
        return _Rank.OBJECTED
    return _RANKS.get(one.outcome, _Rank.UNKNOWN if one.may_be_sent else _Rank.NOTHING)


def _standing(group: Sequence[Past], today: _Today) -> Standing:
    # A time that cannot be right is no newer than one that can.
    best = max(group, key=lambda one: (_rank(one), not _is_ahead(one, today), one.started_at))
    reasons = tuple(_reasons(best, group, today)) if _rank(best) is _Rank.OBJECTED else ()
    tried = [one for one in group if _Rank.UNKNOWN < _rank(one) < _Rank.OBJECTED]
    if reasons and tried and tried[-1].started_at > best.started_at:
        best = tried[-1]  # the renewal was begun: how that went is what the person wants to know
    decided = _after_send(best, reasons, today) if was_sent(best) else _nothing_sent(best, today)
    received_at = _received_at(best, today.zone)
    is_new = was_sent(best) and best.outcome is not Outcome.ALREADY_OBJECTED
    if is_ahead := _is_ahead(best, today):
        decided = _without_days(decided, received_at, today)
    sent = [one for one in group if was_sent(one)]
    letter = _letter_that_counts(best)
    return Standing(
        service=best.service,
        address=next((one.address for one in reversed(group) if one.address), None),
        situation=decided.situation,
        since=decided.since,
        attempt_id=best.attempt_id,
        due=decided.due,
        is_extended=decided.is_extended,
        sent_at=received_at if is_new and not letter else None,
        mail=_deciding_mail(best),
        renewal_on=renewal_due(received_at, today.zone) if was_sent(best) and not is_ahead else None,
        reasons=reasons,
        damaged=tuple(one.attempt_id for one in group if _is_damaged(one)),
        first_id=sent[0].attempt_id if sent else None,
        times_sent=len(sent),
        letter=letter,
        is_ahead=is_ahead,
    )


def _is_ahead(one: Past, today: _Today) -> bool:
    """Tell whether an attempt is dated after today: the clock was set back since, or is wrong now."""
    return local_day(_received_at(one, today.zone), today.zone) > today.day


def _without_days(decided: _Decided, dated_at: dt.datetime, today: _Today) -> _Decided:
    """Leave out every day that would be counted from such a date; to try a form again needs no other than today."""
    if decided.situation in _AWAITED:
        return _Decided(Situation.AHEAD, dated_at)
    again = today.day + RETRY_AFTER if decided.situation is Situation.UNAVAILABLE else None
    return decided._replace(due=again, is_extended=False)


def _nothing_sent(one: Past, today: _Today) -> _Decided:
    if _rank(one) is _Rank.UNKNOWN:
        of_intact = Situation.UNREAD if one.is_intact and one.may_be_sent else Situation.DAMAGED
        of_sealed = Situation.NEWER if one.is_newer else of_intact
        return _Decided(of_sealed if one.is_sealed else Situation.UNFINISHED, one.started_at)
    since = one.seen_at or one.started_at
    if _rank(one) is _Rank.REJECTED:
        return _Decided(Situation.REJECTED, one.sent_at or since)
    if one.outcome in (Outcome.UNAVAILABLE, Outcome.MOVED):
        return _Decided(Situation.UNAVAILABLE, since, local_day(since, today.zone) + RETRY_AFTER)
    return _Decided(Situation.NOT_SENT, since)


def _after_send(one: Past, reasons: Sequence[Reason], today: _Today) -> _Decided:
    mail, received_at = _deciding_mail(one), _received_at(one, today.zone)
    is_old = any(reason.kind == "year" for reason in reasons)
    if mail is None and one.outcome is Outcome.ALREADY_OBJECTED:
        return _Decided(Situation.RENEWAL if reasons else Situation.ALREADY_OBJECTED, received_at)
    due, is_extended = _due(one, today.zone)
    if mail and (said := _SAID_BY_MAIL.get(mail.kind)):
        if said is Situation.ACKNOWLEDGED and reasons:
            return _Decided(Situation.RENEWAL, received_at, due, is_extended)
        return _Decided(said, mail_time(mail), due, is_extended)
    if mail is None and one.outcome is Outcome.REFUSED and not one.letter:
        return _Decided(Situation.REFUSED, one.seen_at or received_at, due)
    return _Decided(_waiting(one, today, due, is_old), received_at, due, is_extended)


def _waiting(one: Past, today: _Today, due: dt.date, is_old: bool) -> Situation:
    """Tell what is waited for after Send, when no e-mail decided anything."""
    if _letter_that_counts(one):
        if today.day > due:
            return Situation.LETTER_OVERDUE
        is_written_of = _deciding_mail(one) or any(map(_is_unclear, _mails_that_count(one)))
        return Situation.ANSWER_DUE if is_written_of else Situation.LETTER_SENT
    if one.outcome is Outcome.SENT_UNCONFIRMED and not _deciding_mail(one):
        return Situation.UNREAD if one.may_be_sent else Situation.SENT_UNCONFIRMED
    if today.day > due:
        # After a year nobody waits for that answer any more.
        return Situation.RENEWAL if is_old else Situation.OVERDUE
    if _deciding_mail(one) or any(map(_is_unclear, one.mails)):
        return Situation.ANSWER_DUE
    is_late = today.now - _received_at(one, today.zone) >= MAIL_WITHIN
    return Situation.MAIL_OVERDUE if is_late else Situation.MAIL_AWAITED


def _due(one: Past, zone: dt.tzinfo | None) -> tuple[dt.date, bool]:
    """Give the last day for an answer, and whether it was moved: only what is announced within the month moves it."""
    received_at = _received_at(one, zone)
    due = answer_due(received_at, zone)
    is_extended = any(
        mail.kind is MailKind.EXTENSION and local_day(mail_time(mail), zone) <= due
        for mail in _mails_that_count(one)
        if _is_trusted(mail)
    )
    return (extended_due(received_at, zone), True) if is_extended else (due, False)


def _reasons(best: Past, group: Iterable[Past], today: _Today) -> Iterator[Reason]:
    made_on = local_day(_received_at(best, today.zone), today.zone)
    if (due := renewal_due(_received_at(best, today.zone), today.zone)) <= today.day:
        yield Reason("year", due)
    for change in today.changes:
        if best.service in change.services and made_on < change.effective <= today.day:
            yield Reason("policy", change.effective, change)
    if best.verdict is Verdict.MISMATCH:
        yield Reason("wrong_address", made_on)
        return
    for one in (other for other in group if not _is_ahead(other, today)):
        if one.started_at > best.started_at and is_other_address(one.displayed, best.displayed):
            yield Reason("address", local_day(one.started_at, today.zone))
            return


def was_sent(one: Past) -> bool:
    """Tell whether intact evidence says that an objection went off, or that one stands."""
    return _rank(one) >= _Rank.UNCONFIRMED


def _is_damaged(one: Past) -> bool:
    is_bag_damaged = one.is_sealed and not one.is_intact and not one.is_newer
    return is_bag_damaged or one.has_damaged_letter or any(mail.damage for mail in one.mails)


def _letter_that_counts(one: Past) -> Sent | None:
    """Give the letter if the attempt rests on it: what the service confirmed of its form before says more."""
    if one.letter is None:
        return None
    if one.outcome in CONFIRMED_OUTCOMES and one.is_intact and one.is_sealed:
        return None
    is_confirmed_before = any(
        mail.kind is MailKind.ACKNOWLEDGEMENT and _is_trusted(mail) and not _is_since(mail, one.letter)
        for mail in one.mails
    )
    return None if is_confirmed_before else one.letter


def _is_since(mail: KeptMail, letter: Sent) -> bool:
    """Tell whether a mail may be about a letter: what came before it, a refusal of the form say, is not."""
    return mail_time(mail).date() >= letter.on


def _mails_that_count(one: Past) -> list[KeptMail]:
    letter = _letter_that_counts(one)
    return [mail for mail in one.mails if letter is None or _is_since(mail, letter)]


def _received_at(one: Past, zone: dt.tzinfo | None) -> dt.datetime:
    """Tell when the service had the objection: when it was sent, else at the latest when it wrote of it."""
    if letter := _letter_that_counts(one):
        return noon_of(letter.counted_from, zone)
    mail = _deciding_mail(one)
    written_at = mail_time(mail) if mail and one.outcome is not Outcome.ALREADY_OBJECTED else None
    return one.sent_at or written_at or one.seen_at or one.started_at


def mail_time(mail: KeptMail) -> dt.datetime:
    """Tell when a mail was written; where it does not say, when it was kept."""
    return mail.sent_at or mail.kept_at


def _deciding_mail(one: Past) -> KeptMail | None:
    """Give the newest e-mail that says where the objection stands."""
    found = [mail for mail in _mails_that_count(one) if _is_trusted(mail) and mail.kind in _DECIDING]
    return max(found, key=mail_time, default=None)


def _is_unclear(mail: KeptMail) -> bool:
    is_undecided = mail.kind is MailKind.UNCLEAR or (mail.kind in _DECIDING and not _is_trusted(mail))
    return is_undecided and not mail.damage


def _is_trusted(mail: KeptMail) -> bool:
    """Tell whether a mail counts as what the program or the person took it for.

    One of another sender, without a signature, or whose signature fails may be forged: anybody can write a service's
    address above a mail. Then only the person's own word makes it count.
    """
    is_doubtful = mail.dkim in DOUBTFUL or not mail.is_from_service
    return not mail.damage and (not is_doubtful or mail.said_by == "person")
