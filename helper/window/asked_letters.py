"""What the window asks of an objection by letter, and how the answers are read: by the same rules as in the terminal. Pure."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import get_args

from helper.browser.tickets import PageAnswer
from helper.errors import UsageProblem
from helper.evidence.letters import By, Sent
from helper.letter.sending import LetterSending, read_sending
from helper.texts.sentences import say
from helper.window.asked import NO_REASON, AskedMistake, is_address, read_reason

WAYS: tuple[By, ...] = get_args(By)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
# Beside which field a mistake is said.
_FIELDS = {"letter_future": "on", "letter_received_first": "received"}


@dataclass(frozen=True)
class AskedSubject:
    """What a letter is about: a service, and how the program names what is known already, which then is no question."""

    service: str = ""
    attempt: str | None = None  # or a service again, where there is no attempt that it follows
    address: str = ""

    @property
    def name(self) -> str:
        """By what the program knows it."""
        return self.attempt or self.service


@dataclass(frozen=True)
class AskedLetter:
    """The page that asks what goes into a letter."""

    subject: AskedSubject
    country: str
    language: str
    reason: str = NO_REASON
    own: str = ""


@dataclass(frozen=True)
class AskedSending:
    """The page that asks when and how it was sent."""

    subject: AskedSubject
    on: str = ""
    by: str = ""
    received: str = ""


def read_letter(
    answer: PageAnswer,
    before: AskedLetter,
    *,
    services: Collection[str],
    countries: Collection[str],
    languages: Collection[str],
    reasons: Collection[str],
    limit: int,
) -> tuple[AskedLetter, list[AskedMistake]]:
    """Read the page of a letter; `limit` is how many bytes the person's own text may have."""
    subject, problems = _read_subject(answer, before.subject, services)
    country, language = answer.get("country", before.country), answer.get("language", "")
    if country not in countries:
        problems.append(AskedMistake("country", say("window.problem.country")))
        country = before.country
    reason, own, mistakes = read_reason(answer, reasons, limit)
    chosen = language if language in languages else before.language
    return AskedLetter(subject, country, chosen, reason, own), problems + mistakes


def read_sent(
    answer: PageAnswer, asked: AskedSending, services: Collection[str]
) -> tuple[AskedSending, list[AskedMistake]]:
    """Read the page of the sending as it was filled in; the days are read with what was said before."""
    subject, problems = _read_subject(answer, asked.subject, services)
    by = answer.get("by", "")
    found = AskedSending(
        subject,
        on=answer.get("on", "").strip(),
        by=by if by in WAYS else "",
        received=answer.get("received", "").strip(),
    )
    return found, problems


def sending_of(found: AskedSending, before: Sent | None, today: dt.date) -> LetterSending:
    """Give what the person says, by the rules of the command; raises UsageProblem."""
    way = next((one for one in WAYS if one == found.by), None)
    return read_sending(_iso(found.on) or None, way, _iso(found.received) or None, before, today)


def written_day(day: dt.date) -> str:
    """Write a day as people here type it."""
    return f"{day:%d/%m/%Y}"


def _iso(typed: str) -> str:
    """Give a day that was typed with the day first as the command has it; anything else as it is."""
    # No field of the browser's own: it asks in the browser's language, which may put the month first.
    found = _DAY_FIRST.fullmatch(typed)
    with contextlib.suppress(ValueError):
        return dt.date(*(int(part) for part in reversed(found.groups()))).isoformat() if found else typed
    return typed


def mistake_of(problem: UsageProblem, found: AskedSending) -> AskedMistake | None:
    """Say beside its field what is wrong with a day; None for what is wrong with something else."""
    if not problem.key.startswith("letter_") or problem.key == "letter_nothing_to_undo":
        return None
    field = _FIELDS.get(problem.key, "on")
    if problem.key == "letter_when" and found.on:
        field = "by"
    if problem.key == "letter_date" and problem.values.get("typed") == found.received:
        field = "received"
    what = say("window.problem.of_error", what=lambda texts: " ".join(texts.explain(problem, ("what",))))
    return AskedMistake(field, what)


def _read_subject(
    answer: PageAnswer, before: AskedSubject, services: Collection[str]
) -> tuple[AskedSubject, list[AskedMistake]]:
    problems = []
    service = before.service if before.attempt else answer.get("service", "")
    if service not in services:
        problems.append(AskedMistake("service", say("window.problem.no_service")))
        service = ""
    address = answer.get("address", "").strip()
    if address and not is_address(address):
        problems.append(AskedMistake("address", say("window.problem.address_of_letter")))
    return replace(before, service=service, address=address), problems
