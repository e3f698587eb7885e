"""What is asked before an objection, decided once for terminal and window: the text that is offered, the reasons, the addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helper.cli.options import Shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.references import Reference
    from helper.accounts import Account, AccountBook
    from helper.followup.todo import Wanted
    from helper.residence import Residence

SERVICES = ("both", "facebook", "instagram")
EXAMPLES = ("family", "sensitive")  # reasons that a person may take and change


@dataclass(frozen=True)
class Offered:
    """The text that is offered for the explanation, whole, and what is said of where it comes from."""

    reference: Reference
    text: str
    cites: str


def offer_text(shared: Shared, residence: Residence, asked: Reference | None = None) -> Offered:
    """Give the text that was asked for, else the one that cites the authority of the person's country."""
    from flows.authorities import load_authorities
    from flows.references import load_references
    from helper.complaint.choice import reference_for

    authority, is_stand_in = reference_for(load_authorities(), residence)
    chosen = asked or load_references()[authority.reference or ""]
    if asked:
        cites = shared.texts.say("start.cites_chosen", authority=asked.short)
    else:
        cites = shared.texts.say(
            "start.stand_in" if is_stand_in else "start.cites", authority=authority.title
        )
    return Offered(chosen, chosen.sentences_for([shared.language]).forms[0], cites)


def reason_answers(shared: Shared) -> list[tuple[str, str]]:
    """Give the answers to the question whether the person wants to say why."""
    texts = shared.texts
    return [
        ("none", texts.say("start.reason_none")),
        *((name, texts.say(f"start.example.{name}")) for name in EXAMPLES),
        ("own", texts.say("start.reason_own")),
    ]


def proposed_address(saved: Sequence[Account], service: str) -> str | None:
    """Give the saved address of a service, if it has exactly one."""
    known = [account.address for account in saved if account.service == service]
    return known[0] if len(known) == 1 else None


def worth_saving(saved: Sequence[Account], wanted: Sequence[Wanted]) -> list[Wanted]:
    """Give what is not saved yet."""
    known = {(one.service, one.address) for one in saved}
    return [one for one in wanted if one.address and (one.service, one.address) not in known]


def save_addresses(book: AccountBook, wanted: Sequence[Wanted]) -> None:
    """Keep the addresses in the keyring; raises KeyringProblem."""
    from helper.accounts import DEFAULT_LABEL, Account

    for one in wanted:
        if one.address:
            book.add(Account(one.service, DEFAULT_LABEL, one.address))
