"""What the window asks before an objection, and how the answers are read: by the same rules as in the terminal. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from helper.browser.tickets import PageAnswer
from helper.email_check import parse_address
from helper.explanation import unreadable_in
from helper.followup.todo import Wanted
from helper.texts.sentences import Said, say

NO_REASON, OWN_REASON = "none", "own"


@dataclass(frozen=True)
class AskedMistake:
    """What is wrong with one field, by the name of the field."""

    field: str
    said: Said


@dataclass(frozen=True)
class AskedAccount:
    """One account on the page that asks for them."""

    service: str
    title: str
    is_wanted: bool = False
    address: str = ""


@dataclass(frozen=True)
class AskedAccounts:
    """The page that asks for which accounts, and where the person lives."""

    accounts: tuple[AskedAccount, ...]
    country: str
    saves: bool = False

    def wanted(self) -> list[Wanted]:
        """Give the objections that are wanted."""
        return [Wanted(one.service, one.address.strip() or None) for one in self.accounts if one.is_wanted]


@dataclass(frozen=True)
class AskedExplanation:
    """The page that asks what goes into the explanation field."""

    reference: str  # whose text is shown
    adds: bool = True
    reason: str = NO_REASON
    own: str = ""


def read_accounts(
    answer: PageAnswer, before: AskedAccounts, countries: Collection[str]
) -> tuple[AskedAccounts, list[AskedMistake]]:
    """Read the page of the accounts; the address may be left out, which means that it stays unchecked."""
    accounts, problems = [], []
    for one in before.accounts:
        address = answer.get(f"address_{one.service}", "").strip()
        account = replace(one, is_wanted=f"wants_{one.service}" in answer, address=address)
        accounts.append(account)
        if account.is_wanted and address and not is_address(address):
            said = say("window.problem.address", service=one.title)
            problems.append(AskedMistake(f"address_{one.service}", said))
    if not any(one.is_wanted for one in accounts):
        problems.insert(0, AskedMistake(f"wants_{accounts[0].service}", say("window.problem.no_account")))
    country = answer.get("country", "")
    if country not in countries:
        problems.append(AskedMistake("country", say("window.problem.country")))
        country = before.country
    return AskedAccounts(tuple(accounts), country, "saves" in answer), problems


def read_explanation(
    answer: PageAnswer,
    before: AskedExplanation,
    references: Collection[str],
    reasons: Collection[str],
    limit: int,
) -> tuple[AskedExplanation, list[AskedMistake]]:
    """Read the page of the explanation; `limit` is how many bytes the person's own text may have."""
    shown = answer.get("reference", "")
    reason, own, problems = read_reason(answer, reasons, limit)
    found = AskedExplanation(
        reference=shown if shown in references else before.reference,
        adds="adds" in answer,
        reason=reason,
        own=own,
    )
    return found, problems


def read_reason(
    answer: PageAnswer, reasons: Collection[str], limit: int
) -> tuple[str, str, list[AskedMistake]]:
    """Read which reason was chosen, and what the person wrote; `limit` is how many bytes that may have."""
    chosen, own = answer.get("reason", ""), answer.get("own", "").strip()
    reason = chosen if chosen in reasons else NO_REASON
    problems = []
    if reason == OWN_REASON and not own:
        problems.append(AskedMistake("own", say("window.problem.own_empty")))
    if reason != OWN_REASON and own:
        problems.append(AskedMistake("own", say("window.problem.own_unused")))
    if len(own.encode()) > limit:
        problems.append(AskedMistake("own", say("window.problem.own_long", limit=limit // 1024)))
    if found := unreadable_in(own):
        said = say("window.problem.own_unreadable", number=f"U+{ord(found):04X}")
        problems.append(AskedMistake("own", said))
    return reason, own, problems


def reason_of(chosen: str, own: str, answers: Sequence[tuple[str, str]]) -> str | None:
    """Give the explanation that the person chose or wrote."""
    return {**dict(answers), OWN_REASON: own, NO_REASON: None}[chosen]


def is_address(text: str) -> bool:
    """Tell whether something is an e-mail address."""
    try:
        parse_address(text)
    except ValueError:
        return False
    return True
