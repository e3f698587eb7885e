"""Keeps mails beside the attempts that they answer: reads, matches, judges, stores, and says what was done to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Literal

from flows.load import languages, vocabularies
from flows.mails import all_domains, load_mails
from flows.schema import State
from helper import __version__
from helper.errors import UsageProblem
from helper.evidence.additions import MAILS, ids_beside
from helper.evidence.letters import Sent, kept_letter
from helper.evidence.store import Archive, unusable
from helper.evidence.verify import verify_bag
from helper.evidence.work import utc_now
from helper.mail.classify import Classification, MailClassifier
from helper.mail.kept import About, AboutSignature, KeptMail, KeySource, keep_mail, kept_mails
from helper.mail.kinds import DkimVerdict, MailKind
from helper.mail.match import Candidate, MatchedAttempt, choose, confirm
from helper.mail.parse import MAIL_LIMIT, Mail, NotAMailError, parse_mail
from helper.mail.signature import DkimSignature, KeyFinder, judge, no_key, undo_quoting
from helper.mail.source import MAILBOX_LIMIT, FoundMail, Unusable
from helper.recognise.words import Lexicon
from helper.record import Record
from helper.safe.clean import clean

LONGEST_NAME = 300  # characters of a file's name that are shown


class Done(StrEnum):
    """What was done to a mail."""

    KEPT = "kept"
    UPDATED = "updated"  # it was kept already, and something new about it is kept beside it
    ALREADY_KEPT = "already_kept"
    UNRELATED = "unrelated"
    REFUSED = "refused"


@dataclass(frozen=True)
class Wish:
    """What the person says of all the mails that they add."""

    reference: str | None = None  # the attempt that they answer
    kind: MailKind | None = None
    find_key: KeyFinder = no_key
    # Asked what an unclear mail is; None: it does not belong, and is not kept. Without it nobody is asked.
    ask: Callable[[Mail], MailKind | None] | None = None


@dataclass(frozen=True)
class Result:
    """What became of one mail."""

    name: str  # of the file; not cleaned
    number: int | None
    is_picked: bool
    done: Done
    problem: UsageProblem | None = None
    about: About | None = None
    path: Path | None = None
    is_attempt_damaged: bool = False

    @property
    def shown_name(self) -> str:
        """The name of the file, and which mail in it, ready to be shown."""
        name = clean(self.name, limit=LONGEST_NAME)
        return name if self.number is None else f"{name} #{self.number}"


class Adder:
    """Adds mails to one archive; what it knows of the archive it reads once."""

    def __init__(self, archive: Archive, wish: Wish) -> None:
        """Raises UsageProblem or ArchiveProblem when the attempt that the person names cannot take a mail."""
        self._archive, self._wish = archive, wish
        self._mails = load_mails()
        self._named = None if wish.reference is None else self._candidate_named(wish.reference)
        self._damaged: dict[str, bool] = {}

    def add(self, found: FoundMail | Unusable) -> Result:
        """Do what is to be done with one mail; raises ArchiveProblem, whereupon earlier mails are kept all the same."""
        result = Result(found.name, getattr(found, "number", None), found.is_picked, Done.UNRELATED)
        try:
            return self._add(found, result)
        except UsageProblem as problem:
            return replace(result, done=Done.REFUSED, problem=problem)

    def _add(self, found: FoundMail | Unusable, result: Result) -> Result:
        name = result.shown_name
        if isinstance(found, Unusable):
            raise _unusable(found, name)
        try:
            mail = parse_mail(found.raw)
        except NotAMailError as error:
            if found.is_picked:
                raise UsageProblem("mail_not_a_mail", mail=name) from error
            return result
        is_service = all_domains(mail.senders, self._mails)
        is_forced = found.is_picked and self._named is not None and self._wish.kind is not None
        if not (is_service or is_forced):
            if found.is_picked:
                domain = clean(mail.domain or ", ".join(mail.senders) or "?")
                raise UsageProblem("mail_foreign", mail=name, domain=domain)
            return result
        if not found.is_whole:
            raise UsageProblem("mail_too_large", mail=name, limit=MAIL_LIMIT // 1_000_000)
        if (raw := undo_quoting(found.raw)) != found.raw:
            mail = parse_mail(raw)
        reading = self._reader.read(mail.subject, mail.text)
        if reading.is_announcement and self._wish.kind is None:
            if found.is_picked:
                raise UsageProblem("mail_announcement", mail=name)
            return result
        if not (found.is_picked or reading.is_about):
            return result
        if self._wish.kind is not None and found.number is not None:
            raise UsageProblem("mail_kind_of_many")
        return self._keep(mail, reading, is_service, result)

    def _keep(self, mail: Mail, reading: Classification, is_service: bool, result: Result) -> Result:
        before = self._kept_before(mail.sha256)
        kind, said_by = self._kind(reading, before)
        match = self._match(mail, kind, before, result.shown_name)
        if kind is MailKind.UNCLEAR and said_by == "words" and self._wish.ask is not None:
            answer = self._wish.ask(mail)
            if answer is None:
                return result
            kind, said_by = (answer, "person") if answer is not MailKind.UNCLEAR else (kind, said_by)
        attempt_id = match.attempt.id
        bag_path = self._archive.path / attempt_id
        signature = self._judge(mail, before)
        about = About(
            attempt=attempt_id,
            sha256=mail.sha256,
            size=len(mail.raw),
            kind=kind,
            said_by=said_by,
            quote=reading.quote if said_by == "words" else None,
            subject=mail.subject,
            sender=clean(mail.domain),
            sender_is_service=is_service,
            sent_at=mail.sent_at,
            kept_at=utc_now(),
            doubts=match.doubts,
            signature=signature if isinstance(signature, AboutSignature) else _about(signature),
            software=__version__,
        )
        key = signature.key.text if isinstance(signature, DkimSignature) and signature.key else None
        path, is_new = keep_mail(bag_path, about, mail.raw, key, lambda there: _is_news(about, there[-1]))
        done = Done.ALREADY_KEPT if not is_new else Done.UPDATED if before else Done.KEPT
        self._kept_at[mail.sha256] = attempt_id
        if attempt_id not in self._damaged:
            self._damaged[attempt_id] = bool(verify_bag(bag_path))
        return replace(
            result, done=done, about=about, path=path, is_attempt_damaged=self._damaged[attempt_id]
        )

    def _kind(
        self, reading: Classification, before: KeptMail | None
    ) -> tuple[MailKind, Literal["words", "person"]]:
        """Say what a mail is: by the person's word now, else by their word before, else by its own words."""
        if self._wish.kind is not None:
            return self._wish.kind, "person"
        if before is not None and before.said_by == "person":
            return before.kind, "person"
        return reading.kind, "words"

    def _match(self, mail: Mail, kind: MailKind, before: KeptMail | None, name: str) -> MatchedAttempt:
        services = frozenset[str]().union(*map(self._mails.services_of, mail.senders))
        if self._named is not None:
            return confirm(mail, kind, self._named, services, name)
        if before is not None:
            known = next((one for one in self._candidates if one.id == before.attempt_id), None)
            if known is not None:
                return MatchedAttempt(known, before.about.doubts if before.about else ())
        return choose(mail, kind, self._candidates, services, name)

    def _judge(self, mail: Mail, before: KeptMail | None) -> DkimSignature | AboutSignature:
        """Judge the signature, unless that was done already: nobody is asked twice."""
        if before is not None and before.about is not None and before.dkim is not DkimVerdict.UNCHECKED:
            return before.about.signature
        return judge(mail.raw, mail.domain, self._mails, self._wish.find_key)

    def _kept_before(self, sha256: str) -> KeptMail | None:
        """Find a mail that is kept already: beside the attempt that was named, else beside any."""
        attempt_id = self._named.id if self._named else self._kept_at.get(sha256)
        if attempt_id is None:
            return None
        path = self._archive.path / attempt_id
        same = [one for one in kept_mails(path) if one.sha256 == sha256 and not one.damage]
        return same[-1] if same else None

    @cached_property
    def _kept_at(self) -> dict[str, str]:
        """The attempts beside which mails lie, by the hash of the mail."""
        return {
            one.sha256: attempt_id
            for attempt_id in sorted(ids_beside(self._archive.path, MAILS))
            for one in kept_mails(self._archive.path / attempt_id)
            if not one.damage
        }

    @cached_property
    def _reader(self) -> MailClassifier:
        return MailClassifier(Lexicon({one: vocabularies(one) for one in languages()}), self._mails)

    @cached_property
    def _candidates(self) -> list[Candidate]:
        return [
            candidate_of(entry.record, kept_letter(entry.path).sent)
            for entry in self._archive.entries()
            if entry.sealed and entry.record
        ]

    def _candidate_named(self, reference: str) -> Candidate:
        entry = self._archive.find(reference)
        if not entry.sealed:
            raise UsageProblem("mail_not_sealed", id=entry.id)
        if entry.record is None:
            raise unusable(entry, verify_bag(entry.path))
        return candidate_of(entry.record, kept_letter(entry.path).sent)


def candidate_of(record: Record, letter: Sent | None = None) -> Candidate:
    """Take from a record what matching needs, with the time of sending as the service's clock had it.

    Where no form was sent, a letter may have been: by the person's word, so that its day begins the wait for an answer.
    """
    pressed = record.send.at if record.send else min(record.times_of(State.SENT), default=None)
    skew = record.setting.skew_seconds if record.setting else None
    try:
        by_their_clock = pressed and pressed - dt.timedelta(seconds=skew or 0)
    except OverflowError:  # a forged record
        by_their_clock = pressed
    if by_their_clock is None and letter:
        by_their_clock = dt.datetime.combine(letter.on, dt.time(), dt.UTC)
    return Candidate(
        id=record.id,
        service=record.service,
        started_at=record.started_at,
        sent_at=by_their_clock,
        displayed=record.email_check.displayed,
        expected=record.email_check.expected,
    )


def _is_news(about: About, last: KeptMail) -> bool:
    """Tell whether something is known of a mail now that was not when it was kept."""
    is_checked = last.dkim is DkimVerdict.UNCHECKED and about.signature.verdict is not DkimVerdict.UNCHECKED
    is_said = about.said_by == "person" and (about.kind, last.said_by) != (last.kind, "person")
    return is_checked or is_said or (last.kind is MailKind.UNCLEAR and about.kind is not MailKind.UNCLEAR)


def _about(signature: DkimSignature) -> AboutSignature:
    key = signature.key
    return AboutSignature(
        verdict=signature.verdict,
        reason=signature.reason,
        domain=signature.domain,
        selector=signature.selector,
        key=key
        and KeySource(
            name=signature.key_name or "", source=key.source, fetched_at=key.fetched_at, server=key.server
        ),
    )


def _unusable(found: Unusable, name: str) -> UsageProblem:
    if found.why == "outlook":
        return UsageProblem("mail_outlook", mail=name)
    if found.why == "packed":
        return UsageProblem("mail_packed", mail=name)
    if found.why == "mailbox_too_large":
        return UsageProblem("mail_mailbox_too_large", mail=name, limit=MAILBOX_LIMIT // 1_000_000_000)
    return UsageProblem("mail_file_missing", path=name, reason=found.reason)
