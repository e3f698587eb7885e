"""To which attempt a mail belongs: by service, by address and by time; what is ambiguous is never guessed. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helper.email_check import compare_email, mask_address
from helper.errors import UsageProblem
from helper.mail.kinds import MailKind
from helper.mail.parse import Mail
from helper.record import Verdict

# A mail's date has whole seconds and comes from another clock than the attempt's time of sending.
CLOCKS = dt.timedelta(minutes=2)

_MANY = 5  # ids that an error names


@dataclass(frozen=True)
class Candidate:
    """What matching needs to know of an attempt."""

    id: str
    service: str
    started_at: dt.datetime
    # By the service's clock where the record tells the difference; None: never sent.
    sent_at: dt.datetime | None
    displayed: str | None  # the address on the form, as it was sent
    expected: str | None

    def begins_at(self, kind: MailKind) -> dt.datetime:
        """Give the time before which no mail belongs: a code may be asked for while the form is still open."""
        at = self.started_at if kind is MailKind.CODE or self.sent_at is None else self.sent_at
        return at - CLOCKS


@dataclass(frozen=True)
class MatchedAttempt:
    """The attempt that a mail belongs to, and what speaks against it when the person named it."""

    attempt: Candidate
    doubts: tuple[str, ...] = ()  # `service`, `address`, `time`


def choose(
    mail: Mail, kind: MailKind, candidates: Sequence[Candidate], services: frozenset[str], name: str
) -> MatchedAttempt:
    """Find the attempt that a mail answers; `services` may write from its domain, `name` is what it is called.

    Raises UsageProblem that says why there is none, or that there are several, and names --for.
    """
    of_service = [one for one in candidates if one.service in services]
    if not of_service:
        raise UsageProblem("mail_no_attempt", mail=name, services=", ".join(sorted(services)))
    fitting = _by_address(mail, of_service)
    if not fitting:
        raise UsageProblem(
            "mail_other_account", mail=name, address=", ".join(map(mask_address, _addresses(mail)))
        )
    sent = [one for one in fitting if one.sent_at is not None]
    if not sent:
        raise UsageProblem("mail_never_sent", mail=name, id=_ids(fitting))
    if mail.sent_at is None:
        raise UsageProblem("mail_no_date", mail=name)
    earlier = [one for one in sent if one.begins_at(kind) <= mail.sent_at]
    if not earlier:
        raise UsageProblem("mail_older", mail=name, date=f"{mail.sent_at:%Y-%m-%d %H:%M} UTC", id=_ids(sent))
    nearest: dict[tuple[str, str], Candidate] = {}
    for one in sorted(earlier, key=lambda one: one.begins_at(kind)):
        nearest[one.service, (one.displayed or one.expected or "").strip().casefold()] = one
    found = list(nearest.values())
    if len(found) > 1:
        found = [one for one in found if _names_only(mail, one.service, services)] or found
    if len(found) > 1:
        raise UsageProblem("mail_ambiguous", mail=name, ids=_ids(found))
    return MatchedAttempt(found[0])


def confirm(
    mail: Mail, kind: MailKind, attempt: Candidate, services: frozenset[str], name: str
) -> MatchedAttempt:
    """Take the attempt that the person named, and say what speaks against it.

    Raises UsageProblem for one that was never sent: there is nothing that a mail could answer.
    """
    if attempt.sent_at is None:
        raise UsageProblem("mail_never_sent", mail=name, id=attempt.id)
    doubts = []
    if attempt.service not in services:
        doubts.append("service")
    if not _by_address(mail, [attempt]):
        doubts.append("address")
    if mail.sent_at is None or mail.sent_at < attempt.begins_at(kind):
        doubts.append("time")
    return MatchedAttempt(attempt, tuple(doubts))


def _names_only(mail: Mail, service: str, services: Iterable[str]) -> bool:
    """Tell whether a mail speaks of one service and of no other from which it may come."""
    words = f"{mail.subject} {mail.text}".casefold()
    return [one for one in services if one in words] == [service]


def _by_address(mail: Mail, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the attempts that fit the mail's recipients best; of an attempt whose address is unknown any may."""
    ranked: dict[int, list[Candidate]] = {}
    for one in candidates:
        rank = _rank(mail, one)
        if rank is not None:
            ranked.setdefault(rank, []).append(one)
    return ranked[min(ranked)] if ranked else []


def _rank(mail: Mail, attempt: Candidate) -> int | None:
    """Say how well a mail's recipients fit an attempt, 0 the best; None when they are other people's."""
    addresses = _addresses(mail)
    known = [address for address in (attempt.displayed, attempt.expected) if address and address.strip()]
    if not known or not addresses:
        return 4
    # What servers noted on the way may be the mailbox behind `marie+fb@`: a weaker sign than whom the mail is to.
    delivered = [one for one in mail.delivered_to if not any(_is_variant(to, one) for to in mail.recipients)]
    for rank, written in enumerate((mail.recipients, delivered)):
        verdicts = {compare_email(address, one) for address in known for one in written}
        if Verdict.MATCH in verdicts:
            return rank
        if Verdict.COMPATIBLE in verdicts:  # the form showed it masked
            return rank + 2
    return None


def _is_variant(address: str, mailbox: str) -> bool:
    """Tell whether an address is a mailbox's with something after a plus sign: another account for the service."""
    local, _, domain = address.partition("@")
    return "+" in local and compare_email(f"{local.partition('+')[0]}@{domain}", mailbox) is Verdict.MATCH


def _addresses(mail: Mail) -> tuple[str, ...]:
    return mail.recipients or mail.delivered_to


def _ids(attempts: Iterable[Candidate]) -> str:
    found = [one.id for one in attempts]
    return ", ".join(found[:_MANY]) + (", …" if len(found) > _MANY else "")
